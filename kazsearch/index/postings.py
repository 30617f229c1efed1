"""Here is a term: which films, how often, where? Without NumPy."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import methodcaller
from typing import NamedTuple

from kazsearch.index.segment_file import SegmentFile

as_key: Callable[[str], bytes] = methodcaller("encode", "utf-8", "surrogatepass")
"""Returns the bytes of a term that somebody asks for; what no UTF-8 holds is in no index."""


class OpenSegment(NamedTuple):
    """A segment of a snapshot: its documents' doc ids begin at `base`; the dead do not count."""

    file: SegmentFile
    base: int
    dead: frozenset[int]


class Postings(NamedTuple):
    """The live films that hold a term in one field, and how often, by ascending doc id."""

    doc_ids: Sequence[int] = ()
    term_freqs: Sequence[float] = ()


def read_postings(segments: Iterable[OpenSegment], field: str, term: bytes) -> Postings:
    """Return the postings of a term; empty where the index has it not.

    Dead films are left out, so that the length of `doc_ids` is the true `doc_freq`.
    """
    doc_ids: list[int] = []
    term_freqs: list[int] = []
    for segment, ordinal in _found(segments, field, term):
        first, last = segment.file.postings(ordinal)
        docs = segment.file.run("doc_ids", first, last).tolist()
        if segment.file.fields[field].has_positions:
            freqs = segment.file.run("term_freqs", first, last).tolist()
        else:
            freqs = [1] * len(docs)
        if not segment.dead.isdisjoint(docs):
            live = [i for i, doc in enumerate(docs) if doc not in segment.dead]
            docs, freqs = [docs[i] for i in live], [freqs[i] for i in live]
        doc_ids += [doc + segment.base for doc in docs] if segment.base else docs
        term_freqs += freqs
    return Postings(doc_ids, term_freqs)


def is_held(segments: Iterable[OpenSegment], field: str, term: bytes) -> bool:
    """Tell whether a live document holds a term in a field."""
    for segment, ordinal in _found(segments, field, term):
        if not segment.dead:
            return True
        first, last = segment.file.postings(ordinal)
        if any(doc not in segment.dead for doc in segment.file.run("doc_ids", first, last)):
            return True
    return False


def are_held(segment: OpenSegment, first: int, last: int) -> Iterator[bool]:
    """Tell of each of these terms of a segment whether a live document holds it."""
    if first == last:
        return
    starts = segment.file.run("post_starts", first, last + 1).tolist()
    docs = segment.file.run("doc_ids", starts[0], starts[-1])
    for start, end in pairwise(start - starts[0] for start in starts):
        # nearly always the first is; where not, all are looked at
        yield docs[start] not in segment.dead or not segment.dead.issuperset(docs[start:end])


def read_positions(
    segments: Iterable[OpenSegment], field: str, term: bytes, doc_ids: Collection[int]
) -> dict[int, list[int]]:
    """Return the ascending positions of a term in one field, by doc id, for these live films."""
    found: dict[int, list[int]] = {}
    for segment, ordinal in _found(segments, field, term):
        first, last = segment.file.postings(ordinal)
        docs = segment.file.run("doc_ids", first, last).tolist()
        freqs = segment.file.run("term_freqs", first, last).tolist()
        start = segment.file.array("position_starts")[ordinal]
        positions = segment.file.run("positions", start, start + sum(freqs))
        at = 0
        for doc, freq in zip(docs, freqs, strict=True):
            if doc + segment.base in doc_ids:
                found[doc + segment.base] = positions[at : at + freq].tolist()
            at += freq
    return found


def doc_freq_bound(segments: Iterable[OpenSegment], field: str, term: bytes) -> int:
    """Return how many documents hold a term, the dead included."""
    return sum(
        last - first
        for segment, ordinal in _found(segments, field, term)
        for first, last in [segment.file.postings(ordinal)]
    )


def terms_from(segment: SegmentFile, field: str, prefix: bytes) -> tuple[int, int]:
    """Return the ordinals of the terms of a field that begin so, half-open."""
    known = segment.fields.get(field)
    if known is None:
        return 0, 0
    if not prefix:
        return known.first, known.last
    after = _next_prefix(prefix)
    return segment.seek(field, prefix), known.last if after is None else segment.seek(field, after)


def _next_prefix(prefix: bytes) -> bytes | None:
    """Return the first bytes after all that begin so, None if there are none."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None


def _found(
    segments: Iterable[OpenSegment], field: str, term: bytes
) -> Iterator[tuple[OpenSegment, int]]:
    """Yield the segments that hold a term in a field, with its ordinal in each."""
    for segment in segments:
        ordinal = segment.file.find(field, term)
        if ordinal >= 0:
            yield segment, ordinal
