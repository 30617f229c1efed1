"""Open, lock, commit, swap.

What a commit consists of is written first, under names of its own; renaming the table of contents
into place is the commit. A full build does no more and no less: it keeps none of the old segments.
"""

import contextlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kazsearch.errors import IndexVersionError
from kazsearch.index.boundary import foreign_errors
from kazsearch.index.disk import make_index_folder, remove_left_overs
from kazsearch.index.fields import INDEX_VERSION
from kazsearch.index.postings import OpenSegment
from kazsearch.index.segment_file import SegmentDamagedError, SegmentFile
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.toc import (
    INDEX_NAME,
    SegmentEntry,
    latest_generation,
    read_toc,
    toc_path,
    with_end,
)

if TYPE_CHECKING:
    from kazsearch.index.segment_writer import NewSegment, SegmentData
    from kazsearch.index.storage import DurableStorage

_LOCK = f"{INDEX_NAME}_WRITELOCK"  # the same lock as Whoosh's writers take


def open_snapshot(folder: Path) -> Snapshot:
    """Open the newest committed state of the index for reading.

    Raises IndexNotFoundError, IndexVersionError or IndexDamagedError.
    """
    with foreign_errors(folder):
        for retries_left in range(20, -1, -1):
            try:
                snapshot = _open(folder)
                break
            except FileNotFoundError:
                # a commit has just deleted the generation that we were about to read
                if not retries_left:
                    raise
                time.sleep(0.002)
    if snapshot.corpus.version != INDEX_VERSION:
        snapshot.close()
        raise IndexVersionError(
            f"the index in {folder} was made by another version of kazsearch: "
            f"run `kazsearch build` to make it anew"
        )
    return snapshot


def _open(folder: Path) -> Snapshot:
    toc = read_toc(folder)
    segments, base = [], 0
    for entry in toc.segments:
        file = SegmentFile(folder / entry.file_name)
        if (file.segment_id, file.n_docs) != (entry.segment_id, entry.n_docs):
            raise SegmentDamagedError(f"{entry.file_name} holds another segment")
        segments.append(OpenSegment(file=file, base=base, dead=entry.dead))
        base += file.n_docs
    return Snapshot(segments, folder=folder, generation=toc.generation, written_at=toc.written_at)


@contextlib.contextmanager
def locked(folder: Path, *, timeout_s: float = 0.0) -> Iterator[int]:
    """Hold the index against other writers; makes the folder if it is not there.

    Gives how many files were removed that killed writers had left. Raises IndexLockedError when
    another process holds the lock for longer than the timeout. The lock goes with the process that
    holds it.
    """
    from kazsearch.index.lock import exclusive

    with contextlib.ExitStack() as stack:
        with foreign_errors(folder):
            make_index_folder(folder)
            stack.enter_context(exclusive(folder / _LOCK, timeout_s=timeout_s))
            n_left_over = remove_left_overs(folder)
        yield n_left_over


def commit(
    folder: Path,
    base: Snapshot | None,
    segments: Iterable["NewSegment"],
    *,
    delete: Iterable[int] = (),
) -> int:
    """Make new segments, beside those of the base, the newest state. Return its generation.

    The dead of a new segment may become more until the last has come. A segment is written before
    the next is asked for. `delete` are doc ids of the base. Without a base, nothing is kept of what
    was there: it may be damaged. The caller holds the lock. If anything goes wrong, Ctrl-C
    included, the index is as it was.
    """
    with _writing(folder) as storage:
        kept = [] if base is None else _entries(base, delete)
        new: list[tuple[SegmentEntry, set[int]]] = []
        for segment in segments:
            if segment.is_written:
                storage.adopt(segment.entry.file_name)
                new.append((segment.entry, segment.dead))
                continue
            data = segment.data
            if base is not None:
                data, kept = _absorbing(data, base, kept)
            with foreign_errors(folder):
                _write(storage, segment.entry, data)
            new.append((replace(segment.entry, n_docs=data.n_docs), segment.dead))
            segment.written()
        entries = kept + [replace(entry, dead=frozenset(dead)) for entry, dead in new]
        with foreign_errors(folder):
            living = [entry for entry in entries if len(entry.dead) < entry.n_docs]
            return _make_newest(storage, folder, living)


def _entries(base: Snapshot, delete: Iterable[int]) -> list[SegmentEntry]:
    """Return the segments of a snapshot without these documents."""
    doomed = set(delete)
    entries = []
    for segment in base.segments:
        documents = range(segment.base, segment.base + segment.file.n_docs)
        newly_dead = (doc_id - segment.base for doc_id in doomed if doc_id in documents)
        entries.append(
            SegmentEntry(
                segment_id=segment.file.segment_id,
                n_docs=segment.file.n_docs,
                dead=segment.dead.union(newly_dead),
            )
        )
    return entries


def _absorbing(
    data: "SegmentData", base: Snapshot, entries: Sequence[SegmentEntry]
) -> tuple["SegmentData", list[SegmentEntry]]:
    """Merge a new segment with those of the base that it should absorb; return what is left."""
    from kazsearch.index.merging import load, merge, to_absorb

    files = {segment.file.path.name: segment.file for segment in base.segments}
    absorbed = [entries[i] for i in to_absorb(data.n_docs, entries)]
    if not absorbed:
        return data, list(entries)
    with foreign_errors(base.folder):
        sources = [load(files[entry.file_name]) for entry in absorbed]
        merged = merge([*sources, data], [*(entry.dead for entry in absorbed), ()])
    return merged, [entry for entry in entries if entry not in absorbed]


@contextlib.contextmanager
def _writing(folder: Path) -> "Iterator[DurableStorage]":
    """Give a storage that leaves the index as it was if anything goes wrong, Ctrl-C included."""
    from kazsearch.index.storage import DurableStorage

    storage = DurableStorage(folder)
    with foreign_errors(folder):
        before = latest_generation(folder)
    try:
        yield storage
    finally:
        # an interruption may have come between the rename that is the commit and what follows it
        if latest_generation(folder) == before:
            storage.abandon()


def _write(storage: "DurableStorage", entry: SegmentEntry, data: "SegmentData") -> None:
    from kazsearch.index.segment_writer import write_segment

    with storage.create_new(entry.file_name) as file:
        write_segment(file, data, segment_id=entry.segment_id)


def _make_newest(storage: "DurableStorage", folder: Path, entries: Sequence[SegmentEntry]) -> int:
    """Make these segments the newest generation, and remove the files of older ones."""
    from whoosh.filedb.filestore import RamStorage
    from whoosh.index import TOC, clean_files

    from kazsearch.index.codec import segment_of
    from kazsearch.index.schema import make_schema

    generation = max(latest_generation(folder), 0) + 1
    segments = [segment_of(entry) for entry in entries]
    name = toc_path(folder, generation).name
    memory = RamStorage()
    TOC(make_schema(), segments, generation).write(memory, INDEX_NAME)
    temporary = f"{name}.{time.time()}"
    with storage.create_new(temporary) as file:
        file.write(with_end(memory.files[name]))
    storage.commit(temporary, name)
    clean_files(storage, INDEX_NAME, generation, segments)
    return generation
