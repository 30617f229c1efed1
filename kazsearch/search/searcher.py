"""Here is a query: which hits?"""

import contextlib
import dataclasses
import functools
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kazsearch.errors import GoldenQueriesError, QueryError
from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.store import open_snapshot
from kazsearch.query import (
    Node,
    Word,
    Words,
    parse_query,
    positive_words,
    walk,
)
from kazsearch.search.answer import answer, rank
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.evidence import Evidence
from kazsearch.search.hits import NOTHING, RankedFilm, SearchResult
from kazsearch.search.opened import OpenIndex, in_turn
from kazsearch.search.selection import Match, Selection, Sort
from kazsearch.search.speller import Speller
from kazsearch.text.analyzer import analyze_word
from kazsearch.text.synonym_table import TABLE
from kazsearch.text.synonyms import Synonyms

if TYPE_CHECKING:
    from kazsearch.search.array_words import ArrayWords
    from kazsearch.search.golden import GoldenQuery, Grades

MIN_FILMS_FOR_ARRAYS = 1_000
MAX_POSTINGS_WITHOUT_ARRAYS = 60_000
_GRADED_DEPTH = 100  # where a film that stands lower might as well not have been found


class Searcher(OpenIndex):
    """Answers queries from one snapshot of an index; says what is in it, too.

    Opened by `open_index`; close it, or use it in a `with` statement. All methods raise
    IndexStateError when the index turns out to be damaged.
    """

    def __init__(self, snapshot: Snapshot, *, synonyms: Synonyms | None = None) -> None:
        super().__init__(snapshot)
        self._synonyms = synonyms
        self.uses_arrays: bool | None = None  # None: where they are the faster way
        self._n_searches = 0
        self._arrays: ArrayWords | None = None

    @in_turn
    def close(self) -> None:
        """Let go of the index's files."""
        if self._arrays is not None:
            self._arrays.arrays.close()
            self._arrays = None
        super().close()

    @in_turn
    def search(
        self,
        query: str,
        *,
        match: Match = "auto",
        fields: Sequence[str] = (),
        years: str | None = None,
        article: str | None = None,
        sort: Sort = "relevance",
        limit: int = 10,
        page: int = 1,
        min_score: float = 0.0,
        facets: Sequence[str] = (),
        explain: bool = False,
    ) -> SearchResult:
        """Return the films that match, best first; those with every word are favoured.

        `Selection` tells what the options mean, `count_facets` which facets there are. When nothing
        is found, the query is run again as the same keys would have typed it in another layout, or
        with its unknown words corrected, and `corrected` says so.
        Raises QueryError, and ValueError for a page, order or way to match that there is not.
        """
        selection = Selection(
            match=match, fields=tuple(fields), years=years, article=article, sort=sort,
            limit=limit, page=page, min_score=min_score,
        )  # fmt: skip
        selection.require_sense()
        selection.filters()  # refused here, a mistake is shown in the years, not in the query
        facets = self._known_facets(facets)
        result = self._search(query, selection, facets, explain=explain)
        if result.total:
            return result
        for instead in filter(None, (self._in_other_layout(query), result.did_you_mean)):
            with contextlib.suppress(QueryError):  # of what nobody typed
                found = self._search(instead, selection, facets, explain=explain)
                if found.total and (instead == result.did_you_mean or _is_as_typed(found)):
                    return dataclasses.replace(
                        found, query=query, did_you_mean=instead, corrected=instead
                    )
        return result

    @in_turn
    def rank(self, query: str, *, limit: int = 10) -> tuple[RankedFilm, ...]:
        """Return the first films that `search` finds for a query as it stands, and no more of each
        than is stored: no snippets, and not by which words. Raises QueryError, and ValueError for a
        limit below 1.
        """
        selection = _first(limit)
        tree, evaluation = self._read(query, selection)
        try:
            order = rank(tree, evaluation, selection, self._snapshot).order
        except QueryError as error:
            raise _in_query(error, query) from error
        headlines = self._snapshot.headlines(order)
        ranked = enumerate(zip(order.values(), headlines, strict=True), start=1)
        return tuple([RankedFilm(place, score, *shown) for place, (score, shown) in ranked])

    @in_turn
    def like(
        self, film_id: str, *, limit: int = 10, years: str | None = None, explain: bool = False
    ) -> SearchResult:
        """Return the films whose texts are most like a film's, without that film itself.

        Raises FilmNotFoundError, QueryError for the years, and ValueError for a limit below 1.
        """
        from kazsearch.search.similar import similar_query

        selection = Selection(match="all", years=years, limit=limit)
        selection.require_sense()
        own_id = self._doc_id(film_id)
        tree = similar_query(self._snapshot.film(own_id), self._snapshot)
        if tree is None:
            return NOTHING
        evaluation = Evaluation(self._snapshot, keep_shares=explain)
        return answer(tree, evaluation, selection, self._snapshot, without={own_id})

    def grade(self, queries: "Sequence[GoldenQuery]", *, name: str = "queries") -> "Grades":
        """Measure how well golden queries are answered, as `search` answers them, 100 films deep.

        `name` is the file's, for the message on a query that can't be meant. Raises
        GoldenQueriesError.
        """
        from kazsearch.search.golden import grade

        return grade(
            queries,
            lambda golden: self._ranked(golden, name),
            lambda film_id: self._snapshot.find(film_id) is not None,
        )

    def _arrays_for(self, tree: Node) -> "ArrayWords | None":
        """Return the arrays to search by; None where dictionaries are there sooner.

        Importing NumPy takes as long as scoring some 60,000 postings without it.
        """
        self._n_searches += 1
        if self.uses_arrays is False:
            return None
        if self._arrays is None and (self.uses_arrays or self._is_worth_arrays(tree)):
            from kazsearch.search.array_words import ArrayWords

            self._arrays = ArrayWords(self._snapshot)
        return self._arrays

    def _is_worth_arrays(self, tree: Node) -> bool:
        if self._snapshot.corpus.n_docs < MIN_FILMS_FOR_ARRAYS:
            return False
        if self._n_searches > 1 or "numpy" in sys.modules:
            return True
        terms = {token.term for word in positive_words(tree) for token in analyze_word(word.text)}
        n_postings = sum(
            self._snapshot.doc_freq_bound(field, term) for term in terms for field in TEXT_FIELDS
        )
        return n_postings > MAX_POSTINGS_WITHOUT_ARRAYS

    def _ranked(self, golden: "GoldenQuery", name: str) -> list[str]:
        try:
            return [hit.film_id for hit in self.search(golden.query, limit=_GRADED_DEPTH).hits]
        except QueryError as error:
            raise GoldenQueriesError(f"{name}:{golden.line}: {error.message}") from error

    def _search(
        self, query: str, selection: Selection, facets: Sequence[str], *, explain: bool
    ) -> SearchResult:
        tree, evaluation = self._read(query, selection, explain=explain)
        try:
            result = answer(tree, evaluation, selection, self._snapshot, facets=facets)
        except QueryError as error:
            raise _in_query(error, query) from error
        did_you_mean = self._did_you_mean(query, tree, evaluation)
        return dataclasses.replace(result, query=query, did_you_mean=did_you_mean)

    def _in_other_layout(self, query: str) -> str | None:
        """Return what the keys of plain words give in the other layout, if that may be meant."""
        from kazsearch.text.layout import swap_layout

        tree = parse_query(query, fields=self._snapshot.dictionary.extra_keys())
        plain = all(isinstance(node, Words | Word) for node in walk(tree))
        return swap_layout(query) if plain else None

    def _did_you_mean(self, query: str, tree: Node, evaluation: Evaluation) -> str | None:
        unfound = Evidence(tree, evaluation).unfound_words()
        if not unfound:
            return None
        from kazsearch.search.suggest import correct

        return correct(query, unfound, self._snapshot)

    def _read(
        self, query: str, selection: Selection, *, explain: bool = False
    ) -> tuple[Node, Evaluation]:
        """Return the tree of a query, and what evaluates it. Raises QueryError."""
        known = self._snapshot.dictionary.extra_keys()
        tree = parse_query(query, fields=known)
        return tree, Evaluation(
            self._snapshot,
            fields=_fields_of(selection, known),
            speller=Speller.for_query(tree, self._snapshot, synonyms=self._synonyms),
            keep_shares=explain,
            arrays=None if explain else self._arrays_for(tree),
        )


