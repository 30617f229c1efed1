"""Which file operations make a commit, and in which order do they reach the disk?

Whoosh renames its table of contents into place and syncs nothing: after a power cut the new table
may be there while the files that it names are empty. Here every file of a commit and the folder are
synced before that rename, and the folder after it; older files are deleted only then.

All that changes an index folder goes through one `Disk`: tests make each operation fail.
"""

import contextlib
import os
import random
import shutil
import weakref
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from kazsearch.errors import IndexStateError
from kazsearch.index.boundary import DAMAGE
from kazsearch.index.unpickling import check_toc

NAME = "MAIN"  # what Whoosh calls the one index of a folder
LOCK = f"{NAME}_WRITELOCK"  # the lock that Whoosh's own writers take
_BUILDING = "building-"
_SCRATCH = f"{NAME}.tmp"  # where Whoosh sorts postings


class Disk:
    """What can be done to an index folder."""

    def create(self, path: str, mode: str) -> BinaryIO:
        """Open a new file, or empty one that is there."""
        return cast("BinaryIO", open(path, mode))  # noqa: PTH123  # Whoosh's paths are texts

    def sync(self, path: str) -> None:
        """Return when the file or folder is on the disk itself."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: str, new: str) -> None:
        """Give a file another name, and replace what had it, in one step."""
        os.replace(old, new)  # noqa: PTH105

    def delete(self, path: str) -> None:
        """Delete a file."""
        os.remove(path)  # noqa: PTH107

    def make_folder(self, path: str) -> None:
        """Make a folder that is not there."""
        os.mkdir(path)  # noqa: PTH102

    def delete_folder(self, path: str) -> None:
        """Delete a folder and all that is in it."""
        shutil.rmtree(path)


disk = Disk()  # tests put another in its place


class CheckedStorage(FileStorage):
    """A folder to read an index from: nothing of its table of contents can run code."""

    def __init__(self, folder: str, *, readonly: bool = True) -> None:
        FileStorage.__init__(self, folder, readonly=readonly)

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """Open a file; Whoosh unpickles the table of contents, so that it is checked first."""
        if not TOC._pattern(NAME).match(name):
            return cast("StructFile", FileStorage.open_file(self, name, **kwargs))
        data = Path(self._path(name)).read_bytes()
        check_toc(data)
        return StructFile(BytesIO(data), name=name, **kwargs)

    def _path(self, name: str) -> str:
        return str(Path(self.folder) / name)


class DurableStorage(CheckedStorage):
    """A folder to write an index to: renaming a file in it is a commit, and survives a power cut.

    Whoosh renames nothing but the table of contents.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(folder, readonly=False)
        self._unsynced: set[str] = set()
        self._files: weakref.WeakSet[StructFile] = weakref.WeakSet()

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """Open a file that `abandon` closes."""
        file = CheckedStorage.open_file(self, name, **kwargs)
        self._files.add(file)
        return file

    def abandon(self) -> None:
        """Close all files: Whoosh forgets to, where writing one of them failed."""
        for file in list(self._files):
            with contextlib.suppress(OSError):  # what is left in its buffer fails again
                file.raw_file().close()

    def create_file(
        self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any
    ) -> StructFile:
        """Create a file that the next commit syncs."""
        file = disk.create(self._path(name), mode.replace("w", "x") if excl else mode)
        self._unsynced.add(name)
        struct_file = StructFile(file, name=name, **kwargs)
        self._files.add(struct_file)
        return struct_file

    def delete_file(self, name: str) -> None:
        """Delete a file."""
        disk.delete(self._path(name))
        self._unsynced.discard(name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Commit: sync all files written since the last commit, rename, sync the folder.

        Raises NameError if `safe` and the new name is taken, OSError if nothing was committed,
        IndexStateError if it is committed and the disk did not confirm it.
        """
        if safe and Path(self._path(newname)).exists():
            raise NameError(f"{newname} exists")
        for name in sorted(self._unsynced):
            disk.sync(self._path(name))
        disk.sync(self.folder)
        disk.rename(self._path(oldname), self._path(newname))
        self._unsynced.clear()
        try:
            disk.sync(self.folder)
        except OSError as error:
            raise IndexStateError(
                f"the new state of the index in {self.folder} is written, but the disk has not "
                f"confirmed it ({error.strerror}): mend that and run the command again"
            ) from error

    def temp_storage(self, name: str | None = None) -> "DurableStorage":
        """Return a folder for what is deleted before the commit: it is never synced."""
        scratch = _ScratchStorage(self._path(name or _SCRATCH))
        scratch._files = self._files
        if not Path(scratch.folder).is_dir():
            disk.make_folder(scratch.folder)
        return scratch


class _ScratchStorage(DurableStorage):
    """A folder that goes with its writer."""

    def destroy(self) -> None:
        """Delete the folder; what can't be deleted is left over, and no failure of the commit."""
        with contextlib.suppress(OSError):
            disk.delete_folder(self.folder)


@contextlib.contextmanager
def unseeded_random() -> Iterator[None]:
    """Let random numbers differ from those of other processes, though the program seeds them."""
    state = random.getstate()
    random.seed()
    try:
        yield
    finally:
        random.setstate(state)


def make_index_folder(folder: Path) -> None:
    """Make the folder of an index, and those above it, if they are not there, for good."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)  # exist_ok: another process may be as quick
    for path in missing:
        disk.sync(str(path.parent))


@contextlib.contextmanager
def folder_to_build_in(folder: Path) -> Iterator[Path]:
    """Give a new folder inside the index's, and delete it at the end."""
    path = folder / f"{_BUILDING}{os.getpid()}"
    disk.make_folder(str(path))
    try:
        yield path
    finally:  # what can't be deleted is left over, as what a killed process leaves
        with contextlib.suppress(OSError):
            disk.delete_folder(str(path))


def move_in(building: Path, folder: Path) -> None:
    """Move the files of segments from one folder to another; they are synced already."""
    for path in sorted(building.iterdir()):
        if TOC._segment_pattern(NAME).match(path.name):
            disk.rename(str(path), str(folder / path.name))


def remove_left_overs(folder: Path) -> int:
    """Remove what writers have left that were killed, and return how many files and folders.

    The caller holds the lock. Where the table of contents can't be read, nothing is removed that
    it may name.
    """
    doomed = [*folder.glob(f"{_BUILDING}*"), *folder.glob(f"_{NAME}_*.toc.*")]
    scratch = folder / _SCRATCH
    if scratch.is_dir():
        doomed.append(scratch)
    doomed += _unnamed(folder)
    for path in doomed:
        remove = disk.delete_folder if path.is_dir() else disk.delete
        remove(str(path))
    return len(doomed)


def _unnamed(folder: Path) -> list[Path]:
    """Return the files of older commits, and of commits that never were."""
    storage = CheckedStorage(str(folder))
    newest = TOC._latest_generation(storage, NAME)
    segments = set()
    if newest >= 0:
        try:
            segments = {segment.segment_id() for segment in TOC.read(storage, NAME).segments}
        except (IndexStateError, *DAMAGE):  # opening it will say so
            return []
    found = []
    for path in folder.iterdir():
        toc = TOC._pattern(NAME).match(path.name)
        file = TOC._segment_pattern(NAME).match(path.name)
        if (toc and int(toc[1]) != newest) or (file and file[1] not in segments):
            found.append(path)
    return found
