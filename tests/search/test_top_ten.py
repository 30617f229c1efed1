"""The ten best are those that ranking every film gives, also where scores are equal."""

import gzip
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from corpora import WORDS, YEARS, block, corpora, write_corpus
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from trees import trees

from kazsearch.errors import QueryError
from kazsearch.index.build import build
from kazsearch.index.documents import order_key
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.store import open_snapshot
from kazsearch.query import Node, format_query, parse_query
from kazsearch.search.agreement import agreements, n_more_words
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.loosening import ways_to_loosen
from kazsearch.search.searcher import Searcher
from kazsearch.search.speller import Speller

N_FILMS = 3_000  # of the development data
FILTERS = {"fields": ["title", "description", "fact"], "patterns": ["a*", "*.md", "*.txt"]}
SYNTHETIC = trees([*WORDS, "the", "2008"], years=YEARS, **FILTERS)
COMMON = ["the", "film", "man", "love", "war", "young", "directed", "story", "life", "american"]
COMMON += ["comedy", "murder", "horse", "train", "1900s", "1903", "silent", "lost", "girl", "king"]
REAL = trees(COMMON, years=[1900, 1910, 1912, 1915], **FILTERS)


Films = dict[int, tuple[str, str]]  # by doc id: what ties are broken by, and the film id


def all_films(snapshot: Snapshot) -> Films:
    films = {doc_id: snapshot.film(doc_id)[0] for doc_id in snapshot.film_doc_ids()}
    return {
        doc_id: (order_key(film.title, film.year, film.film_id), film.film_id)
        for doc_id, film in films.items()
    }


def exhaustive(tree: Node, films: Films, snapshot: Snapshot) -> list[tuple[str, float]]:
    """Rank every film by sorting them all: each film on its own, with no bound and no heap."""
    evaluation = Evaluation(snapshot, speller=Speller.for_query(tree, snapshot))
    whole = evaluation.scores(tree) or {}
    scores: dict[int, float] = {}
    for needed, idle in ways_to_loosen(tree, evaluation.is_nowhere):
        if not scores:
            scores = dict(evaluation.scores(needed) or {})
            for word in idle:
                for doc_id, score in (evaluation.scores(word) or {}).items():
                    if doc_id in scores:
                        scores[doc_id] += score
    assert set(whole) <= set(scores)
    for agreement in agreements(tree, evaluation, whole=whole, n_more=n_more_words(tree)):
        for doc_id in scores:
            scores[doc_id] += agreement.films.get(doc_id, 0.0)
    keys = [(-score, *films[doc_id]) for doc_id, score in scores.items()]
    return [(film_id, -score) for score, _, film_id in sorted(keys)]


def check(queries: Iterable[Node], snapshot: Snapshot) -> int:
    """Compare pages of ten with the whole ranking; return how many queries were compared."""
    searcher, films = Searcher(snapshot), all_films(snapshot)
    n_compared = 0
    for drawn in queries:
        query = format_query(drawn)
        try:
            expected = exhaustive(parse_query(query), films, snapshot)
        except QueryError:
            continue  # a pattern stands for too many words of these films
        for page in (1, 2):
            result = searcher.search(query, limit=10, page=page)
            if result.corrected is not None:
                assert not expected
                break
            shown = [(hit.film_id, hit.score) for hit in result.hits]
            assert shown == expected[10 * (page - 1) : 10 * page], query
            assert result.total == len(expected), query
        n_compared += 1
    return n_compared


def ranked_on_synthetic_corpora(n_corpora: int, n_queries: int) -> int:
    """Compare random queries on random corpora of many ties; return how many."""
    compared = []

    @settings(max_examples=n_corpora, deadline=None)
    @given(
        texts=st.lists(corpora, min_size=1, max_size=2),
        queries=st.lists(SYNTHETIC, min_size=n_queries, max_size=n_queries),
    )
    def compare(texts: list[dict[str, str]], queries: list[Node]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            corpus, index = Path(folder) / "corpus", Path(folder) / "index"
            for version in texts:
                # films that differ in title alone: ties beyond the tenth
                tied = "\n".join(
                    block(f"Tie {n % 9}", 1990 + n, "Love and war.") for n in range(25)
                )
                build(write_corpus(corpus, {**version, "ties.txt": tied}), index)
            with open_snapshot(index) as snapshot:
                compared.append(check(queries, snapshot))

    compare()
    return sum(compared)


def test_the_top_ten_equal_an_exhaustive_ranking() -> None:
    assert ranked_on_synthetic_corpora(20, 8) >= 160


@pytest.mark.long
def test_the_top_ten_of_4000_queries_equal_an_exhaustive_ranking() -> None:
    assert ranked_on_synthetic_corpora(200, 20) >= 4_000


@pytest.mark.long
def test_the_top_ten_of_2000_queries_on_films_equal_an_exhaustive_ranking(
    shared_data: Path, tmp_path: Path
) -> None:
    with gzip.open(shared_data / "films.jsonl.gz", "rt", encoding="utf-8") as lines:
        films = [json.loads(line) for _, line in zip(range(N_FILMS), lines, strict=False)]
    articles = {
        f"{start}.txt": "\n".join(
            block(film["title"], film["year"], film["description"], *film["facts"])
            for film in films[start : start + 100]
        )
        for start in range(0, len(films), 100)
    }
    build(write_corpus(tmp_path / "corpus", articles), tmp_path / "index")
    compared = []
    with open_snapshot(tmp_path / "index") as snapshot:

        @settings(max_examples=130, deadline=None, phases=[Phase.generate])
        @given(queries=st.lists(REAL, min_size=20, max_size=20))
        def compare(queries: list[Node]) -> None:
            compared.append(check(queries, snapshot))

        compare()
    assert sum(compared) >= 2_000
