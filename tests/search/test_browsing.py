"""Browsing without a query: which films a text names, what is known of them, what is like them."""

import tempfile
import threading
import time
from pathlib import Path

import pytest
from corpora import WORDS, block, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from kazsearch.errors import FilmNotFoundError, IndexStateError, QueryError
from kazsearch.index.build import build
from kazsearch.search.searcher import Searcher, open_index
from kazsearch.text.analyzer import analyze
from kazsearch.text.words import normal_form

ARTICLES = {
    "a.txt": block("The Poet", 2009, "A poet rides a horse.", "He was real.")
    + "Director: Ann Lee\nBudget: small\n"
    + "\n\nSteppe (1990)\nDescription: Horse and rider.\n\n\nLast Train Home (1980)\n",
    "b.txt": "The poet (2009)\nDirector: Bo Lee\nBudget: Small.\n\n\nSteppe (1991)\n\n\n"
    "The Last Train (2001)\nDescription: A train.\n",
    "c.txt": "Steppe\nDescription: Nobody knows when.\n\n\nOld Steppe, Red Horse (1970)\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browse")
    build(write_corpus(path / "corpus", ARTICLES), path / "index")
    return path / "index"


@pytest.fixture
def searcher(index: Path) -> Searcher:
    return open_index(index)


@pytest.mark.parametrize(
    ("text", "films"),
    [
        ("the-poet-2009", ["the-poet-2009"]),
        ("The Poet", ["the-poet-2009"]),
        ("the poet (2009)", ["the-poet-2009"]),
        ("THE POET 2009", ["the-poet-2009"]),
        ("poet", ["the-poet-2009"]),
        ("poet 2009", ["the-poet-2009"]),
        ("poet (2009)", ["the-poet-2009"]),
        ("poet 2010", []),
        ("steppe-1990", ["steppe-1990"]),
        ("steppe", ["steppe"]),  # a film id goes first
        ("Steppe", ["steppe", "steppe-1990", "steppe-1991"]),
        ("Steppe 1991", ["steppe-1991"]),
        ("STEPPE-1991", ["steppe-1991"]),
        ("OLD-steppe-red-horse-1970", ["old-steppe-red-horse-1970"]),
        ("horse red", ["old-steppe-red-horse-1970"]),
        ("last train", ["last-train-home-1980", "the-last-train-2001"]),
        ("zebra", []),
        ("", []),
        ("...", []),
        ('"', []),
    ],
)
def test_a_text_names_films(text: str, films: list[str], searcher: Searcher) -> None:
    found = [film.film_id for film in searcher.find_films(text)]
    assert sorted(found) == sorted(films)
    assert found[:1] == films[:1]


def test_a_title_that_no_film_has_offers_those_that_are_near(searcher: Searcher) -> None:
    assert searcher.find_films("the pojt") == ()
    assert searcher.find_films("pojt" + " 2009" * 2_000) == ()
    assert [film.film_id for film in searcher.films_called_like("the pojt")] == ["the-poet-2009"]
    assert searcher.films_called_like("...") == ()


def test_a_film_is_what_all_its_articles_say(searcher: Searcher) -> None:
    film = searcher.film("the-poet-2009")
    assert (film.title, film.year, film.alternative_titles) == ("The Poet", 2009, ("The poet",))
    assert (film.description, film.facts) == ("A poet rides a horse.", ("He was real.",))
    assert [(extra.key, extra.text) for extra in film.extras] == [
        ("director", "Ann Lee"),
        ("budget", "small"),
        ("director", "Bo Lee"),
        ("budget", "Small."),
    ]
    assert [(place.path, place.line) for place in film.appearances] == [("a.txt", 1), ("b.txt", 1)]
    assert [len(telling.extras) for telling in film.tellings] == [2, 2]


def test_an_unknown_film_id_is_an_error(searcher: Searcher) -> None:
    for method in (searcher.film, searcher.contradictions, searcher.like):
        with pytest.raises(FilmNotFoundError, match="no film has the id nothing"):
            method("nothing")


