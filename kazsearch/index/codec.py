"""How does Whoosh read our segments? Its codec interface (`whoosh.codec.base`) over a segment file.

Any Whoosh program opens the index and searches it with Whoosh's own searcher; kazsearch itself
reads the file directly. Field lengths come as Whoosh's standard codec gives them, rounded to what
fits a byte, so that scores are the same. Whoosh's writers can merge our segments into theirs, and
mark documents as deleted; new segments of ours are written by kazsearch alone.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.codec import base
from whoosh.matching.mcore import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from kazsearch.index.postings import terms_from
from kazsearch.index.segment_file import NO_NUMBER, SegmentFile
from kazsearch.index.toc import INDEX_NAME, SegmentEntry, seal

_NO_WRITING = "segments of arrays are written by kazsearch: run `kazsearch build`"
_SIGN = 1 << 31  # Whoosh's column of signed numbers holds them moved up by it


def segment_of(entry: SegmentEntry) -> "ArraySegment":
    """Return a segment as Whoosh's table of contents holds it."""
    return ArraySegment(entry.segment_id, entry.n_docs, tuple(sorted(entry.dead)))


class ArraySegment(base.Segment):
    """One of our segments in Whoosh's table of contents. `toc.py` knows its arguments."""

    def __init__(
        self, segment_id: str, n_docs: int, dead: tuple[int, ...] = (), _sealed: int = 0
    ) -> None:
        self.indexname = INDEX_NAME
        self.segid = segment_id
        self.compound = False
        self._n_docs = n_docs
        self._dead = set(dead)

    def __reduce__(self) -> tuple[Any, ...]:
        said = self.segid, self._n_docs, tuple(sorted(self._dead))
        return ArraySegment, (*said, seal(*said))

    def codec(self) -> "ArrayCodec":
        """Return what reads the segment."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Tell Whoosh that the segment is one file already."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Set the number of documents."""
        self._n_docs = doccount

    def doc_count_all(self) -> int:
        """Return the number of documents, the dead included."""
        return self._n_docs

    def deleted_count(self) -> int:
        """Return the number of dead documents."""
        return len(self._dead)

    def deleted_docs(self) -> Iterator[int]:
        """Return the dead documents."""
        return iter(self._dead)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as dead, or as living again."""
        (self._dead.add if delete else self._dead.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is dead."""
        return docnum in self._dead


