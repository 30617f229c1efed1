"""`build` on real folders: what it reports, and what the index then holds."""

import os
from pathlib import Path

import pytest
from corpora import block, write_corpus

from kazsearch.corpus.film import film_id
from kazsearch.errors import (
    CorpusEmptyError,
    CorpusNotFoundError,
    IndexDamagedError,
    IndexLockedError,
    IndexNotFoundError,
    IndexStateError,
    IndexVersionError,
)
from kazsearch.index import store
from kazsearch.index.build import build
from kazsearch.index.documents import CorpusRecord, corpus_document
from kazsearch.index.inversion import Inverter
from kazsearch.index.segment_writer import NewSegment
from kazsearch.index.sync import Report
from kazsearch.search.searcher import open_index

POET = block("The Poet", 2009, "A poet loves the steppe.", "He was real.")
FALCON = block("White Falcon", 2010, "A falcon and a rider.", "A legend.", "Filmed at dawn.")


def found(index: Path, query: str) -> list[str]:
    with open_index(index) as searcher:
        return [hit.film_id for hit in searcher.search(query).hits]


def counts(report: Report) -> tuple[int, ...]:
    """Articles added, changed, removed, unchanged, failed."""
    plan = report.plan
    kinds = (plan.added, plan.changed, plan.removed, plan.unchanged, plan.failed)
    return tuple(len(paths) for paths in kinds)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {"poets.txt": POET, "birds/falcon.md": FALCON})


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_the_first_build_adds_everything_as_generation_1(corpus: Path, index: Path) -> None:
    report = build(corpus, index)
    assert counts(report) == (2, 0, 0, 0, 0)
    assert report.films == {"added": 2, "changed": 0, "removed": 0, "unchanged": 0}
    assert report.generation == 1
    assert found(index, "poet") == ["the-poet-2009"]


def test_a_second_build_does_nothing_and_leaves_the_generation(corpus: Path, index: Path) -> None:
    build(corpus, index)
    files = {path.name: path.stat().st_mtime_ns for path in index.iterdir() if path.is_file()}
    report = build(corpus, index)
    assert counts(report) == (0, 0, 0, 2, 0)
    assert report.films == {"added": 0, "changed": 0, "removed": 0, "unchanged": 2}
    assert report.generation == 1
    assert files == {
        path.name: path.stat().st_mtime_ns for path in index.iterdir() if path.is_file()
    }


