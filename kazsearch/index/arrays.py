"""Here is a term: which films, how often, where? As NumPy arrays, for long postings.

`postings.py` answers the same with lists, which a cold query of few postings has sooner than NumPy
is imported.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from kazsearch.index.boundary import reads
from kazsearch.index.postings import OpenSegment, doc_freq_bound
from kazsearch.index.snapshot import Snapshot

DocIds = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_NO_DOC_IDS: DocIds = np.zeros(0, np.int64)
_NO_FREQS: Floats = np.zeros(0)
_POSITION_BITS = 32  # of an occurrence; above them is its doc id


class IndexArrays:
    """The arrays of one snapshot. `n_slots` is above every doc id: arrays of that length have a
    place for each."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.folder = snapshot.folder
        self._segments = snapshot.segments
        self._field_lengths: dict[str, Floats] = {}
        last = snapshot.segments[-1] if snapshot.segments else None
        self.n_slots = 0 if last is None else last.base + last.file.n_docs
        self.has_dead = any(segment.dead for segment in snapshot.segments)
        self._views: list[dict[str, Any]] = [{} for _ in snapshot.segments]
        self._living = [_living(segment) for segment in snapshot.segments]

    def close(self) -> None:
        """Let go of the files."""
        for views in self._views:
            views.clear()

    @reads
    def postings(self, field: str, term: str) -> tuple[DocIds, Floats]:
        """Return the live films that hold a term in a field, ascending, and how often each does."""
        found = list(self._of_segments(field, term.encode()))
        if len(found) == 1:
            return found[0]
        if not found:
            return _NO_DOC_IDS, _NO_FREQS
        return np.concatenate([ids for ids, _ in found]), np.concatenate([f for _, f in found])

    def _of_segments(self, field: str, term: bytes) -> Iterator[tuple[DocIds, Floats]]:
        for place, segment in enumerate(self._segments):
            ordinal = segment.file.find(field, term)
            if ordinal >= 0:
                yield self._of_segment(place, field, ordinal)

    def _of_segment(self, place: int, field: str, ordinal: int) -> tuple[DocIds, Floats]:
        segment = self._segments[place]
        first, last = segment.file.postings(ordinal)
        docs = self._run(place, "doc_ids", first, last).astype(np.int64)
        if segment.file.fields[field].has_positions:
            freqs = self._run(place, "term_freqs", first, last)
        else:
            freqs = np.ones(len(docs))
        living = self._living[place]
        if living is not None:
            kept = living[docs]
            docs, freqs = docs[kept], freqs[kept]
        if segment.base:
            docs += segment.base
        return docs, freqs

    def _run(self, place: int, name: str, first: int, last: int) -> Any:
        """Return a run of an array of a segment."""
        file, views = self._segments[place].file, self._views[place]
        if name not in views:
            views[name] = np.asarray(file.uncompared(name))
        file.compare(name, first, last)
        return views[name][first:last]

    @reads
    def n_postings(self, field: str, term: str) -> int:
        """Return how many documents hold a term in a field, the dead included."""
        return doc_freq_bound(self._segments, field, term.encode())

    @reads
    def occurrences(self, field: str, term: str) -> DocIds:
        """Return where a term stands in a field of live films, ascending: two of these numbers
        differ by 1 where two words stand side by side, and `films_of` has their films."""
        encoded = term.encode()
        found = [self._occurrences(place, field, encoded) for place in range(len(self._segments))]
        return found[0] if len(found) == 1 else np.concatenate([_NO_DOC_IDS, *found])

    def _occurrences(self, place: int, field: str, term: bytes) -> DocIds:
        segment = self._segments[place]
        file = segment.file
        ordinal = file.find(field, term)
        if ordinal < 0:
            return _NO_DOC_IDS
        first, last = file.postings(ordinal)
        docs = self._run(place, "doc_ids", first, last).astype(np.int64)
        docs = np.repeat(docs, self._run(place, "term_freqs", first, last))
        start = file.array("position_starts")[ordinal]
        positions = self._run(place, "positions", start, start + len(docs))
        found: DocIds = ((docs + segment.base) << _POSITION_BITS) + positions
        living = self._living[place]
        return found if living is None else found[living[docs]]

    def films_of(self, occurrences: DocIds) -> DocIds:
        """Return the doc id of each occurrence."""
        return occurrences >> _POSITION_BITS

    @reads
    def field_lengths(self, field: str) -> Floats:
        """Return the number of tokens that each doc id has in a text field."""
        if field not in self._field_lengths:
            lengths = [np.asarray(segment.file.lengths(field)) for segment in self._segments]
            self._field_lengths[field] = np.concatenate([np.zeros(0), *lengths])
        return self._field_lengths[field]


def _living(segment: OpenSegment) -> Mask | None:
    if not segment.dead:
        return None
    living = np.ones(segment.file.n_docs, np.bool_)
    living[list(segment.dead)] = False
    return living
