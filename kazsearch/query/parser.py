r"""Here is what a person typed: which query tree is it, or where is the mistake?

One function a rule of the grammar:

    query    = either
    either   = both { "OR" both }
    both     = words { "AND" words }
    words    = clause { clause }             the more of them, the better
    clause   = ( "-" | "NOT" ) clause        films without it
             | field ":" clause              in this field only
             | "year:" years
             | "article:" path               with * and ?; in quotes if blank
             | ( word | phrase | "(" either ")" ) [ "^" factor ]
    word     = text [ "~" [ edits ] ]        1 or 2 characters may differ
             | text with "*" or inner "?"    any characters; just one
    phrase   = quote text quote [ "~" slop ] slop: how many words may intrude
    years    = year | year ".." year | ".." year | year ".." | decade "s"
             | ( ">" | ">=" | "<" | "<=" ) year

`{ }` is any number of times, `[ ]` once or not at all.

Signs mean something only right beside a word, with no blank between. All else is plain text:

- AND, OR and NOT are operators in capitals and by themselves; blanks bind more closely than AND,
  AND more closely than OR.
- A colon makes a field when a name stands before it and no blank after it. Names begin with a
  letter, small or capital alike. `Mission: Impossible`, `12:30` and `http://…` are plain text.
- A hyphen negates right before a clause. Inside a word, by itself or doubled it is punctuation.
- Quotes of any language open at the beginning of a clause, „so“, «так» or "so"; inside a word
  (`12" vinyl`) and as an apostrophe they are punctuation. In a phrase all is plain.
- A question mark at an end of a word is a person's question mark.
- Punctuation by itself (`&`, `-`, `...`) is skipped, and cut off from the ends of a word.
- A number, or a decade like `1990s`, is text and year alike, see `Word.years`. `2001~` is `2001`.

What can't be meant is refused: an unclosed quote or bracket, an operator with nothing beside it,
years that are none, a field that does not exist. Quotes make any of it plain.
"""

from collections.abc import Collection
from typing import NoReturn

from kazsearch.query import lexis
from kazsearch.query.fields import FIELDS, find_field, nearest_field
from kazsearch.query.filters import parse_article, parse_years
from kazsearch.query.leaves import accept_plain_word, parse_factor, parse_phrase, parse_word
from kazsearch.query.nodes import Field, Node, Not, YearRange, and_of, or_of, words_of
from kazsearch.query.scanner import MAX_QUERY_CHARS, Scanner, shorten

# the rules as they stand above, for a face or a manual to show (no docstrings under `python -OO`)
GRAMMAR: str = "\n".join(
    line.removeprefix("    ")
    for line in (__doc__ or "").partition("\n\n    ")[2].partition("\n\n`{ }`")[0].splitlines()
)


def parse_query(text: str, *, fields: Collection[str] | None = None) -> Node:
    """Return the tree of what was typed.

    `fields` names the fields of the index; `title`, `description`, `fact`, `article` and `year`
    need not be named. Without it, any name before a colon is taken for a field.

    Raises `QueryError` for what can't be meant, and for more than `MAX_QUERY_CHARS`,
    `MAX_CLAUSES` or `MAX_DEPTH`. Within these bounds no query takes more than milliseconds.

    >>> parse_query("deportation love -war")
    Words(children=(Word(text='deportation'), Word(text='love'), Not(child=Word(text='war'))))
    >>> parse_query("year:2010..")
    YearRange(first=2010, last=None)
    """
    s = Scanner(text, fields=fields)
    if len(text) > MAX_QUERY_CHARS:
        s.fail(
            f"A query can have {MAX_QUERY_CHARS:,} characters at most, and this has {len(text):,};"
            " leave out the rest.",
            column=MAX_QUERY_CHARS,
        )
    node = parse_either(s)
    if not s.at_end():
        s.fail("This bracket closes nothing; write a ( before it, or leave it out.")
    return node


def parse_year_range(text: str) -> YearRange:
    """Return the years of a text like what stands after `year:` in a query.

    >>> parse_year_range("2008..2012")
    YearRange(first=2008, last=2012)
    """
    s = Scanner(text, fields=None)
    node = parse_years(s)
    if not s.at_end():
        s.fail("Nothing can stand after the years; leave it out.")
    return node


def parse_either(s: Scanner) -> Node:
    """Read what stands between the ends of a query, or between brackets."""
    nodes = [parse_both(s, operator=None)]
    while operator := _accept_operator(s, "OR"):
        nodes.append(parse_both(s, operator=operator))
    return or_of(nodes)


def parse_both(s: Scanner, *, operator: tuple[str, int] | None) -> Node:
    """Read lists of words joined by AND. `operator` is what stands before, with its column."""
    nodes = [parse_words(s, operator=operator)]
    while operator := _accept_operator(s, "AND"):
        nodes.append(parse_words(s, operator=operator))
    return and_of(nodes)


