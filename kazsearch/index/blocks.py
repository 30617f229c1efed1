"""Here are bytes as they were written, block by block: are they still the same?

Each block of a run of bytes has a CRC-32, which is compared when the block is first read.
"""

import zlib
from collections.abc import Sequence
from mmap import mmap

BLOCK = 1 << 16  # bytes; comparing one takes some 20 µs


def checksums(raw: bytes | memoryview) -> list[int]:
    """Return the checksum of each block of some bytes; the last may be shorter."""
    return [zlib.crc32(raw[start : start + BLOCK]) for start in range(0, len(raw), BLOCK)]


class Blocks:
    """Remembers which blocks of the runs in a file were compared."""

    def __init__(self, data: mmap) -> None:
        self._data = memoryview(data)
        self._compared: dict[str, bytearray] = {}

    def release(self) -> None:
        """Let go of the file."""
        self._data.release()

    def are_whole(
        self, name: str, known: Sequence[int], offset: int, length: int, first: int, last: int
    ) -> bool:
        """Tell whether the bytes from `first` to before `last` of a run are as they were written.

        `known` are the run's checksums, `offset` is where it begins in the file.
        """
        if last <= first:
            return True
        compared = self._compared.get(name)
        if compared is None:
            if len(known) != -(-length // BLOCK):
                return False
            compared = self._compared[name] = bytearray(len(known))
        begin, end = first // BLOCK, (last - 1) // BLOCK + 1
        if 0 not in compared[begin:end]:
            return end <= len(compared)
        run = self._data[offset : offset + length]
        for block in range(begin, end):
            if not compared[block]:
                if zlib.crc32(run[block * BLOCK : (block + 1) * BLOCK]) != known[block]:
                    return False
                compared[block] = 1
        return True
