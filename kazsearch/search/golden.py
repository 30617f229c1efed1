"""Golden queries: which films should each find, and does it?

A file of them has a line for each: the query, a tab, the expected film ids parted by blanks or
commas. Blank lines, and lines that begin with `#`, are left out.
"""

from collections.abc import Callable, Collection, Sequence

from kazsearch.errors import GoldenQueriesError
from kazsearch.record import record
from kazsearch.search.measures import ndcg, reciprocal_rank

_MAX_NAMED = 5  # lines that one sentence names


@record
class GoldenQuery:
    """A query and the film ids that it should find. `line` counts from 1."""

    line: int
    query: str
    expected: tuple[str, ...]


@record
class GradedQuery:
    """How well a golden query was answered; `unknown` are expected films that the index has not."""

    golden: GoldenQuery
    reciprocal_rank: float
    ndcg: float
    unknown: tuple[str, ...]


@record
class Grades:
    """All graded queries, in the order of the file, and the means over them."""

    queries: tuple[GradedQuery, ...]

    @property
    def reciprocal_rank(self) -> float:
        """The mean reciprocal rank."""
        return sum(graded.reciprocal_rank for graded in self.queries) / len(self.queries)

    @property
    def ndcg(self) -> float:
        """The mean nDCG@10."""
        return sum(graded.ndcg for graded in self.queries) / len(self.queries)


def parse_golden(text: str, *, name: str) -> tuple[GoldenQuery, ...]:
    """Read a file of golden queries; `name` is what messages call it. Raises GoldenQueriesError."""
    queries = []
    bad = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        query, _, films = line.partition("\t")
        expected = tuple(dict.fromkeys(films.replace(",", " ").split()))
        if query.strip() and expected:
            queries.append(GoldenQuery(line=number, query=query.strip(), expected=expected))
        else:
            bad.append(number)
    if bad:
        raise GoldenQueriesError(
            f"{name} has lines that are no query, tab and film ids: {_numbers(bad)}"
        )
    if not queries:
        raise GoldenQueriesError(f"{name} holds no golden query: write query, tab, film ids")
    return tuple(queries)


def grade(
    queries: Sequence[GoldenQuery],
    search: Callable[[GoldenQuery], Sequence[str]],
    is_film: Callable[[str], bool],
) -> Grades:
    """Grade the queries by the film ids, best first, that `search` finds for each."""
    return Grades(queries=tuple(_graded(golden, search(golden), is_film) for golden in queries))


def _graded(
    golden: GoldenQuery, ranked: Sequence[str], is_film: Callable[[str], bool]
) -> GradedQuery:
    expected: Collection[str] = set(golden.expected)
    return GradedQuery(
        golden=golden,
        reciprocal_rank=reciprocal_rank(ranked, expected),
        ndcg=ndcg(ranked, expected),
        unknown=tuple(film for film in golden.expected if not is_film(film)),
    )


def _numbers(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - _MAX_NAMED} more" if len(lines) > _MAX_NAMED else ""
    return ", ".join(map(str, lines[:_MAX_NAMED])) + more
