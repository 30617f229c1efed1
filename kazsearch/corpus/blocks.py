"""Which texts does one film block hold?

    block := heading (label text | text)*

Text before any label is the description. A paragraph without a label goes on with the text above
it; after an extra it is description again. Each item under a fact label is a fact of its own. A
Markdown heading inside a block is a label, known or not.
"""

from collections.abc import Container, Sequence

from kazsearch.corpus.beside import (
    parted_at_labels,
    pieces_of_heading,
    read_credits_below,
    within_a_film,
)
from kazsearch.corpus.candidates import Opening
from kazsearch.corpus.drafts import (
    HEADING,
    Draft,
    Paragraph,
    Piece,
    Plain,
    new_paragraph,
    read_paragraphs,
)
from kazsearch.corpus.labels import (
    DESCRIPTION,
    FACT,
    MAX_NAME_CHARS,
    TITLE,
    LabelTable,
    key_of,
    words_of,
)
from kazsearch.corpus.lines import HEAD, ITEM, QUIET, RULE, Line

_DASHES = ("–", "—")
_SHORT_CHARS = 40
_WRAPPED_CHARS = 60
"""A line shorter than this that is not indented was not wrapped by its author."""


def read_block(
    opening: Opening,
    lines: Sequence[Line | None],
    table: LabelTable,
    *,
    labelled: bool,
    names: Container[str] = (),
) -> Draft:
    """Read one film block: what opens it, and the lines under that.

    In a `labelled` article, an unknown or misspelt name before a colon is a label, too; in another,
    any of these names.
    """
    start = opening.line.at
    pieces = pieces_of_heading(opening, lines, table)
    plain = _read_plain(start, lines) if opening.again is None and not pieces else None
    draft = Draft(opening.heading, start, start + 1 + len(lines), opening.again, plain, pieces)
    if plain is not None:
        return draft
    orphans = _orphans_at(lines)
    if orphans < len(lines):
        draft.orphans = read_paragraphs(lines[orphans:])
    above = len(pieces)
    past: list[Line | None] = []
    gap = ruled = False
    described = any(piece.key == DESCRIPTION for piece in pieces)
    credited = 0 if draft.again else read_credits_below(lines[:orphans], pieces, table)
    for line in filter(_is_read, lines[credited:orphans]):
        if line is None or line.kind in (RULE, QUIET):
            gap = True
            ruled = ruled or (line is not None and line.kind is RULE and len(pieces) > above)
            if ruled:
                past.append(line)
        elif line.at == draft.again:
            _set_back(pieces)
            gap = True
        elif (
            piece := _labelled_piece(
                line, pieces, table, labelled=labelled or line.name in names, gap=gap
            )
        ) is not None:
            pieces += parted_at_labels(piece, table)
            described = described or piece.key == DESCRIPTION
            gap = ruled = False
        elif ruled:
            past.append(line)
        else:
            _go_on(line, pieces, gap=gap, described=described)
            described = described or pieces[-1].key == DESCRIPTION
            gap = False
    pieces[:] = [part for piece in pieces for part in parted_at_labels(piece, table)]
    if past:
        draft.past = read_paragraphs(past)
    return draft


def _is_read(line: Line | None) -> bool:
    return line is None or not line.is_dashes


def _read_plain(start: int, lines: Sequence[Line | None]) -> Plain | None:
    """Read lines that all have a known label and a text, with one description at most.

    None where that is not so: only there a block is intricate.
    """
    description: Line | None = None
    facts: list[Line] = []
    extras: list[tuple[str, Line]] = []
    end = start
    for line in lines:
        if line is None:
            continue
        if (label := line.label) is None or not line.value:
            return None
        key = label.key
        end = line.at
        if key == FACT:
            facts.append(line)
        elif key == DESCRIPTION:
            if description is not None:
                return None
            description = line
        elif key and key != TITLE and ":" not in line.value:
            extras.append((key, line))
        else:
            return None
    return Plain(description, facts, extras, end)


def _orphans_at(lines: Sequence[Line | None]) -> int:
    """Return where the texts of a film without a title begin, if the labels start over.

    A second description is such a start where a gap parts it from the texts before, and another
    label, or a second blank line, from the first description.
    """
    described = complete = False
    gap = group = parted_from = 0
    for place, line in enumerate(lines):
        if line is None:
            gap += 1
            continue
        if gap:
            group = place
        if line.label is not None and not line.guarded:
            if line.label.key != DESCRIPTION:
                complete = complete or described
            elif described and group > parted_from and (complete or gap > 1):
                return group
            else:
                described, parted_from = True, place
        gap = 0
    return len(lines)


def _set_back(pieces: Sequence[Piece]) -> None:
    """Make notes of what stands between two sayings of a title: a date, a place."""
    for piece in pieces:
        if piece.key == DESCRIPTION and not piece.name:
            piece.key, piece.name = "note", HEADING


