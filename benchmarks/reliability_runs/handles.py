"""Does a process that opens and builds for long keep files open, or mapped?"""

import contextlib
import gc
import shutil
from pathlib import Path

from corpora import write_corpus

from kazsearch.errors import IndexStateError
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index
from reliability_runs.outcomes import Outcome
from reliability_runs.worlds import QUERIES, editions

_RUN = "open files and maps"


def handles(work: Path, *, n_opens: int = 200, n_commits: int = 60) -> Outcome:
    """Open, search and close; commit; open a damaged index; and count what is held, after each.

    A trial is an open or a commit; it is lost if more is held after it than at first. The garbage
    collector is off, so that closing is what lets go.
    """
    if not Path("/proc/self/maps").exists():
        return Outcome(run=_RUN, tried=0, losses=(), details="", skipped="there is no /proc")
    both = editions(30)
    corpus, index, damaged = work / "corpus", work / "index", work / "damaged"
    write_corpus(corpus, both.before)
    build(corpus, index)
    _open(index, use_arrays=True)  # what is imported stays
    shutil.copytree(index, damaged)
    for path in damaged.glob("*.kaz"):
        path.write_bytes(path.read_bytes()[:-9])
    first = held(work)
    counts, losses = [], []

    def count(what: str) -> None:
        counts.append(held(work))
        if counts[-1] > first:
            losses.append(f"{what}: {counts[-1]} files and maps instead of {first}")

    gc.collect()
    gc.disable()
    try:
        for number in range(n_opens):
            if number % 10 == 9:
                with contextlib.suppress(IndexStateError):
                    open_index(damaged)
            else:
                _open(index, use_arrays=number % 2 == 0)
            count(f"open {number}")
        for number in range(n_commits):
            write_corpus(corpus, both.before if number % 2 else both.after)
            build(corpus, index, full=number % 6 == 5)
            count(f"commit {number}")
    finally:
        gc.enable()
    details = (
        f"{n_opens} opens (a tenth of a damaged index), {n_commits} commits; files and maps held: "
        f"{first} before, {counts[-1]} after, {max(counts)} at most"
    )
    return Outcome(run=_RUN, tried=len(counts), losses=tuple(losses), details=details)


def held(work: Path) -> int:
    """Return how many files this process has open, and how many maps of files in a folder."""
    maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
    return len([*Path("/proc/self/fd").iterdir()]) + sum(str(work) in line for line in maps)


def _open(index: Path, *, use_arrays: bool) -> None:
    with open_index(index) as searcher:
        searcher.uses_arrays = use_arrays
        for query in QUERIES:
            searcher.search(query)
            searcher.rank(query)
