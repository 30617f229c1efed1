"""Measure kazsearch and its peers side by side, from the same articles on disk to ten titles.

    python benchmarks/compare.py [--films N]... [--engines NAME,...] [--json FILE]

Needs the extra `bench` and the films of the development data (`$KAZSEARCH_DATA`). Prints tables;
`--json` keeps every figure, from which `compare_report.py` makes Markdown and drawings.
PERFORMANCE.md says what is measured, how, and what came of it.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from comparison.contestants import ENGINES, ON_REQUEST, contestants, installed
from comparison.machine import machine
from comparison.measuring import run
from comparison.queries import FIXED
from comparison.rounds import Rounds
from comparison.tables import as_text, tables
from films import FILMS_AN_ARTICLE, ROOT, data_file

STEPS = ("build", "search", "cold", "update")
SMALL_ARTICLES = 1400
SIZES = (1_000, 10_000, 34_532, 100_000, 1_000_000)


class Corpus(NamedTuple):
    """A corpus to measure: how many films, how many of them an article, and which steps."""

    name: str
    n_films: int
    films_an_article: int
    steps: tuple[str, ...]


def chosen_corpora(options: argparse.Namespace) -> Iterator[Corpus]:
    """Yield the corpora that the options ask for, small ones first."""
    steps = tuple(options.steps)
    if options.small_articles:
        for films_an_article in (1, 10):
            name = f"{SMALL_ARTICLES:,} articles of {films_an_article}"
            n_films = SMALL_ARTICLES * films_an_article
            yield Corpus(name, n_films, films_an_article, ("build", "update"))
    for n_films in sorted(set(options.films or SIZES)):
        yield Corpus(f"{n_films:,} films", n_films, FILMS_AN_ARTICLE, steps)


def measured(corpus: Corpus, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Write a corpus, measure all steps on it, and return what it is and the measurements."""
    articles, queries = work / "corpus", work / "drawn.json"
    maker = [sys.executable, "-m", "comparison.corpora", options.source, str(corpus.n_films)]
    made = run([*maker, str(corpus.films_an_article), articles, queries], timeout_s=3600)
    if made.status != "done":
        sys.exit(f"no corpus of {corpus.name}: {made.error}")
    rounds = _rounds(corpus.name, articles, work, options)
    drawn = json.loads(queries.read_text("utf-8"))
    for step in corpus.steps:
        if step == "search":
            rounds.search({"fifteen": list(FIXED), "drawn": drawn})
        else:
            {"build": rounds.build, "cold": rounds.cold, "update": rounds.update}[step]()
    about = json.loads(made.output)
    return {"name": corpus.name, "about": about, "measurements": rounds.measurements}


def measured_project(work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measure cold queries on the project's own corpus of a few articles."""
    corpus = ROOT / "corpus"
    rounds = _rounds("the project's corpus", corpus, work, options)
    rounds.n_rounds = 1  # the build is only made for the queries
    rounds.build()
    rounds.cold()
    about = {"articles": sum(1 for _ in corpus.iterdir())}
    kept = [each for each in rounds.measurements if each["step"] == "cold"]
    return {"name": rounds.corpus_name, "about": about, "measurements": kept}


def _rounds(name: str, corpus: Path, work: Path, options: argparse.Namespace) -> Rounds:
    return Rounds(
        corpus_name=name,
        corpus=corpus,
        work=work,
        ways=options.ways,
        n_rounds=options.rounds,
        n_cold_rounds=options.cold_rounds,
        timeout_s=options.timeout,
        once_above_s=options.once_above,
    )


def parsed_options() -> argparse.Namespace:
    """Return the options, with the ways of building in `ways` and the films in `source`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    listed = {"type": lambda text: text.split(","), "metavar": "NAME,..."}
    number = {"type": int, "metavar": "N"}
    add(
        "--films",
        action="append",
        help="how many films, several times (default: five sizes)",
        **number,
    )
    add(
        "--engines",
        default=list(ENGINES),
        help=f"of {','.join(ENGINES)} (all of these) and {','.join(ON_REQUEST)}",
        **listed,
    )
    add(
        "--steps",
        default=list(STEPS),
        help=f"of {','.join(STEPS)}; build is always needed",
        **listed,
    )
    add("--rounds", default=5, help="how often each is measured (default 5)", **number)
    add("--cold-rounds", default=15, help="how often a cold query is (default 15)", **number)
    add("--timeout", type=float, default=3600, metavar="S", help="for each step (default 3600)")
    add(
        "--once-above",
        type=float,
        default=60,
        metavar="S",
        help="what takes longer is not repeated (default 60)",
    )
    add(
        "--no-small-articles",
        dest="small_articles",
        action="store_false",
        help="leave 1,400 small articles out",
    )
    add("--no-project", dest="project", action="store_false", help="leave the project's corpus out")
    add("--json", type=Path, metavar="FILE", help="where to write every figure")
    add(
        "--work",
        type=Path,
        metavar="FOLDER",
        help="where corpora and indexes are made (default: temporary)",
    )
    options = parser.parse_args()
    unknown = {*options.engines} - {*ENGINES, *ON_REQUEST} | {*options.steps} - {*STEPS}
    if unknown or "build" not in options.steps:
        parser.error(f"there is no {', '.join(unknown)}" if unknown else "--steps needs build")
    options.source = data_file("films.jsonl.gz")  # before anything is measured
    here, missing = installed(options.engines)
    for name in missing:
        print(f"NOT MEASURED: {name} is not installed (pip install -e '.[bench]')", file=sys.stderr)
    options.missing = missing
    options.ways = contestants(here)
    return options


def main() -> None:
    """Measure everything and print the tables, each corpus's as soon as it is done."""
    options = parsed_options()
    result: dict[str, Any] = {"machine": machine(), "missing": options.missing, "corpora": []}
    for name, value in result["machine"].items():
        print(f"{name}: {value}")
    jobs = [partial(measured, each, options=options) for each in chosen_corpora(options)]
    if options.project:
        jobs.insert(0, partial(measured_project, options=options))
    for job in jobs:
        with tempfile.TemporaryDirectory(prefix="compare-", dir=options.work) as work:
            done = job(work=Path(work))
        result["corpora"].append(done)
        print("\n" + as_text(tables(done)), flush=True)
        if options.json:
            # after each corpus, so that a run that is stopped has something to show
            fresh = options.json.with_suffix(".part")
            fresh.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
            shutil.move(fresh, options.json)


if __name__ == "__main__":
    main()
