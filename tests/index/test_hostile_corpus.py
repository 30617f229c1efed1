"""What can't be read stops no build, is named, and loses no film that was read before."""

from pathlib import Path

import pytest
from corpora import block, write_corpus

from kazsearch.index.build import build
from kazsearch.index.inventory import behind
from kazsearch.index.store import open_snapshot
from kazsearch.search.searcher import open_index

POET = block("The Poet", 2009, "A poet loves the steppe.")
FALCON = block("White Falcon", 2010, "A falcon and a rider.")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {"poets.txt": POET, "birds/falcon.txt": FALCON})


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_an_article_that_grew_too_large_keeps_its_films(corpus: Path, index: Path) -> None:
    build(corpus, index)
    with (corpus / "poets.txt").open("r+b") as file:
        file.truncate(1 << 30)
    for full in (False, True):
        report = build(corpus, index, full=full)
        assert report.plan.failed == ("poets.txt",)
        (said,) = report.diagnostics
        assert (said.path, said.code, said.severity.value) == ("poets.txt", "too-large", "error")
        with open_index(index) as searcher:
            hits = searcher.search("poet").hits
            assert len(hits) == (0 if full else 1)
            assert all(place.stale for hit in hits for place in hit.appearances)


def test_a_limit_of_ones_own_is_kept_to(corpus: Path, index: Path) -> None:
    shorter, longer = sorted([len(POET), len(FALCON)])
    assert build(corpus, index, max_file_bytes=longer).plan.failed == ()
    assert len(build(corpus, index, max_file_bytes=shorter).plan.failed) == 1
    report = build(corpus, index, max_file_bytes=10)
    assert report.plan.failed == ("birds/falcon.txt", "poets.txt")


def test_a_folder_that_can_no_longer_be_entered_keeps_its_films(corpus: Path, index: Path) -> None:
    build(corpus, index)
    (corpus / "birds").rename(corpus.parent / "birds")
    (corpus / "birds").symlink_to("/")  # as good as closed: it holds the corpus
    report = build(corpus, index)
    assert report.plan.failed == ("birds", "birds/falcon.txt")
    assert report.plan.removed == ()
    assert [said.code for said in report.diagnostics] == ["unreadable"]
    with open_index(index) as searcher:
        assert searcher.search("falcon").total == 1
    with open_snapshot(index) as snapshot:
        plan = behind(snapshot)
    assert plan is not None
    assert plan.failed == ("birds", "birds/falcon.txt")
