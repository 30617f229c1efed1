"""A disk that fails or stops at its n-th operation, and forgets what was not synced."""

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from kazsearch.index.disk import Disk


class CountingDisk(Disk):
    """Does everything, and calls `before` with what is about to be done: its number from 1."""

    def __init__(self, before: Callable[[int, str, str], None] = lambda *_: None) -> None:
        self.n_done = 0
        self.before = before

    def count(self, what: str, path: str) -> None:
        self.n_done += 1
        self.before(self.n_done, what, path)

    def create(self, path: str, mode: str) -> BinaryIO:
        self.count("create", path)
        raw = CountedFile(path, mode.replace("b", ""), self)
        return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)

    def sync(self, path: str) -> None:
        self.count("sync", path)
        super().sync(path)

    def rename(self, old: str, new: str) -> None:
        self.count("rename", old)
        super().rename(old, new)

    def delete(self, path: str) -> None:
        self.count("delete", path)
        super().delete(path)

    def make_folder(self, path: str) -> None:
        self.count("make folder", path)
        super().make_folder(path)

    def delete_folder(self, path: str) -> None:
        self.count("delete folder", path)
        super().delete_folder(path)


class FailingDisk(CountingDisk):
    """A disk whose n-th operation fails with a number of `errno`; `failed` says which that was."""

    def __init__(self, at: int, number: int) -> None:
        super().__init__(self._fail)
        self.failed = ""
        self._at = at
        self._number = number

    def _fail(self, n_done: int, what: str, path: str) -> None:
        if n_done == self._at:
            self.failed = f"{errno.errorcode[self._number]} at {n_done}: {what} {Path(path).name}"
            raise OSError(self._number, os.strerror(self._number), path)


class CountedFile(io.FileIO):
    """A file each of whose writes, when a buffer is full or the file closed, is an operation."""

    def __init__(self, path: str, mode: str, disk: CountingDisk) -> None:
        super().__init__(path, mode)
        self._disk = disk

    def write(self, data: Any) -> int:
        self._disk.count("write", str(self.name))
        return super().write(data)


class ForgetfulDisk(CountingDisk):
    """A disk that keeps what was synced, and of all else what `forget` leaves.

    Files that were not synced since they were written are cut to a share of their bytes, names that
    were given or taken since their folder was synced are undone.
    """

    def __init__(self, before: Callable[[int, str, str], None], *, keep: float) -> None:
        super().__init__(before)
        self.keep = keep
        self._unsynced: set[str] = set()
        self._undo: list[tuple[str, Callable[[], None]]] = []  # folder, what undoes an operation
        self._bin = 0

    def create(self, path: str, mode: str) -> BinaryIO:
        self._unsynced.add(path)
        return super().create(path, mode)

    def sync(self, path: str) -> None:
        super().sync(path)
        self._unsynced.discard(path)
        self._undo = [one for one in self._undo if one[0] != path]

    def rename(self, old: str, new: str) -> None:
        super().rename(old, new)
        if old in self._unsynced:
            self._unsynced.remove(old)
            self._unsynced.add(new)
        self._undo.append((str(Path(new).parent), lambda: Disk.rename(self, new, old)))

    def delete(self, path: str) -> None:
        # a deleted file is put aside, since its folder may yet be found with it
        self.count("delete", path)
        self._bin += 1
        aside = str(Path(path).parent.with_name(f"deleted-{self._bin}"))
        Disk.rename(self, path, aside)
        self._undo.append((str(Path(path).parent), lambda: Disk.rename(self, aside, path)))

    def forget(self) -> None:
        """Leave what a power cut would leave."""
        for _, undo in reversed(self._undo):
            undo()
        for path in self._unsynced:
            if Path(path).is_file():
                os.truncate(path, int(Path(path).stat().st_size * self.keep))
