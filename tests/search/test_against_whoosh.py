"""Trees translated to Whoosh's own query classes find the same films by Whoosh's own searcher."""

import fnmatch
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from corpora import WORDS, YEARS, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import inner, trees, words
from whoosh import query as whoosh
from whoosh import scoring
from whoosh.collectors import UnlimitedCollector
from whoosh.index import open_dir

from kazsearch.index.build import build
from kazsearch.index.fields import EXTRA_PREFIX, TEXT_FIELDS, WORD_PREFIX
from kazsearch.index.store import open_snapshot
from kazsearch.query import (
    And,
    Article,
    Boost,
    Field,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
    Words,
    YearRange,
    format_query,
)
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.loosening import split_idle
from kazsearch.search.ranking import FIELD_WEIGHTS, K1, idf
from kazsearch.search.searcher import Searcher
from kazsearch.text.analyzer import analyze
from kazsearch.text.words import normal_form

N_CORPORA = 60
FILMS = whoosh.Term("kind", "film")
# what makes several tokens, a stem, a year
TEXTS = [*WORDS, "The", "White", "poet's", "mother/love", "the-last-train", "2008", "1990s"]
OF_ONE_FORM = ["steppe", "train", "horse", "poet", "falcon", "mother"]  # another form counts less
TREES = trees(
    TEXTS,
    fields=["title", "description", "fact", "director"],
    years=YEARS,
    patterns=["a*", "*.md", "guides/*", "*/c.txt", "c.txt", "?.t*", "nowhere"],
)


