"""Here is a word of a query: which films hold it, how well? By dictionaries, for few films.

`array_words` does the same with arrays, with the same operations in the same order for each film.
"""

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kazsearch.index.postings import Postings
from kazsearch.search.field_scores import (
    FieldFreqs,
    field_freqs,
    fields_for,
    films_in,
    scores_of,
    shares_of,
)
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.ranking import FIELD_WEIGHTS, OTHER_FORM, has_forms, idf, word_factor
from kazsearch.search.reading import Reading
from kazsearch.text.spelling import Kind, Variant
from kazsearch.text.words import normal_form


class DictWords:
    """Matches words in what one search reads. All methods raise TooMuchWorkError."""

    def __init__(self, reading: Reading, *, keep_shares: bool = False) -> None:
        self._reading = reading
        self._keep_shares = keep_shares

    def match(
        self,
        typed: str,
        variants: Sequence[Variant],
        fields: Sequence[str],
        films_of_years: Sequence[int],
    ) -> LeafMatch:
        """Return the films that hold a word, or what stands for it, whichever gives a film more.

        The first of the variants is the word itself, which `films_of_years` have, too. A term that
        is not the word itself is taken for as common as all of them together: a rare misspelling is
        no find.
        """
        found = [(variant, self._variant(variant, typed, fields)) for variant in variants]
        if films_of_years:
            in_years = FieldFreqs("year", FIELD_WEIGHTS["year"], dict.fromkeys(films_of_years, 1.0))
            found[0][1].append(in_years)
        n_docs = self._reading.corpus.n_docs
        n_all = len(films_in(in_field for _, each in found for in_field in each))
        n_in_field: Counter[str] = Counter()
        for _, each in found:
            n_in_field.update({in_field.field: len(in_field.freqs) for in_field in each})
        best = _Best()
        for variant, each in found:
            is_exact = variant.kind <= Kind.STEM
            worth = idf(len(films_in(each)) if is_exact else n_all, n_docs)
            worths = [
                idf(len(freqs) if is_exact else min(n_in_field[field], n_docs), n_docs)
                for field, _, freqs in each
            ]
            factor = word_factor(typed) * variant.weight
            scores = scores_of(each, worth, worths, factor=factor)
            shares = shares_of(each, worth, worths, factor=factor) if self._keep_shares else {}
            best.take(variant, scores, worth * variant.weight, shares)
        return best.leaf_match()

    def _variant(self, variant: Variant, typed: str, fields: Sequence[str]) -> list[FieldFreqs]:
        """Return the films that hold a variant of a word in each field."""
        fields = fields_for(variant, fields)
        if " " in variant.term:
            found = (
                (f, self.runs(f, [[term] for term in variant.term.split()], 0)) for f in fields
            )
        elif variant.kind is Kind.EXACT and has_forms(typed):
            found = ((f, self._as_typed(f, variant.term, typed)) for f in fields)
        else:
            found = ((f, self._reading.postings(f, variant.term)) for f in fields)
        return [field_freqs(f, postings, self._reading) for f, postings in found]

    def _as_typed(self, field: str, term: str, typed: str) -> Postings:
        """Return the films that hold a word; those that have other forms of it count less."""
        postings = self._reading.postings(field, term)
        if not postings.doc_ids:
            return postings
        held = self._reading.films_with_form(field, normal_form(typed))
        if len(held) == len(postings.doc_ids):  # all of them, as the form has this term
            return postings
        so = set(held)
        freqs = [
            freq if doc_id in so else freq * OTHER_FORM
            for doc_id, freq in zip(postings.doc_ids, postings.term_freqs, strict=True)
        ]
        return Postings(postings.doc_ids, freqs)

    def runs(self, field: str, places: Sequence[Sequence[str]], slop: int) -> Postings:
        """Return the films in which terms stand so in a field, and how often.

        At each place stands one of some terms; between two places are at most `slop` other words.
        """
        films = {
            tuple(terms): {d for term in terms for d in self._reading.postings(field, term).doc_ids}
            for terms in places
        }
        together = set.intersection(*films.values())
        self._reading.follow(len(places) * len(together))
        positions = {
            term: self._reading.positions(
                field, term, together.intersection(self._reading.postings(field, term).doc_ids)
            )
            for term in dict.fromkeys(itertools.chain.from_iterable(places))
        }
        counts = {
            doc_id: count_runs((_merged(positions, terms, doc_id) for terms in places), slop)
            for doc_id in sorted(together)
        }
        found = {doc_id: count for doc_id, count in counts.items() if count}
        return Postings(tuple(found), tuple(found.values()))


def _merged(
    positions: Mapping[str, Mapping[int, list[int]]], terms: Sequence[str], doc_id: int
) -> list[int]:
    """Return where a film holds any of some terms."""
    if len(terms) == 1:
        return positions[terms[0]][doc_id]
    return sorted({at for term in terms for at in positions[term].get(doc_id, ())})


class _Best:
    """For each film, the variant of a word that gives it the highest score."""

    def __init__(self) -> None:
        self._scores: dict[int, float] = {}
        self._terms: dict[str, float] = {}
        self._variants: dict[int, Variant] = {}
        self._exact: set[int] = set()
        self._shares: dict[str, Mapping[str, Mapping[int, float]]] = {}

    def take(
        self,
        variant: Variant,
        scores: Mapping[int, float],
        worth: float,
        shares: Mapping[str, Mapping[int, float]],
    ) -> None:
        """Consider the films that hold one variant."""
        self._terms[variant.term] = worth
        self._shares[variant.term] = shares
        if variant.kind <= Kind.STEM:
            self._exact.update(scores)
        for doc_id, score in scores.items():
            if score > self._scores.get(doc_id, -1.0):
                self._scores[doc_id] = score
                self._variants[doc_id] = variant

    def _is_best(self, term: str, doc_id: int) -> bool:
        variant = self._variants.get(doc_id)
        return variant is not None and variant.term == term

    def leaf_match(self) -> LeafMatch:
        """Return the films with what was best for each."""
        best: dict[str, dict[int, float]] = {}
        for term, of_term in self._shares.items():
            for name, share in of_term.items():
                of_best = best.setdefault(name, {})
                of_best |= {d: score for d, score in share.items() if self._is_best(term, d)}
        return LeafMatch(
            scores=self._scores,
            terms=self._terms,
            spelled={d: v.term for d, v in self._variants.items() if d not in self._exact},
            shares=best,
        )


def count_runs(positions: Iterable[Sequence[int]], slop: int) -> int:
    """Count the places from which the terms follow one another, one list of positions a term.

    Between neighbours at most `slop` other words stand.

    >>> count_runs([[0, 7], [1, 9]], 0), count_runs([[0, 7], [1, 9]], 1)
    (1, 2)
    """
    each = iter(positions)
    reached = list(next(each))
    for following in each:
        if not reached:
            break
        reached = [
            here
            for here in following
            if (i := bisect_left(reached, here - 1 - slop)) < len(reached) and reached[i] < here
        ]
    return len(reached)
