"""Here are a tree, filters and an order: which hits, on which page?"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Node, and_of, format_query, or_of
from kazsearch.search.agreement import Agreement, agreements, n_more_words
from kazsearch.search.combining import Scores
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.evidence import Evidence
from kazsearch.search.hits import Hit, Matched, SearchResult
from kazsearch.search.loosening import plain_words, ways_to_loosen
from kazsearch.search.selection import Selection, in_order
from kazsearch.search.staleness import stale_paths


class Ranking(NamedTuple):
    """The films that a tree found, those of them that hold every word, the first in order, and why.

    `counted` are the trees whose leaves make the scores up.
    """

    found: Scores
    whole: Scores
    counted: Sequence[Node]
    agreements: Sequence[Agreement]
    order: Scores


def rank(
    tree: Node,
    evaluation: Evaluation,
    selection: Selection,
    snapshot: Snapshot,
    *,
    without: Collection[int] = (),
) -> Ranking:
    """Evaluate a tree and order what it finds up to the end of the page, `without` apart.

    By relevance, all films stand in one order. By year or title, those that hold every word stand
    before the others, as nothing else tells which of them was meant.
    """
    ranking = _evaluate(tree, evaluation, selection)
    found, whole = ranking.found, ranking.whole
    if not found:
        return ranking
    if without:
        found, whole = (
            {doc_id: score for doc_id, score in each.items() if doc_id not in without}
            for each in (found, whole)
        )
    tiers = [found]
    if selection.sort != "relevance" and selection.match == "auto":
        tiers = [evaluation.combine.among(found, whole), evaluation.combine.but(found, whole)]
    order: dict[int, float] = {}
    for tier in tiers:
        n_needed = selection.n_needed - len(order)
        if n_needed > 0:
            order |= in_order(tier, selection.sort, snapshot, n_needed=n_needed)
    return Ranking(found, whole, ranking.counted, ranking.agreements, order)


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
    evidence = Evidence(tree, evaluation, ranking.counted, ranking.agreements)
    hits = [
        evidence.hit(snapshot.film(doc_id), doc_id=doc_id, score=score, rank=place)
        for place, (doc_id, score) in enumerate(ranking.order.items(), start=1)
        if place > selection.n_skipped
    ]
    total, total_all = len(ranking.found), len(ranking.whole)
    return SearchResult(
        query="",
        understood=format_query(chosen),
        matched=_matched(hits, n_whole=total_all, n_partial=total - total_all),
        total=total,
        total_all=total_all,
        did_you_mean=None,
        hits=tuple(_with_staleness(hits, snapshot)),
        facets=_facets(ranking.found, facets, snapshot),
    )


def _facets(
    found: Scores, names: Sequence[str], snapshot: Snapshot
) -> Mapping[str, Mapping[str, int]]:
    if not names:
        return {}
    from kazsearch.search.facets import count_facets

    return count_facets(found, names, snapshot)


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
        return dict.fromkeys(snapshot.film_doc_ids(), 0.0)
    return Evaluation(snapshot).scores(and_of(filters)) or {}


def _evaluate(tree: Node, evaluation: Evaluation, selection: Selection) -> Ranking:
    """Return what is found, in no order yet."""
    combine = evaluation.combine
    words = None if selection.match == "all" else plain_words(tree)
    if words is not None:
        needed, idle = words
        whole, found = evaluation.of_words(needed, idle)
        counted: Sequence[Node] = [or_of(needed), *idle]
        n_more = len(needed) - 1
    else:
        whole, found, counted = _found(tree, evaluation, selection)
        n_more = n_more_words(tree)
    if not found:
        return Ranking({}, {}, (), (), {})
    with evaluation.within_bounds():
        favoured = None if selection.match == "any" else whole
        agreed = list(agreements(tree, evaluation, whole=favoured, n_more=n_more))
    found = combine.plus(found, [agreement.films for agreement in agreed])
    if selection.min_score > 0.0:
        found = combine.at_least(found, selection.min_score)
        whole = combine.among(whole, found)
    return Ranking(found, whole, counted, agreed, {})


def _found(
    tree: Node, evaluation: Evaluation, selection: Selection
) -> tuple[Scores, Scores, Sequence[Node]]:
    """Return the films with every word, those with any, and what makes the scores of these up."""
    whole = evaluation.scores(tree) or evaluation.combine.alike((), 0.0, evaluation.n_slots)
    if selection.match == "all":
        return whole, whole, [tree]
    for needed, spared in ways_to_loosen(tree, evaluation.is_nowhere):
        found, counted = _together(needed, spared, evaluation)
        if found:
            break
    return whole, found, counted


def _together(
    needed: Node, spared: Sequence[Node], evaluation: Evaluation
) -> tuple[Scores, list[Node]]:
    """Return the films of a tree, with what other words add, and what makes their scores up."""
    found = evaluation.scores(needed)
    found = evaluation.combine.plus(found, [evaluation.scores(word) for word in spared])
    return found or {}, [needed, *spared]


def _with_staleness(hits: Sequence[Hit], snapshot: Snapshot) -> Iterator[Hit]:
    paths = (place.path for hit in hits for place in hit.appearances)
    stale = stale_paths(paths, snapshot)
    for hit in hits:
        places = (
            dataclasses.replace(place, stale=place.path in stale) for place in hit.appearances
        )
        yield dataclasses.replace(hit, appearances=tuple(places)) if stale else hit
