"""What is odd about articles taken together?"""

import unicodedata
from collections.abc import Iterable, Iterator

from kazsearch.corpus.diagnostics import diagnostic
from kazsearch.corpus.film import Article, Diagnostic, Film, film_id

_MIN_SAME_CHARS = 40
"""Shorter descriptions ("A love story.") may well be the same by chance."""


def crosscheck(articles: Iterable[Article]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that no article gives alone, in the order of the articles.

    A description that stands in two places word for word is said at the second; a film with
    different years in different articles is said once for each further year.
    """
    films = [film for article in articles for film in article.films]
    return (*_same_descriptions(films), *_several_years(films))


def _same_descriptions(films: Iterable[Film]) -> Iterator[Diagnostic]:
    seen: dict[str, Film] = {}
    for film in films:
        words = unicodedata.normalize("NFKC", film.description).casefold()
        if len(words) < _MIN_SAME_CHARS:
            continue
        other = seen.setdefault(words, film)
        span = film.source.description or film.source.span
        if other is not film:
            where = other.source.description or other.source.span
            yield diagnostic(
                "same-description",
                f"the description of {film.title} stands word for word in"
                f" {other.source.path}:{where.line}",
                path=film.source.path,
                line=span.line,
            )


def _several_years(films: Iterable[Film]) -> Iterator[Diagnostic]:
    """Compare articles with each other: a film and its remake in one article are two films."""
    seen: dict[str, Film] = {}
    said: set[tuple[str, int | None]] = set()
    for film in films:
        if film.year is None:
            continue
        key = film_id(film.title, None)
        other = seen.setdefault(key, film)
        if (
            other.year != film.year
            and other.source.path != film.source.path
            and (key, film.year) not in said
        ):
            said.add((key, film.year))
            yield diagnostic(
                "several-years",
                f"{film.title} is of {film.year} here, and of {other.year} in"
                f" {other.source.path}:{other.source.title.line}",
                path=film.source.path,
                line=film.source.title.line,
            )