def test_a_closed_index_says_so(searcher: Searcher, tmp_path: Path) -> None:
    build(write_corpus(tmp_path / "corpus", ARTICLES), tmp_path / "index")
    closed = open_index(tmp_path / "index")
    closed.close()
    closed.close()
    for ask in (lambda: closed.search("steppe"), lambda: closed.rank("x"), closed.stats):
        with pytest.raises(IndexStateError, match="this index was closed: open it again"):
            ask()


@pytest.mark.parametrize("ask", ["like", "film", "find_films", "terms"])
def test_closing_waits_for_what_another_thread_asks(ask: str, tmp_path: Path) -> None:
    build(write_corpus(tmp_path / "corpus", ARTICLES), tmp_path / "index")
    said: list[str] = []

    def ask_on(shared: Searcher) -> None:
        try:
            while True:
                getattr(shared, ask)("the-poet-2009")
        except IndexStateError as error:
            said.append(str(error))

    for _ in range(5):
        shared = open_index(tmp_path / "index")
        other = threading.Thread(target=ask_on, args=(shared,))
        other.start()
        time.sleep(0.01)
        shared.close()
        other.join()
    assert said == ["this index was closed: open it again"] * 5


def test_contradictions_are_titles_years_and_short_extras(searcher: Searcher) -> None:
    found = {
        contradiction.subject: [(c.value, c.film_id, c.path, c.line) for c in contradiction.claims]
        for contradiction in searcher.contradictions("the-poet-2009")
    }
    assert found == {
        "title": [
            ("The Poet", "the-poet-2009", "a.txt", 1),
            ("The poet", "the-poet-2009", "b.txt", 1),
        ],
        "director": [
            ("Ann Lee", "the-poet-2009", "a.txt", 1),
            ("Bo Lee", "the-poet-2009", "b.txt", 1),
        ],
        # the budgets say the same, but for a dot and a capital
    }


def test_one_title_in_several_years_is_a_contradiction(searcher: Searcher) -> None:
    (found,) = searcher.contradictions("steppe-1990")
    assert found.subject == "year"
    assert [(claim.value, claim.film_id) for claim in found.claims] == [
        ("1990", "steppe-1990"),
        ("no year", "steppe"),
        ("1991", "steppe-1991"),
    ]
    assert searcher.contradictions("the-last-train-2001") == ()


def test_films_are_listed_in_order_and_by_page(searcher: Searcher) -> None:
    listed = searcher.films(sort="year")
    years = [film.year for film in listed.films]
    assert years == [1970, 1980, 1990, 1991, 2001, 2009, None]
    assert listed.total == 7
    page = searcher.films(sort="-year", years="..1991", limit=2, page=2)
    assert ([film.year for film in page.films], page.total) == ([1980, 1970], 4)
    counts = searcher.films(article="b*", facets=["decade"])
    assert counts.total == 3
    assert counts.facets == {"decade": {"1990s": 1, "2000s": 2}}


def test_like_finds_films_that_share_telling_words_and_not_the_film_itself(
    searcher: Searcher,
) -> None:
    result = searcher.like("steppe-1990")
    assert result.hits[0].film_id == "old-steppe-red-horse-1970"
    assert "steppe-1990" not in [hit.film_id for hit in result.hits]
    assert [hit.rank for hit in result.hits] == list(range(1, len(result.hits) + 1))
    assert result.total == len(result.hits)
    assert [hit.film_id for hit in searcher.like("steppe-1990", years="..1980").hits] == [
        "old-steppe-red-horse-1970"
    ]
    assert len(searcher.like("steppe-1990", limit=1).hits) == 1


