"""Here is a tree: which query means it?"""

from kazsearch.query import lexis
from kazsearch.query.nodes import (
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
)

# how firmly a node holds together; one that stands where a firmer one must gets brackets
_EITHER, _BOTH, _WORDS, _CLAUSE, _VALUE, _ITEM = range(6)
_FIRMNESS: dict[type, int] = {
    Or: _EITHER,
    And: _BOTH,
    Words: _WORDS,
    Not: _CLAUSE,
    Field: _VALUE,
    YearRange: _VALUE,
    Article: _VALUE,
    Boost: _VALUE,
}


def format_query(node: Node) -> str:
    """Return a query that `parse_query` reads as this tree, which must be in normal form.

    It is never nested deeper than what was typed, but may be longer: the query of a tree that was
    read from nearly `MAX_QUERY_CHARS` may be refused.

    >>> from kazsearch.query.parser import parse_query
    >>> format_query(parse_query("„Қыз Жібек“ OR (love  NOT war)^2 & year:>=2010"))
    '"Қыз Жібек" OR (love -war)^2 year:2010..'
    """
    return _format(node, _EITHER)


def _format(node: Node, firmness: int) -> str:
    text = _format_inner(node)
    return f"({text})" if _FIRMNESS.get(type(node), _ITEM) < firmness else text


def _format_inner(node: Node) -> str:
    match node:
        case Or():
            return " OR ".join(_format(child, _BOTH) for child in node.children)
        case And():
            return " AND ".join(_format(child, _WORDS) for child in node.children)
        case Words():
            return " ".join(_format(child, _CLAUSE) for child in node.children)
        case Not(child=Not()):
            return f"NOT {_format(node.child, _CLAUSE)}"  # two hyphens are a dash
        case Not():
            return f"-{_format(node.child, _VALUE)}"
        case Field():
            return f"{node.name}:{_format(node.child, _CLAUSE)}"
        case Boost():
            return f"{_format(node.child, _ITEM)}^{_format_factor(node.factor)}"
        case _:
            return _format_leaf(node)


def _format_leaf(node: Word | Wildcard | Fuzzy | Phrase | YearRange | Article) -> str:
    match node:
        case Word():
            return _guard(node.text)
        case Wildcard():
            return node.text
        case Fuzzy():
            return f"{_guard(node.text)}~{node.edits if node.edits > 1 else ''}"
        case Phrase():
            words = " ".join(word.text for word in node.words)
            return f'"{words}"' + (f"~{node.slop}" if node.slop else "")
        case YearRange():
            return f"year:{_format_years(node.first, node.last)}"
        case Article():
            return f"article:{_format_path(node.pattern)}"


def _guard(text: str) -> str:
    if text.isalnum() and text not in lexis.OPERATORS:
        return text  # no sign stands in it
    # apostrophes round a word are punctuation; with them nothing in it is an operator, a field or
    # a suffix
    for pattern in (lexis.FIELD, lexis.BOOST_AT_END, lexis.EDITS_AT_END):
        if pattern.search(text):
            return f"'{text}'"
    return f"'{text}'" if text in lexis.OPERATORS else text


def _format_factor(factor: float) -> str:
    return f"{factor:.3f}".rstrip("0").rstrip(".")


def _format_years(first: int | None, last: int | None) -> str:
    if first is not None and first == last:
        return str(first)
    return f"{'' if first is None else first}..{'' if last is None else last}"


def _format_path(pattern: str) -> str:
    is_one_chunk = lexis.CHUNK.fullmatch(pattern) and lexis.FIELD.match(f"article:{pattern}")
    if is_one_chunk and pattern[0] not in lexis.QUOTES:
        return pattern
    for opening, closing in lexis.CLOSING_QUOTES.items():
        if not any(quote in pattern for quote in closing):
            return f"{opening}{pattern}{closing[0]}"
    return pattern  # it was read without quotes, brackets and all
