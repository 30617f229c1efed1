"""Segments: what is written is read again, and merging is inverting what lives in one go."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from corpora import corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from kazsearch.index import gathering, inversion
from kazsearch.index.build import build
from kazsearch.index.document import Document
from kazsearch.index.inversion import Inverter
from kazsearch.index.merging import load, merge
from kazsearch.index.segment_file import SegmentFile
from kazsearch.index.segment_writer import SegmentData, write_segment
from kazsearch.index.store import open_snapshot
from kazsearch.search.searcher import open_index
from kazsearch.text.analyzer import PARAGRAPH_SEPARATOR

WORDS = ["love", "loves", "war", "Жібек", "қыз", "d'été", "2008", "東京", "a\u0301b"]
texts = st.lists(st.sampled_from([*WORDS, PARAGRAPH_SEPARATOR]), max_size=6).map(" ".join)
documents = st.builds(
    lambda title, text, path, year, stored: Document(
        texts={"title": title, "description": text},
        keys={"kind": (b"film",), "path": path},
        stored={
            **({"year": year} if year is not None else {}),
            **({"title": stored.encode()} if stored is not None else {}),
        },
    ),
    texts,
    texts,
    st.lists(st.sampled_from([b"a.txt", b"b.txt", b"\xff"]), unique=True, max_size=2),
    st.none() | st.integers(-5, 3000),
    st.none() | st.sampled_from(["", "x", "Қыз"]),
)
many = st.lists(documents, min_size=1, max_size=6)


def invert(docs: Sequence[Document]) -> SegmentData:
    inverter = Inverter()
    for document in docs:
        inverter.add(document)
    return inverter.segment()


def read_again(data: SegmentData, path: Path) -> SegmentFile:
    with path.open("wb") as file:
        write_segment(file, data, segment_id="0")
    return SegmentFile(path)


def said(data: SegmentData) -> dict[str, object]:
    """Return all that a segment says, in plain objects; a name that says nothing is left out."""
    found: dict[str, object] = {"n_docs": data.n_docs}
    for name, field in data.fields.items():
        numbers = [field.post_starts, field.doc_ids, field.term_freqs, field.positions]
        plain = [None if each is None else np.asarray(each).tolist() for each in numbers]
        if field.terms:
            found[name] = list(field.terms), plain
    for name, lengths in data.lengths.items():
        if np.any(lengths):
            found[f"length:{name}"] = np.asarray(lengths).tolist()
    for name, stored in data.stored.items():
        if stored.numbers is not None:
            found[f"stored:{name}"] = np.asarray(stored.numbers).tolist()
        elif stored.lengths is not None and np.any(stored.lengths):
            found[f"stored:{name}"] = bytes(stored.blob), np.asarray(stored.lengths).tolist()
    return {name: each for name, each in found.items() if not says_nothing(name, each)}


def says_nothing(name: str, numbers: object) -> bool:
    """Tell whether no document has a number: a segment knows the name, another does not."""
    return name.startswith("stored:") and isinstance(numbers, list) and set(numbers) <= {-(2**31)}


@settings(max_examples=150, deadline=None)
@given(docs=many)
def test_what_is_written_is_read_again(docs: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = invert(docs)
        file = read_again(data, Path(folder) / "segment")
        assert said(load(file)) == said(data)
        for name, field in data.fields.items():
            first = file.fields[name].first
            for place, term in enumerate(field.terms):
                assert file.find(name, term) == first + place
                assert file.find(name, term + b"x") == -1 or term + b"x" in field.terms
        assert file.find("nowhere", b"x") == -1
        file.close()


@settings(max_examples=150, deadline=None)
@given(segments=st.lists(many, min_size=1, max_size=4), data=st.data())
def test_merging_is_inverting_what_lives(
    segments: list[list[Document]], data: st.DataObject
) -> None:
    dead = [
        data.draw(st.sets(st.integers(0, len(docs) - 1)), label="dead documents")
        for docs in segments
    ]
    living = [
        document
        for docs, gone in zip(segments, dead, strict=True)
        for number, document in enumerate(docs)
        if number not in gone
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = [
            read_again(invert(docs), Path(folder) / str(number))
            for number, docs in enumerate(segments)
        ]
        merged = said(merge([load(file) for file in files], dead))
        for file in files:
            file.close()
    if living:
        assert merged == said(invert(living))
    else:
        assert merged == {"n_docs": 0}


@settings(max_examples=25, deadline=None)
@given(versions=st.lists(corpora, min_size=1, max_size=2), jobs=st.sampled_from([1, 2]))
def test_an_index_gathered_in_small_segments_answers_as_one_in_large_ones(
    versions: list[dict[str, str]], jobs: int
) -> None:
    answers = []
    for max_words, max_waiting in ((inversion.MAX_WORDS, gathering.MAX_WAITING), (3, 40)):
        with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
            patch.setattr(inversion, "MAX_WORDS", max_words)
            patch.setattr(gathering, "MAX_WAITING", max_waiting)
            folder = Path(name)
            for version in versions:
                write_corpus(folder / "corpus", version)
                build(folder / "corpus", folder / "index", jobs=jobs, allow_empty=True)
            with open_snapshot(folder / "index") as snapshot:
                corpus = snapshot.corpus
                films = sorted(map(repr, map(snapshot.film, snapshot.film_ids())))
            with open_index(folder / "index") as searcher:
                found = [searcher.search(q, limit=50) for q in ("love war", '"the poet"', "st*")]
            answers.append((corpus, films, found))
    assert answers[0] == answers[1]
