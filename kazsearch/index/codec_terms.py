"""What does Whoosh read of our terms? Their list, their statistics, and their postings."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from kazsearch.index.codec_lengths import rounded_lengths
from kazsearch.index.codec_matcher import ArrayMatcher
from kazsearch.index.postings import terms_from
from kazsearch.index.segment_file import SegmentFile


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
        lengths = rounded_lengths(self._file, fieldname)[docs]
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
        lengths = rounded_lengths(self._file, fieldname)[docs]
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
