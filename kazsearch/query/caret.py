"""Here is a refused query: how does a person see where the mistake is?"""

import unicodedata
from collections.abc import Iterable

from kazsearch.errors import QueryError

_ELLIPSIS = "…"
_UNKNOWN = "\ufffd"
_JOINERS = "\u200c\u200d"  # needed in Persian words and in emoji


def explain_error(error: QueryError, *, width: int = 78) -> str:
    r"""Return the query, a caret under the place of the mistake, and the message.

    The first two lines fit `width` cells of a terminal: of a long query the piece round the place
    is shown. What could move the cursor, or turn the direction of text, is shown as a sign.

    >>> print(explain_error(QueryError("Write a year.", query="love\nyear:x", column=10)))
    love␊year:x
              ^
    Write a year.
    """
    query, column = error.query, error.column
    # marks have no cell of their own, so the bound in characters is what keeps this short
    left = query[max(0, column - 4 * width) : column]
    right = query[column : column + 4 * width]
    before = _fit(map(_cell, reversed(left)), width * 2 // 3)[::-1]
    if len(before) < column:
        before.insert(0, (_ELLIPSIS, 1))
    after = _fit(map(_cell, right), width - _width(before) - 1)
    if len(after) < len(query) - column:
        after.append((_ELLIPSIS, 1))
    line = "".join(shown for shown, _ in before + after)
    message = "".join(_cell(char)[0] for char in error.message)
    return f"{line}\n{' ' * _width(before)}^\n{message}"


def _fit(cells: Iterable[tuple[str, int]], width: int) -> list[tuple[str, int]]:
    fitting = []
    for shown, cell_width in cells:
        width -= cell_width
        if width < 0:
            break
        fitting.append((shown, cell_width))
    return fitting


def _width(cells: Iterable[tuple[str, int]]) -> int:
    return sum(width for _, width in cells)


def _cell(char: str) -> tuple[str, int]:
    """Return how a character is shown, and in how many cells."""
    category = unicodedata.category(char)
    if char <= "\x1f":
        return chr(0x2400 + ord(char)), 1  # control pictures
    if category in {"Mn", "Me"} or char in _JOINERS:
        return char, 0
    if category[0] == "C" or category in {"Zl", "Zp"}:
        return _UNKNOWN, 1
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1
