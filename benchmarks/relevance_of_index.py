"""Measure how well kazsearch itself finds, from articles on disk to hits.

    python benchmarks/relevance_of_index.py [--data FOLDER] [--only NAME] [--queries N]

As `relevance.py`, which measures the text floor alone, but through `build` and `search`: one
article a document, printed in the canonical layout, and the first ten hits of each query as it was
typed.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from relevance import Collection, load, ndcg

from kazsearch.corpus.article import format_article
from kazsearch.corpus.film import Article, Film, FilmSource, Span
from kazsearch.errors import QueryError
from kazsearch.index.build import build
from kazsearch.search.searcher import Searcher, open_index

ROOT = Path(__file__).parent.parent
NAMES = ("kazqad_mini", "cranfield", "msrd")


def write_articles(collection: Collection, corpus: Path) -> None:
    """Write each document as an article that is named by its number."""
    corpus.mkdir()
    nowhere = Span(line=1, end_line=1)
    for number, (_, title, text) in enumerate(collection.docs):
        path = f"{number}.txt"
        film = Film(
            title=" ".join(title.split()) or f"Document {number}",
            year=1900,  # so that the heading is one, whatever the title looks like
            description=" ".join(text.split()),
            source=FilmSource(path=path, span=nowhere, title=nowhere, description=nowhere),
        )
        article = format_article(Article(path=path, films=(film,)))
        (corpus / path).write_text(article, encoding="utf-8")


def scorer_of(searcher: Searcher, refused: list[str]) -> Callable[[str], dict[int, float]]:
    """Return what scores the documents of a query by their rank; refused queries are noted."""

    def score(query: str) -> dict[int, float]:
        try:
            hits = searcher.search(query, limit=10).hits
        except QueryError:
            refused.append(query)
            return {}
        return {
            int(place.path.removesuffix(".txt")): -float(hit.rank)
            for hit in hits
            for place in hit.appearances
        }

    return score


def run(name: str, folder: Path, n_queries: int | None) -> None:
    """Print the measure of one collection."""
    collection = load(folder)
    collection = collection._replace(queries=collection.queries[:n_queries])
    with tempfile.TemporaryDirectory() as scratch:
        corpus, index = Path(scratch) / "corpus", Path(scratch) / "index"
        write_articles(collection, corpus)
        report = build(corpus, index)
        refused: list[str] = []
        with open_index(index) as searcher:
            started = time.perf_counter()
            found = ndcg(collection, scorer_of(searcher, refused))
            took_ms = (time.perf_counter() - started) * 1000 / len(collection.queries)
    print(
        f"{name}: {len(collection.docs)} documents, {report.films['added']} films,"
        f" {len(collection.queries)} queries, {len(refused)} refused:"
        f" nDCG@10 {found:.4f}, {took_ms:.1f} ms a query"
    )


def main() -> int:
    """Run it; exit status 2 without the data."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    default = os.environ.get("KAZSEARCH_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--only", choices=NAMES)
    parser.add_argument("--queries", type=int, help="how many queries of each; all by default")
    options = parser.parse_args()
    for name in [options.only] if options.only else NAMES:
        folder = options.data / "relevance" / name
        if not folder.is_dir():
            print(f"no data at {folder}: name it with --data or KAZSEARCH_DATA", file=sys.stderr)
            return 2
        run(name, folder, options.queries)
    return 0


if __name__ == "__main__":
    sys.exit(main())
