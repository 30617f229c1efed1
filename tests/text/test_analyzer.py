import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazsearch.text.analyzer import PARAGRAPH_GAP, analyze, terms
from kazsearch.text.words import ASCII_WORD, WORD

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
# words of the three languages, every kind of mark and apostrophe, and anything else
WORDS = [
    "Қыз Жібек",
    "Rosemary’s",
    "Amélie",
    "за́мок",
    "й",
    "Sha'ken",
    "ё",
    "1986ж.",
    "8½",
    "9️⃣",
    "한국",
]
CHARACTERS = "\u00ad\u200b'´`\u0301\u0306\u0338=İﬁǄ\u2029 -"
PIECES = st.sampled_from([*WORDS, *CHARACTERS])
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


@given(TEXTS)
def test_analyze_says_where_each_word_stands(text: str) -> None:
    tokens = analyze(text)
    assert all(token.text == text[token.start : token.end] for token in tokens)
    assert all(token.term and not any(map(str.isspace, token.term)) for token in tokens)
    ends = [0, *(token.end for token in tokens)]
    assert all(end <= token.start < token.end for end, token in zip(ends, tokens, strict=False))
    assert [token.position for token in tokens] == sorted({token.position for token in tokens})


@given(TEXTS)
def test_terms_is_analyze_without_places(text: str) -> None:
    assert terms(text) == [token.term for token in analyze(text)]


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_fast_way_finds_the_same_words_in_ascii(text: str) -> None:
    assert ASCII_WORD.findall(text) == WORD.findall(text)


@given(TEXTS)
def test_encoding_of_marks_makes_no_difference(text: str) -> None:
    composed = analyze(unicodedata.normalize("NFC", text))
    decomposed = analyze(unicodedata.normalize("NFD", text))
    assert [token.term for token in composed] == [token.term for token in decomposed]
    assert [token.position for token in composed] == [token.position for token in decomposed]


@given(st.text(alphabet=LATIN) | st.text(alphabet=CYRILLIC))
def test_case_makes_no_difference(word: str) -> None:
    assert terms(word.upper()) == terms(word)


@pytest.mark.parametrize("title", ["It", "Us", "M", "9", "Я", "Мы", "Не", "8½"])
def test_no_title_is_too_small_to_be_indexed(title: str) -> None:
    assert terms(title)


def test_a_possessive_and_a_plural_are_the_word_itself() -> None:
    assert terms("Rosemary's Babies") == terms("Rosemary baby")


def test_invisible_characters_belong_to_the_span_and_not_to_the_term() -> None:
    (token,) = analyze("ste\u00adp\u200bpe")
    assert (token.term, token.start, token.end) == ("stepp", 0, 8)


def test_a_number_is_found_without_the_word_that_touches_it() -> None:
    assert terms("1986ж.") == ["1986", "ж"]
    assert terms("R2D2 1990s") == ["r2d2", "1990s"]


def test_a_phrase_cannot_reach_over_a_paragraph() -> None:
    first, second, third = analyze("one two\u2029three")
    assert second.position - first.position == 1
    assert third.position - second.position == PARAGRAPH_GAP + 1


def test_letters_of_the_other_script_are_repaired() -> None:
    assert terms("ШӘКЕН AЙМAНOВ") == terms("Шәкен Айманов")
    assert terms("өзендерi") == terms("өзен")


def test_words_without_kazakh_letters_are_kazakh_in_a_kazakh_text() -> None:
    assert terms("Балалар үйге келді")[0] == "бала"
    assert terms("фильмы о любви")[0] == "фильм"


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "а'" * 100_000, "a\u00ad" * 100_000, "лар" * 60_000, "қ" + "лар" * 60_000],
)
def test_a_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    start = time.perf_counter()
    analyze(text)
    assert time.perf_counter() - start < 2
