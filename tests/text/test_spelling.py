import time
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazsearch.text.analyzer import terms
from kazsearch.text.layout import swap_layout
from kazsearch.text.near import is_near
from kazsearch.text.spelling import MAX_VARIANTS, Kind, expand
from kazsearch.text.synonym_table import TABLE
from kazsearch.text.synonyms import Synonyms
from kazsearch.text.vocabulary import Vocabulary

NAMES = Path(__file__).parent / "names.tsv"
LATIN = "abcdefghijklmnopqrstuvwxyz"


def groups_of(path: Path) -> list[list[str]]:
    found = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    assert found
    return found


def meeting(groups: list[list[str]]) -> tuple[float, float]:
    """Return which part of the pairs within and across the groups meet, each name a title."""
    titles = {name: set(terms(name)) for group in groups for name in group}
    vocabulary = Vocabulary.of(term for found in titles.values() for term in found)
    meant = {name: {each.term for each in expand(name, vocabulary)} for name in titles}
    within = [bool(meant[a] & titles[b]) for group in groups for a, b in permutations(group, 2)]
    across = [
        bool(meant[a] & titles[b])
        for one, other in permutations(groups, 2)
        for a in one
        for b in other
    ]
    return sum(within) / len(within), sum(across) / len(across)


def test_names_meet_in_all_spellings_and_strangers_do_not() -> None:
    within, across = meeting(groups_of(NAMES))
    assert within >= 0.95
    assert across <= 0.02


def test_names_of_the_development_data_meet(shared_data: Path) -> None:
    within, across = meeting(groups_of(shared_data / "names.tsv"))
    assert within >= 0.95
    assert across <= 0.02


@pytest.mark.parametrize(
    ("query", "title", "kind"),
    [
        ("жибек", "Қыз Жібек", Kind.SPELLING),
        ("Zhibek", "Қыз Жібек", Kind.SPELLING),
        ("Jıbek", "Қыз Жібек", Kind.SPELLING),
        ("жибектин", "Қыз Жібек", Kind.SPELLING),
        ("Zhibekting", "Қыз Жібек", Kind.SPELLING),
        ("Жібектің", "Kyz Zhibek", Kind.SPELLING),
        ("казак", "Қазақ елі", Kind.SYNONYM),
        ("ашык", "Ашық есік", Kind.SPELLING),
        ("ашык", "Ғашық жүрек", None),
        ("гашык", "Ғашық жүрек", Kind.SPELLING),
        ("фильмы", "фильм", Kind.EXACT),
        ("ғашықтарының", "ғашық", Kind.EXACT),
        ("балаға", "Балалар", Kind.SPELLING),
        ("балалар", "Баланың әні", Kind.STEM),
        ("Amelie", "Amélie", Kind.SPELLING),
        ("Amélie", "Amelie", Kind.SPELLING),
        ("Melies", "Georges Méliès", Kind.SPELLING),
        ("казах", "Қазақтың қызы", Kind.SYNONYM),
        ("Kazakhfilm", "Қазақфильм", Kind.SYNONYM),
        ("Чингиз", "Шыңғыс хан", Kind.SYNONYM),
        ("Отырар", "Otrar", Kind.NEAR),
        ("Абдулла", "Абдолланың үйі", Kind.NEAR),
        ("Zhumabayev", "Жумабаеву", Kind.SPELLING),
        ("Zhumabayev", "поэт Жумабаев", Kind.SPELLING),
        ("Жұмабаев", "Jumabaevtyń óleńi", Kind.SPELLING),
        ("өсімді", "өсімдігі", Kind.RELATED),
        ("Qyz", "Kyz Zhibek", Kind.SPELLING),
        ("q", "k", None),
        ("ана", "an animal", None),
        ("king", "kin", None),
        ("horse", "house", None),
        ("later", "latter", Kind.SPELLING),
        ("live", "love", None),
        ("1984", "1985", None),
        ("", "love", None),
    ],
)
def test_a_query_word_means_words_of_a_title(query: str, title: str, kind: Kind | None) -> None:
    found = {each.term: each.kind for each in expand(query, Vocabulary.of(terms(title)))}
    assert min((found[term] for term in terms(title) if term in found), default=None) == kind


