"""Where what goes wrong with the files of an index becomes one of our errors."""

import contextlib
import errno
import pickle
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from kazsearch.errors import IndexDamagedError, IndexStateError

# What reading raises when a file of the index is missing, cut short or overwritten. Damage that no
# checksum was looked at for may make nearly anything of a decoder.
DAMAGE = (
    OSError, EOFError, LookupError, ValueError, TypeError, AttributeError, AssertionError,
    ImportError, MemoryError, OverflowError, struct.error, zlib.error, pickle.UnpicklingError,
)  # fmt: skip

# System errors that come from around the index, not from what is in its files
_CIRCUMSTANCES = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EMFILE,
    errno.ENFILE, errno.ENOTDIR, errno.EFBIG,
}  # fmt: skip


@contextlib.contextmanager
def foreign_errors(folder: Path) -> Iterator[None]:
    """Turn what the files of an index and their decoders raise into an IndexStateError."""
    try:
        yield
    except IndexStateError:
        raise
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
