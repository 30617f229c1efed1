"""Of the films that match: which to show, in which order, how many?"""

import heapq
from collections.abc import Callable, Collection, Mapping
from operator import itemgetter
from typing import Literal, get_args

from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Article, Node, parse_year_range
from kazsearch.record import record

Match = Literal["auto", "all", "any"]
Sort = Literal["relevance", "year", "-year", "title"]
_MATCHES = get_args(Match)
_SORTS = get_args(Sort)


@record
class Selection:
    """What to take of the films that a query finds.

    `match`: "all" asks for every word, "any" for at least one; "auto" for one, too, but favours
    films with every word: by their scores, or, in an order that has none, by putting them first.
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

    def require_sense(self) -> None:
        """Raise ValueError for a page that is none, and for an order or a way that there is not."""
        if self.limit < 1 or self.page < 1:
            raise ValueError(f"limit and page count from 1: these are {self.limit} and {self.page}")
        if self.sort not in _SORTS:
            raise ValueError(f"sort is one of {', '.join(_SORTS)}: this is {self.sort!r}")
        if self.match not in _MATCHES:
            raise ValueError(f"match is one of {', '.join(_MATCHES)}: this is {self.match!r}")

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
) -> dict[int, float]:
    """Return the first `n_needed` films in their order, with their scores.

    Ties are parted by title, year and film id.
    """
    if n_needed <= 0 or not scores:
        return {}
    if sort == "relevance":
        best = contenders_of(scores, n_needed)
        first = sorted(best.items(), key=itemgetter(1), reverse=True)[: n_needed + 1]
        if len({score for _, score in first}) == len(first):  # none that must be parted
            return dict(first[:n_needed])
        return _first_of({d: -score for d, score in best.items()}, best, snapshot, n_needed)
    if sort == "title":
        return _first_of(dict.fromkeys(scores, 0.0), scores, snapshot, n_needed)
    return _first_of(_by_year(list(scores), sort, snapshot), scores, snapshot, n_needed)


def contenders_of(scores: Mapping[int, float], n: int) -> dict[int, float]:
    """Return films among which are the n best and all that score as much as the last of them."""
    contenders: Callable[[int], dict[int, float]] | None = getattr(scores, "contenders", None)
    if contenders is not None:  # an array
        return contenders(n)
    floor = min(heapq.nlargest(n, scores.values()), default=0.0)
    return {doc_id: score for doc_id, score in scores.items() if score >= floor}


def _first_of(
    ranks: Mapping[int, float], scores: Mapping[int, float], snapshot: Snapshot, n_needed: int
) -> dict[int, float]:
    """Return the films of least rank; only those of equal rank are parted by their titles."""
    groups: dict[float, list[int]] = {}
    for doc_id, rank in ranks.items():
        groups.setdefault(rank, []).append(doc_id)
    order: list[int] = []
    for rank in sorted(groups):
        group = groups[rank]
        if len(group) > 1:
            keys = dict(zip(group, snapshot.order_keys(group), strict=True))
            group = heapq.nsmallest(n_needed - len(order), group, key=keys.__getitem__)
        order += group
        if len(order) >= n_needed:
            break
    return {doc_id: scores[doc_id] for doc_id in order[:n_needed]}


def _by_year(doc_ids: Collection[int], sort: Sort, snapshot: Snapshot) -> dict[int, float]:
    """Return what to order by: films without a year come last either way."""
    sign = -1 if sort == "-year" else 1
    years = snapshot.years_of(doc_ids)
    return {
        doc_id: float("inf") if year is None else sign * year
        for doc_id, year in zip(doc_ids, years, strict=True)
    }
