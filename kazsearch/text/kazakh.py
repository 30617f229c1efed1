"""Here is a Kazakh word: what is left of it without its endings?

Kazakh words are a stem and a row of suffixes in a fixed order, each shaped by the sounds before it:

    noun:  stem + plural + possessive + case + person               қала-лар-ымыз-дан
    verb:  stem + negation + tense or participle (+ the noun's)     жаз-ба-ған-дар-ға

so they are taken off from the right, class by class, the longest first, and only where the sounds
allow it: the vowel of a suffix follows the last vowel of the stem (harmony), its first consonant
the last sound of the stem (assimilation), and a stem keeps a vowel and as many letters as the
suffix demands. Derivation (-лық, -лы) and voice (-ыл, -ын) stay, and so do the possessives of the
first and second person, which look like the ends of too many nouns (ғалым, кезең): taking them off
lost more than it found (benchmarks/RELEVANCE.md).
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from kazsearch.text.kazakh_suffixes import (
    BACK,
    CLASSES,
    FRONT,
    GLIDE,
    LONGEST_SUFFIX,
    NEUTRAL,
    OUTER,
    VERBAL,
    Shape,
    in_skeleton,
    shapes,
)

_ABLATIVE = ("тан", "тен", "tan", "ten")
_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
_HARDENED_LATIN = {"b": "p", "g": "k"}


class _Spelling(NamedTuple):
    """The suffixes and sounds in one alphabet: Kazakh Cyrillic, or the skeleton's Latin."""

    suffixes: Mapping[str, Mapping[str, Shape]]  # each with its classes
    back: str
    front: str
    either: str
    glide: str
    high: str  # ы, і
    tongue: str  # the sibilant of -шы
    vowels: str
    restored: Callable[[str, str], str]


def _restore(stem: str, harmony: str) -> str:
    """Undo what a suffix does to the end of a stem: жүрег-і is of жүрек, халқ-ы of халық."""
    stem = stem[:-1] + _HARDENED.get(stem[-1], stem[-1])
    if stem[-2] in "рлй" and stem[-1] in "нқк":
        return stem[:-1] + ("і" if harmony == "front" else "ы") + stem[-1]
    return stem


def _restore_skeleton(stem: str, harmony: str) -> str:
    stem = stem[:-1] + _HARDENED_LATIN.get(stem[-1], stem[-1])
    return stem[:-1] + "i" + stem[-1] if stem[-2] in "rl" and stem[-1] in "nk" else stem


def _by_suffix(tables: Mapping[str, Mapping[str, Shape]]) -> Mapping[str, Mapping[str, Shape]]:
    found: dict[str, dict[str, Shape]] = {}
    for name, table in tables.items():
        for suffix, shape in table.items():
            found.setdefault(suffix, {})[name] = shape
    return found


@cache
def _tables() -> Mapping[str, Mapping[str, Shape]]:
    return {name: shapes(each.patterns) for name, each in CLASSES.items()}


@cache
def _cyrillic() -> _Spelling:
    vowels = BACK + FRONT + NEUTRAL + GLIDE
    found = _by_suffix(_tables())
    return _Spelling(found, BACK, FRONT, NEUTRAL, GLIDE, "ыі", "ш", vowels, _restore)


@cache
def _skeleton() -> _Spelling:
    found = _by_suffix({name: in_skeleton(table) for name, table in _tables().items()})
    return _Spelling(found, "a", "e", "io", "u", "i", "ş", "aeiou", _restore_skeleton)


def _harmony(stem: str, spelling: _Spelling) -> str:
    """Tell what may follow the stem: "back", "front", "any", or "" as it has no vowel."""
    glide = ""
    for letter in reversed(stem):
        if letter in spelling.back:
            return "back"
        if letter in spelling.front:
            return "front"
        if letter in spelling.either:
            return "any"
        if letter in spelling.glide:
            glide = "any"
    return glide


def _fits(shape: Shape, stem: str, suffix: str, spelling: _Spelling) -> bool:
    if len(stem) < shape.min_stem or stem[-1] not in shape.after:
        return False
    harmony = _harmony(stem, spelling)
    # names and loans break harmony, and a long suffix is no accident: Исабековтің
    if not harmony or (len(suffix) < 3 and harmony != "any" and not getattr(shape, harmony)):
        return False
    if len(suffix) == 2 and suffix[0] in "сснsn" and suffix[1] in spelling.high:
        # соғыс-ы and болатын-ы, not соғы-сы and болаты-ны; but жазушы-сы
        return stem[-1] not in spelling.high or stem[-2] == spelling.tongue
    # Қазақстан is no ablative: no Kazakh stem ends in қс
    return not (suffix in _ABLATIVE and stem[-1] in "сs" and stem[-2] not in spelling.vowels)


@cache
def _inner(names: tuple[str, ...]) -> tuple[str, ...]:
    allowed = {inner for name in names for inner in CLASSES[name].inner.split()}
    return tuple(name for name in CLASSES if name in allowed)


def _strip(word: str, spelling: _Spelling, *, min_stem: int) -> tuple[str, bool]:
    """Take one row of suffixes off, from the right; tell whether a verb is left for sure."""
    allowed: tuple[str, ...] = tuple(OUTER.split())
    last: tuple[str, ...] = ("",)
    while allowed:
        for place in range(max(min_stem, len(word) - LONGEST_SUFFIX), len(word)):
            suffix = word[place:]
            classes = spelling.suffixes.get(suffix)
            if classes is None:
                continue
            stem = word[:place]
            found = tuple(
                name
                for name, shape in classes.items()
                if name in allowed and _fits(shape, stem, suffix, spelling)
            )
            if found:
                word, last, allowed = stem, found, _inner(found)
                break
        else:
            break
    return word, VERBAL.issuperset(last)


def _stem(word: str, spelling: _Spelling) -> str:
    before, is_verb, min_stem = "", False, 2
    while word != before and not is_verb:
        before = word
        word, is_verb = _strip(word, spelling, min_stem=min_stem)
        min_stem = 3  # what only looks inflected is no proof of so short a stem: Өскемен
        if len(word) > 2:
            word = spelling.restored(word, _harmony(word, spelling))
    return word


def stem(word: str) -> str:
    """Return the stem of a Kazakh word in lower case and NFC.

    Endings are taken off again and again until a verb is left: a bare noun that only looks like an
    inflected one must meet its inflected forms.

    >>> stem("ғашықтарының"), stem("жүрегі"), stem("қазақстаннан")
    ('ғашық', 'жүрек', 'қазақстан')
    """
    return _stem(word, _cyrillic())


def stem_latin(sounds: str) -> str:
    """Return the stem of a Kazakh word written in the sounds of the skeleton (`skeleton.latin`).

    For words in Latin or typed without the Kazakh letters; half of harmony is lost in them, so this
    takes off a little more than `stem`.

    >>> from kazsearch.text.skeleton import latin
    >>> stem_latin(latin("júldyzdar")), stem_latin(latin("жибектин")), stem_latin("jibekting")
    ('juldiz', 'jibek', 'jibek')
    """
    return _stem(sounds[:-1] if sounds.endswith("ng") else sounds, _skeleton())
