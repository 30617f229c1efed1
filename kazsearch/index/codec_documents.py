"""What does Whoosh read of our documents? Stored values, columns, lengths, and who is dead."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from whoosh import columns
from whoosh.codec import base

from kazsearch.index.codec_lengths import exact_lengths, has_lengths, rounded_lengths
from kazsearch.index.segment_file import NO_NUMBER, SegmentFile

_SIGN = 1 << 31  # Whoosh's column of signed numbers holds them moved up by it


class Deletions(Protocol):
    """What a segment knows of its dead documents."""

    def deleted_count(self) -> int:
        """Return how many there are."""

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is one of them."""

    def deleted_docs(self) -> Iterator[int]:
        """Return them."""


class ArrayDocumentReader(base.PerDocumentReader):
    """Stored values, columns and lengths, as Whoosh asks for them."""

    def __init__(self, file: SegmentFile, segment: Deletions) -> None:
        self._file = file
        self._segment = segment

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def doc_count(self) -> int:
        """Return the number of living documents."""
        return self._file.n_docs - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        """Return the number of documents."""
        return self._file.n_docs

    def has_deletions(self) -> bool:
        """Tell whether a document is dead."""
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether this document is."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterable[int]:
        """Return the dead documents."""
        return self._segment.deleted_docs()

    def has_column(self, fieldname: str) -> bool:
        """Tell whether a field has a column: the numbers do."""
        return self._file.has_array(f"number:{fieldname}")

    def column_reader(self, fieldname: str, column: Any) -> "NumberColumnReader":
        """Return a column."""
        return NumberColumnReader(self._file, fieldname, column.default_value())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> Any:
        """Return the rounded length of a field; as Whoosh's own codec, None for no text in it."""
        if not has_lengths(self._file, fieldname):
            return default
        return int(rounded_lengths(self._file, fieldname)[docnum]) or None

    def field_length(self, fieldname: str) -> int:
        """Return the exact length of a field in all documents."""
        if not has_lengths(self._file, fieldname):
            return 0
        return int(exact_lengths(self._file, fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the least rounded length."""
        return int(rounded_lengths(self._file, fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        """Return the greatest rounded length."""
        return int(rounded_lengths(self._file, fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return the stored values of a document by name."""
        # what is kept as bytes is ours alone, and no field of the schema
        names = [name for name, kind in self._file.stored.items() if kind != "bytes"]
        values = ((name, self._file.value(name, docnum)) for name in names)
        return {name: value for name, value in values if value is not None}


class NumberColumnReader(columns.ColumnReader):
    """A column of numbers, as Whoosh's numeric fields keep them: signed ones are moved up."""

    def __init__(self, file: SegmentFile, name: str, default: int) -> None:
        self._numbers = file.array(f"number:{name}")
        self._default = default
        self._reversed = False

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[int]:
        return (self[doc] for doc in range(len(self)))

    def __getitem__(self, docnum: int) -> int:
        number: int = self._numbers[docnum]
        return self._default if number == NO_NUMBER else number + _SIGN

    def sort_key(self, docnum: int) -> Any:
        """Return what to sort by."""
        return -self[docnum] if self._reversed else self[docnum]

    def set_reverse(self) -> None:
        """Sort from the greatest on."""
        self._reversed = True
