"""Here is a text: which terms stand where in it?

The one way from text to terms, for articles, queries and highlights alike: `words` finds the words
and their normal form, `stemming` their language and stem. Each distinct word is worked on once.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

import regex

from kazsearch.text.stemming import evidence, kazakh_context, language, stem
from kazsearch.text.words import ASCII_WORD, LONGEST_WORD, WORD, normal_form

ANALYZER_VERSION = 2
"""Changes whenever the same text would give other terms, or a term other keys (`term_keys`,
`near.consonants`): an index of another version is rebuilt."""

PARAGRAPH_SEPARATOR = "\u2029"
PARAGRAPH_GAP = 100
"""Positions that the separator takes in a text: no phrase is found across it."""


_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_Value = TypeVar("_Value")
_MAX_CACHED = 1 << 18  # words; some 40 MB, more than the vocabulary of 30,000 films


class Token(NamedTuple):
    """A word as it occurs: `start` and `end` are half-open code points of the analysed text."""

    text: str
    term: str
    position: int
    start: int
    end: int


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


def term_of(word: str, *, kazakh_around: bool = False) -> str:
    """Return the term of one word, as the words around it say.

    >>> term_of("балалар"), term_of("балалар", kazakh_around=True)
    ('балалар', 'бала')
    """
    form = normal_form(word)
    if len(form) > LONGEST_WORD:
        return form
    return stem(form, language(form, kazakh_around=kazakh_around)) or form


_TERMS = _Cache(partial(term_of, kazakh_around=False))
_KAZAKH_TERMS = _Cache(partial(term_of, kazakh_around=True))
_EVIDENCE = _Cache(lambda word: evidence(normal_form(word)))


def kazakh_around(words: Sequence[str]) -> list[bool]:
    """Tell for each word of a text, as written, whether Kazakh surrounds it.

    A query's words are told so what its text says of them (`spelling.expand`).

    >>> kazakh_around(["балалар", "үйі"]), kazakh_around(["балалар"])
    ([True, True], [False])
    """
    return kazakh_context([_EVIDENCE[word] for word in words])


def _terms_of(words: list[str], *, cyrillic: bool) -> list[str]:
    if not cyrillic:
        return [_TERMS[word] for word in words]
    return [
        (_KAZAKH_TERMS if kazakh else _TERMS)[word]
        for word, kazakh in zip(words, kazakh_around(words), strict=True)
    ]


def words_of(text: str) -> list[str]:
    """Return the words of a text in its order, as written.

    >>> words_of("Rosemary’s Babies")
    ['Rosemary’s', 'Babies']
    """
    words: list[str] = (ASCII_WORD if text.isascii() else WORD).findall(text)
    return words


def is_cyrillic(text: str) -> bool:
    """Tell whether a text has Cyrillic letters, so that its words settle each other's language."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


def _positions(text: str, starts: list[int]) -> Iterable[int]:
    if PARAGRAPH_SEPARATOR not in text:
        return range(len(starts))
    positions, gaps, seen = [], 0, 0
    for index, start in enumerate(starts):
        gaps += text.count(PARAGRAPH_SEPARATOR, seen, start)
        seen = start
        positions.append(index + gaps * PARAGRAPH_GAP)
    return positions


def terms(text: str) -> list[str]:
    """Return the terms of a text in its order; the fast path, without positions.

    >>> terms("Rosemary’s Babies")
    ['rosemari', 'babi']
    """
    return _terms_of(words_of(text), cyrillic=is_cyrillic(text))


def analyze(text: str) -> list[Token]:
    """Return the tokens of a text in its order; positions count from 0.

    >>> analyze("Қыз Жібектің әні")[1]
    Token(text='Жібектің', term='жібек', position=1, start=4, end=12)
    """
    pattern = ASCII_WORD if text.isascii() else WORD
    spans = [match.span() for match in pattern.finditer(text)]
    words = [text[start:end] for start, end in spans]
    found = _terms_of(words, cyrillic=is_cyrillic(text))
    positions = _positions(text, [start for start, _ in spans])
    return [
        Token(word, term, position, start, end)
        for word, term, position, (start, end) in zip(words, found, positions, spans, strict=True)
    ]
