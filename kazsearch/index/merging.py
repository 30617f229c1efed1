"""Here are segments and which of their documents are dead: which segment are they together?

Documents keep their order and get new numbers without gaps. All is done on whole arrays: what grows
with the number of terms is one dictionary a field. Postings of one term keep their order, segment
after segment, so that their documents ascend.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from kazsearch.index.segment_file import NO_NUMBER, FieldTerms, SegmentFile
from kazsearch.index.segment_writer import FieldData, Numbers, SegmentData, StoredData, starts_of
from kazsearch.index.sorting import changes, stable_order
from kazsearch.index.toc import SegmentEntry

MAX_DOCS = 500_000  # of a merged segment; merging one takes some 1.5 GB
_MAX_DEAD = 0.25  # of a segment's documents; above it, the next commit writes the segment anew
_RATIO = 2  # a new segment absorbs those up to so many times its size, so that few are left
_Live = Numbers  # for each document of a segment, whether it lives
_DEAD = -1


def to_absorb(n_docs: int, entries: Sequence[SegmentEntry]) -> list[int]:
    """Return the places of the segments that a new one of so many documents should absorb.

    Those with many dead documents, and the smallest ones: sizes that grow geometrically leave a
    number of segments that grows with the logarithm of the documents, and write each document
    anew as rarely.
    """
    living = [entry.n_docs - len(entry.dead) for entry in entries]
    chosen = [
        place
        for place, entry in enumerate(entries)
        if len(entry.dead) > _MAX_DEAD * entry.n_docs and living[place] < MAX_DOCS
    ]
    total = n_docs + sum(living[place] for place in chosen)
    for place in sorted(range(len(entries)), key=living.__getitem__):
        if place not in chosen and living[place] <= _RATIO * total:
            if total + living[place] > MAX_DOCS:
                break
            chosen.append(place)
            total += living[place]
    return sorted(chosen)


def load(segment: SegmentFile) -> SegmentData:
    """Return everything that a segment's file says; its arrays are views of the file."""
    return SegmentData(
        n_docs=segment.n_docs,
        fields={name: _load_field(segment, known) for name, known in segment.fields.items()},
        lengths={
            name: _view(segment, f"length:{name}")
            for name in segment.fields
            if segment.has_array(f"length:{name}")
        },
        stored={name: _load_stored(segment, name, kind) for name, kind in segment.stored.items()},
    )


def merge(segments: Sequence[SegmentData], dead: Sequence[Collection[int]]) -> SegmentData:
    """Return one segment of the living documents of several; `dead` has a set for each of them."""
    live = [_living(segment.n_docs, gone) for segment, gone in zip(segments, dead, strict=True)]
    numbers = _new_numbers(live)
    return SegmentData(
        n_docs=sum(int(mask.sum()) for mask in live),
        fields={
            name: merged
            for name in _names(segment.fields for segment in segments)
            if (merged := _merged_field([s.fields.get(name) for s in segments], numbers)).terms
        },
        lengths={
            name: _merged_numbers([s.lengths.get(name) for s in segments], live, missing=0)
            for name in _names(segment.lengths for segment in segments)
        },
        stored={
            name: values
            for name in _names(segment.stored for segment in segments)
            if _is_any(values := _merged_stored([s.stored.get(name) for s in segments], live))
        },
    )


def ragged_take(values: Numbers, starts: Numbers, lengths: Numbers) -> Numbers:
    """Return runs of values one after another, each from its start and of its length.

    >>> ragged_take(np.array([10, 11, 12, 13]), np.array([2, 0]), np.array([2, 1])).tolist()
    [12, 13, 10]
    """
    ends = np.cumsum(lengths)
    shifts = np.repeat(starts - (ends - lengths), lengths)
    taken: Numbers = values[np.arange(len(shifts)) + shifts]
    return taken


def _names(each: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for names in each for name in names))


def _living(n_docs: int, dead: Collection[int]) -> _Live:
    live = np.ones(n_docs, bool)
    live[list(dead)] = False
    return live


def _new_numbers(live: Sequence[_Live]) -> list[Numbers]:
    """Return for each segment the new number of each document, `_DEAD` for the dead."""
    numbers, base = [], 0
    for mask in live:
        counted = np.cumsum(mask) - 1 + base
        numbers.append(np.where(mask, counted, _DEAD))
        base += int(mask.sum())
    return numbers


