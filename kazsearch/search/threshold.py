"""Here are scores to be added up: which films are the best, without adding up those of all?

Fagin's threshold algorithm (Fagin, Lotem and Naor, 2001) on champion lists: of an array of many
films its best are listed. Whoever is in no list scores at most what bounds the rest of each
together; if enough films score more, they are the best of all.
"""

from collections.abc import Sequence

import numpy as np

from kazsearch.search.best import contenders, has_better
from kazsearch.search.score_array import Alike, ScoreArray, union_of
from kazsearch.search.sums import Total


def contenders_of_sums(
    parts: Sequence[ScoreArray], added: Sequence[ScoreArray], n: int
) -> dict[int, float] | None:
    """Return of the films of any part those among which the n best sums are.

    What is `added` counts for these films, and finds no others. None where the lists don't tell.
    """
    lists, are_all = [], True
    bound = 0.0  # of the films in no list: added up like a sum, so that it is rounded like one
    for part in parts:
        champions = part.champions
        lists.append(champions.doc_ids)
        if champions.bound is not None:
            bound += champions.bound
            are_all = False
    for more in added:
        if isinstance(more, Alike):  # of few films
            lists.append(more.doc_ids)
        else:
            bound += more.greatest
    doc_ids = lists[0] if len(lists) == 1 else union_of(lists)
    total = Total(doc_ids, parts[0].n_slots)
    for part in parts:
        total.add(part)
    if added:
        scores = total.scores()
        if np.count_nonzero(scores) < len(doc_ids):
            without = doc_ids[scores == 0.0]
            if any(part.has(without).any() for part in parts):
                return None  # found, by what gives no score
            doc_ids = doc_ids[scores > 0.0]
            total.keep(scores > 0.0)
        for more in added:
            total.add(more)
    best = contenders(doc_ids, total.scores(), n)
    are_best = are_all or has_better(best, n, than=bound)
    return best if are_best else None
