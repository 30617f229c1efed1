"""Films and their scores, where there are many: spread out over arrays of all films.

They answer what a `ScoreArray` answers. Which of them are best takes no list of them.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kazsearch.index.arrays import DocIds, Floats, Mask
from kazsearch.search.score_array import ScoreArray, best_of, floor_of


class Spread(ScoreArray):
    """The films of a mask, which are `n_films`, and of each doc id the score, 0 for no film.

    Their list is made anew for whoever asks for it, lest what is kept be three times as large.
    """

    __slots__ = ("_n_films",)

    def __init__(self, scores: Floats, mask: Mask, *, n_films: int) -> None:
        self._dense = scores
        self._mask = mask
        self._n_films = n_films
        self.n_slots = len(mask)
        self._times = None

    @classmethod
    def of_films(cls, doc_ids: DocIds, scores: Floats, *, n_slots: int) -> "Spread":
        """Return films that are in a list."""
        spread, mask = np.zeros(n_slots), np.zeros(n_slots, np.bool_)
        spread[doc_ids] = scores
        mask[doc_ids] = True
        return cls(spread, mask, n_films=len(doc_ids))

    def __getattr__(self, name: str) -> Any:
        # the two arrays that other films have from the start
        if name == "doc_ids":
            return np.flatnonzero(self.mask)
        if name == "scores":
            return self.spread()[self.doc_ids]
        raise AttributeError(name)

    def times(self, factor: float) -> ScoreArray:
        """Return all scores multiplied; not kept, as they take more memory than time."""
        return Scaled(self, factor)

    @property
    def is_dense(self) -> bool:
        """Always."""
        return True

    @property
    def n_bytes(self) -> int:
        """What its arrays take."""
        return 9 * self.n_slots

    def __bool__(self) -> bool:
        return len(self) > 0

    def __len__(self) -> int:
        return self._n_films

    def __contains__(self, doc_id: object) -> bool:
        return isinstance(doc_id, int) and bool(self.mask[doc_id])

    def __getitem__(self, doc_id: int) -> float:
        if doc_id not in self:
            raise KeyError(doc_id)
        return float(self.spread()[doc_id])

    def best(self, n: int) -> dict[int, float]:
        """Return the films with the n best scores, and all that score as much as the last."""
        total = self.spread()
        floor = floor_of(total, n) if n < self.n_slots else 0.0
        # films that score nothing look like no films
        doc_ids = self.doc_ids if floor <= 0.0 else np.flatnonzero(total >= floor)
        return best_of(doc_ids, total[doc_ids], n)


class Scaled(Spread):
    """The films of another array, their scores multiplied when somebody asks for them all."""

    __slots__ = ("_factor", "_of")

    def __init__(self, scores: Spread, factor: float) -> None:
        self._of = scores
        self._factor = factor
        self._dense = None
        self._mask = scores.mask
        self._n_films = len(scores)
        self.n_slots = scores.n_slots
        self._times = None

    def spread(self) -> Floats:
        """Return the score of each doc id, 0 where there is none."""
        if self._dense is None:
            self._dense = self._of.spread() * self._factor
        return self._dense

    def at(self, doc_ids: DocIds) -> Floats:
        """Return the scores of these films, 0 for those that are not in it."""
        if self._dense is not None:
            return self._dense[doc_ids]
        scores: Floats = self._of.spread()[doc_ids] * self._factor
        return scores


class Union(Spread):
    """The films of any of several arrays, their scores added up, when somebody asks for them.

    What is `added` counts for these films, and finds no others.
    """

    __slots__ = ("_added", "_parts", "_without")

    def __init__(
        self,
        parts: Sequence[ScoreArray],
        *,
        n_slots: int,
        added: Sequence[ScoreArray] = (),
        without: ScoreArray | None = None,
    ) -> None:
        self._parts = parts
        self._added = added
        self._without = without
        self.n_slots = n_slots
        self._mask = None
        self._dense = None
        self._times = None

    @property
    def mask(self) -> Mask:
        """Of each doc id, whether the film is in it."""
        if self._mask is None:
            self._mask = np.zeros(self.n_slots, np.bool_)
            for part in self._parts:
                part.mark_in(self._mask)
            if self._without is not None:
                self._mask[self._without.doc_ids] = False
        return self._mask

    def spread(self) -> Floats:
        """Return the score of each doc id, 0 where there is none."""
        if self._dense is None:
            self._dense = np.zeros(self.n_slots)
            for part in self._parts:
                part.add_to(self._dense)
            for part in self._added:
                if part.is_dense:
                    self._dense += part.spread()
                    self._dense *= self.mask
                else:
                    self._add(part, self._dense)
            if self._without is not None:
                self._dense[self._without.doc_ids] = 0.0
        return self._dense

    def _add(self, part: ScoreArray, total: Floats) -> None:
        """Add the scores of a few films to those of all doc ids, where they are found."""
        doc_ids, scores = part.doc_ids, part.scores
        if not total[doc_ids].all():  # without a score yet: found by a filter alone, or not
            found = self.mask[doc_ids]
            doc_ids, scores = doc_ids[found], scores[found]
        total[doc_ids] += scores

    @property
    def n_entries(self) -> int:
        """How many films it has, each as often as in the arrays that it is made of."""
        return sum(part.n_entries for part in self._parts)

    def __bool__(self) -> bool:
        return len(self) > 0 if self._without is not None else any(self._parts)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.mask))

    def but(self, others: ScoreArray) -> ScoreArray:
        """Return the films that are not among others."""
        if self._without is not None:
            return self.where(~others.has(self.doc_ids))
        return Union(self._parts, n_slots=self.n_slots, added=self._added, without=others)

    def plus(self, more: Sequence[ScoreArray]) -> ScoreArray:
        """Return the same films, with what they have in other arrays added to their scores."""
        return Union(
            self._parts,
            n_slots=self.n_slots,
            added=[*self._added, *more],
            without=self._without,
        )
