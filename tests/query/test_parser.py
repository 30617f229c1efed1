"""Which tree is meant: tables of (query, tree)."""

import pytest

from kazsearch.query import (
    GRAMMAR,
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
    article_matches,
    parse_query,
    walk,
)
from kazsearch.query import parser as parser_module


def word(text: str) -> Word:
    return Word(text=text)


def words(*texts: str) -> Words:
    return Words(children=tuple(map(word, texts)))


def phrase(*texts: str, slop: int = 0) -> Phrase:
    return Phrase(words=tuple(map(word, texts)), slop=slop)


def years(first: int | None, last: int | None) -> YearRange:
    return YearRange(first=first, last=last)


A, B, C, D = map(word, "abcd")

LANGUAGE: list[tuple[str, Node]] = [
    ("love", word("love")),
    ("deportation love", words("deportation", "love")),
    # phrases
    ('"the steppe"', phrase("the", "steppe")),
    ('"two words"~5', phrase("two", "words", slop=5)),
    ('"two words"~0', phrase("two", "words")),
    ('"love"', phrase("love")),
    ('"a* -b (c AND title:d"', phrase("a", "b", "c", "AND", "title:d")),
    ('"a" "b"', Words(children=(phrase("a"), phrase("b")))),
    ('"a b"c', Words(children=(phrase("a", "b"), C))),
    # patterns
    ("lov*", Wildcard(text="lov*")),
    ("*film", Wildcard(text="*film")),
    ("kaz*film", Wildcard(text="kaz*film")),
    ("w?rd", Wildcard(text="w?rd")),
    ("w??d?*", Wildcard(text="w??d?*")),
    ("O'Br?en", Wildcard(text="O'Br?en")),
    ("spider-m*n", And(children=(word("spider"), Wildcard(text="m*n")))),
    # fuzzy
    ("steppe~", Fuzzy(text="steppe", edits=1)),
    ("steppe~1", Fuzzy(text="steppe", edits=1)),
    ("steppe~2", Fuzzy(text="steppe", edits=2)),
    ("steppe~0", word("steppe")),
    ("2001~2", word("2001")),
    ("12:30~", word("12:30")),
    # negation
    ("-war", Not(child=word("war"))),
    ("NOT war", Not(child=word("war"))),
    ("love -war", Words(children=(word("love"), Not(child=word("war"))))),
    ("-a -b", Words(children=(Not(child=A), Not(child=B)))),
    ("NOT NOT a", Not(child=Not(child=A))),
    ('-"a b"', Not(child=phrase("a", "b"))),
    ("-(a b)", Not(child=words("a", "b"))),
    ("-title:a", Not(child=Field(name="title", child=A))),
    ("-lov*", Not(child=Wildcard(text="lov*"))),
    # operators: blanks bind more closely than AND, AND more closely than OR
    ("a AND b", And(children=(A, B))),
    ("a OR b OR c", Or(children=(A, B, C))),
    ("a AND b OR c AND d", Or(children=(And(children=(A, B)), And(children=(C, D))))),
    ("a b OR c d", Or(children=(words("a", "b"), words("c", "d")))),
    ("a b AND c", And(children=(words("a", "b"), C))),
    ("a AND NOT b", And(children=(A, Not(child=B)))),
    ("a NOT b c", Words(children=(A, Not(child=B), C))),
    ("a AND (b OR c)", And(children=(A, Or(children=(B, C))))),
    ("a AND(b)OR(c)", Or(children=(And(children=(A, B)), C))),
    ("a AND & b", And(children=(A, B))),
    # brackets that say nothing are gone
    ("(a)", A),
    ("((a b)) c", words("a", "b", "c")),
    ("a AND (b AND c)", And(children=(A, B, C))),
    ("a OR (b OR c)", Or(children=(A, B, C))),
    ("a (b AND c)", Words(children=(A, And(children=(B, C))))),
    # boosts
    ("a^2", Boost(child=A, factor=2.0)),
    ("a^0.5 b", Words(children=(Boost(child=A, factor=0.5), B))),
    ("a~2^3", Boost(child=Fuzzy(text="a", edits=2), factor=3.0)),
    ("lov*^3", Boost(child=Wildcard(text="lov*"), factor=3.0)),
    ('"a b"~5^2', Boost(child=phrase("a", "b", slop=5), factor=2.0)),
    ("(a b)^2", Boost(child=words("a", "b"), factor=2.0)),
    ("(a^2)^3", Boost(child=Boost(child=A, factor=2.0), factor=3.0)),
    ("-a^2", Not(child=Boost(child=A, factor=2.0))),
    # fields
    ("title:gift", Field(name="title", child=word("gift"))),
    ("Title:gift", Field(name="title", child=word("gift"))),
    ("director:Narymbetov", Field(name="director", child=word("Narymbetov"))),
    ("режиссёр:Нарымбетов", Field(name="режиссёр", child=word("Нарымбетов"))),
    ("title:a b", Words(children=(Field(name="title", child=A), B))),
    ('title:"a b"~2', Field(name="title", child=phrase("a", "b", slop=2))),
    ("title:(a OR b)", Field(name="title", child=Or(children=(A, B)))),
    ("title:lov*^2", Field(name="title", child=Boost(child=Wildcard(text="lov*"), factor=2.0))),
    ("title:-a", Field(name="title", child=Not(child=A))),
    ("title:(a -b)", Field(name="title", child=Words(children=(A, Not(child=B))))),
    ("title:Alien:Covenant", Field(name="title", child=word("Alien:Covenant"))),
    ("(title:a) b", Words(children=(Field(name="title", child=A), B))),
    # articles
    ("article:guide*", Article(pattern="guide*")),
    ("article:*", Article(pattern="*")),
    ("article:kz/guide?.txt", Article(pattern="kz/guide?.txt")),
    ("article:guide(1).txt", Article(pattern="guide(1).txt")),
    ("(article:guide(1) a)", Words(children=(Article(pattern="guide(1)"), A))),
    ('article:"my guide.txt"', Article(pattern="my guide.txt")),
    ("-article:guide*", Not(child=Article(pattern="guide*"))),
    # years
    ("year:2008", years(2008, 2008)),
    ("year:2008..2012", years(2008, 2012)),
    ("year:2008-2012", years(2008, 2012)),
    ("year:2008–2012", years(2008, 2012)),
    ("year:2008…2012", years(2008, 2012)),
    ("year:..1991", years(None, 1991)),
    ("year:2010..", years(2010, None)),
    ("year:2000s", years(2000, 2009)),
    ("year:>2010", years(2011, None)),
    ("year:>=2010", years(2010, None)),
    ("year:<2010", years(None, 2009)),
    ("year:<=2010", years(None, 2010)),
    ("YEAR:2008", years(2008, 2008)),
    ("year:2008, love", Words(children=(years(2008, 2008), word("love")))),
    ("(year:2008 OR year:2010)", Or(children=(years(2008, 2008), years(2010, 2010)))),
    ("love year:2008", Words(children=(word("love"), years(2008, 2008)))),
]

