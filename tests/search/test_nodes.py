"""Which films each kind of query finds, and in which order, on a corpus written by hand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cinema import CINEMA
from corpora import block, write_corpus

from kazsearch.errors import QueryError
from kazsearch.index.build import build
from kazsearch.search.hits import SearchResult
from kazsearch.search.searcher import Searcher, open_index

SHORT = {
    "the-gift-to-stalin-2008": "gift",
    "tulpan-2008": "tulpan",
    "mustafa-shokai-2008": "shokai",
    "leilas-prayer-2002": "leila",
    "nomad-2005": "nomad",
    "m-a-s-h-1970": "mash",
    "face-off-1997": "face",
    "tom-jerry-2021": "tom",
    "it-2017": "it",
    "us-2019": "us",
    "m-1931": "m",
    "9-2009": "nine",
    "1917-2019": "1917",
    "mission-impossible-1996": "mission",
    "the-steppe-wolf-1974": "wolf",
    "untold": "untold",
}
EVERYTHING = set(SHORT.values())


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("cinema")
    build(write_corpus(folder / "corpus", CINEMA), folder / "index")
    with open_index(folder / "index") as opened:
        yield opened


def names(result: SearchResult) -> list[str]:
    return [SHORT[hit.film_id] for hit in result.hits]


def found(searcher: Searcher, query: str, **options: Any) -> set[str]:
    result = searcher.search(query, limit=100, **{"match": "all", **options})
    assert len(result.hits) == result.total
    return set(names(result))


TABLE = {
    "words and their stems": [
        ("steppe", "gift tulpan nomad wolf"),
        ("Steppes", "gift tulpan nomad wolf"),
        ("deporting", "gift"),
        ("love", "gift leila nomad wolf untold"),
        ("loved wars", "nomad wolf"),
        ("sailor hotel", ""),
        ("Kazakhstan", "gift"),  # only its label says so
        ("ABDRASHEV", "gift"),
        ("prayer", "leila"),
        ("leila", "leila"),
        ("Leila’s prayer", "leila"),
        ("love love love", "gift leila nomad wolf untold"),
        ("zebra", ""),
    ],
    "phrases": [
        ('"hungry steppe"', "tulpan"),
        ('"steppe hungry"', ""),
        ('"love and deportation"', "gift"),
        ('"loving war"', ""),
        ('"love war"~1', "nomad"),
        ('"love steppe"~3', ""),
        ('"love steppe"~4', "nomad"),
        ('"wolf wars"', "wolf"),
        ('"loved wolves"', "wolf"),  # stems in phrases too
        ('"gift to stalin"', "gift"),
        ('"stalin rustem"', ""),  # never from one field into another
        ('"stalin rustem"~99', ""),
        ('"festival its"~99', ""),  # the last word of a fact, the first of the next
        ('"memoirs falcon"~99', ""),  # nor from one fact, or article, into another
        ('"face off"', "face"),
        ('"steppe"', "gift tulpan nomad wolf"),
        ('title:"steppe wolf"', "wolf"),
        ('description:"steppe wolf"', ""),
        ('-"hungry steppe" steppe', "gift nomad wolf"),
        ('"2008"', "mission"),  # in a phrase a number is no year
    ],
    "patterns": [
        ("steppe*", "gift tulpan nomad wolf"),
        ("st*n", "gift"),
        ("*alin", "gift"),
        ("*stan", "gift"),
        ("w?r", "nomad mash nine"),  # of the words as written: not `wars`
        ("w?r*", "nomad mash nine wolf"),
        ("wol*s", "wolf"),
        ("d*p*rt*", "gift"),
        ("m*m*r*", "gift"),
        ("m*sh", ""),
        ("19*", "1917 mission"),  # a text that begins so; years are not texts
        ("title:*a*n", "gift tulpan"),
        ("leila'*", "leila"),
        ("LEILA’*", "leila"),
        ("zeb*", ""),
        ("-*e*", "it"),
    ],
    "other spellings": [
        ("stepe~", "gift tulpan nomad wolf"),
        ("stlaan~", ""),
        ("stlaan~2", "gift"),
        ("tuplan~", "tulpan"),  # neighbours swapped are one edit
        ("1918~", ""),
        ("1917~", "1917"),
        ("1917~2", "1917"),
        ("title:stalim~", "gift"),
        ("title:m~", "m mash"),  # `9` is a number, and no other spelling of a letter
        ("description:stalim~", ""),
        ("-stepe~ love", "leila untold"),
        ("rag-dol~", "nine"),  # each part may differ
        ("fase/of~", "face"),
        ("dol-rag~", ""),
    ],
    "operators": [
        ("love AND war", "nomad wolf"),
        ("sailor OR hotel", "tulpan tom"),
        ("sailor hotel OR clown", "it"),
        ("(sailor OR hotel) AND steppe", "tulpan"),
        ("(sailor OR hotel) steppe", "tulpan"),
        ("love -war", "gift leila untold"),
        ("love NOT war", "gift leila untold"),
        ("love AND NOT war", "gift leila untold"),
        ("-love -war -a", "mission"),
        ("NOT NOT love", "gift leila nomad wolf untold"),
        ("-(love OR steppe) war", "mash nine"),
        ("-zebra", " ".join(EVERYTHING)),
        ("love OR -a", "gift leila nomad wolf untold mission"),
        ("zebra OR love", "gift leila nomad wolf untold"),
        ("love^3 war^0.5", "nomad wolf"),
        ("(love war)^2", "nomad wolf"),
        ("and or not", ""),
        ("love or war", "nomad wolf"),  # in small letters it is a word, of those not needed
    ],
    "fields": [
        ("title:steppe", "wolf"),
        ("description:steppe", "gift tulpan nomad"),
        ("fact:love", "gift"),
        ("fact:(love falcon)", "gift"),
        ("director:narymbetov", "shokai leila"),
        ("Director:Narymbetov", "shokai leila"),
        ('director:"john woo"', "face"),
        ("director:(woo OR lang)", "face m"),
        ("director:-lang", " ".join(EVERYTHING - {"m"})),
        ("director:w*", "face"),
        ("country:kazakhstan", "gift"),
        ("director:kazakhstan", ""),
        ("title:2008", ""),  # a bare number is a year only where all is searched
        ("description:2008", "mission"),
        ("title:1917", "1917"),
    ],
    "articles": [
        ("article:hollywood.txt", "mash face tom it us m nine 1917 mission wolf"),
        ("article:HOLLY*", "mash face tom it us m nine 1917 mission wolf"),
        ("article:guide*", "gift tulpan shokai leila nomad"),
        ("article:guides/*", "gift nomad untold"),
        ("article:*/* -article:steppe/*", "untold"),
        ("article:guide", ""),
        ("article:*festival* war", "nomad"),  # the film is one, whoever tells of the war
    ],
    "years": [
        ("year:2008", "gift tulpan shokai"),
        ("year:2005..2008", "gift tulpan shokai nomad"),
        ("year:..1974", "mash m wolf"),
        ("year:2017..", "tom it us 1917"),
        ("year:1990s", "face mission"),
        ("year:>2019", "tom"),
        ("year:>=2019", "tom us 1917"),
        ("year:<1970", "m"),
        ("year:<=1970", "m mash"),
        ("-year:1000..", "untold"),
        ("year:1600", ""),
        ("love year:2000s", "gift leila nomad"),
    ],
    "numbers that are text and year": [
        ("2008", "gift tulpan shokai mission"),
        ("1917", "1917"),
        ("2019", "us 1917"),
        ("1990s", "face mission"),
        ("steppe 2008", "gift tulpan"),
        ("-2008 steppe", "nomad wolf"),
        ("9", "nine"),
        ("2008 2019", ""),
        ("2008 OR 2019", "gift tulpan shokai mission us 1917"),
    ],
    "names that are hard to type": [
        ("M*A*S*H", "mash"),
        ("m*a*s*h", "mash"),
        ("title:M*A*S*H", "mash"),
        ('"M*A*S*H"', "mash"),
        ("Face/Off", "face"),
        ("face/off", "face"),
        ("off/face", ""),
        ("face-off", "face"),
        ("Tom & Jerry", "tom"),
        ("tom jerry", "tom"),
        ("Mission: Impossible", "mission"),
        ("title:mission title:impossible", "mission"),
        ("title:It", "it"),
        ("title:Us", "us"),
        ("title:M", "m mash"),
        ("title:9", "nine"),
        ('title:"1917"', "1917"),
    ],
}


@pytest.mark.parametrize(("query", "films"), [row for rows in TABLE.values() for row in rows])
def test_a_query_finds_just_these_films(searcher: Searcher, query: str, films: str) -> None:
    assert found(searcher, query) == set(films.split())


def test_a_boost_changes_the_order_and_nothing_else(searcher: Searcher) -> None:
    plain = searcher.search("clown OR hotel")
    clown = searcher.search("clown^3 OR hotel")
    hotel = searcher.search("clown OR hotel^3")
    assert set(names(plain)) == set(names(clown)) == set(names(hotel)) == {"it", "tom"}
    assert (names(clown)[0], names(hotel)[0]) == ("it", "tom")
    scores = {hit.film_id: hit.score for hit in plain.hits}
    assert clown.hits[0].score == pytest.approx(3 * scores["it-2017"])
    assert clown.hits[1].score == pytest.approx(scores["tom-jerry-2021"])


@pytest.mark.parametrize(
    ("query", "options", "films"),
    [
        ("love", {"years": "2002..2008"}, "gift leila nomad"),
        ("love", {"years": "1970s"}, "wolf"),
        ("love", {"article": "festival*"}, "gift nomad untold"),
        ("love", {"article": "festival*", "years": ">2005"}, "gift"),
        ("steppe", {"fields": ("title",)}, "wolf"),
        ("love", {"fields": ("fact", "title")}, "gift"),
        ("narymbetov", {"fields": ("director",)}, "shokai leila"),
        ("narymbetov", {"fields": ("description",)}, ""),
        ("2008", {"fields": ("description",)}, "mission"),
        ("title:steppe", {"fields": ("description",)}, "wolf"),  # what is typed is meant
        ("love war", {"match": "any"}, "gift leila nomad wolf untold mash nine"),
        ("love war", {"match": "auto"}, "gift leila nomad wolf untold mash nine"),
        ("love -war", {"match": "any"}, "gift leila untold"),
        ("love war year:2005", {"match": "any"}, "nomad"),
        ("love war", {"match": "any", "years": "2005"}, "nomad"),
        # a phrase is left out only when no film holds it
        ('"hungry steppe" clown', {"match": "any"}, "tulpan"),
        ('"clown hungry"', {"match": "any"}, ""),
        ("love AND clown", {"match": "any"}, ""),
        ("-love -steppe", {"match": "any", "years": "2008"}, "shokai"),
    ],
)
def test_filters_and_ways_to_match(
    searcher: Searcher, query: str, options: dict[str, Any], films: str
) -> None:
    assert found(searcher, query, **options) == set(films.split())


def test_films_with_every_word_come_first_and_the_others_say_what_they_lack(
    searcher: Searcher,
) -> None:
    result = searcher.search("love war")
    assert (result.matched, result.total, result.total_all) == ("some", 7, 2)
    assert set(names(result)[:2]) == {"nomad", "wolf"}
    assert [hit.missing_terms for hit in result.hits[:2]] == [(), ()]
    lacking = {SHORT[hit.film_id]: hit.missing_terms for hit in result.hits[2:]}
    assert lacking == {
        **dict.fromkeys(["gift", "leila", "untold"], ("war",)),
        **dict.fromkeys(["mash", "nine"], ("love",)),
    }
    for tier in (result.hits[:2], result.hits[2:]):
        assert [hit.score for hit in tier] == sorted((hit.score for hit in tier), reverse=True)


def test_any_mixes_films_with_all_words_and_with_some_by_score(searcher: Searcher) -> None:
    scores = [hit.score for hit in searcher.search("love war", match="any").hits]
    assert scores == sorted(scores, reverse=True)


def test_matched_says_all_some_or_none(searcher: Searcher) -> None:
    assert searcher.search("love").matched == "all"
    assert searcher.search("clown hotel").matched == "some"
    assert searcher.search("qqqq").matched == "none"
    assert searcher.search("clown hotel", match="all").matched == "none"


def test_what_must_not_be_there_is_missing_nowhere_and_still_parts_films(
    searcher: Searcher,
) -> None:
    """Some films without `war` match as a whole; those with it, that lack `clown`, do not."""
    for query in ("-war OR love clown", "(-war hotel) OR love clown OR (mouse -war)"):
        result = searcher.search(query, limit=100)
        assert result.matched == "some"
        assert sum(not hit.missing_terms for hit in result.hits) == result.total_all
        assert {hit.missing_terms for hit in result.hits if hit.missing_terms}


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("the clown OR gift", "clown OR gift"),
        ("title:(the gift)", "title:gift"),
        ("(the gift)^2", "gift"),
        ("steppe (the wolf OR a gift)", "steppe (wolf OR gift)"),
        ('the "hungry steppe" of', '"hungry steppe"'),
        ("movie title:gift", "title:gift"),
        ("it (steppe OR clown)", "(steppe OR clown)"),
    ],
)
def test_words_that_say_little_need_not_be_found_wherever_they_stand(
    searcher: Searcher, query: str, same: str
) -> None:
    for match in ("auto", "all", "any"):
        asked = searcher.search(query, limit=100, match=match)
        assert set(names(asked)) == set(names(searcher.search(same, limit=100, match=match)))
        assert asked.total_all == searcher.search(same, match=match).total_all


@pytest.mark.parametrize("query", ["of -(clown -love)", "it -(clown OR -town)", "the -(-gift)"])
def test_a_negation_within_a_negation_makes_no_word_optional(
    searcher: Searcher, query: str
) -> None:
    word = query.split()[0]
    for match in ("auto", "all"):
        assert found(searcher, query, match=match) <= found(searcher, word, match=match)


@pytest.mark.parametrize(
    ("query", "films"),
    [
        ('"hungry steppe" zzzz', "tulpan"),  # the phrase is there
        ('"hungry steppe" clown', "tulpan"),
        ("title:gift zzzz", "gift"),
        ('"steppe hungry" clown', "gift tulpan nomad wolf it"),  # and here it is nowhere
    ],
)
def test_a_phrase_is_broken_up_only_where_it_stands_nowhere(
    searcher: Searcher, query: str, films: str
) -> None:
    result = searcher.search(query, limit=100)
    assert set(names(result)) == set(films.split())
    for narrowing in ({"years": "2000..2010"}, {"article": "hollywood*"}):
        fewer = searcher.search(query, limit=100, **narrowing)
        assert set(names(fewer)) <= set(names(result))


def test_words_that_say_little_count_little_beside_an_unknown_word_too(searcher: Searcher) -> None:
    (without,) = searcher.search('"hungry steppe" the on').hits
    (beside,) = searcher.search('"hungry steppe" the on zzzz').hits
    assert beside.score == pytest.approx(without.score)


def test_a_word_that_says_little_counts_little_in_an_or(searcher: Searcher) -> None:
    def score_of_wolf(query: str) -> float:
        return {SHORT[hit.film_id]: hit.score for hit in searcher.search(query).hits}["wolf"]

    more = score_of_wolf("the wolf OR clown") - score_of_wolf("wolf OR clown")
    assert 0 < more < score_of_wolf("the") / 2


def test_a_word_of_several_is_found_in_other_alphabets(tmp_path: Path) -> None:
    texts = ["Kyz Zhibek", "Кыз-Жибек", "Қыз Жібек", "Kyz and Zhibek", "Жибек кыз"]
    texts += ["Kyz Zhibek Steppe", "Кыз Жибек Steppe"]
    films = "\n\n".join(block(title, 1970 + year) for year, title in enumerate(texts))
    build(write_corpus(tmp_path / "corpus", {"a.txt": films}), tmp_path / "index")
    with open_index(tmp_path / "index") as opened:
        for typed in ("kyz-zhibek", "кыз-жибек", "Қыз-Жібек"):
            result = opened.search(typed, match="all", explain=True)
            assert {hit.title for hit in result.hits} == {*texts[:3], *texts[5:]}
            first, *others = result.hits
            assert not first.spellings  # as it was typed
            for hit in others:
                shown = hit.title.removesuffix(" Steppe")
                as_typed = shown.casefold().replace(" ", "-") == typed.casefold()
                expected = [] if as_typed else [(typed, shown)]
                assert [(s.typed, s.found) for s in hit.spellings] == expected
            for hit in result.hits:
                assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)
        result = opened.search("kyz-zhibek-steppe", match="all")
        assert [[s.found for s in hit.spellings] for hit in result.hits] == [
            [],
            ["Кыз Жибек Steppe"],
        ]


def test_words_without_blanks_between_are_words_where_they_are_nowhere_so(
    searcher: Searcher,
) -> None:
    for typed in ("train,wolf", "train/wolf", "train—wolf"):
        assert set(names(searcher.search(typed))) == set(names(searcher.search("train wolf")))
        assert searcher.search(typed, match="all").total == 0
    assert searcher.search("train-wolf").total == 0  # one word, as its hyphen says


def test_a_digit_is_no_doubled_one(tmp_path: Path) -> None:
    films = block("Apollo1", 1967) + "\n" + block("Apollo11", 1969)
    build(write_corpus(tmp_path / "corpus", {"a.txt": films}), tmp_path / "index")
    with open_index(tmp_path / "index") as opened:
        assert [hit.title for hit in opened.search("apollo11").hits] == ["Apollo11"]


def test_a_part_of_a_word_may_have_a_short_stem_in_another_alphabet(tmp_path: Path) -> None:
    texts = ["Снято в Алма-Ате.", "Снято в городе Алма-Ата.", "At the alma mater.", "Ат и алма."]
    films = "\n\n".join(block(f"Film {n}", 1970 + n, text) for n, text in enumerate(texts))
    build(write_corpus(tmp_path / "corpus", {"a.txt": films}), tmp_path / "index")
    with open_index(tmp_path / "index") as opened:
        hits = opened.search("alma-ata").hits
        assert {hit.title: [s.found for s in hit.spellings] for hit in hits} == {
            "Film 0": ["Алма-Ате"],
            "Film 1": ["Алма-Ата"],
        }


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("the gift a train", {"title": ["The", "Gift"], "description": ["train"]}),
        ('"to the kazakh" a', {"description": ["to", "the", "Kazakh"]}),  # meant, as it is quoted
        ("is on a", {"description": ["A", "is", "on", "a"]}),  # nothing else to show
    ],
)
def test_words_that_say_little_are_shown_in_titles_alone(
    searcher: Searcher, query: str, shown: dict[str, list[str]]
) -> None:
    hits = {SHORT[hit.film_id]: hit for hit in searcher.search(query, limit=30).hits}
    found: dict[str, list[str]] = {}
    for snippet in hits["gift"].snippets:
        for start, end in snippet.highlights:
            found.setdefault(snippet.field, []).append(snippet.text[start:end])
    assert {field: words for field, words in found.items() if field in shown} == shown


def test_sorting_by_year_puts_films_without_one_last(searcher: Searcher) -> None:
    assert names(searcher.search("love", sort="year")) == [
        "wolf",
        "leila",
        "nomad",
        "gift",
        "untold",
    ]
    assert names(searcher.search("love", sort="-year")) == [
        "gift",
        "nomad",
        "leila",
        "wolf",
        "untold",
    ]
    assert names(searcher.search("love", sort="title")) == [
        "leila",
        "nomad",
        "gift",
        "wolf",
        "untold",
    ]


def test_the_same_year_is_ordered_by_title(searcher: Searcher) -> None:
    assert names(searcher.search("year:2008", sort="year")) == ["shokai", "gift", "tulpan"]
    assert names(searcher.search("year:2008", sort="-year")) == ["shokai", "gift", "tulpan"]
    assert names(searcher.search("year:2008")) == ["shokai", "gift", "tulpan"]  # scores are 0


def test_pages_follow_one_another_without_gap_or_overlap(searcher: Searcher) -> None:
    whole = searcher.search("love war", limit=100)
    pages = [searcher.search("love war", limit=3, page=page) for page in (1, 2, 3, 4)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {page.total for page in pages} == {7}
    assert [hit.rank for hit in pages[2].hits] == [7]


def test_min_score_leaves_out_the_films_below_it(searcher: Searcher) -> None:
    whole = searcher.search("love war", limit=100)
    bound = sorted(hit.score for hit in whole.hits)[3]
    above = searcher.search("love war", limit=100, min_score=bound)
    expected = [hit for hit in whole.hits if hit.score >= bound]
    assert sorted(names(above)) == sorted(SHORT[hit.film_id] for hit in expected)
    assert above.total == len(expected) == 4


def test_facets_count_all_that_was_found_not_the_page(searcher: Searcher) -> None:
    result = searcher.search("love", limit=1, facets=["year", "decade", "article", "director"])
    assert {name: list(counts.items()) for name, counts in result.facets.items()} == {
        "year": [("1974", 1), ("2002", 1), ("2005", 1), ("2008", 1), ("unknown", 1)],
        "decade": [("1970s", 1), ("2000s", 3), ("unknown", 1)],
        "article": [
            ("guides/festival.txt", 3),
            ("steppe/guide-one.txt", 3),
            ("hollywood.txt", 1),
        ],
        "director": [("Rustem Abdrashev", 1), ("Satybaldy Narymbetov", 1)],
    }


def test_a_film_of_two_articles_is_one_hit_with_the_texts_that_tell(searcher: Searcher) -> None:
    (hit,) = searcher.search("falcon").hits
    assert [(place.path, place.line) for place in hit.appearances] == [
        ("guides/festival.txt", 3),
        ("steppe/guide-one.txt", 3),
    ]
    assert hit.description == "An old man remembers the village that saved him."
    (hit,) = searcher.search("memoirs falcon").hits  # one word of each
    assert hit.missing_terms == ()
    (hit,) = searcher.search("memoirs").hits
    assert hit.description.startswith("A boy is deported")


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ("stekpe", "steppe"),
        ("depotration", "deportation"),
        ("love stalim", "love stalin"),
        ("thd", None),  # nobody means `the`
        ("title:stalim", "title:stalin"),
        ("sailor -stepe", None),  # what should not be there need not
        ("1918", None),
        ("zq", None),
        ("steppe", None),
    ],
)
def test_a_word_in_no_film_is_suggested_another(
    searcher: Searcher, query: str, instead: str | None
) -> None:
    assert searcher.search(query).did_you_mean == instead


def test_what_finds_nothing_is_run_corrected(searcher: Searcher) -> None:
    result = searcher.search("depotration")
    assert (result.query, result.corrected) == ("depotration", "deportation")
    assert names(result) == ["gift"]
    result = searcher.search("love stalim")
    assert result.corrected is None
    assert result.total == 5
    assert all("stalim" in hit.missing_terms for hit in result.hits)


def test_a_corrected_query_keeps_its_filters(searcher: Searcher) -> None:
    assert names(searcher.search("stekpe", years="1974")) == ["wolf"]
    assert names(searcher.search("stepe year:1974")) == ["wolf"]


def test_ties_are_broken_by_title_then_year_then_film_id(tmp_path: Path) -> None:
    texts = {
        "a.txt": block("Same", 2010, "A horse runs.")
        + "\n"
        + block("Other", 2012, "A horse runs."),
        "b.txt": block("Same", 1990, "A horse runs.") + "\n" + block("same", 2000, "A horse runs."),
    }
    build(write_corpus(tmp_path / "corpus", texts), tmp_path / "index")
    with open_index(tmp_path / "index") as opened:
        hits = opened.search("horse").hits
    assert len({hit.score for hit in hits}) == 1
    assert [(hit.title, hit.year) for hit in hits] == [
        ("Other", 2012),
        ("Same", 1990),
        ("same", 2000),
        ("Same", 2010),
    ]


@pytest.mark.parametrize(
    ("query", "options", "column"),
    [
        ("love year:banana", {}, 10),
        ('love "steppe', {}, 5),
        ("love colour:red", {}, 5),
        ("love", {"fields": ("colour",)}, 0),
        ("love", {"years": "banana"}, 0),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_place(
    searcher: Searcher, query: str, options: dict[str, Any], column: int
) -> None:
    with pytest.raises(QueryError) as refused:
        searcher.search(query, **options)
    assert refused.value.column == column


def test_an_explanation_adds_up_to_the_score(searcher: Searcher) -> None:
    for query in [
        "love war",
        "st*n^2 OR clown",
        '"love and deportation" 2008',
        "M*A*S*H",
        "stepe~",
        "love OR (gift AND clown)",
        "gift OR love year:2005",
        "the clown OR -haunts the (cat OR title:the)^2",
    ]:
        result = searcher.search(query, explain=True)
        assert result.hits
        for hit in result.hits:
            assert sum(share.score for share in hit.shares) == pytest.approx(hit.score)


@pytest.mark.parametrize(
    ("options", "shown", "message"),
    [
        ({"facets": ["nonsense"]}, "nonsense", "There is no facet nonsense; name one of: year, "),
        ({"facets": ["description"]}, "description", "There is no facet description; "),
        ({"fields": ["titel"]}, "titel", "There is no text field titel; did you mean title?"),
        ({"years": "2012..2008"}, "2012..2008", "These years end before they begin; "),
        ({"years": "banana"}, "banana", '"banana" is no year; '),
    ],
)
def test_an_option_that_cannot_be_meant_is_shown_itself(
    searcher: Searcher, options: dict[str, Any], shown: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        searcher.search("love", **options)
    assert (caught.value.query, caught.value.column) == (shown, 0)
    assert caught.value.message.startswith(message)


def test_a_facet_is_found_in_any_case(searcher: Searcher) -> None:
    assert list(searcher.search("love", facets=["Director"]).facets) == ["director"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"limit": 0}, "limit and page count from 1: these are 0 and 1"),
        ({"limit": -1}, "limit and page count from 1: these are -1 and 1"),
        ({"page": 0}, "limit and page count from 1: these are 10 and 0"),
        ({"sort": "foo"}, "sort is one of relevance, year, -year, title: this is 'foo'"),
        ({"match": "foo"}, "match is one of auto, all, any: this is 'foo'"),
    ],
)
def test_a_program_that_asks_for_no_page_is_told(
    searcher: Searcher, options: dict[str, Any], sentence: str
) -> None:
    film_id = searcher.search("love").hits[0].film_id
    with pytest.raises(ValueError, match=re.escape(sentence)):
        searcher.search("love", **options)
    if "limit" in options:
        with pytest.raises(ValueError, match="limit and page count from 1"):
            searcher.rank("love", **options)
        with pytest.raises(ValueError, match="limit and page count from 1"):
            searcher.like(film_id, **options)
    if "match" not in options:
        with pytest.raises(ValueError, match=r"limit and page|sort is"):
            searcher.films(**options)
