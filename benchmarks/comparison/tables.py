"""Here are measurements: which tables do they make, as plain text and as Markdown?

Every figure is the median of the rounds, with the least and the most in brackets. `kazsearch / it`
divides kazsearch's median by the engine's: below 1, kazsearch takes less. Where the processor time
says otherwise than the wall clock, another process was in the way, or more than one core at work.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from comparison.contestants import KAZSEARCH

Measurement = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A title, a line on what is seen, and rows of cells under a header."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables(corpus: Mapping[str, Any]) -> list[Table]:
    """Return the tables of one corpus of a run, without those that nothing was measured for."""
    made = [
        _builds(corpus),
        *(_searches(corpus, name) for name in ("fifteen", "drawn")),
        _cold(corpus),
        _updates(corpus),
    ]
    return [table for table in made if table.rows]


def as_text(made: Iterable[Table]) -> str:
    """Print tables in columns."""
    blocks = []
    for table in made:
        lines = [table.header, *table.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        body = "\n".join(
            "  ".join(
                cell.rjust(width) if number else cell.ljust(width)
                for number, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        )
        note = f"\n{table.note}" if table.note else ""
        blocks.append(f"{table.title}\n\n{body}\n{note}")
    return "\n".join(blocks)


def as_markdown(made: Iterable[Table]) -> str:
    """Print tables as Markdown, each under a heading of the third level."""
    blocks = []
    for table in made:
        rule = ["---", *["---:"] * (len(table.header) - 1)]
        lines = "\n".join(f"| {' | '.join(line)} |" for line in [table.header, rule, *table.rows])
        note = f"\n{table.note}\n" if table.note else ""
        blocks.append(f"### {table.title}\n\n{lines}\n{note}")
    return "\n".join(blocks)


def _builds(corpus: Mapping[str, Any]) -> Table:
    groups = _groups(corpus, "build")
    ours = [name for name in groups if name.startswith(KAZSEARCH)]
    rows = []
    for name, runs in groups.items():
        rows.append(
            (
                name,
                _cell(runs, _wall, "{:.2f}"),
                _cell(runs, _cpu, "{:.2f}"),
                _cell(runs, _peak, "{:,.0f}"),
                _cell(runs, lambda run: run["index_bytes"] / 2**20, "{:,.1f}"),
                *(_ratio(groups[our], runs, of) for our in ours for of in (_wall, _cpu)),
            )
        )
    header = ("engine", "wall s", "CPU s", "peak MB", "index MB")
    header += tuple(f"{our} / it{of}" for our in ours for of in ("", ", CPU"))
    about = ", ".join(
        f"{value:,} {key.replace('_', ' ')}" for key, value in corpus["about"].items()
    )
    return Table(title=f"Build, {corpus['name']}", header=header, rows=tuple(rows), note=about)


def _searches(corpus: Mapping[str, Any], queries: str) -> Table:
    groups = _groups(corpus, "search", queries=queries)
    ours = groups.get(KAZSEARCH) or next(
        (runs for name, runs in groups.items() if name.startswith(KAZSEARCH)), []
    )
    rows = []
    for runs in groups.values():
        for number, label in enumerate(("first", "second")):

            def mean(run: Measurement, number: int = number) -> float:
                times = run["passes"][number]["times_us"]
                return float(sum(times)) / len(times) / 1000

            def cpu(run: Measurement, number: int = number) -> float:
                return float(run["passes"][number]["mean_cpu_us"]) / 1000

            def at(share: float, number: int = number) -> Callable[[Measurement], float]:
                return lambda run: percentile(run["passes"][number]["times_us"], share) / 1000

            rows.append(
                (
                    runs[0]["engine"],
                    label,
                    _cell(runs, mean, "{:.3f}"),
                    _cell(runs, cpu, "{:.3f}"),
                    _cell(runs, at(0.5), "{:.3f}"),
                    _cell(runs, at(0.99), "{:.3f}"),
                    _ratio(ours, runs, mean),
                    _ratio(ours, runs, cpu),
                    _unanswered(runs, number),
                    _cell(runs, _peak, "{:,.0f}"),
                )
            )
    header = ("engine", "pass", "mean ms", "mean CPU ms", "p50 ms", "p99 ms")
    header += ("kazsearch / it", "kazsearch / it, CPU", "no titles", "peak MB")
    asked = {"fifteen": "the fifteen queries", "drawn": "a thousand drawn queries"}[queries]
    return Table(title=f"Warm query, {asked}, {corpus['name']}", header=header, rows=tuple(rows))


def _cold(corpus: Mapping[str, Any]) -> Table:
    groups = _groups(corpus, "cold")
    ours = next((runs for name, runs in groups.items() if name.startswith(KAZSEARCH)), [])
    base = next((runs for name, runs in groups.items() if name.startswith("python -c")), [])
    rows = tuple(
        (
            name if runs is base else runs[0]["engine"],
            _cell(runs, lambda run: _wall(run) * 1000, "{:.0f}"),
            _cell(runs, lambda run: _cpu(run) * 1000, "{:.0f}"),
            _ratio(runs, base, _wall),
            _ratio(ours, runs, _wall),
            _cell(runs, _peak, "{:,.0f}"),
        )
        for name, runs in groups.items()
    )
    header = ("engine", "wall ms", "CPU ms", "it / imports", "kazsearch / it", "peak MB")
    title = f"Cold query, a process each, {corpus['name']}"
    return Table(title=title, header=header, rows=rows)


def _updates(corpus: Mapping[str, Any]) -> Table:
    groups = _groups(corpus, "update")
    ours = next((runs for name, runs in groups.items() if name.startswith(KAZSEARCH)), [])
    rows = tuple(
        (
            name,
            _cell(runs, _wall, "{:.2f}"),
            _cell(runs, _cpu, "{:.2f}"),
            _ratio(ours, runs, _wall),
            _ratio(ours, runs, _cpu),
        )
        for name, runs in groups.items()
    )
    header = ("engine", "wall s", "CPU s", "kazsearch / it", "kazsearch / it, CPU")
    title = f"One article changed, {corpus['name']}"
    note = "Peers are told which article; kazsearch looks at all. bm25s is built anew."
    return Table(title=title, header=header, rows=rows, note=note)


def _groups(corpus: Mapping[str, Any], step: str, **having: str) -> dict[str, list[Measurement]]:
    """Return a step's measurements by contestant, in the order in which they first came."""
    found: dict[str, list[Measurement]] = {}
    for each in corpus["measurements"]:
        if each["step"] == step and all(each[key] == value for key, value in having.items()):
            found.setdefault(f"{each['engine']} {each['variant']}".strip(), []).append(each)
    return found