PLAIN: list[tuple[str, tuple[str, ...]]] = [
    ("Mission: Impossible", ("Mission", "Impossible")),
    ("Star Trek: Nemesis", ("Star", "Trek", "Nemesis")),
    ("2001: A Space Odyssey", ("2001", "A", "Space", "Odyssey")),
    ("3:10 to Yuma", ("3:10", "to", "Yuma")),
    ("12:30", ("12:30",)),
    ("16:9", ("16:9",)),
    ("title: gift", ("title", "gift")),
    ("std::move", ("std::move",)),
    ("http://kino.kz/a?b=c*&d", ("http://kino.kz/a?b=c*&d",)),
    ("://love/war", ("love/war",)),
    ("Face/Off", ("Face/Off",)),
    ("Tom & Jerry", ("Tom", "Jerry")),
    ("rock'n'roll", ("rock'n'roll",)),
    ("rock’n’roll", ("rock’n’roll",)),
    ("'love story'", ("love", "story")),
    ("‘love story’", ("love", "story")),
    ("Rosemary’s Baby", ("Rosemary’s", "Baby")),
    ("the '90s", ("the", "90s")),
    ("Amélie", ("Amélie",)),
    ("Қыз Жібек", ("Қыз", "Жібек")),
    ("七人の侍", ("七人の侍",)),
    ("Spider-Man", ("Spider-Man",)),
    ("love - war", ("love", "war")),
    ("love -- war", ("love", "war")),
    ("love --war", ("love", "war")),
    ("love — war", ("love", "war")),
    ("- love -", ("love",)),
    ("love * ? ~ ^ war", ("love", "war")),
    ("who is he?", ("who", "is", "he")),
    ("who? me?!", ("who", "me")),
    ("¿Qué he hecho yo?", ("Qué", "he", "hecho", "yo")),
    ("?love", ("love",)),
    ("What's Up, Doc?", ("What's", "Up", "Doc")),
    ("Airplane!", ("Airplane",)),
    ("...and Justice", ("and", "Justice")),
    ("Wall·E", ("Wall·E",)),
    ("S.O.S.", ("S.O.S",)),
    ("C++ & C#", ("C", "C")),
    ('12" vinyl', ("12", "vinyl")),
    ("5'10\" tall", ("5'10", "tall")),
    ("love~war 2^x ~love", ("love~war", "2^x", "love")),
    ("~2", ("2",)),
    ("^2", ("2",)),
    ("and or not", ("and", "or", "not")),
    ("And Or Not", ("And", "Or", "Not")),
    ("'AND' OR, NOT.", ("AND", "OR", "NOT")),
    ("'title:x' 'a~2'", ("title:x", "a~2")),
    ("I ♥ 🎬 films", ("I", "films")),
    ("[love] {war} <peace>", ("love", "war", "peace")),
    ("(500) Days of Summer", ("500", "Days", "of", "Summer")),
    ("Birdman or (The Virtue)", ("Birdman", "or", "The", "Virtue")),
    ("$9.99 100% #1", ("9.99", "100", "1")),
    ("e\u0301te\u0301", ("e\u0301te\u0301",)),
    ("a\tb\nc\u00a0d\u3000e\u200bf\x00g\x1bh\udc80i", tuple("abcdefghi")),
]

