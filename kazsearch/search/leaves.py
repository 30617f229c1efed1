"""Here is one leaf of a query: which films hold it, how well, and by which words?"""

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.postings import Postings
from kazsearch.lazy import lazy_regex
from kazsearch.query import Article, Fuzzy, Phrase, Wildcard, Word, YearRange, article_matches
from kazsearch.search.expansion import expand_fuzzy, expand_wildcard, fold_pattern
from kazsearch.search.field_scores import (
    NAME_FIELDS,
    FieldFreqs,
    field_freqs,
    films_in,
    measured_as,
    scores_of,
    shares_of,
)
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.ranking import FIELD_WEIGHTS, OTHER_FORM, idf
from kazsearch.search.reading import Reading
from kazsearch.search.speller import Speller
from kazsearch.search.word_factors import has_forms, word_factor
from kazsearch.text.analyzer import analyze
from kazsearch.text.spelling import Kind, Variant
from kazsearch.text.words import normal_form

if TYPE_CHECKING:
    from kazsearch.search.array_words import ArrayWords

_ACRONYM = lazy_regex(r"\p{L}(?:\*\p{L}){2,}")
Leaf = Word | Wildcard | Fuzzy | Phrase | YearRange | Article


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
        self._terms.update(dict.fromkeys(variant.term.split(), worth))
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


