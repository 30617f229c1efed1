"""Films as large as an article may be, and titles as small as they come, through a whole index."""

import sys
import unicodedata
from pathlib import Path
from types import FrameType

import pytest
from corpora import block, write_corpus

from kazsearch.index.build import build
from kazsearch.search.hits import Hit
from kazsearch.search.searcher import open_index
from kazsearch.search.snippets import MAX_READ


def hits(tmp_path: Path, query: str, **articles: str) -> list[Hit]:
    corpus = write_corpus(tmp_path / "corpus", {f"{k}.txt": text for k, text in articles.items()})
    build(corpus, tmp_path / "index")
    with open_index(tmp_path / "index") as searcher:
        return list(searcher.search(query).hits)


def test_a_word_far_down_a_large_film_finds_it_and_the_beginning_is_shown(tmp_path: Path) -> None:
    far = "steppe " * (MAX_READ // 7 + 1) + "deportation."
    (hit,) = hits(tmp_path, "deportation", a=block("The Poet", 2009, f"A train. {far}"))
    (snippet,) = hit.snippets
    assert snippet.text.startswith("A train. steppe")
    assert snippet.highlights == ()


def test_of_many_facts_those_are_shown_that_stand_near_the_beginning(tmp_path: Path) -> None:
    facts = ["A poet of the steppe."] * (MAX_READ // 20)
    film = block("Falcon", 2009, "Of a falcon.", "Love.", *facts, "Love and deportation.")
    (hit,) = hits(tmp_path, "love", a=film)
    assert [snippet.text for snippet in hit.snippets] == ["Love."]


@pytest.mark.parametrize("title", ["It", "Us", "M", "9", "The", "Они", "Я", "Ол"])
def test_a_title_of_one_letter_or_stop_word_is_found_by_it(tmp_path: Path, title: str) -> None:
    others = block("White Falcon", 2010, "Love.")
    found = hits(tmp_path, title, a=block(title, 1999, "A clown."), b=others)
    assert found[0].title == title


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_one(tmp_path: Path, typed: str, written: str) -> None:
    text = "Amélie und die Möwe: йод ёлка."
    article = unicodedata.normalize(written, block("Café Noël", 2001, text))
    for word in ("Café", "Noël", "Amélie", "Möwe", "йод", "ёлка"):
        (hit,) = hits(tmp_path, unicodedata.normalize(typed, word), a=article)
        assert hit.spellings == ()  # found as it was typed


def test_a_film_written_composed_and_decomposed_is_one_film(tmp_path: Path) -> None:
    article = block("Café Noël", 2001, "Of a café.")
    nfc, nfd = (unicodedata.normalize(form, article) for form in ("NFC", "NFD"))
    assert nfc != nfd
    (hit,) = hits(tmp_path, "noël", a=nfc, b=nfd)
    assert [place.path for place in hit.appearances] == ["a.txt", "b.txt"]


def test_a_field_that_is_named_many_times_is_searched_once(tmp_path: Path) -> None:
    film = block("The Poet", 2009, "A poet of the steppe.")
    build(write_corpus(tmp_path / "corpus", {"a.txt": film}), tmp_path / "index")
    n_calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal n_calls
        n_calls += event == "call"

    counts, found = [], []
    with open_index(tmp_path / "index") as searcher:
        searcher.search("poet")  # what is read once is read
        for times in (1, 500):
            n_calls = 0
            sys.setprofile(count)
            try:
                found.append(searcher.search("poet", fields=["title"] * times).hits)
            finally:
                sys.setprofile(None)
            counts.append(n_calls)
    assert found[0] == found[1]
    assert counts[1] < 2 * counts[0]
