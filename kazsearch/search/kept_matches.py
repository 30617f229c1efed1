"""What have the words of earlier queries found? As much of it as there is room for."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.score_array import ScoreArray

Found: TypeAlias = LeafMatch | Mapping[str, Any] | None  # of a mapping, arrays

MAX_KEPT_BYTES = 96_000_000
_MAX_KEPT_PER_FILM = 400  # bytes, where that is more: forty words of most films, at 9 for each
_OVERHEAD = 2_000  # bytes of a kept match beside its arrays


class Kept(NamedTuple):
    """What a word or two have found, and the work that finding it counts as."""

    found: Any
    work: float


class KeptMatches:
    """What the words asked for last have found, up to a bound that grows with the films."""

    def __init__(self, n_slots: int) -> None:
        self._max_bytes = max(MAX_KEPT_BYTES, _MAX_KEPT_PER_FILM * n_slots)
        self._kept: OrderedDict[object, tuple[Kept, int]] = OrderedDict()
        self._n_bytes = 0

    def get(self, key: object) -> Kept | None:
        """Return what is kept, if it is."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: object, found: Found, *, work: float) -> None:
        """Keep what was found, and let go of what was asked for longest ago if it is too much."""
        n_bytes = _OVERHEAD + _n_bytes(found)
        self._kept[key] = Kept(found, work), n_bytes
        self._n_bytes += n_bytes
        while self._n_bytes > self._max_bytes and len(self._kept) > 1:
            self._n_bytes -= self._kept.popitem(last=False)[1][1]


def _n_bytes(found: Found) -> int:
    if found is None:
        return 0
    if not isinstance(found, LeafMatch):
        return sum(doc_ids.nbytes for doc_ids in found.values())
    scores = found.scores
    return scores.n_bytes if isinstance(scores, ScoreArray) else 100 * len(scores)
