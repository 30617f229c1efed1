"""kazsearch itself. Its index is built by `kazsearch build`, as a user would."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import kazsearch


@contextlib.contextmanager
def open_search(index: Path) -> Iterator[Callable[[str], list[str]]]:
    """Give what answers words with the titles of the ten best films.

    The one place where the benchmark asks kazsearch from within a process. Like the peers, it is
    asked for stored titles; `search` would show the words in their texts as well.
    """
    with kazsearch.open_index(index) as searcher:

        def search(query: str) -> list[str]:
            return [film.title for film in searcher.rank(query, limit=10)]

        yield search
