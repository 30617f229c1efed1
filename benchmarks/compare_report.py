"""Make Markdown tables and drawings of growth from what `compare.py --json` wrote.

    python benchmarks/compare_report.py RUN.json [--into PERFORMANCE.md] [--svg growth.svg]

Without `--into` the Markdown is printed; with it, it replaces what stands between the two comments
`<!-- measured -->` and `<!-- end of measured -->` of that file, and nothing else.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from comparison.drawing import panels
from comparison.tables import as_markdown, percentile, tables

BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"

Figure = Callable[[Mapping[str, Any]], float]


def markdown(run: Mapping[str, Any]) -> str:
    """Return the machine and all tables."""
    machine = "\n".join(f"- {name}: {value}" for name, value in run["machine"].items())
    missing = "".join(
        f"\n- **not measured, as it was not installed: {name}**" for name in run["missing"]
    )
    corpora = (
        f"## {each['name'].capitalize()}\n\n{as_markdown(tables(each))}" for each in run["corpora"]
    )
    return f"## The machine\n\n{machine}{missing}\n\n" + "\n".join(corpora)


def growth(run: Mapping[str, Any]) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Return the panels to draw: each engine's figure by the number of films."""

    def passes(number: int, share: float) -> Figure:
        return lambda each: percentile(each["passes"][number]["times_us"], share) / 1000

    def mean(each: Mapping[str, Any]) -> float:
        times = each["passes"][0]["times_us"]
        return float(sum(times)) / len(times) / 1000

    drawn, fifteen = {"queries": "drawn"}, {"queries": "fifteen"}
    made = {
        "build, s": _lines(run, "build", lambda each: each["wall_s"]),
        "index, MB": _lines(run, "build", lambda each: each["index_bytes"] / 2**20),
        "peak memory of the build, MB": _lines(run, "build", lambda each: each["peak_mb"]),
        "cold query as a process, ms": _lines(run, "cold", lambda each: each["wall_s"] * 1000),
        "drawn queries, first pass, mean ms": _lines(run, "search", mean, **drawn),
        "drawn queries, first pass, p50 ms": _lines(run, "search", passes(0, 0.5), **drawn),
        "drawn queries, first pass, p99 ms": _lines(run, "search", passes(0, 0.99), **drawn),
        "fifteen queries, first pass, p50 ms": _lines(run, "search", passes(0, 0.5), **fifteen),
    }
    return {title: lines for title, lines in made.items() if lines}


def _lines(
    run: Mapping[str, Any], step: str, figure: Figure, **having: str
) -> dict[str, list[tuple[float, float]]]:
    lines: dict[str, list[tuple[float, float]]] = {}
    for corpus in run["corpora"]:
        if "films" not in corpus["name"]:
            continue  # the corpora of few or of very small articles are no sizes to compare
        groups: dict[str, list[float]] = {}
        for each in _measured(corpus, step, having):
            groups.setdefault(each["engine"], []).append(figure(each))
        for engine, figures in groups.items():
            lines.setdefault(engine, []).append((corpus["about"]["films"], median(figures)))
    return lines


def _measured(
    corpus: Mapping[str, Any], step: str, having: Mapping[str, str]
) -> Iterator[Mapping[str, Any]]:
    """Yield what was done by the main way of each engine: its first."""
    first: dict[str, str] = {}
    for each in corpus["measurements"]:
        if first.setdefault(each["engine"], each["variant"]) != each["variant"]:
            continue
        if each["engine"].startswith("python") or each["status"] != "done" or each["step"] != step:
            continue
        if all(each[key] == value for key, value in having.items()):
            yield each


def main() -> None:
    """Write what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path, help="what compare.py --json wrote")
    parser.add_argument(
        "--into", type=Path, metavar="FILE", help="a Markdown file with the comments"
    )
    parser.add_argument("--svg", type=Path, metavar="FILE", help="where to draw growth")
    options = parser.parse_args()
    run = json.loads(options.run.read_text("utf-8"))
    if options.into is None:
        print(markdown(run))
    else:
        text = options.into.read_text("utf-8")
        before, begin, rest = text.partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            sys.exit(f"{options.into} has no {BEGIN} with an {END} after it; nothing was written.")
        options.into.write_text(
            f"{before}{BEGIN}\n\n{markdown(run)}\n{END}{after}", encoding="utf-8"
        )
    if options.svg:
        options.svg.write_text(panels(growth(run)), encoding="utf-8")


if __name__ == "__main__":
    main()
