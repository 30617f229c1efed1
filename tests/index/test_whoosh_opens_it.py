"""Any Whoosh program opens the index and searches it with Whoosh's own parser and searcher."""

from pathlib import Path

import pytest
from corpora import block, write_corpus
from whoosh.index import open_dir
from whoosh.qparser import MultifieldParser, QueryParser
from whoosh.query import NumericRange, Or, Phrase, Term

from kazsearch.index.build import build


@pytest.fixture
def index(tmp_path: Path, melodramas: Path) -> Path:
    text = melodramas.read_text("utf-8")
    build(write_corpus(tmp_path / "corpus", {melodramas.name: text}), tmp_path / "index")
    return tmp_path / "index"


def test_whooshs_own_searcher_finds_stemmed_words_with_their_source(index: Path) -> None:
    ix = open_dir(str(index))
    with ix.searcher() as searcher:
        query = MultifieldParser(["title", "description", "fact"], ix.schema).parse(
            "deported loves"
        )
        (hit,) = searcher.search(query)
        stored = hit.fields()
        assert (stored["title"], stored["year"]) == ("The Gift to Stalin", 2008)
        assert stored["film_id"] == "the-gift-to-stalin-2008"
        assert (stored["path"], stored["line"], stored["end_line"]) == (
            "kazakh-melodramas.txt",
            3,
            5,
        )
        assert "deportation" in hit.highlights("description")


def test_years_can_be_ranged_over_and_sorted_by(index: Path) -> None:
    with open_dir(str(index)).searcher() as searcher:
        results = searcher.search(NumericRange("year", 2012, 2013), sortedby="year", limit=None)
        assert [hit["year"] for hit in results] == [2012, 2012, 2013]


def test_the_articles_are_in_it_with_their_digests(index: Path) -> None:
    with open_dir(str(index)).searcher() as searcher:
        article = searcher.document(article="kazakh-melodramas.txt")
        assert article is not None
        assert len(article["digest"]) == 32
        assert len(article["films"]) == 10


def test_a_phrase_matches_within_a_fact_and_never_across_two(tmp_path: Path) -> None:
    text = block("Falcon", 2010, "Old songs.", "A white bird", "falcon legend told again")
    build(write_corpus(tmp_path / "corpus", {"a.txt": text}), tmp_path / "index")
    ix = open_dir(str(tmp_path / "index"))
    parser = QueryParser("fact", ix.schema)
    with ix.searcher() as searcher:
        assert len(searcher.search(parser.parse('"white bird"'))) == 1
        assert len(searcher.search(parser.parse('"falcon legend"'))) == 1
        assert len(searcher.search(parser.parse('"bird falcon"'))) == 0
        assert len(searcher.search(parser.parse('"bird falcon"~20'))) == 0


def test_a_phrase_never_matches_across_two_articles(tmp_path: Path) -> None:
    texts = {"a.txt": block("Falcon", 2010, "one two"), "b.txt": block("Falcon", 2010, "six")}
    build(write_corpus(tmp_path / "corpus", texts), tmp_path / "index")
    with open_dir(str(tmp_path / "index")).searcher() as searcher:
        assert len(searcher.search(Phrase("description", ["one", "two"]))) == 1
        assert len(searcher.search(Phrase("description", ["two", "six"]))) == 0
        assert len(searcher.search(Or([Term("description", "two"), Term("fact", "x")]))) == 1
