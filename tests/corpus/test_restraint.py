"""What looks like a title, a label or a credit, and is text: each line once misled the parser."""

import pytest

from kazsearch.corpus.article import parse_article, parse_bytes
from kazsearch.corpus.film import Article

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


def texts(article: Article) -> dict[str, str]:
    return {film.title: film.description for film in article.films}


def test_a_page_laid_out_by_tables_keeps_its_lines() -> None:
    cells = "<td><b>Heat (1995)</b><br>Two men meet.<br><b>Ran (1985)</b><br>A lord.</td>"
    for row in (cells, "<td><img src='a.png'></td>" + cells, "<td></td>" + cells):
        page = f"<table><tr>{row}</tr></table>"
        article = parse_bytes(page.encode(), path="a.html")
        assert texts(article) == {"Heat": "Two men meet.", "Ran": "A lord."}


@pytest.mark.parametrize(
    ("lead", "lines", "last"),
    [
        ("Films for the weekend", ["A masterpiece", "Great on a big screen"], ""),
        ("Films for the weekend\n\nChosen by us", ["Watch it on Netflix", "Rent it on Prime"], ""),
        ("Films\n\nComedies", ["A masterpiece"], ""),
        ("Films\n\nComedies", ["Thrillers", "1990s"], "Anna Lee"),
    ],
)
def test_what_may_be_said_of_a_film_heads_no_section(
    lead: str, lines: list[str], last: str
) -> None:
    titles = ["Heat (1995)", "Amre (2018)", "Ran (1985)", "Thief (1981)"]
    blocks = [f"{title}\nTwo men.\n\n{line}" for title, line in zip(titles, lines, strict=False)]
    blocks += [f"{titles[-1]}\nOne man.\n\n{last}"]
    article = parse_article("\n\n".join([lead, *blocks]) + "\n", path="a.txt")
    told = [film.description.partition("\n\n")[2] for film in article.films]
    assert told[: len(lines)] == lines


def test_the_only_text_of_a_film_heads_no_section() -> None:
    film = "{} (1995)\nРежиссёр: Манн\n\n{}\n"
    told = ["Комедия", "Князь делит владения.", "Драма", "Официантка помогает."]
    blocks = [film.format(title, text) for title, text in zip("АБВГ", told, strict=True)]
    article = parse_article("\n".join(["Кино\n", "Классика\n", *blocks]), path="a.txt")
    assert list(texts(article).values()) == told


@pytest.mark.parametrize("label", ["Note:", "Facts:", "Примечание:"])
@pytest.mark.parametrize("heading", ["# Weekend picks", "## Nineties"])
def test_a_label_above_the_films_swallows_none(heading: str, label: str) -> None:
    films = "Heat (1995)\n\nTwo men meet.\n\nRan (1985)\n\nA lord.\n"
    article = parse_article(f"{heading}\n\n{label}\n\nspoilers below.\n\n{films}", path="a.md")
    assert texts(article).items() >= {"Heat": "Two men meet.", "Ran": "A lord."}.items()


@pytest.mark.parametrize(
    "caption",
    ['<tr><th colspan="2">Heat</th></tr>', "<caption>Heat</caption>", "<tr><td></td><td>x</td>"],
)
def test_the_caption_of_an_infobox_is_no_film(caption: str) -> None:
    rows = "<tr><th>Director</th><td>Mann</td></tr><tr><th>Music</th><td></td></tr>"
    rows += "<tr><th>Country</th><td>USA</td></tr>"
    page = f"<h2>Heat (1995)</h2><table>{caption}{rows}</table><p>Two men meet.</p>"
    (film,) = parse_bytes(page.encode(), path="a.html").films
    extras = {extra.key: extra.text for extra in film.extras if extra.key != "note"}
    assert film.description == "Two men meet."
    assert extras == {"director": "Mann", "country": "USA"}


def test_a_title_may_end_in_a_number() -> None:
    films = [("Blade Runner 2049", 2017), ("Wonder Woman 1984", 2020), ("Death Race 2000", 1975)]
    text = "".join(f"## {title}\n\nYear: {year}\nA man.\n\n" for title, year in films)
    article = parse_article(f"# The best films to see\n\n{text}", path="a.md")
    assert [(film.title, film.year) for film in article.films] == films


