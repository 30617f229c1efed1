"""Films and their scores as arrays: which are in all of them, in any, in none?

What `combining.py` does with dictionaries, these do with arrays, film by film in the same order of
additions, so that the scores are the same to the last bit.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from kazsearch.search.score_array import Alike, ScoreArray
from kazsearch.search.spread_scores import Level, Scaled
from kazsearch.search.sums import Meet, Sums
from kazsearch.search.unions import Few, Union

_LISTED = 16  # films of fewer entries than 1/16 of all are listed, not looked for among all


def all_of(found: Sequence[ScoreArray | None]) -> ScoreArray | None:
    """Return the films that are in all arrays, their scores added up in this order."""
    asked = [scores for scores in found if scores is not None]
    if len(asked) < 2:
        return asked[0] if asked else None
    smallest, *others = sorted(asked, key=len)
    if smallest.is_dense:
        mask = smallest.mask
        for scores in others:
            mask = mask & scores.mask
        return Meet(mask, asked)
    doc_ids = smallest.doc_ids
    for scores in others:
        doc_ids = doc_ids[scores.has(doc_ids)]
    return Sums(doc_ids, asked, n_slots=smallest.n_slots)


def any_of(found: Sequence[ScoreArray | None]) -> ScoreArray | None:
    """Return the films that are in any array, their scores added up in this order."""
    asked = [scores for scores in found if scores is not None]
    if len(asked) < 2:
        return asked[0] if asked else None
    n_slots = asked[0].n_slots
    if sum(len(scores) for scores in asked) * _LISTED < n_slots:
        return Few(asked, n_slots=n_slots)
    return Union(asked, n_slots=n_slots)


def plus(scores: ScoreArray | None, more: Sequence[ScoreArray | None]) -> ScoreArray | None:
    """Add to the scores of films what they have in other arrays as well, in this order."""
    extra = [found for found in more if found is not None]
    if scores is None or not extra:
        return scores
    if isinstance(scores, Union | Few):
        return scores.plus(extra)
    if isinstance(scores, Sums):
        return Sums(scores.doc_ids, [*scores.parts, *extra], n_slots=scores.n_slots)
    return (Union if scores.is_dense else Few)([scores], n_slots=scores.n_slots, added=extra)


def n_entries(scores: ScoreArray) -> int:
    """Return how many films these are, each counted as often as it takes work."""
    return scores.n_entries


def alike(doc_ids: Iterable[int], score: float, n_slots: int) -> ScoreArray:
    """Return films of one score."""
    if isinstance(doc_ids, ScoreArray):
        if doc_ids.is_dense:
            return Level(doc_ids.mask, score)
        doc_ids = doc_ids.doc_ids
    held = np.asarray(doc_ids, np.int64)
    return Alike(held, score, n_slots=n_slots)


def times(scores: ScoreArray | None, factor: float) -> ScoreArray | None:
    """Multiply all scores."""
    if scores is None:
        return None
    if scores.is_dense:
        return Scaled(scores, factor)
    return ScoreArray(scores.doc_ids, scores.scores * factor, n_slots=scores.n_slots)


def none_of(scores: ScoreArray | None, all_films: Sequence[int]) -> ScoreArray | None:
    """Return all other films, each with the score 0."""
    if scores is None:
        return None
    films = np.asarray(all_films, np.int64)
    films = films[~scores.mask[films]]
    return ScoreArray(films, np.zeros(len(films)), n_slots=scores.n_slots)


def but(scores: ScoreArray, others: ScoreArray) -> ScoreArray:
    """Return the films that are not among others."""
    if isinstance(scores, Union):
        return scores.but(others)
    return scores.where(~others.has(scores.doc_ids))


def among(scores: ScoreArray, others: ScoreArray) -> ScoreArray:
    """Return the films that are among others, too."""
    return scores.where(others.has(scores.doc_ids))


def at_least(scores: ScoreArray, least: float) -> ScoreArray:
    """Return the films that score no less."""
    return scores.where(scores.scores >= least)