def test_near_words_of_one_alphabet_are_only_for_those_that_found_nothing() -> None:
    vocabulary = Vocabulary.of(["otyrar", "otrar"])
    assert [each.term for each in expand("otyrar", vocabulary)] == ["otyrar"]
    assert [each.term for each in expand("oterar", vocabulary)] == ["otrar", "otyrar"]


def test_the_surest_comes_first_and_none_twice() -> None:
    vocabulary = Vocabulary.of(terms("жібек жибек zhibek Жібектер Jibek"))
    found = expand("Жібек", vocabulary)
    assert [each.kind for each in found] == sorted(each.kind for each in found)
    assert found[0].term == "жібек"
    assert len({each.term for each in found}) == len(found)
    weights = [each.weight for each in found]
    assert weights == sorted(weights, reverse=True)


def test_a_word_means_no_more_terms_than_a_query_can_bear() -> None:
    vocabulary = Vocabulary.of(f"қазақ{first}{last}" for first in LATIN for last in LATIN)
    assert len(expand("қазақ", vocabulary)) == MAX_VARIANTS


@given(st.text(), st.lists(st.text(alphabet=LATIN + "әғқңөұүһіжшя'é", min_size=1)))
def test_whatever_is_typed_means_only_terms_of_the_index(word: str, others: list[str]) -> None:
    vocabulary = Vocabulary.of(others)
    assert all(each.term in vocabulary for each in expand(word, vocabulary))


@given(st.text(alphabet=LATIN + "абвгджзиклмнопрстәғқңөұүһі", min_size=1))
def test_an_indexed_word_means_itself_first(word: str) -> None:
    vocabulary = Vocabulary.of(terms(word))
    (found,) = terms(word)
    assert expand(word, vocabulary)[0].term == found


@given(st.text(alphabet="abcdeghiklmnoprstu"), st.text(alphabet="abcdeghiklmnoprstu"))
def test_near_is_mutual(one: str, other: str) -> None:
    assert is_near(one, other) == is_near(other, one)


def test_a_vocabulary_is_its_lines() -> None:
    vocabulary = Vocabulary.of(terms("Қыз Жібек, the silk maiden; Amélie"))
    again = Vocabulary(list(vocabulary.lines))
    assert again.same("jibek") == vocabulary.same("jibek") == ["жібек"]
    assert len(again) == len(vocabulary) == 6


def test_lines_of_a_settings_file_join_the_table_of_the_package() -> None:
    synonyms = Synonyms(TABLE, {"qazaq": ["nomad"], "кино": ["cinema"]})
    assert "nomad" in synonyms.of(["kazak"])
    assert synonyms.of(["sinema"]) == ("кино", "cinema")
    found = expand("cinema", Vocabulary.of(terms("История кино")), synonyms=synonyms)
    assert [(each.term, each.kind) for each in found] == [("кин", Kind.SYNONYM)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"),
        ("Ghbdtn vbh", "Привет мир"),
        ("дщму", "love"),
        ("еру пше", "the git"),
        ("0sp ;s,tr", "қыз жыбек"),
        ("0sp ;3,tr", "қыз жібек"),
        ("4fi 1970", "ңаш 1970"),
        ("2008", None),
        ("love любовь", None),
        ("", None),
    ],
)
def test_the_other_layout_is_tried(typed: str, meant: str | None) -> None:
    assert swap_layout(typed) == meant


@given(st.text(alphabet=LATIN + " ", min_size=1).filter(str.strip))
def test_the_layout_swaps_back(text: str) -> None:
    there = swap_layout(text)
    assert there is not None
    assert swap_layout(there) == " ".join(text.split())


@pytest.mark.parametrize("word", ["қ" + "лар" * 60_000, "aiy" * 60_000, "nngg" * 50_000])
def test_a_word_without_end_takes_no_time(word: str) -> None:
    start = time.perf_counter()
    vocabulary = Vocabulary.of(terms(word))
    assert [each.kind for each in expand(word, vocabulary)] == [Kind.EXACT]
    assert time.perf_counter() - start < 2