def _accept_operator(s: Scanner, name: str) -> tuple[str, int] | None:
    column = s.pos
    return (name, column) if s.accept_operator(name) else None


def parse_words(s: Scanner, *, operator: tuple[str, int] | None) -> Node:
    """Read clauses with blanks between, at least one."""
    nodes: list[Node] = []
    while (node := accept_plain_word(s)) or _at_clause(s):
        nodes.append(node or _parse_other_clause(s))
    if not nodes:
        _fail_without_clause(s, operator)
    return words_of(nodes)


def _at_clause(s: Scanner) -> bool:
    s.skip_noise()
    return not s.at_end() and not s.at(")") and s.operator() not in {"AND", "OR"}


def _fail_without_clause(s: Scanner, operator: tuple[str, int] | None) -> NoReturn:
    plain = "in small letters it is a plain word"
    if operator is not None:
        name, column = operator
        s.fail(f"{name} needs something to look for after it too; {plain}.", column=column)
    if not s.at_end() and not s.at(")"):
        s.fail(f"{s.operator()} needs something to look for before it; {plain}.")
    if not s.brackets and s.at_end():
        s.fail("There is nothing to look for yet; type a word, with a letter or digit in it.")
    if s.at_end():
        _fail_unclosed(s)
    if s.brackets:
        s.fail(
            "These brackets are empty; write a word in them, or leave them out.",
            column=s.brackets[-1],
        )
    s.fail("This bracket closes nothing; write a ( before it, or leave it out.")


def parse_clause(s: Scanner) -> Node:
    """Read one word, or whatever stands as firmly together as one."""
    return accept_plain_word(s) or _parse_other_clause(s)


def _parse_other_clause(s: Scanner) -> Node:
    column = s.pos
    if s.accept_minus():
        with s.deeper(column):
            return Not(child=parse_clause(s))
    if s.accept_operator("NOT"):
        if not _at_clause(s):
            s.fail(
                "NOT needs something after it to leave out; in small letters it is a plain word.",
                column=column,
            )
        with s.deeper(column):
            return Not(child=parse_clause(s))
    if s.at("("):
        return _parse_brackets(s)
    if s.at_quote():
        return parse_factor(s, parse_phrase(s))
    return parse_field(s) or parse_word(s)


def _parse_brackets(s: Scanner) -> Node:
    s.brackets.append(s.pos)
    with s.deeper(s.pos):
        s.pos += 1
        node = parse_either(s)
    if s.at_end():
        _fail_unclosed(s)
    s.pos += 1
    s.brackets.pop()
    if lexis.EDITS_AFTER_BRACKET.match(s.text, s.pos):
        s.fail("A ~ can stand after a word or a phrase, not after a bracket; leave it out.")
    return parse_factor(s, node)


def _fail_unclosed(s: Scanner) -> NoReturn:
    s.fail("This bracket is never closed; write a ) where it ends.", column=s.brackets[-1])


def parse_field(s: Scanner) -> Node | None:
    """Read a field and its value, or return None where the colon is plain punctuation."""
    column = s.pos
    if ":" not in s.text:
        return None
    match = lexis.FIELD.match(s.text, column)
    name = find_field(match[1], s.fields) if match else None
    if match is None or (name != "article" and lexis.NOISE.match(s.text, match.end())):
        _refuse_empty_field(s)
        return None
    if s.field is not None:
        if name is None or (s.fields is None and name not in FIELDS):
            return None  # `title:Alien:Covenant`
        s.fail(
            f'The field "{name}" can\'t stand inside "{s.field}"; write them side by side, as in'
            " title:gift fact:festival.",
            column=column,
        )
    if name is None:
        _refuse_unknown_field(s, match[1])
    s.pos = match.end()
    if name == "year":
        return parse_years(s)
    if name == "article":
        return parse_article(s)
    s.field = name
    with s.deeper(column):
        child = parse_clause(s)
    s.field = None
    return Field(name=name, child=child)


def _refuse_empty_field(s: Scanner) -> None:
    match = lexis.FIELD.match(s.text, s.pos) or lexis.EMPTY_FIELD.match(s.text, s.pos)
    known = (*FIELDS, *(s.fields or ()))
    if match and find_field(match[1], known) and s.field is None:
        value = {"year:": "2008", "article:": "guide*"}.get(match[0].lower(), "love")
        s.fail(
            f'Nothing to look for follows "{match[0]}"; write {match[0]}{value} or the like,'
            " without a blank, or leave out the colon."
        )


def _refuse_unknown_field(s: Scanner, typed: str) -> NoReturn:
    near = nearest_field(typed, s.fields)
    names = ", ".join([*FIELDS, *sorted(set(s.fields or ()) - {*FIELDS})])
    hint = f'did you mean "{near}:"?' if near else f"there are {shorten(names, max_chars=120)}."
    s.fail(
        f'There is no field "{shorten(typed)}" (with a blank after the colon it is a plain word);'
        f" {hint}"
    )
