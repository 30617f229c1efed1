"""By arrays and by dictionaries, the same films are found with the same scores, to the last bit."""

import contextlib
import dataclasses
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from cinema import CINEMA
from corpora import WORDS, YEARS, block, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import trees

from kazsearch.errors import QueryError
from kazsearch.index.build import build
from kazsearch.index.store import open_snapshot
from kazsearch.query import Node, format_query
from kazsearch.search import (
    array_combining,
    array_words,
    best,
    film_sets,
    score_array,
    spread_scores,
    sums,
)
from kazsearch.search.array_words import ArrayWords
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.hits import SearchResult
from kazsearch.search.reading import Reading
from kazsearch.search.searcher import Searcher

TEXTS = [*WORDS, "The", "White", "poet's", "mother/love", "2008", "1990s", "Zhibek", "Жібек", "қыз"]
TREES = trees(
    TEXTS, fields=["title", "description", "director"], years=YEARS, patterns=["a*", "*.md"]
)


# what decides whether films are few or many, each a part of all films, one in so many
THRESHOLDS = [
    (film_sets, "_SPARSE"),
    (score_array, "_SPARSE"),
    (score_array, "_SPARSE_OF_MANY"),
    (score_array, "MANY"),
    (sums, "MANY"),
    (sums, "_LOOKED_UP"),
    (array_words, "_SPREAD"),
    (array_words, "_DENSE"),
    (array_combining, "_LISTED"),
]
ALL_FEW, ALL_MANY = 0, 10**9


@contextlib.contextmanager
def counting_as(threshold: int | None) -> Iterator[None]:
    """Take all films for few, or for many, or each for what it is."""
    with pytest.MonkeyPatch.context() as patch:
        if threshold is not None:
            for module, name in THRESHOLDS:
                patch.setattr(module, name, threshold)
            for module in (
                best,
                score_array,
                spread_scores,
            ):  # films beside the champions, among so few
                patch.setattr(module, "N_CHAMPIONS", 1 if threshold == ALL_FEW else 2)
        yield


def searcher(index: Path, *, arrays: bool) -> Searcher:
    found = Searcher(open_snapshot(index))
    found.uses_arrays = arrays
    return found


def ask(one: Searcher, query: str, **options: object) -> SearchResult | str:
    try:
        return one.search(query, **{"limit": 20, **options})  # type: ignore[arg-type]  # any of them
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
            "limit": st.sampled_from([1, 3]),
        },
    ),
    threshold=st.sampled_from([None, ALL_FEW, ALL_MANY]),
)
def test_every_query_has_the_same_answer(
    texts: list[dict[str, str]],
    queries: list[Node],
    options: dict[str, object],
    threshold: int | None,
) -> None:
    with tempfile.TemporaryDirectory() as folder, counting_as(threshold):
        index = Path(folder) / "index"
        for version in texts:
            build(write_corpus(Path(folder) / "corpus", version), index, allow_empty=True)
        with searcher(index, arrays=True) as fast, searcher(index, arrays=False) as slow:
            for tree in [*queries, *queries]:  # the second time, words are known
                query = format_query(tree)
                assert ask(fast, query, **options) == ask(slow, query, **options), query


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(corpora, min_size=1, max_size=2),
    tree=TREES,
    threshold=st.sampled_from([None, ALL_FEW, ALL_MANY]),
)
def test_every_tree_has_the_same_scores(
    texts: list[dict[str, str]], tree: Node, threshold: int | None
) -> None:
    with tempfile.TemporaryDirectory() as folder, counting_as(threshold):
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


