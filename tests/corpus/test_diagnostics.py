"""Every code can come up, and what is said across articles."""

import ast
from pathlib import Path

import kazsearch.corpus
from kazsearch.corpus.article import parse_article, parse_bytes
from kazsearch.corpus.crosscheck import crosscheck
from kazsearch.corpus.diagnostics import CODES
from kazsearch.corpus.film import Article, Diagnostic

LONG = "A woman counts the trains that go by, and waits for the one that will stop."


def article(path: str, *films: tuple[str, int, str]) -> Article:
    blocks = [f"{title} ({year})\nDescription: {text}\nFact: Yes.\n" for title, year, text in films]
    return parse_article("\n\n".join(blocks), path=path)


def said(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.code) for one in diagnostics]


def test_every_code_that_is_used_is_in_the_table_and_the_other_way_round() -> None:
    source = Path(kazsearch.corpus.__file__).parent
    files = [*source.glob("*.py"), source.parent / "cli" / "check.py"]
    words = set()
    for path in files:
        if path.name != "diagnostics.py":
            tree = ast.walk(ast.parse(path.read_text("utf-8")))
            words |= {node.value for node in tree if isinstance(node, ast.Constant)}
    assert not [code for code in CODES if code not in words]


def test_each_meaning_is_one_sentence() -> None:
    for code, (_, meaning) in CODES.items():
        assert meaning[0].isupper(), code
        assert meaning.endswith("."), code
        assert "|" not in meaning, code


def test_a_description_in_two_articles_is_said_at_the_second() -> None:
    one = article("a.txt", ("Halt", 1962, LONG), ("Stop", 1963, "Short."))
    two = article("b.txt", ("Wait", 1970, LONG.upper()), ("Go", 1971, "Short."))
    (found,) = crosscheck([one, two])
    assert (found.path, found.line, found.code) == ("b.txt", 2, "same-description")
    assert "a.txt:2" in found.message


def test_one_film_with_two_years_in_two_articles_is_said_once() -> None:
    articles = [article(f"{name}.txt", ("Halt", year, "Short.")) for name, year in
                (("a", 1962), ("b", 1963), ("c", 1963), ("d", 1962))]  # fmt: skip
    assert said(crosscheck(articles)) == [("b.txt", 1, "several-years")]
    remake = article("a.txt", ("Halt", 1962, "Short."), ("Halt", 1999, "Other."))
    assert crosscheck([remake]) == ()


def test_diagnostics_come_in_the_order_of_the_file() -> None:
    data = "Halt\nDescription: caf\u00e9\n\nStop (1999)\nGo\n".encode("cp1252")
    lines = [one.line for one in parse_bytes(data, path="a.txt").diagnostics]
    assert lines == sorted(lines)


def test_a_diagnostic_prints_as_a_compiler_prints_it() -> None:
    (one,) = parse_article("Halt\nDescription: A man.\n", path="corpus/a.txt").diagnostics
    assert str(one) == "corpus/a.txt:1:1: warning: Halt has no year [missing-year]"


def test_a_column_is_where_the_line_begins() -> None:
    one = parse_article("Halt (1962)\n   Plot: A man.\n   Oddity: b\n   Fact: c\n", path="a.txt")
    assert [(one.line, one.column) for one in one.diagnostics] == [(3, 4)]


def test_years_that_disagree_are_said() -> None:
    text = "Halt (1962)\nYear: 1963\nDescription: A man.\nFact: b.\n"
    one = parse_article(text, path="a.txt")
    assert one.films[0].year == 1962
    assert said(one.diagnostics) == [("a.txt", 1, "year-mismatch")]


def test_labels_that_start_over_have_lost_their_title() -> None:
    text = "Halt (1962)\nPlot: a\nFact: b\n\n\nStop, they said.\nPlot: c\nFact: d\n"
    one = parse_article(text, path="a.txt")
    assert [(film.title, film.facts) for film in one.films] == [("Halt", ("b",))]
    assert (6, "missing-title") in [(one.line, one.code) for one in one.diagnostics]
