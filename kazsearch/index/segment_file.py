"""Here is the file of a segment: what do its arrays say of a term or a document?

One file holds one segment. It is read by memory map, and without NumPy: a cold query of a small
index needs a few numbers of it only.

    magic | arrays, each at a multiple of 8 bytes | directory, JSON | trailer

The trailer says where the directory is and how long, with its CRC-32; the directory says which
segment the file is, and of each array its offset, its number of items, its type (B H I Q or i:
unsigned of 1 2 4 8 bytes, signed of 4) and the CRC-32 of each of its blocks. All numbers are
little-endian. A block is compared with its checksum when it is first read, so that a damaged index
gives no wrong answer, and a large one opens at once.

    term_starts, terms      the terms of all fields, field by field, each in byte order
    hashes, hash_ordinals   the CRC-32 of each term with the first ordinal of its field, ascending,
                            and its ordinal: a term is found in a fifth of the time
    post_starts             of each term, its first posting; one more at the end
    doc_ids                 of each posting; ascending within a term
    term_freqs              of each posting of the fields with positions, which come first
    position_starts         of each term of those fields, its first position; one more at the end
    positions               of each occurrence
    length:FIELD            of each document, the number of its tokens in a field
    starts:NAME, text:NAME  of each document, a stored value: UTF-8 or JSON, and one byte after it,
                            so that an empty text is something and none is nothing
    number:NAME             of each document, a stored number; NO_NUMBER where it has none
"""

import contextlib
import json
import mmap
import os
import struct
import sys
import zlib
from bisect import bisect_left
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from kazsearch.errors import IndexVersionError
from kazsearch.index.blocks import Blocks

MAGIC = b"kazseg3\n"
_ANY_MAGIC = b"kazseg"  # of files of all versions
TRAILER = struct.Struct("<QII8s")  # offset, length and CRC-32 of the directory; MAGIC
EXTENSION = ".kaz"
NO_NUMBER = -(2**31)
ITEM_SIZES = {"B": 1, "H": 2, "I": 4, "Q": 8, "i": 4}


# of a term and the first ordinal of its field: what it is found by
term_hash = zlib.crc32


class SegmentDamagedError(ValueError):
    """The file is none of ours, or not as it was written; never leaves the floor."""


class FieldTerms(NamedTuple):
    """The terms of a field are those from `first` to before `last`."""

    first: int
    last: int
    has_positions: bool


