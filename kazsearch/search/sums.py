"""Here are arrays of scores: what do films have in all of them together?"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kazsearch.index.arrays import DocIds, Floats, Mask
from kazsearch.search.score_array import MANY, ScoreArray, are_many, in_sorted

_LOOKED_UP = 16  # arrays of fewer films than 1/16 of others are looked up among these


class Total:
    """The scores of some films, by ascending doc ids, in several arrays, which are added up."""

    def __init__(self, doc_ids: DocIds, n_slots: int) -> None:
        self._doc_ids = doc_ids
        # in an array of all films, where they are not so many that it takes longer to fill
        self._of_all = np.zeros(n_slots) if n_slots < MANY else None
        self._listed = np.zeros(len(doc_ids) if self._of_all is None else 0)

    def add(self, part: ScoreArray) -> None:
        """Add what these films have in an array."""
        if self._of_all is None:
            self._listed = _plus(self._listed, part, self._doc_ids)
        elif part.is_dense:
            self._of_all[self._doc_ids] += part.at(self._doc_ids)
        else:
            part.add_to(self._of_all)

    def keep(self, kept: Mask) -> None:
        """Go on with some of the films."""
        self._doc_ids = self._doc_ids[kept]
        if self._of_all is None:
            self._listed = self._listed[kept]

    def scores(self) -> Floats:
        """Return the sums so far."""
        if self._of_all is None:
            return self._listed
        scores: Floats = self._of_all[self._doc_ids]
        return scores


class Sums(ScoreArray):
    """Ascending doc ids, their scores in several arrays added up in this order when asked for."""

    def __init__(self, doc_ids: DocIds, parts: Sequence[ScoreArray], *, n_slots: int) -> None:
        self.doc_ids = doc_ids
        self.parts = parts
        self.n_slots = n_slots
        self.is_dense = are_many(len(doc_ids), n_slots)

    def __getattr__(self, name: str) -> Any:
        if name == "scores":  # as who asks for the films that hold every word mostly does not
            total = Total(self.doc_ids, self.n_slots)
            for part in self.parts:
                total.add(part)
            self.scores = total.scores()
            return self.scores
        raise AttributeError(name)

    def contenders(self, n: int) -> dict[int, float]:
        """Return films among which are the n best and all that score as much as the last."""
        return self.contenders_of_all(n)


class Meet(Sums):
    """Many films, those of a mask, their scores added up when asked for; listed when asked for."""

    is_dense = True

    def __init__(self, mask: Mask, parts: Sequence[ScoreArray]) -> None:
        self._mask = mask
        self.parts = parts
        self.n_slots = len(mask)

    def __getattr__(self, name: str) -> Any:
        if name == "doc_ids":
            self.doc_ids = np.flatnonzero(self.mask)
            return self.doc_ids
        return super().__getattr__(name)


def _plus(scores: Floats, more: ScoreArray, doc_ids: DocIds) -> Floats:
    """Return the scores of these films with what they have in another array added."""
    if len(more) * _LOOKED_UP > len(doc_ids):
        return scores + more.at(doc_ids)
    there = in_sorted(doc_ids, more.doc_ids)
    total: Floats = scores.copy()
    total[doc_ids.searchsorted(more.doc_ids[there])] += more.scores[there]
    return total
