"""Here is one leaf of a query: which films hold it, how well, and by which words?"""

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kazsearch.index.fields import EXTRA_PREFIX, TEXT_FIELDS
from kazsearch.index.postings import Postings
from kazsearch.lazy import lazy_regex
from kazsearch.query import Article, Fuzzy, Phrase, Wildcard, Word, YearRange, article_matches
from kazsearch.search.expansion import expand_fuzzy, expand_wildcard, fold_pattern
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.ranking import FIELD_WEIGHTS, idf, normalized_freq, saturate
from kazsearch.search.reading import Reading
from kazsearch.search.speller import Speller
from kazsearch.text.analyzer import analyze
from kazsearch.text.spelling import Kind, Variant

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
        self._parts: dict[str, Mapping[str, Mapping[int, float]]] = {}

    def take(
        self,
        variant: Variant,
        freqs: Mapping[int, float],
        worth: float,
        parts: Mapping[str, Mapping[int, float]],
    ) -> None:
        """Consider the films that hold one variant."""
        self._terms[variant.term] = worth
        self._parts[variant.term] = parts
        if variant.kind <= Kind.STEM:
            self._exact.update(freqs)
        for doc_id, freq in freqs.items():
            score = worth * saturate(freq)
            if score > self._scores.get(doc_id, -1.0):
                self._scores[doc_id] = score
                self._variants[doc_id] = variant

    def _is_best(self, term: str, doc_id: int) -> bool:
        variant = self._variants.get(doc_id)
        return variant is not None and variant.term == term

    def leaf_match(self, *, keep_parts: bool) -> LeafMatch:
        """Return the films with what was best for each."""
        parts: dict[str, dict[int, float]] = {}
        for term, of_term in self._parts.items() if keep_parts else ():
            for name, part in of_term.items():
                best = parts.setdefault(name, {})
                best |= {d: freq for d, freq in part.items() if self._is_best(term, d)}
        return LeafMatch(
            scores=self._scores,
            terms=self._terms,
            spelled={d: v.term for d, v in self._variants.items() if d not in self._exact},
            parts=parts,
        )


