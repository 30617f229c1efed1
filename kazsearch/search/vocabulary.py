"""Which words that begin so do the films hold, and how many films hold each?"""

import heapq

from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.search.known import WordCount
from kazsearch.text.words import normal_form


def words_from(prefix: str, snapshot: Snapshot, *, limit: int) -> tuple[WordCount, ...]:
    """Return the words that begin so: those that most films hold first, then by code point.

    The films of a word are counted only while it can still be among the first `limit`.
    """
    if limit < 1:
        return ()
    most = snapshot.dictionary.word_counts(prefix=normal_form(prefix))
    best: list[tuple[int, _Reversed]] = []
    for word in sorted(most, key=lambda word: (-most[word], word)):
        if len(best) == limit and most[word] < best[0][0]:
            break
        n_films = len({d for f in TEXT_FIELDS for d in snapshot.films_with_word(f, word)})
        if n_films:
            heapq.heappush(best, (n_films, _Reversed(word)))
        if len(best) > limit:
            heapq.heappop(best)
    found = [WordCount(word=str(word), films=n_films) for n_films, word in best]
    return tuple(sorted(found, key=lambda count: (-count.films, count.word)))


class _Reversed(str):
    """A word that is less than those before it: of equals, the heap drops the last."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)
