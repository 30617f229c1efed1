"""What does the index consist of on disk, and how far is the corpus ahead of it?"""

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kazsearch.corpus.article import parse_bytes
from kazsearch.corpus.config import labels_of
from kazsearch.corpus.scan import MOST_BYTES, read, scan, with_all_below
from kazsearch.errors import ArticleUnreadableError
from kazsearch.index.boundary import foreign_errors
from kazsearch.index.documents import ArticleRecord
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.survey import parser_key_of
from kazsearch.index.sync import Plan, plan


def size_bytes(folder: Path) -> int:
    """Return what all files of an index folder take; a commit may remove some meanwhile."""
    total = 0
    with foreign_errors(folder):
        for path in folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                total += path.stat().st_size if path.is_file() else 0
    return total


def built_at(snapshot: Snapshot) -> dt.datetime:
    """Return when the snapshot was committed, in UTC, to the second."""
    when = dt.datetime.fromtimestamp(snapshot.written_at, dt.timezone.utc)
    return when.replace(microsecond=0)


def behind(snapshot: Snapshot) -> Plan | None:
    """Return what a build would do to the articles, by the digests of all.

    None if the last build's corpus folder is gone, as for a copy of the index alone.
    """
    folder = snapshot.corpus_folder
    if not folder.is_dir():
        return None
    known = snapshot.articles()
    labels = labels_of(folder)
    digests = {path: _digest(folder, path, known) for path in scan(folder)}
    readable = {path: digest for path, digest in digests.items() if digest is not None}
    if snapshot.corpus.parser_key != parser_key_of(labels):  # a build would read all anew
        known = {path: replace(record, digest="") for path, record in known.items()}
    return plan(readable, with_all_below(digests.keys() - readable.keys(), known), known)


def _digest(folder: Path, path: str, known: Mapping[str, ArticleRecord]) -> str | None:
    """Return the digest of an article, None where a build could not read it."""
    try:
        article = read(folder, path, max_bytes=MOST_BYTES)
        if path not in known or known[path].digest != article.digest:
            parse_bytes(article.data, path=path)
    except ArticleUnreadableError:
        return None
    return article.digest