def test_an_edited_word_is_found_and_the_old_one_is_not(corpus: Path, index: Path) -> None:
    build(corpus, index)
    path = corpus / "birds/falcon.md"
    before = path.stat()
    path.write_text(path.read_text().replace("dawn", "dusk"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # same size, same time
    report = build(corpus, index)
    assert counts(report) == (0, 1, 0, 1, 0)
    assert report.films == {"added": 0, "changed": 1, "removed": 0, "unchanged": 1}
    assert found(index, "dusk") == ["white-falcon-2010"]
    assert found(index, "dawn") == []


def test_films_that_only_moved_are_unchanged_and_cited_where_they_stand(
    corpus: Path, index: Path
) -> None:
    build(corpus, index)
    (corpus / "poets.txt").write_text("A new lead.\n\n" + POET)
    report = build(corpus, index)
    assert report.films == {"added": 0, "changed": 0, "removed": 0, "unchanged": 2}
    with open_index(index) as searcher:
        assert searcher.search("poet").hits[0].appearances[0].line == 3


def test_a_removed_article_takes_its_films_and_brings_them_back(corpus: Path, index: Path) -> None:
    build(corpus, index)
    (corpus / "poets.txt").unlink()
    report = build(corpus, index)
    assert counts(report) == (0, 0, 1, 1, 0)
    assert report.films["removed"] == 1
    assert found(index, "poet") == []
    (corpus / "poets.txt").write_text(POET)
    assert build(corpus, index).films["added"] == 1
    assert found(index, "poet") == ["the-poet-2009"]


def test_a_film_of_two_articles_is_one_hit_with_both_places(corpus: Path, index: Path) -> None:
    write_corpus(corpus, {"a.txt": POET, "b.txt": "Lead.\n\n" + POET.replace("steppe", "sea")})
    assert build(corpus, index).films["added"] == 1
    with open_index(index) as searcher:
        (hit,) = searcher.search("poet sea").hits
        assert [(a.path, a.line) for a in hit.appearances] == [("a.txt", 1), ("b.txt", 3)]
        assert hit.description == "A poet loves the sea."  # the appearance that matches best
        assert searcher.search("poet steppe").hits[0].description == "A poet loves the steppe."
    (corpus / "a.txt").unlink()
    report = build(corpus, index)
    assert report.films == {"added": 0, "changed": 1, "removed": 0, "unchanged": 0}
    assert found(index, "steppe") == []


def test_an_article_that_fails_keeps_its_last_good_films(corpus: Path, index: Path) -> None:
    build(corpus, index)
    (corpus / "poets.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00\x80" * 100)
    (corpus / "birds/falcon.md").write_text(FALCON.replace("rider", "hunter"))
    report = build(corpus, index)
    assert counts(report) == (0, 1, 0, 0, 1)
    assert [(d.path, d.severity.value) for d in report.diagnostics] == [("poets.txt", "error")]
    assert found(index, "poet") == ["the-poet-2009"]
    assert found(index, "hunter") == ["white-falcon-2010"]
    again = build(corpus, index)
    assert counts(again) == (0, 0, 0, 1, 1)
    assert again.generation == report.generation


def test_check_changes_nothing_and_says_what_would_be(corpus: Path, index: Path) -> None:
    assert build(corpus, index, check=True).films["added"] == 2
    assert not index.exists()
    build(corpus, index)
    (corpus / "poets.txt").unlink()
    report = build(corpus, index, check=True)
    assert counts(report) == (0, 0, 1, 1, 0)
    assert report.films["removed"] == 1
    assert found(index, "poet") == ["the-poet-2009"]


def test_full_builds_from_nothing(corpus: Path, index: Path) -> None:
    build(corpus, index)
    report = build(corpus, index, full=True)
    assert counts(report) == (2, 0, 0, 0, 0)
    assert report.generation == 2
    assert sorted(found(index, "poet falcon")) == ["the-poet-2009", "white-falcon-2010"]


def test_an_emptied_corpus_is_refused(corpus: Path, index: Path) -> None:
    build(corpus, index)
    write_corpus(corpus, {})
    for full in (False, True):
        with pytest.raises(CorpusEmptyError, match="--allow-empty"):
            build(corpus, index, full=full)
    assert found(index, "poet") == ["the-poet-2009"]
    assert build(corpus, index, allow_empty=True).films["removed"] == 2
    assert found(index, "poet") == []


def test_a_missing_corpus_is_refused(corpus: Path, index: Path) -> None:
    build(corpus, index)
    with pytest.raises(CorpusNotFoundError):
        build(corpus / "elsewhere", index)
    with pytest.raises(CorpusNotFoundError):
        build(corpus / "poets.txt", index)
    assert found(index, "poet") == ["the-poet-2009"]


def test_an_index_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError, match="kazsearch build"):
        open_index(tmp_path / "index")


def test_a_second_writer_is_refused(corpus: Path, index: Path) -> None:
    with store.locked(index), pytest.raises(IndexLockedError, match="another build"):
        build(corpus, index)
    assert build(corpus, index).generation == 1


def commit_of_version(index: Path, version: str) -> None:
    inverter = Inverter()
    inverter.add(corpus_document(CorpusRecord(version=version)))
    store.commit(index_folder(index), None, [NewSegment(inverter.segment())])


def test_another_version_is_refused_and_built_anew(corpus: Path, index: Path) -> None:
    commit_of_version(index, "0.0")
    with pytest.raises(IndexVersionError, match="kazsearch build"):
        open_index(index)
    report = build(corpus, index)
    assert "another version" in report.reason
    assert found(index, "poet") == ["the-poet-2009"]


def test_a_foreign_index_is_left_alone(corpus: Path, index: Path) -> None:
    from whoosh.fields import TEXT, Schema
    from whoosh.index import create_in, open_dir

    writer = create_in(index_folder(index), Schema(text=TEXT(stored=True))).writer()
    writer.add_document(text="not ours")
    writer.commit()
    for full in (False, True):
        with pytest.raises(IndexStateError, match="not one of kazsearch's"):
            build(corpus, index, full=full)
    assert open_dir(index).doc_count() == 1


@pytest.mark.parametrize("pattern", ["*.toc", "*.kaz"])
def test_a_damaged_index_is_named_and_full_mends_it(
    corpus: Path, index: Path, pattern: str
) -> None:
    build(corpus, index)
    (path,) = index.glob(pattern)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(IndexDamagedError, match="--full"):
        found(index, "poet")
    with pytest.raises(IndexDamagedError, match="--full"):
        build(corpus, index)
    build(corpus, index, full=True)
    assert found(index, "poet") == ["the-poet-2009"]


def test_an_interrupted_build_leaves_the_index_as_it_was(corpus: Path, index: Path) -> None:
    def interrupt(action: str, n_done: int, n_total: int) -> None:
        if action == "indexing":
            raise KeyboardInterrupt

    build(corpus, index)
    (corpus / "poets.txt").write_text(POET.replace("steppe", "sea"))
    before = sorted(path.name for path in index.iterdir())
    for full in (False, True):
        with pytest.raises(KeyboardInterrupt):
            build(corpus, index, full=full, on_progress=interrupt)
        assert found(index, "steppe") == ["the-poet-2009"]
        assert sorted(path.name for path in index.iterdir() if path.suffix != ".tmp") == before
    assert build(corpus, index).films["changed"] == 1


def test_an_interruption_after_the_commit_leaves_the_new_state(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import whoosh.index

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    build(corpus, index)
    (corpus / "poets.txt").write_text(POET.replace("steppe", "sea"))
    with monkeypatch.context() as patch:
        patch.setattr(whoosh.index, "clean_files", interrupt)  # what a commit does last
        with pytest.raises(KeyboardInterrupt):
            build(corpus, index)
    assert found(index, "sea") == ["the-poet-2009"]
    assert build(corpus, index).films["unchanged"] == 2


def test_a_title_that_ends_in_a_year_is_another_film(corpus: Path, index: Path) -> None:
    write_corpus(corpus, {"a.txt": "## Death Race 2000\n\nDescription: War.\n"})
    (corpus / "b.txt").write_text(block("Death Race", 2000, "A war of cars."))
    build(corpus, index)
    with open_index(index) as searcher:
        assert searcher.search("war", years="2000").hits[0].film_id == "death-race-2000"
    (corpus / "a.txt").unlink()
    build(corpus, index)
    assert found(index, "war") == ["death-race-2000"]


def test_labels_years_and_paths_go_with_their_last_film(corpus: Path, index: Path) -> None:
    directed = POET.replace("2009", "1999") + "Director: Aman\n"
    (corpus / "directed.txt").write_text(directed)
    build(corpus, index)
    assert found(index, "director:aman") == ["the-poet-1999"]
    (corpus / "directed.txt").unlink()
    build(corpus, index)
    with store.open_snapshot(index) as snapshot:
        assert snapshot.dictionary.extra_keys() == []
        assert snapshot.dictionary.years() == [2009, 2010]
        assert snapshot.dictionary.paths() == ["birds/falcon.md", "poets.txt"]


def test_new_rules_of_reading_keep_the_films_of_what_cannot_be_read(
    corpus: Path, index: Path
) -> None:
    build(corpus, index)
    (corpus / "poets.txt").write_bytes(bytes(range(256)) * 20)
    (corpus.parent / "kazsearch.toml").write_text('[labels]\ndirector = ["Maker"]\n', "utf-8")
    report = build(corpus, index)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert found(index, "poet") == ["the-poet-2009"]
    assert counts(build(corpus, index)) == (0, 0, 0, 1, 1)


def test_an_emptied_corpus_is_refused_whatever_the_state_of_the_index(
    corpus: Path, index: Path
) -> None:
    commit_of_version(index, "0.0")
    write_corpus(corpus, {})
    with pytest.raises(CorpusEmptyError):
        build(corpus, index)
    with pytest.raises(CorpusEmptyError):
        build(corpus, index, full=True)


def test_a_corpus_that_was_moved_is_known_by_its_new_place(corpus: Path, index: Path) -> None:
    build(corpus, index)
    moved = corpus.rename(corpus.parent / "films")
    build(moved, index)
    with store.open_snapshot(index) as snapshot:
        assert snapshot.corpus_folder == moved


def test_a_term_is_new_although_a_longer_one_of_its_key_is_known(corpus: Path, index: Path) -> None:
    (corpus / "a.txt").write_text(block("Cann", 2001))
    build(corpus, index)
    (corpus / "b.txt").write_text(block("Can", 2002))
    build(corpus, index)
    build(corpus, index.with_name("scratch"))
    with store.open_snapshot(index) as new, store.open_snapshot(index.with_name("scratch")) as old:
        assert new.dictionary.keys("spelling", "") == old.dictionary.keys("spelling", "")


def index_folder(index: Path) -> Path:
    index.mkdir()
    return index


def test_film_ids_stay_the_same_for_another_way_of_writing() -> None:
    assert film_id("Rosemary's Baby", 1968) == film_id("ROSEMARY’S  BABY", 1968)
    assert film_id("!!!", 2000) != film_id("???", 2000)


def test_labels_of_a_kazsearch_toml_are_read_and_a_change_of_them_reads_all_anew(
    corpus: Path, index: Path
) -> None:
    (corpus / "poets.txt").write_text(POET + "Made under the eye of: Aman\n")
    build(corpus, index)
    (corpus.parent / "kazsearch.toml").write_text(
        '[labels]\ndirector = ["Made under the eye of"]\n', "utf-8"
    )
    report = build(corpus, index)
    assert "rules" in report.reason
    assert found(index, "director:aman") == ["the-poet-2009"]
    assert build(corpus, index).generation == report.generation
