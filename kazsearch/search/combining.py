"""Films and their scores as dictionaries: which are in all of them, in any, in none?

`array_combining` has the same functions for arrays.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add

Scores = Mapping[int, float]  # by doc id; a film that is in it matches


def all_of(found: Sequence[Scores | None]) -> Scores | None:
    """Return the films that are in all of them, their scores added up in this order."""
    asked = [scores for scores in found if scores is not None]
    if not asked:
        return None
    smallest = min(asked, key=len)
    return {
        doc_id: reduce(
            add, [scores[doc_id] for scores in asked]
        )  # `sum` rounds otherwise from 3.12
        for doc_id in smallest
        if all(doc_id in scores for scores in asked)
    }


def any_of(found: Sequence[Scores | None]) -> Scores | None:
    """Return the films that are in any of them, their scores added up in this order."""
    asked = [scores for scores in found if scores is not None]
    if not asked:
        return None
    total: dict[int, float] = {}
    for scores in asked:
        for doc_id, score in scores.items():
            total[doc_id] = total.get(doc_id, 0.0) + score
    return total


def plus(scores: Scores | None, more: Sequence[Scores | None]) -> Scores | None:
    """Add to the scores of films that match what they have elsewhere, in this order."""
    extra = [found for found in more if found is not None]
    if scores is None or not extra:
        return scores
    total = dict(scores)
    for found in extra:
        for doc_id in found if len(found) < len(total) else total:
            if doc_id in total and doc_id in found:
                total[doc_id] += found[doc_id]
    return total


def n_entries(scores: Scores) -> int:
    """Return how many films these are, each counted as often as it takes work."""
    return len(scores)


def alike(doc_ids: Iterable[int], score: float, n_slots: int) -> Scores:
    """Return films of one score."""
    return dict.fromkeys(doc_ids, score)


def times(scores: Scores | None, factor: float) -> Scores | None:
    """Multiply all scores."""
    return None if scores is None else {doc_id: score * factor for doc_id, score in scores.items()}


def none_of(scores: Scores | None, all_films: Sequence[int]) -> Scores | None:
    """Return all other films, each with the score 0."""
    return None if scores is None else {d: 0.0 for d in all_films if d not in scores}


def but(scores: Scores, others: Scores) -> Scores:
    """Return the films that are not among others."""
    return {doc_id: score for doc_id, score in scores.items() if doc_id not in others}


def among(scores: Scores, others: Scores) -> Scores:
    """Return the films that are among others, too."""
    return {doc_id: score for doc_id, score in scores.items() if doc_id in others}


def at_least(scores: Scores, least: float) -> Scores:
    """Return the films that score no less."""
    return {doc_id: score for doc_id, score in scores.items() if score >= least}
