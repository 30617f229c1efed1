"""How long are the fields of our documents to Whoosh, which rounds lengths to what fits a byte?"""

from functools import lru_cache
from typing import Any

import numpy as np
from whoosh.util.numeric import byte_to_length, length_to_byte

from kazsearch.index.segment_file import SegmentFile


def has_lengths(file: SegmentFile, fieldname: str) -> bool:
    """Tell whether a segment has lengths of a field."""
    return fieldname in file.fields and file.fields[fieldname].has_positions


def exact_lengths(file: SegmentFile, fieldname: str) -> Any:
    """Return the exact length of a field in each document: the sum of its terms' frequencies."""
    known = file.fields[fieldname]
    starts = file.array("post_starts")
    postings = slice(starts[known.first], starts[known.last])
    docs = np.asarray(file.array("doc_ids"))[postings]
    freqs = np.asarray(file.array("term_freqs"))[postings]
    return np.bincount(docs, weights=freqs, minlength=file.n_docs).astype(np.int64)


@lru_cache(maxsize=64)
def rounded_lengths(file: SegmentFile, fieldname: str) -> Any:
    """Return the length of a field in each document as Whoosh's standard codec gives it."""
    if not has_lengths(file, fieldname):
        return np.zeros(file.n_docs, np.int64)
    exact, places = np.unique(exact_lengths(file, fieldname), return_inverse=True)
    rounded = [byte_to_length(length_to_byte(length)) if length else 0 for length in exact.tolist()]
    return np.array(rounded, np.int64)[places]
