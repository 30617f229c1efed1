"""Here are scores of films: which are the best? Most can be left out without a closer look."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from kazsearch.index.arrays import DocIds, Floats

N_CHAMPIONS = 256
"""So many films at least are in a list of champions, where there are twice as many."""

_FILMS_OF_A_CHAMPION = 256  # of many films more are listed, or else these would bound little
_MOST_CHAMPIONS = 8  # times as many, where they score the same
_BLOCK = 64  # scores at most; the greatest of each block is what bounds the best ones


class Champions(NamedTuple):
    """Films with the best scores, by ascending doc ids; all others score at most `bound`.

    It is None where there are no others.
    """

    doc_ids: DocIds
    scores: Floats
    bound: float | None


def n_champions(n_films: int) -> int:
    """Return how many champions so many films have at least."""
    return max(N_CHAMPIONS, n_films // _FILMS_OF_A_CHAMPION)


def champions_of(scores: Floats) -> tuple[DocIds, float]:
    """Return the places of the best scores, and what no other is above."""
    n = n_champions(len(scores))
    bound = floor_of(scores, n)
    best = (scores >= bound).nonzero()[0]
    if len(best) > _MOST_CHAMPIONS * n:  # most of them score just that
        best = (scores > bound).nonzero()[0]
    return best, bound


def has_better(scores: Mapping[int, float], n: int, *, than: float) -> bool:
    """Tell whether n films or more score better."""
    return len(scores) >= n and sorted(scores.values())[-n] > than


def contenders(doc_ids: DocIds, scores: Floats, n: int) -> dict[int, float]:
    """Return films among which are the n best and all that score as much as the last of them."""
    if len(doc_ids) > 8 * n:  # a floor leaves few of so many
        kept = (scores >= floor_of(scores, n)).nonzero()[0]
        doc_ids, scores = doc_ids[kept], scores[kept]
    if len(doc_ids) > 8 * n:
        kept = (scores >= _nth_best(scores, n)).nonzero()[0]
        doc_ids, scores = doc_ids[kept], scores[kept]
    return dict(zip(doc_ids.tolist(), scores.tolist(), strict=True))


def floor_of(scores: Floats, n: int) -> float:
    """Return a score that at least n films reach, the n-th best or a little below it."""
    size = min(_BLOCK, len(scores) // (4 * n))
    if size < 2:
        return _nth_best(scores, n)
    n_blocks = len(scores) // size  # each of every n_blocks-th score, which is the fastest
    greatest = np.maximum.reduce(scores[: size * n_blocks].reshape(size, n_blocks))
    greatest.partition(n_blocks - n)
    return float(greatest[n_blocks - n])


def _nth_best(scores: Floats, n: int) -> float:
    scores = scores.copy()
    scores.partition(len(scores) - n)
    return float(scores[len(scores) - n])
