"""How does Whoosh step through the postings of a term? Over our arrays, which are one block."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from whoosh.matching.mcore import LeafMatcher, ReadTooFar


class ArrayMatcher(LeafMatcher):
    """Steps through the postings of one term, which are one block to Whoosh.

    After skipping behind the last posting it still tells of the one that it was at, as Whoosh's own
    does: AndNotMatcher asks for it.
    """

    def __init__(
        self,
        docs: list[int],
        weights: list[float],
        positions: list[list[int]] | None,
        lengths: tuple[int, int],
        format_: Any,
        term: tuple[str, bytes],
        scorer: Any,
        at: int = 0,
        is_through: bool = False,
    ) -> None:
        self._docs = docs
        self._weights = weights
        self._positions = positions
        self._lengths = lengths
        self.format = format_
        self._term = term
        self.scorer = scorer
        self._at = at
        self._is_through = is_through

    def copy(self) -> "ArrayMatcher":
        """Return another matcher at the same posting."""
        return ArrayMatcher(
            self._docs, self._weights, self._positions, self._lengths, self.format, self._term,
            self.scorer, self._at, self._is_through,
        )  # fmt: skip

    def is_active(self) -> bool:
        """Tell whether there is a posting here."""
        return not self._is_through

    def reset(self) -> None:
        """Go to the first posting."""
        self._at = 0
        self._is_through = False

    def id(self) -> int:
        """Return the document."""
        return self._docs[self._at]

    def all_ids(self) -> Iterator[int]:
        """Return all documents."""
        return iter(self._docs)

    def weight(self) -> float:
        """Return how often the document holds the term."""
        return self._weights[self._at]

    def value(self) -> Any:
        """Return the positions as the format of the field encodes them."""
        return b"" if self._positions is None else self.format.encode(self._positions[self._at])

    def value_as(self, astype: str) -> Any:
        """Return the positions; all else is decoded from the value."""
        if astype == "positions" and self._positions is not None:
            return self._positions[self._at]
        return self.format.decoder(astype)(self.value())

    def next(self) -> bool:  # type: ignore[override]  # Whoosh's own tell of a new block, too
        """Go to the next posting, and tell whether the block is through."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        self._is_through = self._at == len(self._docs)
        return self._is_through

    def skip_to(self, targetid: int) -> None:
        """Go to the first document that is not before this one."""
        if not self.is_active():
            raise ReadTooFar
        if targetid > self._docs[-1]:
            self._is_through = True
        else:
            self._at = bisect_left(self._docs, targetid, self._at)

    def skip_to_quality(self, minquality: float) -> int:
        """Go behind the last posting if none here can score more."""
        if self.scorer.block_quality(self) <= minquality:
            self._is_through = True
            return 1
        return 0

    def block_min_id(self) -> int:
        """Return the first document."""
        return self._docs[0]

    def block_max_id(self) -> int:
        """Return the last document."""
        return self._docs[-1]

    def block_min_length(self) -> int:
        """Return the least rounded length of the field in the documents."""
        return self._lengths[0]

    def block_max_length(self) -> int:
        """Return the greatest."""
        return self._lengths[1]

    def block_max_weight(self) -> float:
        """Return how often the term occurs in one document at most."""
        return max(self._weights)
