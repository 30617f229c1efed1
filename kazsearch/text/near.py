"""Here are two skeletons: could one name be behind both, though the rules don't unite them?

What alphabets, ears and habits do to a name beyond the rules of the skeleton is nearly always a
vowel (Otyrar, Otrar; Abdolla, Abdulla; Tursynov, Tursunov) or the shade of a consonant (Amankeldi,
Amangeldi; Satbayev, Satpayev; Shokan, Chokan). So the consonants must agree, their shades taken as
one, and the whole may differ by one edit, or two in a long word. Numbers are never near each other.
"""

import regex

MIN_LETTERS = 5  # of the longer skeleton: shorter ones have too many neighbours
LONG = 9  # letters from which two edits are forgiven

_GLIDE = regex.compile("u(?=[aeio])|(?<=[aeio])u")  # Қуаныш is not Қаныш
_THROAT = regex.compile("nk")  # the ng of Amangeldi is an n in a skeleton, as if it were ң
_TO_CONSONANTS = str.maketrans("ghbdçv", "kkptşw", "aeiou")


def consonants(skeleton: str) -> str:
    """Return the consonants of a skeleton: k for k g h, p for p b, t for t d, ş for ş ç, w for v.

    >>> consonants("amankeldi"), consonants("satbaev"), consonants("kuanis")
    ('mnlt', 'stpw', 'kwns')
    """
    return _THROAT.sub("n", _GLIDE.sub("w", skeleton)).translate(_TO_CONSONANTS)


def may_be_near(skeleton: str) -> bool:
    """Tell whether a skeleton is long enough, and no number, to be near another."""
    return len(skeleton) >= MIN_LETTERS - 1 and skeleton.isalpha()


def is_near(one: str, other: str) -> bool:
    """Tell whether two skeletons differ by so little that they may be one name.

    >>> is_near("otirar", "otrar"), is_near("abdola", "abdula"), is_near("1984", "1985")
    (True, True, False)
    >>> is_near("abai", "abei"), is_near("talgat", "tilgit")
    (False, False)
    """
    longest = max(len(one), len(other))
    limit = 2 if longest >= LONG else 1
    if longest < MIN_LETTERS or abs(len(one) - len(other)) > limit:
        return False
    if not (one.isalpha() and other.isalpha()) or consonants(one) != consonants(other):
        return False
    return _distance(one, other) <= limit


def _distance(one: str, other: str) -> int:
    """Return the edit distance of Levenshtein (insert, delete, replace)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            diagonal, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != against)),
            )
    return row[-1]