class ArrayCodec(base.Codec):
    """Reads segment files."""

    def per_document_writer(self, storage: Any, segment: Any) -> Any:
        """Refuse to write."""
        raise NotImplementedError(_NO_WRITING)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Refuse to write."""
        raise NotImplementedError(_NO_WRITING)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Refuse to write."""
        raise NotImplementedError(_NO_WRITING)

    def postings_reader(self, *_: Any, **__: Any) -> Any:
        """Refuse: postings are read by the terms reader, which knows their arrays."""
        raise NotImplementedError(_NO_WRITING)

    def new_segment(self, storage: Any, indexname: str) -> Any:
        """Refuse to write."""
        raise NotImplementedError(_NO_WRITING)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTermsReader":
        """Return what reads terms and postings."""
        return ArrayTermsReader(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocumentReader":
        """Return what reads stored values, columns and lengths."""
        return ArrayDocumentReader(_open(storage, segment), segment)


def _open(storage: Any, segment: ArraySegment) -> SegmentFile:
    entry = SegmentEntry(segment_id=segment.segid, n_docs=segment.doc_count_all())
    return SegmentFile(Path(storage.folder) / entry.file_name)


class ArrayTermsReader(base.TermsReader):
    """Terms and postings, as Whoosh asks for them."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._file.find(*term) >= 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms, sorted."""
        return sorted(self._file.fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all terms, by field and bytes."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms from one on."""
        for name in self.indexed_field_names():
            if name >= fieldname:
                known = self._file.fields[name]
                first = self._file.seek(name, prefix) if name == fieldname else known.first
                for ordinal in range(first, known.last):
                    yield name, self._file.term(ordinal)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms with their statistics."""
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms from one on, with their statistics."""
        for name, term in self.terms_from(fieldname, prefix):
            yield (name, term), self.term_info(name, term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term. Raises TermNotFound."""
        docs, weights = self._postings(fieldname, text)[:2]
        lengths = _rounded_lengths(self._file, fieldname)[docs]
        return TermInfo(
            weight=float(weights.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs; 0 if it does not."""
        ordinal = self._file.find(fieldname, text)
        return self.term_info(fieldname, text).weight() if ordinal >= 0 else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents hold a term, the dead included."""
        ordinal = self._file.find(fieldname, text)
        if ordinal < 0:
            return 0
        first, last = self._file.postings(ordinal)
        return last - first

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> "ArrayMatcher":
        """Return what steps through the postings of a term. Raises TermNotFound."""
        docs, weights, positions = self._postings(fieldname, text)
        lengths = _rounded_lengths(self._file, fieldname)[docs]
        return ArrayMatcher(
            docs.tolist(),
            weights.tolist(),
            positions,
            (int(lengths.min()), int(lengths.max())),
            format_,
            (fieldname, text),
            scorer,
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayCursor":
        """Return what walks over the terms of a field."""
        return ArrayCursor(self, self._file, fieldname, fieldobj)

    def _postings(self, fieldname: str, text: bytes) -> tuple[Any, Any, list[list[int]] | None]:
        ordinal = self._file.find(fieldname, text)
        if ordinal < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        first, last = self._file.postings(ordinal)
        docs = np.asarray(self._file.array("doc_ids"))[first:last].astype(np.int64)
        if not self._file.fields[fieldname].has_positions:
            return docs, np.ones(len(docs)), None
        freqs = np.asarray(self._file.array("term_freqs"))[first:last].astype(np.int64)
        starts = self._file.array("position_starts")
        positions = np.asarray(self._file.array("positions"))[starts[ordinal] : starts[ordinal + 1]]
        each = [part.tolist() for part in np.split(positions, np.cumsum(freqs)[:-1])]
        return docs, freqs.astype(float), each


class ArrayCursor(base.FieldCursor):
    """Walks over the terms of one field."""

    def __init__(
        self, terms: ArrayTermsReader, file: SegmentFile, fieldname: str, fieldobj: Any
    ) -> None:
        self._terms = terms
        self._file = file
        self._name = fieldname
        self._field = fieldobj
        self._first, self._last = terms_from(file, fieldname, b"")
        self._at = self._first

    def first(self) -> Any:
        """Go to the first term and return it."""
        self._at = self._first
        return self.text()

    def find(self, term: bytes | str) -> Any:
        """Go to the first term that is not before this one, and return it."""
        raw = term if isinstance(term, bytes) else self._field.to_bytes(term)
        self._at = max(self._file.seek(self._name, raw), self._first)
        return self.text()

    def next(self) -> Any:
        """Go to the next term and return it; None behind the last."""
        self._at = min(self._at + 1, self._last)
        return self.text()

    def text(self) -> Any:
        """Return the term, None behind the last."""
        return self._field.from_bytes(self._file.term(self._at)) if self.is_valid() else None

    term = text

    def term_info(self) -> TermInfo | None:
        """Return the statistics of the term."""
        if not self.is_valid():
            return None
        return self._terms.term_info(self._name, self._file.term(self._at))

    def is_valid(self) -> bool:
        """Tell whether there is a term here."""
        return self._at < self._last


class ArrayMatcher(LeafMatcher):
    """Steps through the postings of one term, which are one block to Whoosh."""

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
    ) -> None:
        self._docs = docs
        self._weights = weights
        self._positions = positions
        self._lengths = lengths
        self.format = format_
        self._term = term
        self.scorer = scorer
        self._at = at

    def copy(self) -> "ArrayMatcher":
        """Return another matcher at the same posting."""
        return ArrayMatcher(
            self._docs, self._weights, self._positions, self._lengths, self.format, self._term,
            self.scorer, self._at,
        )  # fmt: skip

    def is_active(self) -> bool:
        """Tell whether there is a posting here."""
        return self._at < len(self._docs)

    def reset(self) -> None:
        """Go to the first posting."""
        self._at = 0

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

    def all_items(self) -> Iterator[tuple[int, Any]]:
        """Yield all documents with their encoded positions."""
        for place, doc in enumerate(self._docs):
            encode = self.format.encode
            yield doc, b"" if self._positions is None else encode(self._positions[place])

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
        return not self.is_active()

    def skip_to(self, targetid: int) -> None:
        """Go to the first document that is not before this one."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._docs, targetid, self._at)

    def skip_to_quality(self, minquality: float) -> int:
        """Go behind the last posting if none here can score more."""
        if self.scorer.block_quality(self) <= minquality:
            self._at = len(self._docs)
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


class ArrayDocumentReader(base.PerDocumentReader):
    """Stored values, columns and lengths, as Whoosh asks for them."""

    def __init__(self, file: SegmentFile, segment: ArraySegment) -> None:
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

    def supports_columns(self) -> bool:
        """Tell Whoosh that there are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Tell whether a field has a column: the numbers do."""
        return self._file.has_array(f"number:{fieldname}")

    def list_columns(self) -> list[str]:
        """Return the names of the fields with columns."""
        return [name for name in self._file.stored if self.has_column(name)]

    def column_reader(self, fieldname: str, column: Any) -> "NumberColumnReader":
        """Return a column."""
        return NumberColumnReader(self._file, fieldname, column.default_value())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> Any:
        """Return the rounded length of a field; as Whoosh's own codec, None for no text in it."""
        if not _has_lengths(self._file, fieldname):
            return default
        return int(_rounded_lengths(self._file, fieldname)[docnum]) or None

    def field_length(self, fieldname: str) -> int:
        """Return the exact length of a field in all documents."""
        if not _has_lengths(self._file, fieldname):
            return 0
        return int(_lengths(self._file, fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return the least rounded length."""
        return int(_rounded_lengths(self._file, fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        """Return the greatest rounded length."""
        return int(_rounded_lengths(self._file, fieldname).max())

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


def _has_lengths(file: SegmentFile, fieldname: str) -> bool:
    return fieldname in file.fields and file.fields[fieldname].has_positions


def _lengths(file: SegmentFile, fieldname: str) -> Any:
    """Return the exact length of a field in each document: the sum of its terms' frequencies."""
    known = file.fields[fieldname]
    starts = file.array("post_starts")
    postings = slice(starts[known.first], starts[known.last])
    docs = np.asarray(file.array("doc_ids"))[postings]
    freqs = np.asarray(file.array("term_freqs"))[postings]
    return np.bincount(docs, weights=freqs, minlength=file.n_docs).astype(np.int64)


@lru_cache(maxsize=64)
def _rounded_lengths(file: SegmentFile, fieldname: str) -> Any:
    if not _has_lengths(file, fieldname):
        return np.zeros(file.n_docs, np.int64)
    exact, places = np.unique(_lengths(file, fieldname), return_inverse=True)
    rounded = [byte_to_length(length_to_byte(length)) if length else 0 for length in exact.tolist()]
    return np.array(rounded, np.int64)[places]
