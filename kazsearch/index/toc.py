"""Which segments make up the newest committed state of an index?

Whoosh's table of contents says so: a pickle. We read it without Whoosh, which a cold query need not
wait for, and build no object of any class that it names: whoever sends an index runs no code here.
"""

import io
import os
import re
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from kazsearch.errors import IndexNotFoundError, IndexStateError, IndexVersionError
from kazsearch.index.segment_file import EXTENSION
from kazsearch.record import record

try:
    from _pickle import Unpickler  # without the slow twin of it that `pickle` defines: 1 ms
except ImportError:  # another Python than CPython
    from pickle import Unpickler

INDEX_NAME = "MAIN"  # what Whoosh calls the one index of a folder
_FILE_NAME = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")
_SIZES = (4, 8, 4)  # of Whoosh's int, long and float
_BYTE_ORDER = -12345
_VERSION = -111
_OURS = b"kazsearch"
_END = struct.Struct("<I8s")  # what we add to Whoosh's table: the CRC-32 of it, _END_MAGIC
_END_MAGIC = b"kaztoc1\n"


class TocDamagedError(ValueError):
    """The table of contents is not as it was written; never leaves the floor."""


@record
class SegmentEntry:
    """One segment: its file, how many documents it holds, and which of them are dead."""

    segment_id: str
    n_docs: int
    dead: frozenset[int] = frozenset()

    @property
    def file_name(self) -> str:
        """The name of its file in the index folder."""
        return f"{INDEX_NAME}_{self.segment_id}{EXTENSION}"


def seal(segment_id: str, n_docs: int, dead: Iterable[int]) -> int:
    """Return the checksum of what a table of contents says of a segment; `dead` ascend."""
    return zlib.crc32(repr((segment_id, n_docs, tuple(dead))).encode())


def with_end(table: bytes) -> bytes:
    """Return a table of contents as it is written: with its checksum, which Whoosh passes over."""
    return table + _END.pack(zlib.crc32(table), _END_MAGIC)


@record
class Toc:
    """A committed state. Doc ids run through the segments in this order.

    `written_at` is the time of its file, in seconds since 1970: a copy of the index has that of the
    copy, unless it was made with its times.
    """

    generation: int
    segments: tuple[SegmentEntry, ...]
    written_at: float


def latest_generation(folder: Path) -> int:
    """Return the number of the newest table of contents, -1 if there is none."""
    matches = (_FILE_NAME.fullmatch(path.name) for path in folder.iterdir())
    return max((int(match[1]) for match in matches if match), default=-1)


def toc_path(folder: Path, generation: int) -> Path:
    """Return the file of a generation's table of contents."""
    return folder / f"_{INDEX_NAME}_{generation}.toc"


def read_toc(folder: Path) -> Toc:
    """Read the newest table of contents.

    Raises IndexNotFoundError, IndexVersionError for an index of another version of kazsearch,
    IndexStateError for one of another program, TocDamagedError, OSError.
    """
    try:
        generation = latest_generation(folder)
    except (FileNotFoundError, NotADirectoryError):
        generation = -1
    if generation < 0:
        raise IndexNotFoundError(f"there is no index in {folder} yet: run `kazsearch build` first")
    with toc_path(folder, generation).open("rb") as file:
        written_at = os.fstat(file.fileno()).st_mtime
        schema, segments = _read(file.read(), generation)
    if not all(isinstance(segment, SegmentEntry) for segment in segments) or not segments:
        if _OURS in schema:
            raise IndexVersionError(
                f"the index in {folder} was made by another version of kazsearch, or another "
                f"program has written to it: run `kazsearch build` to make it anew"
            )
        raise IndexStateError(
            f"the index in {folder} is not one of kazsearch's: name another folder with --index"
        )
    return Toc(generation=generation, segments=tuple(segments), written_at=written_at)


def _read(raw: bytes, generation: int) -> tuple[bytes, list[Any]]:
    # first, as a bit may make a name that is foreign. Other Whoosh programs write none
    if raw.endswith(_END_MAGIC) and with_end(raw[: -_END.size]) != raw:
        raise TocDamagedError("the table of contents is damaged")
    file = io.BytesIO(raw[: -_END.size] if raw.endswith(_END_MAGIC) else raw)
    sizes = tuple(_varint(file) for _ in _SIZES)
    byte_order, version = _int(file), _int(file)
    for _ in range(3):
        _varint(file)  # the release of Whoosh
    if (sizes, byte_order, version) != (_SIZES, _BYTE_ORDER, _VERSION):
        raise TocDamagedError("the table of contents is damaged")
    schema = file.read(_varint(file))
    if _int(file) != generation:
        raise TocDamagedError("the table of contents is of another generation")
    _int(file)
    segments = _Unpickler(file).load()
    if not isinstance(segments, list) or file.read():
        raise TocDamagedError("the table of contents is damaged")
    return schema, segments


def _entry(
    segment_id: str, n_docs: int, dead: tuple[int, ...], sealed: int | None = None
) -> "SegmentEntry | _Foreign":
    """Stand in for `codec.ArraySegment`, with its arguments; older versions had no seal."""
    if sealed is None:
        return _Foreign()
    if sealed != seal(segment_id, n_docs, dead):
        raise TocDamagedError("the table of contents is damaged")
    return SegmentEntry(segment_id=segment_id, n_docs=n_docs, dead=frozenset(dead))


class _Foreign(dict[object, object]):
    """Stands in for the segments of another program, or of an older version of ours."""

    def __init__(self, *_: object) -> None:
        pass

    def __setstate__(self, _: object) -> None:
        pass


_KNOWN: dict[tuple[str, str], Callable[..., object]] = {
    ("kazsearch.index.codec", "ArraySegment"): _entry,
    ("whoosh.codec.whoosh3", "W3Segment"): _Foreign,
    ("whoosh.codec.whoosh3", "W3Codec"): _Foreign,
    ("collections", "defaultdict"): _Foreign,
    ("builtins", "int"): int,
    ("builtins", "set"): set,
}


class _Unpickler(Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        """Return what stands in for a class. Raises IndexStateError for an unknown one."""
        known = _KNOWN.get((module_name, global_name))
        if known is None:  # not damaged, lest a full build overwrite what is somebody else's
            raise IndexStateError(
                f"the index is not one of kazsearch's, since opening it would load "
                f"{module_name}.{global_name}: nothing of it was loaded; "
                f"name another folder with --index"
            )
        return known


def _varint(file: BinaryIO) -> int:
    value = shift = 0
    while True:
        byte = file.read(1)
        if not byte or shift > 63:
            raise TocDamagedError("the table of contents is cut short")
        value |= (byte[0] & 127) << shift
        if byte[0] < 128:
            return value
        shift += 7


def _int(file: BinaryIO) -> int:
    raw = file.read(4)
    if len(raw) < 4:
        raise TocDamagedError("the table of contents is cut short")
    (value,) = struct.unpack("!i", raw)
    return int(value)
