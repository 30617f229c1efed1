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
    "### Best Films (1995)",
    "Cast: Al Pacino (1940)",
    "Prizes\n1995, Cannes\nMany came.",
    "- Cannes (2013).",
    "- Grand Prix (Cannes, 2013)",
    "[Variety](https://example.org) (1995)",
    "It was slow. The Gift (2008)",
    "The Gift (2008) Watch it!",
    "The film that all in this small town still talk of when it rains is another (1998): a farce.",
    "Nobody remembers it, but the\nThief (1981): a film about a man who robs banks.",
]
# right above a second description, in a film that has one
ABOVE_SUMMARIES = [
    "Critics loved it.",
    "It was slow. So is Thief (1981), his first",
    "Shown in Cannes, 1995, out of competition.",
    "Shot in: Los Angeles, 1994, at night",
    "Compare Thief (1981), directed by Mann:",
    "France (1995), 170 min",
    "Thief (1981), his first film\n",
    "Nobody knew then that\nThief (1981), his first film, is near to it",
    "Fact: After L.A. Takedown (1989)",
    "Music: it was written after a film of his own, L.A. Takedown (1989)",
]


@pytest.mark.parametrize(
    "lines", [("Best Picture", "Best Director"), ("Лучший фильм", "Приз жюри"), ("18:00", "20:00")]
)
def test_a_line_above_a_title_is_an_award_or_a_time(lines: tuple[str, str]) -> None:
    text = "{}\nHeat (1995)\nPlot: Two men.\n\n{}\nAmre (2018)\nPlot: A singer.\n"
    article = parse_article(text.format(*lines), path="a.txt")
    assert [film.title for film in article.films] == ["Heat", "Amre"]


def titles_in(text: str) -> list[str]:
    films = parse_article(text, path="a.md").films
    return [f"{film.title} ({film.year})" if film.year else film.title for film in films]


@pytest.mark.parametrize("text", NO_FILMS)
def test_what_stands_between_two_films_is_no_third(text: str) -> None:
    for layout in (FILMS, FILMS.replace("Heat", "## Heat").replace("Amre", "## Amre")):
        article = parse_article(layout.format(text), path="a.md")
        assert [film.title for film in article.films] == ["Heat", "Amre"]


@pytest.mark.parametrize("text", ABOVE_SUMMARIES)
def test_what_stands_above_a_summary_is_no_film(text: str) -> None:
    article = f"Heat (1995)\nDescription: Two men.\n\n{text}\nSummary: a masterpiece.\n"
    assert titles_in(article) == ["Heat (1995)"]


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


