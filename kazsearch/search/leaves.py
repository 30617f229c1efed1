"""Here is one leaf of a query: which films hold it, how well, and by which words?"""

import itertools
import math
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.postings import Postings
from kazsearch.lazy import lazy_regex
from kazsearch.query import Article, Fuzzy, Phrase, Wildcard, Word, YearRange, article_matches
from kazsearch.search.dict_words import DictWords
from kazsearch.search.expansion import expand_fuzzy, expand_wildcard, fold_pattern
from kazsearch.search.field_scores import (
    FieldFreqs,
    field_freqs,
    films_in,
    scores_of,
    shares_of,
)
from kazsearch.search.leaf_match import LeafMatch, either, or_spelled
from kazsearch.search.ranking import idf
from kazsearch.search.reading import Reading
from kazsearch.search.speller import Speller
from kazsearch.text.analyzer import Token, analyze, analyze_word
from kazsearch.text.spelling import WEIGHTS, Kind, Variant
from kazsearch.text.stemming import is_cyrillic
from kazsearch.text.words import has_digit, normal_form

if TYPE_CHECKING:
    from kazsearch.search.array_words import ArrayWords

_MAX_SPELLINGS = 8  # of a word of several, beside the one typed
_MAX_PARTS = 4
_MIN_JOINED = 3  # letters of a word of several that may be written as one, as J.F.K.
_MIN_STEM_OF_A_PART = 2  # letters; ата is indexed as ат, which tells enough beside алма
_MAX_OF_A_PART = 6
_MAX_MIXED = _MAX_OF_A_PART**_MAX_PARTS
_SURE_KINDS = (Kind.EXACT, Kind.STEM, Kind.SYNONYM, Kind.SPELLING)
_ACRONYM = lazy_regex(r"\p{L}(?:\*\p{L}){2,}")
_Found = TypeVar("_Found", "LeafMatch | None", Mapping[str, Collection[int]])
Leaf = Word | Wildcard | Fuzzy | Phrase | YearRange | Article


