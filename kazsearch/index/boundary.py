"""Where Whoosh's errors become ours."""

import contextlib
import errno
import pickle
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from whoosh.index import EmptyIndexError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import ReaderClosed, TermNotFound
from whoosh.writing import IndexingError

from kazsearch.errors import IndexDamagedError, IndexNotFoundError, IndexStateError

# What reading raises when a file of the index is missing, cut short or overwritten: Whoosh has no
# checks of its own, so that nearly anything can come out of its decoders.
DAMAGE = (
    OSError, EOFError, LookupError, ValueError, TypeError, AttributeError, AssertionError,
    ImportError, MemoryError, OverflowError, NameError, struct.error, zlib.error,
    pickle.UnpicklingError, WhooshIndexError, IndexingError, ReaderClosed, TermNotFound,
)  # fmt: skip

# System errors that come from around the index, not from what is in its files
_CIRCUMSTANCES = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EMFILE,
    errno.ENFILE, errno.ENOTDIR,
}  # fmt: skip


@contextlib.contextmanager
def foreign_errors(folder: Path) -> Iterator[None]:
    """Turn what Whoosh and the files below it raise into an IndexStateError."""
    try:
        yield
    except IndexStateError:
        raise
    except EmptyIndexError as error:
        raise IndexNotFoundError(
            f"there is no index in {folder} yet: run `kazsearch build` first"
        ) from error
    except DAMAGE as error:
        if isinstance(error, OSError) and error.errno in _CIRCUMSTANCES:
            raise IndexStateError(
                f"the index in {folder} can't be used ({error.strerror}): it is as it was; "
                f"mend that and run the command again"
            ) from error
        raise IndexDamagedError(
            f"the index in {folder} can't be read ({error or type(error).__name__}): "
            f"run `kazsearch build --full` to make it anew"
        ) from error
