"""The quick ways through the grammar say the same as the thorough ones."""

import gc
import re

import pytest
import regex
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kazsearch.corpus import film
from kazsearch.corpus.article import parse_article, parse_bytes
from kazsearch.corpus.blocks import read_block
from kazsearch.corpus.candidates import Opening
from kazsearch.corpus.characters import are_plain, odd_characters, plain_characters, split_lines
from kazsearch.corpus.drafts import Draft
from kazsearch.corpus.film import Extra, Span, film_id
from kazsearch.corpus.films import film_of
from kazsearch.corpus.headings import Heading, read_heading
from kazsearch.corpus.labels import LabelTable, load_labels
from kazsearch.corpus.lines import TEXT, Line, classify
from kazsearch.corpus.reading import read_lines
from kazsearch.corpus.review import review
from kazsearch.corpus.roles import find_roles
from kazsearch.corpus.years import BRACKETED
from kazsearch.errors import ArticleUnreadableError

# fmt: off
NAMES = [
    "Description", "Fact", "Fact 2", "Genre", "Year", "Released", "Сюжет", "Oddity", "Title",
]
BITS = [
    ": ", ":", " ", "  ", "?", "(1999)", "(2050)", "*", "&", "_", "–", " - ", "é", "e\u0301", "٣",
    "①", "№ 2", "Heat", "www.a", "http://", "\\", "[", "(", "'", ".", "\u00a0",
]
# fmt: on
WORDS = st.text(max_size=8) | st.sampled_from(BITS) | st.sampled_from(NAMES)
LINE = st.lists(WORDS, max_size=6).map("".join).map(lambda text: " ".join(text.splitlines()))
# what is read with the lines around it, which `classify` does not see
ASIDES = ("**", "---", "===", "+++", "```", "~~~", "<!--")


def tables() -> list[LabelTable]:
    """Return tables that know no line yet: as they are built in, and with odd labels."""
    return [load_labels(None), load_labels({"odd": ["Heat (1999)", "a: b", "a:b", "Fact ?"]})]


@given(lines=st.lists(LINE, max_size=12))
@example(lines=["Fact ? a", "Fact : b", "Fact: c ", "Fact: d", "Fact:  e", "Fact:: f"])
@example(lines=["a:b", "a:b: c", "a: b", "A: b: c", "Heat (1999)", "Oddity: a", "Oddity: b"])
@example(lines=["\u200bFact: a\u00a0", "Fact: a\tb", "Fact: \u1fef", "É (1999)", " Heat (1999)"])
def test_lines_read_together_are_as_each_read_alone(lines: list[str]) -> None:
    text = "\n".join([*lines, *lines])
    plain = [plain_characters(line) for line in split_lines(text)]
    assume(not any(aside in "\n".join([text, *plain]) for aside in ASIDES))
    for table in tables():
        alone = [classify(line, at, table) for at, line in enumerate(plain)]
        assert read_lines(text, table) == alone
        assert read_lines(text, table) == alone  # and with the labels remembered


@given(text=st.text() | st.lists(st.sampled_from(BITS)).map("".join))
@example("\u1161")
@example("e\u0301")
@example("\u034f")
def test_characters_that_are_plain_stay_as_they_are(text: str) -> None:
    odd = odd_characters(text.encode("utf-8", "surrogatepass"))
    assert odd == "".join(regex.findall(r"[^\n -~]|[*_&\[<\\`{~]", text))
    lines = split_lines(text)
    if are_plain(lines, text, odd):
        assert [plain_characters(line) for line in lines] == lines


