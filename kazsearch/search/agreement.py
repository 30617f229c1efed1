"""Here is a query as a whole: which films agree with more of it than with its words one by one?

Three things speak for a film that was found: it holds every word, a title of it stands whole in the
query, and neighbours in the query are neighbours in its title or extras.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kazsearch.index.documents import whole_title
from kazsearch.query import And, Node, Word, Words, word_runs
from kazsearch.search.combining import Scores
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.field_scores import NAME_FIELDS
from kazsearch.search.hits import Reason, Share
from kazsearch.search.loosening import is_idle, split_idle
from kazsearch.search.ranking import EVERY_WORD, NEIGHBOURS, TITLE_WORD, WHOLE_TITLE
from kazsearch.text.analyzer import analyze, analyze_word
from kazsearch.text.numerals import as_digits

_LONGEST_TITLE = 12  # words; a longer title is found by its words
_MANY_WORDS = 40  # of a query; who writes more has pasted a text


class Agreement(NamedTuple):
    """What speaks for some films: `share` is what it adds to the score of each of them."""

    share: Share
    scores: Scores


def agreements(
    tree: Node, evaluation: Evaluation, *, whole: Scores | None = None
) -> Iterator[Agreement]:
    """Yield what speaks for films beside their words, each kind in its turn.

    `whole` are the films that hold every word, if that is to speak for them. Raises
    TooMuchWorkError.
    """
    n_more = _n_more_words(tree)
    if whole and n_more:
        yield _agreement("every word", "", "", EVERY_WORD * n_more, whole, evaluation)
    if "title" in evaluation.fields:
        n_words: dict[int, int] = {}  # of the longest title, by film
        for run in word_runs(tree, phrases=True):
            for doc_id, n in _whole_titles(run, evaluation):
                n_words[doc_id] = max(n, n_words.get(doc_id, 0))
        for n in sorted(set(n_words.values())):
            films = sorted(doc_id for doc_id, longest in n_words.items() if longest == n)
            worth = WHOLE_TITLE + TITLE_WORD * (n - 1)
            yield _agreement("whole title", "", "title", worth, films, evaluation)
    pairs = (pair for run in word_runs(tree) for pair in pairwise(_said(run)))
    for first, second in dict.fromkeys(pairs):
        yield from _neighbours(first, second, evaluation)


def _agreement(
    reason: Reason,
    term: str,
    field: str,
    score: float,
    films: Collection[int],
    evaluation: Evaluation,
) -> Agreement:
    share = Share(reason=reason, term=term, field=field, score=score)
    return Agreement(share, evaluation.combine.alike(films, score, evaluation.n_slots))


def _n_more_words(node: Node) -> int:
    """Return how many words a film may lack of those that a tree asks for."""
    match node:
        case Words():
            return max(len(node.optional) - len(split_idle(node)[1]) - 1, 0)
        case And():
            return sum(map(_n_more_words, node.children))
        case _:
            return 0


def _whole_titles(run: Sequence[Word], evaluation: Evaluation) -> Iterator[tuple[int, int]]:
    """Yield the films of which words that follow one another are a whole title, of how many.

    Two that are one word elsewhere may be so in the title: `ghost busters`.
    """
    words = run[:_MANY_WORDS]
    terms = [token.term for token in analyze(" ".join(word.text for word in words))]
    yield from _titled(terms, evaluation)
    if len(terms) == len(words):
        for place, joined in evaluation.joined(words):
            of_joined = [*terms[:place], joined, *terms[place + 2 :]]
            yield from ((doc_id, n + 1) for doc_id, n in _titled(of_joined, evaluation))


def _titled(terms: Sequence[str], evaluation: Evaluation) -> Iterator[tuple[int, int]]:
    in_titles = [as_digits(term).isdecimal() or evaluation.is_in_titles(term) for term in terms]
    for start in range(len(terms)):
        for end in range(start + 1, min(len(terms), start + _LONGEST_TITLE) + 1):
            if not in_titles[end - 1]:
                break
            for doc_id in evaluation.films_titled(whole_title(terms[start:end])):
                yield doc_id, end - start


class _Said(NamedTuple):
    """A word of a text, and the word of the query that it is, or is a part of."""

    word: Word
    text: str
    term: str


def _said(run: Sequence[Word]) -> list[_Said]:
    return [
        _Said(word, token.text, token.term)
        for word in run[:_MANY_WORDS]
        for token in analyze_word(word.text)
    ]


def _neighbours(first: _Said, second: _Said, evaluation: Evaluation) -> Iterator[Agreement]:
    if is_idle(first.word) and is_idle(second.word):  # as "of the"
        return
    worth = NEIGHBOURS * min(evaluation.worth(said.word, said.term) for said in (first, second))
    for field in evaluation.fields:
        if field in NAME_FIELDS:
            films = evaluation.films_with_neighbours(field, first.term, second.term)
            if len(films):
                text = f"{first.text} {second.text}"
                yield _agreement("side by side", text, field, worth, films, evaluation)
