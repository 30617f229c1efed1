"""Which texts does one film block hold?

    block := heading (label text | text)*

Text before any label is the description. A paragraph without a label goes on with the text above
it; after an extra it is description again. Each item under a fact label is a fact of its own. A
Markdown heading inside a block is a label, known or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kazsearch.corpus.film import Span
from kazsearch.corpus.headings import Heading
from kazsearch.corpus.labels import DESCRIPTION, FACT, LabelTable, key_of
from kazsearch.corpus.lines import Kind, Line

_WRAPPED_CHARS = 60
"""A line shorter than this that is not indented was not wrapped by its author."""


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """Lines that belong together. `loose`: nothing but its place ties it to the text above it."""

    start: int
    end: int
    parts: list[str]
    loose: bool = False

    @property
    def text(self) -> str:
        """The lines joined with one blank."""
        return " ".join(self.parts)


@dataclass(slots=True, kw_only=True)
class Piece:
    """One text of a film, while it is read. `name` is its label's, empty where it has none."""

    key: str
    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    start: int
    known: bool = True  # its label is in the table
    guessed: bool = False  # its label is misspelt

    @property
    def end(self) -> int:
        """The index of its last line."""
        return self.paragraphs[-1].end if self.paragraphs else self.start

    @property
    def text(self) -> str:
        """Its paragraphs, parted by a blank line."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def span(self) -> Span:
        """Its lines."""
        return Span(line=self.start + 1, end_line=self.end + 1)


@dataclass(slots=True, kw_only=True)
class Draft:
    """One film block, while it is read: lines from `start` up to, not including, `end`."""

    heading: Heading
    start: int
    end: int
    pieces: list[Piece]
    past: list[Paragraph]  # what stands past a rule and has no label

    @property
    def labelled(self) -> bool:
        """Say whether any of its texts has a label."""
        return any(piece.name for piece in self.pieces)

    def of(self, key: str) -> list[Piece]:
        """Return its pieces of one key that have text."""
        return [piece for piece in self.pieces if piece.key == key and piece.paragraphs]


def read_block(
    lines: Sequence[Line | None], table: LabelTable
) -> tuple[list[Piece], list[Paragraph]]:
    """Read the lines under a heading: the texts of its film, and what stands past a rule."""
    pieces: list[Piece] = []
    past: list[Line | None] = []
    gap = ruled = False
    labelled = any(line is not None and line.label is not None for line in lines)
    for line in lines:
        if line is None or line.kind in (Kind.RULE, Kind.QUIET):
            gap = True
            ruled = ruled or (line is not None and line.kind is Kind.RULE and bool(pieces))
            past.append(line)
        elif (
            piece := _labelled_piece(line, pieces, table, labelled=labelled, gap=gap)
        ) is not None:
            pieces.append(piece)
            gap = ruled = False
        elif ruled:
            past.append(line)
        else:
            _go_on(line, pieces, gap=gap)
            gap = False
    return pieces, read_paragraphs(past)


def _labelled_piece(
    line: Line, pieces: Sequence[Piece], table: LabelTable, *, labelled: bool, gap: bool
) -> Piece | None:
    """Return the piece that a line's label opens, or None where it has no label."""
    guessed = False
    if line.guarded:
        return None
    if line.label is not None:
        key, known = line.label.key, True
    elif line.kind is Kind.HEAD:
        key, known = key_of(line.text.rstrip(" :")), False
    elif line.name and labelled and _may_be_label(line, pieces, gap=gap):
        guess = table.guess(line.name)
        key, known = (guess.key if guess else key_of(line.name)), False
        guessed = guess is not None
    else:
        return None
    if not key:
        return None
    name = line.name or line.text.rstrip(" :")
    piece = Piece(key=key, name=name, start=line.at, known=known, guessed=guessed)
    if line.value:
        piece.paragraphs.append(Paragraph(start=line.at, end=line.at, parts=[line.value]))
    return piece


def _may_be_label(line: Line, pieces: Sequence[Piece], *, gap: bool) -> bool:
    """Say whether an unknown name before a colon is set off as a label is."""
    if line.bullet or line.lead.rstrip(" :") == line.name:
        return True
    if line.name.count(" ") > 2:
        return False
    return gap or not pieces or not pieces[-1].paragraphs or _ends(pieces[-1])


def _ends(piece: Piece) -> bool:
    return piece.text.endswith((".", "!", "?", "…", "»", "”", '"', ")")) or piece.key not in (
        DESCRIPTION,
        FACT,
    )


def _go_on(line: Line, pieces: list[Piece], *, gap: bool) -> None:
    """Add a line without a label to the texts above it."""
    piece = pieces[-1] if pieces else None
    item = line.kind is Kind.ITEM
    if piece is None or _is_past(piece, line, gap=gap):
        loose = piece is not None and line.indent < 2
        piece = Piece(key=DESCRIPTION, name="", start=line.at)
        pieces.append(piece)
        piece.paragraphs.append(_paragraph(line, loose=loose))
    elif piece.key == FACT and item:
        if piece.paragraphs:
            piece = Piece(key=FACT, name=piece.name, start=line.at)
            pieces.append(piece)
        piece.paragraphs.append(_paragraph(line))
    elif item and piece.key != DESCRIPTION and piece.paragraphs:
        piece.paragraphs[-1].parts[-1] += ","
        piece.paragraphs[-1].parts.append(line.text)
        piece.paragraphs[-1].end = line.at
    elif not piece.paragraphs:
        piece.paragraphs.append(_paragraph(line))
    elif gap or item:
        piece.paragraphs.append(_paragraph(line, loose=gap and line.indent < 2))
    else:
        piece.paragraphs[-1].parts.append(line.text)
        piece.paragraphs[-1].end = line.at


def _is_past(piece: Piece, line: Line, *, gap: bool) -> bool:
    """Say whether a line comes after an extra that is complete: it is description then."""
    if piece.key in (DESCRIPTION, FACT) or not piece.paragraphs or line.kind is Kind.ITEM:
        return False
    if line.indent >= 2:
        return False
    last = piece.paragraphs[-1].parts[-1]
    return gap or not (len(last) >= _WRAPPED_CHARS or last.endswith((",", ";", "&")))


def _paragraph(line: Line, *, loose: bool = False) -> Paragraph:
    return Paragraph(start=line.at, end=line.at, parts=[line.text], loose=loose)


def read_paragraphs(lines: Sequence[Line | None]) -> list[Paragraph]:
    """Read lines that belong to no film. A heading, and each item, is a paragraph of its own."""
    paragraphs: list[Paragraph] = []
    open_ = False
    for line in lines:
        if line is None or line.kind in (Kind.RULE, Kind.QUIET):
            open_ = False
        elif open_ and line.kind is Kind.TEXT:
            paragraphs[-1].parts.append(line.text)
            paragraphs[-1].end = line.at
        else:
            paragraphs.append(_paragraph(line))
            open_ = line.kind is not Kind.HEAD
    return paragraphs


def loose_tail(pieces: Sequence[Piece]) -> list[Paragraph]:
    """Return the paragraphs at the end of a block that nothing but their place ties to it."""
    tail: list[Paragraph] = []
    for paragraph in reversed(pieces[-1].paragraphs if pieces else []):
        if not paragraph.loose:
            break
        tail.insert(0, paragraph)
    return tail
