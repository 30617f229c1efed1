"""The measures of golden queries, against values worked out by hand."""

import math

import pytest

from kazsearch.errors import GoldenQueriesError
from kazsearch.search.golden import GoldenQuery, grade, parse_golden
from kazsearch.search.measures import ndcg, reciprocal_rank


@pytest.mark.parametrize(
    ("ranked", "expected", "value"),
    [
        ("abc", "a", 1.0),
        ("abc", "bc", 1 / 2),
        ("abc", "c", 1 / 3),
        ("abc", "d", 0.0),
        ("", "a", 0.0),
    ],
)
def test_reciprocal_rank_is_that_of_the_first_expected_film(
    ranked: str, expected: str, value: float
) -> None:
    assert reciprocal_rank(ranked, set(expected)) == value


@pytest.mark.parametrize(
    ("ranked", "expected", "value"),
    [
        ("abc", "abc", 1.0),
        ("cba", "abc", 1.0),  # all expected films are worth the same
        ("xa", "a", 1 / math.log2(3)),
        ("xxa", "a", 0.5),
        ("axb", "ab", 1.5 / (1 + 1 / math.log2(3))),
        ("xxxxxxxxxxa", "a", 0.0),  # rank 11
        ("ab", "abc", (1 + 1 / math.log2(3)) / (1 + 1 / math.log2(3) + 0.5)),
        ("abcdefghijk", "abcdefghijklm", 1.0),  # ten of thirteen are all that ten ranks hold
        ("abc", "", 0.0),
        ("", "a", 0.0),
    ],
)
def test_ndcg_at_10(ranked: str, expected: str, value: float) -> None:
    assert ndcg(ranked, set(expected)) == pytest.approx(value)


def test_a_file_of_golden_queries_is_read_line_by_line() -> None:
    text = "# ours\n\ndeportation love\tthe-gift-2008\n poet \ta-1, b-2,b-2  c-3\n"
    assert parse_golden(text, name="q.tsv") == (
        GoldenQuery(line=3, query="deportation love", expected=("the-gift-2008",)),
        GoldenQuery(line=4, query="poet", expected=("a-1", "b-2", "c-3")),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\tb\nno tab\n", "q.tsv has lines that are no query, tab and film ids: 2"),
        ("\tb\na\t , \n", "q.tsv has lines that are no query, tab and film ids: 1, 2"),
        (
            "x\n" * 8,
            "q.tsv has lines that are no query, tab and film ids: 1, 2, 3, 4, 5 and 3 more",
        ),
        ("# nothing\n", "q.tsv holds no golden query: write query, tab, film ids"),
    ],
)
def test_bad_lines_are_named(text: str, sentence: str) -> None:
    with pytest.raises(GoldenQueriesError) as caught:
        parse_golden(text, name="q.tsv")
    assert str(caught.value) == sentence


def test_grades_have_means_over_all_queries_and_name_unknown_films() -> None:
    queries = parse_golden("one\ta\ntwo\ta zz\n", name="q.tsv")
    grades = grade(
        queries, lambda golden: "a" if golden.query == "one" else "xa", {"a"}.__contains__
    )
    assert [graded.unknown for graded in grades.queries] == [(), ("zz",)]
    assert grades.reciprocal_rank == 0.75
    assert grades.ndcg == pytest.approx((1 + (1 / math.log2(3)) / (1 + 1 / math.log2(3))) / 2)
