"""Here is a query tree: which films match, with what score?"""

from collections.abc import Iterator, Mapping, Sequence

from kazsearch.errors import QueryError
from kazsearch.index.fields import EXTRA_PREFIX, TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.query import And, Boost, Field, Node, Not, Or, Words, format_query
from kazsearch.search.leaves import Leaf, LeafMatch, LeafMatcher
from kazsearch.search.reading import Reading, TooMuchWorkError
from kazsearch.search.speller import Speller
from kazsearch.search.stopwords import split_idle

Scores = Mapping[int, float]  # by doc id; a film that is in it matches


class Evaluation:
    """Evaluates trees over one snapshot, each leaf once."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        fields: Sequence[str] = TEXT_FIELDS,
        speller: Speller | None = None,
        keep_parts: bool = False,
    ) -> None:
        self._reading = Reading(snapshot)
        self._fields = tuple(fields)
        self._matcher = LeafMatcher(
            self._reading, speller=speller or Speller(snapshot), keep_parts=keep_parts
        )
        self._reached: Leaf | None = None
        self._leaves: dict[tuple[Leaf, tuple[str, ...]], LeafMatch | None] = {}

    def scores(self, node: Node) -> Scores | None:
        """Return the films that match and their scores; None if the tree asks for nothing.

        Raises QueryError when that takes more work than one search may.
        """
        try:
            return self._scores(node, self._fields)
        except TooMuchWorkError:
            raise QueryError(
                "This asks for too much at once; write fewer words from here on, or more of"
                " those with * or ~.",
                query="" if self._reached is None else format_query(self._reached),
                column=0 if self._reached is None else self._reached.span[0],
            ) from None

    def leaf(self, leaf: Leaf, fields: tuple[str, ...]) -> LeafMatch | None:
        """Return what a leaf matches in these fields."""
        self._reached = leaf
        if (leaf, fields) not in self._leaves:
            self._leaves[leaf, fields] = self._matcher.match(leaf, fields)
        return self._leaves[leaf, fields]

    def positive_leaves(self, node: Node) -> Iterator[tuple[Leaf, float, LeafMatch]]:
        """Yield the leaves that ask for something to be there, with their boost and their films."""
        for leaf, fields, factor in _positive_leaves(node, self._fields, 1.0):
            match = self.leaf(leaf, fields)
            if match is not None:
                yield leaf, factor, match

    def missing(self, node: Node, doc_id: int) -> list[Leaf]:
        """Return the leaves for lack of which a film does not match, in their order.

        Where one of several is enough (OR), none of them is missing when one is there.
        """
        return self._missing(node, doc_id, self._fields)

    def _missing(self, node: Node, doc_id: int, fields: tuple[str, ...]) -> list[Leaf]:
        match node:
            case Words() | And():
                needed = split_idle(node)[0] if isinstance(node, Words) else node.children
                found = [self._missing(child, doc_id, fields) for child in needed]
                return [leaf for leaves in found for leaf in leaves]
            case Or():
                found = [self._missing(child, doc_id, fields) for child in node.children]
                return [leaf for leaves in found for leaf in leaves] if all(found) else []
            case Boost():
                return self._missing(node.child, doc_id, fields)
            case Field():
                return self._missing(node.child, doc_id, index_fields(node.name))
            case Not():
                return []
            case _:
                match = self.leaf(node, fields)
                return [] if match is None or doc_id in match.scores else [node]

    def _scores(self, node: Node, fields: tuple[str, ...]) -> Scores | None:
        scores = self._scores_of(node, fields)
        self._reading.carry(0 if scores is None else len(scores))
        return scores

    def _scores_of(self, node: Node, fields: tuple[str, ...]) -> Scores | None:
        match node:
            case Words():
                needed, idle = split_idle(node)
                scores = _all([self._scores(child, fields) for child in needed])
                return _plus(scores, [self._scores(child, fields) for child in idle])
            case And():
                return _all([self._scores(child, fields) for child in node.children])
            case Or():
                return _any([self._scores(child, fields) for child in node.children])
            case Not():
                return self._others(self._scores(node.child, fields))
            case Boost():
                return _boosted(self._scores(node.child, fields), node.factor)
            case Field():
                return self._scores(node.child, index_fields(node.name))
            case _:
                match = self.leaf(node, fields)
                return None if match is None else match.scores

    def _others(self, scores: Scores | None) -> Scores | None:
        if scores is None:
            return None
        return {doc_id: 0.0 for doc_id in self._reading.film_ids() if doc_id not in scores}


def index_fields(name: str) -> tuple[str, ...]:
    """Return the index's fields that a field of the query language stands for."""
    return (name,) if name in TEXT_FIELDS else (EXTRA_PREFIX + name,)


def _positive_leaves(
    node: Node, fields: tuple[str, ...], factor: float
) -> Iterator[tuple[Leaf, tuple[str, ...], float]]:
    match node:
        case Words() | And() | Or():
            for child in node.children:
                yield from _positive_leaves(child, fields, factor)
        case Boost():
            yield from _positive_leaves(node.child, fields, factor * node.factor)
        case Field():
            yield from _positive_leaves(node.child, index_fields(node.name), factor)
        case Not():
            return
        case _:
            yield node, fields, factor


def _all(found: Sequence[Scores | None]) -> Scores | None:
    asked = [scores for scores in found if scores is not None]
    if not asked:
        return None
    smallest = min(asked, key=len)
    return {
        doc_id: sum(scores[doc_id] for scores in asked)
        for doc_id in smallest
        if all(doc_id in scores for scores in asked)
    }


def _any(found: Sequence[Scores | None]) -> Scores | None:
    asked = [scores for scores in found if scores is not None]
    if not asked:
        return None
    total: dict[int, float] = {}
    for scores in asked:
        for doc_id, score in scores.items():
            total[doc_id] = total.get(doc_id, 0.0) + score
    return total


def _plus(scores: Scores | None, more: Sequence[Scores | None]) -> Scores | None:
    """Add to the scores of films that match what they have from other words as well."""
    extra = [found for found in more if found is not None]
    if scores is None or not extra:
        return scores
    return {d: score + sum(found.get(d, 0.0) for found in extra) for d, score in scores.items()}


def _boosted(scores: Scores | None, factor: float) -> Scores | None:
    return None if scores is None else {doc_id: score * factor for doc_id, score in scores.items()}
