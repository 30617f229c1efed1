"""Random query trees for Hypothesis."""

from hypothesis import strategies as st

from kazsearch.query import (
    Article,
    Boost,
    Field,
    Fuzzy,
    Node,
    Not,
    Phrase,
    Wildcard,
    Word,
    YearRange,
    and_of,
    or_of,
    words_of,
)

Trees = st.SearchStrategy[Node]


def inner(children: Trees) -> Trees:
    """Return inner nodes, in normal form, over these children."""
    several = st.lists(children, min_size=2, max_size=4)
    factors = st.integers(1, 100_000).map(lambda thousandths: thousandths / 1000)
    return st.one_of(
        several.map(words_of),
        several.map(and_of),
        several.map(or_of),
        st.builds(Not, child=children),
        st.builds(Boost, child=children, factor=factors),
    )


def words(texts: list[str]) -> Trees:
    """Return single words."""
    return st.sampled_from(texts).map(lambda text: Word(text=text))


@st.composite
def _patterns(draw: st.DrawFn, texts: list[str]) -> Node:
    """Return a text with `*` or inner `?` for one or two pieces of it."""
    text = draw(st.sampled_from([text for text in texts if text.isalnum() and len(text) > 1]))
    if draw(st.booleans()) and len(text) > 2:
        at = draw(st.integers(1, len(text) - 2))
        text = text[:at] + "?" + text[at + 1 :]
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start, len(text)))
    # at the beginning of a pattern, a question mark is punctuation
    starred = text[:start] + "*" + (text[end:] if start else text[end:].lstrip("?"))
    return Wildcard(text=starred if any(map(str.isalnum, starred)) else text[0] + "*")


@st.composite
def _misspelled(draw: st.DrawFn, texts: list[str]) -> Node:
    """Return a word with a character dropped, doubled, replaced or swapped."""
    text = draw(st.sampled_from([text for text in texts if text.isalpha() and len(text) > 2]))
    at = draw(st.integers(0, len(text) - 2))
    wrong = draw(
        st.sampled_from(
            [
                text,
                text[:at] + text[at + 1 :],
                text[:at] + text[at] + text[at:],
                text[:at] + "x" + text[at + 1 :],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            ]
        )
    )
    return Fuzzy(text=wrong, edits=draw(st.integers(1, 2)))


def text_leaves(texts: list[str]) -> Trees:
    """Return words, phrases, patterns and words spelled otherwise, of these texts."""
    phrase = st.builds(
        Phrase,
        words=st.lists(words(texts), min_size=1, max_size=3).map(tuple),
        slop=st.integers(0, 4),
    )
    return st.one_of(words(texts), phrase, _patterns(texts), _misspelled(texts))


def trees(texts: list[str], *, fields: list[str], years: list[int], patterns: list[str]) -> Trees:
    """Return trees of every class over these words, fields, years and patterns of paths."""
    ends = st.one_of(st.none(), st.sampled_from(years))
    ranges = st.tuples(ends, ends).filter(lambda pair: pair != (None, None))
    leaves = text_leaves(texts)
    filters = st.one_of(
        ranges.map(lambda pair: YearRange(first=_low(pair), last=_high(pair))),
        st.sampled_from(patterns).map(lambda pattern: Article(pattern=pattern)),
    )
    in_field = st.recursive(leaves, inner, max_leaves=4)
    in_fields = st.builds(Field, name=st.sampled_from(fields), child=in_field)
    return st.recursive(st.one_of(leaves, leaves, filters, in_fields), inner, max_leaves=8)


def _low(pair: tuple[int | None, int | None]) -> int | None:
    return pair[0] if None in pair else min(y for y in pair if y is not None)


def _high(pair: tuple[int | None, int | None]) -> int | None:
    return pair[1] if None in pair else max(y for y in pair if y is not None)
