"""What have the words of earlier queries found? As much of it as there is room for."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import NamedTuple

from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.score_array import ScoreArray

MAX_KEPT_BYTES = 96_000_000
_MAX_KEPT_PER_FILM = 200  # bytes, where that is more: a word of most films takes 9 for each
_OVERHEAD = 2_000  # bytes of a kept match beside its arrays


class KeptMatch(NamedTuple):
    """What a word has found, and the work that finding it counts as."""

    match: LeafMatch | None
    work: float


class KeptMatches:
    """What the words asked for last have found, up to a bound that grows with the films."""

    def __init__(self, n_slots: int) -> None:
        self._max_bytes = max(MAX_KEPT_BYTES, _MAX_KEPT_PER_FILM * n_slots)
        self._kept: OrderedDict[object, tuple[KeptMatch, int]] = OrderedDict()
        self._n_bytes = 0

    def get(self, key: object) -> KeptMatch | None:
        """Return what is kept, if it is."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: object, match: LeafMatch | None, *, work: float) -> None:
        """Keep a match, and let go of what was asked for longest ago if it is too much."""
        arrays = () if match is None else (match.scores, *match.shares.values())
        n_bytes = _OVERHEAD + sum(map(_n_bytes, arrays))
        self._kept[key] = KeptMatch(match, work), n_bytes
        self._n_bytes += n_bytes
        while self._n_bytes > self._max_bytes and len(self._kept) > 1:
            self._n_bytes -= self._kept.popitem(last=False)[1][1]


def _n_bytes(scores: Mapping[int, float]) -> int:
    return scores.n_bytes if isinstance(scores, ScoreArray) else 100 * len(scores)
