"""Where what goes wrong with the files of an index becomes one of our errors."""

import contextlib
import errno
import functools
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from kazsearch.errors import IndexDamagedError, IndexStateError

try:
    from _pickle import UnpicklingError  # as in `toc.py`
except ImportError:
    from pickle import UnpicklingError

# What reading raises when a file of the index is missing, cut short or overwritten. Damage that no
# checksum was looked at for may make nearly anything of a decoder.
DAMAGE = (
    OSError, EOFError, LookupError, ValueError, TypeError, AttributeError, AssertionError,
    ImportError, MemoryError, OverflowError, struct.error, zlib.error, UnpicklingError,
)  # fmt: skip

# System errors that come from around the index, not from what is in its files
_CIRCUMSTANCES = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EMFILE,
    errno.ENFILE, errno.ENOTDIR, errno.EFBIG, errno.ENOMEM,
}  # fmt: skip


class _OfFolder(Protocol):
    @property
    def folder(self) -> Path:
        """Of the index."""


_P = ParamSpec("_P")
_R = TypeVar("_R")
_Self = TypeVar("_Self", bound=_OfFolder)


@contextlib.contextmanager
def foreign_errors(folder: Path) -> Iterator[None]:
    """Turn what the files of an index and their decoders raise into an IndexStateError."""
    try:
        yield
    except DAMAGE as error:
        raise _index_error(error, folder) from error


def reads(method: Callable[Concatenate[_Self, _P], _R]) -> Callable[Concatenate[_Self, _P], _R]:
    """Let no foreign error leave a method that reads an index: a query calls some fifty of them,
    and a context manager costs each a microsecond."""

    @functools.wraps(method)
    def reading(self: _Self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return method(self, *args, **kwargs)
        except DAMAGE as error:
            raise _index_error(error, self.folder) from error

    return cast("Callable[Concatenate[_Self, _P], _R]", reading)


def _index_error(error: BaseException, folder: Path) -> IndexStateError:
    if isinstance(error, OSError) and error.errno in _CIRCUMSTANCES:
        what = "" if error.filename is None else f"{error.filename}: "
        why = (error.strerror or str(error)).lower()
        return IndexStateError(
            f"{folder} can't be used as an index ({what}{why}): nothing was changed; "
            f"mend that and run the command again"
        )
    if isinstance(error, MemoryError):  # or a number in a damaged file was taken for a size
        return IndexDamagedError(
            f"the index in {folder} can't be read in the memory that there is: free some, or run "
            f"`kazsearch build --full` to make it anew if there is plenty"
        )
    return IndexDamagedError(
        f"the index in {folder} can't be read ({error or type(error).__name__}): "
        f"run `kazsearch build --full` to make it anew"
    )
