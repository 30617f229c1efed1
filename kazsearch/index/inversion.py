"""Here are documents: which postings are they?

Each distinct word, as written, is normalised and stemmed once and known by a number from then on; a
text becomes an array of those numbers. What sorts the postings is one sort of 64-bit keys a field:
the rank of the term above, the place in the stream below. The stream runs through the documents in
their order, so that the places keep document and position ascending.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from kazsearch.index.document import Document
from kazsearch.index.fields import STORED, TEXT_FIELDS, WORD_PREFIX
from kazsearch.index.segment_file import NO_NUMBER
from kazsearch.index.segment_writer import FieldData, Numbers, SegmentData, StoredData, starts_of
from kazsearch.text.analyzer import PARAGRAPH_GAP
from kazsearch.text.lexicon import Lexicon

MAX_WORDS = 6_000_000  # of one segment: inverting them takes some 500 MB, merging as much
_MAX_KNOWN = 1 << 20  # words, some 200 MB; a lexicon with more is begun anew with the next segment
_LOW = np.uint64(32)
_LOW_MASK = np.uint64(0xFFFFFFFF)


class _Stream:
    """The words of one field: runs of them, one a paragraph."""

    __slots__ = ("docs", "firsts", "lengths", "words")

    def __init__(self) -> None:
        self.words = array("I")
        self.docs = array("I")  # of each run
        self.firsts = array("Q")  # the position of its first word
        self.lengths = array("I")  # the number of its words


class Inverter:
    """Takes documents in their order, gives the data of segments."""

    def __init__(self) -> None:
        self._terms: set[str] = set()  # of lexicons that are no more
        self.total_lengths: Counter[str] = Counter(dict.fromkeys(TEXT_FIELDS, 0))
        self._lexicon = Lexicon()
        self._start()

    @property
    def terms(self) -> set[str]:
        """The terms of all documents taken."""
        return self._terms.union(self._lexicon.terms)

    def _start(self) -> None:
        self.n_docs = 0
        self.n_words = 0
        self._streams: dict[str, _Stream] = defaultdict(_Stream)
        self._keys: dict[str, dict[bytes, list[int]]] = defaultdict(dict)
        self._stored: dict[str, list[Any]] = defaultdict(list)
        self._stored_docs: dict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, document: Document) -> int:
        """Take a document and return its number in the segment to come."""
        doc = self.n_docs
        for name, text in document.texts.items():
            self._add_text(name, text, doc)
        for name, terms in document.keys.items():
            postings = self._keys[name]
            for term in terms:
                postings.setdefault(term, []).append(doc)
        for name, value in document.stored.items():
            self._stored[name].append(value)
            self._stored_docs[name].append(doc)
        self.n_docs += 1
        return doc

    def _add_text(self, name: str, text: str, doc: int) -> None:
        stream = self._streams[name]
        n_words = 0
        for gaps, run in enumerate(self._lexicon.paragraphs(text)):
            if run:
                stream.words.extend(run)
                stream.docs.append(doc)
                stream.firsts.append(n_words + gaps * PARAGRAPH_GAP)
                stream.lengths.append(len(run))
                n_words += len(run)
        self.n_words += n_words
        if name in self.total_lengths:
            self.total_lengths[name] += n_words

    @property
    def is_full(self) -> bool:
        """Whether the documents since the last segment are enough for one."""
        return self.n_words >= MAX_WORDS

    def segment(self) -> SegmentData:
        """Return the documents taken since the last segment, and begin the next."""
        term_of, form_of = (
            np.array(numbers, np.uint32)
            for numbers in (self._lexicon.term_of, self._lexicon.form_of)
        )
        terms = _Ranks(self._lexicon.terms)
        forms = _Ranks(self._lexicon.forms)
        fields: dict[str, FieldData] = {}
        lengths: dict[str, Numbers] = {}
        for name, stream in self._streams.items():
            words = np.array(stream.words, np.uint32)
            runs = np.array(stream.lengths, np.int64)
            docs = np.repeat(np.array(stream.docs, np.uint32), runs)
            fields[name] = _text_field(terms.of(term_of[words]), docs, _positions(stream), terms)
            fields[WORD_PREFIX + name] = _key_field(forms.of(form_of[words]), docs, forms)
            if name in TEXT_FIELDS:
                lengths[name] = np.bincount(docs, minlength=self.n_docs)
        for name, postings in self._keys.items():
            fields[name] = _field_of_keys(postings)
        stored = {
            name: _stored_data(STORED[name], values, self._stored_docs[name], self.n_docs)
            for name, values in self._stored.items()
        }
        data = SegmentData(n_docs=self.n_docs, fields=fields, lengths=lengths, stored=stored)
        self._start()
        if len(self._lexicon.term_of) > _MAX_KNOWN:
            self._terms.update(self._lexicon.terms)
            self._lexicon = Lexicon()
        return data


class _Ranks:
    """Strings by number, and their ranks in byte order."""

    def __init__(self, strings: Sequence[str]) -> None:
        encoded = [text.encode() for text in strings]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        self._in_order = [encoded[number] for number in order]
        self._rank_of = np.empty(len(order), np.uint64)
        self._rank_of[order] = np.arange(len(order), dtype=np.uint64)

    def of(self, numbers: Numbers) -> Numbers:
        """Return the ranks of numbers."""
        ranks: Numbers = self._rank_of[numbers]
        return ranks

    def strings(self, ranks: Numbers) -> list[bytes]:
        """Return the strings of these ranks."""
        return list(map(self._in_order.__getitem__, ranks.tolist()))


def _positions(stream: _Stream) -> Numbers:
    lengths = np.array(stream.lengths, np.int64)
    ends = np.cumsum(lengths)
    shifts = np.array(stream.firsts, np.int64) - (ends - lengths)
    positions: Numbers = np.arange(len(stream.words), dtype=np.int64) + np.repeat(shifts, lengths)
    return positions


def _text_field(ranks: Numbers, docs: Numbers, positions: Numbers, terms: _Ranks) -> FieldData:
    keys = (ranks << _LOW) | np.arange(len(ranks), dtype=np.uint64)
    keys.sort()
    order = (keys & _LOW_MASK).astype(np.int64)
    ranks = keys >> _LOW
    docs = docs[order]
    first = _changes(ranks) | _changes(docs)  # occurrences that begin a posting
    starts = np.flatnonzero(first)
    ranks = ranks[starts]
    term_starts = np.flatnonzero(_changes(ranks))
    return FieldData(
        terms=terms.strings(ranks[term_starts]),
        post_starts=np.append(term_starts, len(starts)),
        doc_ids=docs[starts],
        term_freqs=np.diff(np.append(starts, len(docs))),
        positions=positions[order],
    )


def _key_field(ranks: Numbers, docs: Numbers, terms: _Ranks) -> FieldData:
    keys = (ranks << _LOW) | docs
    keys.sort()
    keys = keys[_changes(keys)]
    ranks = keys >> _LOW
    term_starts = np.flatnonzero(_changes(ranks))
    return FieldData(
        terms=terms.strings(ranks[term_starts]),
        post_starts=np.append(term_starts, len(keys)),
        doc_ids=(keys & _LOW_MASK).astype(np.uint32),
    )


def _field_of_keys(postings: Mapping[bytes, Sequence[int]]) -> FieldData:
    terms = sorted(postings)
    docs = [postings[term] for term in terms]
    lengths = np.fromiter(map(len, docs), np.int64, len(docs))
    flat = np.fromiter(chain.from_iterable(docs), np.uint32, int(lengths.sum()))
    return FieldData(terms=terms, post_starts=starts_of(lengths), doc_ids=flat)


def _changes(numbers: Numbers) -> Numbers:
    """Tell of each number whether it differs from the one before; the first does."""
    changes = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes


def _stored_data(kind: str, values: Sequence[Any], docs: "array[int]", n_docs: int) -> StoredData:
    places = np.array(docs, np.int64)
    if kind == "number":
        numbers = np.full(n_docs, NO_NUMBER, np.int32)
        numbers[places] = values
        return StoredData(kind=kind, numbers=numbers)
    lengths = np.zeros(n_docs, np.int64)
    lengths[places] = np.fromiter(map(len, values), np.int64, len(values)) + 1
    return StoredData(kind=kind, blob=b"\0".join([*values, b""]), lengths=lengths)
