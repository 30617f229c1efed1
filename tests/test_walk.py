"""The first walk through the house, on our article and on the user's: build, ask, edit, ask."""

from pathlib import Path

import pytest
from corpora import write_corpus

from kazsearch.index.build import build
from kazsearch.search.searcher import open_index

PATH = "kazakh-melodramas.txt"


@pytest.fixture
def corpus(tmp_path: Path, melodramas: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {PATH: melodramas.read_text("utf-8")})


def test_deportation_love_names_the_gift_to_stalin_first(corpus: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path / "index")
    with open_index(tmp_path / "index") as searcher:
        result = searcher.search("deportation love")
    first = result.hits[0]
    assert (first.title, first.year) == ("The Gift to Stalin", 2008)
    assert [(p.path, p.line, p.end_line) for p in first.appearances] == [(PATH, 3, 5)]
    highlighted = {s.text[start:end].lower() for s in first.snippets for start, end in s.highlights}
    assert highlighted >= {"deportation", "love"}
    assert [hit.missing_terms for hit in result.hits[1:]] == [("deportation",)] * (
        len(result.hits) - 1
    )


def test_an_edit_a_removal_and_a_restoration_are_followed(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    text = (corpus / PATH).read_text("utf-8")
    build(corpus, index)
    edited = text.replace("Magzhan Zhumabayev", "Magzhan Zhumabayevich")
    (corpus / PATH).write_text(edited, "utf-8")
    report = build(corpus, index)
    assert report.plan.changed == (PATH,)
    assert report.films == {"added": 0, "changed": 1, "removed": 0, "unchanged": 9}
    with open_index(index) as searcher:
        assert [hit.film_id for hit in searcher.search("Zhumabayevich").hits] == ["the-poet-2009"]
        assert searcher.search("Zhumabayev").matched == "none"
        ids = [hit.film_id for hit in searcher.search("kazakhstan kazakh film").hits]

    (corpus / PATH).rename(tmp_path / "away")
    assert build(corpus, index, allow_empty=True).films["removed"] == 10
    (tmp_path / "away").rename(corpus / PATH)
    assert build(corpus, index).films["added"] == 10
    with open_index(index) as searcher:
        assert [hit.film_id for hit in searcher.search("kazakhstan kazakh film").hits] == ids
