"""Here is a pattern, or a word spelled otherwise: which words of the index are meant?"""

import re
from collections.abc import Sequence

from kazsearch.errors import QueryError
from kazsearch.query import Fuzzy, Wildcard, wildcard_regex
from kazsearch.text.words import has_digit, normal_form

MAX_EXPANSION = 1000  # words; what a person means by a pattern is far below


def fold_pattern(pattern: str) -> str:
    """Return a pattern with what stands between its signs in the form of the index's words.

    >>> fold_pattern("Қаз*Фильм")
    'қаз*фильм'
    """
    parts = re.split(r"([*?])", pattern)
    return "".join(part if part in {"", "*", "?"} else normal_form(part) for part in parts)


def expand_wildcard(leaf: Wildcard, words: Sequence[str]) -> list[str]:
    """Return the words that a pattern fits, out of a sorted vocabulary.

    Raises QueryError when there are more than MAX_EXPANSION.
    """
    pattern = wildcard_regex(fold_pattern(leaf.text))
    return _bounded([word for word in words if pattern.fullmatch(word)], leaf)


def expand_fuzzy(word: str, leaf: Fuzzy, words: Sequence[str]) -> list[str]:
    """Return the words that differ from a leaf's word in at most so many characters, nearest first.

    Numbers are never among them. Raises QueryError when there are more than MAX_EXPANSION.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(
        normal_form(word), words, scorer=OSA.distance, score_cutoff=leaf.edits, limit=None
    )
    return _bounded([near for near, _, _ in found if not has_digit(near)], leaf)


def _bounded(words: list[str], leaf: Wildcard | Fuzzy) -> list[str]:
    if len(words) > MAX_EXPANSION:
        raise QueryError(
            f"{leaf.text} stands for {len(words):,} words, more than {MAX_EXPANSION:,}: "
            f"write more of the word",
            query=leaf.text,  # the searcher knows the rest of it
            column=leaf.span[0],
        )
    return words