QUOTED = [
    '"a b"',
    "“a b”",
    "„a b“",
    "„a b”",
    "”a b”",
    "«a b»",
    "»a b«",
    "»a b»",
    "‹a b›",
    "「a b」",
    "《a b》",
    "＂a b＂",
    '" a b "',
    '"a, b!"',
    "«a „b“»",
    '"a b”',
    '“a b"',
    '„a b"',
]


@pytest.mark.parametrize(("query", "tree"), LANGUAGE)
def test_parse_query_returns_the_tree(query: str, tree: Node) -> None:
    assert parse_query(query) == tree


@pytest.mark.parametrize(("query", "texts"), PLAIN)
def test_parse_query_takes_what_people_type_for_plain_words(
    query: str, texts: tuple[str, ...]
) -> None:
    tree = parse_query(query, fields=["director"])
    children = tree.children if isinstance(tree, Words) else (tree,)
    assert children == tuple(map(word, texts))


@pytest.mark.parametrize("query", QUOTED)
def test_parse_query_knows_the_quotes_of_any_language(query: str) -> None:
    assert parse_query(query) == phrase("a", "b")


def test_parse_query_uses_the_index_spelling_of_a_field() -> None:
    assert parse_query("director:x", fields=["Director"]) == Field(name="Director", child=word("x"))


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("  love, *war* ", ["love", "*war*"]),
        ('a -"b  c," title:(d~2 OR ’e’)', ['"b  c,"', "b", "c", "d", "e", "a"]),
        ("spider-m*n year:2008 article:x*", ["spider", "m*n", "2008", "x*"]),
        ("\U0001f3ac é love~2^3", ["é", "love"]),
    ],
)
def test_leaves_know_their_place(query: str, spans: list[str]) -> None:
    found = [
        query[slice(*node.span)]
        for node in walk(parse_query(query))
        if not isinstance(node, Words | And | Or | Not | Field | Boost)
    ]
    assert sorted(found) == sorted(spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008", (2008, 2008)),
        ("1990s", (1990, 1999)),
        ("1995s", None),
        ("300", None),
        ("0700", None),
        ("20080", None),
        ("love", None),
    ],
)
def test_a_bare_number_is_a_year_too(text: str, expected: tuple[int, int] | None) -> None:
    assert word(text).years == expected


def test_words_tells_what_may_be_missing() -> None:
    tree = parse_query('love stepp* gift~^2 2008 "the end" -war title:x year:2008 (a AND b)')
    assert isinstance(tree, Words)
    assert [type(child) for child in tree.optional] == [Word, Wildcard, Boost, Word]
    assert [type(child) for child in tree.required] == [Phrase, Not, Field, YearRange, And]
    assert set(tree.optional) | set(tree.required) == set(tree.children)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("guide.txt", "guide.txt", True),
        ("guide.txt", "a/b/guide.txt", True),
        ("a/*.txt", "a/b/guide.txt", True),
        ("b/*.txt", "a/b/guide.txt", False),
        ("guide?.txt", "guide1.txt", True),
        ("[g]uide", "guide", False),
        ("ҚЫЗ*", "қыз.txt", True),
        ("*", "a/b", True),
    ],
)
def test_article_matches_paths(pattern: str, path: str, fits: bool) -> None:
    assert article_matches(pattern, path) is fits


def test_the_grammar_is_readable_and_whole() -> None:
    assert parser_module.__doc__ is not None
    lines = GRAMMAR.splitlines()
    assert lines[0].startswith("query    = ")
    assert lines[-1].strip().startswith('| ( ">"')
    assert all(len(line) <= 76 and f"    {line}" in parser_module.__doc__ for line in lines)
