"""What looks like a title, a label or a credit, and is text: each line once misled the parser."""

import pytest

from kazsearch.corpus.article import parse_article, parse_bytes

FILMS = "Heat (1995)\n\nTwo men.\n\n{}\n\nAmre (2018)\n\nA singer.\n"
NO_FILMS = [
    "See also Ronin (1998).",
    "Won at Cannes (2013).",
    "The Gift (2008), directed by Rustem\nAbdrashev, is near to it.",
    "It won two awards.\nNika (1996)\nGolden Eagle (1997)",
    "**Festivals**\n1995 | Tokyo\n1996 | Berlin",
    "A scene from Heat (1995)",
    "Story? Hardly any. But look.",
    "Storyline - thin as it is.",
    "### Awards: Saturn (1996)\n\n### Based on: A Novel (1989)",
]


@pytest.mark.parametrize(
    "lines", [("Best Picture", "Best Director"), ("Лучший фильм", "Приз жюри"), ("18:00", "20:00")]
)
def test_a_line_above_a_title_is_an_award_or_a_time(lines: tuple[str, str]) -> None:
    text = "{}\nHeat (1995)\nPlot: Two men.\n\n{}\nAmre (2018)\nPlot: A singer.\n"
    article = parse_article(text.format(*lines), path="a.txt")
    assert [film.title for film in article.films] == ["Heat", "Amre"]


@pytest.mark.parametrize("text", NO_FILMS)
def test_what_stands_between_two_films_is_no_third(text: str) -> None:
    for layout in (FILMS, FILMS.replace("Heat", "## Heat").replace("Amre", "## Amre")):
        article = parse_article(layout.format(text), path="a.md")
        assert [film.title for film in article.films] == ["Heat", "Amre"]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("By the time it ends, nobody is\nleft.", "By the time it ends, nobody is left."),
        ("Directed by Ann Lee and shot at night, it\nis long.", None),
        ("Режиссёр Аскар Оралов рассказывает о старике,\nкоторый уходит.", None),
        ("USA, Canada\nand Mexico were where it was shot.", None),
        ("Time passes slowly in the valley\nand in town.", None),
        ("Сюжет — повод показать степь.", None),
        ("Суть — в одиночестве.", None),
        ("История - это степь.", None),
    ],
)
def test_a_sentence_is_no_credit_and_no_label(text: str, description: str | None) -> None:
    (film,) = parse_article(f"The Well (2012)\n{text}\n", path="a.txt").films
    assert film.description == (description or text.replace("\n", " "))
    assert not film.extras


@pytest.mark.parametrize(
    ("beside", "year"),
    [("Premiere: Almaty, 2019", 2018), ("Released: May 3, 2020", 2018), ("Released: 2018", 2018)],
)
def test_a_date_does_not_contradict_a_heading(beside: str, year: int) -> None:
    article = parse_article(f"Amre (2018)\n{beside}\nDescription: A singer.\n", path="a.txt")
    assert article.films[0].year == year
    assert "year-mismatch" not in [one.code for one in article.diagnostics]


@pytest.mark.parametrize(
    ("released", "year"),
    [
        ("March 12, 1999", 1999),
        ("12 March 1999", 1999),
        ("12.03.1999", 1999),
        ("5 мая 1987 года", 1987),
        ("On DVD in 2021", None),
        ("restored, 2014", None),
    ],
)
def test_a_date_under_a_label_is_the_year_of_a_film_that_has_none(
    released: str, year: int | None
) -> None:
    text = f"Amre\nDescription: A singer.\nReleased: {released}\n"
    assert [film.year for film in parse_article(text, path="a.txt").films] == [year]


@pytest.mark.parametrize(
    ("rest", "keys"),
    [
        ("– USA, 170 min.", ["country", "runtime"]),
        ("| Drama | 112 min", ["note", "runtime"]),
        (", dir. Ann Lee", ["director"]),
        ("· A cop hunts a thief in Los Angeles", []),
    ],
)
def test_what_stands_after_a_year(rest: str, keys: list[str]) -> None:
    text = f"## Heat (1995) {rest}\n\nTwo men.\n".replace(" ,", ",")
    (film,) = parse_article(text, path="a.md").films
    assert [extra.key for extra in film.extras] == keys
    assert film.description.endswith("Two men.")


def test_years_are_titles_too() -> None:
    for text in (
        "# Films\n\n## Heat\nDescription: Two.\n## 1917\nDescription: Soldiers.\n",
        "1. Heat\nDescription: Two.\n2. 1917\nDescription: Soldiers.\n",
    ):
        titles = [film.title for film in parse_article(text, path="a.md").films]
        assert titles == ["Heat", "1917"]
    text = "1984\nDescription: A brother.\nFact: A.\n2012\nDescription: An end.\nFact: B.\n"
    article = parse_article(text, path="a.txt")
    assert [(film.title, film.facts) for film in article.films] == [
        ("1984", ("A.",)),
        ("2012", ("B.",)),
    ]
    text = "Road (1999)\nDescription: A road.\n---\n1917\nDescription: A war.\n"
    titles = [film.title for film in parse_article(text, path="a.md").films]
    assert titles == ["Road", "1917"]