def test_stats_count_and_compare_with_the_corpus(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", ARTICLES)
    build(corpus, tmp_path / "index")
    with open_index(tmp_path / "index") as searcher:
        stats = searcher.stats()
        assert (stats.articles, stats.films, stats.appearances) == (3, 7, 8)
        assert (stats.first_year, stats.last_year, stats.films_without_year) == (1970, 2009, 1)
        assert stats.extras == ("budget", "director")
        assert (stats.generation, stats.segments) == (1, 1)
        assert stats.size_bytes == sum(p.stat().st_size for p in (tmp_path / "index").iterdir())
        assert (stats.added, stats.changed, stats.removed, stats.failed) == ((), (), (), ())
        (corpus / "a.txt").write_text("Gone (2000)\n", "utf-8")
        (corpus / "b.txt").unlink()
        (corpus / "d.txt").symlink_to(corpus / "nowhere")
        (corpus / "e.txt").write_text("New (2001)\n", "utf-8")
        (corpus / "f.txt").write_bytes(bytes(range(16)) * 100)  # a build can't read it either
        stats = searcher.stats()
        assert (stats.added, stats.changed, stats.removed, stats.failed) == (
            ("e.txt",),
            ("a.txt",),
            ("b.txt",),
            ("d.txt", "f.txt"),
        )
        corpus.rename(tmp_path / "away")
        stats = searcher.stats()
        assert not stats.corpus_is_there
        assert not stats.changed


def test_stats_of_a_state_that_is_no_longer_the_newest(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", ARTICLES)
    build(corpus, tmp_path / "index")
    with open_index(tmp_path / "index") as searcher:
        before = searcher.stats()
        write_corpus(corpus, {"new.txt": block("New", 2002)})
        build(corpus, tmp_path / "index")  # removes the files of the state that is open
        after = searcher.stats()
        assert (after.films, after.generation, after.built_at) == (before.films, 1, before.built_at)
        assert after.added == ("new.txt",)


def test_words_of_films_that_are_gone_are_no_words_of_the_index(tmp_path: Path) -> None:
    """Their segment is not merged yet: a pattern that meant too many of them means few again."""
    gone = block("Gone", 2001, " ".join(f"zz{number:04}x" for number in range(1_100)))
    kept = {f"{number}.txt": block(f"Film {number}", 2002, "A zz0001x.") for number in range(60)}
    corpus = write_corpus(tmp_path / "corpus", {**kept, "gone.txt": gone})
    build(corpus, tmp_path / "index")
    with open_index(tmp_path / "index") as searcher, pytest.raises(QueryError, match="1,100 words"):
        searcher.search("zz*")
    (corpus / "gone.txt").unlink()
    build(corpus, tmp_path / "index")
    build(corpus, tmp_path / "anew")
    with open_index(tmp_path / "index") as updated, open_index(tmp_path / "anew") as anew:
        assert updated.stats().segments > 1  # not merged
        assert updated.search("zz*").total == 60
        assert updated.stats().words == anew.stats().words


@settings(max_examples=60, deadline=None)
@given(texts=corpora, changed=corpora, prefix=st.sampled_from(["", "lo", "p", *WORDS]))
def test_terms_equal_a_count_over_all_films(
    texts: dict[str, str], changed: dict[str, str], prefix: str
) -> None:
    """After an update, too, when the index still holds words of films that are gone."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "index"
        for articles in (texts, {**texts, **changed}):
            build(write_corpus(corpus, articles), index)
        with open_index(index) as searcher:
            films = list(searcher.films().films)
            found = [(count.word, count.films) for count in searcher.terms(prefix, limit=3)]
    counts: dict[str, int] = {}
    for film in films:
        said = [film.title, film.description, *film.facts, *film.alternative_titles]
        said += [text.description for text in film.tellings]
        said += [extra.text for extra in film.extras]
        words = {normal_form(token.text) for text in said for token in analyze(text)}
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    expected = sorted(
        ((word, n) for word, n in counts.items() if word.startswith(prefix)),
        key=lambda item: (-item[1], item[0]),
    )
    assert found == expected[:3]


@settings(max_examples=40, deadline=None)
@given(texts=corpora, changed=corpora)
def test_like_is_the_same_after_an_update_as_after_a_rebuild(
    texts: dict[str, str], changed: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus, index, fresh = (Path(folder) / name for name in ("corpus", "index", "fresh"))
        for articles in (texts, {**texts, **changed}):
            build(write_corpus(corpus, articles), index)
        build(corpus, fresh)
        with open_index(index) as updated, open_index(fresh) as rebuilt:
            for film in updated.films(limit=3).films:
                ours, theirs = updated.like(film.film_id), rebuilt.like(film.film_id)
                assert ours.understood == theirs.understood
                assert [(hit.film_id, hit.score) for hit in ours.hits] == [
                    (hit.film_id, hit.score) for hit in theirs.hits
                ]
