"""What always holds: a printed tree parses to itself, and any text is answered or refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import inner

from kazsearch.errors import QueryError
from kazsearch.query import (
    MAX_DEPTH,
    And,
    Article,
    Boost,
    Field,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
    Words,
    YearRange,
    children_of,
    explain_error,
    format_query,
    parse_query,
    positive_words,
    relax,
    substitute,
    walk,
)
from kazsearch.query.leaves import MAX_SLOP

# pieces that mean something, so that generated texts come near what the grammar is about
PIECES = st.sampled_from(
    [
        *("love", "Жібек", "2008", "1990s", "e\u0301", "AND", "OR", "NOT", "x", "title", "year"),
        *(" ", "  ", "(", ")", '"', "“", "”", "„", "«", "»", "'", "’", ":", "-", "--", "*", "?"),
        *("~", "~2", "^", "^2", "^0.5", "..", ".", ",", "/", "://", "&", "_", "\n", "\x00", "é"),
        *("title:", "fact:", "year:", "article:", "year:2008..2012", "guide*", "a*b", "w?rd"),
        *("\ufeff", "\udc80", "\u0301", "İ", "ŉ", "🎬", "七", "‹", "½", "²", "٣"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))

LETTERS = st.sampled_from([*"abcxyzABNZ0189жқі七é", "e\u0301"])
TEXT = st.lists(LETTERS, min_size=1, max_size=6).map("".join)
WORD_TEXT = st.one_of(
    TEXT,
    st.tuples(TEXT, st.sampled_from([*":~^-/.'’\"“»&@,", "~~", "::"]), TEXT).map("".join),
    st.sampled_from(["AND", "OR", "NOT", "2008", "a~2", "a^2", "title:x", "http://x:y*z"]),
)
PATTERN = st.tuples(TEXT, st.sampled_from(["*", "?", "**", "?*", "??"]), TEXT).map("".join)
YEAR = st.integers(1000, 9999)
YEARS = st.one_of(
    st.tuples(YEAR, YEAR).map(lambda ends: (min(ends), max(ends))),
    st.tuples(st.none(), YEAR),
    st.tuples(YEAR, st.none()),
)

text_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, text=WORD_TEXT),
    st.builds(Wildcard, text=st.one_of(PATTERN, TEXT.map("*{}".format), TEXT.map("{}*".format))),
    st.builds(Fuzzy, text=WORD_TEXT.map("x{}".format), edits=st.integers(1, 2)),
    st.builds(
        Phrase,
        words=st.lists(st.builds(Word, text=TEXT), min_size=1, max_size=3).map(tuple),
        slop=st.integers(0, MAX_SLOP),
    ),
)
filters: st.SearchStrategy[Node] = st.one_of(
    YEARS.map(lambda ends: YearRange(first=ends[0], last=ends[1])),
    st.builds(Article, pattern=st.text("ab*?/. ()^~\"«'", min_size=1).filter(str.strip)),
)

in_field = st.recursive(text_leaves, inner, max_leaves=6)
fields = st.builds(Field, name=st.sampled_from(["title", "fact", "режиссёр"]), child=in_field)
trees = st.recursive(st.one_of(text_leaves, filters, fields), inner, max_leaves=12)


@given(trees)
def test_a_printed_tree_parses_to_the_same_tree(tree: Node) -> None:
    assert parse_query(format_query(tree)) == tree


@pytest.mark.parametrize("opening", ["NOT ", "(", "-(", "(a ", "(a OR ", "(a AND "])
@pytest.mark.parametrize("core", ["x", "x-y*", "-x-y*", "title:x-y*", "title:(-x z)", "(x)^2"])
def test_what_is_just_not_too_deep_prints_a_query_that_is_not(opening: str, core: str) -> None:
    printed = []
    for depth in range(MAX_DEPTH // 2 - 4, MAX_DEPTH + 1):
        query = opening * depth + core + ")" * opening.count("(") * depth
        with contextlib.suppress(QueryError):
            printed.append((format_query(tree := parse_query(query)), tree))
    assert printed
    assert all(parse_query(query) == tree for query, tree in printed)


@given(TEXTS)
def test_any_text_is_answered_or_refused_at_a_place(text: str) -> None:
    try:
        tree = parse_query(text, fields=["director", "режиссёр"])
    except QueryError as error:
        refusal = error
    else:
        assert parse_query(format_query(tree)) == tree
        return
    assert refusal.query == text
    assert 0 <= refusal.column <= len(text)
    assert explain_error(refusal).count("\n") == 2


@given(TEXTS)
def test_any_tree_is_in_normal_form_and_its_leaves_know_their_place(text: str) -> None:
    with contextlib.suppress(QueryError):
        for node in walk(parse_query(text)):
            match node:
                case Words() | And() | Or():
                    assert len(node.children) > 1
                    assert type(node) not in map(type, node.children)
                case Word() | Wildcard() | Fuzzy():
                    assert text[slice(*node.span)] == node.text
                case _:
                    pass


@given(TEXTS)
def test_any_text_in_quotes_is_a_phrase_or_holds_no_word(text: str) -> None:
    quoted = '"' + text.replace('"', "") + '"'
    with contextlib.suppress(QueryError):
        assert isinstance(parse_query(quoted), Phrase)


def matches(node: Node, film: frozenset[str]) -> bool:
    """Say whether a film of these words matches, by the words of the nodes' docstrings."""
    match node:
        case Word():
            return node.text in film
        case And() | Words():
            return all(matches(child, film) for child in node.children)
        case Or():
            return any(matches(child, film) for child in node.children)
        case Not():
            return not matches(node.child, film)
        case Boost() | Field():
            return matches(node.child, film)
    raise AssertionError(node)


plain_trees = st.recursive(st.sampled_from("abcd").map(lambda t: Word(text=t)), inner)


@given(plain_trees, st.frozensets(st.sampled_from("abcd")))
def test_a_relaxed_tree_finds_what_the_strict_one_finds_and_more(
    tree: Node, film: frozenset[str]
) -> None:
    relaxed = relax(tree)
    assert matches(relaxed, film) or not matches(tree, film)
    assert relax(relaxed) == relaxed


@pytest.mark.parametrize(
    ("query", "relaxed"),
    [
        ("a", "a"),
        ("a b", "a OR b"),
        ("a -b", "-b AND a"),
        ("-a -b", "-a AND -b"),
        ('a "b c"', '"b c" AND a'),
        ("a b AND c", "(a OR b) AND c"),
        ("title:(a b)^2", "title:(a OR b)^2"),
        ("-(a b)", "-(a b)"),
        ("a b (c OR d e)", "(c OR d OR e) AND (a OR b)"),
    ],
)
def test_relax_lets_plain_words_be_missing(query: str, relaxed: str) -> None:
    assert format_query(relax(parse_query(query))) == relaxed


@given(TEXTS)
def test_substituting_each_word_by_itself_changes_nothing(text: str) -> None:
    with contextlib.suppress(QueryError):
        found = {word.span: word.text for word in positive_words(parse_query(text))}
        assert substitute(text, found) == text


def test_children_of_a_leaf_are_none() -> None:
    assert children_of(parse_query("year:2008")) == ()
