"""Does an article still say what the index says of it?"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from kazsearch.corpus.scan import MOST_BYTES, read
from kazsearch.errors import ArticleUnreadableError
from kazsearch.index.snapshot import Snapshot


def stale_paths(paths: Iterable[str], snapshot: Snapshot) -> frozenset[str]:
    """Return those of the articles whose files differ from the version in the index, or are gone.

    Reads the files from where the last build found the corpus. If that folder is not there, as in
    a copy of the index alone, nothing is known and nothing returned.
    """
    if not snapshot.corpus_folder.is_dir():
        return frozenset()
    return frozenset(path for path in dict.fromkeys(paths) if _differs(path, snapshot))


def _differs(path: str, snapshot: Snapshot) -> bool:
    record = snapshot.article(path)
    try:
        if record is None:
            return True
        # whatever --max-file-size was: no article of the index is larger than that
        return read(snapshot.corpus_folder, path, max_bytes=MOST_BYTES).digest != record.digest
    except ArticleUnreadableError:
        return True


def state_of(path: str, corpus: Path) -> Literal["changed", "gone", "unreadable"]:
    """Say what has become of an article that `stale_paths` names."""
    try:
        os.lstat(corpus / path)
        read(corpus, path, max_bytes=MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return "gone"
    except (ArticleUnreadableError, OSError):
        return "unreadable"
    return "changed"
