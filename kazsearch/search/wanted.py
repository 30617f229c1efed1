"""Here are the tokens of a text: which of them to highlight, and what is finding each worth?"""

from collections.abc import Mapping, Sequence

from kazsearch.search.leaf_match import LeafMatch
from kazsearch.text.analyzer import Token
from kazsearch.text.words import normal_form


class Wanted:
    """What the leaves of a query look for in texts of one name."""

    def __init__(self) -> None:
        self._terms: dict[str, float] = {}
        self._words: dict[str, float] = {}
        self._runs: dict[str, list[tuple[list[str], float]]] = {}  # by their first terms

    def add(self, match: LeafMatch) -> None:
        """Look for what a leaf has found, too."""
        self._words.update(match.words)
        for term, worth in match.terms.items():
            first, *others = term.split()
            if others:
                self._runs.setdefault(first, []).append(([first, *others], worth))
            else:
                self._terms[term] = max(worth, self._terms.get(term, 0.0))

    def worths(self, tokens: Sequence[Token]) -> Mapping[int, float]:
        """Return what finding tokens is worth, by their places, ascending: those that are wanted.

        Terms that are wanted side by side share the worth of them all.
        """
        found: dict[int, float] = {}
        for place, token in enumerate(tokens):
            worth = self._terms.get(token.term) or self._worth_of_word(token)
            if worth > 0.0:
                found[place] = max(worth, found.get(place, 0.0))
            for run, worth in self._runs.get(token.term, ()):
                if [each.term for each in tokens[place : place + len(run)]] == run:
                    for at in range(place, place + len(run)):
                        found[at] = max(worth / len(run), found.get(at, 0.0))
        return dict(sorted(found.items())) if self._runs else found

    def _worth_of_word(self, token: Token) -> float:
        return self._words.get(normal_form(token.text), 0.0) if self._words else 0.0
