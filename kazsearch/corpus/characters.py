"""Which characters of a file are text? Line ends, blanks, marks that nobody sees.

A line ends at LF, CR LF or CR alone. No-break and other wide blanks are blanks; soft hyphens,
zero-width characters, control characters, the sequences by which terminals change colours and the
marks of one letter beyond thirty are no part of the text; letters are composed (NFC).
"""

import functools
import unicodedata

from kazsearch.lazy import lazy_regex

# soft hyphen, joiners, zero-width blanks, marks of writing direction, byte order mark
_UNSEEN = r"\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_BLANKS = r"\t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

MARKS = ("*", "_", "&", "[", "<", "\\", "`", "{", "~")
"""Every character that markup begins with."""

_ASCII_CONTROLS = bytes({*range(0x20), 0x7F} - {0x0A, 0x0D})
_ORDINARY = bytes({0x0A, *range(0x20, 0x7F)} - set("".join(MARKS).encode()))
_MAX_ODD_SHARE = 0.25
"""Of a text with more odd characters, all are looked at together: one by one, each costs 20 ns."""

# what terminals change colours by, and hide addresses of links in (CSI and OSC of ECMA-48)
_OBEYED = r"\x1b\[[0-?]*+[ -/]*+[@-~]|\x1b\][^\x07\x1b\n]*+(?:\x07|\x1b\\)"
_DROPPED = lazy_regex(f"{_OBEYED}|[{_UNSEEN}{_CONTROLS}]++")
_BLANK = lazy_regex(f"[{_BLANKS}]")
# putting the marks on one letter in order takes the square of their number; no language has as many
# as Unicode's Stream-Safe Text Format lets through (UAX #15, 13)
_PILED = lazy_regex(r"(?<=\p{M}{30})\p{M}++")


def split_lines(text: str) -> list[str]:
    """Return the lines of a text without their ends; a final line end starts no line.

    >>> split_lines("one\\r\\ntwo\\rthree\\n")
    ['one', 'two', 'three']
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def odd_characters(data: bytes) -> str:
    """Return the characters of UTF-8 that ask for a look: marks, controls, all beyond ASCII.

    >>> odd_characters("Amélie & *co*".encode())
    'é&**'
    """
    return data.translate(None, _ORDINARY).decode("utf-8", "surrogatepass")


def are_plain(lines: list[str], text: str, odd: str) -> bool:
    """Say whether the lines of a text are in plain characters; `odd` are its odd ones."""
    if len(odd) <= _MAX_ODD_SHARE * len(text) and all(map(_is_plain, set(odd))):
        return True
    if text.isascii():
        data = text.encode("ascii")
        return len(data.translate(None, _ASCII_CONTROLS)) == len(data)
    # blanks but U+0020, controls and unseen characters are what is not printable, but for one
    printable = "".join(lines).isprintable() and "\u034f" not in text
    return printable and unicodedata.is_normalized("NFC", text)


@functools.lru_cache(maxsize=4096)
def _is_plain(one: str) -> bool:
    """Say that a character stays as it is beside any others; not all that do are known here."""
    if one.isascii():
        return one == "\r" or one.isprintable()
    # what may compose with the character before it: marks, the vowels of Hangul, rare letters
    category = unicodedata.category(one)[0]
    composes = category not in "LNPS" or "\u1100" <= one <= "\u11ff" or one > "\uffff"
    return one.isprintable() and not composes and unicodedata.is_normalized("NFC", one)


def plain_characters(text: str) -> str:
    """Return a text in composed letters, with blanks for every kind of blank, and nothing unseen.

    >>> plain_characters("The\\u00a0Po\\u00adet\\u200b")
    'The Poet'
    >>> plain_characters("a \x1b[1;31mred\x1b[0m one")
    'a red one'
    """
    return composed(_BLANK.sub(" ", _DROPPED.sub("", text.replace("\t", "    "))))


def composed(text: str) -> str:
    """Return a text in composed letters (NFC), none with more than thirty marks.

    >>> composed("Ame\u0301lie"), len(composed("a" + 99 * "\u0300\u0323"))
    ('Amélie', 30)
    """
    return unicodedata.normalize("NFC", _PILED.sub("", text))
