"""Here is a text: where are its words, and how is each written in one form?

A word is a run of letters, digits and their marks, with apostrophes inside it; invisible
characters inside it (soft hyphen, zero-width) are part of its span and not of its form. A number
ends where Cyrillic letters begin, as in `1986ж.` (жыл, year). Nothing is too short to be a word.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kazsearch.lazy import lazy_re, lazy_regex

if TYPE_CHECKING:
    import regex

LONGEST_WORD = 64
"""Letters; what is longer is no word of any language and is neither stemmed, folded nor cached."""

# U+1FEF, U+1FFD and U+0374 are canonical twins of `, ´ and ʹ
APOSTROPHES = "'’‘ʼʹʻʽ`´′＇\u1fef\u1ffd\u0374"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[\p{{L}}--[{APOSTROPHES}]]"
_FRACTION = "¼-¾⅐-⅟↉"  # words of their own: 8½ is found by 8
_NUMBER = rf"[\p{{N}}--[{_FRACTION}]]"

WORD = lazy_regex(
    rf"""(?V1x)
    \p{{Nd}}++ (?=\p{{Cyrillic}})                        # 1986 of 1986ж
    | [{_LETTER}{_NUMBER}] [{_LETTER}{_NUMBER}\p{{M}}]*+       # a run that starts with no mark
      (?: (?: [{_INVISIBLE}]++ (?: [{APOSTROPHES}] [{_INVISIBLE}]*+ )?
            | [{APOSTROPHES}] [{_INVISIBLE}]*+ (?={_LETTER}) )
          [{_LETTER}{_NUMBER}\p{{M}}]++ )*+
    | [{_FRACTION}]
    """
)

# The same for a text of ASCII alone, which most English ones are: five times as fast.
ASCII_WORD = re.compile("[a-zA-Z0-9]+(?:['`][a-zA-Z][a-zA-Z0-9]*)*")

# The same for a text without the characters that make the rules long (marks, the invisible, other
# scripts and digits), which nearly all Russian, Kazakh and French ones are: three times as fast.
_COMMON_CYRILLIC = "Ѐ-ҁҊ-ԯ"
_COMMON_LATIN = "a-zA-ZÀ-ÖØ-öø-ɏ"
COMMON_LETTERS = f"{_COMMON_LATIN}{_COMMON_CYRILLIC}"
_COMMON_APOSTROPHES = "'’‘`´"
UNCOMMON = lazy_re(rf"[^\x00-\x7f{COMMON_LETTERS}{_COMMON_APOSTROPHES}\xa0«»“”„–—…№\u2029]")
COMMON_WORD = lazy_re(
    rf"[0-9]+(?=[{_COMMON_CYRILLIC}])"
    rf"|[{COMMON_LETTERS}0-9]+(?:[{_COMMON_APOSTROPHES}][{COMMON_LETTERS}][{COMMON_LETTERS}0-9]*)*"
)

# The same for a text of Latin letters alone, with the ends that stand between many of them
_NOT_LATIN = lazy_re(rf"[^\x00-\x7f{_COMMON_LATIN}{_COMMON_APOSTROPHES}\xa0«»“”„–—…№\u2029]")
_LATIN_WORD_OR_END = lazy_re(
    rf"[{_COMMON_LATIN}0-9]+(?:[{_COMMON_APOSTROPHES}][{_COMMON_LATIN}][{_COMMON_LATIN}0-9]*)*"
    "|[\x01\x02]"
)

_TO_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# what stays of a word's form: no invisible characters, no enclosing marks, no variation selectors
_DROPPED = lazy_regex(r"[^\p{L}\p{N}\p{M}'⁄]|[\p{Me}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# the stress mark of Russian texts (за́мок) and the dot that Turkish İ leaves in lower case
_STRESS = lazy_regex(r"(?<=\p{Cyrillic})[\u0300\u0301]|(?<=i)\u0307")
_CYRILLIC = lazy_regex(r"\p{Cyrillic}")
_LATIN = lazy_regex(r"\p{Latin}")
_POSSESSIVE = lazy_re("(?<=.)'s$")
# French and Italian articles: L’Avventura is found by avventura
_ARTICLE = "^(?:d|l|dell|dall|nell|sull|all|quell)'"
_ASCII_ELISION = lazy_re(_ARTICLE + "(?=[a-zA-Z]{2})")
_ELISION = lazy_regex(_ARTICLE + r"(?=\p{Latin}{2})")
# Words that only small letters and е for ё part from their form: no mark, no second script, and no
# Roman numeral (`repair`).
_PLAIN_CYRILLIC = lazy_re(r"(?![ХІСМ]+\Z)[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+")

# The same for Latin-1: Amélie, Ñandú. None of its letters has a twin, but ß, which is ss.
_LATIN_1 = "A-Za-zÀ-ÖØ-öø-ÿ"
_PLAIN_LATIN = lazy_re(f"[{_LATIN_1}0-9'’]+")
_LATIN_1_ELISION = lazy_re(f"{_ARTICLE}(?=[{_LATIN_1}]{{2}})")

# Latin letters that look like Cyrillic ones, as they stand in real Kazakh texts, and back
_LOOK_ALIKES = dict(zip("aceiopxyhəɵABCEHIKMOPTXYƏ", "асеіорхуһәөАВСЕНІКМОРТХУӘ", strict=True))
_TO_CYRILLIC = str.maketrans(_LOOK_ALIKES)
_TO_LATIN = str.maketrans({cyrillic: latin for latin, cyrillic in _LOOK_ALIKES.items()})


_ROMAN = lazy_re("[IVXLCDM]+")
# СМ and МС are abbreviations, not numerals in Cyrillic letters
_NO_NUMERAL = lazy_re("[СМ]")


def repair(word: str) -> str:
    """Return a word of both scripts in one, if every letter of the other has a look-alike in it.

    Roman numerals are Latin, also when they were typed as Cyrillic Х and І.

    >>> repair("AЙМAНOВ"), repair("plain"), repair("ХІХ") == "XIX"
    ('АЙМАНОВ', 'plain', True)
    """
    if not _CYRILLIC.search(word):
        return word
    as_latin = word.translate(_TO_LATIN)
    if len(word) > 1 and _ROMAN.fullmatch(as_latin) and not _NO_NUMERAL.search(word):
        return as_latin
    if not _LATIN.search(word):
        return word
    as_cyrillic = word.translate(_TO_CYRILLIC)
    if not _LATIN.search(as_cyrillic):
        return as_cyrillic
    return word if _CYRILLIC.search(as_latin) else as_latin


def normal_form(word: str) -> str:
    """Return the one form of a word, however it is encoded and capitalised; never empty.

    >>> normal_form("Rosemary’s"), normal_form("L’Avventura"), normal_form("Sha’ken")
    ('rosemary', 'avventura', "sha'ken")
    >>> normal_form("ЖӘНIБЕК"), normal_form("Ёлки")
    ('жәнібек', 'елки')
    """
    if word.isascii():
        form = word.lower().replace("`", "'")
        if "'" in form:
            form = _ASCII_ELISION.sub("", _POSSESSIVE.sub("", form))
        return form
    if _PLAIN_CYRILLIC.fullmatch(word):
        return word.lower().replace("ё", "е")
    if _PLAIN_LATIN.fullmatch(word):
        form = word.replace("’", "'").casefold().strip("'") or word.casefold()
        return _LATIN_1_ELISION.sub("", _POSSESSIVE.sub("", form)) if "'" in form else form
    return _any_form(word)


def _any_form(word: str) -> str:
    """Return the normal form of a word of any letters."""
    form = repair(unicodedata.normalize("NFKC", word.translate(_TO_PLAIN)))
    form = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", form).casefold())
    form = _STRESS.sub("", _DROPPED.sub("", form)).replace("ё", "е")
    form = form.strip("'") or word.casefold()
    if "'" in form:
        form = _ELISION.sub("", _POSSESSIVE.sub("", form))
    return form


def has_digit(word: str) -> bool:
    """Tell whether a digit stands in a word."""
    return any(map(str.isdigit, word))


def word_pattern(text: str) -> "re.Pattern[str] | regex.Pattern[str]":
    """Return the fastest of the patterns that find the same words in a text: `WORD`'s."""
    if text.isascii():
        return ASCII_WORD
    return WORD if UNCOMMON.search(text) else COMMON_WORD


