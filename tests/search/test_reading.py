"""That one search reads each thing once, only so much in all, and the same as Whoosh's matchers."""

from pathlib import Path

import pytest
from cinema import CINEMA
from corpora import block, write_corpus
from whoosh.index import open_dir

from kazsearch.errors import QueryError
from kazsearch.index import store
from kazsearch.index.build import build
from kazsearch.search import evaluation
from kazsearch.search.reading import Reading, TooMuchWorkError
from kazsearch.search.searcher import open_index


def test_postings_and_positions_equal_those_of_whooshs_matchers(tmp_path: Path) -> None:
    """Over several segments, with deleted films in them, and more films than a block holds."""
    folder, index = tmp_path / "corpus", tmp_path / "index"
    texts = {
        f"{part}.txt": "\n".join(
            block(f"{part} {n}", 2000, "love " * (n % 3) + "and war") for n in range(150)
        )
        for part in "abc"
    }
    for part in texts:
        build(write_corpus(folder, {p: t for p, t in texts.items() if p <= part}), index)
    # one film of a segment, so few that Whoosh does not write it anew
    texts["b.txt"] = texts["b.txt"].replace("love and war", "peace", 1)
    build(write_corpus(folder, texts), index)
    reader = open_dir(str(index)).reader()
    with store.open_snapshot(index) as snapshot:
        assert len(reader.leaf_readers()) > 1
        assert reader.has_deletions()
        for term in ("love", "war", "peac"):
            matcher = reader.postings("description", term)
            expected = {}
            while matcher.is_active():
                expected[matcher.id()] = (matcher.weight(), matcher.value_as("positions"))
                matcher.next()
            found = snapshot.postings("description", term)
            positions = snapshot.positions("description", term, set(found.doc_ids))
            assert list(found.doc_ids) == sorted(found.doc_ids)
            assert expected == {
                doc_id: (freq, positions[doc_id])
                for doc_id, freq in zip(found.doc_ids, found.term_freqs, strict=True)
            }


def test_reading_stops_at_the_bound_of_its_work(tmp_path: Path) -> None:
    build(write_corpus(tmp_path / "corpus", CINEMA), tmp_path / "index")
    with store.open_snapshot(tmp_path / "index") as snapshot:
        reading = Reading(snapshot, max_work=100)
        for _ in range(1000):
            reading.postings("description", "love")  # what is known costs nothing
        with pytest.raises(TooMuchWorkError):
            [reading.postings("description", term) for term in ("war", "stepp", "wolf", "town")]


def test_a_query_of_too_much_work_is_refused_at_the_word_it_had_come_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(write_corpus(tmp_path / "corpus", CINEMA), tmp_path / "index")
    monkeypatch.setattr(evaluation, "Reading", lambda snapshot: Reading(snapshot, max_work=500))
    with open_index(tmp_path / "index") as searcher:
        assert searcher.search("love").total == 5
        with pytest.raises(QueryError) as refused:
            searcher.search("love AND war AND steppe AND wolf AND town")
    assert refused.value.query == "love AND war AND steppe AND wolf AND town"
    assert refused.value.query[refused.value.column :].split()[0] in {"steppe", "wolf", "town"}
    assert "too much" in refused.value.message
