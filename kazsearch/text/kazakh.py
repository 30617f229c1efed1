"""Here is a Kazakh word: what is left of it without its endings?

Kazakh words are a stem and a row of suffixes in a fixed order, each shaped by the sounds before it:

    noun:  stem + plural + possessive + case + person               қала-лар-ымыз-дан
    verb:  stem + negation + tense or participle (+ the noun's)     жаз-ба-ған-дар-ға

so they are taken off from the right, class by class, the longest first, and only where the sounds
allow it: the vowel of a suffix follows the last vowel of the stem (harmony), its first consonant
the last sound of the stem (assimilation), and a stem keeps a vowel and as many letters as the class
demands. Derivation (-лық, -шы, -лы) and voice (-ыл, -ын) stay: taking them off lost more than it
found (benchmarks/RELEVANCE.md).

Sources of the tables: Z. Dotton and J. D. Wagner, "A Grammar of Kazakh" (Duke University, 2018),
noun and verb morphology; D. Somfai Kara, "Kazak" (LINCOM Europa, 2002), sections 1.4 and 2.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

BACK_VOWELS = "аоұыяё"
FRONT_VOWELS = "әөүіеэ"
NEUTRAL_VOWELS = "ию"  # of loans, both are heard after them: организмі, клиникасы
GLIDE_VOWEL = "у"  # the vowel before it decides: жүруге, баруға
VOWELS = BACK_VOWELS + FRONT_VOWELS + NEUTRAL_VOWELS + GLIDE_VOWEL

_GLIDES = "рйу"
_NASALS = "мнң"
_BUZZING = "зж"
_VOICELESS = "кқпстшщхһфцчбвгғд"  # with the voiced stops of loans: клубқа, Голливудта
_CLOSED = _GLIDES + "л" + _NASALS + _BUZZING + _VOICELESS + "ь"
_VOICED = VOWELS + "рйлмнңзжь"

# The first letter of a pattern: which sound (after back, after front vowels) stands after which
# letters; for some no sound at all, only where the suffix may stand.
_INITIALS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "L": (("лл", VOWELS + _GLIDES), ("дд", "л" + _NASALS + _BUZZING), ("тт", _VOICELESS)),
    "N": (("нн", VOWELS + _NASALS), ("дд", "рйул" + _NASALS + _BUZZING), ("тт", _VOICELESS)),
    "M": (("мм", _VOICED), ("бб", "л" + _NASALS + _BUZZING), ("пп", _VOICELESS)),
    "D": (("дд", _VOICED), ("тт", _VOICELESS)),
    "G": (("ғг", _VOICED), ("қк", _VOICELESS)),
    "V": (("", VOWELS),),  # after a vowel
    "C": (("", _CLOSED),),  # after a consonant
    "3": (("", "ыі"),),  # after the possessive of the third person
    "P": (("", "мң"),),  # after the possessives of the first and second
    "*": (("", VOWELS + _CLOSED),),  # after anything
}
# The letters after the first: sounds that harmony changes, after back and after front vowels.
_HARMONY: Mapping[str, str] = {"A": "ае", "I": "ыі", "K": "қк"}


class _Class(NamedTuple):
    patterns: str
    min_stem: int  # letters that the stem keeps
    inner: str  # the classes that may stand before it


# What may end a word, and what may stand before each.
_OUTER = "finite person case possessive plural participle negation"
_CLASSES: Mapping[str, _Class] = {
    "finite": _Class("*AдI Vйды Vйді DI DIм DIK DIңIз", 2, "negation"),
    "person": _Class("MIн *сIң *сIз MIз", 3, "case possessive plural participle"),
    "case": _Class(
        "NIң NI GA DA DAн Nан Nен Mен 3ндA 3нAн 3нA 3н PA",
        2,
        "possessive plural participle negation",
    ),
    "possessive": _Class(
        "Vм Vң VсI VмIз VңIз CIм CIң CI CIмIз CIңIз", 3, "plural participle negation"
    ),
    "plural": _Class("LAр", 2, "participle negation"),
    "participle": _Class(
        "GAн *атын *етін Vйтын Vйтін CIп Vп *сA *мAK *пAK *у *ушI MAс GAнша GAнше", 3, "negation"
    ),
    "negation": _Class("MA MAдI", 3, ""),
}


class Shape(NamedTuple):
    """Where one written suffix may stand: after these letters, back vowels, front vowels."""

    after: str
    back: bool
    front: bool


def shapes(patterns: str) -> Mapping[str, Shape]:
    """Return every shape of the suffixes written as patterns.

    >>> list(shapes("LAр"))
    ['лар', 'лер', 'дар', 'дер', 'тар', 'тер']
    """
    found: dict[str, Shape] = {}
    for pattern in patterns.split():
        rest = pattern[1:] if pattern[0] in _INITIALS else pattern
        for sounds, after in _INITIALS.get(pattern[0], _INITIALS["*"]):
            for front in (False, True):
                text = (sounds[front] if sounds else "") + "".join(
                    _HARMONY[letter][front] if letter in _HARMONY else letter for letter in rest
                )
                old = found.get(text, Shape("", False, False))
                found[text] = Shape(old.after + after, old.back or not front, old.front or front)
    return MappingProxyType(found)


_SHAPES = {name: shapes(each.patterns) for name, each in _CLASSES.items()}
_LONGEST = max(len(text) for table in _SHAPES.values() for text in table)


def _harmony(stem: str) -> str:
    """Tell what may follow the stem: "back", "front", "any", or "" as it has no vowel."""
    glide = ""
    for letter in reversed(stem):
        if letter in BACK_VOWELS:
            return "back"
        if letter in FRONT_VOWELS:
            return "front"
        if letter in NEUTRAL_VOWELS:
            return "any"
        if letter == GLIDE_VOWEL:
            glide = "any"
    return glide


def _fits(name: str, stem: str, suffix: str, harmony: str) -> bool:
    shape = _SHAPES[name].get(suffix)
    if shape is None or len(stem) < _CLASSES[name].min_stem or stem[-1] not in shape.after:
        return False
    # names and loans break harmony, and a long suffix is no accident: Исабековтің
    if len(suffix) < 3 and not (harmony == "any" or getattr(shape, harmony)):
        return False
    if suffix in ("сы", "сі") and stem[-1] in "ыі" and stem[-2] != "ш":
        return False  # соғыс-ы, not соғы-сы; but жазушы-сы
    # Қазақстан is no ablative: no Kazakh stem ends in қс
    return not (suffix in ("тан", "тен") and stem[-1] == "с" and stem[-2] not in VOWELS)


def _inner(names: Iterable[str]) -> tuple[str, ...]:
    allowed = {inner for name in names for inner in _CLASSES[name].inner.split()}
    return tuple(name for name in _CLASSES if name in allowed)


def _strip(word: str) -> str:
    """Take one row of suffixes off, from the right."""
    allowed = tuple(_OUTER.split())
    while allowed:
        for length in range(min(_LONGEST, len(word) - 2), 0, -1):
            stem, suffix = word[:-length], word[-length:]
            harmony = _harmony(stem)
            found = [n for n in allowed if harmony and _fits(n, stem, suffix, harmony)]
            if found:
                word, allowed = stem, _inner(found)
                break
        else:
            break
    return word


_HARDENED = str.maketrans("бгғ", "пкқ")


def _restore(stem: str) -> str:
    """Undo what a suffix does to the end of a stem: жүрег-і is of жүрек, халқ-ы of халық."""
    if len(stem) < 3:
        return stem
    stem = stem[:-1] + stem[-1].translate(_HARDENED)
    if stem[-2] in "рлй" and stem[-1] in "нқк":
        stem = stem[:-1] + ("і" if _harmony(stem) == "front" else "ы") + stem[-1]
    return stem


def stem(word: str) -> str:
    """Return the stem of a Kazakh word, in lower case and NFC; a stem's stem is the stem itself.

    Endings are taken off again and again: a bare word that only looks like an inflected one must
    meet its inflected forms.

    >>> stem("ғашықтарының"), stem("жүрегі"), stem("қазақстаннан")
    ('ғашық', 'жүрек', 'қазақстан')
    """
    seen = {word}
    while True:
        word = _restore(_strip(word))
        if word in seen:
            return word
        seen.add(word)