def _merged_field(fields: Sequence[FieldData | None], numbers: Sequence[Numbers]) -> FieldData:
    there = [(field, new) for field, new in zip(fields, numbers, strict=True) if field is not None]
    terms = sorted(set(chain.from_iterable(field.terms for field, _ in there)))
    rank_of = {term: rank for rank, term in enumerate(terms)}
    ranks, docs, freqs, starts, positions = [], [], [], [], []
    base = 0
    for field, new in there:
        ranks_here = np.fromiter(map(rank_of.__getitem__, field.terms), np.uint32, len(field.terms))
        of_posting = np.repeat(ranks_here, np.diff(field.post_starts))
        docs_here = new[field.doc_ids]
        live = docs_here != _DEAD
        ranks.append(of_posting[live])
        docs.append(docs_here[live])
        if field.term_freqs is not None and field.positions is not None:
            freqs.append(field.term_freqs[live].astype(np.int64))
            starts.append(starts_of(field.term_freqs)[:-1][live] + base)
            positions.append(field.positions)
            base += len(field.positions)
    order = stable_order(np.concatenate(ranks))
    in_order = np.concatenate(ranks)[order]
    term_starts = np.flatnonzero(changes(in_order))
    all_freqs = np.concatenate(freqs)[order] if freqs else None
    return FieldData(
        terms=[terms[rank] for rank in in_order[term_starts].tolist()],
        post_starts=np.append(term_starts, len(order)),
        doc_ids=np.concatenate(docs)[order],
        term_freqs=all_freqs,
        positions=None
        if all_freqs is None
        else ragged_take(np.concatenate(positions), np.concatenate(starts)[order], all_freqs),
    )


def _merged_numbers(
    arrays: Sequence[Numbers | None], live: Sequence[_Live], *, missing: int
) -> Numbers:
    parts = [
        np.full(int(mask.sum()), missing, np.int64) if array is None else array[mask]
        for array, mask in zip(arrays, live, strict=True)
    ]
    return np.concatenate(parts)


def _merged_stored(each: Sequence[StoredData | None], live: Sequence[_Live]) -> StoredData:
    (kind,) = {stored.kind for stored in each if stored is not None}
    if kind == "number":
        arrays = [None if stored is None else stored.numbers for stored in each]
        numbers = _merged_numbers(arrays, live, missing=NO_NUMBER)
        return StoredData(kind=kind, numbers=numbers.astype(np.int32))
    lengths = [None if stored is None else stored.lengths for stored in each]
    blobs = [
        part
        for stored, mask in zip(each, live, strict=True)
        if stored is not None
        for part in _living_blobs(stored, mask)
    ]
    merged = _merged_numbers(lengths, live, missing=0)
    return StoredData(kind=kind, blob=b"".join(blobs), lengths=merged)


def _is_any(stored: StoredData) -> bool:
    """Tell whether a document has a value: that of the last that had may be gone."""
    if stored.numbers is not None:
        return bool(np.any(stored.numbers != NO_NUMBER))
    return stored.lengths is not None and bool(np.any(stored.lengths))


def _living_blobs(stored: StoredData, live: _Live) -> list[bytes]:
    """Return the bytes of the living documents, cut out at the dead ones."""
    assert stored.lengths is not None
    starts = starts_of(stored.lengths)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], live, [False]])))
    return [
        bytes(stored.blob[starts[first] : starts[last]])
        for first, last in edges.reshape(-1, 2).tolist()
    ]


def _load_field(segment: SegmentFile, known: FieldTerms) -> FieldData:
    first, last = known.first, known.last
    post_starts = _view(segment, "post_starts")[first : last + 1].astype(np.int64)
    postings = slice(int(post_starts[0]), int(post_starts[-1]))
    field = FieldData(
        terms=segment.terms(first, last),
        post_starts=post_starts - post_starts[0],
        doc_ids=_view(segment, "doc_ids")[postings],
    )
    if not known.has_positions:
        return field
    starts = _view(segment, "position_starts")
    return FieldData(
        terms=field.terms,
        post_starts=field.post_starts,
        doc_ids=field.doc_ids,
        term_freqs=_view(segment, "term_freqs")[postings],
        positions=_view(segment, "positions")[int(starts[first]) : int(starts[last])],
    )


def _load_stored(segment: SegmentFile, name: str, kind: str) -> StoredData:
    if kind == "number":
        return StoredData(kind=kind, numbers=_view(segment, f"number:{name}"))
    lengths = np.diff(_view(segment, f"starts:{name}").astype(np.int64))
    return StoredData(kind=kind, blob=segment.array(f"text:{name}"), lengths=lengths)


def _view(segment: SegmentFile, name: str) -> Numbers:
    return np.asarray(segment.array(name))
