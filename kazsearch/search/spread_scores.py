"""Films and their scores, where there are many: spread out over arrays of all films.

They answer what a `ScoreArray` answers, and make no list of them but of the best.
"""

from typing import Any

import numpy as np

from kazsearch.index.arrays import DocIds, Floats, Mask
from kazsearch.search.best import (
    N_CHAMPIONS,
    Champions,
    champions_of,
    contenders,
    floor_of,
    n_champions,
)
from kazsearch.search.score_array import ScoreArray


class Spread(ScoreArray):
    """The films of a mask, which are `n_films`, and of each doc id the score, 0 for no film.

    Their list is made anew for whoever asks for it, lest what is kept be three times as large.
    """

    is_dense = True

    def __init__(self, scores: Floats, mask: Mask, *, n_films: int) -> None:
        self._dense = scores
        self._mask = mask
        self._n_films = n_films
        self.n_slots = len(mask)

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

    @property
    def n_bytes(self) -> int:
        """What its arrays take."""
        return 9 * self.n_slots + 16 * n_champions(self.n_slots)

    @property
    def greatest(self) -> float:
        """No film scores more."""
        if self._greatest is None:
            self._greatest = float(self.spread().max(initial=0.0))
        return self._greatest

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

    @property
    def champions(self) -> Champions:
        """Its best films."""
        if self._champions is None:
            self._champions = self._find_champions()
        return self._champions

    def _find_champions(self) -> Champions:
        total = self.spread()
        if len(self) > 2 * N_CHAMPIONS:
            doc_ids, bound = champions_of(total)
            if bound > 0.0:  # films that score nothing look like no films
                return Champions(doc_ids, total[doc_ids], bound)
        return Champions(self.doc_ids, self.scores, None)

    def contenders_of_all(self, n: int) -> dict[int, float]:
        """Return them without asking for champions."""
        total = self.spread()
        floor = floor_of(total, n) if n < self.n_slots else 0.0
        # films that score nothing look like no films
        doc_ids = self.doc_ids if floor <= 0.0 else (total >= floor).nonzero()[0]
        return contenders(doc_ids, total[doc_ids], n)


class Scaled(Spread):
    """The films of another array, their scores multiplied when somebody asks for them."""

    def __init__(self, scores: ScoreArray, factor: float) -> None:
        self._of = scores
        self._factor = factor
        self._mask = scores.mask
        self._n_films = len(scores)
        self.n_slots = scores.n_slots

    @property
    def greatest(self) -> float:
        """No film scores more."""
        return self._of.greatest * self._factor

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


class Level(Spread):
    """The films of a mask that have one score; made for one query."""

    def __init__(self, mask: Mask, score: float) -> None:
        self._mask = mask
        self._score = self._greatest = score
        self.n_slots = len(mask)

    def spread(self) -> Floats:
        """Return the score of each doc id, 0 where there is none."""
        if self._dense is None:
            self._dense = self.mask * np.float64(self._score)
        return self._dense

    def at(self, doc_ids: DocIds) -> Floats:
        """Return the scores of these films, 0 for those that are not in it."""
        scores: Floats = self.mask[doc_ids] * np.float64(self._score)
        return scores

    def __len__(self) -> int:
        return int(np.count_nonzero(self.mask))
