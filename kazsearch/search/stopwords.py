"""Which words of a query need not be found, because they say nothing of a film?"""

from kazsearch.query import And, Node, Word, Words, and_of, words_of
from kazsearch.text.stopwords import is_stopword
from kazsearch.text.words import normal_form


def split_idle(node: Words) -> tuple[list[Node], list[Node]]:
    """Return the clauses of a list that must be found, and the plain words that need not be.

    Where all plain words say nothing (`They`, `It`, `to be or not to be`), all must be found. Who
    quotes, boosts or brackets a word means it.
    """
    idle = [child for child in node.children if _is_idle(child)]
    if len(idle) == len(node.optional):
        return list(node.children), []
    return [child for child in node.children if child not in idle], idle


def without_idle(node: Node) -> Node:
    """Return the tree without the words that need not be found, filters beside it untouched."""
    match node:
        case Words():
            return words_of(split_idle(node)[0])
        case And():
            return and_of(map(without_idle, node.children))
        case _:
            return node


def _is_idle(node: Node) -> bool:
    return isinstance(node, Word) and is_stopword(normal_form(node.text))
