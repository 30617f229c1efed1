"""Where is the mistake, and what is said of it: tables of (query, column, message)."""

import contextlib
import time

import pytest

from kazsearch.errors import QueryError
from kazsearch.query import MAX_CLAUSES, MAX_DEPTH, MAX_QUERY_CHARS, parse_query, parse_year_range

REFUSED = [
    # nothing to look for
    ("", 0, "nothing to look for yet"),
    ("   ", 3, "nothing to look for yet"),
    ("?!", 2, "nothing to look for yet"),
    # operators
    ("AND love", 0, "AND needs something to look for before it"),
    ("OR", 0, "OR needs something to look for before it"),
    ("love OR", 5, "OR needs something to look for after it"),
    ("love AND &", 5, "AND needs something to look for after it"),
    ("love AND OR war", 5, "AND needs something to look for after it"),
    ("(love OR) war", 6, "OR needs something to look for after it"),
    ("love (AND war)", 6, "AND needs something to look for before it"),
    ("NOT", 0, "NOT needs something after it"),
    ("love NOT OR war", 5, "NOT needs something after it"),
    # brackets and quotes
    ("love (war", 5, "never closed; write a )"),
    ("((love) war", 0, "never closed; write a )"),
    ("love (", 5, "never closed; write a )"),
    ("love) war", 4, "closes nothing"),
    (")", 0, "closes nothing"),
    ("love ()", 5, "brackets are empty"),
    ("love ( & )", 5, "brackets are empty"),
    ('love "war', 5, 'never closed; write " where it ends'),
    ("love «war", 5, "never closed; write » where it ends"),
    ("„war", 0, "never closed; write “ where it ends"),
    ('""', 0, "No word stands between these quotes"),
    ('love "?!"', 5, "No word stands between these quotes"),
    # fields
    ("directr:x", 0, 'no field "directr" (with a blank after the colon it is a plain word)'),
    ("directr:x", 0, 'did you mean "director:"?'),
    ("love desc:x", 5, 'did you mean "description:"?'),
    ("Mission:Impossible", 0, "there are title, description, fact, article, year, director."),
    ("xyz:(a)", 0, 'no field "xyz"'),
    ("title:", 0, 'Nothing to look for follows "title:"'),
    ("(love title: )", 6, 'Nothing to look for follows "title:"'),
    ("love director:", 5, 'Nothing to look for follows "director:"'),
    ("year:& 2008", 0, 'Nothing to look for follows "year:"'),
    ("title:fact:x", 6, 'The field "fact" can\'t stand inside "title"'),
    ("title:(a OR year:2008)", 12, 'The field "year" can\'t stand inside "title"'),
    ('article:" "', 8, "No path stands between these quotes"),
    # years
    ("year:banana", 5, '"banana" is no year; write 2008, 2008..2012'),
    ("love year:08", 10, '"08" is no year'),
    ("year:..", 0, 'Nothing to look for follows "year:"; write year:2008 or the like'),
    ("year:2012..2008", 5, "end before they begin; write 2008..2012."),
    ("year:1995s", 5, '"1995s" is no year'),
    ("year:>9999", 5, "No year is after 9999"),
    ("year:<1000", 5, "No year is before 1000"),
    ("year:(2008)", 5, '"(2008)" is no year'),
    ("year:2008^2", 5, '"2008^2" is no year'),
    # what may stand after a word
    ("steppe~3", 6, "At most 2 characters of a word can differ"),
    ("steppe~0.8", 6, "At most 2 characters of a word can differ"),
    ("stepp*~", 0, '"stepp*" is a pattern already'),
    ("steppe^0", 6, "0.001 to 100 times"),
    ("steppe^101", 6, "0.001 to 100 times"),
    ("steppe^1.2.3", 6, "0.001 to 100 times"),
    ("love steppe^2^3", 11, 'One "~" and then one "^"'),
    ("steppe^2~1", 6, 'One "~" and then one "^"'),
    ("steppe~~", 6, 'One "~" and then one "^"'),
    ('"a b"~', 5, "how many other words"),
    ('"a b"~101', 5, "how many other words"),
    ('"a b"~1.5', 5, "how many other words"),
    ("(a b)~2", 5, "not after a bracket"),
    # bounds
    ("x" * (MAX_QUERY_CHARS + 1), MAX_QUERY_CHARS, "4,000 characters at most, and this has 4,001"),
    ("x " * (MAX_CLAUSES + 1), 2 * MAX_CLAUSES, "500 words at most"),
    ('"' + "x " * (MAX_CLAUSES + 1) + '"', 2 * MAX_CLAUSES + 1, "500 words at most"),
    ("(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, "more than 32 levels deep"),
    ("NOT " * (MAX_DEPTH + 1) + "x", 4 * MAX_DEPTH, "more than 32 levels deep"),
]

YEARS_REFUSED = [
    ("", 0, '"" is no year'),
    ("banana", 0, '"banana" is no year; write 2008, 2008..2012'),
    ("2008 OR love", 4, "Nothing can stand after the years"),
    ("2012..2008", 0, "end before they begin"),
]

HOSTILE = {
    "a word of 100 kB": "x" * 100_000,
    "ten thousand words": "x " * 10_000,
    "a thousand brackets": "(" * 1000 + "x" + ")" * 1000,
    "a thousand open brackets": "(" * 1000,
    "a thousand closing brackets": ")" * 1000,
    **{
        f"as many {piece!r} as may be": piece * (MAX_QUERY_CHARS // len(piece))
        for piece in [
            *"\"*?~^-:,.'’&_«»”\u0301\x00\udc80",
            *("a*", "a?", "?*", "*-", "a-", "~,", "a~", "a^1", "^1", "NOT ", "-a:", "a:"),
            *(
                "a'",
                "'a",
                "-(",
                '-"',
                '"a',
                ".,",
                "2~",
                "title:",
                "year:",
                "a:(",
                "a AND ",
                '"a"',
                "“a”",
                "(a)",
            ),
        ]
    },
    "stars without a word": "*" * (MAX_QUERY_CHARS - 1) + ",",
    "a suffix that is none": "a~" + "1," * (MAX_QUERY_CHARS // 2 - 2) + "x",
    "a path of brackets": "article:" + "()" * 1900,
}


@pytest.mark.parametrize(("query", "column", "message"), REFUSED)
def test_parse_query_refuses_what_cannot_be_meant(query: str, column: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query, fields=["director"])
    assert message in caught.value.message
    assert (caught.value.column, caught.value.query) == (column, query)
    assert len(caught.value.message) < 250
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(("text", "column", "message"), YEARS_REFUSED)
def test_parse_year_range_refuses_all_else(text: str, column: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse_year_range(text)
    assert caught.value.column == column


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_parse_query_takes_bounded_time(query: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(QueryError):
        parse_query(query)
    assert time.perf_counter() - started < 0.5  # ten milliseconds at most on an idle machine


def test_what_is_just_within_the_bounds_is_a_query() -> None:
    assert parse_query("x" * MAX_QUERY_CHARS)
    assert parse_query("x " * MAX_CLAUSES)
    assert parse_query("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH)
