"""What a search answers: frozen records, without markup or colour."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, NamedTuple

from kazsearch.corpus.film import Extra, Film
from kazsearch.record import record

Matched = Literal["all", "some", "none"]


@record
class Snippet:
    """A piece of a film's text. `highlights` are half-open spans in code points of `text`.

    An ellipsis at an end of `text` says that the film's text goes on there.
    """

    field: str
    text: str
    highlights: tuple[tuple[int, int], ...] = ()


@record
class Appearance:
    """Where an article tells of the film. Lines count from 1, both included.

    `stale` when the article has changed since the build, so that the lines may be others now.
    """

    path: str
    line: int
    end_line: int
    stale: bool = False


def place_of(film: Film, *, stale: bool = False) -> Appearance:
    """Return where an article tells of a film."""
    span = film.source.span
    return Appearance(path=film.source.path, line=span.line, end_line=span.end_line, stale=stale)


@record
class Spelling:
    """A word of the query, as it was typed, that a film holds in another spelling only."""

    typed: str
    found: str  # as it stands in the article


Reason = Literal["word", "every word", "whole title", "side by side"]


@record
class Share:
    """What adds to a hit's score: a word of the query, as it was typed, by one field.

    Or one of three reasons beside the words: the film holds every word; a title of it stands whole
    in the query; two neighbours of the query, `term`, stand side by side in a field.
    """

    reason: Reason = "word"
    term: str
    field: str
    score: float


@record
class Hit:
    """A film that was found. Its texts are those of the appearance that matches best.

    `matched_terms` and `missing_terms` are words of the query, as they were typed. `shares` add up
    to the score; they are there only when an explanation was asked for.
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
    spellings: tuple[Spelling, ...] = ()
    snippets: tuple[Snippet, ...]
    appearances: tuple[Appearance, ...]
    shares: tuple[Share, ...] = ()


class RankedFilm(NamedTuple):
    """A film where it stands in a ranking; the description is that of its first article."""

    rank: int
    score: float
    film_id: str
    title: str
    year: int | None
    description: str


@record
class SearchResult:
    """The answer to one query.

    `total` counts the films found, `total_all` those that hold every word, `hits` are those of the
    page. `matched` is "all" when every hit holds every word, "some" when a hit holds only some of
    them, "none" when nothing was found. `understood` is the query as it was read.
    `corrected` is what was searched for instead when nothing was found as typed.
    """

    query: str
    understood: str
    corrected: str | None = None
    matched: Matched
    total: int
    total_all: int
    did_you_mean: str | None
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


NOTHING = SearchResult(
    query="", understood="", matched="none", total=0, total_all=0, did_you_mean=None, hits=()
)
