"""Here is a text: which terms stand where in it?

The one way from text to terms, for articles, queries and highlights alike: `words` finds the words
and their normal form, `stemming` their language and stem. Each distinct word is worked on once.
"""

from collections.abc import Iterable
from typing import NamedTuple

import regex

from kazsearch.text.stemming import kazakh_context, language, stem
from kazsearch.text.words import WORD, normal_form

ANALYZER_VERSION = 1
"""Changes whenever the same text would give other terms: an index of another version is rebuilt."""

PARAGRAPH_SEPARATOR = "\u2029"
PARAGRAPH_GAP = 100
"""Positions that the separator takes in a text: no phrase is found across it."""


_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_MAX_CACHED = 1 << 18  # words; some 40 MB, more than the vocabulary of 30,000 films


class Token(NamedTuple):
    """A word as it occurs: `start` and `end` are half-open code points of the analysed text."""

    text: str
    term: str
    position: int
    start: int
    end: int


class _Cache(dict[str, str]):
    """Terms of words seen; forgets all of them when there are too many."""

    def __init__(self, *, kazakh_around: bool) -> None:
        super().__init__()
        self.kazakh_around = kazakh_around

    def __missing__(self, word: str) -> str:
        if len(self) >= _MAX_CACHED:
            self.clear()
        form = normal_form(word)
        term = stem(form, language(form, kazakh_around=self.kazakh_around)) or form
        self[word] = term
        return term


_TERMS = (_Cache(kazakh_around=False), _Cache(kazakh_around=True))


def _terms_of(words: list[str], *, cyrillic: bool) -> list[str]:
    plain, kazakh = _TERMS
    if not cyrillic:
        return [plain[word] for word in words]
    around = kazakh_context([word.casefold() for word in words])
    return [(kazakh if each else plain)[word] for word, each in zip(words, around, strict=True)]


def _is_cyrillic(text: str) -> bool:
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
    return _terms_of(WORD.findall(text), cyrillic=_is_cyrillic(text))


def analyze(text: str) -> list[Token]:
    """Return the tokens of a text in its order; positions count from 0.

    >>> analyze("Қыз Жібектің әні")[1]
    Token(text='Жібектің', term='жібек', position=1, start=4, end=12)
    """
    found = list(WORD.finditer(text))
    spans = [match.span() for match in found]
    words = [match[0] for match in found]
    positions = _positions(text, [start for start, _ in spans])
    return [
        Token(word, term, position, start, end)
        for word, term, position, (start, end) in zip(
            words, _terms_of(words, cyrillic=_is_cyrillic(text)), positions, spans, strict=True
        )
    ]
