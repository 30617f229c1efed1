"""Here are films by ascending doc ids: which are in any list, where in it, which in another too?

A few are looked for one by one. For many it takes less time to look at an array of all films.
"""

from collections.abc import Sequence

import numpy as np

from kazsearch.index.arrays import DocIds, Mask
from kazsearch.search.score_array import in_sorted, union_of

_SPARSE = 32  # lists of fewer films than 1/32 of all are few


class FilmSets:
    """What can be asked of lists of doc ids below `n_slots`."""

    def __init__(self, n_slots: int) -> None:
        self._n_slots = n_slots
        self._place_of = np.zeros(n_slots, np.int64)

    def union(self, each: Sequence[DocIds]) -> DocIds:
        """Return the films of all, ascending."""
        if len(each) < 2:
            return each[0] if each else np.zeros(0, np.int64)
        if self._are_many(sum(map(len, each))):
            mask = np.zeros(self._n_slots, np.bool_)
            for doc_ids in each:
                mask[doc_ids] = True
            return np.flatnonzero(mask)
        return union_of(each)

    def places(self, doc_ids: DocIds, among: DocIds) -> DocIds:
        """Return the places of films in an array of ascending ones that holds them all."""
        if not self._are_many(len(doc_ids)):
            return among.searchsorted(doc_ids)
        self._place_of[among] = np.arange(len(among))
        places: DocIds = self._place_of[doc_ids]
        return places

    def are_in(self, doc_ids: DocIds, known: DocIds) -> Mask:
        """Tell which of the films are among others."""
        if not self._are_many(len(doc_ids)):
            return in_sorted(known, doc_ids)
        mask = np.zeros(self._n_slots, np.bool_)
        mask[known] = True
        return mask[doc_ids]

    def _are_many(self, n: int) -> bool:
        """Tell whether it pays to look at all films at once, rather than for each of so many."""
        return n * _SPARSE > self._n_slots
