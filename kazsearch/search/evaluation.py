"""Here is a query tree: which films match, with what score?"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from kazsearch.errors import QueryError
from kazsearch.index.fields import TEXT_FIELDS, index_fields
from kazsearch.index.snapshot import Snapshot
from kazsearch.query import And, Boost, Field, Node, Not, Or, Word, Words, format_query
from kazsearch.search import combining
from kazsearch.search.combining import Scores
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.leaves import Leaf, LeafMatcher
from kazsearch.search.loosening import split_idle
from kazsearch.search.reading import Reading, TooMuchWorkError
from kazsearch.search.speller import Speller

if TYPE_CHECKING:
    from kazsearch.search.array_words import ArrayWords

_ScoresOf = Callable[[Node, tuple[str, ...]], Scores | None]


class PositiveLeaf(NamedTuple):
    """A leaf that asks for something to be there: in which fields, boosted how, and its films."""

    leaf: Leaf
    fields: tuple[str, ...]
    factor: float
    match: LeafMatch


class Evaluation:
    """Evaluates trees over one snapshot, each leaf once."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        fields: Sequence[str] = TEXT_FIELDS,
        speller: Speller | None = None,
        keep_shares: bool = False,
        arrays: "ArrayWords | None" = None,
    ) -> None:
        self._reading = Reading(snapshot)
        self.fields = tuple(fields)
        self.keeps_shares = keep_shares
        self._arrays = arrays
        self.combine: Any = combining if arrays is None else arrays.combining
        self._matcher = LeafMatcher(
            self._reading,
            speller=speller or Speller(snapshot),
            keep_shares=keep_shares,
            arrays=arrays,
        )
        self._reached: Leaf | None = None
        self._leaves: dict[tuple[Leaf, tuple[str, ...]], LeafMatch | None] = {}
        self._known: dict[tuple[Node, tuple[str, ...]], Scores | None] = {}

    def scores(self, node: Node) -> Scores | None:
        """Return the films that match and their scores; None if the tree asks for nothing.

        Raises QueryError when that takes more work than one search may.
        """
        with self.within_bounds():
            return self._scores(node, self.fields)

    @contextmanager
    def within_bounds(self) -> Iterator[None]:
        """Let nobody work on past the bound of a search. Raises QueryError."""
        try:
            yield
        except TooMuchWorkError:
            raise QueryError(
                "This asks for too much at once; write fewer words from here on, or more of"
                " those with * or ~.",
                query="" if self._reached is None else format_query(self._reached),
                column=0 if self._reached is None else self._reached.span[0],
            ) from None

    def of_words(self, needed: Sequence[Word], idle: Sequence[Boost]) -> tuple[Scores, Scores]:
        """Return the films with all of some words of one term each, and those with any.

        They are the films that `scores` finds for trees of these words, as most queries are, but
        each word is looked up once. What idle words count is in the scores of the latter alone.
        Raises QueryError.
        """
        combine = self.combine
        with self.within_bounds():
            found = [self._scores_of_word(word) for word in needed]
            more = [combine.times(self._scores_of_word(each.child), each.factor) for each in idle]
        return combine.all_of(found), combine.plus(combine.any_of(found), more)

    def _scores_of_word(self, word: Node) -> Any:
        assert isinstance(word, Word)
        match = self.leaf(word, self.fields)
        assert match is not None, "it has a term"
        self._reading.carry(len(match.scores))
        return match.scores

    @property
    def n_slots(self) -> int:
        """More than every doc id, where scores are arrays."""
        return 0 if self._arrays is None else self._arrays.n_slots

    def worth(self, word: Word, term: str) -> float:
        """Return the idf of a term of a word."""
        match = self.leaf(word, self.fields)
        return 0.0 if match is None else match.terms.get(term) or match.parts.get(term, 0.0)

    def films_titled(self, whole_titles: Iterable[str]) -> list[Sequence[int]]:
        """Return of each the films of which it is a title, or what stands before its colon."""
        return self._reading.films_titled(whole_titles)

    def joined(self, run: Sequence[Word]) -> Iterator[tuple[int, str]]:
        """Yield what `Speller.joined` does."""
        return self._matcher.joined(run)

    def films_with_neighbours(
        self, fields: tuple[str, ...], first: str, second: str
    ) -> Mapping[str, Collection[int]]:
        """Return by field the films that hold two terms side by side in it, if there are any."""
        return self._matcher.films_with_neighbours(fields, first, second)

    def leaf(self, leaf: Leaf, fields: tuple[str, ...]) -> LeafMatch | None:
        """Return what a leaf matches in these fields."""
        self._reached = leaf
        key = leaf, fields
        if key in self._leaves:
            return self._leaves[key]
        match = self._matcher.match(leaf, fields)
        if match is not None and self._arrays is not None and isinstance(match.scores, dict):
            match = as_arrays(match, self._arrays.n_slots)
        self._leaves[key] = match
        return match

    def is_nowhere(self, leaf: Leaf) -> bool:
        """Tell whether no film holds a leaf. Raises QueryError."""
        with self.within_bounds():
            match = self.leaf(leaf, self.fields)
        return match is not None and not match.scores

    def positive_leaves(self, node: Node, doc_id: int | None = None) -> Iterator[PositiveLeaf]:
        """Yield the leaves that ask for something to be there, with what they found where.

        With a `doc_id`, only those whose share is part of its score: where one of several is enough
        (OR), those it holds.
        """
        for leaf, fields, factor in self._positive_leaves(node, self.fields, 1.0, doc_id):
            match = self.leaf(leaf, fields)
            if match is not None:
                yield PositiveLeaf(leaf, fields, factor, match)

    def _positive_leaves(
        self, node: Node, fields: tuple[str, ...], factor: float, doc_id: int | None
    ) -> Iterator[tuple[Leaf, tuple[str, ...], float]]:
        match node:
            case Words():
                for child in chain(*split_idle(node)):
                    yield from self._positive_leaves(child, fields, factor, doc_id)
            case And() | Or():
                for child in self._counted(node, fields, doc_id):
                    yield from self._positive_leaves(child, fields, factor, doc_id)
            case Boost():
                yield from self._positive_leaves(node.child, fields, factor * node.factor, doc_id)
            case Field():
                inner = index_fields(node.name)
                yield from self._positive_leaves(node.child, inner, factor, doc_id)
            case Not():
                return
            case _:
                yield node, fields, factor

    def _counted(
        self, node: And | Or, fields: tuple[str, ...], doc_id: int | None
    ) -> Sequence[Node]:
        """Return the parts of a node that the score of a film is made up of."""
        if doc_id is None or isinstance(node, And):
            return node.children
        return [child for child in node.children if self._holds(doc_id, child, fields)]

    def _holds(self, doc_id: int, node: Node, fields: tuple[str, ...]) -> bool:
        scores = self._known_scores(node, fields)
        return scores is not None and doc_id in scores

    def _known_scores(self, node: Node, fields: tuple[str, ...]) -> Scores | None:
        """Return the scores of a part of a tree whose leaves are matched: that is no more work."""
        if (node, fields) not in self._known:
            self._known[node, fields] = self._scores_of(node, fields, self._known_scores)
        return self._known[node, fields]

    def missing(self, node: Node, doc_id: int) -> list[Leaf]:
        """Return the leaves for lack of which a film does not match, in their order.

        Where one of several is enough (OR), none of them is missing when one is there.
        """
        return self._missing(node, doc_id, self.fields) or []

    def _missing(self, node: Node, doc_id: int, fields: tuple[str, ...]) -> list[Leaf] | None:
        """Return the missing leaves; None where what must not be there is, which no leaf names."""
        match node:
            case Words() | And():
                needed = split_idle(node)[0] if isinstance(node, Words) else node.children
                found = [self._missing(child, doc_id, fields) for child in needed]
                return None if None in found else [leaf for each in found for leaf in each or ()]
            case Or():
                found = [self._missing(child, doc_id, fields) for child in node.children]
                if [] in found:
                    return []
                return [leaf for each in found for leaf in each or ()] or None
            case Boost():
                return self._missing(node.child, doc_id, fields)
            case Field():
                return self._missing(node.child, doc_id, index_fields(node.name))
            case Not():
                return None if self._holds(doc_id, node.child, fields) else []
            case _:
                match = self.leaf(node, fields)
                return [] if match is None or doc_id in match.scores else [node]

    def _scores(self, node: Node, fields: tuple[str, ...]) -> Scores | None:
        scores: Scores | None = self._scores_of(node, fields, self._scores)
        if scores is not None:
            self._reading.carry(self.combine.n_entries(scores))
        return scores

    def _scores_of(self, node: Node, fields: tuple[str, ...], of: _ScoresOf) -> Any:
        match node:
            case Words():
                needed, idle = split_idle(node)
                scores = self.combine.all_of([of(child, fields) for child in needed])
                return self.combine.plus(scores, [of(child, fields) for child in idle])
            case And():
                return self.combine.all_of([of(child, fields) for child in node.children])
            case Or():
                return self.combine.any_of([of(child, fields) for child in node.children])
            case Not():
                return self._others(of(node.child, fields))
            case Boost():
                return self.combine.times(of(node.child, fields), node.factor)
            case Field():
                return of(node.child, index_fields(node.name))
            case _:
                match = self.leaf(node, fields)
                return None if match is None else match.scores

    def _others(self, scores: Scores | None) -> Any:
        if scores is None:
            return None
        return self.combine.none_of(scores, self._reading.film_doc_ids())


def as_arrays(match: LeafMatch, n_slots: int) -> LeafMatch:
    """Return a match whose scores are an array."""
    from kazsearch.search.score_array import ScoreArray

    scores = ScoreArray.of(match.scores, n_slots=n_slots)
    return match if scores is match.scores else replace(match, scores=scores)
