"""Which words of a query need not be found? Those that say little of a film; loosely, any."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, cast

from kazsearch.query import (
    And,
    Boost,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    Words,
    and_of,
    is_plain,
    or_of,
    positive_words,
    relax,
    unquote,
    words_of,
)
from kazsearch.search.ranking import FILM_WORD, MANY_STOPWORDS, STOPWORD
from kazsearch.text.analyzer import analyze_word
from kazsearch.text.stopwords import is_film_word, is_stopword
from kazsearch.text.words import normal_form

_HYPHENS = "-‐‑"
_MAX_KEPT = 1 << 13  # words of queries; several ask of each


def split_idle(node: Words) -> tuple[list[Node], list[Node]]:
    """Return the clauses of a list that must be found, and the plain words that need not be.

    What the latter count is part of them. Where nothing there says more (`They`, `It`, `to be or
    not to be`), all must be found. Who quotes, boosts or brackets a word means it.
    """
    needed = needed_of(node)
    if len(needed) == len(node.children):
        return needed, []
    idle = [child for child in node.children if is_idle(child)]
    n_stopwords = sum(map(_is_stopword, idle))
    of_each = STOPWORD * min(1.0, MANY_STOPWORDS / max(n_stopwords, 1))
    worths = (of_each if _is_stopword(child) else FILM_WORD for child in idle)
    return needed, [Boost(child=word, factor=f) for word, f in zip(idle, worths, strict=True)]


def plain_words(tree: Node) -> tuple[list[Word], list[Boost]] | None:
    """Return what `split_idle` does for a query of words and nothing else, each of one term.

    None for any other. No way to loosen such a query but the first finds more.
    """
    words = tree.children if isinstance(tree, Words) else (tree,)
    for word in words:
        if not isinstance(word, Word) or len(analyze_word(word.text)) != 1:
            return None
    needed, idle = split_idle(tree) if isinstance(tree, Words) else ([tree], [])
    return cast("list[Word]", needed), cast("list[Boost]", idle)


def needed_of(node: Words) -> list[Node]:
    """Return the clauses of a list that must be found."""
    needed = [child for child in node.children if not is_idle(child)]
    return needed if any(map(_says_words, needed)) else list(node.children)


def _says_words(node: Node) -> bool:
    """Tell whether a film must hold words for a clause: neither a filter nor a Not asks for any."""
    return not isinstance(node, Not) and bool(positive_words(node))


def is_idle(node: Node) -> bool:
    """Tell whether a node is a plain word that says little of a film."""
    return isinstance(node, Word) and _kind_of(node.text) is not None


def _is_stopword(node: Node) -> bool:
    return isinstance(node, Word) and _kind_of(node.text) == "stopword"


@lru_cache(maxsize=_MAX_KEPT)
def _kind_of(text: str) -> Literal["stopword", "film word"] | None:
    form = normal_form(text)
    if is_stopword(form):
        return "stopword"
    return "film word" if is_film_word(form) else None


def ways_to_loosen(
    tree: Node, is_nowhere: Callable[[Phrase | Word], bool]
) -> Iterator[tuple[Node, list[Node]]]:
    """Yield trees that ask for less and less, each with the words that only add to scores.

    First some of the words are enough; then none beside a phrase or field that is there; then the
    words of phrases that are nowhere in the index, as when they are quoted from memory, and those
    of a word of several, as `love,poet`.
    """
    yield loosen(tree)
    needed, spared = _spared(tree)
    if spared:
        yield relax(needed), spared
    yield loosen(unquote(tree, is_nowhere))
    unglued = _unglued(tree, is_nowhere)
    if unglued != tree:  # nearly always it is the same, and was tried
        yield loosen(unglued)


def _unglued(node: Node, is_nowhere: Callable[[Word], bool]) -> Node:
    """Return the tree in which a word of several that is nowhere is these words."""
    match node:
        case Word() if _is_glued(node.text) and is_nowhere(node):
            return words_of(_apart(node))
        case Words():
            return words_of(_unglued(child, is_nowhere) for child in node.children)
        case And():
            return and_of(_unglued(child, is_nowhere) for child in node.children)
        case Boost():
            return Boost(child=_unglued(node.child, is_nowhere), factor=node.factor)
        case _:
            return node


def _is_glued(text: str) -> bool:
    """Tell whether words are one for want of blanks; a hyphen makes one of them on purpose."""
    gaps = [text[one.end : other.start] for one, other in pairwise(analyze_word(text))]
    return bool(gaps) and all(gap and gap not in _HYPHENS for gap in gaps)


def _spared(node: Node) -> tuple[Node, list[Node]]:
    """Return the tree without the plain words beside clauses that say more, and these words."""
    match node:
        case Words() if node.optional and any(map(_says_words, node.required)):
            _, idle = split_idle(node)
            telling = (word for word in node.optional if not is_idle(word))
            return and_of(node.required), [*telling, *idle]
        case And():
            parted = [_spared(child) for child in node.children]
            return and_of(each for each, _ in parted), [word for _, more in parted for word in more]
        case _:
            return node, []


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
            if sum(map(is_plain, needed)) > 1:
                needed, more = _telling([each for child in needed for each in _apart(child)])
                idle = [*idle, *more]
            inner, more = _all_parted(needed)
            return words_of(inner), [*idle, *more]
        case And():
            inner, idle = _all_parted(node.children)
            return and_of(inner), idle
        case Or():
            inner, idle = _all_parted(node.children)
            return or_of(inner), idle
        case Field():
            child, idle = _parted(node.child)
            return Field(name=node.name, child=child), [
                Field(name=node.name, child=word) for word in idle
            ]
        case Boost():
            child, idle = _parted(node.child)
            return Boost(child=child, factor=node.factor), [
                Boost(child=word, factor=node.factor) for word in idle
            ]
        case _:
            return node, []


def _telling(needed: list[Node]) -> tuple[list[Node], list[Node]]:
    """Part from words of several those that say little, as the A of `A.I.`, if others say more."""
    idle = [child for child in needed if is_idle(child)]
    if len(idle) == len(needed):
        return needed, []
    telling = [child for child in needed if not is_idle(child)]
    return telling, [Boost(child=word, factor=STOPWORD) for word in idle]


def _all_parted(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    parted = [_parted(node) for node in nodes]
    return [needed for needed, _ in parted], [word for _, idle in parted for word in idle]


def _apart(node: Node) -> Sequence[Node]:
    if not isinstance(node, Word):
        return [node]
    tokens = analyze_word(node.text)
    if len(tokens) < 2 or all(len(token.text) == 1 for token in tokens):
        return [node]  # U.S.A. is not each of its letters
    return [Word(text=token.text, span=node.span) for token in tokens]
