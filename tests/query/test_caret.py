"""Does the caret stand under the place, whatever was typed?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazsearch.errors import QueryError
from kazsearch.query import explain_error


def explain(query: str, column: int, *, width: int = 40) -> list[str]:
    return explain_error(QueryError("No.", query=query, column=column), width=width).split("\n")


@pytest.mark.parametrize(
    ("query", "column", "shown", "cells"),
    [
        ("love (war", 5, "love (war", 5),
        ("", 0, "", 0),
        ("love OR", 7, "love OR", 7),
        ("七人 (", 3, "七人 (", 5),
        ("🎬 (", 2, "🎬 (", 3),
        ("e\u0301te\u0301 (", 6, "e\u0301te\u0301 (", 4),
        ("\x1b[31mred\x07\r\n (", 12, "␛[31mred␇␍␊ (", 12),
        ("a\u202eb\udc80\u2028\x9b (", 7, "a�b��� (", 7),
        ("x" * 100, 0, "x" * 39 + "…", 0),
        ("x" * 100, 100, "…" + "x" * 26, 27),
        ("x" * 100 + "(" + "y" * 100, 100, "…" + "x" * 26 + "(" + "y" * 11 + "…", 27),
        ("七" * 100, 50, "…" + "七" * 13 + "七" * 6 + "…", 27),
    ],
)
def test_the_caret_stands_under_the_place(query: str, column: int, shown: str, cells: int) -> None:
    assert explain(query, column) == [shown, " " * cells + "^", "No."]


@given(st.text(max_size=200), st.data(), st.integers(10, 100))
def test_both_lines_fit_and_harm_nothing(query: str, data: st.DataObject, width: int) -> None:
    column = data.draw(st.integers(0, len(query)))
    shown, caret, _ = explain(query, column, width=width)
    cells = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown]
    marks = sum(unicodedata.category(char) in {"Mn", "Me"} for char in shown)
    assert sum(cells) - marks <= width + shown.count("\u200d") + shown.count("\u200c")
    assert len(caret) <= width
    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}]


def test_a_huge_query_is_explained_at_once() -> None:
    assert max(map(len, explain("\u0301" * 1_000_000, 500_000))) < 400


def test_a_message_that_cites_the_query_is_harmless_too() -> None:
    error = QueryError('"\u202ex" is no year.', query="x", column=0)
    assert explain_error(error).endswith('"�x" is no year.')
