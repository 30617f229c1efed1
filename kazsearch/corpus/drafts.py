"""What has been read of a film block, while it is read? Paragraphs, pieces, a draft."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kazsearch.corpus.film import Span
from kazsearch.corpus.headings import Heading
from kazsearch.corpus.labels import DESCRIPTION, FACT, YEAR
from kazsearch.corpus.lines import HEAD, QUIET, RULE, TEXT, Line
from kazsearch.corpus.years import read_date, read_year

YEAR_KEYS = (YEAR, "released")
"""The keys of texts that may say the year."""

HEADING = "heading"
"""The name of a piece that stands in the heading itself."""


@functools.lru_cache(maxsize=2048)
def span_of(start: int, end: int) -> Span:
    """Return the lines from one index to another: the same object for the same lines.

    Articles are short, so that nearly all spans are among a few hundred.
    """
    return Span(line=start + 1, end_line=end + 1)


@dataclass(slots=True)  # by place: names take 0.2 µs more, and each text has one
class Paragraph:
    """Lines that belong together. `loose`: nothing but its place ties it to the text above it."""

    start: int
    end: int
    parts: list[str]
    loose: bool = False

    @property
    def text(self) -> str:
        """The lines joined with one blank."""
        if len(self.parts) == 1:
            return self.parts[0]
        return " ".join(filter(None, self.parts))  # a line may have been markup alone


@dataclass(slots=True)
class Piece:
    """One text of a film, while it is read. `name` is its label's, empty where it has none."""

    key: str
    name: str
    start: int
    paragraphs: list[Paragraph]
    known: bool = True  # its label is in the table
    guessed: bool = False  # its label is misspelt
    listed: bool = False  # it is an item of a list, or stands for one that is still to come
    indent: int = -1  # that of its label, where label and text are an item of a list themselves

    @property
    def end(self) -> int:
        """The index of its last line."""
        return self.paragraphs[-1].end if self.paragraphs else self.start

    @property
    def text(self) -> str:
        """Its paragraphs, parted by a blank line."""
        if len(self.paragraphs) == 1:
            return self.paragraphs[0].text
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def span(self) -> Span:
        """Its lines."""
        return span_of(self.start, self.end)


class Plain(NamedTuple):
    """The lines of a block in which each has a known label and a text, as in most blocks.

    `extras` go with their keys; `end` is the index of the last line.
    """

    description: Line | None
    facts: list[Line]
    extras: list[tuple[str, Line]]
    end: int


@dataclass(slots=True)
class Draft:
    """One film block, while it is read: lines from `start` up to, not including, `end`.

    A `plain` one holds no paragraph that could be taken off it: it is complete.
    """

    heading: Heading
    start: int
    end: int
    again: int | None  # the index of a line that says the title again
    plain: Plain | None = None
    read: list[Piece] = field(default_factory=list)  # of one that is not plain
    past: Sequence[Paragraph] = ()  # unlabelled text after a rule
    orphans: Sequence[Paragraph] = ()  # labelled text that lacks its title

    @property
    def pieces(self) -> list[Piece]:
        """Its texts, in order."""
        if self.plain is not None and not self.read:
            keyed = [(FACT, line) for line in self.plain.facts] + self.plain.extras
            if self.plain.description is not None:
                keyed.append((DESCRIPTION, self.plain.description))
            self.read = [labelled_piece(line, key) for key, line in keyed]
            self.read.sort(key=lambda piece: piece.start)
        return self.read

    @property
    def labelled(self) -> bool:
        """Say whether any of its texts has a label."""
        return any(piece.name and piece.name != HEADING for piece in self.pieces)

    @property
    def year(self) -> int | None:
        """The heading's year, or else the one under a year label."""
        if self.heading.year is not None:
            return self.heading.year
        return self.labelled_year or self._dated_year

    @property
    def labelled_year(self) -> int | None:
        """The year under a year label, or under a label such as `Released`."""
        pieces = [piece for piece in self.pieces if piece.key in YEAR_KEYS]
        for piece in sorted(pieces, key=lambda piece: piece.key != YEAR):
            if (year := read_year(piece.text)) is not None:
                return year
        return None

    @property
    def _dated_year(self) -> int | None:
        """The year of a date under such a label, which may be that of a premiere abroad."""
        years = (read_date(piece.text) for piece in self.pieces if piece.key in YEAR_KEYS)
        return next(filter(None, years), None)

    def of(self, key: str) -> list[Piece]:
        """Return its pieces of one key that have text."""
        return [piece for piece in self.pieces if piece.key == key and piece.paragraphs]


def labelled_piece(line: Line, key: str) -> Piece:
    """Begin a piece with a line that has a known label."""
    paragraphs = [Paragraph(line.at, line.at, [line.value])] if line.value else []
    return Piece(key, line.name, line.at, paragraphs)


def new_paragraph(line: Line, *, loose: bool = False) -> Paragraph:
    """Begin a paragraph with a line."""
    return Paragraph(line.at, line.at, [line.text], loose)


def read_paragraphs(lines: Sequence[Line | None]) -> list[Paragraph]:
    """Read lines that belong to no film. A heading, and each item, is a paragraph of its own."""
    paragraphs: list[Paragraph] = []
    open_ = False
    for line in lines:
        if line is None or line.kind in (RULE, QUIET):
            open_ = False
        elif line.is_dashes:
            continue
        elif open_ and line.kind is TEXT:
            paragraphs[-1].parts.append(line.text)
            paragraphs[-1].end = line.at
        else:
            paragraphs.append(new_paragraph(line))
            open_ = line.kind is not HEAD
    return paragraphs
