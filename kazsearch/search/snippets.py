"""Which piece of a text to show? The passage that holds most of what was asked for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kazsearch.search.hits import Snippet
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.text.analyzer import Token, analyze
from kazsearch.text.words import normal_form

MAX_CHARS = 240
MAX_READ = 200_000  # characters of a film: 0.15 s; of 34,532 films the longest has 2,200
_ELLIPSIS = "…"
_REPEATED = 0.1  # of its worth is what a term adds that stands in the passage already


class Wanted:
    """What the leaves of a query look for in texts of one name: what to highlight there."""

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
            for run, of_run in self._runs.get(token.term, ()):
                if [each.term for each in tokens[place : place + len(run)]] == run:
                    for at in range(place, place + len(run)):
                        found[at] = max(of_run / len(run), found.get(at, 0.0))
        return dict(sorted(found.items())) if self._runs else found

    def _worth_of_word(self, token: Token) -> float:
        return self._words.get(normal_form(token.text), 0.0) if self._words else 0.0


def best_snippet(
    field: str,
    text: str,
    wanted: Wanted,
    *,
    max_chars: int = MAX_CHARS,
    max_read: int = MAX_READ,
) -> tuple[float, Snippet]:
    """Return the best passage of a text, and what it is worth: 0 when nothing was found in it.

    A term found twice counts once and a little. A text of at most `max_chars` is shown whole; a
    longer one is cut between words. Only the first `max_read` characters are looked through.
    """
    tokens = analyze(text[:max_read])
    worths = wanted.worths(tokens)
    first, last, worth = _best_window(tokens, worths, max_chars)
    start, end = _grow(text, tokens, first, last, max_chars)
    head = _ELLIPSIS if start > 0 else ""
    tail = _ELLIPSIS if end < len(text) else ""
    shift = len(head) - start
    highlights = tuple(
        (tokens[i].start + shift, tokens[i].end + shift)
        for i in worths
        if start <= tokens[i].start and tokens[i].end <= end
    )
    return worth, Snippet(field=field, text=head + text[start:end] + tail, highlights=highlights)


def _best_window(
    tokens: Sequence[Token], worths: Mapping[int, float], max_chars: int
) -> tuple[int, int, float]:
    """Return the first and last token of the best window, and its worth. Linear in `worths`."""
    found = list(worths)
    best = (0, 0, 0.0)
    counts: Counter[str] = Counter()
    worth = 0.0
    left = 0
    for right in found:
        term = tokens[right].term
        worth += worths[right] * (_REPEATED if counts[term] else 1.0)
        counts[term] += 1
        while tokens[right].end - tokens[found[left]].start > max_chars and found[left] < right:
            term = tokens[found[left]].term
            counts[term] -= 1
            worth -= worths[found[left]] * (_REPEATED if counts[term] else 1.0)
            left += 1
        if worth > best[2] + 1e-9:
            best = (found[left], right, worth)
    return best


def _grow(
    text: str, tokens: Sequence[Token], first: int, last: int, max_chars: int
) -> tuple[int, int]:
    """Widen a window of tokens to `max_chars`: back to the sentence's start, then to both sides."""
    if len(text) <= max_chars or not tokens:
        return 0, min(len(text), max_chars)
    start, end = tokens[first].start, min(tokens[last].end, tokens[first].start + max_chars)
    while last + 1 < len(tokens) and tokens[last + 1].end - start <= (max_chars + end - start) // 2:
        last += 1
    end = max(end, tokens[last].end)
    while first > 0 and end - tokens[first - 1].start <= max_chars:
        first -= 1
        start = tokens[first].start
    while last + 1 < len(tokens) and tokens[last + 1].end - start <= max_chars:
        last += 1
        end = tokens[last].end
    if last == len(tokens) - 1 and len(text) - start <= max_chars:
        end = len(text)
    return (0 if first == 0 and end <= max_chars else start), end
