"""By arrays and by dictionaries, the same films are found with the same scores, to the last bit."""

import dataclasses
import tempfile
from pathlib import Path

import pytest
from cinema import CINEMA
from corpora import WORDS, YEARS, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import trees

from kazsearch.errors import QueryError
from kazsearch.index.build import build
from kazsearch.index.store import open_snapshot
from kazsearch.query import Node, format_query
from kazsearch.search.array_words import ArrayWords
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.hits import SearchResult
from kazsearch.search.searcher import Searcher

TEXTS = [*WORDS, "The", "White", "poet's", "mother/love", "2008", "1990s", "Zhibek", "Жібек", "қыз"]
TREES = trees(
    TEXTS, fields=["title", "description", "director"], years=YEARS, patterns=["a*", "*.md"]
)


def searcher(index: Path, *, arrays: bool) -> Searcher:
    found = Searcher(open_snapshot(index))
    found.uses_arrays = arrays
    return found


def ask(one: Searcher, query: str, **options: object) -> SearchResult | str:
    try:
        return one.search(query, limit=20, **options)  # type: ignore[arg-type]  # any of them
    except QueryError as error:
        return error.message


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(corpora, min_size=1, max_size=3),
    queries=st.lists(TREES, min_size=1, max_size=10),
    options=st.fixed_dictionaries(
        {},
        optional={
            "match": st.sampled_from(["all", "any"]),
            "sort": st.sampled_from(["year", "-year", "title"]),
            "facets": st.just(["decade"]),
            "min_score": st.sampled_from([0.5, 2.0]),
            "page": st.just(2),
        },
    ),
)
def test_every_query_has_the_same_answer(
    texts: list[dict[str, str]], queries: list[Node], options: dict[str, object]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        for version in texts:
            build(write_corpus(Path(folder) / "corpus", version), index, allow_empty=True)
        with searcher(index, arrays=True) as fast, searcher(index, arrays=False) as slow:
            for tree in [*queries, *queries]:  # the second time, words are known
                query = format_query(tree)
                assert ask(fast, query, **options) == ask(slow, query, **options), query


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(corpora, min_size=1, max_size=2), tree=TREES)
def test_every_tree_has_the_same_scores(texts: list[dict[str, str]], tree: Node) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        for version in texts:
            build(write_corpus(Path(folder) / "corpus", version), index, allow_empty=True)
        with open_snapshot(index) as snapshot:
            slow = Evaluation(snapshot).scores(tree)
            fast = Evaluation(snapshot, arrays=ArrayWords(snapshot)).scores(tree)
            assert (slow is None) == (fast is None)
            assert dict(fast or {}) == dict(slow or {})


@pytest.mark.parametrize("query", ["love war", "love -war", "the steppe", "war OR love", '"a war"'])
def test_explanations_are_of_the_scores_that_arrays_give(tmp_path: Path, query: str) -> None:
    build(write_corpus(tmp_path / "corpus", CINEMA), tmp_path / "index")
    with searcher(tmp_path / "index", arrays=True) as fast:
        plain = fast.search(query)
        explained = fast.search(query, explain=True)
    assert [dataclasses.replace(hit, shares=()) for hit in explained.hits] == list(plain.hits)