@given(title=st.lists(WORDS, min_size=1, max_size=6).map("".join), year=st.integers(1870, 2110))
@example(title="Lion King, The ", year=1994)
@example(title="Heat / Жара, dir. Somebody ", year=1995)
@example(title="(«»)", year=1999)
def test_the_usual_heading_is_read_as_any_other(title: str, year: int) -> None:
    text = " ".join(f"{title}({year})".split())
    # a blank at the end keeps the quick way from it, and says nothing
    assert read_heading(text) == read_heading(text + " ")


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Draw a block of lines with labels and texts, as most are."""
    names = draw(st.lists(st.sampled_from(NAMES[:-1]), max_size=6))
    return "\n".join(f"{name}: text {place}" for place, name in enumerate(names))


@given(block=blocks(), year=st.sampled_from([None, 1999, 2050]))
def test_a_plain_block_makes_the_film_that_its_pieces_make(block: str, year: int | None) -> None:
    table = load_labels(None)
    lines = [Line(0, TEXT, "Heat"), *read_lines("\n" + block, table)[1:], None]
    opening = Opening(Line(0, TEXT, "Heat"), Heading("Heat", year, BRACKETED))
    draft = read_block(opening, lines[1:], table, labelled=True)
    assume(draft.plain is not None)
    thorough = Draft(draft.heading, draft.start, draft.end, None, None, draft.pieces)
    assert film_of(draft, path="a.txt") == film_of(thorough, path="a.txt")
    roles = [find_roles(lines, [one], lead=[], strays=[], closing=[]) for one in (draft, thorough)]
    assert roles[0] == roles[1]
    said = [
        sorted(
            map(
                str,
                review([one], [], lines, path="a.txt", lead=[], closing=[], today_year=2026),
            )
        )
        for one in (draft, thorough)
    ]
    assert said[0] == said[1]


@given(text=st.lists(LINE, max_size=12).map("\n".join))
@example("Heat (1995)\r\nDescription: Two\u00a0men &amp; a city.\r\nFact: *One*.\r\n")
def test_bytes_are_read_as_their_text(text: str) -> None:
    assume(not regex.search(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff]", text))
    assert parse_bytes(text.encode(), path="a.txt") == parse_article(text, path="a.txt")


@given(title=st.text(st.characters(max_codepoint=127)))
def test_an_ascii_title_has_the_id_of_its_words(title: str) -> None:
    words = re.sub(r"(?<=[a-z])['`](?=[a-z])", "", title.lower())
    name = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if name:
        assert film_id(title, 1999) == f"{name}-1999"
    else:
        assert film_id(title, 1999).startswith("film-")


@pytest.mark.parametrize("collects", [True, False])
def test_the_garbage_collector_is_left_as_it_was(collects: bool) -> None:
    was = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        parse_article("Heat (1995)\nDescription: Two men.\n", path="a.txt")
        assert gc.isenabled() is collects
        with pytest.raises(ArticleUnreadableError):
            parse_bytes(bytes(range(32)) * 9, path="a.txt")
        assert gc.isenabled() is collects
    finally:
        (gc.enable if was else gc.disable)()


def test_an_extra_of_a_plain_block_keeps_its_key() -> None:
    article = parse_article(
        "Heat (1995)\nGenre: drama\nDescription: Two men.\nFact: a\nFact: b\n", path="a.txt"
    )
    (film,) = article.films
    assert film.extras == (Extra(key="genre", text="drama"),)
    assert film.facts == ("a", "b")
    assert film.source.facts == (Span(line=4, end_line=4), Span(line=5, end_line=5))


TITLE_CHARS = "Az09éßÆЖәІё'’‘`-_ .,:!?()“”«»–—…&/\n"


@given(st.text(TITLE_CHARS, min_size=1, max_size=12))
@example("L’Été d’Amélie – 2")
def test_common_titles_have_the_id_that_the_general_way_gives(title: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        expected = film_id(title, 1999)
        patch.setattr(film, "_COMMON", re.compile("(?!)"))
        assert film_id(title, 1999) == expected


@pytest.mark.parametrize("count", ["x", "²", "41", "9" * 5000])
def test_a_page_can_have_the_attribute_that_counts_its_items(count: str) -> None:
    page = f'<ol data-count="{count}"><li>Heat (1995)<li>Ran (1985)</ol>'
    films = parse_bytes(page.encode(), path="a.html").films
    assert [film.title for film in films] == ["Heat", "Ran"]


def test_lines_of_a_long_page_are_cited_beyond_what_libxml2_counts() -> None:
    page = "<p>x</p>\n" * 70_000 + "<h2>Heat (1995)</h2>\n<p>Description: a</p>\n"
    (film,) = parse_bytes(page.encode(), path="a.html").films
    assert film.source.title.line == 70_001
