"""Here are a tree, filters and an order: which hits, on which page?"""

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Node, and_of, format_query, relax, unquote
from kazsearch.search.combining import Scores
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.evidence import Evidence
from kazsearch.search.facets import count_facets
from kazsearch.search.hits import Hit, Matched, SearchResult
from kazsearch.search.selection import Selection, in_order
from kazsearch.search.staleness import stale_paths
from kazsearch.search.stopwords import without_idle


class Ranking(NamedTuple):
    """The films that a tree found: those of all words, the others, and the first in their order."""

    strict: Scores
    partial: Scores
    order: Scores


def rank(
    tree: Node,
    evaluation: Evaluation,
    selection: Selection,
    snapshot: Snapshot,
    *,
    without: Collection[int] = (),
) -> Ranking:
    """Evaluate a tree and order what it finds up to the end of the page, `without` apart."""
    strict, partial = _evaluate(tree, evaluation, selection)
    if without:
        strict = evaluation.combine.but_for(strict, without)
    order: dict[int, float] = {}
    for tier in _tiers(tree, strict, partial, selection, evaluation):
        n_needed = selection.n_needed - len(order)
        if n_needed > 0:
            order |= in_order(tier, selection.sort, snapshot, n_needed=n_needed)
    return Ranking(strict, partial, order)


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
    ranking = rank(chosen, evaluation, selection, snapshot, without=without)
    evidence = Evidence(tree, evaluation)
    hits = [
        evidence.hit(snapshot.film(doc_id), doc_id=doc_id, score=score, rank=place)
        for place, (doc_id, score) in enumerate(ranking.order.items(), start=1)
        if place > selection.n_skipped
    ]
    strict, partial = ranking.strict, ranking.partial
    return SearchResult(
        query="",
        understood=format_query(chosen),
        matched=_matched(hits, n_whole=len(strict), n_partial=len(partial)),
        total=len(strict) + len(partial),
        total_all=len(strict),
        did_you_mean=None,
        hits=tuple(_with_staleness(hits, snapshot)),
        facets=count_facets([*strict, *partial], facets, snapshot) if facets else {},
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
    least = selection.min_score
    strict = _at_least(least, evaluation.scores(tree), evaluation)
    if selection.match == "all":
        return strict, {}
    loose = _at_least(least, evaluation.scores(relax(without_idle(tree))), evaluation)
    if not loose:  # as when a phrase stands nowhere just so
        unquoted = relax(without_idle(unquote(tree)))
        loose = _at_least(least, evaluation.scores(unquoted), evaluation)
    return strict, evaluation.combine.but(loose, strict) if loose and strict else loose


def _tiers(
    tree: Node, strict: Scores, partial: Scores, selection: Selection, evaluation: Evaluation
) -> list[Scores]:
    """Return the films in groups of which each comes before the next, whatever the scores.

    Films with all words as they were typed, films with all of them in some spelling, the others.
    """
    if selection.match == "any":
        return [
            evaluation.combine.either(strict, partial) if strict and partial else strict or partial
        ]
    leaves = evaluation.positive_leaves(tree) if selection.sort == "relevance" else ()
    spelled = [match.spelled for _, _, match in leaves if match.spelled]
    if not spelled or not strict:
        return [strict, partial]
    otherwise = evaluation.combine.among(strict, spelled)
    return [evaluation.combine.but(strict, otherwise), otherwise, partial]


def _with_staleness(hits: Sequence[Hit], snapshot: Snapshot) -> Iterator[Hit]:
    paths = (place.path for hit in hits for place in hit.appearances)
    stale = stale_paths(paths, snapshot)
    for hit in hits:
        places = (
            dataclasses.replace(place, stale=place.path in stale) for place in hit.appearances
        )
        yield dataclasses.replace(hit, appearances=tuple(places)) if stale else hit


def _at_least(least: float, scores: Scores | None, evaluation: Evaluation) -> Scores:
    if not scores or least <= 0.0:  # no score is below it
        return scores or {}
    found: Scores = evaluation.combine.at_least(scores, least)
    return found
