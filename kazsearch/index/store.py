"""Open, lock, commit, swap.

What a commit consists of is written first, under names of its own; renaming the table of contents
into place is the commit.
"""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.util.filelock import FileLock, try_for
from whoosh.writing import MERGE_SMALL, SegmentWriter

from kazsearch.errors import IndexLockedError, IndexStateError, IndexVersionError
from kazsearch.index.boundary import foreign_errors
from kazsearch.index.schema import INDEX_VERSION, make_schema
from kazsearch.index.snapshot import Snapshot

_NAME = "MAIN"  # what Whoosh calls the one index of a folder
_LOCK = f"{_NAME}_WRITELOCK"  # the same lock as Whoosh's writers take
_BUILDING = "building-"
_MAX_DEAD = 0.25  # of a segment's documents; above it, the next commit writes the segment anew


def open_snapshot(folder: Path) -> Snapshot:
    """Open the newest committed state of the index for reading.

    Raises IndexNotFoundError, IndexVersionError or IndexDamagedError.
    """
    with foreign_errors(folder):
        for retries_left in range(20, -1, -1):
            try:
                reader = FileIndex(FileStorage(str(folder), readonly=True)).reader()
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
def locked(folder: Path, *, timeout_s: float = 0.0) -> Iterator[None]:
    """Hold the index against other writers; makes the folder if it is not there.

    Raises IndexLockedError when another process holds it for longer than the timeout. The lock
    goes with the process that holds it.
    """
    with foreign_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(folder / _LOCK))
        acquired = try_for(lock.acquire, timeout=timeout_s, delay=0.05)
    if not acquired:
        raise IndexLockedError(
            f"another build is writing the index in {folder}: "
            f"wait until it has ended and run the command again"
        )
    try:
        with foreign_errors(folder):
            _remove_left_overs(folder)
        yield
    finally:
        lock.release()


def _remove_left_overs(folder: Path) -> None:
    """Remove what a process has left that was killed while it wrote."""
    for path in folder.glob(f"{_BUILDING}*"):
        shutil.rmtree(path)
    for path in folder.glob(f"_{_NAME}_*.toc.*"):
        path.unlink()


def replace(folder: Path, documents: Iterable[Mapping[str, Any]]) -> int:
    """Commit an index that holds just these documents, whatever was there. Return its generation.

    The old index is not read: it may be damaged, or not there. The caller holds the lock.
    """
    with contextlib.ExitStack() as stack:
        with foreign_errors(folder):
            building = stack.enter_context(
                tempfile.TemporaryDirectory(prefix=_BUILDING, dir=folder)
            )
            FileIndex.create(FileStorage(building), make_schema(), _NAME)
        with _writing(Path(building)) as writer:
            _add(writer, documents, folder)
            with foreign_errors(folder):
                writer.commit()
        with foreign_errors(folder):
            return _move_in(Path(building), folder)


def _move_in(building: Path, folder: Path) -> int:
    """Make the index that was built aside the newest generation."""
    segments = TOC.read(FileStorage(str(building)), _NAME).segments
    for path in building.iterdir():
        if TOC._segment_pattern(_NAME).match(path.name):
            shutil.move(path, folder / path.name)
    storage = FileStorage(str(folder))
    generation: int = max(TOC._latest_generation(storage, _NAME), 0) + 1
    TOC(make_schema(), segments, generation).write(storage, _NAME)
    clean_files(storage, _NAME, generation, segments)
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
    with foreign_errors(folder):
        storage = FileStorage(str(folder))
        writer = SegmentWriter(FileIndex(storage), _lk=False)
    try:
        yield writer
    except BaseException:
        if TOC._latest_generation(storage, _NAME) >= writer.generation:
            raise  # it is committed: what was interrupted is the cleaning up
        if not writer.is_closed:
            writer.cancel()
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
