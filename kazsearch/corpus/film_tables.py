"""Is a table a list of films, of which each row tells of one?

    | Title | Year | Director |          each cell is what stands under the label at the head
    |-------|------|----------|
    | Ran   | 1985 | Kurosawa |

The same columns stand in lists of books, actors and prices, and in tables that repeat what an
article tells or list what else a director made: there, nothing is opened.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kazsearch.corpus.candidates import Opening
from kazsearch.corpus.film import Extra
from kazsearch.corpus.headings import Heading, read_heading
from kazsearch.corpus.labels import (
    DESCRIPTION,
    TITLE,
    YEAR,
    Label,
    LabelTable,
    fold,
    key_of,
    words_of,
)
from kazsearch.corpus.lines import HEAD, QUIET, Line
from kazsearch.corpus.openings import is_off_topic
from kazsearch.corpus.rows import NOTHING, Row, tables
from kazsearch.corpus.tiers import ends_sentence
from kazsearch.corpus.years import BRACKETED, read_year
from kazsearch.lazy import lazy_regex

_MIN_BARE_ROWS = 3  # of a table without a head
_PROSE_WORDS = 5
_FILM = frozenset({"film", "movie", "film title", "movie title", "фильм", "название фильма"})
_RANK = frozenset({"", "#", "№", "no", "nr", "rank", "place", "position", "место", "номер", "орын"})
_YEAR_ALONE = lazy_regex(r"\(?\d{4}\)?")
_CLOCK = lazy_regex(r"\d{1,2}[:.]\d\d")
_ARTICLE = lazy_regex(r"(?:the|an?) ")
_NO_WORD = lazy_regex(r"[^\p{L}\p{N}]++")


class FilmTable(NamedTuple):
    """Rows of films. `names` head the columns, `title` is the column of titles, `above` the head's
    own line."""

    rows: Sequence[Row]
    names: Sequence[str]
    title: int
    above: Line | None


def find_film_tables(lines: Sequence[Line | None], table: LabelTable) -> list[FilmTable]:
    """Return the tables that list films by all that they show themselves."""
    found = [_read(rows, table) for rows in tables(lines)]
    heads = [line for line in lines if line is not None and line.kind is HEAD]
    first = next((line.at for line in heads if is_off_topic(line)), len(lines))
    return [each for each in found if each is not None and each.rows[0][0].at < first]


def without_rows(
    lines: Sequence[Line | None], film_tables: Sequence[FilmTable]
) -> list[Line | None]:
    """Return the lines without those of tables, for whoever looks for other films."""
    kept = list(lines)
    for each in film_tables:
        for line, _ in each.rows:
            kept[line.at] = line._replace(kind=QUIET)
        if each.above is not None:
            kept[each.above.at] = each.above._replace(kind=QUIET)
    return kept


def openings_of(
    film_tables: Sequence[FilmTable],
    others: Sequence[Opening],
    lines: Sequence[Line | None],
    table: LabelTable,
) -> list[tuple[FilmTable, list[Opening]]]:
    """Return the films of each table that opens any: none that stands below other films, or of
    which a film is told, or has a heading, elsewhere."""
    first = others[0].line.at if others else len(lines)
    told = {_folded(title) for one in others for title in _titles(one.heading)}
    told |= {_folded(line.text) for line in lines if line is not None and line.kind is HEAD}
    seen: set[tuple[str, int | None]] = set()
    opened = []
    for each in film_tables:
        films = list(_films(each, table)) if each.rows[0][0].at < first else []
        if any(_folded(title) in told for one in films for title in _titles(one.heading)):
            continue
        new = []
        for one in films:
            key = one.heading.title.casefold(), one.heading.year
            if key not in seen:  # as in a programme, where films come again
                seen.add(key)
                new.append(one)
        if new:
            opened.append((each, new))
    return opened


def _films(each: FilmTable, table: LabelTable) -> Iterator[Opening]:
    for line, cells in each.rows:
        heading = _heading_of(cells, each, table)
        if heading is not None:
            yield Opening(line, heading, until=line.at + 1)


def _titles(heading: Heading) -> tuple[str, ...]:
    return heading.title, *heading.alternatives


def _folded(title: str) -> str:
    """Return a title without case, marks, signs and an article at its start."""
    letters = unicodedata.normalize("NFD", title.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _ARTICLE.sub("", _NO_WORD.sub(" ", bare).strip(), count=1)


def _read(rows: Sequence[Row], table: LabelTable) -> FilmTable | None:
    line, names = rows[0]
    labels = [table.find(name) for name in names]
    films = [place for place, name in enumerate(names) if fold(name) in _FILM]
    titles = [place for place, one in enumerate(labels) if one and one.key == TITLE]
    if titles:
        found = FilmTable(rows[1:], names, (films or titles)[0], line)
        return found if _is_of_films(found, labels, named=bool(films)) else None
    if any(label is not None and label.key == "writer" for label in labels):
        return None
    title = _dated_column(rows)
    if title is not None:
        found = FilmTable(rows, [""] * len(names), title, None)
    elif (title := _dated_column(rows[1:])) is not None:
        found = FilmTable(rows[1:], names, title, line)
    return found if title is not None and len(found.rows) >= _MIN_BARE_ROWS else None


def _is_of_films(each: FilmTable, labels: Sequence[Label | None], *, named: bool) -> bool:
    """Say whether the columns are those of a list of films; books have writers, all have years."""
    keys = {label.key for label in labels if label is not None and label.key != TITLE}
    dated = _dated_column(each.rows) == each.title
    if named:
        return bool(keys) or dated
    return "director" in keys and "writer" not in keys and (dated or YEAR in keys)


def _dated_column(rows: Sequence[Row]) -> int | None:
    """Return the column in which every row has `Title (1999)`, if just one has."""
    columns = []
    for place in range(len(rows[0][1]) if rows else 0):
        headings = (read_heading(cells[place]) for _, cells in rows)
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
    for place, (name, cell) in enumerate(zip(each.names, cells, strict=True)):
        if place == each.title or cell.casefold() in NOTHING:
            continue
        if fold(name) in _RANK and cell.rstrip(".)").isdecimal():
            continue
        key = _key_of(name, cell, table)
        if key == YEAR and year in (None, read_year(cell)):
            year = read_year(cell)
            if _YEAR_ALONE.fullmatch(cell):
                continue
        extras.append(Extra(key=key, text=cell))
    if year is None and heading.title.isdecimal():
        return None  # a sum
    return heading._replace(year=year, extras=tuple(extras), rest="")


def _key_of(name: str, cell: str, table: LabelTable) -> str:
    """Return under which key the text of a cell is kept."""
    words = words_of(name)
    label = table.find(name) or table.find(words) or table.guess(words)
    if not words:
        prose = len(cell.split()) > _PROSE_WORDS or ends_sentence(cell)
        return DESCRIPTION if prose else "note"
    if label is not None and label.key == "runtime" and _CLOCK.fullmatch(cell):
        return "note"  # when it is shown
    if label is None or fold(name) == "name":  # of a person
        return key_of(name)
    return label.key
