"""What a search answers: frozen records, without markup or colour."""

from dataclasses import dataclass
from typing import Literal

from kazsearch.corpus.film import Extra

Matched = Literal["all", "some", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of a film's text. `highlights` are half-open spans in code points of `text`.

    An ellipsis at an end of `text` says that the film's text goes on there.
    """

    field: str
    text: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Where an article tells of the film. Lines count from 1, both included."""

    path: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A film that was found. Its texts are those of the appearance that matches best.

    `matched_terms` and `missing_terms` are words of the query, as they were typed.
    """

    rank: int
    score: float
    film_id: str
    title: str
    year: int | None
    description: str
    facts: tuple[str, ...]
    extras: tuple[Extra, ...]
    matched_terms: tuple[str, ...]
    missing_terms: tuple[str, ...]
    snippets: tuple[Snippet, ...]
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The answer to one query. `total` counts the films found, `hits` are those asked for.

    `matched` is "all" when every hit holds every word, "some" when films with only some of them
    follow, "none" when nothing was found.
    """

    query: str
    matched: Matched
    total: int
    did_you_mean: str | None
    hits: tuple[Hit, ...]
