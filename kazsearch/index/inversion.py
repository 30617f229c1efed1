"""Here are documents: which postings are they?

Each distinct word, as written, is normalised and stemmed once and known by a number from then on; a
text becomes an array of those numbers. They stand in a stream that runs through the documents in
their order. Ordered by the ranks of their terms, equal ones as they stood, they are postings:
document and position stay ascending.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from kazsearch.index.document import Document
from kazsearch.index.fields import STORED, TEXT_FIELDS, WORD_PREFIX
from kazsearch.index.segment_file import NO_NUMBER
from kazsearch.index.segment_writer import FieldData, Numbers, SegmentData, StoredData
from kazsearch.index.sorting import changes, stable_order
from kazsearch.text.analyzer import PARAGRAPH_GAP, PARAGRAPH_SEPARATOR
from kazsearch.text.lexicon import PARAGRAPH_ENDS, TEXT_ENDS, Lexicon
from kazsearch.text.words import is_latin

MAX_WORDS = 6_000_000  # of one segment: inverting them takes some 500 MB, merging as much
_MAX_KNOWN = 1 << 20  # words, some 200 MB; a lexicon with more is begun anew with the next segment
_CHARS_OF_A_WORD = 6
_MANY_CHARS = 1_000_000  # of texts that are looked at at once; their words take some 10 MB


class _Waiting:
    """Texts, each with its document, that are looked at at once."""

    def __init__(self, words_and_ends: Callable[[Sequence[str]], "array[int]"]) -> None:
        self.words_and_ends = words_and_ends
        self.texts: list[str] = []
        self.docs = array("I")


class _Stream:
    """The words of one field: of each its number, document and position.

    Texts wait until there are many: one look at all of them takes a third of the time.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._ascii = _Waiting(lexicon.words_and_ends)
        self._latin = _Waiting(lexicon.latin_words_and_ends)
        self._n_chars = 0
        self._read: list[tuple[Numbers, Numbers, Numbers]] = []
        self.n_words = 0

    def add(self, text: str, doc: int) -> None:
        """Take the text of a document."""
        if text.isascii() or text.replace(PARAGRAPH_SEPARATOR, "").isascii():
            waiting = self._ascii
        elif is_latin(text):
            waiting = self._latin
        else:
            self._read_one(text, doc)
            return
        waiting.texts.append(text)
        waiting.docs.append(doc)
        self._n_chars += len(text)
        if self._n_chars >= _MANY_CHARS:
            self.read()

    def _read_one(self, text: str, doc: int) -> None:
        words, positions = array("I"), array("I")
        for gaps, run in enumerate(self._lexicon.paragraphs(text)):
            first = len(words) + gaps * PARAGRAPH_GAP
            words.extend(run)
            positions.extend(range(first, first + len(run)))
        self._take(_uint32(words), np.full(len(words), doc, np.uint32), _uint32(positions))

    def read(self) -> None:
        """Look at the texts that wait."""
        for waiting in (self._ascii, self._latin):
            if waiting.texts:
                self._read_all(waiting)
        self._n_chars = 0

    def _read_all(self, waiting: "_Waiting") -> None:
        numbers = _uint32(waiting.words_and_ends(waiting.texts))
        ends, breaks = numbers == TEXT_ENDS, numbers == PARAGRAPH_ENDS
        is_word = ~(ends | breaks)
        lengths = np.diff(np.cumsum(is_word)[ends], prepend=0)
        gaps = np.cumsum(breaks)
        gaps_before = np.append(0, gaps[ends])[:-1]  # each text's
        starts = np.cumsum(lengths) - lengths
        positions = np.arange(int(lengths.sum())) - np.repeat(
            starts + gaps_before * PARAGRAPH_GAP, lengths
        )
        positions += gaps[is_word] * PARAGRAPH_GAP
        docs = np.repeat(_uint32(waiting.docs), lengths)
        self._take(numbers[is_word], docs, positions.astype(np.uint32))
        waiting.texts.clear()
        waiting.docs = array("I")

    def _take(self, words: Numbers, docs: Numbers, positions: Numbers) -> None:
        self._read.append((words, docs, positions))
        self.n_words += len(words)

    def mark_words(self, seen: Numbers) -> None:
        """Mark the words that stand in it among all, by number."""
        for words, _, _ in self._read:
            seen[words] = True

    def in_order(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return numbers, documents and positions of all words, by document and position."""
        words, docs, positions = (np.concatenate(parts) for parts in zip(*self._read, strict=True))
        if np.any(docs[1:] < docs[:-1]):
            order = np.argsort(docs, kind="stable")  # the words of a text are in order already
            words, docs, positions = words[order], docs[order], positions[order]
        return words, docs, positions


class Inverter:
    """Takes documents in their order, gives the data of segments."""

    def __init__(self) -> None:
        self._terms: set[str] = set()  # of lexicons that are no more
        self._lengths_before: Counter[str] = Counter()  # of segments before
        self._lexicon = Lexicon()
        self._start()

    def _start(self) -> None:
        self.n_docs = 0
        self._n_chars = 0
        self._streams: dict[str, _Stream] = {}
        self._keys: dict[str, tuple[list[bytes], list[int]]] = {}
        self._stored: dict[str, list[Any]] = {}

    @property
    def terms(self) -> set[str]:
        """The terms of all documents taken."""
        self._read()
        return self._terms.union(self._lexicon.terms)

    @property
    def total_lengths(self) -> Mapping[str, int]:
        """The words of all documents taken, by text field."""
        self._read()
        words = {name: stream.n_words for name, stream in self._streams.items()}
        return {name: self._lengths_before[name] + words.get(name, 0) for name in TEXT_FIELDS}

    def _read(self) -> None:
        for stream in self._streams.values():
            stream.read()

    def add(self, document: Document) -> int:
        """Take a document and return its number in the segment to come."""
        doc = self.n_docs
        for name, text in document.texts.items():
            if name not in self._streams:
                self._streams[name] = _Stream(self._lexicon)
            if text:
                self._streams[name].add(text, doc)
                self._n_chars += len(text)
        for name, new in document.keys.items():
            if name not in self._keys:
                self._keys[name] = [], []
            terms, docs = self._keys[name]
            terms.extend(new)
            docs.extend([doc] * (len(terms) - len(docs)))
        for name, value in document.stored.items():
            if name not in self._stored:
                self._stored[name] = []
            values = self._stored[name]
            if len(values) < doc:  # documents between have none
                values.extend([None] * (doc - len(values)))
            values.append(value)
        self.n_docs += 1
        return doc

    @property
    def is_full(self) -> bool:
        """Whether the documents since the last segment are enough for one."""
        return self._n_chars >= MAX_WORDS * _CHARS_OF_A_WORD

    def segment(self) -> SegmentData:
        """Return the documents taken since the last segment, and begin the next."""
        self._lengths_before = Counter(self.total_lengths)
        term_of, form_of = _uint32(self._lexicon.term_of), _uint32(self._lexicon.form_of)
        seen = np.zeros(len(term_of), np.bool_)  # in this segment, not in those before
        for stream in self._streams.values():
            stream.mark_words(seen)
        terms, term_ranks = _in_byte_order(self._lexicon.terms, term_of[seen])
        forms, form_ranks = _in_byte_order(self._lexicon.forms, form_of[seen])
        fields: dict[str, FieldData] = {}
        lengths: dict[str, Numbers] = {}
        for name, stream in self._streams.items():
            if not stream.n_words:
                continue  # a field that no document says anything in
            words, docs, positions = stream.in_order()
            fields[name] = _inverted(term_ranks[term_of[words]], docs, terms, positions=positions)
            fields[WORD_PREFIX + name] = _inverted(form_ranks[form_of[words]], docs, forms)
            if name in TEXT_FIELDS:
                lengths[name] = np.bincount(docs, minlength=self.n_docs)
        for name, (keys, of_docs) in self._keys.items():
            fields[name] = _field_of_keys(keys, of_docs)
        stored = {
            name: _stored_data(STORED[name], values, self.n_docs)
            for name, values in self._stored.items()
        }
        data = SegmentData(n_docs=self.n_docs, fields=fields, lengths=lengths, stored=stored)
        self._start()
        if len(term_of) > _MAX_KNOWN:
            self._terms.update(self._lexicon.terms)
            self._lexicon = Lexicon()
        return data


def _in_byte_order(strings: Sequence[str], used: Numbers) -> tuple[list[bytes], Numbers]:
    """Return the used strings in the order of their bytes, and of each its rank by its number."""
    numbers = np.unique(used)
    encoded = [strings[number].encode() for number in numbers.tolist()]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    ranks = np.zeros(len(strings), np.uint32)
    ranks[numbers[order]] = np.arange(len(order), dtype=np.uint32)
    return [encoded[place] for place in order], ranks


def _uint32(numbers: "array[int]") -> Numbers:
    """Return a copy: an array that lends its buffer can't grow."""
    return np.array(numbers, np.uint32)


def _inverted(
    ranks: Numbers, docs: Numbers, terms: Sequence[bytes], *, positions: Numbers | None = None
) -> FieldData:
    """Return the postings of words that stand in the order of their documents.

    `ranks` are the places of their terms among those in byte order.
    """
    order = stable_order(ranks)
    ranks, docs = ranks[order], docs[order]
    starts = np.flatnonzero(changes(ranks) | changes(docs))  # words that begin a posting
    ranks = ranks[starts]
    term_starts = np.flatnonzero(changes(ranks))
    return FieldData(
        terms=[*map(terms.__getitem__, ranks[term_starts].tolist())],
        post_starts=np.append(term_starts, len(starts)),
        doc_ids=docs[starts],
        term_freqs=None if positions is None else np.diff(np.append(starts, len(docs))),
        positions=None if positions is None else positions[order],
    )


def _field_of_keys(keys: Sequence[bytes], docs: Sequence[int]) -> FieldData:
    terms = sorted(set(keys))
    rank_of = {term: rank for rank, term in enumerate(terms)}
    ranks = np.fromiter(map(rank_of.__getitem__, keys), np.uint32, len(keys))
    return _inverted(ranks, np.array(docs, np.uint32), terms)


def _stored_data(kind: str, values: Sequence[Any], n_docs: int) -> StoredData:
    none_after = [None] * (n_docs - len(values))
    if kind == "number":
        numbers = [NO_NUMBER if value is None else value for value in (*values, *none_after)]
        return StoredData(kind=kind, numbers=np.array(numbers, np.int32))
    there = [value for value in values if value is not None]
    lengths = [0 if value is None else len(value) + 1 for value in (*values, *none_after)]
    return StoredData(
        kind=kind, blob=b"\0".join([*there, b""]), lengths=np.array(lengths, np.int64)
    )