@pytest.mark.parametrize("threshold", [None, ALL_FEW, ALL_MANY])
def test_plain_queries_have_the_same_answers_for_few_and_many(
    tmp_path: Path, threshold: int | None
) -> None:
    """With all that counts beside the words: titles, neighbours, words that need not be found."""
    build(write_corpus(tmp_path / "corpus", CINEMA), tmp_path / "index")
    titles = [
        film.title for film in Searcher(open_snapshot(tmp_path / "index")).films(limit=None).films
    ]
    queries = [
        *titles,
        *(f"the {one} of {other}" for one, other in pairwise(titles)),
        *(f"{title} year:2008.." for title in titles),
        *(f"year:2008.. OR {title}" for title in titles),
        *("love war", "the love of war", "love -war movie", "of the", "the steppe OR love"),
    ]
    with (
        counting_as(threshold),
        searcher(tmp_path / "index", arrays=True) as fast,
        searcher(tmp_path / "index", arrays=False) as slow,
    ):
        for query in [*queries, *queries]:  # the second time, words are known
            for limit in (2, 20):  # fewer than there are, and more
                assert ask(fast, query, limit=limit) == ask(slow, query, limit=limit), query


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of 1,200 films with words in common."""
    folder = tmp_path_factory.mktemp("many")
    said = (" ".join(w for n, w in enumerate(WORDS) if film % (n + 2)) for film in range(1_200))
    texts = [block(f"Film {film}", 1990 + film % 20, text) for film, text in enumerate(said)]
    write_corpus(folder / "corpus", {"all.txt": "\n\n".join(texts)})
    build(folder / "corpus", folder / "index")
    return folder / "index"


def test_what_is_kept_of_years_is_not_what_a_word_in_capitals_has(many: Path) -> None:
    """`1990s` names years; `1990S`, which is in no text, is a word like others."""
    with contextlib.closing(searcher(many, arrays=True)) as opened:
        assert opened.search("1990s").total == 600
        assert opened.search("1990S").total == 0
        assert opened.search("1990s").total == 600


@pytest.mark.parametrize(
    "query", ["love -(falcon it)", "falcon -steppe", "love OR -(it us poet)", "(-horse OR loved)"]
)
def test_a_long_page_is_no_more_work_than_a_short_one(many: Path, query: str) -> None:
    """Some times what the words themselves take is enough for all that is said of each hit."""
    for arrays in (False, True):
        with (
            contextlib.closing(searcher(many, arrays=arrays)) as opened,
            pytest.MonkeyPatch.context() as patch,
        ):
            patch.setattr(Reading.__init__, "__kwdefaults__", {"max_work": 60_000})
            for explain in (False, True):
                result = opened.search(query, limit=2_000, explain=explain)
                assert len(result.hits) == result.total >= 100


def test_closing_waits_for_the_query_that_runs(many: Path) -> None:
    for _ in range(5):
        opened = searcher(many, arrays=True)
        with ThreadPoolExecutor(3) as pool:
            asked = [pool.submit(opened.rank, f"{one} {WORDS[0]}") for one in WORDS * 3]
            opened.close()
            errors = [error for each in asked if (error := each.exception()) is not None]
        assert all("this index was closed" in str(error) for error in errors)


def test_threads_that_share_a_searcher_have_the_answers_that_each_would_have(many: Path) -> None:
    pairs = [" ".join(pair) for pair in pairwise(WORDS)]
    with contextlib.closing(searcher(many, arrays=True)) as alone:
        right = {query: alone.rank(query) for query in pairs}
    for _ in range(5):
        with contextlib.closing(searcher(many, arrays=True)) as shared:
            with ThreadPoolExecutor(4) as pool:
                asked = pairs * 8
                assert list(pool.map(shared.rank, asked)) == [right[query] for query in asked]
            assert {query: shared.rank(query) for query in pairs} == right


def test_films_that_are_gone_do_not_make_another_form_the_word_itself(tmp_path: Path) -> None:
    """Three films have a form of the word, two the word itself; one that had it is gone."""
    films = [
        block("Ana", 2001, "He loves."),
        block("Ben", 2002, "A love."),
        block("Cleo", 2003, "One love."),
    ]
    films += [block(f"Other {n}", 2005, "Nothing.") for n in range(40)]  # too many to merge
    gone = block("Dan", 2004, "Love.")
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    build(write_corpus(corpus, {"films.txt": "\n".join(films), "gone.txt": gone}), index)
    build(write_corpus(corpus, {"films.txt": "\n".join(films), "gone.txt": ""}), index)
    with searcher(index, arrays=True) as fast, searcher(index, arrays=False) as slow:
        assert any(segment.dead for segment in open_snapshot(index).segments)
        found = fast.search("love")
        assert found == slow.search("love")
    assert [hit.title for hit in found.hits] == ["Ben", "Cleo", "Ana"]
