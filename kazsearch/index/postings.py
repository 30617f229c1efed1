"""Here is a term: which films, how often, where?

Whoosh's matchers step from posting to posting; a term that every other film holds is read five
times as fast by blocks, which its matchers hold as arrays anyway.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import IndexReader, TermNotFound


@dataclass(frozen=True, slots=True)
class Postings:
    """The live films that hold a term in one field, and how often, by ascending doc id."""

    doc_ids: tuple[int, ...] = ()
    term_freqs: tuple[int, ...] = ()


def read_postings(reader: IndexReader, field: str, term: str | bytes) -> Postings:
    """Return the postings of a term; empty where the index has it not.

    Deleted films are left out, so that the length of `doc_ids` is the true `doc_freq`, which
    Whoosh's own statistics are only after a merge.
    """
    doc_ids: list[int] = []
    term_freqs: list[int] = []
    for matcher, base, deleted in _matchers(reader, field, term):
        for ids, weights, _ in _blocks(matcher):
            if not deleted.isdisjoint(ids):
                live = [i for i, doc_id in enumerate(ids) if doc_id not in deleted]
                ids, weights = [ids[i] for i in live], [weights[i] for i in live]
            doc_ids += [doc_id + base for doc_id in ids] if base else ids
            term_freqs += map(int, weights)
    return Postings(tuple(doc_ids), tuple(term_freqs))


def is_held(reader: IndexReader, field: str, term: str | bytes) -> bool:
    """Tell whether a live film holds a term in a field."""
    try:
        return bool(reader.postings(field, term).is_active())
    except TermNotFound:
        return False


def read_positions(
    reader: IndexReader, field: str, term: str, doc_ids: Collection[int]
) -> dict[int, list[int]]:
    """Return the ascending positions of a term in one field, by doc id, for these live films."""
    positions: dict[int, list[int]] = {}
    for matcher, base, _ in _matchers(reader, field, term):
        decode = matcher.format.decoder("positions")
        for ids, _weights, values in _blocks(matcher):
            for doc_id, value in zip(ids, values, strict=True):
                if doc_id + base in doc_ids:
                    positions[doc_id + base] = decode(value)
    return positions


def _matchers(
    reader: IndexReader, field: str, term: str | bytes
) -> Iterator[tuple[Any, int, frozenset[int]]]:
    """Yield, for each segment, a matcher of all postings, its first doc id, and who is deleted."""
    for segment, base in reader.leaf_readers():
        try:
            matcher = segment.postings(field, term)
        except TermNotFound:
            continue
        deleted: frozenset[int] = frozenset()
        if isinstance(matcher, FilterMatcher):
            deleted, matcher = frozenset(matcher._ids), matcher.child
            matcher.reset()  # the filter has stepped over those deleted at its beginning
        yield matcher, base, deleted


def _blocks(matcher: Any) -> Iterator[tuple[Sequence[int], Sequence[float], Sequence[bytes]]]:
    if not isinstance(matcher, W3LeafMatcher):  # a term of one film
        while matcher.is_active():
            yield [matcher.id()], [matcher.weight()], [matcher.value()]
            matcher.next()
        return
    while matcher.is_active():
        matcher.id(), matcher.weight(), matcher.value()  # have the block read
        block: Any = matcher
        yield block._ids, block._weights, block._values
        matcher._next_block()
