"""Which article files are there, with which digests?"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kazsearch.errors import ArticleUnreadableError, CorpusNotFoundError

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFile:
    """A file of the corpus that holds an article. `path` is relative to the corpus, with `/`."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBytes:
    """An article as it lies on disk. `digest` is BLAKE2b of `data`: 32 hexadecimal digits."""

    path: str
    data: bytes
    digest: str


def scan(root: Path) -> tuple[ArticleFile, ...]:
    """List the article files under a corpus folder, sorted by path.

    Hidden files and folders are left out, and so is what is no regular file. Links to folders are
    followed, but no folder is entered twice. Raises CorpusNotFoundError.
    """
    if not root.is_dir():
        what = "is no folder" if root.exists() else "does not exist"
        raise CorpusNotFoundError(f"the corpus {root} {what}: name a folder of articles")
    try:
        paths = sorted(_walk(root, "", seen=set()))
    except OSError as error:
        raise CorpusNotFoundError(
            f"the corpus folder {error.filename or root} can't be listed: {_why(error)}"
        ) from error
    return tuple(ArticleFile(path=path) for path in paths)


def read(root: Path, path: str) -> ArticleBytes:
    """Read one article of a corpus. Raises ArticleUnreadableError."""
    if not _is_text(path):  # neither the index nor a JSON file could hold it
        raise ArticleUnreadableError("the file's name is not UTF-8: rename it")
    try:
        data = (root / path).read_bytes()
    except (OSError, ValueError) as error:
        raise ArticleUnreadableError(f"{path} can't be read: {_why(error)}") from error
    return ArticleBytes(path=path, data=data, digest=digest_of(data))


def digest_of(data: bytes) -> str:
    """Return the digest by which a change of an article is seen.

    >>> digest_of(b"")
    'cae66941d9efbd404e4d88758ea67670'
    """
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _walk(folder: Path, prefix: str, *, seen: set[tuple[int, int]]) -> Iterator[str]:
    """Yield the relative paths under one folder, but for the folders of `seen`, which grows."""
    here = folder.stat()
    identity = (here.st_dev, here.st_ino)
    if identity in seen:
        return  # a link to a folder that is read under another name
    seen.add(identity)
    with os.scandir(folder) as entries:
        # real folders before links to them, so that each is read under its own name
        found = sorted(entries, key=lambda entry: (entry.is_symlink(), entry.name))
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = prefix + entry.name
        if _is_folder(entry):
            yield from _walk(Path(entry.path), path + "/", seen=seen)
        elif Path(entry.name).suffix.lower() in SUFFIXES and _may_be_read(entry):
            yield path


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
