"""Here is a film: which query finds those that are like it?

Its most telling terms, by tf·idf over its own texts, joined by OR: each counts by how telling it is
here, and what it finds is ranked like any other query.
"""

import heapq
import math
from collections import Counter
from collections.abc import Iterator

from kazsearch.corpus.film import Film
from kazsearch.index.documents import Appearances
from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Boost, Node, Word, or_of
from kazsearch.search.ranking import idf
from kazsearch.text.analyzer import analyze
from kazsearch.text.stopwords import is_film_word, is_stopword
from kazsearch.text.words import has_digit, normal_form

MAX_TERMS = 25  # as Lucene's MoreLikeThis: more of them find no others, and cost more
_MIN_SHARE = 0.1  # of the best term's worth; terms below it add nothing but noise
_MAX_COMMON = 0.5  # of all films; a term that more of them hold says nothing of this one


def similar_query(tellings: Appearances, snapshot: Snapshot) -> Node | None:
    """Return the query for films like this one, or None where no other film shares a word."""
    freqs: Counter[str] = Counter()
    words: dict[str, str] = {}
    for text in (text for film in tellings for text in _texts(film)):
        for token in analyze(text):
            if not _says_little(token.text):
                freqs[token.term] += 1
                words.setdefault(token.term, token.text)
    telling = _most_telling(freqs, snapshot)
    if not telling:
        return None
    best = telling[0][0]
    return or_of(
        Boost(child=Word(text=words[term]), factor=round(worth / best, 3))
        for worth, term in telling
        if worth >= _MIN_SHARE * best
    )


def _most_telling(freqs: Counter[str], snapshot: Snapshot) -> list[tuple[float, str]]:
    """Return the terms of greatest tf·idf with it, best first, that another film holds too.

    Counting the films of a common term takes long: terms are taken by what they can be worth at
    most, and when that is less than what MAX_TERMS others are worth, the rest need no counting.
    """
    n_docs = snapshot.corpus.n_docs
    bounds = {
        term: _worth(freq, snapshot.least_doc_freq(term), n_docs) for term, freq in freqs.items()
    }
    best: list[tuple[float, str]] = []
    for term in sorted(bounds, key=lambda term: (-bounds[term], term)):
        if len(best) == MAX_TERMS and bounds[term] < best[0][0]:
            break
        doc_freq = len({d for f in TEXT_FIELDS for d in snapshot.postings(f, term).doc_ids})
        if 1 < doc_freq <= max(_MAX_COMMON * n_docs, 2):
            heapq.heappush(best, (_worth(freqs[term], doc_freq, n_docs), term))
        if len(best) > MAX_TERMS:
            heapq.heappop(best)
    return sorted(best, key=lambda found: (-found[0], found[1]))


def _says_little(word: str) -> bool:
    """Tell numbers, and words that any text is made of, from those that tell what it is about."""
    form = normal_form(word)
    return has_digit(word) or is_stopword(form) or is_film_word(form)


def _worth(freq: int, doc_freq: int, n_docs: int) -> float:
    return (1 + math.log(freq)) * idf(doc_freq, n_docs)


def _texts(film: Film) -> Iterator[str]:
    yield from (film.title, *film.alternative_titles, film.description, *film.facts)
    yield from (extra.text for extra in film.extras)
