"""What may reach a terminal, and in which lines and colours?"""

import json
from collections.abc import Sequence

import click
import regex

from kazsearch.search.hits import Snippet

# Control characters (but for the line feed), and those that turn the line around, must not reach a
# terminal: an article could move its cursor or hide what it says
_UNPRINTABLE = regex.compile(
    r"[\p{Cc}\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069--[\n]]", regex.V1
)


def printable(text: str) -> str:
    """Return the text with a U+FFFD for each character that a terminal would obey."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def wrapped(snippet: Snippet, *, color: bool, width: int, strong: bool = False) -> list[str]:
    """Return the snippet in lines of at most `width`, highlights marked, broken at blanks."""
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for match in regex.finditer(r"\S+", snippet.text):
        styled, length = _styled_word(match[0], match.start(), snippet.highlights, color, strong)
        if line and used + 1 + length > width:
            lines.append(" ".join(line))
            line, used = [], 0
        line.append(styled)
        used += length + (1 if used else 0)
    return [*lines, " ".join(line)] if line else lines


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


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return JSON as all commands print it: letters of any script as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent)
