"""One step of the comparison, in a process of its own: build, update or search with one engine.

    python -m comparison.step build ENGINE READING CORPUS INDEX
    python -m comparison.step update ENGINE READING ARTICLE INDEX
    python -m comparison.step search ENGINE INDEX QUERIES.json TIMES.json

`search` answers three other queries first, then all queries twice, and writes for both passes the
time of each query in µs, from its words to its titles printed, how many titles there were, and the
mean processor time of a query in µs, which other processes on the machine disturb less.
"""

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from comparison.reading import films_of_article, films_of_corpus

WARM_UP = ("lighthouse keeper", "circus", "whaling ship captain")


def build(engine: str, reading: str, corpus: Path, index: Path) -> None:
    """Write a new index of a corpus."""
    _module(engine).build(films_of_corpus(corpus, reading), index)


def update(engine: str, reading: str, article: Path, index: Path) -> None:
    """Bring the films of a changed article into the index."""
    _module(engine).update(article.name, films_of_article(article, reading), index)


def search(engine: str, index: Path, queries: Path, times: Path) -> None:
    """Ask all queries twice and write what each took."""
    asked = json.loads(queries.read_text("utf-8"))
    with (
        _module(engine).open_search(index) as ask,
        Path(os.devnull).open("w", encoding="utf-8") as sink,
    ):
        for query in WARM_UP:
            ask(query)
        passes = [_timed(ask, asked, sink) for _ in range(2)]
    times.write_text(json.dumps(passes), encoding="utf-8")


def _timed(ask: Callable[[str], list[str]], queries: list[str], sink: TextIO) -> dict[str, Any]:
    times_us, n_titles = [], []
    cpu_ns = time.process_time_ns()
    for query in queries:
        start = time.perf_counter_ns()
        titles = ask(query)
        print("\n".join(titles), file=sink)
        times_us.append((time.perf_counter_ns() - start) / 1000)
        n_titles.append(len(titles))
    cpu_us = (time.process_time_ns() - cpu_ns) / 1000 / len(queries)
    return {"times_us": times_us, "n_titles": n_titles, "mean_cpu_us": cpu_us}


def _module(engine: str) -> object:
    return importlib.import_module(f"comparison.engines.{engine}")


def main() -> None:
    """Do the step that the arguments name."""
    name, engine, *rest = sys.argv[1:]
    if name == "search":
        search(engine, *map(Path, rest))
    else:
        reading, source, index = rest
        {"build": build, "update": update}[name](engine, reading, Path(source), Path(index))


if __name__ == "__main__":
    main()
