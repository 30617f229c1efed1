"""One index twice: in our segments, and on Whoosh's standard codec, to hold ours against."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from corpora import write_corpus
from whoosh.codec import default_codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, open_dir
from whoosh.matching.mcore import ReadTooFar
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE, SegmentWriter

from kazsearch.index import merging
from kazsearch.index.build import build
from kazsearch.index.schema import make_schema
from kazsearch.text.analyzer import PARAGRAPH_SEPARATOR, analyze
from kazsearch.text.words import normal_form

# by Require, NestedChildren and AndNot within AndNot at times, on either codec
RAISED = (AssertionError, ReadTooFar, IndexError)


def found(searcher: Any, query: Any, **options: Any) -> list[tuple[int, float]] | str:
    """Return what is found with its scores, in order; or the error that Whoosh raises."""
    try:
        results = searcher.search(query, **options)
    except RAISED as error:
        return type(error).__name__
    scores = [0.0 if "sortedby" in options else round(key, 9) for key, _ in results.top_n]
    return list(zip([doc for _, doc in results.top_n], scores, strict=True))


def document(reader: Any, doc: int, stored: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a document, out of its stored texts, for Whoosh to analyse anew."""
    if "film_id" not in stored:
        keys = {
            name: [term.decode() for term in reader.lexicon(name) if holds(reader, name, term, doc)]
            for name in ("spelling", "sound")
            if name in reader.indexed_field_names()
        }
        named = {name: value for name, value in keys.items() if value}
        kind = (
            "article" if "article" in stored else "corpus" if "corpus" in stored else "vocabulary"
        )
        return {"kind": kind, **stored, **named}
    tellings = stored["appearances"]
    texts = {
        "title": PARAGRAPH_SEPARATOR.join(title for each in tellings for title in each[1]),
        **{name: stored[name] for name in ("description", "fact", "extra")},
    }
    extras: dict[str, list[str]] = {}
    labels = [key for each in tellings for key in each[2]]
    for key, text in zip(labels, stored["extra"].split(PARAGRAPH_SEPARATOR), strict=False):
        extras.setdefault(f"extra_{key}", []).append(text)
    texts |= {name: PARAGRAPH_SEPARATOR.join(each) for name, each in extras.items()}
    forms = {
        f"word_{name}": sorted({normal_form(token.text) for token in analyze(text)})
        for name, text in texts.items()
        if analyze(text)
    }
    if "whole_title" in reader.schema:
        titles = [title for each in tellings for title in each[1]]
        whole = {" ".join(token.term for token in analyze(title)) for title in titles}
        forms["whole_title"] = sorted(title for title in whole if title)
    paths = list(dict.fromkeys(each[0] for each in tellings))
    kept = {"_stored_title": stored["title"], "_stored_path": stored["path"], "path": paths}
    return {"kind": "film", **stored, **texts, **forms, **kept}


def holds(reader: Any, field: str, term: bytes, doc: int) -> bool:
    return doc in reader.postings(field, term).all_ids()


@contextmanager
def both(versions: Sequence[Mapping[str, str]]) -> Iterator[tuple[Any, Any]]:
    """Give an index of ours and its twin on Whoosh's standard codec, with the same segments.

    The dead documents are the same, too: Whoosh counts them in its statistics.
    """
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_RATIO", 0)  # each build leaves a segment
        patch.setattr(merging, "_MAX_DEAD", 1.0)
        folder = Path(name)
        for version in versions:
            build(write_corpus(folder / "corpus", version), folder / "ours", allow_empty=True)
        ours = open_dir(str(folder / "ours"))
        (folder / "theirs").mkdir()
        theirs = FileIndex.create(FileStorage(str(folder / "theirs")), make_schema(), "MAIN")
        for segment in ours._segments():
            writer = SegmentWriter(theirs, codec=default_codec())
            reader = SegmentReader(ours.storage, ours.schema, segment)
            for doc in range(reader.doc_count_all()):
                writer.add_document(**document(reader, doc, reader.stored_fields(doc)))
            reader.close()
            writer.commit(mergetype=NO_MERGE)
        dead = SegmentWriter(theirs, codec=default_codec())
        with ours.reader() as whole:
            for doc in range(whole.doc_count_all()):
                if whole.is_deleted(doc):
                    dead.delete_document(doc)
        dead.commit(mergetype=NO_MERGE)
        yield ours, theirs
