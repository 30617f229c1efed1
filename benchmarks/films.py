"""The 34,532 films of the development data as a corpus and an index, for benchmarks."""

import contextlib
import gzip
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FILMS_AN_ARTICLE = 100


def data_file(name: str) -> Path:
    """Return a file of the development data, or exit and say that it is not there."""
    folder = Path(os.environ.get("KAZSEARCH_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / name).is_file():
        sys.exit(f"there is no {folder / name}: nothing was run (set KAZSEARCH_DATA)")
    return folder / name


def read_films(source: Path) -> Iterator[dict[str, Any]]:
    """Yield the films of a gzipped JSON lines file: title, year, description, facts."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write_articles(
    films: Iterable[dict[str, Any]], corpus: Path, *, films_an_article: int = FILMS_AN_ARTICLE
) -> int:
    """Write films as articles in the canonical layout; return how many films."""
    corpus.mkdir(parents=True, exist_ok=True)
    n_written = 0
    left = iter(films)
    for number in itertools.count(1):
        article = list(itertools.islice(left, films_an_article))
        if not article:
            break
        blocks = []
        for film in article:
            facts = "".join(f"Fact: {fact}\n" for fact in film["facts"])
            head = f"{film['title']} ({film['year']})\n"
            blocks.append(f"{head}Description: {film['description']}\n{facts}")
        n_written += len(blocks)
        (corpus / f"films-{number:03}.txt").write_text("\n".join(blocks), encoding="utf-8")
    return n_written


def write_films(source: Path, corpus: Path, *, n_films: int | None = None) -> int:
    """Write the films of a JSON lines file as articles of a hundred; return how many films."""
    return write_articles(itertools.islice(read_films(source), n_films), corpus)


@contextlib.contextmanager
def films_index(index: Path | None = None, *, n_films: int | None = None) -> Iterator[Path]:
    """Give an index of the films: the one named, or one built in a temporary folder."""
    if index is not None:
        yield index
        return
    with tempfile.TemporaryDirectory(prefix="kazsearch-") as folder:
        corpus, built = Path(folder) / "corpus", Path(folder) / "index"
        n_written = write_films(data_file("films.jsonl.gz"), corpus, n_films=n_films)
        started = time.perf_counter()
        # in a process of its own: its memory would count as that of the processes after it
        command = [sys.executable, "-m", "kazsearch", "build", corpus, "--index", built]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 2:
            sys.exit(done.stderr)
        print(f"{n_written:,} films indexed in {time.perf_counter() - started:.0f} s", flush=True)
        yield built
