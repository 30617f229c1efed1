"""Which article files are there, with which digests?

A corpus may hold anything: nothing here waits for a pipe, reads a device, follows a loop, or takes
more into memory than the largest article that is allowed.
"""

import contextlib
import errno
import heapq
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kazsearch.errors import ArticleTooLargeError, ArticleUnreadableError, CorpusNotFoundError
from kazsearch.record import record

try:
    from _blake2 import blake2b  # `hashlib` loads OpenSSL for it, which a cold query waits 3 ms for
except ImportError:  # another Python than CPython
    from hashlib import blake2b

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm"})
MAX_BYTES = 32_000_000  # of an article, unless told otherwise: some six thousand pages of print
MOST_BYTES = 256_000_000  # no article is larger: parsing takes about 30 bytes of memory a byte
_ATTEMPTS = 3  # at reading a file that changes meanwhile
# never wait for what writes to a pipe; the others are Windows' and POSIX' alone
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_GONE = {errno.ENOENT, errno.ENOTDIR}
_Identity = tuple[int, int]  # of a folder, whatever its names: device and inode


@record
class ArticleBytes:
    """An article as it lies on disk. `digest` is BLAKE2b of `data`: 32 hexadecimal digits."""

    data: bytes
    digest: str


def require_folder(root: Path) -> None:
    """Raise CorpusNotFoundError if there is no such folder."""
    if not root.is_dir():
        what = "is no folder" if root.exists() else "does not exist"
        raise CorpusNotFoundError(f"the corpus {root} {what}: name a folder of articles")


def scan(root: Path) -> tuple[str, ...]:
    """List the article files under a corpus folder, sorted by path.

    Hidden files and folders are left out, and so is what is no regular file. Links are followed,
    but no folder is entered twice, and none that holds the corpus. A folder that can't be listed
    stands for all below it: reading it says why. Raises CorpusNotFoundError.
    """
    require_folder(root)
    try:
        return tuple(sorted(path for path, is_article in _walk(root) if is_article))
    except OSError as error:
        raise CorpusNotFoundError(
            f"the corpus folder {error.filename or root} can't be listed: {_why(error)}"
        ) from error


def count_left_out(root: Path) -> int:
    """Count the files under a corpus folder that are no articles, without those that are hidden.

    The folder is one that `scan` can list.
    """
    return sum(not is_article for _, is_article in _walk(root))


def with_all_below(failed: Collection[str], known: Iterable[str]) -> set[str]:
    """Return the paths that could not be read, with those known ones that are below them.

    >>> sorted(with_all_below({"a", "b.txt"}, ["a/c.txt", "ab.txt"]))
    ['a', 'a/c.txt', 'b.txt']
    """
    folders = tuple(f"{path}/" for path in failed)
    return {*failed, *(path for path in known if path.startswith(folders))}


def read(root: Path, path: str, *, max_bytes: int = MAX_BYTES) -> ArticleBytes:
    """Read one article of a corpus, as it is at one moment.

    Raises ArticleTooLargeError, without reading it, and ArticleUnreadableError.
    """
    if not _is_text(path):  # neither the index nor a JSON file could hold it
        raise ArticleUnreadableError("the file's name is not UTF-8: rename it")
    try:
        for _ in range(_ATTEMPTS):
            data = _read_whole(root / path, path, max_bytes=max_bytes)
            if data is not None:
                return ArticleBytes(data=data, digest=digest_of(data))
    except IsADirectoryError:
        raise ArticleUnreadableError(
            f"{path} is a folder that holds the corpus, or can't be listed: it was not entered"
        ) from None
    except (OSError, ValueError) as error:
        raise ArticleUnreadableError(f"{path} can't be read: {_why(error)}") from error
    raise ArticleUnreadableError(f"{path} changes while it is read: run the command again")


def _read_whole(file: Path, path: str, *, max_bytes: int) -> bytes | None:
    """Return what a file holds, or None if it was written to meanwhile."""
    with os.fdopen(os.open(file, _FLAGS), "rb", buffering=0) as stream:
        descriptor = stream.fileno()
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise ArticleUnreadableError(f"{path} is no regular file: nothing of it was read")
        if before.st_size > max_bytes:
            raise ArticleTooLargeError(
                f"{path} has {before.st_size:,} bytes, more than {max_bytes:,}: split it, or allow "
                f"more with --max-file-size"
            )
        data = stream.read(before.st_size + 1)
        after = os.fstat(descriptor)
    is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if is_same and len(data) == before.st_size else None


def digest_of(data: bytes) -> str:
    """Return the digest by which a change of an article is seen.

    >>> digest_of(b"")
    'cae66941d9efbd404e4d88758ea67670'
    """
    return blake2b(data, digest_size=16).hexdigest()


def _walk(root: Path) -> Iterator[tuple[str, bool]]:
    """Yield the relative paths of files under a folder, and whether they are to be read.

    Real folders come before links to them, so that each is read under its own name.
    """
    above = _folders_above(root)
    seen: set[_Identity] = set()
    real, links = [""], list[str]()
    while real or links:
        prefix = real.pop() if real else heapq.heappop(links)
        try:
            entries = _entries(root / prefix, seen, above)
        except OSError as error:
            if not prefix:
                raise
            if error.errno in _GONE:  # since its own folder was listed
                continue
            entries = None
        if entries is None:
            yield prefix.rstrip("/"), True
            continue
        for entry in entries:
            if not _is_folder(entry):
                is_article = Path(entry.name).suffix.lower() in SUFFIXES and _may_be_read(entry)
                yield prefix + entry.name, is_article
            elif entry.is_symlink():
                heapq.heappush(links, f"{prefix}{entry.name}/")
            else:
                real.append(f"{prefix}{entry.name}/")


def _folders_above(root: Path) -> set[_Identity]:
    found = set()
    for folder in root.resolve().parents:
        with contextlib.suppress(OSError):  # one that we may not look into, we can't enter either
            found.add(_identity(folder))
    return found


def _entries(
    folder: Path, seen: set[_Identity], above: Collection[_Identity]
) -> list[os.DirEntry[str]] | None:
    """List what is not hidden in a folder that was not seen; None for one above the corpus."""
    identity = _identity(folder)
    if identity in seen:
        return []
    if identity in above:
        return None
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if not entry.name.startswith(".")]
    seen.add(identity)
    return found


def _identity(folder: Path) -> _Identity:
    here = folder.stat()
    return here.st_dev, here.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether this is a folder. A link that leads to itself is none, and no reason to stop."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Say whether this is a regular file, or a broken link: that is said when it is read."""
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return True


def _is_text(path: str) -> bool:
    """Say whether all bytes of a path could be decoded; those that could not are surrogates."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
