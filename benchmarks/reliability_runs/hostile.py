"""Does a query made to hurt end in time, and by an answer or a sentence?"""

from collections import Counter
from pathlib import Path

from films import films_index
from hostile_queries import MAX_MB, MAX_SECONDS, hostile_queries, run_query, short

from reliability_runs.outcomes import Outcome


def hostile(index: Path | None = None) -> Outcome:
    """Ask each hostile query by a process of its own, on an index of the films or a new one."""
    with films_index(index) as folder:
        run_query(folder, ["warm"])  # the files are in the system's cache after it
        runs = [run_query(folder, query) for query in hostile_queries()]
    statuses = Counter(run.status for run in runs)
    losses = [
        f"{short(run.args)}: exit status {run.status}, {run.cpu_s:.2f} s, {run.mb:.0f} MB"
        for run in runs
        if not run.is_fine
    ]
    details = (
        f"at most {MAX_SECONDS} s and {MAX_MB} MB each; slowest {max(r.cpu_s for r in runs):.2f} s "
        f"of the processor, largest {max(r.mb for r in runs):.0f} MB; exit status "
        + ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    )
    return Outcome(run="hostile queries", tried=len(runs), losses=tuple(losses), details=details)