def test_what_is_told_year_by_year_in_a_film_is_no_film() -> None:
    prizes = "1996 – «Saturn», best film\n\n1997 – «Empire», best actor\n\n1998 – «Moon», editing"
    text = f"# Best films to see\n\n**Heat** (USA, 1995)\n\n{prizes}\n\n**Ran** (1985)\n\nA lord.\n"
    article = parse_article(text, path="a.md")
    assert [film.title for film in article.films] == ["Heat", "Ran"]


@pytest.mark.parametrize("row", ["Matrix", "THE MATRIX", "Матрица", "Mátrix"])
def test_a_table_before_the_films_it_sums_up_repeats_none(row: str) -> None:
    table = f"| Film | Director |\n|---|---|\n| {row} | Wachowski |\n| Heat | Mann |\n"
    text = f"{table}\n## The Matrix / Матрица (1999)\n\nA man wakes.\n\n## Heat (1995)\n\nTwo.\n"
    article = parse_article(text, path="a.md")
    assert [film.title for film in article.films] == ["The Matrix", "Heat"]
    assert "Wachowski" in article.lead


@pytest.mark.parametrize(
    "table",
    [
        "| Name | Description |\n|---|---|\n| pandas | Data frames |",
        "| Title | Time | Description |\n|---|---|---|\n| Pilaf | 60 min | Rice with meat. |",
        "| Name | Country | Year | Genre |\n|---|---|---|---|\n| Ann Lee | USSR | 1910 | Drama |",
        "| Book | Author |\n|---|---|\n| A (1901) | B |\n| C (1902) | D |\n| E (1903) | F |",
        "# Glossary of films\n\n| Director | directs |\n|---|---|\n| Producer | pays |",
        "# Lives in film\n\n## 1910 – Birth\n\nx\n\n## 1930 – School\n\ny\n\n## 1950 – Fame\n\nz",
        "# Directors of great films\n\nAnn (1910). Born.\n\nBo (1920). Born.\n\nCy (1930). Born.",
        "# Films and festivals\n\n## Cannes 2019\n\nx\n\n## Berlin 2020\n\ny\n\n## Riga 2021\n\nz",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_list_of_films(table: str) -> None:
    assert not parse_article(f"{table}\n", path="a.md").films


def test_items_that_go_on_with_one_that_has_a_label() -> None:
    text = "## Ran (1985)\n\n- Awards: Oscar for costumes\n- BAFTA\n- Cannes\n\nA lord.\n"
    (film,) = parse_article(text, path="a.md").films
    assert film.description == "A lord."
    assert film.extras[0].text == "Oscar for costumes, BAFTA, Cannes"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The result: war.", "They lose.\nThe result: peace."),
        ("Anna: Hello.\nIvan: Yes.", "A man.\nAnna: No.\nIvan: Yes."),
    ],
)
def test_a_name_that_is_repeated_is_no_label_yet(first: str, second: str) -> None:
    article = parse_article(f"A (1995)\n{first}\n\nB (1985)\n{second}\n", path="a.txt")
    assert not any(film.extras for film in article.films)


def test_a_number_in_prose_stays_there() -> None:
    (film,) = parse_article(
        "Ran (1985)\nHe lives in\nNo. 5 - a house by the sea.\n", path="a.txt"
    ).films
    assert film.description == "He lives in No. 5 - a house by the sea."


def test_of_two_films_of_one_title_both_stay() -> None:
    text = "1. Dune (1984)\n2. Dune (2021)\n\n## Dune (2021)\n\nSand.\n"
    article = parse_article(text, path="a.md")
    assert [film.year for film in article.films] == [1984, 2021, 2021]


def test_cells_that_stand_in_several_rows_are_in_each() -> None:
    page = """<table><tr><th>Director</th><th>Film</th><th>Year</th></tr>
    <tr><td rowspan=2>Mann</td><td>Heat</td><td>1995</td></tr>
    <tr><td>Thief</td><td>1981</td></tr></table>"""
    films = parse_bytes(page.encode(), path="a.html").films
    assert [(film.title, film.year, film.extras[0].text) for film in films] == [
        ("Heat", 1995, "Mann"), ("Thief", 1981, "Mann"),
    ]  # fmt: skip
