"""Of the films that match: which to show, in which order, how many?"""

import heapq
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Article, Node, parse_year_range

Match = Literal["auto", "all", "any"]
Sort = Literal["relevance", "year", "-year", "title"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to take of the films that a query finds.

    `match`: "all" asks for every word, "any" for at least one, "auto" for all first, then some.
    `fields` are those to search, by their names in queries; none means all. `years` and `article`
    are what stands after `year:` and `article:` in a query. Pages count from 1.
    """

    match: Match = "auto"
    fields: tuple[str, ...] = ()
    years: str | None = None
    article: str | None = None
    sort: Sort = "relevance"
    limit: int = 10
    page: int = 1
    min_score: float = 0.0

    def filters(self) -> list[Node]:
        """Return the filters as nodes of a query. Raises QueryError."""
        nodes: list[Node] = []
        if self.years is not None:
            nodes.append(parse_year_range(self.years))
        if self.article is not None:
            nodes.append(Article(pattern=self.article))
        return nodes

    @property
    def n_needed(self) -> int:
        """The number of films up to the end of the page."""
        return self.limit * self.page

    @property
    def n_skipped(self) -> int:
        """The number of films before the page."""
        return self.limit * (self.page - 1)


def in_order(
    scores: Mapping[int, float], sort: Sort, snapshot: Snapshot, *, n_needed: int
) -> list[int]:
    """Return the first `n_needed` films in their order; ties by title, year and film id."""
    if sort == "relevance":
        floor = min(heapq.nlargest(n_needed, scores.values()), default=0.0)
        doc_ids = [doc_id for doc_id, score in scores.items() if score >= floor]
        first: dict[int, float] = {doc_id: -scores[doc_id] for doc_id in doc_ids}
    else:
        doc_ids = list(scores)
        first = (
            dict.fromkeys(doc_ids, 0.0) if sort == "title" else _by_year(doc_ids, sort, snapshot)
        )
    titles = dict(zip(doc_ids, snapshot.order_keys(doc_ids), strict=True))
    return heapq.nsmallest(n_needed, doc_ids, key=lambda doc_id: (first[doc_id], titles[doc_id]))


def _by_year(doc_ids: Collection[int], sort: Sort, snapshot: Snapshot) -> dict[int, float]:
    """Return what to order by: films without a year come last either way."""
    sign = -1 if sort == "-year" else 1
    years = snapshot.years_of(doc_ids)
    return {
        doc_id: float("inf") if year is None else sign * year
        for doc_id, year in zip(doc_ids, years, strict=True)
    }
