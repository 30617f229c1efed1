"""Which file operations make a commit, and in which order do they reach the disk?

Whoosh renames its table of contents into place and syncs nothing: after a power cut the new table
may be there while the files that it names are empty. Here every file of a commit and the folder are
synced before that rename, and the folder after it; older files are deleted only then.
"""

import contextlib
from pathlib import Path
from typing import BinaryIO

from whoosh.filedb.filestore import FileStorage

from kazsearch.errors import IndexStateError
from kazsearch.index import disk as on


class DurableStorage(FileStorage):
    """A folder to write an index to: renaming a file in it is a commit, and survives a power cut.

    Whoosh renames nothing but the table of contents.
    """

    def __init__(self, folder: Path) -> None:
        FileStorage.__init__(self, str(folder))
        self._unsynced: set[str] = set()

    def create_new(self, name: str) -> BinaryIO:
        """Create a file that is not there yet and that the next commit syncs."""
        file = on.disk.create(self._path(name), "xb")
        self._unsynced.add(name)
        return file

    def adopt(self, name: str) -> None:
        """Take a file that another process has written for the next commit, as one of ours."""
        self._unsynced.add(name)

    def delete_file(self, name: str) -> None:
        """Delete a file."""
        on.disk.delete(self._path(name))
        self._unsynced.discard(name)

    def commit(self, oldname: str, newname: str) -> None:
        """Commit: sync all files written since the last commit, rename, sync the folder.

        Raises OSError if nothing was committed, IndexStateError if it is committed and the disk did
        not confirm it.
        """
        for name in sorted(self._unsynced):
            on.disk.sync(self._path(name))
        on.disk.sync(self.folder)
        on.disk.rename(self._path(oldname), self._path(newname))
        self._unsynced.clear()
        try:
            on.disk.sync(self.folder)
        except OSError as error:
            raise IndexStateError(
                f"the new state of the index in {self.folder} is written, but the disk has not "
                f"confirmed it ({error.strerror}): mend that and run the command again"
            ) from error

    def abandon(self) -> None:
        """Delete the files of a commit that did not come to pass.

        What can't be deleted, as the disk fails, is left over for the next build.
        """
        for name in sorted(self._unsynced):
            with contextlib.suppress(OSError):
                on.disk.delete(self._path(name))

    def _path(self, name: str) -> str:
        return str(Path(self.folder) / name)
