"""How does Whoosh read our segments? Its codec interface (`whoosh.codec.base`) over a segment file.

Any Whoosh program opens the index and searches it with Whoosh's own searcher; kazsearch itself
reads the file directly. Field lengths come as Whoosh's standard codec gives them, rounded to what
fits a byte, so that scores are the same. Whoosh's writers can mark documents as deleted, which
kazsearch then does not find either. They can also merge our segments into theirs or add some, which
Whoosh searches; kazsearch refuses such an index until it has built it anew, as segments of ours are
written by kazsearch alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.codec import base

from kazsearch.index.codec_documents import ArrayDocumentReader
from kazsearch.index.codec_terms import ArrayTermsReader
from kazsearch.index.segment_file import SegmentFile
from kazsearch.index.toc import INDEX_NAME, SegmentEntry, seal

_NO_WRITING = "segments of arrays are written by kazsearch: run `kazsearch build`"


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

    def _refuse(self, *_: Any, **__: Any) -> Any:
        """Refuse to write; postings are read by the terms reader, which knows their arrays."""
        raise NotImplementedError(_NO_WRITING)

    per_document_writer = field_writer = postings_writer = postings_reader = new_segment = _refuse

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTermsReader":
        """Return what reads terms and postings."""
        return ArrayTermsReader(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocumentReader":
        """Return what reads stored values, columns and lengths."""
        return ArrayDocumentReader(_open(storage, segment), segment)


def _open(storage: Any, segment: ArraySegment) -> SegmentFile:
    entry = SegmentEntry(segment_id=segment.segid, n_docs=segment.doc_count_all())
    return SegmentFile(Path(storage.folder) / entry.file_name)
