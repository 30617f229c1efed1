"""The parser: the user's layout, and what any text must give."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kazsearch.corpus.article import format_article, parse_article, parse_bytes
from kazsearch.corpus.characters import split_lines
from kazsearch.corpus.film import Article, Extra, Film, FilmSource, LineRole, Span

ARTICLE = """\
A lead of one paragraph.

First Film (1999)
Description: A man walks home.
Fact: It was shot in winter.


Second Film (2003)
Description: A woman waits.
Fact: It won a prize.
"""


def parse(text: str) -> Article:
    return parse_article(text, path="guide.txt", today_year=2026)


def codes(article: Article) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in article.diagnostics]


def test_the_melodramas_are_read_whole(melodramas: Path) -> None:
    article = parse_bytes(melodramas.read_bytes(), path=melodramas.name, today_year=2026)
    assert [(film.title, film.year, film.source.span.line) for film in article.films] == [
        ("The Gift to Stalin", 2008, 3),
        ("The Road to Mother", 2016, 8),
        ("A Gentle Creature", 2017, 13),
        ("The Return of the Violin", 2012, 18),
        ("The Poet", 2009, 23),
        ("The Way of the Leader", 2011, 28),
        ("The Old Man", 2012, 33),
        ("The Sky of My Childhood", 2015, 38),
        ("The Tale of the White Falcon", 2010, 43),
        ("The Last Station", 2013, 48),
    ]
    lines = melodramas.read_text("utf-8").splitlines()
    assert article.lead == lines[0]
    assert article.closing == ""
    assert not article.diagnostics
    for film in article.films:
        at = film.source.span.line - 1
        assert f"Description: {film.description}" == lines[at + 1]
        assert [f"Fact: {fact}" for fact in film.facts] == [lines[at + 2]]
        assert film.source == FilmSource(
            path=melodramas.name,
            span=Span(line=at + 1, end_line=at + 3),
            title=Span(line=at + 1, end_line=at + 1),
            description=Span(line=at + 2, end_line=at + 2),
            facts=(Span(line=at + 3, end_line=at + 3),),
        )


def same_films(one: Article, other: Article) -> bool:
    def content(article: Article) -> list[tuple[object, ...]]:
        return [
            (
                film.title,
                film.year,
                film.alternative_titles,
                film.description,
                film.facts,
                film.extras,
            )
            for film in article.films
        ]

    return content(one) == content(other)


@pytest.mark.parametrize(
    "variant",
    [
        ARTICLE.replace("\n\n\n", "\n"),
        ARTICLE.replace("\n", "\n\n"),
        ARTICLE.replace("\n", "\r\n"),
        ARTICLE.replace("\n", "\r"),
        ARTICLE.replace(" ", "\u00a0"),
        ARTICLE.replace("Description", "DESCRIPTION").replace("Fact", "fact"),
        ARTICLE.replace("walks home", "walks\nhome").replace("won a", "won\na"),
        ARTICLE.replace("walks", "wa\u00adlks").replace("woman", "woman\u200b"),
        ARTICLE.rstrip("\n"),
        ARTICLE.replace(":", " :"),
    ],
    ids=["close", "wide", "crlf", "cr", "nbsp", "case", "wrapped", "unseen", "no end", "colon"],
)
def test_layout_does_not_matter(variant: str) -> None:
    assert same_films(parse(variant), parse(ARTICLE))
    assert parse(variant).lead == "A lead of one paragraph."


def test_a_byte_order_mark_is_no_text() -> None:
    article = parse_bytes(b"\xef\xbb\xbf" + ARTICLE.encode(), path="guide.txt")
    assert article == parse_article(ARTICLE, path="guide.txt")


@pytest.mark.parametrize(
    ("line", "title", "year"),
    [
        ("Blade Runner 2049 (2017)", "Blade Runner 2049", 2017),
        ("2012 (2009)", "2012", 2009),
        ("1917 (2019)", "1917", 2019),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", 2009),
        ('"Crocodile" Dundee (1986)', '"Crocodile" Dundee', 1986),
        (
            "Dr. Strangelove or: How I Learned to Wait (1964)",
            "Dr. Strangelove or: How I Learned to Wait",
            1964,
        ),
        ("Kill Bill (Vol. 2) (2004)", "Kill Bill (Vol. 2)", 2004),
        ("E.T. (1982)", "E.T.", 1982),
        ("Monsters, Inc. (2001)", "Monsters, Inc.", 2001),
        ("Face/Off (1997)", "Face/Off", 1997),
        ("What? (1972)", "What?", 1972),
    ],
)
def test_titles_keep_their_years_and_marks(line: str, title: str, year: int) -> None:
    film = parse(ARTICLE.replace("First Film (1999)", line)).films[0]
    assert (film.title, film.year) == (title, year)


def test_a_sentence_that_ends_in_a_year_is_no_heading() -> None:
    text = ARTICLE.replace("A man walks home.", "He has walked since\nThe Long Road (2008)")
    article = parse(text)
    assert len(article.films) == 2
    assert article.films[0].description == "He has walked since The Long Road (2008)"
    text = ARTICLE.replace("A man walks home.", "It follows The Long Road (2008).")
    assert parse(text).films[0].description == "It follows The Long Road (2008)."


def test_several_facts_stay_in_order() -> None:
    film = parse(ARTICLE.replace("Fact: It was", "Fact: It is old.\nFact: It was")).films[0]
    assert film.facts == ("It is old.", "It was shot in winter.")
    assert [span.line for span in film.source.facts] == [5, 6]


def test_missing_blocks_are_said() -> None:
    article = parse(ARTICLE.replace("Description: A man walks home.\n", ""))
    assert article.films[0].description == ""
    assert codes(article) == [(3, "missing-description")]
    lines = [*ARTICLE.splitlines(), "", "Third Film (2004)", "Description: A child sings."]
    assert codes(parse("\n".join(lines))) == [(12, "missing-fact")]
    assert codes(parse(ARTICLE.replace(" A man walks home.", ""))) == [(4, "empty-block")]
    article = parse(ARTICLE.replace("First Film (1999)", "First Film"))
    assert article.films[0].year is None
    assert codes(article) == [(3, "missing-year")]


def test_what_follows_the_last_film_is_the_closing() -> None:
    article = parse(ARTICLE + "\nTell us what you would add.\n")
    assert article.closing == "Tell us what you would add."
    assert article.films[1].facts == ("It won a prize.",)
    assert article.roles[-1] is LineRole.CLOSING


def test_a_year_to_come_is_said() -> None:
    assert codes(parse(ARTICLE.replace("2003", "2031"))) == [(8, "future-year")]


def test_text_without_a_film_is_a_lead() -> None:
    article = parse("Only words.\n\nThe film Heat (1995) is one that we mention.\n")
    assert article.films == ()
    assert article.lead == "Only words.\n\nThe film Heat (1995) is one that we mention."
    assert codes(article) == [(1, "no-films")]


WORDS = st.text(
    st.sampled_from("aBcЖібек0129 ()[]:.,'\"«»*_#-–—!?/&\\<>`{}|№•~“”☆"), min_size=1, max_size=40
)


def clean(text: str) -> str:
    return " ".join(text.split())


TEXT = WORDS.map(clean).filter(bool)
TITLE = TEXT.filter(lambda text: any(one.isalnum() for one in text))
PARAGRAPHS = st.lists(TEXT, max_size=3).map("\n\n".join)
SOURCE = FilmSource(path="guide.txt", span=Span(line=1, end_line=1), title=Span(line=1, end_line=1))
FILM = st.builds(
    Film,
    title=TITLE,
    year=st.none() | st.integers(1890, 2090),
    alternative_titles=st.lists(TITLE, max_size=2).map(tuple),
    description=PARAGRAPHS,
    facts=st.lists(PARAGRAPHS.filter(bool), max_size=3).map(tuple),
    extras=st.lists(
        st.builds(
            Extra,
            key=st.sampled_from(
                ["director", "cast", "note", "box_office", "camera_dog", "бюджет_мира"]
            ),
            text=PARAGRAPHS.filter(bool),
        ),
        max_size=3,
    ).map(tuple),
    source=st.just(SOURCE),
)


@given(lead=PARAGRAPHS, films=st.lists(FILM, min_size=1, max_size=4), closing=PARAGRAPHS)
def test_what_is_printed_is_read_again(lead: str, films: list[Film], closing: str) -> None:
    article = Article(path="guide.txt", lead=lead, films=tuple(films), closing=closing)
    again = parse(format_article(article))
    assert (again.lead, again.closing) == (lead, closing)
    assert same_films(again, article)


LINES = st.lists(
    st.sampled_from(
        [*ARTICLE.splitlines(), "", "---", "+++", "# One", "- 1. **Two", "<!--", "-->", "```"]
    )
    | st.text(max_size=30),
    max_size=12,
)


@given(text=st.text(max_size=200) | LINES.map("\n".join) | LINES.map("\r\n".join))
@example("\x85")
@example("a\x0b\x0c\x1cb\u2028c")
def test_any_text_is_an_article_with_every_line_accounted_for(text: str) -> None:
    article = parse(text)
    lines = split_lines(text)
    assert len(article.roles) == len(lines)
    said = {one.line for one in article.diagnostics}
    for number, (line, role) in enumerate(zip(lines, article.roles, strict=True), 1):
        if role is LineRole.BLANK:
            assert not any(one.isalnum() for one in line)
        if role is LineRole.DIAGNOSED:
            assert number in said
    again = parse(format_article(article))
    assert (again.lead, again.closing) == (article.lead, article.closing)
    assert same_films(again, article)


def test_a_line_of_markup_alone_leaves_no_second_blank_in_a_text() -> None:
    text = '```s\n$=, a<!DOCTYPE x>\n<html lang="en">\n<head><meta b</e>\n`````é'
    article = parse_article(text, path="a.txt")
    assert "  " not in article.lead
    assert parse_article(format_article(article), path="a.txt").lead == article.lead


@pytest.mark.parametrize("heading", ["The Poet (1997) Title: Aqyn", "The Poet (1997)Film Aqyn"])
def test_another_title_in_a_heading_is_printed_as_what_it_is_read_as(heading: str) -> None:
    article = parse_article(f"{heading}\nDescription: A poet.\n", path="a.txt")
    (film,) = article.films
    assert [(extra.key, extra.text) for extra in film.extras] == [("original_title", "Aqyn")]
    (again,) = parse_article(format_article(article), path="a.txt").films
    assert again.extras == film.extras
