"""Which suffixes can a Kazakh word have, in which order and after which sounds?

Patterns with capitals for the sounds that change stand for all shapes of a suffix, in Kazakh
Cyrillic and in the Latin of skeletons.

Sources: Z. Dotton and J. D. Wagner, "A Grammar of Kazakh" (Duke University, 2018), noun and verb
morphology; D. Somfai Kara, "Kazak" (LINCOM Europa, 2002), sections 1.4 and 2.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kazsearch.text.skeleton import fold

BACK = "аоұыяё"
FRONT = "әөүіеэ"
NEUTRAL = "ию"  # of loans, both are heard after them: организмі, клиникасы
GLIDE = "у"  # the vowel before it decides: жүруге, баруға
VOWELS = BACK + FRONT + NEUTRAL + GLIDE
_NASALS = "мнң"
_BUZZING = "зж"
_VOICELESS = "кқпстшщхһфцчбвгғд"  # with the voiced stops of loans: клубқа, Голливудта
_CLOSED = "рйуиюль" + _NASALS + _BUZZING + _VOICELESS
_VOICED = VOWELS + "рйль" + _NASALS + _BUZZING
_DULL = "рйул" + _NASALS + _BUZZING  # voiced consonants

# The first letter of a pattern: which sound (after back, after front vowels) stands after which
# letters; for some no sound at all, only where the suffix may stand.
_INITIALS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "L": (("лл", VOWELS + "рй"), ("дд", "л" + _NASALS + _BUZZING), ("тт", _VOICELESS)),
    "M": (("мм", _VOICED), ("бб", "л" + _NASALS + _BUZZING), ("пп", _VOICELESS)),
    "D": (("дд", _VOICED), ("тт", _VOICELESS)),
    "T": (("дд", _DULL), ("тт", _VOICELESS)),
    "H": (("нн", VOWELS + _NASALS),),
    "G": (("ғг", _VOICED), ("қк", _VOICELESS)),
    "Q": (("ғг", _DULL), ("қк", _VOICELESS)),
    "V": (("", VOWELS),),  # after a vowel
    "C": (("", _CLOSED),),  # after a consonant
    "3": (("", "ыі"),),  # after the possessive of the third person
    "*": (("", VOWELS + _CLOSED),),  # after anything
}
# The letters after the first: sounds that harmony changes, after back and after front vowels.
_HARMONY: Mapping[str, str] = {"A": "ае", "I": "ыі", "K": "қк", "R": "ғг"}


class SuffixClass(NamedTuple):
    """Suffixes of which a word has at most one, as patterns `shape` or `shape:min`.

    `min` is how many letters the stem keeps at least, 2 where it is not said.
    """

    patterns: str
    inner: str  # the classes that may stand before it


# What may end a word, and what may stand before each.
LONGEST_SUFFIX = 5  # letters
OUTER = "finite person case possessive attribute plural participle"
VERBAL = frozenset({"finite", "participle", "negation"})
CLASSES: Mapping[str, SuffixClass] = {
    "finite": SuffixClass("*AдI MAдI:3 Vйды Vйді DI DIңIз", "negation"),
    "person": SuffixClass("MIн:3 *сIң:3 *сIз:3 MIз:3", "case possessive plural participle"),
    "case": SuffixClass(
        "TIң HIң:3 TI HI:3 GA DA:3 DAн:3 HAн:3 Mен 3ндA 3нAн 3нA 3н:5",
        "possessive attribute plural participle",
    ),
    "possessive": SuffixClass(
        "VсI:3 VмIз:3 VңIз:3 CI:3 CIмIз:3 CIңIз:3", "attribute plural participle"
    ),
    "attribute": SuffixClass("DARI:3 3ндARI QI:3", "possessive plural participle"),
    "plural": SuffixClass("LAр", "attribute participle"),
    "participle": SuffixClass(
        "GAн *атын *етін Vйтын Vйтін CIп *сA:3 *мAK:3 *пAK:3 *у:3 *ушI:3 MAс:3 GAнша GAнше",
        "negation",
    ),
    "negation": SuffixClass("MA:3", ""),
}


class Shape(NamedTuple):
    """Where one written suffix may stand: after these letters, back vowels, front vowels."""

    after: str
    back: bool
    front: bool
    min_stem: int


def shapes(patterns: str) -> Mapping[str, Shape]:
    """Return every shape of the suffixes written as patterns.

    >>> list(shapes("LAр"))
    ['лар', 'лер', 'дар', 'дер', 'тар', 'тер']
    """
    found: dict[str, Shape] = {}
    for each in patterns.split():
        pattern, _, least = each.partition(":")
        for sounds, after in _INITIALS[pattern[0]]:
            for front in (False, True):
                text = (sounds[front] if sounds else "") + "".join(
                    _HARMONY[letter][front] if letter in _HARMONY else letter
                    for letter in pattern[1:]
                )
                _add(found, text, Shape(after, not front, front, int(least or 2)))
    return found


def _add(found: dict[str, Shape], text: str, new: Shape) -> None:
    old = found.get(text, Shape("", False, False, new.min_stem))
    found[text] = Shape(
        old.after + new.after,
        old.back or new.back,
        old.front or new.front,
        min(old.min_stem, new.min_stem),
    )


@cache
def _sounds_of(letters: str) -> str:
    return "".join({sound for letter in letters for sound in fold(letter)} - {"ь"})


def in_skeleton(table: Mapping[str, Shape]) -> Mapping[str, Shape]:
    """Return the shapes as they are in the Latin of skeletons, where half of harmony is lost.

    >>> list(in_skeleton(shapes("TIң")))
    ['din', 'tin']
    """
    found: dict[str, Shape] = {}
    for text, shape in table.items():
        after = _sounds_of(shape.after)
        folded = fold(text)
        _add(found, folded, Shape(after, "e" not in folded, "a" not in folded, shape.min_stem))
    return found
