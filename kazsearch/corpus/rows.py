"""Which lines are rows of a table, and do they label what one film has?

    | Director | Michael Mann |          a table of labels: each row is `Label: text`
    |----------|--------------|
    | Country  | USA          |

Bars at both ends, and the line of dashes, may be missing, as in the tables of web pages.
`film_tables.py` reads tables of films; any other table is text.
"""

from collections.abc import Iterator, Sequence

from kazsearch.corpus.labels import TITLE, Label, LabelTable
from kazsearch.corpus.lines import ESCAPED_BAR, HEAD, QUIET, TEXT, Line
from kazsearch.corpus.years import BRACKETED_YEARS

NOTHING = frozenset({"", "-", "–", "—", "n/a", "?"})
"""What stands in a cell for want of a text, in lower case."""

TABLED = "|"
"""The bullet of a line that was a row of a table of labels."""

_MIN_LABELS = 2
_NOTE = Label("note", "Note")
_ORIGINAL = Label("original_title", "Original title")
Row = tuple[Line, list[str]]


def rows_of_tabs(raws: list[str], table: LabelTable) -> None:
    """Put bars for tabs where a table was copied from a page, its head included, in place."""
    start = 0
    for at in range(len(raws) + 1):
        if at < len(raws) and "\t" in raws[at].strip():
            continue
        if at - start > 1:
            names = [name.strip() for name in raws[start].split("\t")]
            labels = [label for name in names if (label := table.find(name)) is not None]
            if len(labels) > 1 and any(label.key == TITLE for label in labels):
                raws[start:at] = [raw.replace("\t", " | ") for raw in raws[start:at]]
        start = at + 1


def tables(lines: Sequence[Line | None]) -> Iterator[list[Row]]:
    """Yield the rows of each table: two lines or more one below another, of equally many cells.

    Lines of dashes between them count for nothing.
    """
    rows: list[Row] = []
    for line in lines:
        if line is not None and line.is_dashes:
            continue
        cells = [] if line is None else _cells(line, len(rows[0][1]) if rows else None)
        if line is None or not cells:
            if len(rows) > 1:
                yield rows
            rows = []
            cells = [] if line is None else _cells(line, None)
        if line is not None and cells:
            rows.append((line, cells))
    if len(rows) > 1:
        yield rows


def _cells(line: Line, n_cells: int | None) -> list[str]:
    """Return the cells of a row, none if it is no row, or not one of so many."""
    if line.kind is not TEXT or line.guarded or line.label or "|" not in line.text:
        return []
    cells = [cell.strip().replace(ESCAPED_BAR, "|") for cell in line.text.split("|")]
    framed = not cells[0]
    cells = cells[framed : len(cells) - (not cells[-1])]
    if framed and n_cells is not None:  # Markdown lets cells at the end be missing, or be too many
        cells += [""] * (n_cells - len(cells))
        cells[n_cells - 1 :] = [" ".join(" | ".join(cells[n_cells - 1 :]).split())]
    return cells if n_cells in (None, len(cells)) and len(cells) > 1 else []


def label_rows(lines: list[Line | None], table: LabelTable) -> None:
    """Give their labels to the rows of tables of labels, in place; rows without a text go quiet."""
    for rows in tables(lines):
        labels = [table.find(cells[0]) for _, cells in rows]
        known = sum(label is not None and label.key != TITLE for label in labels)
        if len(rows[0][1]) != 2 or known < _MIN_LABELS or 2 * known <= len(rows):
            continue
        in_film = _stands_in_a_film(lines, rows[0][0].at)
        for (line, (name, value)), label in zip(rows, labels, strict=True):
            lines[line.at] = _labelled(line, name, value, label, in_film=in_film)


def _labelled(line: Line, name: str, value: str, label: Label | None, *, in_film: bool) -> Line:
    if value.casefold() in NOTHING:
        return line._replace(kind=QUIET)
    if not name:
        return line._replace(text=value, label=_NOTE, name=_NOTE.name, value=value)
    if in_film and label is not None and label.key == TITLE:
        label = _ORIGINAL
    return line._replace(
        text=f"{name}: {value}", label=label, name=name, value=value, lead=name, mark="**",
        bullet=TABLED,
    )  # fmt: skip


def _stands_in_a_film(lines: list[Line | None], at: int) -> bool:
    """Say whether a heading stands right above a table; the table's own caption is no title then,
    but a note."""
    while at > 0 and lines[at - 1] is None:
        at -= 1
    above = lines[at - 1] if at else None
    if above is None or _opens(above):
        return above is not None
    before = at - 1
    while before > 0 and lines[before - 1] is None:
        before -= 1
    opener = lines[before - 1] if before else None
    if above.kind is not TEXT or above.label is not None or opener is None or not _opens(opener):
        return False
    lines[above.at] = above._replace(label=_NOTE, name=_NOTE.name, value=above.text)
    return True


def _opens(line: Line) -> bool:
    return line.kind is HEAD or line.text[-6:] in BRACKETED_YEARS
