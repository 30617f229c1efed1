"""Here are a ranking and what should stand in it: how good is it? Pure functions.

Reciprocal rank (Voorhees, TREC-8, 1999) looks at the first film that was expected; nDCG (Järvelin
and Kekäläinen, 2002) at all of them, each worth less the lower it stands:

    DCG@k  = Σ  1 / log2(rank + 1)   over the ranks ≤ k at which an expected film stands
    nDCG@k = DCG@k / the DCG@k of a ranking in which all expected films come first
"""

import math
from collections.abc import Collection, Sequence

DEPTH = 10


def reciprocal_rank(ranked: Sequence[str], expected: Collection[str]) -> float:
    """Return 1 / the rank of the first expected film, 0 if none stands in the ranking.

    >>> reciprocal_rank(["a", "b", "c"], {"b", "c"})
    0.5
    """
    return next((1 / rank for rank, film in enumerate(ranked, start=1) if film in expected), 0.0)


def ndcg(ranked: Sequence[str], expected: Collection[str], *, depth: int = DEPTH) -> float:
    """Return nDCG@depth, where a film is either expected or not; 0 if none is expected.

    >>> ndcg(["a", "b"], {"a"}), round(ndcg(["b", "a"], {"a"}), 4)
    (1.0, 0.6309)
    """
    gains = [film in expected for film in ranked[:depth]]
    ideal = [True] * min(len(set(expected)), depth)
    return _dcg(gains) / _dcg(ideal) if ideal else 0.0


def _dcg(gains: Sequence[bool]) -> float:
    return sum(1 / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1) if gain)
