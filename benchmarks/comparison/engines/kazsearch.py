"""kazsearch itself. Its index is built by `kazsearch build`, as a user would."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import kazsearch


@contextlib.contextmanager
def open_search(index: Path) -> Iterator[Callable[[str], list[str]]]:
    """Give what answers words with the titles of the ten best films.

    The one place where the benchmark asks kazsearch from within a process.
    """
    with kazsearch.open_index(index) as searcher:

        def search(query: str) -> list[str]:
            return [hit.title for hit in searcher.search(query, limit=10).hits]

        yield search
