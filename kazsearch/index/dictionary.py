"""Which terms do the fields of one commit hold: words, years, paths, film ids, labels?"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress
from pathlib import Path

from kazsearch.index.boundary import reads
from kazsearch.index.fields import EXTRA_PREFIX, TEXT_FIELDS, WORD_PREFIX, year_of
from kazsearch.index.postings import OpenSegment, are_held, as_key, is_held, terms_from

_AFTER_ALL = "\U0010ffff"  # no word holds it


class Dictionary:
    """The terms of a snapshot. All methods may raise IndexDamagedError.

    Terms of films that are gone stand in a segment until it is merged. They are left out, but for
    `keys`.
    """

    def __init__(self, segments: Sequence[OpenSegment], *, folder: Path) -> None:
        self.folder = folder
        self._segments = segments
        self._words: dict[tuple[str, ...], list[str]] = {}
        self._extra_keys: list[str] | None = None

    @reads
    def words(self, fields: Iterable[str] = TEXT_FIELDS, *, prefix: str = "") -> list[str]:
        """Return the words of these fields as they are written, in lower case, by code point."""
        names = tuple(fields)
        if names in self._words:
            known = self._words[names]
            return known[bisect_left(known, prefix) : bisect_left(known, prefix + _AFTER_ALL)]
        found: set[bytes] = set()
        for field in names:
            found.update(self._held_terms(WORD_PREFIX + field, prefix))
        words = sorted(word.decode() for word in found)
        if not prefix:
            self._words[names] = words
        return words

    @reads
    def word_counts(
        self, fields: Iterable[str] = TEXT_FIELDS, *, prefix: str = ""
    ) -> dict[str, int]:
        """Return for each of these words how many films hold it at most, without counting them.

        A film counts once for each field, and films that are gone count until they are merged away.
        """
        counts: Counter[str] = Counter()
        for field in fields:
            for segment in self._segments:
                first, last = terms_from(segment.file, WORD_PREFIX + field, as_key(prefix))
                for ordinal, word in enumerate(segment.file.terms(first, last), first):
                    start, end = segment.file.postings(ordinal)
                    counts[word.decode()] += end - start
        return counts

    @reads
    def keys(self, field: str, prefix: str) -> list[str]:
        """Return the terms of a field that begin so, sorted; films may be gone from them."""
        return sorted(term.decode() for term in self._terms(field, prefix))

    @reads
    def years(self) -> list[int]:
        """Return the years that films are of, ascending."""
        years = {term: year_of(term) for term in self._terms("year")}
        return sorted(
            year
            for term, year in years.items()
            if year is not None and is_held(self._segments, "year", term)
        )

    @reads
    def paths(self) -> list[str]:
        """Return the paths of all articles that tell of films, sorted."""
        return self._held("path")

    @reads
    def film_ids_from(self, prefix: str) -> list[str]:
        """Return the film ids (`the-poet-2009`) that begin so, by code point."""
        return self._held("film_id", prefix)

    @reads
    def extra_keys(self) -> list[str]:
        """Return the keys of all labelled extras that films have, sorted."""
        if self._extra_keys is None:
            names = {name for segment in self._segments for name in segment.file.fields}
            self._extra_keys = sorted(
                name.removeprefix(EXTRA_PREFIX)
                for name in names
                if name.startswith(EXTRA_PREFIX)
                and any(is_held(self._segments, name, term) for term in self._terms(name))
            )
        return self._extra_keys

    def _held(self, field: str, prefix: str = "") -> list[str]:
        terms = self._terms(field, prefix)
        return [term.decode() for term in terms if is_held(self._segments, field, term)]

    def _held_terms(self, field: str, prefix: str) -> set[bytes]:
        """Return the terms of a field that begin so and that a film holds."""
        held: set[bytes] = set()
        for segment in self._segments:
            first, last = terms_from(segment.file, field, as_key(prefix))
            terms = segment.file.terms(first, last)
            held.update(compress(terms, are_held(segment, first, last)) if segment.dead else terms)
        return held

    def _terms(self, field: str, prefix: str = "") -> list[bytes]:
        """Return the terms of a field that begin so, in byte order; films may be gone from them."""
        found = [
            segment.file.terms(*terms_from(segment.file, field, as_key(prefix)))
            for segment in self._segments
        ]
        return found[0] if len(found) == 1 else sorted(set().union(*found))
