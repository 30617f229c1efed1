"""Measure how good the best hits are, on human judgements, beside other tools.

    python benchmarks/relevance.py FOLDER [--only NAME] [--half choosing|reporting] [--queries N]

FOLDER holds collections (see `judged.py`), which are no part of the project. Each document becomes
an article on disk, with its director, cast, genres and tags under labels; kazsearch builds an index
of them and answers the queries as it would answer a person: as typed, with the default options. The
other tools (`pip install -e '.[bench]'`) get the same texts and the same queries.

nDCG@10 has gains of 2^grade - 1; a document that was not judged counts as not relevant. The
difference to kazsearch is that of nDCG@10 over the queries, with p by the two-sided paired t-test.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG
from judged import Collection, load, write_articles
from peers import DEPTH, TOOLS, Ranker
from scipy.stats import ttest_rel

from kazsearch import build, open_index
from kazsearch.errors import QueryError

NAMES = ("msrd", "cranfield", "kazqad_mini")
OURS = "kazsearch"


class Measured(NamedTuple):
    """One tool on one collection; `ndcg` by query id."""

    ndcg: Mapping[str, float]
    mrr: float
    recall: float
    no_hit: float
    ms_a_query: float


def kazsearch_itself(collection: Collection, scratch: Path) -> Ranker:
    """Return a ranker by the index that kazsearch builds; two documents may be one film."""
    corpus, index = scratch / "corpus", scratch / "index"
    scratch.mkdir()
    write_articles(collection, corpus)
    films = build(corpus, index).films["added"]
    searcher = open_index(index)
    print(f"{OURS} knows {films:,} films of {len(collection.docs):,} documents")

    def rank(query: str) -> list[int]:
        try:
            hits = searcher.search(query, limit=DEPTH).hits
        except QueryError as error:
            print(f"refused: {error}")
            return []
        places = (place.path for hit in hits for place in hit.appearances)
        return [int(path.removesuffix(".txt")) for path in places][:DEPTH]

    return rank


def measure(collection: Collection, rank: Ranker) -> Measured:
    """Return how well a ranker does over all queries of a collection."""
    started = time.process_time()
    ranked = {query: rank(text) for query, text in collection.queries.items()}
    took = time.process_time() - started
    run = {
        query: {collection.docs[number].id: float(-place) for place, number in enumerate(numbers)}
        for query, numbers in ranked.items()
    }
    grades = {grade for found in collection.grades.values() for grade in found.values()}
    ndcg = nDCG(gains={grade: 2**grade - 1 for grade in grades}) @ DEPTH
    by_query: dict[str, float] = {}
    sums = {RR @ DEPTH: 0.0, R @ DEPTH: 0.0}
    for found in ir_measures.iter_calc([ndcg, *sums], collection.grades, run):
        if found.measure == ndcg:
            by_query[found.query_id] = found.value
        else:
            sums[found.measure] += found.value
    n_queries = len(collection.queries)
    return Measured(
        ndcg=by_query,
        mrr=sums[RR @ DEPTH] / n_queries,
        recall=sums[R @ DEPTH] / n_queries,
        no_hit=sum(not numbers for numbers in ranked.values()) / n_queries,
        ms_a_query=1000 * took / n_queries,
    )


def rows(collection: Collection, tools: Mapping[str, Measured]) -> Iterator[str]:
    """Yield the lines of the table, ours first, each other tool with our lead over it."""
    yield f"| {'':<14} | nDCG@10 | MRR@10 | recall@10 | no hit | CPU ms | {OURS} leads by   |"
    yield f"|{'-' * 16}|---------|--------|-----------|--------|--------|----------------------|"
    order = sorted(collection.queries)
    ours = np.array([tools[OURS].ndcg[query] for query in order])
    for name, found in tools.items():
        theirs = np.array([found.ndcg[query] for query in order])
        lead = ""
        if name != OURS:
            p = ttest_rel(ours, theirs).pvalue
            lead = f"{np.mean(ours - theirs):+.4f} (p {'< 0.0001' if p < 0.0001 else f'= {p:.4f}'})"
        yield (
            f"| {name:<14} | {np.mean(theirs):7.4f} | {found.mrr:6.4f} | {found.recall:9.4f} "
            f"| {found.no_hit:6.2%} | {found.ms_a_query:6.2f} | {lead:<20} |"
        )


def run(collection: Collection, *, alone: bool) -> None:
    """Print the table of one collection."""
    tools: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory(prefix="kazsearch-") as folder:
        scratch = Path(folder)
        tools[OURS] = measure(collection, kazsearch_itself(collection, scratch / "ours"))
        for number, (name, tool) in enumerate(() if alone else TOOLS.items()):
            tools[name] = measure(collection, tool(collection.docs, scratch / f"peer{number}"))
    for line in rows(collection, tools):
        print(line)


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder that holds the collections")
    parser.add_argument("--only", choices=NAMES, help="one collection; all by default")
    parser.add_argument(
        "--half", choices=("choosing", "reporting", "all"), default="all", help="of the queries"
    )
    parser.add_argument("--queries", type=int, help="how many queries of each; all by default")
    parser.add_argument("--alone", action="store_true", help="without the other tools")
    options = parser.parse_args()
    for name in [options.only] if options.only else NAMES:
        collection = load(options.folder / name, half=options.half, limit=options.queries)
        print(f"\n{name}: {len(collection.queries):,} queries ({options.half})", flush=True)
        run(collection, alone=options.alone)
    return 0


if __name__ == "__main__":
    sys.exit(main())
