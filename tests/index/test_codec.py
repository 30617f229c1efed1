"""Whoosh's own searcher finds in our segments what it finds in its own, and scores it alike."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from corpora import WORDS, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh import scoring
from whoosh.codec import default_codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, open_dir
from whoosh.query.spans import SpanFirst, SpanNear, SpanNot, SpanOr
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE, SegmentWriter

from kazsearch.index import merging
from kazsearch.index.build import build
from kazsearch.index.schema import make_schema
from kazsearch.text.analyzer import PARAGRAPH_SEPARATOR, analyze, terms
from kazsearch.text.words import normal_form

FIELDS = ["title", "description", "fact", "extra_director"]
STEMS = sorted({term for word in WORDS for term in terms(word)})

fields = st.sampled_from(FIELDS)
words = st.sampled_from([*STEMS, "nowhere"])
term_queries = st.builds(q.Term, fields, words)
leaves = st.one_of(
    term_queries,
    st.builds(q.Prefix, fields, st.sampled_from(["l", "st", "w", "", "x"])),
    st.builds(q.Wildcard, fields, st.sampled_from(["l*", "*r*", "st?pp*", "?ar"])),
    st.builds(q.Regex, fields, st.sampled_from(["l.v", "(war|hors)", "st.*"])),
    st.builds(q.FuzzyTerm, fields, words, maxdist=st.integers(1, 2), prefixlength=st.just(0)),
    st.builds(q.TermRange, fields, st.just("f"), st.just("s"), st.booleans(), st.booleans()),
    st.builds(q.NumericRange, st.just("year"), st.just(1992), st.sampled_from([1992, 2008, 2012])),
    st.builds(q.Phrase, fields, st.lists(words, min_size=1, max_size=3), slop=st.integers(1, 3)),
    st.builds(q.Every, st.sampled_from([None, "fact", "year"])),
    st.builds(lambda field, word: SpanFirst(q.Term(field, word)), fields, words),
    st.builds(
        lambda field, one, other: SpanNear(q.Term(field, one), q.Term(field, other), slop=2),
        fields, words, words,
    ),
    st.builds(
        lambda field, one, other: SpanNot(q.Term(field, one), q.Term(field, other)),
        fields, words, words,
    ),
    st.builds(
        lambda field, one, other: SpanOr([q.Term(field, one), q.Term(field, other)]),
        fields, words, words,
    ),
    st.just(q.NullQuery),
)  # fmt: skip


def compounds(children: Any) -> Any:
    several = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        several.map(q.And),
        several.map(q.Or),
        several.map(q.DisjunctionMax),
        children.map(q.Not),
        children.map(q.ConstantScoreQuery),
        st.builds(q.AndNot, children, children),
        st.builds(q.AndMaybe, children, children),
        st.builds(q.Otherwise, children, children),
    )


# Require is left out: it raises on Whoosh's standard codec as well
QUERIES = st.recursive(leaves, compounds, max_leaves=5)
FILM = q.Term("kind", "film")
# by rank, all and a few (by Whoosh's bounds on scores); by year; among films, and without some
SEARCHES: list[dict[str, Any]] = [
    {"limit": None},
    {"limit": 3},
    {"limit": None, "sortedby": "year", "filter": FILM},
    {"limit": None, "sortedby": "year", "filter": FILM, "reverse": True},
    {"limit": 5, "mask": q.Term("description", "love")},
]
RAISED = (NotImplementedError,)
WEIGHTINGS = [scoring.BM25F(), scoring.TF_IDF(), scoring.Frequency()]


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
    titles = [title for each in tellings for title in each[1]]
    whole = {" ".join(token.term for token in analyze(title)) for title in titles}
    forms["whole_title"] = sorted(title for title in whole if title)
    paths = list(dict.fromkeys(each[0] for each in tellings))
    kept = {"_stored_title": stored["title"], "_stored_path": stored["path"], "path": paths}
    return {"kind": "film", **stored, **texts, **forms, **kept}


def holds(reader: Any, field: str, term: bytes, doc: int) -> bool:
    return doc in reader.postings(field, term).all_ids()


@contextmanager
def both(versions: list[dict[str, str]]) -> Iterator[tuple[Any, Any]]:
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


def found(searcher: Any, query: Any, **options: Any) -> list[tuple[int, float]] | str:
    """Return what is found with its scores, in order; or the error that Whoosh raises."""
    try:
        results = searcher.search(query, **options)
    except RAISED as error:
        return type(error).__name__
    scores = [0.0 if "sortedby" in options else round(key, 9) for key, _ in results.top_n]
    return list(zip([doc for _, doc in results.top_n], scores, strict=True))


@settings(max_examples=60, deadline=None)
@given(
    versions=st.lists(corpora, min_size=1, max_size=3),
    queries=st.lists(QUERIES, min_size=1, max_size=8),
    weighting=st.sampled_from(WEIGHTINGS),
)
def test_every_query_finds_and_scores_the_same(
    versions: list[dict[str, str]], queries: list[Any], weighting: Any
) -> None:
    with (
        both(versions) as (ours, theirs),
        ours.searcher(weighting=weighting) as one,
        theirs.searcher(weighting=weighting) as other,
    ):
        assert len(one.reader().leaf_readers()) == len(other.reader().leaf_readers())
        for query in queries:
            for options in SEARCHES:
                mine, twin = (found(each, query, **options) for each in (one, other))
                assert mine == twin, (query, options)


@settings(max_examples=30, deadline=None)
@given(texts=corpora)
def test_the_reader_tells_the_same(texts: dict[str, str]) -> None:
    with (
        both([texts]) as (ours, theirs),
        ours.reader() as one,
        theirs.reader() as other,
    ):
        assert list(one.all_terms()) == list(other.all_terms())
        assert one.doc_count() == other.doc_count()
        for field, text in list(other.all_terms()):
            mine, twin = one.term_info(field, text), other.term_info(field, text)
            for name in (
                "weight",
                "doc_frequency",
                "max_weight",
                "min_length",
                "max_length",
                "min_id",
                "max_id",
            ):
                assert getattr(mine, name)() == getattr(twin, name)(), (field, text, name)
            assert one.doc_frequency(field, text) == other.doc_frequency(field, text)
            assert one.frequency(field, text) == other.frequency(field, text)
            assert _postings(one, field, text) == _postings(other, field, text)
        for field in FIELDS:
            assert one.field_length(field) == other.field_length(field)
            for doc in range(one.doc_count_all()):
                lengths = [each.doc_field_length(doc, field) for each in (one, other)]
                assert lengths[0] == lengths[1], (field, doc)
        for doc in range(one.doc_count_all()):
            assert one.stored_fields(doc) == other.stored_fields(doc)
        years = [list(each.column_reader("year")) for each in (one, other) if "year" in each.schema]
        assert years[0] == years[1]


def _postings(reader: Any, field: str, text: bytes) -> list[Any]:
    """Step through a term's postings; then again, skipping to every document."""
    matcher = reader.postings(field, text)
    stepped = []
    while matcher.is_active():
        positions = matcher.value_as("positions") if matcher.supports("positions") else None
        stepped.append((matcher.id(), matcher.weight(), positions))
        matcher.next()
    for doc, _, _ in stepped:
        skipping = reader.postings(field, text)
        skipping.skip_to(doc)
        assert skipping.id() == doc
    return stepped
