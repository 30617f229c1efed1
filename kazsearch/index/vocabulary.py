"""Which terms of the films are spelled alike? The lookups of `kazsearch.text.vocabulary`, on disk.

Each commit adds one document with the terms that came new with it, in two fields whose sorted
dictionaries are the lookups: `spelling` has "key TAB term", `sound` "consonants TAB key TAB term".
Terms stay in them when their last film goes, so that who looks up asks `in` before using one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kazsearch.index.document import Document
from kazsearch.index.documents import (
    ArticleRecord,
    CorpusRecord,
    article_document,
    corpus_document,
)
from kazsearch.index.fields import TEXT_FIELDS, WORD_PREFIX
from kazsearch.index.snapshot import Snapshot
from kazsearch.text.near import consonants
from kazsearch.text.spelling_keys import term_keys

_TAB = "\t"
FilmIds = Mapping[str, Sequence[str]]  # of articles, by path


def other_documents(
    articles: Iterable[ArticleRecord], new_terms: Collection[str]
) -> Iterator[Document]:
    """Yield the documents of articles, and that of the terms that came with them."""
    yield from map(article_document, articles)
    if new_terms:
        yield vocabulary_document(new_terms)


def last_documents(
    film_ids: FilmIds, digests: Mapping[str, str], new_terms: Collection[str], record: CorpusRecord
) -> Iterator[Document]:
    """Yield what a commit ends with: the documents of articles, of new terms, of the corpus."""
    articles = (
        ArticleRecord(path=path, digest=digests[path], film_ids=tuple(film_ids[path]))
        for path in sorted(film_ids)
    )
    yield from other_documents(articles, new_terms)
    yield corpus_document(record)


def vocabulary_document(terms: Collection[str]) -> Document:
    """Return the document that holds these terms."""
    keyed = [(key, term) for term in terms for key in term_keys(term)]
    return Document(
        keys={
            "kind": (b"vocabulary",),
            "spelling": [_TAB.join(pair).encode() for pair in keyed],
            "sound": [_TAB.join((consonants(key), key, term)).encode() for key, term in keyed],
        }
    )


class IndexVocabulary:
    """The terms of one snapshot by their spelling."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __contains__(self, term: str) -> bool:
        return self._snapshot.has_term(term)

    def has_form(self, form: str) -> bool:
        """Tell whether a film holds a word in just this form."""
        return any(self._snapshot.has_key(WORD_PREFIX + field, form) for field in TEXT_FIELDS)

    def same(self, key: str) -> list[str]:
        """Return the terms under a key, sorted."""
        return [term for _, term in self._pairs("spelling", key + _TAB)]

    def beginning(self, prefix: str) -> list[str]:
        """Return the terms with a key that begins so, by key; one with two keys may come twice."""
        return [term for _, term in self._pairs("spelling", prefix)]

    def like(self, key: str) -> list[tuple[str, str]]:
        """Return the keys with the same consonants, each with its term."""
        return self._pairs("sound", consonants(key) + _TAB)

    def _pairs(self, field: str, prefix: str) -> list[tuple[str, str]]:
        found = (line.split(_TAB)[-2:] for line in self._snapshot.dictionary.keys(field, prefix))
        return [(key, term) for key, term in found]