class LeafMatcher:
    """Matches leaves in one snapshot. All methods raise TooMuchWorkError."""

    def __init__(
        self,
        snapshot: Reading,
        *,
        speller: Speller,
        keep_shares: bool = False,
        arrays: "ArrayWords | None" = None,
    ) -> None:
        self._arrays = arrays
        self._snapshot = snapshot
        self._speller = speller
        self._keep_shares = keep_shares

    def match(self, leaf: Leaf, fields: Sequence[str]) -> LeafMatch | None:
        """Return the films that hold a leaf in any of the fields; None if it asks for nothing."""
        match leaf:
            case Word():
                return self._word(leaf, fields)
            case Phrase():
                # at once, since the words of a phrase settle each other's language
                tokens = analyze(" ".join(word.text for word in leaf.words))
                return self._run_of([t.term for t in tokens], fields, slop=leaf.slop)
            case Wildcard():
                return self._wildcard(leaf, fields)
            case Fuzzy():
                return self._fuzzy(leaf, fields)
            case YearRange():
                years = [y for y in self._snapshot.years() if _within(y, leaf)]
                return _filtered(map(self._snapshot.films_of_year, years))
            case Article():
                paths = [p for p in self._snapshot.paths() if article_matches(leaf.pattern, p)]
                return _filtered(map(self._snapshot.films_of_article, paths))

    def _word(self, word: Word, fields: Sequence[str]) -> LeafMatch | None:
        """Match a word, or what stands for it in other spellings, whichever gives a film more.

        A term that is not the word itself is taken for as common as all of them together: a rare
        misspelling is no find.
        """
        if self._arrays is not None:
            return self._kept_word(word, tuple(fields), self._arrays)
        terms = [token.term for token in analyze(word.text)]
        if len(terms) != 1:
            return self._run_of(terms, fields, slop=0)
        found = [
            (variant, self._variant(variant, word.text, fields))
            for variant in self._speller.variants(word, terms[0])
        ]
        if word.years is not None and tuple(fields) == TEXT_FIELDS:
            of_years = dict.fromkeys(self._films_of_years(*word.years), 1.0)
            found[0][1].append(FieldFreqs("year", FIELD_WEIGHTS["year"], of_years))
        n_docs = self._snapshot.corpus.n_docs
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
            factor = word_factor(word.text) * variant.weight
            scores = scores_of(each, worth, worths, factor=factor)
            explained = shares_of(each, worth, worths, factor=factor) if self._keep_shares else {}
            best.take(variant, scores, worth * variant.weight, explained)
        return best.leaf_match()

    def _variant(self, variant: Variant, typed: str, fields: Sequence[str]) -> list[FieldFreqs]:
        """Return the films that hold a variant of a word in each field.

        Where a field has only other forms of the word than the one typed, they count less. A word
        that stands in two (`spider man`) is one in titles and extras alone: names stand there.
        """
        if " " in variant.term:
            joined = [field for field in fields if measured_as(field) in NAME_FIELDS]
            found = ((f, self._runs(f, variant.term.split(), 0)) for f in joined)
        elif variant.kind is Kind.EXACT and has_forms(typed):
            found = ((f, self._as_typed(f, variant.term, typed)) for f in fields)
        else:
            found = ((f, self._snapshot.postings(f, variant.term)) for f in fields)
        return [field_freqs(f, postings, self._snapshot) for f, postings in found]

    def _as_typed(self, field: str, term: str, typed: str) -> Postings:
        postings = self._snapshot.postings(field, term)
        if not postings.doc_ids:
            return postings
        held = self._snapshot.films_with_word(field, normal_form(typed))
        if len(held) == len(postings.doc_ids):  # all of them, as the form has this term
            return postings
        so = set(held)
        freqs = [
            freq if doc_id in so else freq * OTHER_FORM
            for doc_id, freq in zip(postings.doc_ids, postings.term_freqs, strict=True)
        ]
        return Postings(postings.doc_ids, freqs)

    def _kept_word(
        self, word: Word, fields: tuple[str, ...], arrays: "ArrayWords"
    ) -> LeafMatch | None:
        key = (word.text, fields, self._speller.key(word))
        return self._kept(key, lambda: self._word_by_arrays(word, fields, arrays), arrays)

    def _kept(
        self, key: Hashable, find: Callable[[], LeafMatch | None], arrays: "ArrayWords"
    ) -> LeafMatch | None:
        """Return what an earlier query has found, or find it."""
        kept = arrays.kept.get(key)
        if kept is not None:
            self._snapshot.spend(kept.work)
            return kept.match
        work_before = self._snapshot.work_left
        match = find()
        arrays.kept.keep(key, match, work=work_before - self._snapshot.work_left)
        return match

    def _word_by_arrays(
        self, word: Word, fields: tuple[str, ...], arrays: "ArrayWords"
    ) -> LeafMatch | None:
        terms = [token.term for token in analyze(word.text)]
        if len(terms) != 1:
            return self._run_of(terms, fields, slop=0)
        variants = self._speller.variants(word, terms[0])
        of_years: Sequence[int] = ()
        if word.years is not None and fields == TEXT_FIELDS:
            of_years = self._films_of_years(*word.years)
        return arrays.match(
            word.text, variants, fields, of_years, spend=self._snapshot.spend_on_postings
        )

    def _films_of_years(self, first: int, last: int) -> list[int]:
        years = [year for year in self._snapshot.years() if first <= year <= last]
        return [doc_id for year in years for doc_id in self._snapshot.films_of_year(year)]

    def _run_of(
        self, terms: Sequence[str], fields: Sequence[str], *, slop: int
    ) -> LeafMatch | None:
        """Match terms that stand in this order, with at most `slop` words between neighbours."""
        if not terms:
            return None
        found = [
            field_freqs(field, self._runs(field, terms, slop), self._snapshot) for field in fields
        ]
        worth_of = {term: self._worth(term, fields) for term in terms}
        worths = [sum(self._worth(term, [field]) for term in terms) for field in fields]
        worth = sum(worth_of[term] for term in terms)
        return self._leaf_match(found, worth, worths, terms=worth_of)

    def _runs(self, field: str, terms: Sequence[str], slop: int) -> Postings:
        """Return the films in which the terms stand so in a field, and how often."""
        films = {term: set(self._snapshot.postings(field, term).doc_ids) for term in terms}
        together = set.intersection(*films.values())
        positions = {term: self._snapshot.positions(field, term, together) for term in films}
        counts = {
            doc_id: count_runs((positions[term][doc_id] for term in terms), slop)
            for doc_id in sorted(together)
        }
        found = {doc_id: count for doc_id, count in counts.items() if count}
        return Postings(tuple(found), tuple(found.values()))

    def films_with_neighbours(self, field: str, first: str, second: str) -> Collection[int]:
        """Return the films that hold two terms side by side in a field."""
        if self._arrays is None:
            return self._runs(field, (first, second), 0).doc_ids
        arrays, spend = self._arrays, self._snapshot.spend_on_postings
        found = self._kept(
            ("side by side", field, first, second),
            lambda: arrays.neighbours(field, first, second, spend=spend),
            arrays,
        )
        return () if found is None else found.scores

    def _wildcard(self, leaf: Wildcard, fields: Sequence[str]) -> LeafMatch:
        words = self._snapshot.words(fields, prefix=fold_pattern(leaf.prefix))
        found = self._written(expand_wildcard(leaf, words), fields)
        if not _ACRONYM.fullmatch(leaf.text):
            return found
        # the stars of M*A*S*H may also be meant as they stand
        spelled = self._run_of([token.term for token in analyze(leaf.text)], fields, slop=0)
        return found if spelled is None or not spelled.scores else _either(found, spelled)

    def _fuzzy(self, leaf: Fuzzy, fields: Sequence[str]) -> LeafMatch | None:
        tokens = analyze(leaf.text)
        if len(tokens) == 1:
            return self._written(expand_fuzzy(leaf, self._snapshot.words(fields)), fields)
        return self._run_of([token.term for token in tokens], fields, slop=0)

    def _written(self, words: Sequence[str], fields: Sequence[str]) -> LeafMatch:
        """Match any of these words as they are written, each counted once in a field."""
        counts = []
        for field in fields:
            found = Counter(
                d for word in words for d in self._snapshot.films_with_word(field, word)
            )
            counts.append((field, Postings(tuple(found), tuple(found.values()))))
        each = [field_freqs(field, postings, self._snapshot) for field, postings in counts]
        n_docs = self._snapshot.corpus.n_docs
        worth = idf(len(films_in(each)), n_docs)
        worths = [idf(len(in_field.freqs), n_docs) for in_field in each]
        return self._leaf_match(each, worth, worths, words=dict.fromkeys(words, worth))

    def _worth(self, term: str, fields: Sequence[str]) -> float:
        holding = {d for field in fields for d in self._snapshot.postings(field, term).doc_ids}
        return idf(len(holding), self._snapshot.corpus.n_docs)

    def _leaf_match(
        self,
        found: Sequence[FieldFreqs],
        worth: float,
        worths: Sequence[float],
        *,
        terms: Mapping[str, float] | None = None,
        words: Mapping[str, float] | None = None,
    ) -> LeafMatch:
        return LeafMatch(
            scores=scores_of(found, worth, worths),
            terms=terms or {},
            words=words or {},
            shares=shares_of(found, worth, worths) if self._keep_shares else {},
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


def _either(one: LeafMatch, other: LeafMatch) -> LeafMatch:
    """Return the films of both, each with the higher of its scores."""
    scores = dict(one.scores)
    for doc_id, score in other.scores.items():
        scores[doc_id] = max(score, scores.get(doc_id, 0.0))
    return LeafMatch(
        scores=scores,
        terms={**one.terms, **other.terms},
        words={**one.words, **other.words},
        shares=_shares_of_best(one, other),
    )


def _shares_of_best(one: LeafMatch, other: LeafMatch) -> dict[str, dict[int, float]]:
    better = {d for d, score in other.scores.items() if score > one.scores.get(d, -1.0)}
    best: dict[str, dict[int, float]] = {}
    for field, share in one.shares.items():
        best[field] = {d: part for d, part in share.items() if d not in better}
    for field, share in other.shares.items():
        best.setdefault(field, {}).update((d, part) for d, part in share.items() if d in better)
    return best


def _filtered(groups: Iterable[Iterable[int]]) -> LeafMatch:
    return LeafMatch(scores=dict.fromkeys(itertools.chain.from_iterable(groups), 0.0))


def _within(year: int, span: YearRange) -> bool:
    return (span.first is None or span.first <= year) and (span.last is None or year <= span.last)