class LeafMatcher:
    """Matches leaves in one snapshot. All methods raise TooMuchWorkError."""

    def __init__(
        self,
        reading: Reading,
        *,
        speller: Speller,
        keep_shares: bool = False,
        arrays: "ArrayWords | None" = None,
    ) -> None:
        self._arrays = arrays
        self._reading = reading
        self._speller = speller
        self._keep_shares = keep_shares
        self._words = DictWords(reading, keep_shares=keep_shares)

    def match(self, leaf: Leaf, fields: tuple[str, ...]) -> LeafMatch | None:
        """Return the films that hold a leaf in any of the fields; None if it asks for nothing."""
        if isinstance(leaf, Word):  # as most are
            return self._word(leaf, fields)
        match leaf:
            case Phrase():
                # at once, since the words of a phrase settle each other's language
                tokens = analyze(" ".join(word.text for word in leaf.words))
                return self._run_of([t.term for t in tokens], fields, slop=leaf.slop)
            case Wildcard():
                return self._wildcard(leaf, fields)
            case Fuzzy():
                return self._fuzzy(leaf, fields)
            case YearRange():
                years = [y for y in self._reading.years() if _within(y, leaf)]
                return _filtered(map(self._reading.films_of_year, years))
            case Article():
                paths = [p for p in self._reading.paths() if article_matches(leaf.pattern, p)]
                return _filtered(map(self._reading.films_of_article, paths))

    def _word(self, word: Word, fields: tuple[str, ...]) -> LeafMatch | None:
        tokens = analyze_word(word.text)
        if len(tokens) != 1:
            return self._compound(tokens, fields)
        term, arrays = tokens[0].term, self._arrays
        if arrays is None:
            variants = self._speller.variants(word, term)
            return self._words.match(
                word.text, variants, fields, self._films_of_years(word, fields)
            )
        return self._kept(
            (
                word.text.lower() if word.text.isascii() else word.text,
                word.years,  # `1990s` names some, `1990S` none
                fields,
                self._speller.key(word),
            ),
            lambda: arrays.match(
                word.text,
                self._speller.variants(word, term),
                fields,
                self._films_of_years(word, fields),
                spend=self._reading.spend_on_postings,
            ),
            arrays,
        )

    def _compound(self, tokens: Sequence[Token], fields: Sequence[str]) -> LeafMatch | None:
        """Match a word of several, such as Alma-Ata: side by side, in whatever alphabet."""
        typed = [token.term for token in tokens]
        found = self._run_of(typed, fields, slop=0)
        if found is None or len(tokens) > _MAX_PARTS:
            return found
        for terms, weight in _spellings([*map(self._spelled, tokens)])[:_MAX_SPELLINGS]:
            other = self._run_of(terms, fields, slop=0)
            if other is not None and other.scores:
                found = or_spelled(found, other, weight, " ".join(terms))
        joined = analyze_word("".join(normal_form(token.text) for token in tokens))
        if len(joined) == 1 and len(joined[0].text) >= _MIN_JOINED and joined[0].term not in typed:
            other = self._run_of([joined[0].term], fields, slop=0)
            if other is not None and other.scores:
                found = or_spelled(found, other, WEIGHTS[Kind.JOINED], joined[0].term)
        return found

    def _spelled(self, token: Token) -> list[Variant]:
        """Return the terms that one word of several may be, itself first: the sure ones."""
        word = Word(text=token.text)
        variants = self._speller.variants(word, token.term, least=_MIN_STEM_OF_A_PART)
        return [each for each in variants if each.kind in _SURE_KINDS][:_MAX_OF_A_PART]

    def _films_of_years(self, word: Word, fields: Sequence[str]) -> list[int]:
        """Return the films of the years that a word names, where all texts are searched."""
        if word.years is None or fields != TEXT_FIELDS:
            return []
        first, last = word.years
        years = [year for year in self._reading.years() if first <= year <= last]
        return [doc_id for year in years for doc_id in self._reading.films_of_year(year)]

    def _kept(self, key: Hashable, find: Callable[[], _Found], arrays: "ArrayWords") -> _Found:
        """Return what an earlier query has found, or find it."""
        kept = arrays.kept.get(key)
        if kept is not None:
            self._reading.spend(kept.work)
            found: _Found = kept.found
            return found
        work_before = self._reading.work_left
        found = find()
        arrays.kept.keep(key, found, work=work_before - self._reading.work_left)
        return found

    def _run_of(
        self, terms: Sequence[str], fields: Sequence[str], *, slop: int
    ) -> LeafMatch | None:
        """Match terms that stand in this order, with at most `slop` words between neighbours."""
        return self._places([[term] for term in terms], fields, slop=slop)

    def _places(
        self, places: Sequence[Sequence[str]], fields: Sequence[str], *, slop: int
    ) -> LeafMatch | None:
        """The same where any of some terms may stand at each place."""
        if not places:
            return None
        found = [
            field_freqs(field, self._words.runs(field, places, slop), self._reading)
            for field in fields
        ]
        worth_at = [self._worth(terms, fields) for terms in places]
        worths = [sum(self._worth(terms, [field]) for terms in places) for field in fields]
        parts: dict[str, float] = {}
        for terms, here in zip(places, worth_at, strict=True):
            parts.update({term: max(here, parts.get(term, 0.0)) for term in terms})
        whole = {}
        if slop == 0 and all(len(terms) == 1 for terms in places):
            whole = {" ".join(term for (term,) in places): sum(worth_at)}
        return self._leaf_match(found, sum(worth_at), worths, terms=whole or parts, parts=parts)

    def joined(self, run: Sequence[Word]) -> Iterator[tuple[int, str]]:
        """Yield what `Speller.joined` does."""
        return self._speller.joined(run)

    def films_with_neighbours(
        self, fields: tuple[str, ...], first: str, second: str
    ) -> Mapping[str, Collection[int]]:
        """Return by field the films that hold two terms side by side in it, if there are any."""
        if self._arrays is None:
            runs = {field: self._words.runs(field, [[first], [second]], 0) for field in fields}
            return {field: found.doc_ids for field, found in runs.items() if found.doc_ids}
        arrays, spend = self._arrays, self._reading.spend_on_postings
        return self._kept(
            ("side by side", fields, first, second),
            lambda: arrays.neighbours(fields, first, second, spend=spend),
            arrays,
        )

    def _wildcard(self, leaf: Wildcard, fields: Sequence[str]) -> LeafMatch:
        words = self._reading.words(fields, prefix=fold_pattern(leaf.prefix))
        found = self._written(expand_wildcard(leaf, words), fields)
        if not _ACRONYM.fullmatch(leaf.text):
            return found
        # the stars of M*A*S*H may also be meant as they stand
        spelled = self._run_of([token.term for token in analyze(leaf.text)], fields, slop=0)
        return found if spelled is None or not spelled.scores else either(found, spelled)

    def _fuzzy(self, leaf: Fuzzy, fields: Sequence[str]) -> LeafMatch | None:
        tokens = analyze(leaf.text)
        if len(tokens) == 1:
            words = self._reading.words(fields)
            return self._written(expand_fuzzy(leaf.text, leaf, words), fields)
        near = {token: self._near(token, leaf, fields) for token in tokens}
        return self._places([near[token] for token in tokens], fields, slop=0)

    def _near(self, token: Token, leaf: Fuzzy, fields: Sequence[str]) -> list[str]:
        """Return the terms that a part of a fuzzy word may be, its own first."""
        if has_digit(token.text):
            return [token.term]
        words = expand_fuzzy(token.text, leaf, self._reading.words(fields))
        terms = (near.term for word in words for near in analyze_word(word))
        return [*dict.fromkeys([token.term, *terms])]

    def _written(self, words: Sequence[str], fields: Sequence[str]) -> LeafMatch:
        """Match any of these words as they are written, each counted once in a field."""
        counts = []
        for field in fields:
            found = Counter(d for word in words for d in self._reading.films_with_word(field, word))
            counts.append((field, Postings(tuple(found), tuple(found.values()))))
        each = [field_freqs(field, postings, self._reading) for field, postings in counts]
        n_docs = self._reading.corpus.n_docs
        worth = idf(len(films_in(each)), n_docs)
        worths = [idf(len(in_field.freqs), n_docs) for in_field in each]
        return self._leaf_match(each, worth, worths, words=dict.fromkeys(words, worth))

    def _worth(self, terms: Sequence[str], fields: Sequence[str]) -> float:
        each = (self._reading.postings(field, term) for field in fields for term in terms)
        holding = set(itertools.chain.from_iterable(postings.doc_ids for postings in each))
        return idf(len(holding), self._reading.corpus.n_docs)

    def _leaf_match(
        self,
        found: Sequence[FieldFreqs],
        worth: float,
        worths: Sequence[float],
        *,
        terms: Mapping[str, float] | None = None,
        parts: Mapping[str, float] | None = None,
        words: Mapping[str, float] | None = None,
    ) -> LeafMatch:
        return LeafMatch(
            scores=scores_of(found, worth, worths),
            terms=terms or {},
            parts=parts or {},
            words=words or {},
            shares=shares_of(found, worth, worths) if self._keep_shares else {},
        )


def _spellings(parts: Sequence[Sequence[Variant]]) -> list[tuple[list[str], float]]:
    """Return the terms that the words of one may be, but those typed, with what they count.

    First those in one alphabet, which few authors mix.
    """
    found = []
    for variants in itertools.islice(itertools.product(*parts), 1, _MAX_MIXED):
        terms = [variant.term for variant in variants]
        n_alphabets = len(set(map(is_cyrillic, terms)))
        weight = math.prod(variant.weight for variant in variants)
        found.append((n_alphabets, -weight, terms))
    return [(terms, -minus) for _, minus, terms in sorted(found)]


def _filtered(groups: Iterable[Iterable[int]]) -> LeafMatch:
    return LeafMatch(scores=dict.fromkeys(itertools.chain.from_iterable(groups), 0.0))


def _within(year: int, span: YearRange) -> bool:
    return (span.first is None or span.first <= year) and (span.last is None or year <= span.last)
