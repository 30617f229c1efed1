"""What is fast in the floor `text` says the same as the plain way to it."""

import re
import subprocess
import sys
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from kazsearch.text.analyzer import PARAGRAPH_GAP, PARAGRAPH_SEPARATOR, analyze
from kazsearch.text.lexicon import Lexicon
from kazsearch.text.near import LONG, MIN_LETTERS, consonants, is_near, lengths_near
from kazsearch.text.skeleton import _LATIN_SOUNDS, _of_latin, cyrillic, fold, latin
from kazsearch.text.spelling_keys import MIN_STEM, other_keys
from kazsearch.text.stemming import Language, kazakh_context, stem
from kazsearch.text.words import (
    ASCII_WORD,
    UNCOMMON,
    WORD,
    _any_form,
    find_words,
    is_latin,
    latin_words_and_ends,
    normal_form,
    small_ascii_words,
)

LATIN = "abcdefghijklmnopqrstuvwxyz"
LATIN_TEXTS = LATIN + "ABÉéßłŞ'’‘`´ |\xa0«»“”„–—…№.,;09"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі"
SIGNS = "'’‘`´ʼ \u2029-—«».,0189½\u00ad\u0301\u200b"
MIXED = st.text(alphabet=LATIN + CYRILLIC + CYRILLIC.upper() + "ABCIVX" + SIGNS)
TEXTS = MIXED | st.text()
# skeletons and what comes near them: few letters, so that the rules meet
SKELETONS = st.text(alphabet="aeiouyngkhszcdjtşç'1")


@given(TEXTS)
def test_common_texts_have_the_words_of_any_text(text: str) -> None:
    assert find_words(text) == WORD.findall(text)


def test_each_common_character_is_read_as_in_any_text() -> None:
    common = [char for char in map(chr, range(0x3000)) if not UNCOMMON.search(char)]
    assert len(common) > 700
    for char in common:
        for text in (f"б{char}a", f"1{char}б", f"'{char}'", f"a’{char}", f"{char}1"):
            assert find_words(text) == WORD.findall(text), ascii(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)) | st.text(alphabet="aB1'`s -"))
def test_small_ascii_words_have_the_forms_of_those_written(text: str) -> None:
    written = ASCII_WORD.findall(text)
    assert [*map(normal_form, small_ascii_words(text))] == [*map(normal_form, written)]


@given(st.text(alphabet=CYRILLIC + CYRILLIC.upper() + "ХІСМ", min_size=1))
def test_a_plain_cyrillic_word_has_the_form_of_its_decomposed_one(word: str) -> None:
    # another letter's mark at the end takes the long way, and goes
    assert normal_form(word) == normal_form(word + "\u20dd")
    assert unicodedata.is_normalized("NFC", normal_form(word))


@given(st.lists(TEXTS, max_size=4))
def test_a_lexicon_numbers_what_the_analyzer_finds(texts: list[str]) -> None:
    lexicon = Lexicon()
    for text in texts:
        tokens = analyze(text)
        numbers = lexicon.words(text)
        terms, forms = lexicon.terms, lexicon.forms
        assert [terms[lexicon.term_of[number]] for number in numbers] == [
            token.term for token in tokens
        ]
        assert [forms[lexicon.form_of[number]] for number in numbers] == [
            normal_form(token.text) for token in tokens
        ]
    assert len(set(lexicon.terms)) == len(lexicon.terms)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_paragraphs_of_a_lexicon_tell_positions(texts: list[str]) -> None:
    text = PARAGRAPH_SEPARATOR.join(texts)
    lexicon = Lexicon()
    numbers, positions, n_words = [], [], 0
    for paragraph, found in enumerate(lexicon.paragraphs(text)):
        numbers += found
        positions += [n_words + place + paragraph * PARAGRAPH_GAP for place in range(len(found))]
        n_words += len(found)
    assert positions == [token.position for token in analyze(text)]
    assert numbers == lexicon.words(text)


