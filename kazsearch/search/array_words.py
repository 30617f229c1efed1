"""Here is a word of a query: which films hold it, how well? By arrays, for many films.

The same as `LeafMatcher` does with dictionaries, with the same operations in the same order for
each film. What a word has found is kept for the next query that asks for it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kazsearch.index.arrays import DocIds, Floats, IndexArrays
from kazsearch.index.fields import WORD_PREFIX
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.sorting import changes
from kazsearch.search import array_combining
from kazsearch.search.field_scores import average_length, fields_for, measured_as
from kazsearch.search.film_sets import FilmSets
from kazsearch.search.kept_matches import KeptMatches
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.ranking import (
    FIELD_WEIGHTS,
    K1,
    OTHER_FORM,
    FieldWeights,
    has_forms,
    idf,
    word_factor,
)
from kazsearch.search.score_array import FilmTerms, ScoreArray, in_sorted
from kazsearch.search.spread_scores import Spread
from kazsearch.text.spelling import Kind, Variant
from kazsearch.text.words import normal_form

_SPREAD = 4  # matches of more films than 1/4 of all are kept in arrays of all
_DENSE = 2  # postings of more films than 1/2 of all are spread out over all of them
_OF_FORM = np.array([OTHER_FORM, 1.0])  # what a frequency counts: another form, the word as typed

Spend = Callable[[int], None]  # counts the films of a term as work


class _InField(NamedTuple):
    """The films that hold something in one field, and their normalised frequencies."""

    field: str
    weights: FieldWeights
    doc_ids: DocIds
    freqs: Floats


class ArrayWords:
    """Matches words in one snapshot, for as many queries as it is open."""

    combining = array_combining

    def __init__(self, snapshot: Snapshot) -> None:
        self.arrays = IndexArrays(snapshot)
        self.kept = KeptMatches(self.arrays.n_slots)
        self._n_docs = snapshot.corpus.n_docs
        self._corpus = snapshot.corpus
        self._norms: dict[str, Floats] = {}
        self._buffers = [np.zeros(self.arrays.n_slots) for _ in range(4)]
        self._sets = FilmSets(self.arrays.n_slots)

    @property
    def n_slots(self) -> int:
        """More than every doc id."""
        return self.arrays.n_slots

    def match(
        self,
        typed: str,
        variants: Sequence[Variant],
        fields: Sequence[str],
        films_of_years: Sequence[int],
        *,
        spend: Spend,
    ) -> LeafMatch:
        """Return the films that hold a word, or what stands for it, whichever gives a film more.

        The first of the variants is the word itself, which `films_of_years` have, too.
        """
        found = [self._variant(variant, typed, fields, spend) for variant in variants]
        if films_of_years:
            years = np.array(sorted(films_of_years), np.int64)
            in_years = _InField("year", FIELD_WEIGHTS["year"], years, np.ones(len(years)))
            found[0].append(in_years)
        if len(found) == 1:
            (each,) = found
            factor = word_factor(typed)
            doc_ids = self._sets.union([in_field.doc_ids for in_field in each])
            worth = idf(len(doc_ids), self._n_docs)
            worths = [idf(len(in_field.doc_ids), self._n_docs) for in_field in each]
            scores = self._score(doc_ids, each, worth, worths, factor)
            return LeafMatch(
                scores=self._score_array(doc_ids, scores),
                terms={variants[0].term: worth},
            )
        return self._best(typed, variants, found)

    def _score_array(self, doc_ids: DocIds, scores: Floats) -> ScoreArray:
        of_films = Spread.of_films if len(doc_ids) * _SPREAD > self.n_slots else ScoreArray
        return of_films(doc_ids, scores, n_slots=self.n_slots)

    def _best(
        self, typed: str, variants: Sequence[Variant], found: Sequence[Sequence[_InField]]
    ) -> LeafMatch:
        n_in_field: Counter[str] = Counter()
        for each in found:
            n_in_field.update({in_field.field: len(in_field.doc_ids) for in_field in each})
        films = [self._sets.union([in_field.doc_ids for in_field in each]) for each in found]
        union = self._sets.union(films)
        best = np.full(len(union), -1.0)
        owner = np.zeros(len(union), np.int64)
        exact = np.zeros(len(union), np.bool_)
        terms: dict[str, float] = {}
        for place, (variant, doc_ids, each) in enumerate(zip(variants, films, found, strict=True)):
            is_exact = variant.kind <= Kind.STEM
            worth = idf(len(doc_ids) if is_exact else len(union), self._n_docs)
            worths = [
                idf(
                    len(in_field.doc_ids)
                    if is_exact
                    else min(n_in_field[in_field.field], self._n_docs),
                    self._n_docs,
                )
                for in_field in each
            ]
            terms[variant.term] = worth * variant.weight
            if not len(doc_ids):
                continue
            factor = word_factor(typed) * variant.weight
            scores = self._score(doc_ids, each, worth, worths, factor)
            at = self._sets.places(doc_ids, union)
            if is_exact:
                exact[at] = True
            better = scores > best[at]
            best[at[better]] = scores[better]
            owner[at[better]] = place
        return LeafMatch(
            scores=self._score_array(union, best),
            terms=terms,
            spelled=FilmTerms(union[~exact], owner[~exact], [variant.term for variant in variants]),
        )

    def _variant(
        self, variant: Variant, typed: str, fields: Sequence[str], spend: Spend
    ) -> list[_InField]:
        found = []
        for field in fields_for(variant, fields):
            if " " in variant.term:
                doc_ids, freqs = self.runs(field, *variant.term.split(), spend=spend)
            else:
                doc_ids, freqs = self.arrays.postings(field, variant.term)
            spend(len(doc_ids))
            if not len(doc_ids):
                continue
            if variant.kind is Kind.EXACT and has_forms(typed):
                freqs = self._as_typed(field, normal_form(typed), doc_ids, freqs)
            measured = measured_as(field)
            normalised = freqs / self._norm(measured)[doc_ids]
            found.append(_InField(field, FIELD_WEIGHTS[measured], doc_ids, normalised))
        return found

    def _as_typed(self, field: str, form: str, doc_ids: DocIds, freqs: Floats) -> Floats:
        """Return how often these films hold a word; those that have other forms count less."""
        field = WORD_PREFIX + field
        if not self.arrays.has_dead and self.arrays.n_postings(field, form) == len(doc_ids):
            return freqs  # all of them, as each film with the form has its term
        held, _ = self.arrays.postings(field, form)
        of_form: Floats = _OF_FORM.take(self._sets.are_in(doc_ids, held).view(np.uint8))
        return freqs * of_form

    def runs(self, field: str, first: str, second: str, *, spend: Spend) -> tuple[DocIds, Floats]:
        """Return the films that hold two terms side by side in a field, and how often each does."""
        doc_ids = self._side_by_side(field, first, second, spend)
        starts = np.flatnonzero(changes(doc_ids))
        return doc_ids[starts], np.diff(np.append(starts, len(doc_ids))).astype(np.float64)

    def _side_by_side(self, field: str, first: str, second: str, spend: Spend) -> DocIds:
        """Return the films, each as often as it holds two terms side by side in a field."""
        befores = self.arrays.occurrences(field, first)
        if not len(befores):
            return np.zeros(0, np.int64)
        afters = self.arrays.occurrences(field, second)
        spend(len(befores) + len(afters))
        return self.arrays.films_of(afters[in_sorted(befores, afters - 1)])

    def neighbours(
        self, fields: Sequence[str], first: str, second: str, *, spend: Spend
    ) -> Mapping[str, DocIds]:
        """Return by field the films that hold two terms side by side in it, if there are any."""
        found = {field: self._side_by_side(field, first, second, spend) for field in fields}
        return {
            field: doc_ids[changes(doc_ids)] for field, doc_ids in found.items() if len(doc_ids)
        }

    def _score(
        self,
        doc_ids: DocIds,
        found: Sequence[_InField],
        worth: float,
        worths: Sequence[float],
        factor: float,
    ) -> Floats:
        """Return the scores of these films, the union of those of all fields."""
        if not found:
            return np.zeros(0)
        of_fields = [
            in_field.weights.alone * worth_here
            for in_field, worth_here in zip(found, worths, strict=True)
        ]
        n_postings = sum(len(in_field.doc_ids) for in_field in found)
        add_up = self._added_up if n_postings * _DENSE < self.n_slots else self._added_up_at_once
        mixed, alone = add_up(doc_ids, found, of_fields)
        scores: Floats = worth * (mixed / (K1 + mixed)) + alone
        return scores if factor == 1.0 else factor * scores

    def _added_up(
        self, doc_ids: DocIds, found: Sequence[_InField], of_fields: Sequence[float]
    ) -> tuple[Floats, Floats]:
        """Return what the fields give to films together and alone.

        `np.bincount` adds up what a film has in the order of the fields, as dictionaries do.
        """
        sizes = [len(in_field.doc_ids) for in_field in found]
        freqs = np.concatenate([in_field.freqs for in_field in found])
        at = self._sets.places(np.concatenate([in_field.doc_ids for in_field in found]), doc_ids)
        together = np.repeat([in_field.weights.together for in_field in found], sizes) * freqs
        alone: Floats = np.repeat(of_fields, sizes) * (freqs / (K1 + freqs))
        # with weights it gives floats, which its annotations don't say
        return tuple(np.bincount(at, part, len(doc_ids)) for part in (together, alone))  # type: ignore[return-value]

    def _added_up_at_once(
        self, doc_ids: DocIds, found: Sequence[_InField], of_fields: Sequence[float]
    ) -> tuple[Floats, Floats]:
        """The same for words of many films: in arrays of all films that are there already, as
        giving memory to new ones of that size takes longer than filling them."""
        mixed, alone, freqs, part = self._buffers
        mixed.fill(0.0)
        alone.fill(0.0)
        for in_field, of_field in zip(found, of_fields, strict=True):
            freqs.fill(0.0)
            freqs[in_field.doc_ids] = in_field.freqs
            np.multiply(freqs, in_field.weights.together, out=part)
            np.add(mixed, part, out=mixed)
            np.add(freqs, K1, out=part)
            np.divide(freqs, part, out=part)
            np.multiply(part, of_field, out=part)
            np.add(alone, part, out=alone)
        return mixed[doc_ids], alone[doc_ids]

    def _norm(self, field: str) -> Floats:
        if field not in self._norms:
            b = FIELD_WEIGHTS[field].b
            lengths = self.arrays.field_lengths(field)
            self._norms[field] = 1 - b + b * lengths / average_length(field, self._corpus)
        return self._norms[field]
