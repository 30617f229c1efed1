"""The argument FILM: a film id or a title; which film is meant?"""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kazsearch.cli.completion import complete_film
from kazsearch.cli.options import EXIT_NOTHING

if TYPE_CHECKING:  # the module is imported for its argument alone, too
    from kazsearch.search.known import KnownFilm
    from kazsearch.search.searcher import Searcher

_F = TypeVar("_F", bound=Callable[..., Any])
_MAX_CANDIDATES = 10


def film_argument(command: _F) -> _F:
    """Add the argument FILM, which may be a title of several words without quotes."""
    return click.argument("film", nargs=-1, required=True, shell_complete=complete_film)(command)


def chosen_film(words: Sequence[str], searcher: "Searcher") -> str:
    """Return the film id of the film that is meant; where that is not clear, say so and exit 1."""
    from kazsearch.cli.terminal import printable

    text = " ".join(words)
    if not text.strip():
        raise click.UsageError("FILM is empty: name a film id or a title.")
    found = searcher.find_films(text, limit=_MAX_CANDIDATES + 1)
    if len(found) == 1:
        return found[0].film_id
    if found:
        several = "several" if len(found) <= _MAX_CANDIDATES else f"more than {_MAX_CANDIDATES}"
        problem = f"{several} films may be called {text}; name one by its id:"
    else:
        found = searcher.films_called_like(text, limit=5)
        problem = f"no film is called {text}" + ("; did you mean:" if found else "")
    click.echo(printable(problem), err=True)
    for film in found[:_MAX_CANDIDATES]:
        click.echo(f"  {candidate_line(film)}", err=True)
    sys.exit(EXIT_NOTHING)


def candidate_line(film: "KnownFilm") -> str:
    """Return a film in one line, film id first."""
    from kazsearch.cli.terminal import isolated

    year = "" if film.year is None else f" ({film.year})"
    place = film.appearances[0]
    where = f"{isolated(place.path)}:{place.line}"
    return f"{isolated(film.film_id)}  {isolated(film.title)}{year}  {where}"
