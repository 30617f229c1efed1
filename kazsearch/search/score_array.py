"""Films and their scores as arrays: a mapping like a dictionary of them, for many films."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from kazsearch.index.arrays import DocIds, Floats, Mask
from kazsearch.index.sorting import changes

_SPARSE = 16  # arrays of fewer films than 1/16 of all are searched, not spread out
# of so many films in all that arrays of them leave a processor's cache, than 1/4
_SPARSE_OF_MANY = 4
_MANY = 100_000
_BLOCK = 256  # scores; the greatest of each block is what bounds the best ones


class ScoreArray(Mapping[int, float]):
    """Ascending doc ids below `n_slots`, and the score of each."""

    __slots__ = ("_dense", "_mask", "_times", "doc_ids", "n_slots", "scores")

    def __init__(self, doc_ids: DocIds, scores: Floats, *, n_slots: int) -> None:
        self.doc_ids = doc_ids
        self.scores = scores
        self.n_slots = n_slots
        self._mask: Mask | None = None
        self._dense: Floats | None = None
        self._times: tuple[float, ScoreArray] | None = None

    def times(self, factor: float) -> "ScoreArray":
        """Return all scores multiplied; the same again if asked again, as for the words of many
        queries that count little."""
        if self._times is None or self._times[0] != factor:
            multiplied = ScoreArray(self.doc_ids, self.scores * factor, n_slots=self.n_slots)
            self._times = factor, multiplied
        return self._times[1]

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

    def __bool__(self) -> bool:
        return len(self.doc_ids) > 0

    @property
    def n_bytes(self) -> int:
        """What its arrays take when all of them are made."""
        return 16 * len(self.doc_ids) + (9 * self.n_slots if self.is_dense else 0)

    @property
    def is_dense(self) -> bool:
        """Whether it has so many films that what is asked of it takes arrays of all."""
        sparse = _SPARSE if self.n_slots < _MANY else _SPARSE_OF_MANY
        return len(self.doc_ids) * sparse > self.n_slots

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

    def best(self, n: int) -> dict[int, float]:
        """Return the films with the n best scores, and all that score as much as the last."""
        return best_of(self.doc_ids, self.scores, n)


class Alike(ScoreArray):
    """Ascending doc ids that have one score; made for one query, so that nothing is spread out."""

    __slots__ = ("_score",)

    def __init__(self, doc_ids: DocIds, score: float, *, n_slots: int) -> None:
        super().__init__(doc_ids, np.broadcast_to(np.float64(score), len(doc_ids)), n_slots=n_slots)
        self._score = score

    @property
    def is_dense(self) -> bool:
        """Never: see above."""
        return False

    def add_to(self, total: Floats) -> None:
        """Add the score to those of all doc ids."""
        total[self.doc_ids] += self._score


class Sums(ScoreArray):
    """Ascending doc ids, their scores in several arrays added up in this order when asked for."""

    __slots__ = ("parts",)

    def __init__(self, doc_ids: DocIds, parts: Sequence[ScoreArray], *, n_slots: int) -> None:
        self.doc_ids = doc_ids
        self.parts = parts
        self.n_slots = n_slots
        self._mask = None
        self._dense = None
        self._times = None

    def __getattr__(self, name: str) -> Any:
        if name == "scores":  # as who asks for the films that hold every word mostly does not
            self.scores = self.parts[0].at(self.doc_ids)
            for part in self.parts[1:]:
                self.scores = _plus(self.scores, part, self.doc_ids)
            return self.scores
        raise AttributeError(name)


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


def _plus(scores: Floats, more: ScoreArray, doc_ids: DocIds) -> Floats:
    """Return the scores of these films with what they have in another array added."""
    if len(more) * _SPARSE > len(doc_ids):
        return scores + more.at(doc_ids)
    there = in_sorted(doc_ids, more.doc_ids)
    total: Floats = scores.copy()
    total[doc_ids.searchsorted(more.doc_ids[there])] += more.scores[there]
    return total


def floor_of(scores: Floats, n: int) -> float:
    """Return a score that at least n films reach, the n-th best or a little below it."""
    n_blocks = len(scores) // _BLOCK
    if n_blocks <= 2 * n:
        return float(np.partition(scores, len(scores) - n)[len(scores) - n])
    greatest = scores[: n_blocks * _BLOCK].reshape(n_blocks, _BLOCK).max(axis=1)
    return float(np.partition(greatest, n_blocks - n)[n_blocks - n])


def best_of(doc_ids: DocIds, scores: Floats, n: int) -> dict[int, float]:
    """Return the films with the n best scores, and all that score as much as the last."""
    if len(doc_ids) > n * _BLOCK:  # a floor leaves few of so many
        kept = np.flatnonzero(scores >= floor_of(scores, n))
        doc_ids, scores = doc_ids[kept], scores[kept]
    if len(doc_ids) > n:
        kept = scores >= np.partition(scores, len(scores) - n)[len(scores) - n]
        doc_ids, scores = doc_ids[kept], scores[kept]
    return dict(zip(doc_ids.tolist(), scores.tolist(), strict=True))