class LeafMatcher:
    """Matches leaves in one snapshot. All methods raise TooMuchWorkError."""

    def __init__(
        self,
        snapshot: Reading,
        *,
        speller: Speller,
        keep_parts: bool = False,
        arrays: "ArrayWords | None" = None,
    ) -> None:
        self._arrays = arrays
        self._snapshot = snapshot
        self._speller = speller
        self._keep_parts = keep_parts
        n_docs = max(snapshot.corpus.n_docs, 1)
        self._averages = {
            name: max(snapshot.corpus.total_lengths.get(name, 0) / n_docs, 1.0)
            for name in TEXT_FIELDS
        }

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
            (variant, self._parts((f, self._snapshot.postings(f, variant.term)) for f in fields))
            for variant in self._speller.variants(word.text, terms[0])
        ]
        if word.years is not None and tuple(fields) == TEXT_FIELDS:
            found[0][1]["year"] = dict.fromkeys(self._films_of_years(*word.years), 1.0)
        freqs = [_sum(parts) for _, parts in found]
        together = len(set().union(*freqs))
        best = _Best()
        for (variant, parts), of_film in zip(found, freqs, strict=True):
            is_exact = variant.kind <= Kind.STEM
            rarity = idf(len(of_film) if is_exact else together, self._snapshot.corpus.n_docs)
            best.take(variant, of_film, rarity * variant.weight, parts)
        return best.leaf_match(keep_parts=self._keep_parts)

    def _kept_word(
        self, word: Word, fields: tuple[str, ...], arrays: "ArrayWords"
    ) -> LeafMatch | None:
        """Return what a word has found for an earlier query, or find it."""
        key = (word.text, fields, self._speller.key)
        kept = arrays.kept.get(key)
        if kept is not None:
            self._snapshot.spend(kept.work)
            return kept.match
        work_before = self._snapshot.work_left
        match = self._word_by_arrays(word, fields, arrays)
        arrays.kept.keep(key, match, work=work_before - self._snapshot.work_left)
        return match

    def _word_by_arrays(
        self, word: Word, fields: tuple[str, ...], arrays: "ArrayWords"
    ) -> LeafMatch | None:
        terms = [token.term for token in analyze(word.text)]
        if len(terms) != 1:
            return self._run_of(terms, fields, slop=0)
        variants = self._speller.variants(word.text, terms[0])
        postings = {}
        for term, _ in variants:
            found = [(field, *arrays.arrays.postings(field, term)) for field in fields]
            for _, doc_ids, _ in found:
                self._snapshot.spend_on_postings(len(doc_ids))
            postings[term] = found
        of_years: Sequence[int] = ()
        if word.years is not None and fields == TEXT_FIELDS:
            of_years = self._films_of_years(*word.years)
        return arrays.match(variants, postings, of_years)

    def _films_of_years(self, first: int, last: int) -> list[int]:
        years = [year for year in self._snapshot.years() if first <= year <= last]
        return [doc_id for year in years for doc_id in self._snapshot.films_of_year(year)]

    def _run_of(
        self, terms: Sequence[str], fields: Sequence[str], *, slop: int
    ) -> LeafMatch | None:
        """Match terms that stand in this order, with at most `slop` words between neighbours."""
        if not terms:
            return None
        parts = self._parts((field, self._runs(field, terms, slop)) for field in fields)
        worths = {term: self._worth(term, fields) for term in terms}
        worth = sum(worths[term] for term in terms)
        return self._leaf_match(parts, _sum(parts), worth, terms=worths)

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
        parts = self._parts(counts)
        freqs = _sum(parts)
        worth = idf(len(freqs), self._snapshot.corpus.n_docs)
        return self._leaf_match(parts, freqs, worth, words=dict.fromkeys(words, worth))

    def _worth(self, term: str, fields: Sequence[str]) -> float:
        holding = {d for field in fields for d in self._snapshot.postings(field, term).doc_ids}
        return idf(len(holding), self._snapshot.corpus.n_docs)

    def _parts(self, found: Iterable[tuple[str, Postings]]) -> dict[str, dict[int, float]]:
        """Return each field's weighted and normalised frequencies, by doc id."""
        parts = {}
        for field, postings in found:
            measured = "extra" if field.startswith(EXTRA_PREFIX) else field
            weight, average = FIELD_WEIGHTS[measured], self._averages[measured]
            field_lens = self._snapshot.field_lengths(measured, postings.doc_ids)
            parts[field] = {
                doc_id: weight * normalized_freq(freq, field_len, average)
                for doc_id, freq, field_len in zip(
                    postings.doc_ids, postings.term_freqs, field_lens, strict=True
                )
            }
        return parts

    def _leaf_match(
        self,
        parts: Mapping[str, Mapping[int, float]],
        freqs: Mapping[int, float],
        worth: float,
        *,
        terms: Mapping[str, float] | None = None,
        words: Mapping[str, float] | None = None,
    ) -> LeafMatch:
        return LeafMatch(
            scores={doc_id: worth * saturate(freq) for doc_id, freq in freqs.items()},
            terms=terms or {},
            words=words or {},
            parts=parts if self._keep_parts else {},
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


def _sum(parts: Mapping[str, Mapping[int, float]]) -> dict[int, float]:
    """Add up the parts of all fields, by doc id; in the order of the fields, to the last bit."""
    total: dict[int, float] = {}
    for part in parts.values():
        for doc_id, freq in part.items():
            total[doc_id] = total.get(doc_id, 0.0) + freq
    return total


def _either(one: LeafMatch, other: LeafMatch) -> LeafMatch:
    """Return the films of both, each with the higher of its scores."""
    scores = dict(one.scores)
    for doc_id, score in other.scores.items():
        scores[doc_id] = max(score, scores.get(doc_id, 0.0))
    return LeafMatch(
        scores=scores,
        terms={**one.terms, **other.terms},
        words={**one.words, **other.words},
        parts={
            field: _sum({"one": one.parts[field], "other": other.parts[field]})
            for field in one.parts
        },
    )


def _filtered(groups: Iterable[Iterable[int]]) -> LeafMatch:
    return LeafMatch(scores=dict.fromkeys(itertools.chain.from_iterable(groups), 0.0))


def _within(year: int, span: YearRange) -> bool:
    return (span.first is None or span.first <= year) and (span.last is None or year <= span.last)
