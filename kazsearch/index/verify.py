"""Is every byte of an index as it was written, and do its parts agree?"""

from collections.abc import Iterator
from pathlib import Path

from kazsearch.errors import IndexDamagedError, IndexStateError
from kazsearch.index.boundary import foreign_errors
from kazsearch.index.segment_file import SegmentDamagedError, SegmentFile
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.store import open_snapshot
from kazsearch.index.toc import SegmentEntry, latest_generation, read_toc, toc_path
from kazsearch.record import record

_MOST_TRIES = 20  # with a commit during each; reading 50 MB takes some 50 ms


@record
class Verification:
    """What was read of an index: `damage` has a sentence for each thing that is not as it was."""

    n_files: int
    n_bytes: int
    n_films: int
    damage: tuple[str, ...]


def verify(folder: Path) -> Verification:
    """Read all files of the newest committed state of an index.

    Raises IndexNotFoundError, IndexVersionError, and IndexStateError for what is no index of ours,
    can't be read, or is committed to all the time.
    """
    for _ in range(_MOST_TRIES):
        before = _newest(folder)
        found = _verify(folder)
        # a commit removes the files of the state before it, which is no damage
        if not found.damage or _newest(folder) == before:
            return found
    raise IndexStateError(
        f"the index in {folder} changes while it is read: "
        f"run the command again when no build is running"
    )


def _newest(folder: Path) -> int:
    return latest_generation(folder) if folder.is_dir() else -1


def _verify(folder: Path) -> Verification:
    try:
        with foreign_errors(folder):
            toc = read_toc(folder)
    except IndexDamagedError as error:
        name = toc_path(folder, _newest(folder)).name
        damage = [f"the table of contents {name} can't be read ({error.__cause__})"]
        return Verification(n_files=1, n_bytes=0, n_films=0, damage=tuple(damage))
    damage = []
    sizes = [_size(toc_path(folder, toc.generation))]
    for entry in toc.segments:
        path = folder / entry.file_name
        with foreign_errors(folder):
            damage += _of_segment(path, entry)
            sizes.append(_size(path))
    n_films = 0
    if not damage:
        try:
            with open_snapshot(folder) as snapshot:
                n_films = len(snapshot.film_doc_ids())
                damage += _disagreements(snapshot)
        except IndexDamagedError as error:
            damage.append(f"the records of the index can't be read ({error.__cause__})")
    return Verification(
        n_files=len(sizes), n_bytes=sum(sizes), n_films=n_films, damage=tuple(damage)
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _of_segment(path: Path, entry: SegmentEntry) -> Iterator[str]:
    try:
        file = SegmentFile(path)
    except FileNotFoundError:
        yield f"{entry.file_name} is missing"
        return
    except SegmentDamagedError as error:
        yield str(error)
        return
    try:
        if (file.segment_id, file.n_docs) != (entry.segment_id, entry.n_docs):
            yield f"{entry.file_name} holds another segment"
        for name in file.damaged_arrays():
            yield f"{name} in {entry.file_name} is damaged"
    finally:
        file.close()


def _disagreements(snapshot: Snapshot) -> Iterator[str]:
    """Yield where the records of an index contradict one another."""
    known = set(snapshot.dictionary.film_ids_from(""))
    if len(known) != snapshot.corpus.n_docs:
        yield f"there are {len(known):,} films, and there should be {snapshot.corpus.n_docs:,}"
    told: set[str] = set()
    for article in snapshot.articles().values():
        told.update(article.film_ids)
        for film_id in article.film_ids:
            if film_id not in known:
                yield f"{article.path} tells of {film_id}, which is not there"
    for film_id in sorted(known - told):
        yield f"no article tells of {film_id}"
