"""Here are two skeletons: could one name be behind both, though the rules don't unite them?

What alphabets, ears and habits do to a name beyond the rules of the skeleton is nearly always a
vowel (Otyrar, Otrar; Abdolla, Abdulla; Tursynov, Tursunov) or the shade of a consonant (Amankeldi,
Amangeldi; Satbayev, Satpayev; Shokan, Chokan). So the consonants must agree, their shades taken as
one, and the whole may differ by one edit, or two in a long word. Numbers are never near each other.
"""

from kazsearch.lazy import lazy_re

MIN_LETTERS = 5  # of the longer skeleton: shorter ones have too many neighbours
LONG = 9  # letters from which two edits are forgiven

_GLIDE = lazy_re("u(?=[aeio])|(?<=[aeio])u")  # Қуаныш is not Қаныш
_TO_CONSONANTS = str.maketrans("ghbdçv", "kkptşw", "aeiou")


def consonants(skeleton: str) -> str:
    """Return the consonants of a skeleton: k for k g h, p for p b, t for t d, ş for ş ç, w for v.

    >>> consonants("amankeldi"), consonants("satbaev"), consonants("kuanis")
    ('mnlt', 'stpw', 'kwns')
    """
    if "u" in skeleton:
        skeleton = _GLIDE.sub("w", skeleton)
    # the ng of Amangeldi is an n in a skeleton, as if it were ң
    return skeleton.replace("nk", "n").translate(_TO_CONSONANTS)


def may_be_near(skeleton: str) -> bool:
    """Tell whether a skeleton is long enough, and no number, to be near another."""
    return len(skeleton) >= MIN_LETTERS - 1 and skeleton.isalpha()


def lengths_near(skeleton: str) -> tuple[int, int]:
    """Return the least and the most letters of what can be near a skeleton."""
    n_letters = len(skeleton)
    return (
        n_letters - (2 if n_letters >= LONG else 1),
        n_letters + (2 if n_letters >= LONG - 2 else 1),
    )


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
    # what most pairs fail at comes first
    if not _within(one, other, limit) or not (one.isalpha() and other.isalpha()):
        return False
    return consonants(one) == consonants(other)


def _within(one: str, other: str, limit: int) -> bool:
    """Tell whether two different or equal words are at most 1 or 2 edits apart."""
    first = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        first += 1
    one, other = one[first:], other[first:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    longest = max(len(one), len(other))
    if longest <= limit:
        return True  # so many replacements, insertions or deletions
    return limit > 1 and min(len(one), len(other)) > 0 and _distance(one, other) <= limit


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
