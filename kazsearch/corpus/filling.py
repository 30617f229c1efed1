"""How is a frozen record filled fast? Through a twin of the same layout that is not frozen.

The constructor of a frozen dataclass sets each field through `object.__setattr__`: 1.0 µs for a
film, a fifth of what reading it takes; the twin is filled and becomes the record in 0.26 µs.
"""

from dataclasses import make_dataclass
from typing import Any, cast

from kazsearch.corpus.film import Extra, Film, FilmSource, Span


def _twin(record: type) -> Any:
    slots = record.__slots__  # type: ignore[attr-defined]  # each record has slots, not each type
    return make_dataclass(record.__name__, slots, slots=True)


_OpenFilm = _twin(Film)
_OpenSource = _twin(FilmSource)


def new_film(
    title: str,
    year: int | None,
    alternative_titles: tuple[str, ...],
    description: str,
    facts: tuple[str, ...],
    extras: tuple[Extra, ...],
    source: FilmSource,
) -> Film:
    """Return a film of these fields."""
    film = _OpenFilm(title, year, alternative_titles, description, facts, extras, source)
    film.__class__ = Film
    return cast(Film, film)


def new_source(
    path: str,
    span: Span,
    title: Span,
    description: Span | None,
    facts: tuple[Span, ...],
    extras: tuple[Span, ...],
) -> FilmSource:
    """Return a source of these fields."""
    source = _OpenSource(path, span, title, description, facts, extras)
    source.__class__ = FilmSource
    return cast(FilmSource, source)
