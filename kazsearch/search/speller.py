"""Here is a word of a query: which terms of the index does it mean?"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from kazsearch.index.fields import WORD_PREFIX
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.vocabulary import IndexVocabulary
from kazsearch.query import Node, Word, positive_words, word_runs
from kazsearch.search.field_scores import NAME_FIELDS
from kazsearch.search.loosening import is_idle
from kazsearch.text.analyzer import analyze, analyze_word
from kazsearch.text.numerals import same_number
from kazsearch.text.spelling import Kind, Variant, expand
from kazsearch.text.spelling_keys import MIN_STEM
from kazsearch.text.stemming import evidence
from kazsearch.text.synonyms import Synonyms
from kazsearch.text.words import LONGEST_WORD, normal_form

_MAX_KEPT = 1 << 13  # pairs of words
_MAX_TYPED = 2 * LONGEST_WORD  # characters, some of which the form of a word may lack
_MIN_JOINED = 5  # letters of two words in one: shorter ones are words by chance
_MIN_APART = 6
_MIN_PART = 2


class Speller:
    """Knows the terms of one snapshot, and what the words around say of a word.

    `joined` has the terms that a word is with a neighbour, by the word as typed.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        kazakh_around: bool = False,
        synonyms: Synonyms | None = None,
        joined: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._vocabulary = IndexVocabulary(snapshot)
        self._kazakh_around = kazakh_around
        self._synonyms = synonyms
        self._joined = joined or {}

    def key(self, word: Word) -> Hashable:
        """Return what the word's variants depend on beside the word itself and the snapshot."""
        return self._kazakh_around, id(self._synonyms), self._joined.get(word.text)

    @classmethod
    def for_query(
        cls, tree: Node, snapshot: Snapshot, *, synonyms: Synonyms | None = None
    ) -> "Speller":
        """Return the speller for the words of a query."""
        foreign = [word.text for word in positive_words(tree) if not word.text.isascii()]
        return cls(
            snapshot,
            kazakh_around=sum(evidence(normal_form(text)) for text in foreign) > 0,
            synonyms=synonyms,
            joined=_joined(word_runs(tree), snapshot),
        )

    def variants(self, word: Word, term: str, *, least: int = MIN_STEM) -> tuple[Variant, ...]:
        """Return the terms to look for, `term` as the exact one first, there or not.

        A term with a blank in it is two words, to be found side by side. `least` is as in `expand`.
        What says little of a film is looked for as it stands.
        """
        spelled: tuple[Variant, ...] = ()
        if not is_idle(word):
            spelled = expand(
                word.text,
                self._vocabulary,
                kazakh_around=self._kazakh_around,
                synonyms=self._synonyms,
                least=least,
            )
        found = {term: Variant(term, Kind.EXACT)}
        for variant in spelled:
            found.setdefault(variant.term, variant)
        for number in same_number(term):
            found.setdefault(number, Variant(number, Kind.NUMBER))
        for joined in (*self._joined.get(word.text, ()), *self._apart(normal_form(word.text))):
            found.setdefault(joined, Variant(joined, Kind.JOINED))
        return tuple(found.values())

    def joined(self, run: Sequence[Word]) -> Iterator[tuple[int, str]]:
        """Yield the terms that two words of a run are when written as one, and the place of the
        first."""
        if self._joined:
            for place, (first, second) in enumerate(pairwise(run)):
                of_second = self._joined.get(second.text, ())
                for term in self._joined.get(first.text, ()):
                    if term in of_second:
                        yield place, term

    def _apart(self, form: str) -> Iterator[str]:
        """Yield the two words that a word is when parted in two that names have."""
        if form[-1:].isdecimal():
            yield from self._numbered(form)
        if not _MIN_APART <= len(form) <= LONGEST_WORD or not form.isalpha():
            return
        for end in range(_MIN_PART, len(form) - _MIN_PART + 1):
            parts = form[:end], form[end:]
            if all(map(self._is_of_names, parts)):
                terms = [token.term for token in analyze(" ".join(parts))]
                if len(terms) == 2:
                    yield " ".join(terms)

    def _numbered(self, form: str) -> Iterator[str]:
        """Yield a name and its number, as `rocky2` is Rocky II."""
        name = form.rstrip("0123456789")
        if len(name) < _MIN_PART or not name.isalpha() or not self._is_of_names(name):
            return
        number = form[len(name) :]
        for term in (token.term for token in analyze_word(name)):
            yield from (f"{term} {written}" for written in (number, *same_number(number)))

    def _is_of_names(self, form: str) -> bool:
        return any(self._snapshot.has_key(WORD_PREFIX + field, form) for field in NAME_FIELDS)


def _joined(runs: Iterable[tuple[Word, ...]], snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return for words of a query the terms that they are with the word before or after them."""
    found: dict[str, tuple[str, ...]] = {}
    for run in runs:
        for pair in pairwise(run):
            first, second = pair[0].text, pair[1].text
            if len(first) + len(second) > _MAX_TYPED:  # nor are such words to be kept
                continue
            term = _joined_term(first, second)
            if term is not None and snapshot.has_term(term):
                for word in pair:
                    found[word.text] = (*found.get(word.text, ()), term)
    return found


@lru_cache(maxsize=_MAX_KEPT)
def _joined_term(first: str, second: str) -> str | None:
    """Return the term of two words in one, if they are one."""
    form = normal_form(first) + normal_form(second)
    if not _MIN_JOINED <= len(form) <= LONGEST_WORD or not form.isalpha():
        return None
    tokens = analyze_word(form)
    parts = {token.term for word in (first, second) for token in analyze_word(word)}
    if len(tokens) != 1 or tokens[0].term in parts:
        return None  # `wall e` is no `walle`, which is cut to wall
    return tokens[0].term
