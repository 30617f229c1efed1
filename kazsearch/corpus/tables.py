"""Which lines are rows of a table, and does the table list films, or label what one film has?

    | Title | Year | Director |          a table of films: each row is one, each cell what stands
    |-------|------|----------|          under the label at its head
    | Ran   | 1985 | Kurosawa |

    | Director | Michael Mann |          a table of labels: each row is `Label: text`
    |----------|--------------|
    | Country  | USA          |

Bars at both ends, and the line of dashes, may be missing, as in the tables of web pages. Any other
table is text.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kazsearch.corpus.candidates import Opening
from kazsearch.corpus.film import Extra
from kazsearch.corpus.headings import Heading, read_heading
from kazsearch.corpus.labels import (
    DESCRIPTION,
    FACT,
    TITLE,
    YEAR,
    Label,
    LabelTable,
    fold,
    key_of,
)
from kazsearch.corpus.lines import HEAD, QUIET, TEXT, Line
from kazsearch.corpus.openings import is_off_topic
from kazsearch.corpus.shapes import is_past
from kazsearch.corpus.years import BRACKETED, read_year

_MIN_BARE_ROWS = 3  # of a table without a head
_MIN_LABELS = 2
# what the other columns of a table of films are about
_OF_FILMS = frozenset({
    DESCRIPTION, FACT, "director", "cast", "genre", "runtime", "released", "composer", "studio",
    "cinematography", "box_office",
})  # fmt: skip
_FILM = frozenset({"film", "movie", "film title", "movie title", "фильм", "название фильма"})
_RANK = frozenset({"", "#", "№", "no", "nr", "rank", "place", "position", "место", "номер", "орын"})
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "?"})
Row = tuple[Line, list[str]]


class FilmTable(NamedTuple):
    """Rows that may be films. `heads` are the labels of the columns, `title` is the column."""

    rows: list[Row]
    heads: list[str]
    title: int
    above: Line | None  # its own head


def label_rows(lines: list[Line | None], table: LabelTable) -> None:
    """Give their labels to the rows of tables of labels, in place."""
    for rows in _tables(lines):
        pairs = [(line, cells) for line, cells in rows if len(cells) == 2]
        labels = [table.find(cells[0]) for _, cells in pairs]
        known = sum(label is not None and label.key != TITLE for label in labels)
        if len(pairs) < len(rows) or known < _MIN_LABELS or 2 * known <= len(rows):
            continue
        for (line, (name, value)), label in zip(pairs, labels, strict=True):
            lines[line.at] = line._replace(
                text=f"{name}: {value}", label=label, name=name, value=value, lead=name, mark="**"
            )


def film_tables(lines: Sequence[Line | None], table: LabelTable) -> list[FilmTable]:
    """Return the tables whose rows are films by all that they show themselves."""
    return [found for rows in _tables(lines) if (found := _read(rows, table)) is not None]


def without_rows(lines: Sequence[Line | None], tables: Sequence[FilmTable]) -> list[Line | None]:
    """Return the lines without those of tables, for whoever looks for other films."""
    kept = list(lines)
    for each in tables:
        for line, _ in each.rows:
            kept[line.at] = line._replace(kind=QUIET)
        if each.above is not None:
            kept[each.above.at] = each.above._replace(kind=QUIET)
    return kept


def openings_of(
    each: FilmTable, others: Sequence[Opening], lines: Sequence[Line | None], table: LabelTable
) -> list[Opening]:
    """Return the films of a table that `others` do not open; none of one that stands in a film."""
    at = each.rows[0][0].at
    outer = next((one for one in reversed(others) if one.line.at < at), None)
    heads = [line for line in lines[:at] if line is not None and line.kind is HEAD]
    if heads and is_off_topic(heads[-1]):
        return []
    if outer is not None and not any(
        is_past(head, outer.line) for head in heads if head.at > outer.line.at
    ):
        return []
    titles = {one.heading.title.casefold() for one in others}
    found = []
    for line, cells in each.rows:
        heading = _heading_of(cells, each, table)
        if heading is not None and heading.title.casefold() not in titles:
            found.append(Opening(line, heading, until=line.at + 1))
    return found


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


def _tables(lines: Sequence[Line | None]) -> Iterator[list[Row]]:
    """Yield the rows of each table: lines one below another, of equally many cells."""
    rows: list[Row] = []
    for line in lines:
        if line is not None and line.kind is TEXT and not line.text:
            continue  # dashes
        cells = _cells(line, len(rows[0][1]) if rows else 0) if line is not None else []
        if len(cells) > 1 and line is not None:
            rows.append((line, cells))
        elif line is None or not rows:
            if len(rows) > 1:
                yield rows
            rows = []
    if len(rows) > 1:
        yield rows


def _cells(line: Line, n_cells: int) -> list[str]:
    """Return the cells of a row, none if it is no row of so many; 0 if that is not known yet."""
    if line.kind is not TEXT or line.guarded or line.label or "|" not in line.text:
        return []
    cells = [cell.strip() for cell in line.text.split("|")]
    framed = len(cells) > 2 and not cells[0] and not cells[-1]
    for found in [cells[1:-1], cells] if framed else [cells]:
        if len(found) == n_cells or not n_cells:
            return found
    return []


def _read(rows: list[Row], table: LabelTable) -> FilmTable | None:
    line, names = rows[0]
    labels = [table.find(name) for name in names]
    title = next((place for place, one in enumerate(labels) if one and one.key == TITLE), None)
    if title is not None:
        found = FilmTable(rows[1:], names, title, line)
        return found if _is_of_films(found, labels) else None
    if len(rows) > _MIN_BARE_ROWS and (title := _dated_column(rows[1:])) is not None:
        dated = _dated_column(rows[:1]) is not None
        return FilmTable(rows if dated else rows[1:], [""] * len(names) if dated else names, title,
                         None if dated else line)  # fmt: skip
    if len(rows) == _MIN_BARE_ROWS and (title := _dated_column(rows)) is not None:
        return FilmTable(rows, [""] * len(names), title, None)
    return None


def _is_of_films(each: FilmTable, labels: Sequence[Label | None]) -> bool:
    keys = {label.key for label in labels if label is not None and label.key != TITLE}
    if keys & _OF_FILMS or _dated_column(each.rows) == each.title:
        return True
    named = fold(each.heads[each.title]) in _FILM
    return bool(keys) if named else YEAR in keys and "writer" not in keys  # not a table of books


def _dated_column(rows: Sequence[Row]) -> int | None:
    """Return the column in which every row has `Title (1999)`, if just one has."""
    columns = []
    for place in range(len(rows[0][1]) if rows else 0):
        headings = [read_heading(cells[place]) for _, cells in rows]
        if all(one and one.certainty is BRACKETED and not one.rest for one in headings):
            columns.append(place)
    return columns[0] if len(columns) == 1 else None


def _heading_of(cells: Sequence[str], each: FilmTable, table: LabelTable) -> Heading | None:
    """Return what a row says of its film."""
    heading = read_heading(cells[each.title])
    if heading is None:
        return None
    year = heading.year
    extras = list(heading.extras)
    if heading.rest:
        extras.append(Extra(key="note", text=heading.rest))
    for place, (name, cell) in enumerate(zip(each.heads, cells, strict=True)):
        label = table.find(name)
        if place == each.title or cell.casefold() in _NOTHING:
            continue
        if label is None and (fold(name) in _RANK and cell.rstrip(".)").isdecimal()):
            continue
        if label is not None and label.key == YEAR and year in (None, read_year(cell)):
            year = read_year(cell)
            if year is not None:
                continue
        key = label.key if label is not None else key_of(name)
        extras.append(Extra(key=key or "note", text=cell))
    return heading._replace(year=year, extras=tuple(extras), rest="")