def find_words(text: str) -> list[str]:
    """Return the words of a text as written, in its order."""
    return word_pattern(text).findall(text)


_ASCII_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789'"
_TO_ASCII_LETTERS = {
    code: char if char in _ASCII_LETTERS else " "
    for code in range(128)
    for char in [chr(code).lower().replace("`", "'")]
}
# begins with what it looks for, which `re` then finds forty times as fast
_OUTER_APOSTROPHE = lazy_re("'(?:(?![a-z])|(?<![a-z0-9]'))")


def small_ascii_words(text: str) -> list[str]:
    """Return the words of a text in ASCII in small letters, with plain apostrophes.

    They are those that `ASCII_WORD` finds, in its order and with the same normal forms.

    >>> small_ascii_words("Rock`n'Roll 'til '68")
    ["rock'n'roll", 'til', '68']
    """
    return _split(text, _TO_ASCII_LETTERS)


TEXT_END, PARAGRAPH_END = "\x01", "\x02"
_TO_ASCII_LETTERS_AND_ENDS = _TO_ASCII_LETTERS | {1: TEXT_END, 2: PARAGRAPH_END}
_END = lazy_re("[\x01\x02]")


def words_and_ends(texts: Sequence[str], *, separator: str) -> list[str]:
    """Return the words of ASCII texts, with `TEXT_END` after each text.

    Where the separator of paragraphs stood, which need not be ASCII, is `PARAGRAPH_END`. One call
    for many texts takes a third of the time of one for each.

    >>> words_and_ends(["Love; war", "", "It"], separator=";")
    ['love', '\\x02', 'war', '\\x01', '\\x01', 'it', '\\x01']
    """
    return _split(_with_ends(texts, separator), _TO_ASCII_LETTERS_AND_ENDS)


