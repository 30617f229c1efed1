"""Here is what a person calls a film: which one is it?"""

import re

from kazsearch.corpus.film import film_id
from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Fuzzy, Node, Word, and_of, or_of
from kazsearch.search.combining import Scores
from kazsearch.search.contradictions import films_of_title
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.selection import in_order
from kazsearch.text.analyzer import analyze
from kazsearch.text.words import has_digit

_WITH_YEAR = re.compile(r"(?P<title>.*\S)\s*[( ](?P<year>[1-9]\d{3})\)?")

_MAX_WORDS = 20  # of a title that is searched for; a longer one is no slip of the hand
_MIN_CHARS_FOR_FUZZY = 4


def films_named(text: str, snapshot: Snapshot, *, limit: int) -> list[int]:
    """Return the films that a text may name, best first: one where that is clear.

    The first of these that finds any: a film id; a whole title, with or without its year; films
    one of whose titles is the text; films whose titles hold all its words; a film id in capitals.
    """
    exact = snapshot.find(text)
    if exact is not None:
        return [exact]
    titled = films_of_title(text, snapshot)
    with_year = snapshot.find(film_id(text, None))
    if not titled and with_year is not None:
        return [with_year]
    held = _films_with_title_words(text, snapshot, limit=limit)
    called = [doc_id for doc_id in held if _is_called(text, doc_id, snapshot)]
    found = list(dict.fromkeys([*titled, *called]))[:limit] or held
    in_small = None if found else snapshot.find(text.strip().lower())
    return found if in_small is None else [in_small]


def films_called_like(text: str, snapshot: Snapshot, *, limit: int) -> list[int]:
    """Return films that hold some of the words in their titles, spelled so or nearly so."""
    words: list[Node] = []
    for token in analyze(text)[:_MAX_WORDS]:
        words.append(Word(text=token.text))
        if len(token.text) >= _MIN_CHARS_FOR_FUZZY and not has_digit(token.text):
            words.append(Fuzzy(text=token.text, edits=2 if len(token.text) > 6 else 1))
    if not words:
        return []
    scores = Evaluation(snapshot, fields=("title",)).scores(or_of(words)) or {}
    least = max(scores.values(), default=0.0) / 2  # not every title with a "the" in it
    scores = {doc_id: score for doc_id, score in scores.items() if score >= least}
    return list(in_order(scores, "relevance", snapshot, n_needed=limit))


def _films_with_title_words(text: str, snapshot: Snapshot, *, limit: int) -> list[int]:
    """Return the films that hold all words of the text in their titles, of its year if it has one.

    "Poet 2009" is tried as a title first, then as a title and a year.
    """
    scores = _scores_in_titles(text, snapshot)
    if not scores and (match := _WITH_YEAR.fullmatch(text.strip())):
        of_year = set(snapshot.films_of_year(int(match["year"])))
        held = _scores_in_titles(match["title"], snapshot)
        scores = {doc_id: score for doc_id, score in held.items() if doc_id in of_year}
    return list(in_order(scores, "relevance", snapshot, n_needed=limit))


def _scores_in_titles(text: str, snapshot: Snapshot) -> Scores:
    words = [Word(text=token.text) for token in analyze(text)[:_MAX_WORDS]]
    scores = Evaluation(snapshot, fields=("title",)).scores(and_of(words)) if words else None
    return scores or {}


def _is_called(text: str, doc_id: int, snapshot: Snapshot) -> bool:
    name = film_id(text, None)
    return any(
        name in {film_id(title, None), film_id(title, film.year)}
        for film in snapshot.film(doc_id)
        for title in (film.title, *film.alternative_titles)
    )
