"""Films and their scores as arrays: a mapping like a dictionary of them, for many films."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from kazsearch.index.arrays import DocIds, Floats, Mask
from kazsearch.index.sorting import changes
from kazsearch.search.best import (
    N_CHAMPIONS,
    Champions,
    champions_of,
    contenders,
    has_better,
    n_champions,
)

_SPARSE = 16  # arrays of fewer films than 1/16 of all are searched, not spread out
# of so many films in all that arrays of them leave a processor's cache, than 1/4
_SPARSE_OF_MANY = 4
MANY = 100_000


class ScoreArray(Mapping[int, float]):
    """Ascending doc ids below `n_slots`, and the score of each."""

    doc_ids: DocIds
    scores: Floats
    n_slots: int
    is_dense: bool  # has so many films that what is asked of it takes arrays of all

    # what is made when somebody asks for it
    _mask: Mask | None = None
    _dense: Floats | None = None
    _greatest: float | None = None
    _champions: Champions | None = None

    def __init__(self, doc_ids: DocIds, scores: Floats, *, n_slots: int) -> None:
        self.doc_ids = doc_ids
        self.scores = scores
        self.n_slots = n_slots
        self.is_dense = are_many(len(doc_ids), n_slots)

    @classmethod
    def of(cls, scores: Mapping[int, float], *, n_slots: int) -> "ScoreArray":
        """Return what a dictionary says."""
        if isinstance(scores, ScoreArray):
            return scores
        doc_ids = np.fromiter(scores.keys(), np.int64, len(scores))
        values = np.fromiter(scores.values(), np.float64, len(scores))
        order = np.argsort(doc_ids)
        return cls(doc_ids[order], values[order], n_slots=n_slots)

    def __len__(self) -> int:
        return len(self.doc_ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self.doc_ids.tolist())

    def __contains__(self, doc_id: object) -> bool:
        if not isinstance(doc_id, int):
            return False
        place = self.doc_ids.searchsorted(doc_id)
        return bool(place < len(self.doc_ids) and self.doc_ids[place] == doc_id)

    def __getitem__(self, doc_id: int) -> float:
        place = self.doc_ids.searchsorted(doc_id)
        if place == len(self.doc_ids) or self.doc_ids[place] != doc_id:
            raise KeyError(doc_id)
        return float(self.scores[place])

    @property
    def n_entries(self) -> int:
        """How many films it has; each as often as in its parts, where to count them is work."""
        return len(self)

    @property
    def greatest(self) -> float:
        """No film scores more."""
        if self._greatest is None:
            self._greatest = float(self.scores.max(initial=0.0))
        return self._greatest

    @property
    def champions(self) -> Champions:
        """Its best films."""
        if self._champions is None:
            if len(self.doc_ids) <= 2 * N_CHAMPIONS:
                self._champions = Champions(self.doc_ids, self.scores, None)
            else:
                best, bound = champions_of(self.scores)
                self._champions = Champions(self.doc_ids[best], self.scores[best], bound)
        return self._champions

    def __bool__(self) -> bool:
        return len(self.doc_ids) > 0

    @property
    def n_bytes(self) -> int:
        """What its arrays take when all of them are made."""
        n_films = len(self.doc_ids)
        n_listed = n_films + (n_champions(n_films) if n_films > 2 * N_CHAMPIONS else 0)
        return 16 * n_listed + (9 * self.n_slots if self.is_dense else 0)

    @property
    def mask(self) -> Mask:
        """Of each doc id, whether the film is in it."""
        if self._mask is None:
            self._mask = np.zeros(self.n_slots, np.bool_)
            self._mask[self.doc_ids] = True
        return self._mask

    def spread(self) -> Floats:
        """Return the score of each doc id, 0 where there is none."""
        if self._dense is None:
            self._dense = np.zeros(self.n_slots)
            self._dense[self.doc_ids] = self.scores
        return self._dense

    def has(self, doc_ids: DocIds) -> Mask:
        """Tell which of these films are in it."""
        if self.is_dense:
            return self.mask[doc_ids]
        return in_sorted(self.doc_ids, doc_ids)

    def at(self, doc_ids: DocIds) -> Floats:
        """Return the scores of these films, 0 for those that are not in it."""
        if self.is_dense:
            return self.spread()[doc_ids]
        if not len(self.doc_ids):
            return np.zeros(len(doc_ids))
        places = np.minimum(self.doc_ids.searchsorted(doc_ids), len(self.doc_ids) - 1)
        return np.where(self.doc_ids[places] == doc_ids, self.scores[places], 0.0)

    def add_to(self, total: Floats) -> None:
        """Add the scores to those of all doc ids."""
        if self.is_dense:
            total += self.spread()
        else:
            total[self.doc_ids] += self.scores

    def mark_in(self, mask: Mask) -> None:
        """Mark the films among all doc ids."""
        if self.is_dense:
            np.logical_or(mask, self.mask, out=mask)
        else:
            mask[self.doc_ids] = True

    def where(self, kept: Mask) -> "ScoreArray":
        """Return those of the films that are kept."""
        return ScoreArray(self.doc_ids[kept], self.scores[kept], n_slots=self.n_slots)

    def contenders(self, n: int) -> dict[int, float]:
        """Return films among which are the n best and all that score as much as the last."""
        if n <= N_CHAMPIONS:
            doc_ids, scores, bound = self.champions
            best = contenders(doc_ids, scores, n)
            if bound is None or has_better(best, n, than=bound):
                return best
        return self.contenders_of_all(n)

    def contenders_of_all(self, n: int) -> dict[int, float]:
        """Return them without asking for champions."""
        return contenders(self.doc_ids, self.scores, n)


class Alike(ScoreArray):
    """Ascending doc ids that have one score; made for one query, so that nothing is spread out."""

    is_dense = False

    def __init__(self, doc_ids: DocIds, score: float, *, n_slots: int) -> None:
        self.doc_ids = doc_ids
        self._score = score
        self.n_slots = n_slots

    def __getattr__(self, name: str) -> Any:
        if name == "scores":
            self.scores = np.full(len(self.doc_ids), self._score)
            return self.scores
        raise AttributeError(name)

    def add_to(self, total: Floats) -> None:
        """Add the score to those of all doc ids."""
        total[self.doc_ids] += self._score


class FilmTerms(Mapping[int, str]):
    """Films by ascending doc id, each with the place of its term among a few."""

    def __init__(self, doc_ids: DocIds, places: DocIds, terms: Sequence[str]) -> None:
        self.doc_ids = doc_ids
        self._places = places
        self._terms = terms

    def __len__(self) -> int:
        return len(self.doc_ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self.doc_ids.tolist())

    def __getitem__(self, doc_id: int) -> str:
        place = self.doc_ids.searchsorted(doc_id)
        if place == len(self.doc_ids) or self.doc_ids[place] != doc_id:
            raise KeyError(doc_id)
        return self._terms[int(self._places[place])]


def are_many(n_films: int, n_slots: int) -> bool:
    """Tell whether it pays to spread the scores of so many films out over all."""
    return n_films * (_SPARSE if n_slots < MANY else _SPARSE_OF_MANY) > n_slots


def union_of(each: Sequence[DocIds]) -> DocIds:
    """Return the films of ascending arrays, ascending; `np.unique` takes five times as long."""
    doc_ids = np.concatenate(each)
    doc_ids.sort(kind="stable")  # finds the ascending runs
    return doc_ids[changes(doc_ids)]


def in_sorted(known: DocIds, doc_ids: DocIds) -> Mask:
    """Tell which of the doc ids are among ascending ones."""
    if not len(known):
        return np.zeros(len(doc_ids), np.bool_)
    found: Mask = known[np.minimum(known.searchsorted(doc_ids), len(known) - 1)] == doc_ids
    return found
