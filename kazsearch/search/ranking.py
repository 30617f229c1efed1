"""Here are statistics: which score? Pure functions of numbers.

What a film scores for a word is what the word is worth in all fields together and, added to it,
what it is worth in each field alone:

    x_field  = term_freq / (1 - b + b · field_len / avg_field_len)
    together = idf(films with it) · X / (k1 + X),  X = Σ_field together_field · x_field
    alone    = Σ_field alone_field · idf(films with it in the field) · x_field / (k1 + x_field)

`together` is BM25F (Zaragoza et al., TREC 2004; Robertson and Zaragoza, 2009, 3.6), which says best
whether a film is about a word; `alone` lets a word that is rare in titles count as such in a title,
and what several fields say count more than what one says often. Either by itself is worse by .010
nDCG@10 and more, as is every other number here: `benchmarks/RELEVANCE.md`.
"""

import math
from typing import NamedTuple

K1 = 1.0


class FieldWeights(NamedTuple):
    """What a field counts beside the others, and how far its length matters."""

    together: float
    alone: float
    b: float


# a film's year, where a number of the query names it, stands for one more field
FIELD_WEIGHTS = {
    "title": FieldWeights(8.0, 0.9, 0.75),
    "description": FieldWeights(1.0, 0.5, 0.75),
    "fact": FieldWeights(1.0, 0.5, 0.75),
    "extra": FieldWeights(0.75, 0.6, 0.5),
    "year": FieldWeights(1.0, 2.0, 0.0),
}

OTHER_FORM = 0.4  # of its frequency, where a field has the stem of a word but not the word as typed
NUMBER = 0.6  # of its score: films are numbered and dated, so that a number finds many by chance
STOPWORD = 0.35  # of its score: the, of and their like need not be found, beside words that must
MANY_STOPWORDS = 3  # count no more than so many: questions are full of them
FILM_WORD = 0.35  # of its score: nor need movie, watch and their like

# what a film has beside its words one by one
EVERY_WORD = 0.5  # for each word but one: holds all that must be found
WHOLE_TITLE = 2.0  # a title of it, or what stands before its colon, stands whole in the query
TITLE_WORD = 0.5  # and for each word of that title but one
NEIGHBOURS = 0.25  # of the idf of the lesser of two neighbours that are so in its title or extras


def idf(doc_freq: int, n_docs: int) -> float:
    """Return how much a term tells that `doc_freq` of `n_docs` films hold. Always above 0."""
    return math.log(1 + (n_docs - doc_freq + 0.5) / (doc_freq + 0.5))


def normalized_freq(term_freq: float, field_len: int, avg_field_len: float, *, b: float) -> float:
    """Return the frequency of a term in a field as if the field had average length."""
    return term_freq / (1 - b + b * field_len / avg_field_len)


def saturate(freq: float, *, k1: float = K1) -> float:
    """Return the part of a term's idf that so many occurrences earn: 0 for none, below 1."""
    return freq / (k1 + freq)


def has_forms(typed: str) -> bool:
    """Tell whether another form of a word counts less: of an English one; others inflect more."""
    return typed.isascii() and not typed.isdecimal()


def word_factor(typed: str) -> float:
    """Return what a word's score is multiplied by."""
    return NUMBER if typed.isdecimal() else 1.0
