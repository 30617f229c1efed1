"""Here is a text: which terms stand where in it?

The one way from text to terms, for articles, queries and highlights alike: `words` finds the words
and their normal form, `stemming` their language and stem. Each distinct word is worked on once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

from kazsearch.text.stemming import evidence, kazakh_context, stem_of
from kazsearch.text.words import (
    LONGEST_WORD,
    find_words,
    normal_form,
    small_ascii_words,
    word_pattern,
)

ANALYZER_VERSION = 6
"""Changes whenever the same text would give other terms, or a term other keys (`term_keys`,
`near.consonants`): an index of another version is rebuilt."""

PARAGRAPH_SEPARATOR = "\u2029"
PARAGRAPH_GAP = 100
"""Positions that the separator takes in a text: no phrase is found across it."""


_Value = TypeVar("_Value")
_MAX_CACHED = 1 << 18  # words; some 40 MB, more than the vocabulary of 30,000 films


class Token(NamedTuple):
    """A word as it occurs: `start` and `end` are half-open code points of the analysed text."""

    text: str
    term: str
    position: int
    start: int
    end: int


# what NamedTuple's own constructor does in Python, a third of the time of `analyze`
_token: Callable[[Iterable[object]], Token] = partial(tuple.__new__, Token)


class _Cache(dict[str, _Value]):
    """What a function gave for words seen; forgets all of them when there are too many."""

    def __init__(self, function: Callable[[str], _Value]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, word: str) -> _Value:
        value = self.function(word)
        if len(word) <= LONGEST_WORD:
            if len(self) >= _MAX_CACHED:
                self.clear()
            self[word] = value
        return value


_TERMS = _Cache(lambda word: stem_of(normal_form(word)))
_KAZAKH_TERMS = _Cache(lambda word: stem_of(normal_form(word), kazakh_around=True))
_EVIDENCE = _Cache(lambda word: evidence(normal_form(word)))


def kazakh_around(words: Sequence[str]) -> list[bool]:
    """Tell for each word of a text, as written, whether Kazakh surrounds it.

    A query's words are told so what its text says of them (`spelling.expand`).

    >>> kazakh_around(["балалар", "үйі"]), kazakh_around(["балалар"])
    ([True, True], [False])
    """
    return kazakh_context([*map(_EVIDENCE.__getitem__, words)])


def _terms_of(words: list[str], *, is_ascii: bool) -> Iterator[str]:
    around = [] if is_ascii else kazakh_around(words)
    if True not in around:
        return map(_TERMS.__getitem__, words)
    return (
        (_KAZAKH_TERMS if kazakh else _TERMS)[word]
        for word, kazakh in zip(words, around, strict=True)
    )


def _positions(text: str, starts: list[int]) -> Iterable[int]:
    if PARAGRAPH_SEPARATOR not in text:
        return range(len(starts))
    positions, gaps, seen = [], 0, 0
    for index, start in enumerate(starts):
        gaps += text.count(PARAGRAPH_SEPARATOR, seen, start)
        seen = start
        positions.append(index + gaps * PARAGRAPH_GAP)
    return positions


def _unparted(text: str) -> str:
    """Return a text with line feeds for separators, often all in it that is not ASCII."""
    return text if text.isascii() else text.replace(PARAGRAPH_SEPARATOR, "\n")


def terms(text: str) -> list[str]:
    """Return the terms of a text in its order; the fast path, without positions.

    >>> terms("Rosemary’s Babies")
    ['rosemari', 'babi']
    """
    text = _unparted(text)
    if text.isascii():
        return [*map(_TERMS.__getitem__, small_ascii_words(text))]
    return [*_terms_of(find_words(text), is_ascii=False)]


def analyze(text: str) -> list[Token]:
    """Return the tokens of a text in its order; positions count from 0.

    >>> analyze("Қыз Жібектің әні")[1]
    Token(text='Жібектің', term='жібек', position=1, start=4, end=12)
    """
    unparted = _unparted(text)
    matches = [*word_pattern(unparted).finditer(unparted)]
    words = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    found = _terms_of(words, is_ascii=unparted.isascii())
    return [*map(_token, zip(words, found, _positions(text, starts), starts, ends, strict=True))]


@lru_cache(maxsize=1 << 12)
def analyze_word(word: str) -> tuple[Token, ...]:
    """Return the tokens of one word of a query, which several ask for."""
    return tuple(analyze(word))
