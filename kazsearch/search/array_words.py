"""Here is a word of a query: which films hold it, how well? By arrays, for many films.

The same as `LeafMatcher` does with dictionaries, with the same operations in the same order for
each film. What a word has found is kept for the next query that asks for it.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kazsearch.index.arrays import DocIds, Floats, IndexArrays
from kazsearch.index.fields import EXTRA_PREFIX, TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.ranking import FIELD_WEIGHTS, K1, B, idf
from kazsearch.search.score_array import FilmTerms, ScoreArray
from kazsearch.text.spelling import Kind, Variant

MAX_KEPT_BYTES = 64_000_000
_MAX_KEPT_PER_FILM = 200  # bytes, where that is more: a frequent word takes 25 a film
_OVERHEAD = 2_000  # bytes of a kept match beside its arrays
_SPARSE = 32  # postings of fewer films than 1/32 of all are sorted, not spread out


class ArrayWords:
    """Matches words in one snapshot, for as many queries as it is open."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.arrays = IndexArrays(snapshot)
        self.kept = KeptMatches(max(MAX_KEPT_BYTES, _MAX_KEPT_PER_FILM * self.arrays.n_slots))
        self._n_docs = snapshot.corpus.n_docs
        totals = snapshot.corpus.total_lengths
        self._averages = {
            name: max(totals.get(name, 0) / max(self._n_docs, 1), 1.0) for name in TEXT_FIELDS
        }
        self._norms: dict[str, Floats] = {}
        self._scratch = np.zeros(self.arrays.n_slots)

    @property
    def n_slots(self) -> int:
        """More than every doc id."""
        return self.arrays.n_slots

    def match(
        self,
        variants: Sequence[Variant],
        postings: Mapping[str, Sequence[tuple[str, DocIds, Floats]]],
        of_years: Sequence[int],
    ) -> LeafMatch:
        """Return the films that hold a word, or what stands for it, whichever gives a film more.

        `postings` has for each variant's term the fields, films and frequencies.
        """
        found = [self._freqs(postings[variant.term]) for variant in variants]
        if of_years:
            found[0] = _with_years(found[0], of_years)
        if len(found) == 1:
            ((doc_ids, freqs),) = found
            worth = idf(len(doc_ids), self._n_docs) * variants[0].weight
            scores = worth * (freqs / (K1 + freqs))
            return LeafMatch(
                scores=ScoreArray(doc_ids, scores, n_slots=self.n_slots),
                terms={variants[0].term: worth},
            )
        return self._best(variants, found)

    def _best(
        self, variants: Sequence[Variant], found: Sequence[tuple[DocIds, Floats]]
    ) -> LeafMatch:
        union = self._union([doc_ids for doc_ids, _ in found])
        best = np.full(len(union), -1.0)
        owner = np.zeros(len(union), np.int64)
        exact = np.zeros(len(union), np.bool_)
        worths = {}
        for place, (variant, (doc_ids, freqs)) in enumerate(zip(variants, found, strict=True)):
            is_exact = variant.kind <= Kind.STEM
            rarity = idf(len(doc_ids) if is_exact else len(union), self._n_docs)
            worth = worths[variant.term] = rarity * variant.weight
            scores = worth * (freqs / (K1 + freqs))
            at = union.searchsorted(doc_ids)
            if is_exact:
                exact[at] = True
            better = scores > best[at]
            best[at[better]] = scores[better]
            owner[at[better]] = place
        return LeafMatch(
            scores=ScoreArray(union, best, n_slots=self.n_slots),
            terms=worths,
            spelled=FilmTerms(union[~exact], owner[~exact], [variant.term for variant in variants]),
        )

    def _freqs(self, postings: Sequence[tuple[str, DocIds, Floats]]) -> tuple[DocIds, Floats]:
        """Return the films that hold a term in any field, and its weighted frequency in each."""
        there = [
            (doc_ids, self._weighted(field, doc_ids, term_freqs))
            for field, doc_ids, term_freqs in postings
            if len(doc_ids)
        ]
        if len(there) == 1:
            return there[0]
        if not there:
            return np.zeros(0, np.int64), np.zeros(0)
        if sum(len(doc_ids) for doc_ids, _ in there) * _SPARSE < self.n_slots:
            union = self._union([doc_ids for doc_ids, _ in there])
            total = np.zeros(len(union))
            for doc_ids, freqs in there:
                total[union.searchsorted(doc_ids)] += freqs
            return union, total
        scratch = self._scratch
        for doc_ids, freqs in there:
            scratch[doc_ids] += freqs
        union = np.flatnonzero(scratch)
        total = scratch[union]
        scratch[union] = 0.0
        return union, total

    def _union(self, each: Sequence[DocIds]) -> DocIds:
        """Return the films of all, ascending; `np.unique` takes five times as long."""
        if sum(map(len, each)) * _SPARSE > self.n_slots:
            mask = np.zeros(self.n_slots, np.bool_)
            for doc_ids in each:
                mask[doc_ids] = True
            return np.flatnonzero(mask)
        doc_ids = np.concatenate(each)
        doc_ids.sort(kind="stable")  # finds the ascending runs
        first = np.ones(len(doc_ids), np.bool_)
        np.not_equal(doc_ids[1:], doc_ids[:-1], out=first[1:])
        return doc_ids[first]

    def _weighted(self, field: str, doc_ids: DocIds, term_freqs: Floats) -> Floats:
        measured = "extra" if field.startswith(EXTRA_PREFIX) else field
        if measured not in self._norms:
            lengths = self.arrays.field_lengths(measured)
            self._norms[measured] = 1 - B + B * lengths / self._averages[measured]
        weighted: Floats = FIELD_WEIGHTS[measured] * (term_freqs / self._norms[measured][doc_ids])
        return weighted


def _with_years(found: tuple[DocIds, Floats], of_years: Sequence[int]) -> tuple[DocIds, Floats]:
    """Count being of a year once more for the films that are."""
    doc_ids, freqs = found
    years = np.array(sorted(of_years), np.int64)
    union = np.union1d(doc_ids, years)
    total = np.zeros(len(union))
    total[union.searchsorted(doc_ids)] += freqs
    total[union.searchsorted(years)] += 1.0
    return union, total


@dataclass(frozen=True, slots=True)
class KeptMatch:
    """What a word has found, and the work that finding it counts as."""

    match: LeafMatch | None
    work: float


class KeptMatches:
    """What the words asked for last have found, up to so many bytes."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[object, tuple[KeptMatch, int]] = OrderedDict()
        self._n_bytes = 0

    def get(self, key: object) -> KeptMatch | None:
        """Return what is kept, if it is."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: object, match: LeafMatch | None, *, work: float) -> None:
        """Keep a match, and let go of what was asked for longest ago if it is too much."""
        scores = None if match is None else match.scores
        n_bytes = scores.n_bytes if isinstance(scores, ScoreArray) else 100 * len(scores or ())
        self._kept[key] = KeptMatch(match, work), n_bytes + _OVERHEAD
        self._n_bytes += n_bytes + _OVERHEAD
        while self._n_bytes > self._max_bytes and len(self._kept) > 1:
            self._n_bytes -= self._kept.popitem(last=False)[1][1]
