"""Kill builds, starve them of room, read while they commit: what is lost?

    python benchmarks/reliability.py [--only NAME]... [--kills N] [--index DIR] ...

Prints a Markdown table, a row as soon as a run is done; what was lost goes to standard error. Exit
status 1 if anything was. `hostile` needs the films of the development data (`$KAZSEARCH_DATA`), or
an index of them by --index. RELIABILITY.md says what each run does and what came of it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reliability_runs.creators import creators
from reliability_runs.handles import handles
from reliability_runs.hostile import hostile
from reliability_runs.kills import kills
from reliability_runs.load import load
from reliability_runs.outcomes import HEADER, Outcome, as_row
from reliability_runs.small_disks import short_files, small_disks

_MOST_SHOWN = 20  # losses of a run


def parsed_options(names: list[str]) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--only", action="append", choices=names, help="one run, several times for several")
    add("--kills", type=int, default=300, help="how many builds are killed (default 300)")
    add("--seed", type=int, default=1, help="which moments they are killed at (default 1)")
    add("--sizes", type=int, default=12, help="how many sizes of disks, 12 at most (default 12)")
    add("--seconds", type=float, default=60, help="how long readers ask, at least (default 60)")
    add("--commits", type=int, default=200, help="commits during that, at least (default 200)")
    add("--searches", type=int, default=10_000, help="and searches, at least (default 10,000)")
    add("--rounds", type=int, default=60, help="how often 4 processes create (default 60)")
    add("--opens", type=int, default=200, help="opens to count handles after (default 200)")
    add("--handle-commits", type=int, default=60, help="and commits (default 60)")
    add("--index", type=Path, help="an index of the 34,532 films that is there already")
    return parser.parse_args()


def main() -> None:
    """Do the runs, one after another."""
    runs: dict[str, Callable[[Path], Outcome]] = {
        "kills": lambda work: kills(work, n_kills=options.kills, seed=options.seed),
        "tmpfs": lambda work: small_disks(work, n_sizes=options.sizes),
        "short-files": lambda work: short_files(work, n_sizes=options.sizes),
        "load": lambda work: load(
            work,
            seconds=options.seconds,
            n_commits=options.commits,
            n_searches=options.searches,
        ),
        "creators": lambda work: creators(work, n_rounds=options.rounds),
        "handles": lambda work: handles(
            work, n_opens=options.opens, n_commits=options.handle_commits
        ),
        "hostile": lambda _: hostile(options.index),
    }
    options = parsed_options(list(runs))
    is_good = True
    print(HEADER, flush=True)
    for name in options.only or runs:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="reliability-") as work:
            outcome = runs[name](Path(work))
        print(as_row(outcome), flush=True)
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
        for loss in outcome.losses[:_MOST_SHOWN]:
            print(f"LOST: {loss}", file=sys.stderr)
        is_good &= not outcome.losses
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
