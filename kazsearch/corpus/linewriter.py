"""Here are pieces of a page's text, one after another: which lines do they make, from where?"""

from typing import NamedTuple

from kazsearch.corpus.inline import escape_marks
from kazsearch.lazy import lazy_regex

_BLANKS = lazy_regex(r"[ \t\n\f\r]++")


_FRAME = "| "  # begins a row of a table


class SourceLine(NamedTuple):
    """A line of text with the lines of the file it stands in, from 1, both included."""

    text: str
    line: int
    end_line: int


class LineWriter:
    """Lines of text under construction."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self.parts: list[str] = []
        self.prefix = ""
        self.headed: list[bool] = []  # whether each table that is open has heads of columns or rows
        self.is_row = False  # of such a table: all of it is one line
        self.column = 0  # of the next cell in such a row
        self.spanned: dict[int, tuple[int, str]] = {}  # cells for how many more rows, by column
        self.start = 1
        self.end = 1
        self.here = 1

    def write(self, text: str) -> None:
        """Add text that begins at the current line of the file, and move on past it."""
        shown = text.lstrip(" \t\n\f\r")
        skipped = text[: len(text) - len(shown)]
        self.here += skipped.count("\n")
        if shown:
            if not self.has_words():
                self.start = self.here
            self.here += shown.rstrip(" \t\n\f\r").count("\n")
            self.end = self.here
        words = _BLANKS.sub(" ", text)
        self.parts.append(escape_marks(words))
        self.here += len(shown) and shown.count("\n") - shown.rstrip(" \t\n\f\r").count("\n")

    def mark(self, mark: str) -> None:
        """Add a mark of Markdown."""
        self.parts.append(mark)

    def has_words(self) -> bool:
        """Tell whether the line has words yet."""
        return any(part.strip(" *|") for part in self.parts)

    def open_row(self, *, is_row: bool) -> None:
        """Begin a row of a table."""
        self.is_row, self.column = is_row, 0

    def open_cell(self, text: str, n_rows: int) -> None:
        """Begin a cell of such a row, whose text stands in so many rows."""
        self._fill_cells()
        self._begin_cell()
        if n_rows > 1:
            self.spanned[self.column - 1] = n_rows - 1, text

    def close_row(self) -> None:
        """End such a row: a single cell is a line like any other."""
        self._fill_cells()
        if self.column > 1:
            self.parts.append(" |")
        elif self.column:
            self.parts.remove(_FRAME)
        self.is_row = False

    def _fill_cells(self) -> None:
        """Add the cells from rows above that come next."""
        while self.column in self.spanned:
            n_more, text = self.spanned.pop(self.column)
            self._begin_cell()
            self.parts.append(escape_marks(text))
            if n_more > 1:
                self.spanned[self.column - 1] = n_more - 1, text

    def _begin_cell(self) -> None:
        self.parts.append(" | " if self.column else _FRAME)
        self.column += 1

    def ends_sentence(self) -> bool:
        """Tell whether no comma may follow what the line has so far."""
        words = "".join(self.parts[-1:]).rstrip()
        return not words or not words[-1].isalnum()

    def end_line(self, *, parted: bool) -> None:
        """End a line; a `parted` one has a blank line after it."""
        words = "".join(self.parts).strip(" ")
        if words.strip("* "):
            text = self.prefix + words
            self.lines.append(SourceLine(text, self.start, self.end))
        self.parts, self.prefix = [], "" if words.strip("* ") or parted else self.prefix
        if parted and self.lines and self.lines[-1].text:
            self.lines.append(SourceLine("", self.here, self.here))

    def finish(self) -> list[SourceLine]:
        """Return every line."""
        self.end_line(parted=False)
        return self.lines
