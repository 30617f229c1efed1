"""Which words of a query need not be found, because they say nothing of a film?"""

from kazsearch.query import Node, Word, Words
from kazsearch.text.stopwords import is_film_word, is_stopword
from kazsearch.text.words import normal_form


def split_idle(node: Words) -> tuple[list[Node], list[Node]]:
    """Return the clauses of a list that must be found, and the plain words that need not be.

    Where all plain words say nothing (`They`, `It`, `to be or not to be`), all must be found. Who
    quotes, boosts or brackets a word means it.
    """
    idle = [child for child in node.children if is_idle(child)]
    if len(idle) == len(node.optional):
        return list(node.children), []
    return [child for child in node.children if child not in idle], idle


def is_idle(node: Node) -> bool:
    """Tell whether a node is a plain word that says nothing of a film."""
    return isinstance(node, Word) and _says_nothing(normal_form(node.text))


def _says_nothing(form: str) -> bool:
    return is_stopword(form) or is_film_word(form)
