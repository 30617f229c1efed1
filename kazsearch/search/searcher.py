"""Here is a query: which hits?"""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from kazsearch.errors import QueryError
from kazsearch.index.schema import TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.store import open_snapshot
from kazsearch.query import Node, find_field, format_query, nearest_field, parse_query, relax
from kazsearch.search.evaluation import Evaluation, Scores, index_fields
from kazsearch.search.evidence import Evidence
from kazsearch.search.facets import count_facets
from kazsearch.search.hits import Hit, SearchResult
from kazsearch.search.selection import Match, Selection, Sort, in_order
from kazsearch.search.staleness import stale_paths
from kazsearch.search.suggest import correct


class Searcher:
    """Answers queries from one snapshot of an index.

    Opened by `open_index`; close it, or use it in a `with` statement. All methods raise
    IndexStateError when the index turns out to be damaged.
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

    @property
    def corpus_folder(self) -> Path:
        """The folder of the articles, as the last build knew it."""
        return self._snapshot.corpus_folder

    def search(
        self,
        query: str,
        *,
        match: Match = "auto",
        fields: Sequence[str] = (),
        years: str | None = None,
        article: str | None = None,
        sort: Sort = "relevance",
        limit: int = 10,
        page: int = 1,
        min_score: float = 0.0,
        facets: Sequence[str] = (),
        explain: bool = False,
    ) -> SearchResult:
        """Return the films that match, best first: those with every word, then those with some.

        `Selection` tells what the options mean, `count_facets` which facets there are. When nothing
        is found, the query is run again with its unknown words corrected, and `corrected` says so.
        Raises QueryError.
        """
        selection = Selection(
            match=match, fields=tuple(fields), years=years, article=article, sort=sort,
            limit=limit, page=page, min_score=min_score,
        )  # fmt: skip
        result = self._search(query, selection, facets, explain=explain)
        instead = result.did_you_mean
        if result.total or instead is None:
            return result
        corrected = self._search(instead, selection, facets, explain=explain)
        return dataclasses.replace(corrected, query=query, did_you_mean=instead, corrected=instead)

    def films(
        self,
        *,
        years: str | None = None,
        article: str | None = None,
        sort: Sort = "title",
        limit: int = 10,
        page: int = 1,
        facets: Sequence[str] = (),
    ) -> SearchResult:
        """Return all films, or those of some years or articles, by the options of `search`."""
        selection = Selection(years=years, article=article, sort=sort, limit=limit, page=page)
        return self._answer(None, Evaluation(self._snapshot), selection, facets=facets)

    def _search(
        self, query: str, selection: Selection, facets: Sequence[str], *, explain: bool
    ) -> SearchResult:
        known = self._snapshot.extra_keys()
        tree = parse_query(query, fields=known)
        fields = [f for name in selection.fields for f in index_fields(_field(name, known))]
        evaluation = Evaluation(
            self._snapshot, fields=tuple(fields) or TEXT_FIELDS, keep_parts=explain
        )
        try:
            result = self._answer(tree, evaluation, selection, facets=facets)
        except QueryError as error:
            raise QueryError(error.message, query=query, column=error.column) from error
        return dataclasses.replace(
            result,
            query=query,
            did_you_mean=correct(query, Evidence(tree, evaluation).unfound_words(), self._snapshot),
        )

    def _answer(
        self,
        tree: Node | None,
        evaluation: Evaluation,
        selection: Selection,
        *,
        facets: Sequence[str],
    ) -> SearchResult:
        """Evaluate a tree, None being all films, and show a page of what it finds."""
        chosen = selection.restrict(tree)
        strict, partial = self._evaluate(chosen, evaluation, selection)
        tiers = [{**partial, **strict}] if selection.match == "any" else [strict, partial]
        order: list[int] = []
        for tier in tiers:
            n_needed = selection.n_needed - len(order)
            order += in_order(tier, selection.sort, self._snapshot, n_needed=n_needed)
        evidence = Evidence(tree, evaluation)
        hits = [
            evidence.hit(
                self._snapshot.film(doc_id),
                doc_id=doc_id,
                score=strict[doc_id] if doc_id in strict else partial[doc_id],
                rank=rank,
            )
            for rank, doc_id in enumerate(order, start=1)
            if rank > selection.n_skipped
        ]
        whole = all(not hit.missing_terms for hit in hits)
        return SearchResult(
            query="",
            understood="" if chosen is None else format_query(chosen),
            matched="none" if not hits else "all" if whole else "some",
            total=len(strict) + len(partial),
            total_all=len(strict),
            did_you_mean=None,
            hits=tuple(self._with_staleness(hits)),
            facets=count_facets([*strict, *partial], facets, self._snapshot),
        )

    def _with_staleness(self, hits: Sequence[Hit]) -> Iterator[Hit]:
        paths = (place.path for hit in hits for place in hit.appearances)
        stale = stale_paths(paths, self._snapshot)
        for hit in hits:
            places = (
                dataclasses.replace(place, stale=place.path in stale) for place in hit.appearances
            )
            yield dataclasses.replace(hit, appearances=tuple(places)) if stale else hit

    def _evaluate(
        self, tree: Node | None, evaluation: Evaluation, selection: Selection
    ) -> tuple[Scores, Scores]:
        """Return the films that match whole, and those that match in part, with their scores."""
        if tree is None:
            return dict.fromkeys(self._snapshot.film_ids(), 0.0), {}
        strict = _at_least(selection.min_score, evaluation.scores(tree))
        if selection.match == "all":
            return strict, {}
        loose = _at_least(selection.min_score, evaluation.scores(relax(tree)))
        return strict, {doc_id: s for doc_id, s in loose.items() if doc_id not in strict}


def open_index(index: str | Path = "index") -> Searcher:
    """Open the newest committed state of an index for searching. Raises IndexStateError."""
    return Searcher(open_snapshot(Path(index)))


def _at_least(min_score: float, scores: Scores | None) -> Scores:
    return {doc_id: s for doc_id, s in (scores or {}).items() if s >= min_score}


def _field(name: str, known: Sequence[str]) -> str:
    """Return the name of a text field or extra as the index has it. Raises QueryError."""
    found = find_field(name, known)
    if found is None or found in {"year", "article"}:
        nearest = nearest_field(name, known)
        hint = f"; did you mean {nearest}?" if nearest else ""
        raise QueryError(f"There is no text field {name}{hint}", query=name, column=0)
    return found
