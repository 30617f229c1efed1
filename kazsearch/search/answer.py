"""Here are a tree, filters and an order: which hits, on which page?"""

import dataclasses
from collections.abc import Collection, Iterator, Sequence

from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Node, and_of, format_query, relax, unquote
from kazsearch.search.evaluation import Evaluation, Scores
from kazsearch.search.evidence import Evidence
from kazsearch.search.facets import count_facets
from kazsearch.search.hits import Hit, Matched, SearchResult
from kazsearch.search.selection import Selection, in_order
from kazsearch.search.staleness import stale_paths
from kazsearch.search.stopwords import without_idle


def answer(
    tree: Node,
    evaluation: Evaluation,
    selection: Selection,
    snapshot: Snapshot,
    *,
    facets: Sequence[str] = (),
    without: Collection[int] = (),
) -> SearchResult:
    """Evaluate a tree and show a page of what it finds, the films of `without` apart."""
    chosen = and_of([tree, *selection.filters()])
    strict, partial = _evaluate(chosen, evaluation, selection)
    strict = {doc_id: s for doc_id, s in strict.items() if doc_id not in without}
    evidence = Evidence(tree, evaluation)
    order: list[int] = []
    for tier in _tiers(strict, partial, selection, evidence):
        n_needed = selection.n_needed - len(order)
        order += in_order(tier, selection.sort, snapshot, n_needed=n_needed)
    hits = [
        evidence.hit(
            snapshot.film(doc_id),
            doc_id=doc_id,
            score=strict[doc_id] if doc_id in strict else partial[doc_id],
            rank=rank,
        )
        for rank, doc_id in enumerate(order, start=1)
        if rank > selection.n_skipped
    ]
    return SearchResult(
        query="",
        understood=format_query(chosen),
        matched=_matched(hits, n_whole=len(strict), n_partial=len(partial)),
        total=len(strict) + len(partial),
        total_all=len(strict),
        did_you_mean=None,
        hits=tuple(_with_staleness(hits, snapshot)),
        facets=count_facets([*strict, *partial], facets, snapshot),
    )


def _matched(hits: Sequence[Hit], *, n_whole: int, n_partial: int) -> Matched:
    if not n_whole and not n_partial:
        return "none"
    if not hits:  # a page behind the last
        return "some" if n_partial else "all"
    return "some" if any(hit.missing_terms for hit in hits) else "all"


def films_of(selection: Selection, snapshot: Snapshot) -> Scores:
    """Return all films that the filters let pass, each with the score 0."""
    filters = selection.filters()
    if not filters:
        return dict.fromkeys(snapshot.film_ids(), 0.0)
    return Evaluation(snapshot).scores(and_of(filters)) or {}


def _evaluate(tree: Node, evaluation: Evaluation, selection: Selection) -> tuple[Scores, Scores]:
    """Return the films that match whole, and those that match in part, with their scores."""
    strict = _at_least(selection.min_score, evaluation.scores(tree))
    if selection.match == "all":
        return strict, {}
    loose = _at_least(selection.min_score, evaluation.scores(relax(without_idle(tree))))
    if not loose:  # as when a phrase stands nowhere just so
        unquoted = relax(without_idle(unquote(tree)))
        loose = _at_least(selection.min_score, evaluation.scores(unquoted))
    return strict, {doc_id: s for doc_id, s in loose.items() if doc_id not in strict}


def _tiers(
    strict: Scores, partial: Scores, selection: Selection, evidence: Evidence
) -> list[Scores]:
    """Return the films in groups of which each comes before the next, whatever the scores.

    Films with all words as they were typed, films with all of them in some spelling, the others.
    """
    if selection.match == "any":
        return [{**partial, **strict}]
    if selection.sort != "relevance":
        return [strict, partial]
    spelled = {d: score for d, score in strict.items() if evidence.is_spelled_otherwise(d)}
    return [{d: score for d, score in strict.items() if d not in spelled}, spelled, partial]


def _with_staleness(hits: Sequence[Hit], snapshot: Snapshot) -> Iterator[Hit]:
    paths = (place.path for hit in hits for place in hit.appearances)
    stale = stale_paths(paths, snapshot)
    for hit in hits:
        places = (
            dataclasses.replace(place, stale=place.path in stale) for place in hit.appearances
        )
        yield dataclasses.replace(hit, appearances=tuple(places)) if stale else hit


def _at_least(min_score: float, scores: Scores | None) -> Scores:
    return {doc_id: s for doc_id, s in (scores or {}).items() if s >= min_score}
