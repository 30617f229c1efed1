"""Here is a query of which not every word need be found: which is the looser one?"""

from collections.abc import Iterator

from kazsearch.query import And, Node, Word, Words, and_of, relax, words_of
from kazsearch.search.stopwords import split_idle
from kazsearch.text.analyzer import analyze


def loosen(tree: Node) -> tuple[Node, list[Node]]:
    """Return the tree in which plain words may be missing, and the words that only add to scores.

    A word of several, like `high-speed`, is each of them, where there are others beside it.
    """
    needed, idle = _parted(tree)
    return relax(needed), idle


def _parted(node: Node) -> tuple[Node, list[Node]]:
    match node:
        case Words():
            needed, idle = split_idle(node)
            is_one_of_some = sum(child in node.optional for child in needed) > 1
            apart = [each for child in needed for each in _apart(child)]
            return words_of(apart if is_one_of_some else needed), idle
        case And():
            parted = [_parted(child) for child in node.children]
            return and_of(each for each, _ in parted), [word for _, idle in parted for word in idle]
        case _:
            return node, []


def _apart(node: Node) -> Iterator[Node]:
    tokens = analyze(node.text) if isinstance(node, Word) else ()
    if len(tokens) < 2:
        yield node
    for token in tokens if len(tokens) > 1 else ():
        yield Word(text=token.text, span=node.span if isinstance(node, Word) else (0, 0))
