"""Here is a text: which terms, where? The only analyzer, for articles and for queries."""

import functools
import unicodedata
from typing import NamedTuple

import regex
import Stemmer

ANALYZER_VERSION = 1
PARAGRAPH_SEPARATOR = "\u2029"
PARAGRAPH_GAP = 100

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*|(?<gap>\u2029)")


class Token(NamedTuple):
    """A word as it stands at `text[start:end]` (code points), with the term it is indexed as."""

    text: str
    term: str
    position: int
    start: int
    end: int


def analyze(text: str) -> list[Token]:
    """Return the tokens of a text in their order.

    U+2029 parts paragraphs that no phrase may span: it moves the position by `PARAGRAPH_GAP`.
    """
    tokens = []
    position = 0
    for match in _WORD.finditer(text):
        if match["gap"]:
            position += PARAGRAPH_GAP
            continue
        word = match[0]
        tokens.append(Token(word, _term(word), position, match.start(), match.end()))
        position += 1
    return tokens


def normalize(word: str) -> str:
    """Return a word as the index keeps its surface form."""
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


@functools.lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    term: str = _stemmer().stemWord(normalize(word))
    return term


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