class Translation:
    """Turns trees into queries of Whoosh's over one index; None for what asks for nothing."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._paths = [term.decode() for term in reader.lexicon("path")]

    def of(self, node: Node, fields: Sequence[str] = TEXT_FIELDS) -> Any:
        match node:
            case Words():  # words such as "the" need not be found
                return self._joined(whoosh.And, split_idle(node)[0], fields)
            case And():
                return self._joined(whoosh.And, node.children, fields)
            case Or():
                return self._joined(whoosh.Or, node.children, fields)
            case Not():
                child = self.of(node.child, fields)
                return None if child is None else whoosh.AndNot(FILMS, child)
            case Boost():
                child = self.of(node.child, fields)
                return None if child is None else boosted(child, node.factor)
            case Field():
                name = node.name
                return self.of(node.child, [name if name in TEXT_FIELDS else EXTRA_PREFIX + name])
            case YearRange():
                return whoosh.NumericRange("year", node.first, node.last)
            case Article():
                return any_of(whoosh.Term("path", path) for path in self._paths if fits(node, path))
            case _:
                return self._text(node, fields)

    def _joined(self, kind: Any, children: Sequence[Node], fields: Sequence[str]) -> Any:
        found = [query for child in children if (query := self.of(child, fields)) is not None]
        return kind(found) if found else None

    def _text(self, leaf: Word | Phrase | Wildcard | Fuzzy, fields: Sequence[str]) -> Any:
        match leaf:
            case Word():
                years = [whoosh.NumericRange("year", *leaf.years)] if leaf.years else []
                run = run_of(leaf.text, fields)
                is_year = years and fields is TEXT_FIELDS
                return any_of([run, *years]) if run is not None and is_year else run
            case Phrase():
                return run_of(" ".join(word.text for word in leaf.words), fields, leaf.slop)
            case Wildcard():
                pattern = normal_form(leaf.text)
                queries = [whoosh.Wildcard(WORD_PREFIX + field, pattern) for field in fields]
                letters = leaf.text.split("*")
                if len(letters) > 2 and all(len(x) == 1 and x.isalpha() for x in letters):
                    queries.append(run_of(leaf.text, fields))
                return any_of(queries)
            case Fuzzy():
                tokens = analyze(leaf.text)
                if len(tokens) != 1:
                    return run_of(leaf.text, fields)
                return any_of(
                    whoosh.Term(WORD_PREFIX + field, word)
                    for field in fields
                    for word in map(bytes.decode, self._reader.lexicon(WORD_PREFIX + field))
                    if not any(map(str.isdigit, word))
                    and edits(word, normal_form(leaf.text)) <= leaf.edits
                )


def any_of(queries: Any) -> Any:
    return whoosh.Or(list(queries))


def boosted(query: Any, factor: float) -> Any:
    """Return the query with all leaves' boosts multiplied: Whoosh's compounds ignore their own."""
    if isinstance(query, whoosh.AndNot):
        return query
    if query.is_leaf():
        return query.with_boost(query.boost * factor)
    return type(query)([boosted(child, factor) for child in query.children()])


def run_of(text: str, fields: Sequence[str], slop: int = 0) -> Any:
    terms = [token.term for token in analyze(text)]
    if len(terms) == 1:
        return any_of(whoosh.Term(field, terms[0]) for field in fields)
    # Whoosh's slop is a distance: 1 for neighbours
    return any_of(whoosh.Phrase(f, terms, slop=slop + 1) for f in fields) if terms else None


def fits(node: Article, path: str) -> bool:
    shown = path if "/" in node.pattern else path.rpartition("/")[2]
    return fnmatch.fnmatchcase(shown, node.pattern)


def edits(one: str, other: str) -> int:
    """Return the optimal string alignment distance, by the textbook's table."""
    table = [
        [i + j if i * j == 0 else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)
    ]
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            best = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a != b))
            if (
                i > 1
                and j > 1
                and (a, b) == (other[j - 2], one[i - 2]) == (one[i - 1], other[j - 1])
            ):
                best = min(best, table[i - 2][j - 2] + 1)
            table[i][j] = best
    return table[-1][-1]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("love", "love", 0),
        ("love", "lvoe", 1),
        ("love", "loove", 1),
        ("war", "", 3),
        ("ab", "ca", 2),
    ],
)
def test_the_oracle_counts_edits(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == distance


def indexes(texts: Sequence[dict[str, str]], folder: Path) -> Path:
    """Build one corpus after the other into one index, which leaves segments and deletions."""
    for version in texts:
        build(write_corpus(folder / "corpus", version), folder / "index", allow_empty=True)
    return folder / "index"


@settings(max_examples=N_CORPORA, deadline=None)
@given(
    texts=st.lists(corpora, min_size=1, max_size=2),
    queries=st.lists(TREES, min_size=1, max_size=15),
)
def test_every_tree_finds_the_films_that_whoosh_finds(
    texts: list[dict[str, str]], queries: list[Node]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = indexes(texts, Path(folder))
        with open_dir(str(index)).searcher() as searcher, open_snapshot(index) as snapshot:
            translate = Translation(searcher.reader())
            ours = Searcher(snapshot)
            for tree in queries:
                query = translate.of(tree)
                wanted = whoosh.And([FILMS, query]) if query is not None else whoosh.NullQuery
                expected = {
                    searcher.stored_fields(d)["film_id"] for d in searcher.docs_for_query(wanted)
                }
                scores = Evaluation(snapshot).scores(tree) or {}
                assert {snapshot.film(d)[0].film_id for d in scores} == expected, format_query(tree)
                if "director:" in format_query(tree) and not snapshot.dictionary.extra_keys():
                    continue  # no film has a director, so the field is refused
                result = ours.search(format_query(tree), match="all", limit=100)
                if result.corrected is None:
                    assert {hit.film_id for hit in result.hits} == expected, format_query(tree)
                else:
                    assert not expected


@pytest.mark.long
@settings(max_examples=1000, deadline=None)
@given(
    texts=st.lists(corpora, min_size=1, max_size=3),
    queries=st.lists(TREES, min_size=1, max_size=30),
)
def test_every_one_of_many_trees_finds_the_films_that_whoosh_finds(
    texts: list[dict[str, str]], queries: list[Node]
) -> None:
    test_every_tree_finds_the_films_that_whoosh_finds.hypothesis.inner_test(texts, queries)


@settings(max_examples=60, deadline=None)
@given(texts=corpora, tree=st.recursive(words(OF_ONE_FORM), inner, max_leaves=6))
def test_in_one_field_scores_equal_whooshs_bm25_on_one_segment(
    texts: dict[str, str], tree: Node
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = indexes([texts], Path(folder))
        with open_snapshot(index) as snapshot:
            ours = Evaluation(snapshot).scores(Field(name="description", child=tree)) or {}
            n_docs = snapshot.corpus.n_docs
            average = max(snapshot.corpus.total_lengths.get("description", 0) / max(n_docs, 1), 1)

            def score(searcher: Any, field: str, text: bytes, matcher: Any) -> float:
                """Whoosh's formula, less its constant (K1 + 1), with our idf and exact lengths.

                In one field, what a word scores together and alone is the same but for a weight.
                """
                if field != "description":
                    return 0.0
                (length,) = snapshot.field_lengths(field, [matcher.id()])
                ours = FIELD_WEIGHTS["description"]
                assert ours.together == 1.0
                weight = idf(searcher.doc_frequency(field, text), n_docs) / (K1 + 1)
                weight *= ours.together + ours.alone
                return scoring.bm25(weight, matcher.weight(), length, average, ours.b, K1)

            weighting = scoring.FunctionWeighting(score)
            with open_dir(str(index)).searcher(weighting=weighting) as searcher:
                query = Translation(searcher.reader()).of(tree, ["description"])
                theirs = scores_by(searcher, whoosh.And([FILMS, query]))
    # which films match is the other test's; here Whoosh loses some that match by a Not alone
    assert _above_zero(ours) == pytest.approx(_above_zero(theirs))


def _above_zero(scores: Mapping[int, float]) -> dict[int, float]:
    return {doc_id: score for doc_id, score in scores.items() if score > 0}


def scores_by(searcher: Any, query: Any) -> dict[int, float]:
    """Return the scores of all films that match, without Whoosh's optimisations."""
    collector = UnlimitedCollector()
    collector.replace = 0
    searcher.search_with_collector(query, collector)
    return {doc_id: score for score, doc_id in collector.items}
