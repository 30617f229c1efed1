"""What can be read off a tree, or made of it, without an index?"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import cast

from kazsearch.query.nodes import (
    And,
    Boost,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    TextLeaf,
    Word,
    Words,
    and_of,
    or_of,
    words_of,
)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, each before its children, in the order of the query."""
    yield node
    for child in children_of(node):
        yield from walk(child)


def children_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below, in the order of the query; a phrase's are its words."""
    match node:
        case And() | Or() | Words():
            return node.children
        case Not() | Boost() | Field():
            return (node.child,)
        case Phrase():
            return node.words
        case _:
            return ()


def positive_words(node: Node) -> list[TextLeaf]:
    """Return the words and patterns that a film should hold, in the order of the query.

    These are what can be highlighted, be missing, or be misspelled. What stands under a Not is
    left out, and what stands under two of them is not.

    >>> from kazsearch.query.parser import parse_query
    >>> tree = parse_query('love* -war "the steppe" title:gift~ year:2008 -(peace -deportation)')
    >>> [word.text for word in positive_words(tree)]
    ['love*', 'the', 'steppe', 'gift', 'deportation']
    """
    found: list[TextLeaf] = []
    _collect_words(node, found, wanted=True)
    return found


def _collect_words(node: Node, found: list[TextLeaf], *, wanted: bool) -> None:
    if isinstance(node, TextLeaf):
        if wanted:
            found.append(node)
        return
    wanted = wanted is not isinstance(node, Not)
    for child in children_of(node):
        _collect_words(child, found, wanted=wanted)


def word_runs(node: Node, *, phrases: bool = False) -> Iterator[tuple[Word, ...]]:
    """Yield the plain words that stand side by side in a query, run by run; phrases if asked to.

    What stands in brackets, in a field, under a Not, or is boosted, is in none of them.

    >>> from kazsearch.query.parser import parse_query
    >>> query = parse_query('the poet year:2009 kazakh film "the steppe" -war')
    >>> for run in word_runs(query, phrases=True):
    ...     print([word.text for word in run])
    ['the', 'poet']
    ['kazakh', 'film']
    ['the', 'steppe']
    """
    match node:
        case Word():
            yield (node,)
        case Phrase() if phrases:
            yield node.words
        case Words() if all(isinstance(child, Word) for child in node.children):
            yield cast("tuple[Word, ...]", node.children)
        case Words():
            for is_word, children in groupby(node.children, lambda child: isinstance(child, Word)):
                if is_word:
                    yield cast("tuple[Word, ...]", tuple(children))
                elif phrases:
                    yield from (child.words for child in children if isinstance(child, Phrase))
        case And():
            for child in node.children:
                yield from word_runs(child, phrases=phrases)


def relax(node: Node) -> Node:
    """Return the tree in which plain words may be missing from a list of them, though not all.

    What stands under a Not stays strict: leaving words out there would take films away.

    >>> from kazsearch.query.parser import parse_query
    >>> from kazsearch.query.printing import format_query
    >>> format_query(relax(parse_query('deportation love year:2008 -"the end"')))
    'year:2008 AND -"the end" AND (deportation OR love)'
    """
    match node:
        case Words():
            required = [relax(child) for child in node.required]
            optional = [or_of(node.optional)] if node.optional else []
            return and_of([*required, *optional])
        case And():
            return and_of(relax(child) for child in node.children)
        case Or():
            return or_of(relax(child) for child in node.children)
        case Boost():
            return Boost(child=relax(node.child), factor=node.factor)
        case Field():
            return Field(name=node.name, child=relax(node.child))
        case _:
            return node


def unquote(node: Node, which: Callable[[Phrase], bool] = lambda _: True) -> Node:
    """Return the tree in which a phrase that stands among plain words is these words, too.

    For a question that quotes a name which stands nowhere just so: `which` tells of a phrase
    whether it is one. Where there is nothing but phrases they are meant.

    >>> from kazsearch.query.parser import parse_query
    >>> from kazsearch.query.printing import format_query
    >>> format_query(unquote(parse_query('who wrote "the poet" year:2008')))
    'who wrote the poet year:2008'
    >>> format_query(unquote(parse_query('"the poet" year:2008')))
    '"the poet" year:2008'
    """
    match node:
        case Words() if node.optional:
            return words_of(
                words_of(child.words) if isinstance(child, Phrase) and which(child) else child
                for child in node.children
            )
        case And():
            return and_of(unquote(child, which) for child in node.children)
        case _:
            return node


def substitute(query: str, replacements: Mapping[tuple[int, int], str]) -> str:
    """Return the query with other words at some spans, which must not overlap.

    >>> substitute('"deportaton lov" -war', {(1, 11): "deportation", (12, 15): "love"})
    '"deportation love" -war'
    """
    for (start, end), word in sorted(replacements.items(), reverse=True):
        query = query[:start] + word + query[end:]
    return query
