"""Here are arrays of scores: which films are in any of them, with what in all together?

Most who ask want the best of them alone, so that films are listed and added up when asked for.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kazsearch.index.arrays import Floats, Mask
from kazsearch.search.score_array import ScoreArray, union_of
from kazsearch.search.spread_scores import Spread
from kazsearch.search.sums import Total
from kazsearch.search.threshold import contenders_of_sums


class Few(ScoreArray):
    """The films of any of several arrays, few in all, listed and added up when asked for.

    What is `added` counts for these films, and finds no others.
    """

    is_dense = False

    def __init__(
        self, parts: Sequence[ScoreArray], *, n_slots: int, added: Sequence[ScoreArray] = ()
    ) -> None:
        self._parts = parts
        self._added = added
        self.n_slots = n_slots

    def __getattr__(self, name: str) -> Any:
        if name == "doc_ids":
            self.doc_ids = union_of([part.doc_ids for part in self._parts])
            return self.doc_ids
        if name == "scores":
            total = Total(self.doc_ids, self.n_slots)
            for part in (*self._parts, *self._added):
                total.add(part)
            self.scores = total.scores()
            return self.scores
        raise AttributeError(name)

    def __bool__(self) -> bool:
        return any(self._parts)

    def plus(self, more: Sequence[ScoreArray]) -> ScoreArray:
        """Return the same films, with what they have in other arrays added to their scores."""
        return Few(self._parts, n_slots=self.n_slots, added=[*self._added, *more])

    def contenders(self, n: int) -> dict[int, float]:
        """Return films among which are the n best and all that score as much as the last."""
        best = contenders_of_sums(self._parts, self._added, n)
        return self.contenders_of_all(n) if best is None else best


class Union(Spread):
    """The films of any of several arrays, their scores added up, when somebody asks for them.

    What is `added` counts for these films, and finds no others.
    """

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
            total = np.zeros(self.n_slots)
            for part in self._parts:
                part.add_to(total)
            for part in self._added:
                if part.is_dense:
                    total += part.spread()
                    total *= self.mask
                else:
                    self._add(part, total)
            if self._without is not None:
                total[self._without.doc_ids] = 0.0
            self._dense = total
        return self._dense

    def contenders(self, n: int) -> dict[int, float]:
        """Return films among which are the n best and all that score as much as the last."""
        best = None if self._without else contenders_of_sums(self._parts, self._added, n)
        return self.contenders_of_all(n) if best is None else best

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