def _labelled_piece(
    line: Line, pieces: Sequence[Piece], table: LabelTable, *, labelled: bool, gap: bool
) -> Piece | None:
    """Return the piece that a line's label opens, or None where it has no label."""
    if line.guarded:
        return None
    if line.label is not None:
        return _piece(line, line.label.key, line.name, line.value)
    if line.kind is ITEM and line.mark == "[" and line.lead == line.text:
        return _piece(line, "link", "link", line.text)
    if line.kind is HEAD and len(line.text) < MAX_NAME_CHARS:
        return _named_piece(line, line.text.rstrip(" :"), "", table)
    bold = bool(line.lead) and line.lead.rstrip(" :") == line.name
    if not line.name or not (bold or _may_be_label(line, pieces, gap=gap)):
        return None
    if bold or labelled or table.guess(words_of(line.name)) is not None:
        return _named_piece(line, line.name, line.value, table)
    return None


def _named_piece(line: Line, name: str, value: str, table: LabelTable) -> Piece | None:
    """Make a piece of a name that is not in the table as it is written."""
    key = key_of(name)
    words = words_of(name)
    if (label := table.find(words)) is not None:  # `Fun-fact`
        return _piece(line, label.key, name, value)
    if (label := table.guess(words)) is not None:
        return _piece(line, label.key, name, value, known=False, guessed=True)
    return _piece(line, key, name, value, known=False)


def _piece(
    line: Line, key: str, name: str, value: str, *, known: bool = True, guessed: bool = False
) -> Piece | None:
    if not key:
        return None
    at = line.at
    key = within_a_film(key)
    paragraphs = [Paragraph(at, at, [value])] if value else []
    indent = line.indent if value and line.kind is ITEM else -1
    return Piece(key, name, at, paragraphs, known, guessed, listed=not value, indent=indent)


def _may_be_label(line: Line, pieces: Sequence[Piece], *, gap: bool) -> bool:
    """Say whether an unknown name before a colon is set off as a label is."""
    if line.bullet:
        return not line.name.isdecimal()  # `- 1995: shown in Tokyo`
    if line.name.count(" ") > 2:
        return False
    return gap or not pieces or not pieces[-1].paragraphs or _ends(pieces[-1])


def _ends(piece: Piece) -> bool:
    """Say whether a text that is there looks complete, so that a label may follow."""
    if piece.key not in (DESCRIPTION, FACT):
        return True
    parts = piece.paragraphs[-1].parts
    if len(parts) == 1 and len(parts[0]) < _SHORT_CHARS:
        return True  # too short to be wrapped
    return parts[-1].endswith((".", "!", "?", "…", "»", "”", '"', ")"))


def _go_on(line: Line, pieces: list[Piece], *, gap: bool, described: bool) -> None:
    """Add a line without a label to the texts above it, of a film that is `described` or not."""
    piece = pieces[-1] if pieces and pieces[-1].name != HEADING else None
    # a dash opens a line of speech, too, but not below a label that has no text of its own
    dashed = piece is not None and piece.key == FACT and piece.listed and line.bullet in _DASHES
    line = line._replace(kind=ITEM, text=line.text.lstrip("–— ")) if dashed else line
    item = line.kind is ITEM
    if piece is None or _is_past(piece, line, gap=gap):
        loose = piece is not None and line.indent < 2 and described
        pieces.append(Piece(DESCRIPTION, "", line.at, [new_paragraph(line, loose=loose)]))
    elif piece.key == FACT and item:
        if piece.paragraphs:
            piece = Piece(FACT, piece.name, line.at, [], listed=piece.listed)
            pieces.append(piece)
        piece.paragraphs.append(new_paragraph(line))
    elif item and piece.key != DESCRIPTION and piece.paragraphs:
        piece.paragraphs[-1].parts[-1] += ","
        piece.paragraphs[-1].parts.append(line.text)
        piece.paragraphs[-1].end = line.at
    elif not piece.paragraphs:
        piece.paragraphs.append(new_paragraph(line))
        piece.listed = piece.listed and piece.key != FACT  # prose, in which dashes are dashes
    elif gap or item:
        loose = gap or piece.paragraphs[-1].loose
        piece.paragraphs.append(new_paragraph(line, loose=loose and line.indent < 2))
    else:
        piece.paragraphs[-1].parts.append(line.text)
        piece.paragraphs[-1].end = line.at


def _is_past(piece: Piece, line: Line, *, gap: bool) -> bool:
    """Say whether a line comes after an extra that is complete: it is description then."""
    if piece.key in (DESCRIPTION, FACT) or not piece.paragraphs:
        return False
    if line.kind is ITEM:  # prose beside `- Director: Ann Lee`, not one more name
        return line.indent <= piece.indent and line.text.endswith((".", "!", "?", "…"))
    if line.indent >= 2:
        return False
    if piece.listed and not piece.known:
        return gap  # `Similar films:`, and a line for each
    last = piece.paragraphs[-1].parts[-1]
    return gap or not (len(last) >= _WRAPPED_CHARS or last.endswith((",", ";", "&")))
