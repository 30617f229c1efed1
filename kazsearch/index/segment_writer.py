"""Here are the arrays of a segment: how do they get into its file?"""

import json
import secrets
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import repeat
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from kazsearch.index.blocks import checksums
from kazsearch.index.segment_file import MAGIC, TRAILER, term_hash
from kazsearch.index.toc import SegmentEntry
from kazsearch.record import record

Numbers = npt.NDArray[Any]
_ALIGNED = 8
_TYPECODES = {"u1": "B", "u2": "H", "u4": "I", "u8": "Q", "i4": "i"}


@record
class FieldData:
    """The postings of one field.

    `terms` are in byte order; the postings of term `i` are those from `post_starts[i]` to before
    `post_starts[i + 1]`, by ascending document. A field without positions has no frequencies
    either: each of its postings counts once. `positions` are those of all postings in their order,
    `term_freqs` of them for each.
    """

    terms: Sequence[bytes]
    post_starts: Numbers
    doc_ids: Numbers
    term_freqs: Numbers | None = None
    positions: Numbers | None = None


@record
class StoredData:
    """The values of one name, one for each document: `kind` is text, json, bytes or number.

    Of numbers, `numbers` has one for each document. Of the others, `blob` holds the bytes with one
    byte after each value, and `lengths` how many bytes each document has: 0 for none.
    """

    kind: str
    blob: bytes = b""
    lengths: Numbers | None = None
    numbers: Numbers | None = None


@record
class SegmentData:
    """Everything that a segment says."""

    n_docs: int
    fields: Mapping[str, FieldData] = field(default_factory=dict)
    lengths: Mapping[str, Numbers] = field(default_factory=dict)
    stored: Mapping[str, StoredData] = field(default_factory=dict)


class NewSegment:
    """A segment on its way into the index, and its documents that are dead before it gets there."""

    def __init__(self, data: SegmentData | None, entry: SegmentEntry | None = None) -> None:
        self._data = data
        # not by `random`, whose seed a program may set: names would collide
        self.entry = entry or SegmentEntry(segment_id=secrets.token_hex(8), n_docs=self.data.n_docs)
        self.dead: set[int] = set(self.entry.dead)

    @classmethod
    def already_written(cls, entry: SegmentEntry) -> "NewSegment":
        """Return a segment that is in its file already."""
        return cls(None, entry)

    @property
    def is_written(self) -> bool:
        """Whether it is in its file."""
        return self._data is None

    @property
    def data(self) -> SegmentData:
        """What it says, until it is written."""
        assert self._data is not None
        return self._data

    def written(self) -> None:
        """Let go of what it says: it is in its file."""
        self._data = None


def write_segment(file: BinaryIO, data: SegmentData, *, segment_id: str) -> None:
    """Write a segment; the file is empty, and stays open."""
    file.write(MAGIC)
    sections: dict[str, tuple[int, int, str, list[int]]] = {}
    at = len(MAGIC)

    def write(name: str, array: Numbers | bytes) -> None:
        nonlocal at
        numbers = np.frombuffer(array, np.uint8) if isinstance(array, bytes) else array
        numbers = _smallest(numbers)
        raw = numbers.data.cast("B") if numbers.size else b""
        code = _TYPECODES[numbers.dtype.str[1:]]
        sections[name] = (at, numbers.size, code, checksums(raw))
        padding = -len(raw) % _ALIGNED
        file.write(raw)
        file.write(bytes(padding))
        at += len(raw) + padding

    # fields with positions first, so that frequencies and positions have no holes
    names = sorted(data.fields, key=lambda name: (data.fields[name].positions is None, name))
    fields = [data.fields[name] for name in names]
    positional = [field for field in fields if field.positions is not None]
    terms = [term for field in fields for term in field.terms]
    write("term_starts", starts_of(np.fromiter(map(len, terms), np.int64, len(terms))))
    write("terms", b"".join(terms))
    hashes = np.fromiter(_hashes(fields), np.int64, len(terms))
    by_hash = np.argsort(hashes, kind="stable")
    write("hashes", hashes[by_hash])
    write("hash_ordinals", by_hash)
    write("post_starts", _joined_starts([field.post_starts for field in fields]))
    write("doc_ids", _joined([field.doc_ids for field in fields]))
    write("term_freqs", _joined([field.term_freqs for field in positional]))
    write("position_starts", _joined_starts([_position_starts(field) for field in positional]))
    write("positions", _joined([field.positions for field in positional]))
    for name, lengths in data.lengths.items():
        write(f"length:{name}", lengths)
    for name, stored in data.stored.items():
        if stored.numbers is not None:
            write(f"number:{name}", stored.numbers)
        elif stored.lengths is not None:
            write(f"starts:{name}", starts_of(stored.lengths))
            write(f"text:{name}", stored.blob)
    directory = json.dumps(
        {
            "segment_id": segment_id,
            "n_docs": data.n_docs,
            "fields": _entries(names, fields),
            "stored": {name: stored.kind for name, stored in data.stored.items()},
            "sections": sections,
        },
        separators=(",", ":"),
    ).encode()
    file.write(directory)
    file.write(TRAILER.pack(at, len(directory), zlib.crc32(directory), MAGIC))


def starts_of(lengths: Numbers) -> Numbers:
    """Return where each of consecutive runs starts, and where the last ends.

    >>> starts_of(np.array([2, 0, 3])).tolist()
    [0, 2, 2, 5]
    """
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _entries(names: Sequence[str], fields: Sequence[FieldData]) -> dict[str, list[Any]]:
    entries: dict[str, list[Any]] = {}
    first = 0
    for name, each in zip(names, fields, strict=True):
        entries[name] = [first, first + len(each.terms), each.positions is not None]
        first += len(each.terms)
    return entries


def _hashes(fields: Sequence[FieldData]) -> Iterator[int]:
    first = 0
    for each in fields:
        yield from map(term_hash, each.terms, repeat(first))
        first += len(each.terms)


def _position_starts(field: FieldData) -> Numbers:
    assert field.term_freqs is not None
    return starts_of(field.term_freqs)[field.post_starts]


def _joined(arrays: Sequence[Numbers | None]) -> Numbers:
    there = [array for array in arrays if array is not None]
    return np.concatenate(there) if there else np.zeros(0, np.uint8)


def _joined_starts(each: Sequence[Numbers]) -> Numbers:
    """Join arrays of starts that count from 0 each, so that they count on."""
    parts, base = [], 0
    for starts in each:
        parts.append(starts[:-1] + base)
        base += int(starts[-1])
    return np.concatenate([*parts, np.array([base], np.int64)])


def _smallest(numbers: Numbers) -> Numbers:
    """Return whole numbers in the smallest type that holds them all."""
    if numbers.dtype == np.int32:  # numbers that may be negative
        return np.ascontiguousarray(numbers, "<i4")
    most = int(numbers.max()) if numbers.size else 0
    for size in ("<u1", "<u2", "<u4"):
        if most <= np.iinfo(size).max:
            return np.ascontiguousarray(numbers, size)
    return np.ascontiguousarray(numbers, "<u8")
