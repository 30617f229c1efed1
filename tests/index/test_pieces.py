"""An index that is built in pieces says what one says that was built undivided."""

import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from corpora import WORDS, block, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from segments import said

from kazsearch.corpus.labels import load_labels
from kazsearch.corpus.scan import MAX_BYTES, scan
from kazsearch.index import gathering, inversion, parts, store
from kazsearch.index.build import build
from kazsearch.index.documents import CorpusRecord
from kazsearch.index.fields import INDEX_VERSION
from kazsearch.index.part import Part, Task, make_part
from kazsearch.index.survey import parser_key_of

# each article tells of a film with all fields, and of films that others tell of, too
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
shared = st.builds(
    lambda title, text, facts: block(title, 2008, text, *facts),
    st.sampled_from(["The Poet", "Steppe", "It"]),
    sentences,
    st.lists(sentences, max_size=2),
)
bodies = st.lists(shared, max_size=3).map("\n".join)
NAMES = ["a.txt", "b.md", "c/d.txt", "e.txt", "f.txt"]
corpora = st.dictionaries(st.sampled_from(NAMES), bodies, min_size=2).map(
    lambda each: {
        path: block(f"Film of {number}", 1990 + number, "A love.", "A fact.", director="Anna")
        + "\n"
        + text
        for number, (path, text) in enumerate(sorted(each.items()))
    }
)


def contents(index: Path) -> tuple[dict[str, Any], int]:
    """Return what an index says of each film and article, wherever it stands; its segments."""
    found: dict[str, Any] = {}
    vocabulary: set[tuple[str, bytes]] = set()
    with store.open_snapshot(index) as snapshot:
        for segment in snapshot.segments:
            for doc, each in enumerate(said(segment.file)):
                if doc in segment.dead:
                    continue
                stored = each["stored"]
                if ("kind", b"vocabulary") in each["terms"]:
                    vocabulary |= each["terms"].keys()
                    continue
                name = stored.get("film_id") or stored.get("article") or "the corpus"
                assert name not in found
                found[name] = each
        return {**found, "the vocabulary": vocabulary}, snapshot.n_segments


@settings(max_examples=30, deadline=None)
@given(texts=corpora, n_chars=st.sampled_from([1, 200, 400]))
def test_a_build_in_many_segments_says_the_same(texts: dict[str, str], n_chars: int) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        corpus = write_corpus(folder / "corpus", texts)
        build(corpus, folder / "one")
        patch.setattr(gathering, "MAX_WAITING", n_chars)
        build(corpus, folder / "many")
        (one, n_one), (many, n_many) = contents(folder / "one"), contents(folder / "many")
        assert many == one
        assert n_one == 1
        assert n_many > 1 or n_chars > 1
        assert build(corpus, folder / "many").plan.is_empty


@settings(max_examples=30, deadline=None)
@given(before=corpora, after=corpora, n_words=st.sampled_from([1, 20, 40]))
def test_an_update_in_many_segments_says_the_same(
    before: dict[str, str], after: dict[str, str], n_words: int
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        corpus = write_corpus(folder / "corpus", before)
        build(corpus, folder / "updated")
        write_corpus(corpus, after)
        patch.setattr(inversion, "MAX_WORDS", n_words)
        build(corpus, folder / "updated")
        build(corpus, folder / "new")
        updated, new = contents(folder / "updated")[0], contents(folder / "new")[0]
        assert updated.pop("the vocabulary") >= new.pop("the vocabulary")  # terms stay
        assert updated == new


@settings(max_examples=30, deadline=None)
@given(texts=corpora, jobs=st.integers(2, 4), n_chars=st.sampled_from([1, 300, 10**6]))
def test_parts_in_many_segments_say_the_same(
    texts: dict[str, str], jobs: int, n_chars: int
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        corpus = write_corpus(folder / "corpus", texts)
        build(corpus, folder / "one")
        patch.setattr(gathering, "MAX_WAITING", n_chars)
        patch.setattr(parts, "_MIN_BYTES", 1)
        paths = [*scan(corpus)]
        (folder / "many").mkdir()
        made = [
            _made(corpus, folder / "many", part)
            for part in parts.split_paths(corpus, paths, jobs=jobs)
        ]
        record = CorpusRecord(
            version=INDEX_VERSION,
            parser_key=parser_key_of(load_labels(None)),
            location="../corpus",
        )
        with contextlib.closing(parts.Assembly(folder / "many", made, [])) as assembly:
            store.commit(folder / "many", None, assembly.segments(record, {}))
        (one, _), (many, n_many) = contents(folder / "one"), contents(folder / "many")
        assert many == one
        assert n_many >= min(len(texts), jobs) or n_chars > 1
        assert build(corpus, folder / "many").plan.is_empty


def _made(corpus: Path, index: Path, paths: Sequence[str]) -> Part:
    """Make a part here, where the constants are other ones, instead of in a process of its own."""
    task = Task(
        corpus=str(corpus),
        index=str(index),
        paths=paths,
        parser_key=parser_key_of(load_labels(None)),
        max_file_bytes=MAX_BYTES,
    )
    return make_part(task, on_progress=lambda _: None)
