"""Here is a term: which films, how often, where? As NumPy arrays, for long postings.

`postings.py` answers the same with lists, which a cold query of few postings has sooner than NumPy
is imported.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kazsearch.index.boundary import foreign_errors
from kazsearch.index.postings import OpenSegment
from kazsearch.index.snapshot import Snapshot

DocIds = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class IndexArrays:
    """The arrays of one snapshot. `n_slots` is above every doc id: arrays of that length have a
    place for each."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._folder = snapshot.folder
        self._segments = snapshot.segments
        self._field_lengths: dict[str, Floats] = {}
        last = snapshot.segments[-1] if snapshot.segments else None
        self.n_slots = 0 if last is None else last.base + last.file.n_docs
        self._living = [_living(segment) for segment in snapshot.segments]

    def postings(self, field: str, term: str) -> tuple[DocIds, Floats]:
        """Return the live films that hold a term in a field, ascending, and how often each does."""
        with foreign_errors(self._folder):
            found = [self._of_segment(place, field, term.encode()) for place in self._places()]
            there = [postings for postings in found if postings is not None]
            if len(there) == 1:
                return there[0]
            if not there:
                return np.zeros(0, np.int64), np.zeros(0)
            return np.concatenate([ids for ids, _ in there]), np.concatenate([f for _, f in there])

    def _places(self) -> range:
        return range(len(self._segments))

    def _of_segment(self, place: int, field: str, term: bytes) -> tuple[DocIds, Floats] | None:
        segment = self._segments[place]
        ordinal = segment.file.find(field, term)
        if ordinal < 0:
            return None
        first, last = segment.file.postings(ordinal)
        docs = np.asarray(segment.file.array("doc_ids")[first:last]).astype(np.int64)
        if segment.file.fields[field].has_positions:
            freqs = np.asarray(segment.file.array("term_freqs")[first:last]).astype(np.float64)
        else:
            freqs = np.ones(len(docs))
        living = self._living[place]
        if living is not None:
            kept = living[docs]
            docs, freqs = docs[kept], freqs[kept]
        if segment.base:
            docs += segment.base
        return docs, freqs

    def positions(self, field: str, term: str, doc_ids: DocIds) -> list[list[int]]:
        """Return the ascending positions of a term in each of these films; all of them hold it."""
        found: dict[int, list[int]] = {}
        with foreign_errors(self._folder):
            for segment in self._segments:
                ordinal = segment.file.find(field, term.encode())
                if ordinal >= 0:
                    found.update(_positions(segment, ordinal, doc_ids))
        return [found[doc_id] for doc_id in doc_ids.tolist()]

    def field_lengths(self, field: str) -> Floats:
        """Return the number of tokens that each doc id has in a text field."""
        if field not in self._field_lengths:
            with foreign_errors(self._folder):
                lengths = [
                    np.asarray(segment.file.array(f"length:{field}"))
                    if segment.file.has_array(f"length:{field}")
                    else np.zeros(segment.file.n_docs)
                    for segment in self._segments
                ]
            self._field_lengths[field] = np.concatenate([np.zeros(0), *lengths])
        return self._field_lengths[field]


def _living(segment: OpenSegment) -> Mask | None:
    if not segment.dead:
        return None
    living = np.ones(segment.file.n_docs, np.bool_)
    living[list(segment.dead)] = False
    return living


def _positions(
    segment: OpenSegment, ordinal: int, doc_ids: DocIds
) -> Sequence[tuple[int, list[int]]]:
    file = segment.file
    first, last = file.postings(ordinal)
    docs: Any = np.asarray(file.array("doc_ids")[first:last])
    here = doc_ids[(doc_ids >= segment.base) & (doc_ids < segment.base + file.n_docs)]
    places = np.searchsorted(docs, here - segment.base)
    freqs = np.asarray(file.array("term_freqs")[first:last]).astype(np.int64)
    ends = np.cumsum(freqs) + file.array("position_starts")[ordinal]
    positions = file.array("positions")
    return [
        (doc_id, positions[end - freq : end].tolist())
        for doc_id, end, freq in zip(
            here.tolist(), ends[places].tolist(), freqs[places].tolist(), strict=True
        )
    ]
