"""What Whoosh makes of results is the same: groups, orders, highlights, corrections, likenesses."""

from collections.abc import Callable
from typing import Any

import pytest
from corpora import WORDS, corpora
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import both
from whoosh import classify, highlight, scoring, sorting
from whoosh import query as q
from whoosh.qparser import MultifieldParser, QueryParser

from kazsearch.text.analyzer import terms

STEMS = sorted({term for word in WORDS for term in terms(word)})
TEXTS = ["title", "description", "fact"]
FILM = q.Term("kind", "film")

several_versions = st.lists(corpora, min_size=1, max_size=3)
queries = st.one_of(
    st.builds(q.Term, st.sampled_from(TEXTS), st.sampled_from(STEMS)),
    st.lists(st.sampled_from(STEMS), min_size=1, max_size=3).map(
        lambda found: q.Or([q.Term("description", stem) for stem in found])
    ),
    st.just(FILM),
    st.just(q.Every()),  # also what has no year: articles
)
facets = st.sampled_from(
    [
        "year",
        "kind",
        "film_id",
        "path",
        sorting.FieldFacet("year", reverse=True),
        sorting.FieldFacet("path", allow_overlap=True),
        sorting.FieldFacet("word_description", allow_overlap=True),
        sorting.StoredFieldFacet("title"),
        sorting.RangeFacet("year", 1990, 2020, 10),
        sorting.QueryFacet({s: q.Term("description", s) for s in STEMS[:3]}, other="~"),
        sorting.ScoreFacet(),
        sorting.MultiFacet(["year", "film_id"]),
        sorting.TranslateFacet(lambda year: year // 10, sorting.FieldFacet("year")),
        sorting.FunctionFacet(lambda searcher, doc: -doc),
    ]
)


def compare(versions: list[dict[str, str]], ask: Callable[[Any], Any], **options: Any) -> None:
    """Hold what is asked of a searcher of ours to what its twin answers."""
    with (
        both(versions) as (ours, theirs),
        ours.searcher(**options) as one,
        theirs.searcher(**options) as other,
    ):
        assert ask(one) == ask(other)


def told(results: Any) -> list[Any]:
    return [(hit.docnum, hit.fields(), hit.rank, hit.pos) for hit in results]


@settings(max_examples=20, deadline=None)
@given(versions=several_versions, query=queries, by=facets, reverse=st.booleans())
def test_of_orders(versions: list[dict[str, str]], query: Any, by: Any, reverse: bool) -> None:
    # by other facets, Whoosh can't put in order what has none of their values
    among = None if by == "year" else FILM

    def ask(searcher: Any) -> Any:
        found = searcher.search(query, sortedby=by, reverse=reverse, limit=None, filter=among)
        few = searcher.search(query, sortedby=by, reverse=reverse, limit=2, filter=among)
        return told(found), told(few), len(found)

    compare(versions, ask)


@settings(max_examples=20, deadline=None)
@given(
    versions=several_versions,
    query=queries,
    by=facets,
    kind=st.sampled_from([sorting.OrderedList, sorting.UnorderedList, sorting.Count, sorting.Best]),
)
def test_of_groups(versions: list[dict[str, str]], query: Any, by: Any, kind: Any) -> None:
    def ask(searcher: Any) -> Any:
        results = searcher.search(query, groupedby=by, maptype=kind, limit=None)
        return {name: dict(results.groups(name)) for name in results.facet_names()}

    compare(versions, ask)


@settings(max_examples=20, deadline=None)
@given(
    versions=several_versions,
    query=queries,
    by=st.sampled_from(["year", "kind", "path"]),
    limit=st.integers(1, 2),
    order=st.sampled_from([None, "year", sorting.FieldFacet("year", reverse=True)]),
)
def test_of_what_is_collapsed(
    versions: list[dict[str, str]], query: Any, by: str, limit: int, order: Any
) -> None:
    def ask(searcher: Any) -> Any:
        results = searcher.search(
            query, collapse=by, collapse_limit=limit, collapse_order=order, limit=None
        )
        return told(results), dict(results.collapsed_counts)

    compare(versions, ask)


@settings(max_examples=20, deadline=None)
@given(
    versions=several_versions,
    text=st.sampled_from(["love", "loving war", '"poet horse"', "wars steppe*", "mother -train"]),
    fragmenter=st.sampled_from(
        [
            highlight.ContextFragmenter(20, 5),
            highlight.SentenceFragmenter(),
            highlight.WholeFragmenter(),
            highlight.PinpointFragmenter(20),
        ]
    ),
    strict=st.booleans(),
)
def test_of_highlights(
    versions: list[dict[str, str]], text: str, fragmenter: Any, strict: bool
) -> None:
    def ask(searcher: Any) -> Any:
        query = MultifieldParser(TEXTS, searcher.schema).parse(text)
        results = searcher.search(query, terms=True, limit=None)
        results.fragmenter = fragmenter
        shown = [
            {name: hit.highlights(name, strict_phrase=strict) for name in TEXTS if name in hit}
            for hit in results
        ]
        matched = [sorted(hit.matched_terms()) for hit in results]
        return shown, matched, sorted(results.matched_terms() or ())

    compare(versions, ask)


@settings(max_examples=20, deadline=None)
@given(
    versions=several_versions,
    text=st.sampled_from(["lvoe", "warr stepe", "hors tran", '"poit falcon"', "nothinglikeit"]),
    distance=st.integers(1, 2),
    prefix=st.integers(0, 1),
)
def test_of_corrections(
    versions: list[dict[str, str]], text: str, distance: int, prefix: int
) -> None:
    def ask(searcher: Any) -> Any:
        answers = []
        for field in TEXTS:
            query = QueryParser(field, searcher.schema).parse(text)
            corrected = searcher.correct_query(query, text, maxdist=distance, prefix=prefix)
            answers.append((corrected.query, corrected.string))
            if field in searcher.reader().indexed_field_names():
                answers.extend(
                    searcher.suggest(field, word, maxdist=distance, prefix=prefix)
                    for word in text.split()
                )
        return answers

    compare(versions, ask)


@settings(max_examples=20, deadline=None)
@given(
    versions=several_versions,
    field=st.sampled_from(["description", "title"]),
    model=st.sampled_from([classify.Bo1Model, classify.Bo2Model]),  # KLModel divides by zero
)
def test_of_key_terms_and_likenesses(
    versions: list[dict[str, str]], field: str, model: Any
) -> None:
    def ask(searcher: Any) -> Any:
        answers: list[Any] = [searcher.key_terms_from_text(field, " ".join(STEMS), model=model)]
        for hit in searcher.search(FILM, limit=None):
            answers.append(searcher.key_terms([hit.docnum], field, model=model))
            answers.append(told(hit.more_like_this(field, model=model)))
        return answers

    compare(versions, ask)


@settings(max_examples=20, deadline=None)
@given(versions=several_versions, query=queries, other=queries, year=st.sampled_from([1992, 2012]))
def test_of_pages_and_results_that_are_joined(
    versions: list[dict[str, str]], query: Any, other: Any, year: int
) -> None:
    def ask(searcher: Any) -> Any:
        answers: list[Any] = [
            told(searcher.search_page(query, number, pagelen=2)) for number in (1, 2)
        ]
        for name in ("extend", "filter", "upgrade", "upgrade_and_extend"):
            results = searcher.search(query, limit=None)
            getattr(results, name)(searcher.search(other, limit=None))
            answers.append(told(results))
        answers.append(sorted(searcher.search(query, limit=2).docs()))
        answers.append([*searcher.documents(year=year)])
        answers.append([*searcher.document_numbers(kind="article")])
        answers.append(searcher.document(article="a.txt"))
        answers.append(
            [(searcher.idf(n, s), searcher.avg_field_length(n)) for n in TEXTS for s in STEMS]
        )
        return answers

    compare(versions, ask)


# DFree is left out: it asks for what no searcher of Whoosh's has
@pytest.mark.parametrize(
    "weighting",
    [
        scoring.BM25F(B=0.2, K1=2.0, title_B=1.0),
        scoring.PL2(),
        scoring.TF_IDF(),
        scoring.MultiWeighting(scoring.BM25F(), title=scoring.Frequency()),
        scoring.ReverseWeighting(scoring.BM25F()),
    ],
    ids=lambda weighting: type(weighting).__name__,
)
@settings(max_examples=15, deadline=None)
@given(versions=several_versions, query=queries)
def test_of_scores_by_every_weighting(
    weighting: Any, versions: list[dict[str, str]], query: Any
) -> None:
    def ask(searcher: Any) -> Any:
        try:
            return [
                [(hit.docnum, round(hit.score, 9)) for hit in searcher.search(query, limit=limit)]
                for limit in (None, 2)
            ]
        except (ValueError, ZeroDivisionError) as error:  # logarithms of what is too small
            return type(error).__name__

    compare(versions, ask, weighting=weighting)