def is_latin(text: str) -> bool:
    """Tell whether a text is one for `latin_words_and_ends`: nothing in it but the common letters
    of Latin scripts, and what is no part of a word.

    >>> is_latin("“Amélie” – l’été"), is_latin("Қыз"), is_latin("e\u0301")
    (True, False, False)
    """
    return not _NOT_LATIN.search(text)


def latin_words_and_ends(texts: Sequence[str], *, separator: str) -> list[str]:
    """Return the words of Latin texts as written, with ends as `words_and_ends` gives them.

    >>> latin_words_and_ends(["L’été – a2; Ñandú", ""], separator=";")
    ['L’été', 'a2', '\\x02', 'Ñandú', '\\x01', '\\x01']
    """
    return _LATIN_WORD_OR_END.findall(_with_ends(texts, separator))


def _with_ends(texts: Sequence[str], separator: str) -> str:
    joined = f" {TEXT_END} ".join([*texts, ""])
    if joined.count(TEXT_END) > len(texts) or PARAGRAPH_END in joined:
        joined = f" {TEXT_END} ".join([*(_END.sub(" ", text) for text in texts), ""])
    return joined.replace(separator, f" {PARAGRAPH_END} ")


def _split(text: str, to_letters: Mapping[int, str]) -> list[str]:
    letters = text.translate(to_letters)
    if "'" in letters:
        letters = _OUTER_APOSTROPHE.sub(" ", letters)
    return letters.split()
