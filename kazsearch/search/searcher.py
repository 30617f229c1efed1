"""Here is a query: which hits?"""

import heapq
from pathlib import Path
from types import TracebackType

from kazsearch.errors import QueryError
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.store import open_snapshot
from kazsearch.query import parse_query, relax
from kazsearch.search.evaluation import Evaluation, Scores
from kazsearch.search.evidence import Evidence
from kazsearch.search.hits import SearchResult
from kazsearch.search.suggest import correct


class Searcher:
    """Answers queries from one snapshot of an index.

    Opened by `open_index`; close it, or use it in a `with` statement.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __enter__(self) -> "Searcher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files."""
        self._snapshot.close()

    def search(self, query: str, *, limit: int = 10) -> SearchResult:
        """Return the films that match, best first: those with every word, then those with some.

        Ties break by title, year and film id. Raises QueryError, IndexStateError.
        """
        tree = parse_query(query, fields=self._snapshot.extra_keys())
        evaluation = Evaluation(self._snapshot)
        try:
            strict = evaluation.scores(tree) or {}
            loose = evaluation.scores(relax(tree)) or {}
        except QueryError as error:
            raise QueryError(error.message, query=query, column=error.column) from error
        partial = {doc_id: score for doc_id, score in loose.items() if doc_id not in strict}
        best = self._best(strict, limit)
        best += self._best(partial, limit - len(best))
        evidence = Evidence(tree, evaluation)
        hits = [
            evidence.hit(self._snapshot.film(doc_id), doc_id=doc_id, score=score, rank=rank)
            for rank, (doc_id, score) in enumerate(best, start=1)
        ]
        n_strict = sum(doc_id in strict for doc_id, _ in best)
        return SearchResult(
            query=query,
            matched="none" if not hits else "all" if n_strict == len(hits) else "some",
            total=len(strict) + len(partial),
            did_you_mean=correct(query, evidence.unfound_words(), self._snapshot),
            hits=tuple(hits),
        )

    def _best(self, scores: Scores, limit: int) -> list[tuple[int, float]]:
        """Return the best films, with ties in their order."""
        if limit <= 0:
            return []
        floor = min(heapq.nlargest(limit, scores.values()), default=0.0)
        doc_ids = [doc_id for doc_id, score in scores.items() if score >= floor]
        keys = self._snapshot.order_keys(doc_ids)
        ordered = sorted(
            zip(doc_ids, keys, strict=True), key=lambda pair: (-scores[pair[0]], pair[1])
        )
        return [(doc_id, scores[doc_id]) for doc_id, _ in ordered[:limit]]


def open_index(index: str | Path = "index") -> Searcher:
    """Open the newest committed state of an index for searching. Raises IndexStateError."""
    return Searcher(open_snapshot(Path(index)))