def _is_as_typed(result: SearchResult) -> bool:
    """Tell whether a film holds every word in just that spelling: guesses prove no layout."""
    return any(not hit.missing_terms and not hit.spellings for hit in result.hits)


def _in_query(error: QueryError, query: str) -> QueryError:
    """Return the error of a part of a query with its place in the whole."""
    return QueryError(error.message, query=query, column=error.column)


def open_index(
    index: str | Path = "index", *, synonyms: Mapping[str, Iterable[str]] | None = None
) -> Searcher:
    """Open the newest committed state of an index for searching. Raises IndexStateError.

    `synonyms` has lines like those of `[synonyms]` in a `kazsearch.toml`, on top of our own: a
    word, and the words that stand for it and for each other.
    """
    own = Synonyms(TABLE, synonyms) if synonyms else None
    return Searcher(open_snapshot(Path(index)), synonyms=own)


def _fields_of(selection: Selection, known: Sequence[str]) -> tuple[str, ...]:
    """Return the index's fields to search. Raises OptionError."""
    if not selection.fields:
        return TEXT_FIELDS
    from kazsearch.search.named_fields import fields_named

    return fields_named(selection.fields, known)


@functools.lru_cache(maxsize=8)
def _first(limit: int) -> Selection:
    selection = Selection(limit=limit)
    selection.require_sense()
    return selection
