"""What a list of films looks like, piece by piece: tens of thousands never stand in memory."""

import csv
import io
import itertools
import textwrap
from collections.abc import Callable, Iterator

from kazsearch.cli.render_film import film_dict
from kazsearch.cli.render_query import Look, facet_lines, tame
from kazsearch.cli.terminal import bold, dim, isolated, json_answer, json_text, linked, printable
from kazsearch.search.known import FilmList, KnownFilm

Pieces = Iterator[str]

_COLUMNS = [
    "film_id", "title", "year", "alternative_titles", "description", "facts", "extras", "places",
]  # fmt: skip


def text_pieces(films: FilmList, look: Look) -> Pieces:
    """Yield a line for each film: title, film id, first place; then the facets."""
    for film in films.films:
        year = "" if film.year is None else f" ({film.year})"
        place = film.appearances[0]
        shown = dim(f"{isolated(place.path)}:{place.line}", look.color)
        more = f" and {len(film.appearances) - 1} more" if len(film.appearances) > 1 else ""
        head = bold(isolated(film.title) + year, look.color)
        where = linked(shown, look.link(place.path, place.line)) + dim(more, look.color)
        yield f"{head}  {isolated(film.film_id)}  {where}\n"
    if films.facets:
        yield "\n" + "\n".join(facet_lines(films.facets, look)).rstrip("\n") + "\n"


def json_pieces(films: FilmList, look: Look) -> Pieces:
    """Yield one JSON object whose `films` are written one by one."""
    head = json_answer({"total": films.total})
    yield head.removesuffix("\n}") + ',\n  "films": ['
    for n_done, film in enumerate(films.films):
        yield (",\n" if n_done else "\n")
        yield textwrap.indent(json_text(film_dict(film), indent=2), "    ", lambda line: True)
    yield "\n  ]"
    if films.facets:
        facets = textwrap.indent(json_text(films.facets, indent=2), "  ").lstrip()
        yield f',\n  "facets": {facets}'
    yield "\n}\n"


def jsonl_pieces(films: FilmList, look: Look) -> Pieces:
    """Yield one JSON object a line for each film."""
    for film in films.films:
        yield json_text(film_dict(film)) + "\n"


def csv_pieces(films: FilmList, look: Look) -> Pieces:
    """Yield a table with a head for spreadsheets."""
    return _table(films, delimiter=",")


def tsv_pieces(films: FilmList, look: Look) -> Pieces:
    """Yield a table with a head, cells parted by tabs."""
    return _table(films, delimiter="\t")


def path_pieces(films: FilmList, look: Look, *, end: str = "\n") -> Pieces:
    """Yield the paths of the articles that tell of the films, each once."""
    paths = (place.path for film in films.films for place in film.appearances)
    seen: set[str] = set()
    for path in paths:
        if path not in seen:
            seen.add(path)
            yield (path if end == "\0" else printable(path)) + end


def path0_pieces(films: FilmList, look: Look) -> Pieces:
    """Yield the paths, each ended by a NUL."""
    return path_pieces(films, look, end="\0")


def count_pieces(films: FilmList, look: Look) -> Pieces:
    """Yield the number of films."""
    yield f"{films.total}\n"


FILMS_FORMATS: dict[str, Callable[[FilmList, Look], Pieces]] = {
    "text": text_pieces,
    "json": json_pieces,
    "jsonl": jsonl_pieces,
    "csv": csv_pieces,
    "tsv": tsv_pieces,
    "paths": path_pieces,
    "paths0": path0_pieces,
    "count": count_pieces,
}


def _table(films: FilmList, *, delimiter: str) -> Pieces:
    rows = itertools.chain([_COLUMNS], map(_row, films.films))
    for row in rows:
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerow(row)
        yield stream.getvalue()


def _row(film: KnownFilm) -> list[str]:
    cells = [
        film.film_id,
        film.title,
        "" if film.year is None else str(film.year),
        "\n".join(film.alternative_titles),
        film.description,
        "\n".join(film.facts),
        "\n".join(f"{extra.key}: {extra.text}" for extra in film.extras),
        " ".join(f"{place.path}:{place.line}" for place in film.appearances),
    ]
    return [tame(cell) for cell in cells]