def test_labels_of_films_are_no_titles_though_a_year_ends_them() -> None:
    text = (
        "## Road (1999)\nDescription: A road.\n\n## Fact: It won in Cannes (1999)\n\n"
        "## Moon (2001)\nDescription: A moon.\n\n## Premiere: Berlin (2001)\n"
    )
    road, moon = parse_article(text, path="a.md").films
    assert road.facts == ("It won in Cannes (1999)",)
    assert [extra.key for extra in moon.extras] == ["released"]


def test_a_list_that_a_fact_announces_is_of_facts() -> None:
    text = (
        "* Road (1999)\nA road.\nFact: The director made two more films:\n"
        "* Moon (2001)\n* Sun (2003)\n\n* Star (2004)\nA star.\n"
    )
    assert [film.title for film in parse_article(text, path="a.md").films] == ["Road", "Star"]


def test_a_title_that_ends_like_the_one_above_is_no_caption() -> None:
    text = "\n\n".join(
        f"{title} (20{year})\n\nA text about it."
        for title, year in [("Boy", "10"), ("Poster Boy", "10"), ("Age", "09"), ("Image", "09")]
    )
    titles = [film.title for film in parse_article(text, path="a.txt").films]
    assert titles == ["Boy", "Poster Boy", "Age", "Image"]


def test_a_form_or_a_button_beside_a_title_is_no_text_of_a_film() -> None:
    page = (
        "<article><h2><a href='#r'>Road (1999)</a> <button>Copy link</button></h2>"
        "<p>A road.</p><form><h2>Subscribe</h2><p>Films by mail.</p></form><p>It goes far.</p>"
        "<h2><button>Moon (2001)</button></h2><p>A moon.</p></article>"
    )
    road, moon = parse_bytes(page.encode(), path="a.html").films
    assert (road.title, road.description, road.extras) == ("Road", "A road.\n\nIt goes far.", ())
    assert (moon.title, moon.description) == ("Moon", "A moon.")


@pytest.mark.parametrize(
    "text",
    [
        "Heat (1995)\nTwo men.\n\n{}\n\nAmre (2018)\nA singer.\n",  # one, of no known kind
        "Heat (1995)\nTwo men.\n\n{}\n\nAmre (2018)\nA singer.\n\n{}\n",  # of each film
        "Heat (1995)\nTwo men.\n\n{}\n\nAmre (2018)\nA singer.\n\n{}\n\nRan (1985)\nSons.\n",
    ],
)
def test_a_verdict_is_no_section(text: str) -> None:
    first = parse_article(text.format(*["A masterpiece"] * 2), path="a.txt").films[0]
    assert first.description == "Two men.\n\nA masterpiece"


@pytest.mark.parametrize(
    "table",
    [
        "| Title | Author | Year |\n|---|---|---|\n| Abai | Auezov | 1942 |",
        "# Books\n\n| Title | Year |\n|---|---|\n| Abai | 1942 |",
        "| Festival | Year |\n|---|---|\n| Cannes | 2013 |",
        "| Name | Country |\n|---|---|\n| Ann Lee | USSR |",
        "| Film |\n|---|\n| Heat |",
    ],
)
def test_not_every_table_is_of_films(table: str) -> None:
    assert not parse_article(f"{table}\n", path="a.md").films


def test_a_table_in_a_film_opens_no_films() -> None:
    text = "## Heat (1995)\n\nTwo men.\n\n| Film | Director |\n|---|---|\n| Thief | Mann |\n"
    (film,) = parse_article(text, path="a.md").films
    assert film.description == "Two men.\n\n| Film | Director | | Thief | Mann |"


def test_a_table_of_what_was_told_repeats_no_film() -> None:
    table = "## At a glance\n\n| Film | Year |\n|---|---|\n| Heat | 1995 |\n| Amre | 2018 |\n"
    article = parse_article(
        f"## Heat (1995)\n\nTwo.\n\n## Amre (2018)\n\nOne.\n\n{table}", path="a.md"
    )
    assert [film.title for film in article.films] == ["Heat", "Amre"]
    assert "| Heat | 1995 |" in article.closing


@pytest.mark.parametrize(
    "line",
    ["Quote: You see. Time: it passes.", "Plot: A sea. Country: none.", "Fact: So. Music: no"],
)
def test_prose_is_not_parted_at_labels(line: str) -> None:
    (film,) = parse_article(f"Heat (1995)\n{line}\n", path="a.txt").films
    texts = [film.description, *film.facts, *(extra.text for extra in film.extras)]
    assert [text for text in texts if text] == [line.partition(": ")[2]]