@given(st.lists(st.text(alphabet=LATIN_TEXTS), max_size=5), st.booleans())
def test_many_latin_texts_at_once_have_the_words_of_each(texts: list[str], has_ends: bool) -> None:
    texts = [*texts, "a\x01b\x02c"] if has_ends else texts
    separated = [text.replace("|", PARAGRAPH_SEPARATOR) for text in texts]
    assert all(map(is_latin, separated))
    words: list[str] = []
    for text in texts:
        for paragraph in text.split("|"):
            words += [*WORD.findall(paragraph), "\x02"]
        words[-1] = "\x01"
    assert latin_words_and_ends(separated, separator=PARAGRAPH_SEPARATOR) == words


def test_each_character_of_latin_texts_is_read_as_in_any_text() -> None:
    latin = [char for char in map(chr, range(0x3000)) if is_latin(char)]
    assert len(latin) > 400
    ends = {"\x01", "\x02"}
    for char in set(latin) - ends:
        for text in (f"é{char}a", f"1{char}b", f"'{char}'", f"a’{char}", f"{char}1"):
            found = latin_words_and_ends([text], separator=PARAGRAPH_SEPARATOR)
            assert [word for word in found if word not in ends] == WORD.findall(text), ascii(text)


@pytest.mark.parametrize("letters", ["shczdkgp", "cdjhzeiy", "skhcxqwy", "gkphsczd"])
def test_latin_sounds_one_after_the_other_are_all_at_once(letters: str) -> None:
    any_sound = re.compile("|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)))
    for pieces in product(letters, repeat=5):
        form = "".join(pieces)
        assert _of_latin(form) == any_sound.sub(lambda match: _LATIN_SOUNDS[match[0]], form)


def undoubled(text: str) -> str:
    return "".join(
        char for at, char in enumerate(text) if char.isdecimal() or text[at - 1 : at] != char
    )


@given(SKELETONS | MIXED)
def test_a_skeleton_is_what_the_rules_leave_when_they_change_nothing(form: str) -> None:
    before, after = "", form
    while after and after != before:
        before, after = after, undoubled(latin(after))
    if not form.isdecimal() and len(form) <= 64:
        assert fold(form) == before


@given(SKELETONS | MIXED)
def test_the_skeleton_of_a_russian_stem_is_that_of_its_letters(word: str) -> None:
    form = normal_form(word)
    key = fold(stem(cyrillic(fold(form)), Language.RUSSIAN))
    if form.isascii() and len(key) >= MIN_STEM:
        assert key in other_keys(form)


@given(SKELETONS, SKELETONS, SKELETONS)
def test_near_is_few_edits_between_the_same_consonants(start: str, one: str, other: str) -> None:
    one, other = start + one[:3], start + other[:3]
    longest = max(len(one), len(other))
    limit = 2 if longest >= LONG else 1
    expected = (
        longest >= MIN_LETTERS
        and one.isalpha()
        and other.isalpha()
        and consonants(one) == consonants(other)
        and Levenshtein.distance(one, other) <= limit
    )
    assert is_near(one, other) == expected
    least, most = lengths_near(one)
    assert least <= len(other) <= most or not expected


@given(st.lists(st.sampled_from([-1, 0, 1])))
def test_eight_words_to_either_side_decide(evidence: list[int]) -> None:
    near = [sum(evidence[max(0, at - 8) : at + 9]) for at in range(len(evidence))]
    assert kazakh_context(evidence) == [(each or sum(evidence)) > 0 for each in near]


def test_a_plain_english_query_waits_for_no_regex(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from kazsearch.query import parse_query\n"
        "from kazsearch.text import Vocabulary, analyze, expand\n"
        "assert parse_query('deportation, love', fields=['director'])\n"
        "assert expand('loves', Vocabulary.of([token.term for token in analyze('Love')]))\n"
        "assert not {'regex', 'tomllib', 'importlib.resources'} & {*sys.modules}\n"
        "assert parse_query('lo*e', fields=['director'])\n"
        "assert 'regex' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


@given(st.text("AZaz09éÉßøÆÿÀ'’", min_size=1, max_size=8))
@example("L’Étranger")
@example("d'été")
@example("'ß’")
def test_latin_words_have_the_form_that_the_general_way_gives(word: str) -> None:
    if not word.isascii():
        assert normal_form(word) == _any_form(word)
