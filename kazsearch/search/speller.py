"""Here is a word of a query: which terms of the index does it mean?"""

from kazsearch.index.snapshot import Snapshot
from kazsearch.index.vocabulary import IndexVocabulary
from kazsearch.query import Node, positive_words
from kazsearch.text.spelling import Kind, Variant, expand
from kazsearch.text.stemming import evidence
from kazsearch.text.synonyms import Synonyms
from kazsearch.text.words import normal_form


class Speller:
    """Knows the terms of one snapshot, and what the words around say of a word's language."""

    def __init__(
        self, snapshot: Snapshot, *, kazakh_around: bool = False, synonyms: Synonyms | None = None
    ) -> None:
        self._vocabulary = IndexVocabulary(snapshot)
        self._kazakh_around = kazakh_around
        self._synonyms = synonyms

    @property
    def key(self) -> tuple[bool, int]:
        """What a word's variants depend on beside the word and the snapshot."""
        return self._kazakh_around, id(self._synonyms)

    @classmethod
    def for_query(
        cls, tree: Node, snapshot: Snapshot, *, synonyms: Synonyms | None = None
    ) -> "Speller":
        """Return the speller for the words of a query."""
        forms = [normal_form(word.text) for word in positive_words(tree)]
        return cls(snapshot, kazakh_around=sum(map(evidence, forms)) > 0, synonyms=synonyms)

    def variants(self, word: str, term: str) -> tuple[Variant, ...]:
        """Return the terms to look for, `term` as the exact one first, there or not."""
        found = expand(
            word,
            self._vocabulary,
            kazakh_around=self._kazakh_around,
            synonyms=self._synonyms,
        )
        others = (variant for variant in found if variant.term != term)
        return (Variant(term, Kind.EXACT), *others)
