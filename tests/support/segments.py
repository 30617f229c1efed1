"""What do the documents of a segment say? Read out of its file, term by term, and no other way."""

from typing import Any

from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.segment_file import SegmentFile

Said = dict[str, Any]  # of one document: its terms with their places, lengths and stored values


def said(file: SegmentFile) -> list[Said]:
    """Return what each document of a segment says, by the file alone."""
    found: list[Said] = [{"terms": {}, "lengths": {}, "stored": {}} for _ in range(file.n_docs)]
    for field, known in file.fields.items():
        terms = file.terms(known.first, known.last)
        assert terms == sorted(set(terms)), field
        for ordinal, term in enumerate(terms, known.first):
            assert (file.term(ordinal), file.find(field, term)) == (term, ordinal)
            first, last = file.postings(ordinal)
            docs = file.array("doc_ids")[first:last].tolist()
            assert docs == sorted(set(docs)) != [], (field, term)
            at = file.array("position_starts")[ordinal] if known.has_positions else 0
            for posting, doc in enumerate(docs, first):
                places = None
                if known.has_positions:
                    freq = file.array("term_freqs")[posting]
                    places = file.array("positions")[at : at + freq].tolist()
                    at += freq
                found[doc]["terms"][field, term] = places
    for doc, each in enumerate(found):
        for name in TEXT_FIELDS:
            if file.has_array(f"length:{name}") and (length := file.array(f"length:{name}")[doc]):
                each["lengths"][name] = length
        values = ((name, file.value(name, doc)) for name in file.stored)
        each["stored"] = {name: value for name, value in values if value is not None}
    assert file.damaged_arrays() == []
    return found
