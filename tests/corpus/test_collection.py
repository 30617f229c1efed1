"""Articles in all shapes that people write, each with what a person finds in it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from kazsearch.corpus.article import format_article, parse_article, parse_bytes
from kazsearch.corpus.film import Article, Film

FOLDER = Path(__file__).parent / "articles"
TODAY = 2026
PATHS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")
QUIET = {"missing-fact", "missing-year", "stray-text", "section-heading", "guessed-encoding"}


class Expected(NamedTuple):
    """What a person finds: films as lists of (key, text), and the rest of the article."""

    films: list[list[tuple[str, str]]]
    rest: dict[str, str]
    diagnostics: list[str]


class Score(NamedTuple):
    """How an article was read, film by film."""

    name: str
    exact: int
    wrong: int
    missed: int
    invented: int
    facts: int
    facts_missed: int


SCORES: list[Score] = []


def read_expected(path: Path) -> Expected:
    expected = Expected([], {}, [])
    for line in path.read_text("utf-8").splitlines():
        key, _, text = line.partition(": ")
        if key == "film":
            expected.films.append([(key, text)])
        elif key == "diagnostic":
            expected.diagnostics.append(text)
        elif key in ("lead", "closing"):
            expected.rest[key] = text
        else:
            expected.films[-1].append((key, text))
    return expected


def found_in(film: Film) -> list[tuple[str, str]]:
    """Say what was read in the words of an expectation."""
    found = [("film", f"{film.title} | {film.year or '-'}")]
    found += [("alternative", title) for title in film.alternative_titles]
    found += [("description", film.description)] if film.description else []
    found += [("fact", fact) for fact in film.facts]
    found += [(f"extra {extra.key}", extra.text) for extra in film.extras]
    return found


def agrees(expected: list[tuple[str, str]], found: list[tuple[str, str]]) -> bool:
    """Say whether all is there, in order within each kind; a text may be given by its beginning."""
    if len(expected) != len(found):
        return False
    pairs = zip(sorted(expected, key=_kind), sorted(found, key=_kind), strict=True)
    return all(
        key == other and (text == whole if key == "film" else whole.startswith(text))
        for (key, text), (other, whole) in pairs
    )


def _kind(pair: tuple[str, str]) -> str:
    return pair[0]


def score_of(name: str, article: Article, expected: Expected) -> Score:
    found: dict[tuple[str, str], list[list[tuple[str, str]]]] = {}
    for film in article.films:
        found.setdefault(found_in(film)[0], []).append(found_in(film))
    exact = wrong = facts_missed = 0
    for pairs in expected.films:
        same = found.get(pairs[0])
        read = same.pop(0) if same else None
        exact += read is not None and agrees(pairs, read)
        wrong += read is not None and not agrees(pairs, read)
        count = sum(key == "fact" for key, _ in pairs)
        facts_missed += max(0, count - sum(key == "fact" for key, _ in read or []))
    missed = len(expected.films) - exact - wrong
    facts = sum(key == "fact" for pairs in expected.films for key, _ in pairs)
    invented = sum(map(len, found.values()))
    return Score(name, exact, wrong, missed, invented, facts, facts_missed)


def test_there_are_articles() -> None:
    assert len(PATHS) >= 30


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_an_article_is_read_as_a_person_reads_it(path: Path) -> None:
    expected = read_expected(path.with_suffix(".expected"))
    article = parse_bytes(path.read_bytes(), path=path.name, today_year=TODAY)
    SCORES.append(score_of(path.name, article, expected))
    for pairs, film in zip(expected.films, article.films, strict=False):
        found = found_in(film)
        assert agrees(pairs, found), (pairs, found)
    titles = [pairs[0][1] for pairs in expected.films]
    assert [found_in(film)[0][1] for film in article.films] == titles
    for key in ("lead", "closing"):
        text = getattr(article, key)
        assert text.startswith(expected.rest.get(key, "")), text
        assert bool(text) == (key in expected.rest), text
    said = [f"{one.line} {one.code}" for one in article.diagnostics]
    unasked = {line.partition(" ")[2] for line in expected.diagnostics}
    assert [one for one in said if one.split()[1] not in QUIET - unasked] == expected.diagnostics


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_an_article_can_be_rewritten(path: Path) -> None:
    article = parse_bytes(path.read_bytes(), path=path.name)
    again = parse_article(format_article(article), path=path.name)
    assert [found_in(film) for film in again.films] == [found_in(film) for film in article.films]
    assert (again.lead, again.closing) == (article.lead, article.closing)


def test_what_reads_as_a_comment_is_rewritten_as_text() -> None:
    text = "Heat (1995)\n\nTwo.\n\n---\n\n<\\!-- a note\n\nto myself -->\n"
    article = parse_article(text, path="a.md")
    assert article.closing == "<!-- a note\n\nto myself -->"
    assert parse_article(format_article(article), path="a.md").closing == article.closing
