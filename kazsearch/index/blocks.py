"""Here are bytes as they were written, block by block: are they still the same?

Each block of a run of bytes has a CRC-32, which is compared when the block is first read.
"""

import zlib
from collections.abc import Sequence

BLOCK = 1 << 16  # bytes; comparing one takes some 20 µs


def checksums(raw: bytes | memoryview) -> list[int]:
    """Return the checksum of each block of some bytes; the last may be shorter."""
    return [zlib.crc32(raw[start : start + BLOCK]) for start in range(0, len(raw), BLOCK)]


class Blocks:
    """Remembers which blocks of a run of numbers of `size` bytes were compared."""

    __slots__ = ("_compared", "_known", "_raw", "_size", "are_compared")

    def __init__(self, raw: memoryview, known: Sequence[int], *, size: int) -> None:
        self._raw = raw
        self._known = known
        self._size = size
        self._compared = bytearray(-(-len(raw) // BLOCK))
        self.are_compared = not raw  # all of them, so that nobody need ask again

    def release(self) -> None:
        """Let go of the bytes."""
        self._raw.release()

    def are_whole(self, first: int, last: int) -> bool:
        """Tell whether the numbers from one to before another are as they were written."""
        if last <= first:
            return True
        begin, end = first * self._size // BLOCK, (last * self._size - 1) // BLOCK + 1
        compared = self._compared
        if 0 not in compared[begin:end]:
            return end <= len(compared)
        if len(self._known) != len(compared):
            return False
        for block in range(begin, end):
            if not compared[block]:
                raw = self._raw[block * BLOCK : (block + 1) * BLOCK]
                if zlib.crc32(raw) != self._known[block]:
                    return False
                compared[block] = 1
        self.are_compared = 0 not in compared
        return True
