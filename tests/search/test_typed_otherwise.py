"""What people type is not what titles say: parts, hyphens, apostrophes, other English, no match."""

from collections.abc import Iterator

import pytest
from corpora import block, write_corpus

from kazsearch.index.build import build
from kazsearch.search.hits import Hit
from kazsearch.search.searcher import Searcher, open_index

FILMS = [
    block("L.A. Confidential", 1997, "A policeman and a star.", director="Curtis Hanson"),
    block("A Quiet Hill", 2003, "I am a hill, says a poet.", director="Ann Lee"),
    block("Back to the Future", 1985, "A car goes back to the past.", director="Ann Lee"),
    block("Back to the Future Part II", 1989, "The car flies.", director="Ann Lee"),
    block("Singin' in the Rain", 1952, "Sound comes to the cinema.", director="Stanley Donen"),
    block("Singing Guns", 1950, "Rain falls on guns in the hills.", director="R. G. Springsteen"),
    block("Don't Look Up", 2021, "A comet comes.", director="Adam McKay"),
    block("Dont Look Back", 1967, "A singer on tour.", director="D. A. Pennebaker"),
    block("JFK", 1991, "A trial.", director="Oliver Stone"),
    block("Superhero Movie", 2008, "He is bitten.", director="Craig Mazin"),
    block("Les Misérables", 1935, "A loaf of bread.", director="Richard Boleslawski"),
    block("Neighbors", 1920, "Two houses and a fence.", director="Buster Keaton"),
    block("Ghostbusters", 1984, "They catch ghosts.", director="Ivan Reitman"),
    block("The Ghost", 1963, "A ghost busts nobody; busters are elsewhere.", director="R. Hampton"),
    block("WALL·E", 2008, "A robot collects.", director="Andrew Stanton"),
    block("Wall Street", 1987, "A broker buys.", director="Oliver Stone"),
    block("Titanic", 1997, "A ship.", director="James Cameron"),
    block("Frances", 1982, "An actress from France.", director="Graeme Clifford"),
    block("Frank", 2014, "A band, and Mary.", director="Lenny Abrahamson"),
    block("Just Married", 2003, "They are married in Kazakhstan.", director="Shawn Levy"),
    block("The Island", 2005, "This island is land, and that is not.", director="Michael Bay"),
    block("30 Days of Night", 2007, "A town without the sun.", director="David Slade"),
    block("12 стульев", 1971, "Двое ищут стулья.", director="Л. Гайдай"),
    block("Harry Potter", 2001, "A boy learns.", director="Chris Columbus"),
    block("Mystic River", 2003, "Three boys.", director="Clint Eastwood"),
    block("100 дней до приказа", 1990, "Солдаты.", director="Х. Эркенов"),
    block("Семья", 2008, "Дом.", director="Б. Ким"),
    block("Город", 2015, "Улицы.", director="Б. Ким"),
    block("Hamlet", 1948, "A prince.", director="Laurence Olivier"),
    block("Hamlet 2", 2008, "A teacher stages it.", director="Andrew Fleming"),
    block("The Silver Horde", 1930, "They fish.", director="George Archainbaud"),
    block("Chapter Two", 1979, "A writer.", director="Robert Moore"),
    block("Two", 1965, "They sit.", director="Satyajit Ray"),
    block("Тихий год", 1970, "Казахская степь в 1970 году.", director="А. Ким"),
    block("The End", 1978, "The man wants the end of the film.", director="Burt Reynolds"),
]  # fmt: skip


@pytest.fixture(scope="module", params=[True, False], ids=["arrays", "dictionaries"])
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("otherwise")
    build(write_corpus(folder / "corpus", {"a.txt": "\n".join(FILMS)}), folder / "index")
    with open_index(folder / "index") as opened:
        opened.uses_arrays = request.param
        yield opened


def marked(hit: Hit) -> dict[str, list[str]]:
    return {
        each.field: [each.text[start:end] for start, end in each.highlights]
        for each in hit.snippets
    }


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("back to the future 2", "Back to the Future Part II"),
        ("singing in the rain", "Singin' in the Rain"),
        ("dont look up", "Don't Look Up"),
        ("don't look back", "Dont Look Back"),
        ("J.F.K.", "JFK"),
        ("super-hero", "Superhero Movie"),
        ("les miserables", "Les Misérables"),
        ("neighbours", "Neighbors"),
        ("ghost busters", "Ghostbusters"),
        ("Титаник", "Titanic"),
        ("фильм 1970 года степь", "Тихий год"),
        ("казахстанский married", "Just Married"),
        ("thirty days of night", "30 Days of Night"),
        ("hamlet2", "Hamlet 2"),
        ("двенадцать стульев", "12 стульев"),
        ("two", "Two"),
        ("2", "Two"),
        ("chapter two", "Chapter Two"),
    ],
)
def test_a_title_typed_otherwise_is_first_and_lacks_nothing(
    searcher: Searcher, query: str, first: str
) -> None:
    hit = searcher.search(query).hits[0]
    assert (hit.title, hit.missing_terms) == (first, ())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("l.a. confidential", {"L.A. Confidential"}),  # nor is `a` in every film one of the words
        ("france", {"Frances"}),
        ("frank", {"Frank"}),
        ("married", {"Just Married"}),
        ("mary", {"Frank"}),
        ("hary potter", {"Harry Potter"}),
        ("mistik river", {"Mystic River"}),
        ("100", {"100 дней до приказа"}),
        ("семья", {"Семья"}),
        ("город", {"Город"}),
        ("гамлет", {"Hamlet", "Hamlet 2"}),
    ],
)
def test_other_words_are_not_meant(searcher: Searcher, query: str, found: set[str]) -> None:
    assert {hit.title for hit in searcher.search(query).hits} == found


def test_a_word_is_not_said_to_be_in_what_its_neighbour_is(searcher: Searcher) -> None:
    missing = {hit.title: hit.missing_terms for hit in searcher.search("wall e").hits}
    assert missing == {"WALL·E": (), "Wall Street": ("e",)}


def test_only_what_matched_is_highlighted(searcher: Searcher) -> None:
    (island,) = searcher.search("island").hits
    assert marked(island) == {"title": ["Island"], "description": ["island"]}
    (end,) = searcher.search('title:"the end"').hits
    assert marked(end) == {"title": ["The", "End"], "description": []}
    (end,) = searcher.search('"the end"').hits
    assert marked(end)["description"] == ["the", "end"]


@pytest.mark.parametrize("query", ["they year:1984", "year:1984 they article:*"])
def test_words_that_say_little_are_highlighted_beside_a_filter(
    searcher: Searcher, query: str
) -> None:
    assert marked(searcher.search(query).hits[0])["description"] == ["They"]


@pytest.mark.parametrize("query", ['"ghost wants rain"', "z?q", "rby*"])
def test_no_other_layout_is_guessed_for_what_is_more_than_words(
    searcher: Searcher, query: str
) -> None:
    result = searcher.search(query)
    assert (result.total, result.corrected) == (0, None)


def test_another_layout_must_give_the_words_themselves(searcher: Searcher) -> None:
    assert searcher.search("шыдфтв").corrected == "island"
    assert searcher.search("ьфккшув").corrected == "married"
    assert searcher.search("ashton").corrected is None
