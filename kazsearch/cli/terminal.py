"""What may reach a terminal, and in which lines and colours?"""

import json
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence

import click

from kazsearch.lazy import lazy_re
from kazsearch.search.hits import Snippet

FORMAT_VERSION = 1  # of all JSON objects

# Control characters, line ends among them, and those that turn the line around, must not reach a
# terminal: an article, or a file's name, could move its cursor, hide what it says or forge a line
_UNPRINTABLE = lazy_re(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff"  # categories Cc and Cs
    "\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]"
)
_CONTROLS = lazy_re("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_FIRST_FROM_RIGHT = "\u0590"  # Hebrew begins there
_FROM_RIGHT = {"R", "AL", "AN"}  # of Unicode's bidirectional classes
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return the text in one line, with a U+FFFD for each character that a terminal would obey."""
    return text if text.isprintable() else _UNPRINTABLE.sub(_UNKNOWN, text)


def isolated(text: str) -> str:
    """Return a printable text that does not turn around what stands beside it in the line.

    Where nothing runs from right to left, that is the text itself.

    >>> isolated("ab"), isolated("\u05d0")
    ('ab', '\\u2068א\\u2069')
    """
    if not _runs_from_right(text):
        return printable(text)
    return f"\N{FIRST STRONG ISOLATE}{printable(text)}\N{POP DIRECTIONAL ISOLATE}"


def _runs_from_right(text: str) -> bool:
    if text.isascii() or max(text) < _FIRST_FROM_RIGHT:
        return False
    return not _FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, text))


def without_controls(text: str) -> str:
    """Return the text of a table's cell, which may have lines, without what a terminal obeys."""
    return _CONTROLS.sub(_UNKNOWN, text)


def wrapped(snippet: Snippet, *, color: bool, width: int, strong: bool = False) -> list[str]:
    """Return the snippet in lines of at most `width`, highlights marked, broken at blanks."""
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for match in re.finditer(r"\S+", snippet.text):
        styled, length = _styled_word(match[0], match.start(), snippet.highlights, color, strong)
        if line and used + 1 + length > width:
            lines.append(_joined(line))
            line, used = [], 0
        line.append(styled)
        used += length + (1 if used else 0)
    return [*lines, _joined(line)] if line else lines


def _joined(words: Sequence[str]) -> str:
    line = " ".join(words)
    if not _runs_from_right(line):
        return line
    return f"\N{FIRST STRONG ISOLATE}{line}\N{POP DIRECTIONAL ISOLATE}"


def _styled_word(
    word: str, offset: int, highlights: Sequence[tuple[int, int]], color: bool, strong: bool
) -> tuple[str, int]:
    """Return a run of text between blanks with its highlights marked, and its width."""
    parts = []
    width = len(word)
    at = 0
    for start, end in [*highlights, (offset + len(word),) * 2]:
        if start < offset + at or end > offset + len(word):
            continue
        plain = printable(word[at : start - offset])
        parts.append(bold(plain, color) if strong else plain)
        found = printable(word[start - offset : end - offset])
        if found and color:
            parts.append(click.style(found, fg="yellow", bold=True))
        elif found:
            parts.append(f"*{found}*")
            width += 2
        at = end - offset
    return "".join(parts), width


def bold(text: str, color: bool) -> str:
    """Return the text as a terminal shows it bold."""
    return click.style(text, bold=True) if color and text else text


def dim(text: str, color: bool) -> str:
    """Return the text as a terminal shows it faint."""
    return click.style(text, dim=True) if color and text else text


def linked(text: str, address: str) -> str:
    """Return the text as a hyperlink of the terminal, or as it is without an address."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text


def json_answer(answer: Mapping[str, object]) -> str:
    """Return the one JSON object that a command prints, by the contract of `format_version` 1."""
    return json_text({"format_version": FORMAT_VERSION, **answer}, indent=2)


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return JSON as all commands print it: letters of any script as they are, where the output can
    have them.

    What a terminal would obey is written as JSON's own escapes, which mean the same.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_unicode = encoding.lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not is_unicode, indent=indent)
    return _UNPRINTABLE.sub(_escape, text)


def _escape(match: "re.Match[str]") -> str:
    # the line feeds are those between JSON's tokens: within texts they are escaped already
    return "\n" if match[0] == "\n" else f"\\u{ord(match[0]):04x}"
