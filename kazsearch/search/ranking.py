"""Here are statistics: which score? Pure functions of numbers.

BM25F (Zaragoza et al., TREC 2004; Robertson and Zaragoza, 2009, 3.6): the occurrences of a term in
the fields of a film are weighted, each normalised by its own field's length, and added before they
saturate:

    tf'   = Σ_field  weight · term_freq / (1 - b + b · field_len / avg_field_len)
    score = idf · tf' / (k1 + tf')
    idf   = ln(1 + (n_docs - doc_freq + ½) / (doc_freq + ½))

With one field of weight 1 this is Lucene's BM25.
"""

import math

K1 = 1.2
B = 0.75
FIELD_WEIGHTS = {"title": 3.0, "description": 1.0, "fact": 1.0, "extra": 1.0}


def idf(doc_freq: int, n_docs: int) -> float:
    """Return how much a term tells that `doc_freq` of `n_docs` films hold. Always above 0."""
    return math.log(1 + (n_docs - doc_freq + 0.5) / (doc_freq + 0.5))


def normalized_freq(
    term_freq: float, field_len: int, avg_field_len: float, *, b: float = B
) -> float:
    """Return the frequency of a term in a field as if the field had average length."""
    return term_freq / (1 - b + b * field_len / avg_field_len)


def saturate(freq: float, *, k1: float = K1) -> float:
    """Return the part of a term's idf that so many occurrences earn: 0 for none, below 1."""
    return freq / (k1 + freq)
