"""Here are the terms of an index: which of them are spelled alike?

Every term stands under its spelling keys (`spelling.term_keys`), sorted, so that all terms of one
key, and all keys that begin alike, stand together. It depends on the terms alone, so an updated
index and a rebuilt one have the same.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from kazsearch.text.near import consonants
from kazsearch.text.spelling_keys import term_keys

_BEYOND = "\U0010ffff"  # sorts after every letter


class Lookup(Protocol):
    """What a query asks of the terms of an index, wherever they are kept.

    Only `in` need know whether a film still holds a term; the rest may give more.
    """

    def __contains__(self, term: str, /) -> bool:
        """Tell whether a film holds the term."""

    def has_form(self, form: str) -> bool:
        """Tell whether a film holds a word in just this form."""

    def same(self, key: str) -> Sequence[str]:
        """Return the terms under a key, sorted."""

    def beginning(self, prefix: str) -> Sequence[str]:
        """Return the terms with a key that begins so, by key."""

    def like(self, key: str) -> Sequence[tuple[str, str]]:
        """Return the keys with the same consonants, each with its term."""


class Vocabulary:
    """The terms of one index by spelling key. Immutable; 47,000 terms take 1 MB as text."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take the sorted lines of `lines`, each a key, a tab and a term."""
        self.lines = lines

    @classmethod
    def of(cls, terms: Iterable[str]) -> "Vocabulary":
        """Return the vocabulary of these terms, in any order; 5 µs a term."""
        return cls(sorted({f"{key}\t{term}" for term in terms for key in term_keys(term)}))

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset(line.partition("\t")[2] for line in self.lines)

    @cached_property
    def _by_consonants(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        found = defaultdict(list)
        for line in self.lines:
            key, _, term = line.partition("\t")
            found[consonants(key)].append((key, term))
        return found

    def __contains__(self, term: str) -> bool:
        return term in self._terms

    def has_form(self, form: str) -> bool:
        """Tell whether a form is a term: what else stood in the texts is not known here."""
        return form in self

    def __len__(self) -> int:
        return len(self._terms)

    def _between(self, first: str, last: str) -> Iterator[tuple[str, str]]:
        for index in range(bisect_left(self.lines, first), bisect_left(self.lines, last)):
            key, _, term = self.lines[index].partition("\t")
            yield key, term

    def same(self, key: str) -> list[str]:
        """Return the terms under a key, sorted.

        >>> Vocabulary.of(["жібек", "zhibek", "қыз"]).same("jibek")
        ['zhibek', 'жібек']
        """
        return [term for _, term in self._between(f"{key}\t", f"{key}\t{_BEYOND}")]

    def beginning(self, prefix: str) -> list[str]:
        """Return the terms with a key that begins so, by key; one with two keys may come twice."""
        return [term for _, term in self._between(prefix, prefix + _BEYOND)]

    def like(self, key: str) -> Sequence[tuple[str, str]]:
        """Return the keys with the same consonants (`near.consonants`), each with its term."""
        return self._by_consonants.get(consonants(key), ())
