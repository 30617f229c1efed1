"""What speaks for a film beside its words one by one, and how the explanation says it."""

from collections.abc import Iterator

import pytest
from corpora import block, write_corpus

from kazsearch.index.build import build
from kazsearch.search.hits import Hit
from kazsearch.search.searcher import Searcher, open_index

FILMS = [
    block("Rocky", 1976, "A boxer gets his chance.", director="John Avildsen"),
    block("Rocky II", 1979, "The boxer gets a second chance.", director="Sylvester Stallone"),
    block("Spider-Man", 2002, "A student is bitten.", director="Sam Raimi"),
    block("Superman", 1978, "He flies.", director="Richard Donner"),
    block("The Spider", 1999, "A man and a spider, and a man.", director="Dana Man"),
    block("Alien: The Director's Cut", 2003, "In space.", director="Ridley Scott"),
    block("Alien Love", 2001, "An alien love in a lonely house.", director="Ridley Scott"),
    block("Love", 2015, "A couple.", director="Gaspar Noe"),
    block("It", 2017, "A clown comes to town and it comes back.", director="Andy Muschietti"),
    block("Silk Road", 2021, "A market.", director="Tiller Russell"),
    block("Road of Silk", 2010, "A caravan.", director="Noe Gaspar"),
    block("Қыз балалар", 2002, "Екі дос.", director="Абай"),
]


@pytest.fixture(scope="module", params=[True, False], ids=["arrays", "dictionaries"])
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("agreement")
    build(write_corpus(folder / "corpus", {"a.txt": "\n".join(FILMS)}), folder / "index")
    with open_index(folder / "index") as opened:
        opened.uses_arrays = request.param
        yield opened


def titles(searcher: Searcher, query: str) -> list[str]:
    return [hit.title for hit in searcher.search(query).hits]


def explained(searcher: Searcher, query: str, title: str) -> Hit:
    hits = searcher.search(query, explain=True).hits
    for hit in hits:
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)
    return next(hit for hit in hits if hit.title == title)


def reasons(hit: Hit) -> set[str]:
    return {share.reason for share in hit.shares}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("rocky", "Rocky"),
        ("rocky 2", "Rocky II"),
        ("rocky two", "Rocky II"),
        ("watch rocky ii full movie online free", "Rocky II"),
        ("spiderman", "Spider-Man"),
        ("spider man", "Spider-Man"),
        ("super man", "Superman"),
        ("super-man", "Superman"),
        ("it", "It"),
        ("silk road", "Silk Road"),
        ("alien", "Alien: The Director's Cut"),
        ("gaspar noe", "Love"),
        ("noe gaspar", "Road of Silk"),
    ],
)
def test_the_film_that_was_meant_comes_first(searcher: Searcher, query: str, first: str) -> None:
    assert titles(searcher, query)[0] == first


@pytest.mark.parametrize(
    ("query", "title", "is_whole"),
    [
        ("a love story", "Love", True),
        ("a love story", "Alien Love", False),
        ("rocky chapter 2", "Rocky II", True),  # in no title is there a chapter
        ("watch the rocky chapter 2 again tonight", "Rocky II", True),
        ("қыз балалар", "Қыз балалар", True),  # each settles the language of the other
        ("alien 1979", "Alien: The Director's Cut", True),
        ('"alien love" house', "Alien Love", True),
        ("rocky 2 boxer", "Rocky II", True),
        ("the silk and the road", "Silk Road", False),
        ("love -alien", "Love", True),
        ("title:love", "Love", False),
    ],
)
def test_a_whole_title_in_the_query_speaks_for_a_film(
    searcher: Searcher, query: str, title: str, is_whole: bool
) -> None:
    hit = explained(searcher, query, title)
    assert ("whole title" in reasons(hit)) is is_whole


def test_holding_every_word_speaks_for_a_film(searcher: Searcher) -> None:
    assert "every word" in reasons(explained(searcher, "boxer second", "Rocky II"))
    assert "every word" not in reasons(explained(searcher, "boxer second", "Rocky"))
    assert "every word" not in reasons(explained(searcher, "boxer", "Rocky"))  # there is but one
    assert "every word" not in reasons(explained(searcher, "boxer movie", "Rocky"))


def test_neighbours_speak_for_a_film_in_titles_and_extras(searcher: Searcher) -> None:
    named = explained(searcher, "gaspar noe film", "Love")
    (share,) = [share for share in named.shares if share.reason == "side by side"]
    assert (share.term, share.field) == ("gaspar noe", "extra")
    assert "side by side" not in reasons(explained(searcher, "gaspar noe film", "Road of Silk"))
    beside = explained(searcher, "road of silk", "Road of Silk")
    pairs = {share.term for share in beside.shares if share.reason == "side by side"}
    assert pairs == {"road of", "of silk"}
    # in prose they do not
    assert "side by side" not in reasons(explained(searcher, "lonely house", "Alien Love"))


def test_a_film_without_a_word_may_be_the_best(searcher: Searcher) -> None:
    result = searcher.search("silk road caravan chance")
    assert result.hits[0].title == "Silk Road"
    assert result.hits[0].missing_terms == ("caravan", "chance")
    assert (result.matched, result.total_all) == ("some", 0)


def test_a_word_of_several_is_looked_for_in_parts_where_there_are_others(
    searcher: Searcher,
) -> None:
    found = searcher.search("lonely-house boxer")
    assert {hit.title for hit in found.hits} == {"Rocky", "Rocky II", "Alien Love"}
    assert titles(searcher, "lonely-boxer") == []


def test_a_hit_says_which_word_was_found_joined(searcher: Searcher) -> None:
    (spelling,) = searcher.search("super man").hits[0].spellings
    assert (spelling.typed, spelling.found) == ("super man", "Superman")
    (spelling,) = searcher.search("spiderman").hits[0].spellings
    assert (spelling.typed, spelling.found) == ("spiderman", "Spider-Man")


def test_another_form_of_a_word_counts_less(searcher: Searcher) -> None:
    exact = searcher.search("comes clown").hits[0].score
    other = searcher.search("come clown").hits[0].score
    assert other < exact


def test_a_word_that_need_not_be_found_is_not_corrected(searcher: Searcher) -> None:
    assert searcher.search("she boxer").did_you_mean is None
    assert searcher.search("she boxxer").did_you_mean == "she boxer"
    assert searcher.search("she").corrected == "the"
