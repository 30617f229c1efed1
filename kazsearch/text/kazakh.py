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

Sources of the tables: Z. Dotton and J. D. Wagner, "A Grammar of Kazakh" (Duke University, 2018),
noun and verb morphology; D. Somfai Kara, "Kazak" (LINCOM Europa, 2002), sections 1.4 and 2.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kazsearch.text.skeleton import fold

_BACK = "аоұыяё"
_FRONT = "әөүіеэ"
_NEUTRAL = "ию"  # of loans, both are heard after them: организмі, клиникасы
_GLIDE = "у"  # the vowel before it decides: жүруге, баруға
_VOWELS = _BACK + _FRONT + _NEUTRAL + _GLIDE
_NASALS = "мнң"
_BUZZING = "зж"
_VOICELESS = "кқпстшщхһфцчбвгғд"  # with the voiced stops of loans: клубқа, Голливудта
_CLOSED = "рйуиюль" + _NASALS + _BUZZING + _VOICELESS
_VOICED = _VOWELS + "рйль" + _NASALS + _BUZZING
_DULL = "рйул" + _NASALS + _BUZZING  # voiced consonants

# The first letter of a pattern: which sound (after back, after front vowels) stands after which
# letters; for some no sound at all, only where the suffix may stand.
_INITIALS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "L": (("лл", _VOWELS + "рй"), ("дд", "л" + _NASALS + _BUZZING), ("тт", _VOICELESS)),
    "M": (("мм", _VOICED), ("бб", "л" + _NASALS + _BUZZING), ("пп", _VOICELESS)),
    "D": (("дд", _VOICED), ("тт", _VOICELESS)),
    "T": (("дд", _DULL), ("тт", _VOICELESS)),
    "H": (("нн", _VOWELS + _NASALS),),
    "G": (("ғг", _VOICED), ("қк", _VOICELESS)),
    "Q": (("ғг", _DULL), ("қк", _VOICELESS)),
    "V": (("", _VOWELS),),  # after a vowel
    "C": (("", _CLOSED),),  # after a consonant
    "3": (("", "ыі"),),  # after the possessive of the third person
    "*": (("", _VOWELS + _CLOSED),),  # after anything
}
# The letters after the first: sounds that harmony changes, after back and after front vowels.
_HARMONY: Mapping[str, str] = {"A": "ае", "I": "ыі", "K": "қк", "R": "ғг"}


class _Class(NamedTuple):
    """Suffixes of which a word has at most one, as patterns `shape` or `shape:min`.

    `min` is how many letters the stem keeps at least, 2 where it is not said.
    """

    patterns: str
    inner: str  # the classes that may stand before it


