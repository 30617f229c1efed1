"""Who writes the index? One process at a time, and the others are told which.

The lock is the operating system's, on the file that Whoosh's own writers lock: it goes with the
process that holds it, however that ends. A file beside it is only for those who wait: it says the
number of the process, and since when it has written.
"""

import contextlib
import datetime as dt
import os
import time
from collections.abc import Iterator
from pathlib import Path

from whoosh.util.filelock import FileLock

from kazsearch.errors import IndexLockedError

_PAUSE_S = 0.05
_WHEN = "%Y-%m-%dT%H:%M:%SZ"


class _Lock(FileLock):
    """Whoosh's lock, but that a copy of it in a forked process does not free it at its end."""

    def __del__(self) -> None:
        """Leave the lock: closing the file frees it, if no other process shares it."""


@contextlib.contextmanager
def exclusive(path: Path, *, timeout_s: float) -> Iterator[None]:
    """Hold the lock. Raises IndexLockedError when another process holds it beyond the timeout."""
    lock = _Lock(str(path))
    until = time.monotonic() + timeout_s
    while not lock.acquire():
        if time.monotonic() >= until:
            raise IndexLockedError(
                f"another build is writing the index in {path.parent} ({_holder(path)}): "
                f"wait until it has ended and run the command again"
            )
        time.sleep(_PAUSE_S)
    note = _note_beside(path)
    try:
        with contextlib.suppress(OSError):  # a full disk can't take it, and does not need to
            now = dt.datetime.now(dt.timezone.utc)
            note.write_text(f"{os.getpid()} {now.strftime(_WHEN)}\n", "ascii")
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()
        lock.release()


def _note_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.holder")


def _holder(path: Path) -> str:
    """Return what is known of who holds the lock: another program than ours notes nothing."""
    with contextlib.suppress(OSError, ValueError):
        number, since = _note_beside(path).read_text("ascii").split()
        with contextlib.suppress(PermissionError):  # a process of another user is one, too
            os.kill(int(number), 0)  # nothing is sent: it raises when there is no such process
        when = dt.datetime.strptime(since, _WHEN).replace(tzinfo=dt.timezone.utc)
        return f"process {int(number)}, since {when.astimezone():%Y-%m-%d %H:%M:%S}"
    return "another program"
