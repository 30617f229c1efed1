"""A segment says what its documents said: written, read and merged."""

import contextlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from corpora import WORDS
from hypothesis import given, settings
from hypothesis import strategies as st
from segments import Said, said

from kazsearch.index import inversion, merging
from kazsearch.index.document import Document
from kazsearch.index.fields import STORED, TEXT_FIELDS, WORD_PREFIX
from kazsearch.index.inversion import Inverter
from kazsearch.index.merging import load, merge
from kazsearch.index.segment_file import NO_NUMBER, SegmentFile
from kazsearch.index.segment_writer import SegmentData, write_segment
from kazsearch.index.toc import SegmentEntry
from kazsearch.text.analyzer import PARAGRAPH_SEPARATOR, analyze
from kazsearch.text.words import normal_form

TOKENS = [*WORDS, "жібек", "Қыз", "фильмы", "映画", "𐐔𐐯", "e\u0301t", PARAGRAPH_SEPARATOR, "-", "1"]
texts = st.lists(st.sampled_from(TOKENS), max_size=8).map(" ".join)
VALUES = {
    "text": st.text(max_size=6).map(str.encode),
    "bytes": st.binary(max_size=6),
    "json": st.recursive(st.none() | st.integers() | st.text(max_size=3), st.lists, max_leaves=3)
    .filter(lambda value: value is not None)
    .map(lambda value: json.dumps(value).encode()),
    "number": st.integers(NO_NUMBER + 1, 2**31 - 1),
}
keys = st.lists(st.binary(max_size=3), max_size=4, unique=True)
documents = st.builds(
    Document,
    texts=st.dictionaries(st.sampled_from([*TEXT_FIELDS, "extra_x"]), texts, max_size=4),
    keys=st.dictionaries(st.sampled_from(["kind", "path", "year"]), keys, max_size=3),
    stored=st.fixed_dictionaries({}, optional={n: VALUES[kind] for n, kind in STORED.items()}),
)


def expected(document: Document) -> Said:
    """Return what a document says, word by word."""
    terms: dict[tuple[str, bytes], list[int] | None] = {}
    lengths = {}
    for name, text in document.texts.items():
        for token in analyze(text):
            places = terms.setdefault((name, token.term.encode()), [])
            assert places is not None
            places.append(token.position)
            terms[WORD_PREFIX + name, normal_form(token.text).encode()] = None
            if name in TEXT_FIELDS:
                lengths[name] = lengths.get(name, 0) + 1
    terms |= {(name, key): None for name, found in document.keys.items() for key in found}
    stored = {
        name: json.loads(value) if STORED[name] == "json"
        else value.decode() if STORED[name] == "text" and isinstance(value, bytes)
        else value
        for name, value in document.stored.items()
    }  # fmt: skip
    return {"terms": terms, "lengths": lengths, "stored": stored}


@contextlib.contextmanager
def written(data: SegmentData) -> Iterator[SegmentFile]:
    """Give the file of a segment."""
    out = BytesIO()
    write_segment(out, data, segment_id="0")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "segment.kaz"
        path.write_bytes(out.getvalue())
        file = SegmentFile(path)
        try:
            yield file
        finally:
            file.close()


def inverted(each: Sequence[Document]) -> SegmentData:
    inverter = Inverter()
    for number, document in enumerate(each):
        assert inverter.add(document) == number
    return inverter.segment()


@settings(max_examples=100, deadline=None)
@given(st.lists(documents, max_size=8))
def test_what_is_written_is_what_the_documents_say(each: list[Document]) -> None:
    with written(inverted(each)) as file:
        assert said(file) == [expected(document) for document in each]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(documents, max_size=4), min_size=2, max_size=4), st.integers(1, 40))
def test_one_inverter_says_of_each_segment_what_a_new_one_says(
    segments: list[list[Document]], n_known: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inversion, "_MAX_KNOWN", n_known)  # words, after which a lexicon is left
        patch.setattr(inversion, "_MANY_CHARS", 30)
        inverter = Inverter()
        for each in segments:
            for document in each:
                inverter.add(document)
            with written(inverter.segment()) as file:
                assert said(file) == [expected(document) for document in each]
        every = [document for each in segments for document in each]
        assert inverter.total_lengths == {
            name: sum(expected(document)["lengths"].get(name, 0) for document in every)
            for name in TEXT_FIELDS
        }
        tokens = (token for doc in every for text in doc.texts.values() for token in analyze(text))
        assert inverter.terms == {token.term for token in tokens}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(documents, st.booleans()), min_size=1, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_segments_merged_are_one_of_their_living_documents(
    segments: list[list[tuple[Document, bool]]],
) -> None:
    living = [document for each in segments for document, lives in each if lives]
    dead = [{i for i, (_, lives) in enumerate(each) if not lives} for each in segments]
    with contextlib.ExitStack() as stack:
        for merged in _merged_at_once_and_one_by_one(stack, segments, dead):
            assert merged.n_docs == len(living)
            with written(merged) as file:
                assert said(file) == [expected(document) for document in living]


def _merged_at_once_and_one_by_one(
    stack: contextlib.ExitStack,
    segments: Sequence[Sequence[tuple[Document, bool]]],
    dead: Sequence[set[int]],
) -> tuple[SegmentData, SegmentData]:
    """Merge segments out of their files, which can be closed when nothing of them is in use."""
    read = [
        load(stack.enter_context(written(inverted([document for document, _ in each]))))
        for each in segments
    ]
    merged = merge(read[:1], dead[:1])
    for data, gone in zip(read[1:], dead[1:], strict=True):
        before = load(stack.enter_context(written(merged)))
        merged = merge([before, data], [(), gone])
    return merge(read, dead), merged


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 999), st.integers(0, 999)), max_size=9), st.integers(1, 999)
)
def test_what_a_new_segment_absorbs_leaves_few_segments(
    sizes: list[tuple[int, int]], n_docs: int
) -> None:
    entries = [
        SegmentEntry(segment_id=str(i), n_docs=n, dead=frozenset(range(min(n_dead, n))))
        for i, (n, n_dead) in enumerate(sizes)
    ]
    chosen = merging.to_absorb(n_docs, entries)
    assert chosen == sorted(set(chosen))
    left = [entry for place, entry in enumerate(entries) if place not in chosen]
    total = n_docs + sum(entries[place].n_docs - len(entries[place].dead) for place in chosen)
    for entry in left:
        assert len(entry.dead) <= entry.n_docs / 4
        assert entry.n_docs - len(entry.dead) > 2 * total
