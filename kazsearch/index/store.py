"""Open, lock, commit, swap.

What a commit consists of is written first, under names of its own; renaming the table of contents
into place is the commit.
"""

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.writing import MERGE_SMALL, SegmentWriter

from kazsearch.errors import IndexStateError, IndexVersionError
from kazsearch.index.boundary import DAMAGE, foreign_errors
from kazsearch.index.lock import exclusive
from kazsearch.index.schema import INDEX_VERSION, make_schema
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.storage import (
    LOCK,
    NAME,
    CheckedStorage,
    DurableStorage,
    folder_to_build_in,
    make_index_folder,
    move_in,
    remove_left_overs,
    unseeded_random,
)

_MAX_DEAD = 0.25  # of a segment's documents; above it, the next commit writes the segment anew


def open_snapshot(folder: Path) -> Snapshot:
    """Open the newest committed state of the index for reading.

    Raises IndexNotFoundError, IndexVersionError or IndexDamagedError.
    """
    with foreign_errors(folder):
        for retries_left in range(20, -1, -1):
            try:
                reader = FileIndex(CheckedStorage(str(folder))).reader()
                break
            except FileNotFoundError:
                # a commit has just deleted the generation that we were about to read
                if not retries_left:
                    raise
                time.sleep(0.002)
    snapshot = Snapshot(reader, folder=folder)
    if not snapshot.corpus.version:
        snapshot.close()
        raise IndexStateError(
            f"the index in {folder} is not one of kazsearch's: name another folder with --index"
        )
    if snapshot.corpus.version != INDEX_VERSION:
        snapshot.close()
        raise IndexVersionError(
            f"the index in {folder} was made by another version of kazsearch: "
            f"run `kazsearch build` to make it anew"
        )
    return snapshot


@contextlib.contextmanager
def locked(folder: Path, *, timeout_s: float = 0.0) -> Iterator[int]:
    """Hold the index against other writers; makes the folder if it is not there.

    Gives how many files and folders were removed that killed writers had left. Raises
    IndexLockedError when another process holds the lock for longer than the timeout. The lock goes
    with the process that holds it.
    """
    with contextlib.ExitStack() as stack:
        with foreign_errors(folder):
            make_index_folder(folder)
            stack.enter_context(exclusive(folder / LOCK, timeout_s=timeout_s))
            n_left_over = remove_left_overs(folder)
        yield n_left_over


def replace(folder: Path, documents: Iterable[Mapping[str, Any]]) -> int:
    """Commit an index that holds just these documents, whatever was there. Return its generation.

    The old index is not read: it may be damaged, or not there. The caller holds the lock.
    """
    with contextlib.ExitStack() as stack:
        with foreign_errors(folder):
            building = stack.enter_context(folder_to_build_in(folder))
            FileIndex.create(DurableStorage(str(building)), make_schema(), NAME)
        with _writing(building) as writer:
            _add(writer, documents, folder)
            with foreign_errors(folder):
                writer.commit()
        with foreign_errors(folder):
            return _move_in(building, folder)


def _move_in(building: Path, folder: Path) -> int:
    """Make the index that was built aside the newest generation."""
    segments = TOC.read(CheckedStorage(str(building)), NAME).segments
    move_in(building, folder)
    storage = DurableStorage(str(folder))
    generation: int = max(TOC._latest_generation(storage, NAME), 0) + 1
    TOC(make_schema(), segments, generation).write(storage, NAME)
    clean_files(storage, NAME, generation, segments)
    return generation


def update(folder: Path, *, delete: Iterable[int], documents: Iterable[Mapping[str, Any]]) -> int:
    """Commit a change to the newest state. Return the new generation.

    `delete` are doc ids of the newest snapshot. The caller holds the lock.
    """
    with _writing(folder) as writer:
        with foreign_errors(folder):
            for doc_id in delete:
                writer.delete_document(doc_id)
        _add(writer, documents, folder)
        with foreign_errors(folder):
            writer.commit(mergetype=_merge)
        generation: int = writer.generation
        return generation


def _add(writer: SegmentWriter, documents: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Add documents; what goes wrong in making them is no fault of the index."""
    for document in documents:
        with foreign_errors(folder):
            writer.add_document(**document)


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[SegmentWriter]:
    """Give a writer that leaves the index as it was if anything goes wrong, Ctrl-C included."""
    storage = DurableStorage(str(folder))
    with contextlib.ExitStack() as stack:
        stack.callback(storage.abandon)
        with foreign_errors(folder), unseeded_random():  # it draws the names of its files
            writer = SegmentWriter(FileIndex(storage), _lk=False)
        try:
            yield writer
        except BaseException:
            if TOC._latest_generation(storage, NAME) >= writer.generation:
                raise  # it is committed: what was interrupted is the cleaning up
            # what can't be cleaned up now, as the disk fails, is left over for the next build
            with contextlib.suppress(*DAMAGE):
                if not writer.is_closed:
                    writer.cancel()
            with contextlib.suppress(OSError):
                for path in folder.glob(f"{writer.newsegment.segment_id()}.*"):
                    path.unlink()
            raise


def _merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Write anew the segments that are small or hold many deleted documents."""
    kept = []
    for segment in segments:
        if segment.deleted_count() > _MAX_DEAD * segment.doc_count_all():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        else:
            kept.append(segment)
    merged: list[Any] = MERGE_SMALL(writer, kept)
    return merged
