"""What comes of an index of ours that Whoosh's own writers delete from, merge or add to?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from corpora import WORDS, block, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import both, found
from whoosh import query as q
from whoosh.index import open_dir
from whoosh.writing import CLEAR, AsyncWriter, BufferedWriter

from kazsearch.errors import IndexVersionError
from kazsearch.index.build import build
from kazsearch.index.codec import ArrayCodec
from kazsearch.search.searcher import open_index
from kazsearch.text.analyzer import terms

STEMS = sorted({term for word in WORDS for term in terms(word)})
FIELDS = ["title", "description", "fact"]
QUERIES = [
    q.Every(),
    q.Every("year"),
    *(q.Term(field, stem) for field in FIELDS for stem in STEMS),
    q.Phrase("description", STEMS[:2], slop=3),
    q.NumericRange("year", 1992, 2008),
    q.Term("kind", "article"),
]
TEXTS = {
    "a.txt": block("The Poet", 1992, "Love and war.") + "\n" + block("Falcon", 2008, "Love."),
    "b.txt": block("The Train", 2012, "Love on a train.", "A fact.", director="Anna"),
}


def assert_alike(ours: Any, theirs: Any) -> None:
    with ours.searcher() as one, theirs.searcher() as other:
        mine, twin = one.reader(), other.reader()
        assert list(mine.all_doc_ids()) == list(twin.all_doc_ids())
        assert list(mine.all_terms()) == list(twin.all_terms())
        assert [*mine.iter_docs()] == [*twin.iter_docs()]
        for query in QUERIES:
            for options in ({"limit": None}, {"limit": 2}, {"limit": None, "sortedby": "year"}):
                assert found(one, query, **options) == found(other, query, **options), query


def delete_a_film(index: Any) -> None:
    index.delete_by_term("film_id", "the-poet-2008")


def delete_by_a_query(index: Any) -> None:
    index.delete_by_query(q.And([q.Term("kind", "film"), q.Term("description", "love")]))


def delete_a_document(index: Any) -> None:
    writer = index.writer()
    writer.delete_document(0)
    writer.commit(merge=False)


def optimize(index: Any) -> None:
    index.optimize()


def update(index: Any) -> None:
    writer = index.writer()
    writer.update_document(kind="film", film_id="the-poet-2008", title="Wars", year=2008)
    writer.commit()


def add(index: Any) -> None:
    writer = index.writer()
    writer.add_document(kind="film", film_id="x-1999", title="Loved", description="A war.")
    writer.commit(merge=False)


steps = st.sampled_from(
    [delete_a_film, delete_by_a_query, delete_a_document, optimize, update, add]
)


@settings(max_examples=25, deadline=None)
@given(
    versions=st.lists(corpora, min_size=1, max_size=3),
    todo=st.lists(steps, min_size=1, max_size=4),
)
def test_whooshs_writers_leave_what_they_leave_of_a_standard_index(
    versions: list[dict[str, str]], todo: list[Callable[[Any], None]]
) -> None:
    with both(versions) as (ours, theirs):
        for step in todo:
            step(ours)
            step(theirs)
            assert_alike(ours, theirs)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", TEXTS)


@pytest.fixture
def index(corpus: Path, tmp_path: Path) -> Path:
    build(corpus, tmp_path / "index")
    return tmp_path / "index"


def titles(index: Path, query: str = "love") -> set[str]:
    with open_index(index) as searcher:
        return {hit.title for hit in searcher.search(query).hits}


def test_what_whoosh_has_deleted_kazsearch_does_not_find(index: Path, corpus: Path) -> None:
    assert titles(index) == {"The Poet", "Falcon", "The Train"}
    open_dir(str(index)).delete_by_term("film_id", "the-poet-1992")
    assert titles(index) == {"Falcon", "The Train"}
    with open_index(index) as searcher:
        assert searcher.find_films("poet") == ()
    # the articles are as they were, but the films that they tell of are not there
    assert build(corpus, index).reason == "another program has deleted films from the index"
    assert not build(corpus, index).reason
    assert titles(index) == {"The Poet", "Falcon", "The Train"}


def test_a_film_that_whoosh_has_deleted_comes_back_with_its_article(
    index: Path, corpus: Path
) -> None:
    open_dir(str(index)).delete_by_term("film_id", "the-poet-1992")
    (corpus / "a.txt").write_text(TEXTS["a.txt"] + "\n" + block("Steppe", 1999, "Love."))
    build(corpus, index)
    assert titles(index) == {"The Poet", "Falcon", "The Train", "Steppe"}


def clear(index: Any) -> None:
    index.writer().commit(mergetype=CLEAR)


def add_by_processes(index: Any) -> None:
    writer = index.writer(procs=2)
    writer.add_document(kind="film", film_id="x-1999", title="Loved")
    writer.commit()


def add_later(index: Any) -> None:
    writer = AsyncWriter(index)
    writer.add_document(kind="film", film_id="x-1999", title="Loved")
    writer.commit()


def add_by_a_buffer(index: Any) -> None:
    writer = BufferedWriter(index, period=None, limit=1)
    writer.add_document(kind="film", film_id="x-1999", title="Loved")
    writer.close()


@pytest.mark.parametrize(
    "write", [optimize, add, update, clear, add_by_processes, add_later, add_by_a_buffer]
)
def test_what_whoosh_has_written_kazsearch_refuses_and_builds_anew(
    index: Path, corpus: Path, write: Callable[[Any], None]
) -> None:
    write(open_dir(str(index)))
    with pytest.raises(IndexVersionError, match=r"run `kazsearch build` to make it anew$"):
        open_index(index)
    report = build(corpus, index)
    assert report.films["added"] == 3
    assert report.reason
    assert titles(index) == {"The Poet", "Falcon", "The Train"}
    assert titles(index, "loved wars") == {"The Poet", "Falcon", "The Train"}
    assert len(list(index.glob("MAIN_*.*"))) == 1  # nothing of Whoosh's is left over


def test_a_writer_that_is_cancelled_leaves_the_index_as_it_was(index: Path, corpus: Path) -> None:
    open_dir(str(index)).writer().cancel()
    assert titles(index) == {"The Poet", "Falcon", "The Train"}
    (corpus / "b.txt").unlink()
    build(corpus, index)
    assert titles(index) == {"The Poet", "Falcon"}
    assert len(list(index.glob("MAIN_*.*"))) == 1


def test_whoosh_can_not_write_segments_of_ours(index: Path) -> None:
    with pytest.raises(
        NotImplementedError, match=r"^segments of arrays are written by kazsearch: "
    ):
        open_dir(str(index)).writer(codec=ArrayCodec())
    assert titles(index) == {"The Poet", "Falcon", "The Train"}
    build(index.parent / "corpus", index, lock_timeout_s=5)


def test_a_searcher_of_whooshs_stays_as_it_was_and_a_new_one_sees_the_next_build(
    index: Path, corpus: Path
) -> None:
    whole = open_dir(str(index))
    with whole.searcher() as before:
        assert before.up_to_date()
        (corpus / "b.txt").unlink()
        build(corpus, index)
        assert not before.up_to_date()  # its `refresh` would add the new segments to the old ones
        assert len(before.search(q.Term("description", "love"))) == 3
        with whole.searcher() as after:
            assert after.up_to_date()
            assert len(after.search(q.Term("description", "love"))) == 2