# What may end a word, and what may stand before each.
_OUTER = "finite person case possessive attribute plural participle"
_VERBAL = frozenset({"finite", "participle", "negation"})
_CLASSES: Mapping[str, _Class] = {
    "finite": _Class("*AдI MAдI:3 Vйды Vйді DI DIңIз", "negation"),
    "person": _Class("MIн:3 *сIң:3 *сIз:3 MIз:3", "case possessive plural participle"),
    "case": _Class(
        "TIң HIң:3 TI HI:3 GA DA:3 DAн:3 HAн:3 Mен 3ндA 3нAн 3нA 3н:5",
        "possessive attribute plural participle",
    ),
    "possessive": _Class("VсI:3 VмIз:3 VңIз:3 CI:3 CIмIз:3 CIңIз:3", "attribute plural participle"),
    "attribute": _Class("DARI:3 3ндARI QI:3", "possessive plural participle"),
    "plural": _Class("LAр", "attribute participle"),
    "participle": _Class(
        "GAн *атын *етін Vйтын Vйтін CIп *сA:3 *мAK:3 *пAK:3 *у:3 *ушI:3 MAс:3 GAнша GAнше",
        "negation",
    ),
    "negation": _Class("MA:3", ""),
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


class _Spelling(NamedTuple):
    """The suffixes and sounds in one alphabet: Kazakh Cyrillic, or the skeleton's Latin."""

    shapes: Mapping[str, Mapping[str, Shape]]
    back: str
    front: str
    either: str
    glide: str
    high: str  # ы, і
    tongue: str  # the sibilant of -шы
    restored: Callable[[str, str], str]


def _restore(stem: str, harmony: str) -> str:
    """Undo what a suffix does to the end of a stem: жүрег-і is of жүрек, халқ-ы of халық."""
    stem = stem[:-1] + stem[-1].translate(str.maketrans("бгғ", "пкқ"))
    if stem[-2] in "рлй" and stem[-1] in "нқк":
        return stem[:-1] + ("і" if harmony == "front" else "ы") + stem[-1]
    return stem


def _restore_skeleton(stem: str, harmony: str) -> str:
    stem = stem[:-1] + stem[-1].translate(str.maketrans("bg", "pk"))
    return stem[:-1] + "i" + stem[-1] if stem[-2] in "rl" and stem[-1] in "nk" else stem


def _in_skeleton(table: Mapping[str, Shape]) -> Mapping[str, Shape]:
    found: dict[str, Shape] = {}
    for text, shape in table.items():
        after = "".join({sound for letter in shape.after for sound in fold(letter)} - {"ь"})
        folded = fold(text)
        _add(found, folded, Shape(after, "e" not in folded, "a" not in folded, shape.min_stem))
    return found


_SHAPES = {name: shapes(each.patterns) for name, each in _CLASSES.items()}
_CYRILLIC = _Spelling(_SHAPES, _BACK, _FRONT, _NEUTRAL, _GLIDE, "ыі", "ш", _restore)
_SKELETON = _Spelling(
    {name: _in_skeleton(table) for name, table in _SHAPES.items()},
    *("a", "e", "io", "u", "i", "ş"),
    _restore_skeleton,
)
_LONGEST = max(len(text) for table in _SHAPES.values() for text in table)


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


def _fits(shape: Shape | None, stem: str, suffix: str, spelling: _Spelling) -> bool:
    if shape is None or len(stem) < shape.min_stem or stem[-1] not in shape.after:
        return False
    harmony = _harmony(stem, spelling)
    # names and loans break harmony, and a long suffix is no accident: Исабековтің
    if not harmony or (len(suffix) < 3 and harmony != "any" and not getattr(shape, harmony)):
        return False
    if len(suffix) == 2 and suffix[0] in "сснsn" and suffix[1] in spelling.high:
        # соғыс-ы and болатын-ы, not соғы-сы and болаты-ны; but жазушы-сы
        return stem[-1] not in spelling.high or stem[-2] == spelling.tongue
    # Қазақстан is no ablative: no Kazakh stem ends in қс
    vowels = spelling.back + spelling.front + spelling.either + spelling.glide
    return not (suffix in _ABLATIVE and stem[-1] in "сs" and stem[-2] not in vowels)


_ABLATIVE = ("тан", "тен", "tan", "ten")


def _inner(names: Iterable[str]) -> tuple[str, ...]:
    allowed = {inner for name in names for inner in _CLASSES[name].inner.split()}
    return tuple(name for name in _CLASSES if name in allowed)


def _strip(word: str, spelling: _Spelling) -> tuple[str, bool]:
    """Take one row of suffixes off, from the right; tell whether a verb is left for sure."""
    allowed: tuple[str, ...] = tuple(_OUTER.split())
    last: tuple[str, ...] = ("",)
    while allowed:
        for length in range(min(_LONGEST, len(word) - 2), 0, -1):
            stem, suffix = word[:-length], word[-length:]
            found = tuple(
                name
                for name in allowed
                if _fits(spelling.shapes[name].get(suffix), stem, suffix, spelling)
            )
            if found:
                word, last, allowed = stem, found, _inner(found)
                break
        else:
            break
    return word, _VERBAL.issuperset(last)


def _stem(word: str, spelling: _Spelling) -> str:
    before, is_verb = "", False
    while word != before and not is_verb:
        before = word
        word, is_verb = _strip(word, spelling)
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
    return _stem(word, _CYRILLIC)


def stem_latin(sounds: str) -> str:
    """Return the stem of a Kazakh word written in the sounds of the skeleton (`skeleton.latin`).

    For words in Latin or typed without the Kazakh letters; half of harmony is lost in them, so this
    takes off a little more than `stem`.

    >>> from kazsearch.text.skeleton import latin
    >>> stem_latin(latin("júldyzdar")), stem_latin(latin("жибектин")), stem_latin("jibekting")
    ('juldiz', 'jibek', 'jibek')
    """
    return _stem(sounds[:-1] if sounds.endswith("ng") else sounds, _SKELETON)
