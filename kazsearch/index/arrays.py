"""Here is a term: which films, how often, where? As NumPy arrays, for long postings.

`postings.py` answers the same with lists, which a cold query of few postings has sooner than NumPy
is imported.
"""

import numpy as np
import numpy.typing as npt

from kazsearch.index.boundary import foreign_errors
from kazsearch.index.postings import OpenSegment
from kazsearch.index.snapshot import Snapshot

DocIds = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_POSITION_BITS = 32  # of an occurrence; above them is its doc id


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
        docs = np.asarray(segment.file.run("doc_ids", first, last)).astype(np.int64)
        if segment.file.fields[field].has_positions:
            freqs = np.asarray(segment.file.run("term_freqs", first, last)).astype(np.float64)
        else:
            freqs = np.ones(len(docs))
        living = self._living[place]
        if living is not None:
            kept = living[docs]
            docs, freqs = docs[kept], freqs[kept]
        if segment.base:
            docs += segment.base
        return docs, freqs

    def occurrences(self, field: str, term: str) -> DocIds:
        """Return where a term stands in a field of live films, ascending: two of these numbers
        differ by 1 where two words stand side by side, and `films_of` has their films."""
        with foreign_errors(self._folder):
            found = [self._occurrences(place, field, term.encode()) for place in self._places()]
        return np.concatenate([np.zeros(0, np.int64), *found])

    def _occurrences(self, place: int, field: str, term: bytes) -> DocIds:
        segment = self._segments[place]
        file = segment.file
        ordinal = file.find(field, term)
        if ordinal < 0:
            return np.zeros(0, np.int64)
        first, last = file.postings(ordinal)
        docs = np.asarray(file.run("doc_ids", first, last)).astype(np.int64)
        freqs = np.asarray(file.run("term_freqs", first, last)).astype(np.int64)
        docs = np.repeat(docs, freqs)
        start = file.array("position_starts")[ordinal]
        positions = np.asarray(file.run("positions", start, start + len(docs)))
        found: DocIds = ((docs + segment.base) << _POSITION_BITS) + positions
        living = self._living[place]
        return found if living is None else found[living[docs]]

    def films_of(self, occurrences: DocIds) -> DocIds:
        """Return the doc id of each occurrence."""
        return occurrences >> _POSITION_BITS

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
