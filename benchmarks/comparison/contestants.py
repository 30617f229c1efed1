"""Who takes part, and with which command does each build, search and update?"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comparison.machine import versions
from comparison.measuring import BENCHMARKS, kazsearch_command, run
from comparison.reading import READINGS

KAZSEARCH = "kazsearch"
ENGINES = (KAZSEARCH, "whoosh", "sqlite", "xapian", "bm25s", "tantivy")
ON_REQUEST = ("bm25s_numba",)  # needs numba, which makes `import bm25s` slower once it is there
WITHOUT_UPDATES = ("bm25s", "bm25s_numba")  # a changed article means a new index
BASELINE = "import click, whoosh.index"  # what a cold `kazsearch query` is held against
JOBS = ("1", "2")

Command = list[str | Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """An engine in one way of building: kazsearch with so many jobs, a peer with one reading."""

    engine: str
    variant: str

    @property
    def name(self) -> str:
        """The name to print."""
        return f"{self.engine} {self.variant}".strip()


def installed(engines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the engines that are here, and those that are missing."""
    here = versions()
    return [name for name in engines if name in here], [
        name for name in engines if name not in here
    ]


def contestants(engines: Sequence[str]) -> list[Contestant]:
    """Return all ways of building, in the order of the engines; each engine's first is its main.

    `kazsearch build` is given --jobs only where it has that option.
    """
    has_jobs = "--jobs" in run([*kazsearch_command(), "build", "--help"], timeout_s=60).output
    found = []
    for engine in engines:
        if engine != KAZSEARCH:
            variants = READINGS
        else:
            variants = tuple(f"--jobs {jobs}" for jobs in JOBS) if has_jobs else ("",)
        found += [Contestant(engine=engine, variant=variant) for variant in variants]
    return found


def main_ways(ways: Sequence[Contestant]) -> list[Contestant]:
    """Return the first way of each engine."""
    return list({way.engine: way for way in reversed(ways)}.values())[::-1]


def build_command(way: Contestant, corpus: Path, index: Path) -> Command:
    """Return what writes a new index of a corpus."""
    if way.engine == KAZSEARCH:
        options = way.variant.split()
        return [*kazsearch_command(), "build", corpus, "--index", index, *options]
    return _step("build", way.engine, way.variant, corpus, index)


def update_command(way: Contestant, article: Path, index: Path) -> Command:
    """Return what brings the changed article into the index.

    A peer is told which article it is; kazsearch finds it among all of the corpus.
    """
    if way.engine == KAZSEARCH:
        return build_command(way, article.parent, index)
    return _step("update", way.engine, way.variant, article, index)


def search_command(engine: str, index: Path, queries: Path, times: Path) -> Command:
    """Return what asks all queries in one process and writes their times."""
    return _step("search", engine, index, queries, times)


def cold_command(engine: str, index: Path, query: str) -> Command:
    """Return what asks one query in a process of its own."""
    if engine == KAZSEARCH:
        return [*kazsearch_command(), "query", query, "--index", index, "--limit", "10"]
    return ask_command(engine, index, query)


def ask_command(engine: str, index: Path, query: str) -> Command:
    """Return what prints the titles for one query, for any engine alike."""
    # not by `-m`, which loads a few more modules than the shortest script would
    return [sys.executable, BENCHMARKS / "comparison" / "ask.py", engine, index, query]


def _step(*arguments: str | Path) -> Command:
    return [sys.executable, "-m", "comparison.step", *arguments]
