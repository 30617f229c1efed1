"""What holds for any bytes, any text, and any good article with one line changed."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazsearch.corpus.article import parse_article, parse_bytes
from kazsearch.corpus.film import Article, Film, LineRole
from kazsearch.errors import ArticleUnreadableError

ARTICLES = Path(__file__).parent / "articles"
LEAD = "Four films in which somebody waits."
FILMS = [
    ("The Station Clock", 1951, "A clerk waits for a train that was cancelled.", "It was real."),
    ("Halt", 1962, "A driver and a nun wait for the same bridge to open.", "Two prints survive."),
    ("1974", 1975, "A house waits for its family.", "Shot in one room."),
    ("Waiting, Again", 1988, "A girl waits at a window, and so do we.", "The snow was salt."),
]


def good_lines() -> list[str]:
    lines = [LEAD, ""]
    for title, year, description, fact in FILMS:
        lines += [f"{title} ({year})", f"Description: {description}", f"Fact: {fact}", "", ""]
    return lines[:-2]


def content(film: Film) -> tuple[object, ...]:
    return (film.title, film.year, film.description, film.facts, film.extras)


LINE = st.text(max_size=60) | st.sampled_from(
    """\
---|***|+++|```|<!--|-->|# A heading|## Another (1999)|> quoted|- an item|1. An item (2001)||Fact:
|Description:|Genre: drama|Oddity: seen|Just words.|Another Film (2003)|**Bold Film** (2004)|![](x)
|Desciption: a slip|Year: 1950|the first words|«Quoted» (1950)|Title|2. Title|* * *|{{< x >}}|1999
""".replace("\n", "").split("|")
)


@given(at=st.integers(0, len(good_lines()) - 1), line=LINE)
@settings(max_examples=300)
def test_one_changed_line_changes_no_film_that_it_does_not_touch(at: int, line: str) -> None:
    lines = good_lines()
    before = parse_article("\n".join(lines), path="guide.txt")
    assert [film.title for film in before.films] == [title for title, *_ in FILMS]
    lines[at] = line.replace("\n", " ").replace("\r", " ")
    after = parse_article("\n".join(lines), path="guide.txt")
    kept = {content(film) for film in after.films}
    for place, film in enumerate(before.films):
        # the two blank lines after a block belong to it: what stands there may go on with it
        touched = 2 + 5 * place <= at < 2 + 5 * (place + 1)
        assert touched or content(film) in kept, (film.title, after.films)


@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_an_article_or_unreadable(data: bytes) -> None:
    for path in ("guide.txt", "guide.html"):
        try:
            article = parse_bytes(data, path=path, today_year=2026)
        except ArticleUnreadableError:
            continue
        said = {one.line for one in article.diagnostics}
        for number, role in enumerate(article.roles, 1):
            assert role is not LineRole.DIAGNOSED or number in said


@given(
    name=st.sampled_from(sorted(path.name for path in ARTICLES.glob("*.txt"))),
    start=st.integers(0, 2000),
    length=st.integers(0, 60),
    patch=st.binary(max_size=20),
)
@settings(max_examples=200)
def test_a_damaged_article_is_read_or_refused(
    name: str, start: int, length: int, patch: bytes
) -> None:
    data = (ARTICLES / name).read_bytes()
    damaged = data[:start] + patch + data[start + length :]
    try:
        article = parse_bytes(damaged, path=name)
    except ArticleUnreadableError:
        return
    years = {film.year for film in article.films} - {None}
    text = damaged.decode("latin-1").replace("\x00", "")
    assert all(str(year) in text for year in years)


def shuffled(size: int) -> str:
    """Return hostile text: every mark that opens something, in any order."""
    marks = list("()[]_<>&`\\{#-;«»|*–")
    marks += ["**", "<!--", "1999", "A:", "Fact", "http://", "1.", "\n", " ", "a ", "- ", "# "]
    chosen = random.Random(7).choices(marks, k=size // 2)
    return "".join(chosen)[:size]


HOSTILE: dict[str, Callable[[int], str]] = {
    "one letter": lambda size: "a" * size,
    "brackets": lambda size: "(" * size,
    "nested links": lambda size: "[a](" * (size // 4),
    "open links": lambda size: "[[b]" * (size // 4),
    "stars": lambda size: "*" * size,
    "bold": lambda size: "**a " * (size // 4),
    "comments": lambda size: "<!--" * (size // 4),
    "closed comments": lambda size: "-->" + "<!--" * (size // 4),
    "tags": lambda size: "<a " * (size // 3),
    "shortcodes": lambda size: "{{<" * (size // 3),
    "entities": lambda size: "&amp" * (size // 4),
    "years": lambda size: "(1999" * (size // 5),
    "years on lines": lambda size: "A (1999)\n" * (size // 9),
    "items": lambda size: "- A (1999)\n" * (size // 11),
    "headings": lambda size: "# A\n" * (size // 4),
    "labels": lambda size: "Genre: a\n" * (size // 9),
    "unknown labels": lambda size: (
        "Genre: a\n" + "".join(f"Odd{i}: a\n" for i in range(size // 10))
    ),
    "items under a film": lambda size: "A (1999)\n" + "- B (1999)\n" * (size // 11),
    "items under films": lambda size: "# Films\n" + "- **B**\n\ntext\n" * (size // 14),
    "prose among labels": lambda size: "A (1999)\n" + "Genre: a\nprose\n" * (size // 15),
    "late prose": lambda size: (
        "A (1999)\n" + "Genre: a\n" * (size // 18) + "b\n\nC: d\n" * (size // 16)
    ),
    "names in prose": lambda size: "A (1999)\nPlot: a\n" + "Word: and on\n" * (size // 13),
    "paragraphs": lambda size: "A (1999)\n" + "Words.\n\n" * (size // 8),
    "closing": lambda size: "A (1999)\nPlot: a\n" + "\nSubscribe!\n" * (size // 12),
    "orphans": lambda size: "A (1999)\n" + "Plot: a\nFact: b\n\n" * (size // 17),
    "bare labels": lambda size: "A (1999)\n" + "Plot:\n" * (size // 6),
    "weak headings": lambda size: "## 1. A (1999)\n" * 3 + "## 2. B\n" * (size // 8),
    "sections": lambda size: "# A (1999)\n## B (2000)\n" * (size // 22),
    "captions": lambda size: "## A (1999)\n\nA (1999)\n\n" * (size // 24),
    "misspelt": lambda size: (
        "A (1999)\nPlot: a\n" + "".join(f"Descr{i}tion: a\n" for i in range(size // 16))
    ),
    "blank lines": lambda size: "\n" * size,
    "blanks": lambda size: "a" + " " * size + "a",
    "dashes": lambda size: "- " * (size // 2) + "a",
    "quotes": lambda size: "«" * size,
    "numbers": lambda size: "1. " * (size // 3),
    "colons": lambda size: "a:" * (size // 2),
    "commas": lambda size: "A (" + "a, " * (size // 3) + "1999)",
    "ornaments": lambda size: "★ " * (size // 2),
    "shuffled": shuffled,
}


def seconds(text: str, path: str) -> float:
    """Return the least of three times that parsing takes."""
    times = []
    for _ in range(3):
        start = time.process_time()
        with suppress(ArticleUnreadableError):
            parse_bytes(text.encode(), path=path)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", ["guide.txt", "guide.html"])
def test_time_is_linear_in_length(kind: str, path: str) -> None:
    """Four times the length takes four times as long; sixteen times would be quadratic."""
    make = HOSTILE[kind]
    small, large = 8_000, 32_000
    first = seconds(make(small), path)
    second = seconds(make(large), path)
    assert second < 9 * max(first, 0.004), f"{first:.4f} s for {small}, {second:.4f} s for {large}"


def test_the_same_text_is_the_same_article() -> None:
    text = "\n".join(good_lines())
    first: Article = parse_article(text, path="guide.txt")
    assert first == parse_article(text, path="guide.txt")


@pytest.mark.parametrize(
    "text",
    [
        "# a" + " #" * 30_000 + " x\n",
        "# a" + " {#b}" * 20_000 + "x\n",
        "- a" + " (b)" * 30_000 + "\n",
        "a" + "\u0301\u0323" * 60_000 + "\n",
        "Film (1999)\na" + "&#769;&#803;" * 30_000 + "\n",
        "# Top (1999)\n" + "- A (2000)\n" * 150_000,
    ],
    ids=["hashes", "anchors", "brackets", "marks", "entities", "sections"],
)
def test_reading_takes_time_in_proportion(text: str) -> None:
    started = time.process_time()
    parse_article(text, path="hostile.md")
    assert time.process_time() - started < 20  # each took more than a minute, most an hour