def _done(runs: Sequence[Measurement]) -> list[Measurement]:
    return [run for run in runs if run["status"] == "done"]


def _wall(run: Measurement) -> float:
    return float(run["wall_s"])


def _cpu(run: Measurement) -> float:
    return float(run["cpu_s"])


def _peak(run: Measurement) -> float:
    return float(run["peak_mb"])


def _cell(runs: Sequence[Measurement], figure: Callable[[Measurement], float], form: str) -> str:
    """Return the median and the spread, or why there is none."""
    figures = [figure(run) for run in _done(runs)]
    if not figures:
        return str(runs[-1]["status"])
    if len(figures) == 1:
        return f"{form.format(figures[0])} (once)"
    least, most = form.format(min(figures)), form.format(max(figures))
    return f"{form.format(median(figures))} ({least}-{most})"


def _ratio(
    above: Sequence[Measurement],
    below: Sequence[Measurement],
    figure: Callable[[Measurement], float],
) -> str:
    if not _done(above) or not _done(below):
        return "-"
    one, other = median(map(figure, _done(above))), median(map(figure, _done(below)))
    return f"{one / other:.2f}"


def percentile(taken: Sequence[float], share: float) -> float:
    """Return the smallest time that at least this share of the queries did not exceed."""
    return sorted(taken)[max(0, math.ceil(share * len(taken)) - 1)]


def _unanswered(runs: Sequence[Measurement], number: int) -> str:
    for run in _done(runs):
        return str(run["passes"][number]["n_titles"].count(0))
    return "-"