class SegmentFile:
    """An open segment. Terms are known by their ordinals, documents by their numbers, from 0."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + TRAILER.size:
                raise SegmentDamagedError(f"{path.name} is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.path = path
        directory = _directory(self._map, path.name)
        self.segment_id: str = directory["segment_id"]
        self.n_docs: int = directory["n_docs"]
        self.fields: Mapping[str, FieldTerms] = {
            name: FieldTerms(*entry) for name, entry in directory["fields"].items()
        }
        self.stored: Mapping[str, str] = directory["stored"]  # name -> text, json, number or bytes
        self._sections: dict[str, list[Any]] = directory["sections"]
        self._views: dict[str, tuple[Any, Blocks]] = {}
        self._terms: tuple[Any, ...] = ()  # the arrays by which a term is found

    def close(self) -> None:
        """Let go of the file; what still looks at it, as a traceback may, lets go of it last."""
        views = [each for view in self._views.values() for each in view]
        self._views.clear()
        self._terms = ()
        for view in views:
            with contextlib.suppress(BufferError):
                view.release()
        with contextlib.suppress(BufferError):
            self._map.close()

    def has_array(self, name: str) -> bool:
        """Tell whether the segment has an array."""
        return name in self._sections

    def array(self, name: str) -> Any:
        """Return an array: a memory view of its numbers. Raises SegmentDamagedError."""
        view, blocks = self._views.get(name) or self._view(name)
        if not blocks.are_compared:
            self.compare(name, 0, len(view))
        return view

    def run(self, name: str, first: int, last: int) -> Any:
        """Return the numbers of an array from one to before another. Raises SegmentDamagedError."""
        view, blocks = self._views.get(name) or self._view(name)
        if not blocks.are_compared:
            self.compare(name, first, last)
        return view[first:last]

    def compare(self, name: str, first: int, last: int) -> None:
        """See that a run of an array is as it was written. Raises SegmentDamagedError."""
        _, blocks = self._views.get(name) or self._view(name)
        if not blocks.are_compared and not blocks.are_whole(first, last):
            raise SegmentDamagedError(f"{name} in {self.path.name} is damaged")

    def uncompared(self, name: str) -> Any:
        """Return an array for whoever calls `compare` on what he takes of it."""
        return (self._views.get(name) or self._view(name))[0]

    def _view(self, name: str) -> tuple[Any, Blocks]:
        offset, n_items, typecode, checksums = self._sections[name]
        size = ITEM_SIZES[typecode]
        written = memoryview(self._map)[offset : offset + n_items * size]
        raw = _swapped(written, typecode) if sys.byteorder == "big" and size > 1 else written
        view = self._views[name] = raw.cast(typecode), Blocks(written, checksums, size=size)
        return view

    def damaged_arrays(self) -> list[str]:
        """Return the names of the arrays that are not as they were written; reads all of them."""
        return [name for name in self._sections if not self._is_whole(name)]

    def _is_whole(self, name: str) -> bool:
        try:
            self.array(name)
        except SegmentDamagedError:
            return False
        return True

    def term(self, ordinal: int) -> bytes:
        """Return a term."""
        starts = self.array("term_starts")
        return bytes(self.array("terms")[starts[ordinal] : starts[ordinal + 1]])

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the terms from one to before another."""
        starts = self.array("term_starts")[first : last + 1].tolist()
        base = starts[0]
        blob = bytes(self.array("terms")[base : starts[-1]])
        return [blob[a - base : b - base] for a, b in pairwise(starts)]

    def seek(self, field: str, term: bytes) -> int:
        """Return the ordinal of the first term of a field that is not before this one."""
        known = self.fields.get(field)
        return 0 if known is None else bisect_left(_Terms(self), term, known.first, known.last)

    def find(self, field: str, term: bytes) -> int:
        """Return the ordinal of a term in a field, -1 if the segment has it not."""
        known = self.fields.get(field)
        if known is None:
            return -1
        if not self._terms:
            names = ("hashes", "hash_ordinals", "term_starts", "terms")
            self._terms = tuple(map(self.array, names))
        hashes, ordinals, starts, terms = self._terms
        wanted = term_hash(term, known.first)
        place = bisect_left(hashes, wanted)
        while place < len(hashes) and hashes[place] == wanted:
            ordinal: int = ordinals[place]
            there = terms[starts[ordinal] : starts[ordinal + 1]]
            if known.first <= ordinal < known.last and there == term:
                return ordinal
            place += 1
        return -1

    def postings(self, ordinal: int) -> tuple[int, int]:
        """Return the first and last posting of a term, half-open."""
        starts = self.array("post_starts")
        return starts[ordinal], starts[ordinal + 1]

    def lengths(self, field: str) -> Any:
        """Return of each document the number of its tokens in a text field."""
        name = f"length:{field}"
        # no segment keeps lengths that are all 0
        return self.array(name) if name in self._sections else memoryview(bytes(self.n_docs))

    def text(self, name: str, doc: int) -> bytes | None:
        """Return the bytes of a stored value, None if the document has none of that name."""
        starts = self.array(f"starts:{name}")
        first, last = starts[doc], starts[doc + 1]
        return bytes(self.run(f"text:{name}", first, last - 1)) if last > first else None

    def value(self, name: str, doc: int) -> Any:
        """Return a stored value as it was given, None if the document has none of that name."""
        kind = self.stored.get(name)
        if kind is None:
            return None
        if kind == "number":
            number = self.array(f"number:{name}")[doc]
            return None if number == NO_NUMBER else number
        raw = self.text(name, doc)
        if raw is None or kind == "bytes":
            return raw
        return raw.decode() if kind == "text" else json.loads(raw)

    def values_of(self, doc: int) -> Callable[[str], Any]:
        """Return what gives the stored values of a document by name."""
        return lambda name: self.value(name, doc)


class _Terms:
    """The terms as a sequence, for `bisect`."""

    __slots__ = ("_starts", "_terms")

    def __init__(self, segment: SegmentFile) -> None:
        self._starts = segment.array("term_starts")
        self._terms = segment.array("terms")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, ordinal: int) -> bytes:
        return bytes(self._terms[self._starts[ordinal] : self._starts[ordinal + 1]])


def _directory(data: mmap.mmap, name: str) -> dict[str, Any]:
    """Return the directory, checked. Raises SegmentDamagedError."""
    end = len(data) - TRAILER.size
    offset, length, checksum, magic = TRAILER.unpack(data[end:])
    raw = data[offset : offset + length]
    if magic != data[: len(MAGIC)] or not magic.startswith(_ANY_MAGIC):
        raise SegmentDamagedError(f"{name} is no segment")
    if magic != MAGIC:
        raise IndexVersionError(
            f"{name} was made by another version of kazsearch: "
            f"run `kazsearch build` to make the index anew"
        )
    if offset + length != end or zlib.crc32(raw) != checksum:
        raise SegmentDamagedError(f"{name} is damaged")
    directory: dict[str, Any] = json.loads(raw)
    return directory


def _swapped(raw: memoryview, typecode: str) -> memoryview:
    """Return little-endian numbers as a big-endian machine has them."""
    from array import array

    numbers = array(typecode, bytes(raw))
    numbers.byteswap()
    return memoryview(numbers).cast("B")
