"""What is done to an index folder, operation by operation?

All that changes one goes through `disk`: tests make each operation fail, or stop at it.
"""

import os
from pathlib import Path
from typing import BinaryIO, cast

from kazsearch.errors import IndexStateError
from kazsearch.index.boundary import DAMAGE
from kazsearch.index.segment_file import EXTENSION
from kazsearch.index.toc import INDEX_NAME, latest_generation, read_toc, toc_path


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


disk = Disk()  # tests put another in its place


def make_index_folder(folder: Path) -> None:
    """Make the folder of an index, and those above it, if they are not there, for good."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)  # exist_ok: another process may be as quick
    for path in missing:
        disk.sync(str(path.parent))


def remove_left_overs(folder: Path) -> int:
    """Remove what writers have left that were killed, and return how many files.

    The caller holds the lock. Where the table of contents can't be read, nothing is removed that
    it may name.
    """
    doomed = [*folder.glob(f"_{INDEX_NAME}_*.toc.*"), *_unnamed(folder)]
    for path in doomed:
        disk.delete(str(path))
    return len(doomed)


def _unnamed(folder: Path) -> list[Path]:
    """Return the files of older commits, and of commits that never were."""
    newest = latest_generation(folder)
    try:
        named = {entry.file_name for entry in read_toc(folder).segments} if newest >= 0 else set()
    except (IndexStateError, *DAMAGE):  # opening it will say so
        return []
    current = toc_path(folder, newest)
    return [
        *(path for path in folder.glob(f"_{INDEX_NAME}_*.toc") if path != current),
        *(path for path in folder.glob(f"{INDEX_NAME}_*{EXTENSION}") if path.name not in named),
    ]
