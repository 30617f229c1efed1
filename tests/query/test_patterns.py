"""Which words a pattern fits, and in which time."""

import fnmatch
import time

from hypothesis import given
from hypothesis import strategies as st

from kazsearch.query import wildcard_regex


@given(st.text("ab*?", max_size=8), st.text("ab\n", max_size=10))
def test_wildcard_regex_fits_what_fnmatch_fits(pattern: str, text: str) -> None:
    fits = wildcard_regex(pattern).fullmatch(text) is not None
    assert fits == fnmatch.fnmatchcase(text, pattern)


def test_wildcard_regex_knows_no_other_signs() -> None:
    assert wildcard_regex("[a].+*").fullmatch("[a].+b")
    assert not wildcard_regex("[a]*").fullmatch("a")


def test_wildcard_regex_takes_bounded_time() -> None:
    started = time.perf_counter()
    assert not wildcard_regex("*a" * 50 + "*b*").fullmatch("a" * 20_000)
    assert not wildcard_regex("*a" * 50 + "b").fullmatch("a" * 20_000)
    assert time.perf_counter() - started < 0.5
