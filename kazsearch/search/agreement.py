"""Here is a query as a whole: which films agree with more of it than with its words one by one?

Three things speak for a film that was found: it holds every word, a title of it stands whole in the
query, and neighbours in the query are neighbours in its title or extras.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kazsearch.index.documents import whole_title
from kazsearch.query import And, Node, Word, Words, is_plain, word_runs
from kazsearch.search.combining import Scores
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.field_scores import NAME_FIELDS
from kazsearch.search.hits import Reason, Share
from kazsearch.search.loosening import is_idle, needed_of
from kazsearch.search.ranking import EVERY_WORD, NEIGHBOURS, TITLE_WORD, WHOLE_TITLE
from kazsearch.text.analyzer import analyze, analyze_word

_LONGEST_TITLE = 12  # words; a longer title is found by its words
_MANY_WORDS = 40  # of a query; who writes more has pasted a text


class Agreement(NamedTuple):
    """What speaks for some films, and adds `score` to that of each of them: as in `Share`."""

    reason: Reason
    term: str
    field: str
    score: float
    films: Scores

    @property
    def share(self) -> Share:
        """What it adds to the score of a film."""
        return Share(reason=self.reason, term=self.term, field=self.field, score=self.score)


def agreements(
    tree: Node, evaluation: Evaluation, *, whole: Scores | None = None, n_more: int = 0
) -> Iterator[Agreement]:
    """Yield what speaks for films beside their words, each kind in its turn.

    `whole` are the films that hold every word, `n_more` words more than others may, if that is to
    speak for them. Raises TooMuchWorkError.
    """
    alike, n_slots = evaluation.combine.alike, evaluation.n_slots
    if whole and n_more:
        score = EVERY_WORD * n_more
        yield Agreement("every word", "", "", score, alike(whole, score, n_slots))
    if "title" in evaluation.fields:
        for n, titled in _whole_titles(tree, evaluation).items():
            score = WHOLE_TITLE + TITLE_WORD * (n - 1)
            yield Agreement("whole title", "", "title", score, alike(titled, score, n_slots))
    name_fields = tuple([field for field in evaluation.fields if field in NAME_FIELDS])
    for first, second in _neighbours(tree) if name_fields else ():
        found = evaluation.films_with_neighbours(name_fields, first.term, second.term)
        for field, films in found.items():
            worths = (evaluation.worth(said.word, said.term) for said in (first, second))
            score = NEIGHBOURS * min(worths)
            text = f"{first.text} {second.text}"
            yield Agreement("side by side", text, field, score, alike(films, score, n_slots))


def n_more_words(node: Node) -> int:
    """Return how many words a film may lack of those that a tree asks for."""
    match node:
        case Words():
            return max(sum(map(is_plain, needed_of(node))) - 1, 0)
        case And():
            return sum(map(n_more_words, node.children))
        case _:
            return 0


def _whole_titles(tree: Node, evaluation: Evaluation) -> dict[int, list[int]]:
    """Return the films of which words that follow one another are a whole title.

    They are by the number of these words, ascending, each where it has most, ascending, too.
    """
    n_words: dict[int, int] = {}
    for run in word_runs(tree, phrases=True):
        for terms, n_more in _readings(run[:_MANY_WORDS], evaluation):
            titles = _runs(terms)
            found = evaluation.films_titled(map(whole_title, titles))
            for title, films in zip(titles, found, strict=True):
                if films:
                    n = len(title) + n_more
                    n_words.update({doc_id: max(n, n_words.get(doc_id, 0)) for doc_id in films})
    by_n: dict[int, list[int]] = {n: [] for n in sorted(set(n_words.values()))}
    for doc_id in sorted(n_words):
        by_n[n_words[doc_id]].append(doc_id)
    return by_n


def _readings(words: Sequence[Word], evaluation: Evaluation) -> Iterator[tuple[list[str], int]]:
    """Yield the terms of words in a row, and how many words more they stand for.

    Two words that are one elsewhere may be so in a title: `ghost busters`.
    """
    terms = _terms(words)
    yield terms, 0
    if len(terms) == len(words):
        for place, joined in evaluation.joined(words):
            yield [*terms[:place], joined, *terms[place + 2 :]], 1


def _terms(words: Sequence[Word]) -> list[str]:
    """Return the terms of words in a row, which settle each other's language."""
    text = " ".join([word.text for word in words])
    if not text.isascii():
        return [token.term for token in analyze(text)]
    return [token.term for word in words for token in analyze_word(word.text)]


def _runs(terms: Sequence[str]) -> list[Sequence[str]]:
    """Return the terms that stand in a row and may be a title."""
    n_terms = len(terms)
    return [
        terms[start:end]
        for start in range(n_terms)
        for end in range(start + 1, min(n_terms, start + _LONGEST_TITLE) + 1)
    ]


class _Said(NamedTuple):
    """A word of a text, and the word of the query that it is, or is a part of."""

    word: Word
    text: str
    term: str


def _neighbours(tree: Node) -> Iterable[tuple[_Said, _Said]]:
    """Return the words that stand side by side, each two once; "of the" says nothing."""
    pairs: dict[tuple[str, ...], tuple[_Said, _Said]] = {}
    for run in word_runs(tree):
        before, was_idle = None, True
        for word in run[:_MANY_WORDS]:
            idle = is_idle(word)
            for token in analyze_word(word.text):
                said = _Said(word, token.text, token.term)
                if before is not None and not (was_idle and idle):
                    as_typed = before.word.text, before.text, word.text, said.text
                    pairs.setdefault(as_typed, (before, said))
                before, was_idle = said, idle
    return pairs.values()