HEADINGS = [
    ("Another film by the man who made this is Thief (1981)\nwhich he wrote.\nRating: 8\n", []),
    ("- Lee, J. (2003)\n- Kim, A. (2005)\n", []),
    ("- Heat (1995)\n- Grand Prix (Cannes, 2013)\n", ["Heat (1995)"]),
    ("Our plan\n\n## Plot\n\nText.\n", []),
    (
        "Heat (1995)\nDescription: Two.\n\nThief (1981), his first film\nRating: 9\n",
        ["Heat (1995)"],
    ),
    (
        (
            "«Heat» (1995) tells of two men who meet.\n\n«Amre» (2018) tells of a singer here.\n\n"
            "«Ran» (1985) tells of an old man and his sons.\n"
        ),
        ["Heat (1995)", "Amre (2018)", "Ran (1985)"],
    ),
    (
        (
            "Heat (1995): two men who meet in a café.\n\n"
            "Amre (2018): a singer goes to Paris.\n\nRan (1985): an old man and his three sons.\n"
        ),
        ["Heat (1995)", "Amre (2018)", "Ran (1985)"],
    ),
    (
        "**Heat (1995).**\n\nTwo men.\n\n**Amre (2018).**\n\nA singer.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "- **Heat** (Mann, 1995)\n  Two men.\n- **Amre** (Raibayev, 2018)\n  A singer.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    ("Made by him.\nRan (1985)\nDirector: Kurosawa\n", ["Ran (1985)"]),
    ("Ran (1985) and\nTwo.\n\nHeat (1995)\n\nTwo\n", ["Heat (1995)"]),
    ("**Heat (1995) is the best**\n\nTwo.\n", []),
    ("Heat (1995) by Michael Mann\nTwo.\n", ["Heat (1995)"]),
    ("Heat (1995)\nAmre (2018)\nDescription: A singer.\n", ["Heat (1995)", "Amre (2018)"]),
    ("Heat (1995)\ncrime, USA\nDescription: Two men.\n", ["Heat (1995)"]),
    ("“What?”\nDescription: A villa.\n", ["What?"]),
    ("Our plan\nHeat\nCountry: USA\n", []),
    ("# A\nHeat\nCountry: USA\n", ["Heat"]),
    ("Heat\nFact: It is long.\n", []),
    ("Our plan\nLanguage: English\n", []),
    ("Best Film (1995) | Nika\nBest Actor (1996) | Eagle\n", []),
    ("«Heat» (film) is long\nDescription: Two.\n", []),
    (
        "Heat (1995)\nTwo men.\nAmre (2018)\nis told too.\nRan (1985)\nis too.\nAge (2009)\nis.",
        ["Heat (1995)"],
    ),
    (
        "Heat (1995)\nTwo men.\n  Saturn (1996)\nA prize.\n  Eagle (1997)\nA prize.\n",
        ["Heat (1995)"],
    ),
    (
        "Heat (1995)\n\nTwo men.\nSaturn (1996)\n\nAmre (2018)\n\nA singer.\nEagle (2019)\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    ("**Heat (1995) is the best**\nDirector: Mann\n", ["Heat (1995)"]),
    ("Heat (1995) | Drama | USA | 170 min\nTwo men.\n", ["Heat (1995)"]),
    ("Best Film (1995) | Nika | Moscow | won\nBest Actor (1996) | Eagle | Moscow | lost\n", []),
    ("## Heat, 1995\n\n### Plot\n\nTwo men.\n", ["Heat (1995)"]),
    ("## Heat, 1995\n\n### Description\n\nTwo men.\n", ["Heat (1995)"]),
    ("Our plan\n\n## Description\n\nRun it.\n", []),
]


@pytest.mark.parametrize(("text", "titles"), HEADINGS)
def test_what_stands_alone_or_is_set_off_opens_a_film(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles


LABELS = [
    ("**Heat**\n\n1995, USA\nDescription: Two men.\n", ["Heat (1995)"]),
    ("Director: Mann\nDescription: Two men.\n", []),
    ("Heat (1995)\nPlot: Two men.\nCast: Pacino (1940)\nSummary: Long.\n", ["Heat (1995)"]),
    ("Heat\n\n(1995)\n\nDescription: Two men.\n", []),
    (
        "**Heat**\n\n1995, USA\n\nTwo men.\n\n**Amre**\n\n2018\n\nOne.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    ("## History\n1995\nTwo men met.\n\n## Today\n2018\nA singer.\n", []),
    ("What?\n1972\nDescription: A villa.\n", ["What? (1972)"]),
    ("Heat\n![A still](y.jpg)\nYear: 1995\n", ["Heat (1995)"]),
    ("Title: Heat\nNote: A word.\n", []),
    ("Title: Heat\n\nA word for warmth.\n", []),
    ("Title: ?\nYear: 1995\n", []),
    (
        "Theme: Midnight (1958)\nDescription: Two.\n\nHeat (1995)\nDescription: Two.\n",
        ["Theme: Midnight (1958)", "Heat (1995)"],
    ),
    ("## Heat (1995)\n\nTwo.\n\n## Time: A Life (2017)\n\nOne.\n", ["Heat (1995)"]),
    ("Heat (1995)\nDescription: Two.\n\nCast: Pacino (1940)\nCountry: USA\n", ["Heat (1995)"]),
    (
        "Heat (1995).\n\nDescription: Two men.\n\nAmre (2018).\n\nDescription: A singer.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        (
            "Heat (1995)\n\nRemade from L.A. Takedown (1989), a television film\n"
            "Description: Two men.\n"
        ),
        ["Heat (1995)"],
    ),
    ("Heat (1995)\n\nMusic: Main Theme (1995)\nDescription: Two men.\n", ["Heat (1995)"]),
    (
        (
            "Heat (1995)\nDirector: Mann\n\n"
            "Remade from L.A. Takedown (1989), a television film\nDescription: Two men.\n"
        ),
        ["Heat (1995)"],
    ),
    ("## Heat (1995)\nTwo men.\n\n## Note: May (2019)\n\nOne.\n", ["Heat (1995)"]),
    ("## Note: May (2019)\n\nA.\n\n## Note: June (2020)\n\nB.\n\n## Note: July (2021)\n\nC.\n", []),
]


@pytest.mark.parametrize(("text", "titles"), LABELS)
def test_a_label_tells_of_the_line_above_it(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles


LISTS = [
    (
        "1. Heat (1995)\nFacts:\n- Long.\n2. Amre (2018)\nPlot: One.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "9. Heat (1995)\nFacts:\n1. Won Saturn (1996)\n8. Amre (2018)\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "## Heat (1995)\n\nFacts:\n\nLong.\n\n**Amre (2018)**\n\nA singer.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "- Heat (1995)\nFact: Long.\n* Saturn (1996)\n- Amre (2018)\nFact: Short.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "## Heat (1995)\n\nFacts:\n\nAmre (2018)\nDirector: Raibayev\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    ("Facts:\n- Long (2001)\n\nHeat (1995)\nTwo.\n", ["Heat (1995)"]),
    (
        (
            "## 1. Heat (1995)\nTwo.\n\nFacts:\n1. Shot at night.\n"
            "2. Won Saturn (1996)\n\n## 2. Amre (2018)\n\nA singer.\n"
        ),
        ["Heat (1995)", "Amre (2018)"],
    ),
    ("- Heat (1995)\nFacts:\n- Remake of Takedown (1989)\n", ["Heat (1995)"]),
]


@pytest.mark.parametrize(("text", "titles"), LISTS)
def test_a_list_under_a_label_holds_no_film(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles


YEARLESS = [
    ("# Films\n\n- **Heat**\n\n  Two men.\n\n- **Amre**\n\n  A singer.\n", ["Heat", "Amre"]),
    ("# Cities\n\n- **Almaty**\n\n  Two men.\n\n- **Astana**\n\n  A singer.\n", []),
    ("# Films\n\n- Heat\n\n  Two men.\n\n- Amre\n\n  A singer.\n", []),
    ("# Films\n\n- **Note** that\n\n  Two men.\n", []),
    ("# Films\n\n- **Heat**\n- **Amre**\n", []),
    ("# Films\n\n**Heat**\n\nTwo.\n\n**Amre**\n\nOne.\n", []),
    ("## Heat\n## Plot\nTwo men.\n", ["Heat"]),
    (
        "## Heat\n\nTwo.\n\nDirector: Mann\n\n## Amre\n\nOne.\n\nDirector: Raibayev\n",
        ["Heat", "Amre"],
    ),
    ("## Heat\n\nText.\n\n## Budget\n\nText.\n\n### Plot\n\nTwo.\n", []),
    ("- Heat\n\n  Text.\n\n  Director: Mann\n", []),
    ("## Heat (1995)\nTwo.\n\n## Amre\n\n## Ran (1985)\nSons.\n", ["Heat (1995)", "Ran (1985)"]),
    (
        "## Heat (1995)\nTwo.\n\n## Why\nText.\n\n## How\nText\n\n## Ran (1985)\nSons.\n",
        ["Heat (1995)", "Ran (1985)"],
    ),
    (
        "## 1. Heat (1995)\nTwo.\n\n## 2. Amre (2018)\nOne.\n\n## 3. Ran\nSons.\n",
        ["Heat (1995)", "Amre (2018)", "Ran"],
    ),
    (
        "## 1. Heat (1995)\nTwo.\n\n## 2. Amre (2018)\nOne.\n\n## 3. Conclusion\nGo.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    ("# Three films\n\n## 1. Heat\n\nTwo.\n\n## 2. Amre\n\nOne.\n\n## 4. Ran\n\nSons.\n", []),
    (
        "Three films.\n\n1. **Heat**\nTwo.\n\n2. **Amre**\nOne.\n\n3. **Ran**\nSons.\n",
        ["Heat", "Amre", "Ran"],
    ),
    ("Three films.\n\n1. Buy a ticket\n2. Sit down\n3. Look\n", []),
    ("## 1. Heat (1995)\nTwo.\n\n## 2. Plan\nOne.\n", ["Heat (1995)"]),
    (
        (
            "## 1. Heat (1995)\nTwo.\n\n## 2. Amre (2018)\nOne.\n\n"
            "## 3. Plan\nA.\n\n## 4. Costs\nB.\n\n## 5. People\nC.\n"
        ),
        ["Heat (1995)", "Amre (2018)"],
    ),
    ("## Heat\n\nTwo men.\n\nCountry: USA\n", ["Heat"]),
]


@pytest.mark.parametrize(("text", "titles"), YEARLESS)
def test_what_opens_a_film_without_a_year(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles


ORDERS = [
    (
        "## Heat (1995)\n\nHeat (1995)\n\nTwo men.\n\n## Amre (2018)\n\nA singer.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "1. **Heat**\n\nHeat (1995)\n\nTwo men.\n\n2. **Amre**\n\nAmre (2018)\n\nOne.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "## Heat (1995)\n\nTwo.\n\n1. Saturn (1996)\n2. Eagle (1997)\n\n## Amre (2018)\n\nOne.\n",
        ["Heat (1995)", "Amre (2018)"],
    ),
    (
        "## Heat (1995)\n\nTwo.\n\n## More films\n\n- Thief (1981)\n- Ronin (1998)\n",
        ["Heat (1995)", "Thief (1981)", "Ronin (1998)"],
    ),
    (
        "1. Heat (1995)\nTwo.\n\n**Amre (2018)**\n\nOne.\n\n2. Ran (1985)\nSons.\n\n",
        ["Heat (1995)", "Amre (2018)", "Ran (1985)"],
    ),
    (
        "## Amre (2018–2019)\n\n- Ran (1985)\n\n## Age (2001–2002)\n\n- Heat (1995)\n",
        ["Amre (2018)", "Age (2001)"],
    ),
    ("# Books\n\nHeat (1995)\nDescription: Two men.\n", ["Heat (1995)"]),
    ("## Heat (1995)\n\nTwo.\n\n## Sources, 2012\n\nOne.\n", ["Heat (1995)"]),
    ("# Heat (1995)\n\n## Amre (2018)\n\nOne.\n", ["Heat (1995)", "Amre (2018)"]),
    (
        "## Crime (1990)\n\n---\n\n### Thief (1981)\n\nOne.\n\n### Ronin (1998)\n\nFour.\n",
        ["Thief (1981)", "Ronin (1998)"],
    ),
    (
        "## Crime (1990)\n\n![x](y.jpg)\n\n### Thief (1981)\n\nOne.\n\n### Ronin (1998)\n\nFour.\n",
        ["Thief (1981)", "Ronin (1998)"],
    ),
    ("Heat (1995)\n\nDescription: Two.\n\n- Saturn (1996)\n", ["Heat (1995)"]),
    (
        (
            "## Theme: A (1958)\n\nOne.\n\n## Heat (1995)\n\nTwo.\n\n"
            "## Time: B (1959)\n\nOne.\n\n## Cast: C (1960)\n\nOne.\n"
        ),
        ["Heat (1995)"],
    ),
    (
        "Three films.\n\n1985: Ran\nHeat (1995)\nTwo.\n\n1995: Up\nA.\n\n2018: Age\nB.\n",
        ["Ran (1985)", "Up (1995)", "Age (2018)"],
    ),
    (
        (
            "## 1. Ran (1985)\nSons.\n\n## 2. Up (2009)\n"
            "A house.\n\n## 3. Heat\n\nHeat (1995)\n\nTwo men.\n"
        ),
        ["Ran (1985)", "Up (2009)", "Heat (1995)"],
    ),
    ("Heat (1995)\nTwo men.\n\nHeat (1986)\nOne man.\n", ["Heat (1995)", "Heat (1986)"]),
    (
        "## Dallas (1978–1991)\nDescription: Oil.\n\n### Heat (1995)\n\nTwo men.\n",
        ["Dallas (1978)", "Heat (1995)"],
    ),
    (
        "Three films.\n\n1985: Ran\nA.\n\n1995: Up\nA.\n\n2018: Age\nB.\n\nHeat (1995)\nTwo.\n",
        ["Heat (1995)"],
    ),
]


@pytest.mark.parametrize(("text", "titles"), ORDERS)
def test_what_stands_inside_or_outside_a_film(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles


AMONG_THREE = (
    "Films\n\nComedies\n\nAmélie (2001)\nA waitress.\n\n{}\n\nHeat (1995)\nTwo men.\n\n"
    "Ran (1985)\nSons.\n"
)
AMONG_FOUR = f"{AMONG_THREE}\nAge (2009)\nA boy.\n".replace("Two men.\n", "Two men.\n\n{}\n")


@pytest.mark.parametrize(
    "line",
    ["Thrillers", "1990s", "THE REST", "**The rest**", "And the rest:", "Honourable mentions"],
)
def test_one_line_that_shows_what_it_is_heads_a_section(line: str) -> None:
    first, *others = parse_article(AMONG_THREE.format(line), path="a.md").films
    assert (first.description, len(others)) == ("A waitress.", 2)


@pytest.mark.parametrize("line", ["The rest", "**Not** the rest", "\\THE REST"])
def test_one_line_of_no_such_kind_is_text(line: str) -> None:
    first = parse_article(AMONG_THREE.format(line), path="a.md").films[0]
    assert first.description != "A waitress."


@pytest.mark.parametrize(
    "text",
    [
        "Amélie (2001)\n\nTHRILLER\n\nHeat (1995)\n\nTwo men.\n\nRan (1985)\nSons.\n",
        AMONG_THREE.format("A JOY").replace("waitress.\n\n", "waitress.\n"),
        AMONG_THREE.format("A JOY") + "\nA SHOCK\n",
    ],
)
def test_a_line_that_is_not_alone_or_that_the_last_film_has_is_text(text: str) -> None:
    first = parse_article(text, path="a.md").films[0]
    assert first.description not in ("", "A waitress.")


@pytest.mark.parametrize(
    ("lines", "are_heads"),
    [
        (("Dramas", "1990s"), True),
        (("Part two", "Part three"), False),
        (("A joy", "A joy"), False),
        (("8.5", "7.5"), False),
        (("great", "good"), False),
        (("— Great", "— Good"), False),
        (("All who have ever been in Paris", "All who have ever been in Los Angeles"), False),
        (("\\ Great", "\\ Good"), False),
    ],
)
def test_lines_that_may_be_verdicts_head_no_sections(
    lines: tuple[str, str], *, are_heads: bool
) -> None:
    first = parse_article(AMONG_FOUR.format(*lines), path="a.md").films[0]
    assert (first.description == "A waitress.") == are_heads


TABLES = [
    (
        (
            "| Heat (1995) | Mann |\n| Amre (2018) | Raibayev |\n"
            "| Ran (1985) | Kurosawa |\n| Age (2009) | x |\n"
        ),
        ["Heat (1995)", "Amre (2018)", "Ran (1985)", "Age (2009)"],
    ),
    ("Film\tYear\nHeat\t1995\nAmre\t2018\n", ["Heat (1995)", "Amre (2018)"]),
    ("Film | Year\n--- | ---\nHeat | 1995\nAmre | 2018\n", ["Heat (1995)", "Amre (2018)"]),
    (
        "| Heat (1995) | Mann |\n| Amre (2018) | Raibayev |\n| Ran (1985) | Kurosawa |\n",
        ["Heat (1995)", "Amre (2018)", "Ran (1985)"],
    ),
    ("| Film | Note |\n|---|---|\n| Heat | long |\n", ["Heat"]),
    (
        (
            "| Title | Heat | Amre |\n|---|---|---|\n"
            "| Heat (1995) | a | b |\n| Amre (2018) | c | d |\n"
        ),
        [],
    ),
    (
        (
            "| Won at Cannes (1995) at last | Mann |\n"
            "| Amre (2018) | Raibayev |\n| Ran (1985) | Kurosawa |\n"
        ),
        [],
    ),
    (
        (
            "| What | Who |\n|---|---|\n| Heat (1995) | Mann |\n"
            "| Amre (2018) | Raibayev |\n| Ran (1985) | Kurosawa |\n"
        ),
        ["Heat (1995)", "Amre (2018)", "Ran (1985)"],
    ),
    ("Books\tAuthor\nAbai\tAuezov\n", []),
    ("| Film | Year |\n|---|---|\n| Heat | unknown |\n| — | 1995 |\n", ["Heat"]),
    ("Director\tMann\nCountry\tUSA\n", []),
]


@pytest.mark.parametrize(("text", "titles"), TABLES)
def test_which_tables_list_films(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles


ROWS = [
    (
        (
            "Letters.\n\n1985: Ran\nUSA, 98 min\n\n1995: Heat\n"
            "USA, 98 min\n\n2018: Amre\nUSA, 98 min\n"
        ),
        ["Ran (1985)", "Heat (1995)", "Amre (2018)"],
    ),
    ("Three films.\n\nRan, 1985\nA.\n\nRan, 1995\nB.\n\nRan, 2018\nC.\n", []),
    ("Three films.\n\nFrance, 1985\nA.\n\nItaly, 1995\nB.\n\nSpain, 2018\nC.\n", []),
    (
        (
            "Letters.\n\n**1985: Ran** by X\nCountry: Japan\n\n"
            "**1995: Heat** by Y\nCountry: USA\n\n**2018: Up** by Z\nCountry: USA\n"
        ),
        ["Ran (1985)", "Heat (1995)", "Up (2018)"],
    ),
    (
        "Three films.\n\n## Ran 1985\nA.\n\n## Heat 1995\nB.\n\n## Up 2009\nC.\n",
        ["Ran (1985)", "Heat (1995)", "Up (2009)"],
    ),
    ("Three films.\n\nRan 1985\nA.\n\nHeat 1995\nB.\n\nUp 2009\nC.\n", []),
    ("Three films.\n\n1985: Ran.\n\n1995: Heat.\n\n2018: Amre.\n", []),
    ("Three films.\n\n  1985: Ran\n\n  1995: Heat\n\n  2018: Amre\n", []),
    ("Three films.\n\nIt is\n1985: Ran\n\nIt is\n1995: Heat\n\nIt is\n2018: Amre\n", []),
    ("History of films.\n\n(1985) Ran\nA.\n\n(1995) Heat\nB.\n\n(2018) Amre\nC.\n", []),
    ("Three films.\n\n1985: Ran\nA.\n\n1995 – Heat\nB.\n\n(2018) Amre\nC.\n", []),
    ("Three films.\n\n**1985: Ran**\nA.\n\n1995: Heat\nB.\n\n**2018: Amre**\nC.\n", []),
    ("Three films.\n\n**May 1985**\nA.\n\n**June 1995**\nB.\n\n**July 2018**\nC.\n", []),
    (
        (
            "Three films.\n\n1985: He met all of those who later made films with him\n"
            "A.\n\n1995: He left\nB.\n\n2018: He is here\nC.\n"
        ),
        [],
    ),
]


@pytest.mark.parametrize(("text", "titles"), ROWS)
def test_which_rows_of_an_odd_form_list_films(text: str, titles: list[str]) -> None:
    assert titles_in(text) == titles
