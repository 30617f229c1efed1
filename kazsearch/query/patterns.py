"""Which words, and which paths, does a pattern of `*` and `?` fit?"""

import functools
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


@functools.lru_cache(maxsize=64)
def wildcard_regex(pattern: str) -> "regex.Pattern[str]":
    """Return a regular expression whose `fullmatch` tells whether a text fits the pattern.

    `*` is any run of characters, also none, and `?` just one. Matching takes at most the product of
    the lengths of pattern and text: each piece between two stars is taken where it first fits,
    and never again (atomic groups).

    >>> bool(wildcard_regex("kaz*film").fullmatch("kazakhfilm"))
    True
    >>> bool(wildcard_regex("w?rd").fullmatch("wrd"))
    False
    """
    import regex  # 10 ms that a query without patterns need not pay

    first, *others = (_piece(piece) for piece in pattern.split("*"))
    if not others:
        return regex.compile(first, regex.DOTALL)
    *middle, last = others
    between = "".join(f"(?>.*?{piece})" for piece in middle if piece)
    return regex.compile(f"{first}{between}.*{last}", regex.DOTALL)


def _piece(piece: str) -> str:
    import regex

    return "".join("." if char == "?" else regex.escape(char) for char in piece)


def article_matches(pattern: str, path: str) -> bool:
    """Say whether a path, relative to the corpus with `/`, fits the pattern of an Article.

    A pattern with `/` must fit the whole path, one without the file's name. Capitals don't matter.

    >>> article_matches("guide*", "kazakhstan/Guide-2.txt")
    True
    >>> article_matches("kazakhstan/*", "kazakhstan/guide.txt")
    True
    >>> article_matches("guide", "guide.txt")
    False
    """
    compared = path if "/" in pattern else path.rpartition("/")[2]
    return wildcard_regex(_fold(pattern)).fullmatch(_fold(compared)) is not None


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
