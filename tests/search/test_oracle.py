"""Searching finds what a scan of all films finds, in the order of the same formula.

The scan knows the texts alone: it counts words, with no index, and adds up what the README says
that a film scores for.
"""

import math
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from corpora import WORDS, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from kazsearch.corpus.article import parse_article
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index
from kazsearch.text.analyzer import Token, analyze

LITTLE = {"it": 0.35, "film": 0.35}  # what words count that say little, beside others
TOGETHER = {"title": 8.0, "description": 1.0, "fact": 1.0, "extra": 0.75, "year": 1.0}
ALONE = {"title": 0.9, "description": 0.5, "fact": 0.5, "extra": 0.6, "year": 2.0}
B = {"title": 0.75, "description": 0.75, "fact": 0.75, "extra": 0.5, "year": 0.0}
QUERY_WORDS = [*WORDS, "Film", "falcons"]

Bag = dict[str, list[list[Token]]]  # of one film: by field, the tokens of each of its texts


def bags(texts: dict[str, str]) -> dict[str, Bag]:
    """Return what all films say, by film id."""
    films: dict[str, Bag] = {}
    for path in sorted(texts):
        for film in parse_article(texts[path], path=path).films:
            bag = films.setdefault(film.film_id, {field: [] for field in TOGETHER})
            several = {
                "title": [film.title],
                "description": [film.description],
                "fact": film.facts,
                "extra": [extra.text for extra in film.extras],
                "year": [str(film.year)],
            }
            for field, each in several.items():
                if field != "year" or not bag[field]:  # one, whoever tells of the film
                    bag[field] += [analyze(text) for text in each]
    return films


def idf(doc_freq: int, n_films: int) -> float:
    return math.log(1 + (n_films - doc_freq + 0.5) / (doc_freq + 0.5))


def freq(word: str, texts: list[list[Token]]) -> float:
    """Count a word; for two fifths where the texts have other forms of it alone."""
    (typed,) = analyze(word)
    there = [token.text.lower() for text in texts for token in text if token.term == typed.term]
    exact = word.lower() in there or word.isdecimal()
    return len(there) * (1.0 if exact else 0.4)


def has_neighbours(terms: tuple[str, str], texts: list[list[Token]]) -> bool:
    return any((one.term, other.term) == terms for text in texts for one, other in pairwise(text))


def scan(texts: dict[str, str], words: list[str]) -> dict[str, tuple[int, float]]:
    """Return how many of the words that tell something each film holds, and its score."""
    telling = [word for word in words if word.lower() not in LITTLE] or words
    films = bags(texts)
    n = len(films)
    lengths = {
        film: {field: sum(map(len, each)) for field, each in bag.items()}
        for film, bag in films.items()
    }
    average = {f: max(sum(of[f] for of in lengths.values()) / (n or 1), 1) for f in TOGETHER}
    scores = dict.fromkeys(films, 0.0)
    n_held = dict.fromkeys(films, 0)
    rarity = {}
    for word in words:
        x = {
            film: {
                f: freq(word, bag[f]) / (1 - B[f] + B[f] * lengths[film][f] / average[f])
                for f in TOGETHER
            }
            for film, bag in films.items()
        }
        rarity[word] = idf(sum(any(of.values()) for of in x.values()), n)
        rarity_in = {f: idf(sum(of[f] > 0 for of in x.values()), n) for f in TOGETHER}
        weight = (0.6 if word.isdecimal() else 1.0) * (
            1.0 if word in telling else LITTLE[word.lower()]
        )
        for film, of in x.items():
            mixed = sum(TOGETHER[f] * of[f] for f in TOGETHER)
            alone = sum(ALONE[f] * rarity_in[f] * of[f] / (1 + of[f]) for f in TOGETHER)
            scores[film] += weight * (rarity[word] * mixed / (1 + mixed) + alone)
            n_held[film] += mixed > 0 and word in telling
    terms = [analyze(word)[0].term for word in words]
    runs = [terms[start:end] for end in range(len(terms) + 1) for start in range(end)]
    for film, bag in films.items():
        if n_held[film] == len(telling):
            scores[film] += 0.5 * (len(telling) - 1)
        whole = [t for t in bag["title"] if [token.term for token in t] in runs]
        if whole:
            scores[film] += 2.0 + 0.5 * (max(map(len, whole)) - 1)
        for one, other in pairwise(words):
            if {one.lower(), other.lower()} <= set(LITTLE):
                continue
            pair = analyze(one)[0].term, analyze(other)[0].term
            for field in ("title", "extra"):
                if has_neighbours(pair, bag[field]):
                    scores[film] += 0.25 * min(rarity[one], rarity[other])
    return {film: (n_held[film], scores[film]) for film in films if n_held[film]}


@settings(max_examples=200, deadline=None)
@given(
    texts=corpora,
    words=st.lists(st.sampled_from(QUERY_WORDS), min_size=1, max_size=4, unique_by=str.lower),
)
def test_hits_and_scores_equal_a_scan_of_all_films(texts: dict[str, str], words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = write_corpus(Path(folder) / "corpus", texts), Path(folder) / "index"
        build(corpus, index)
        with open_index(index) as searcher:
            result = searcher.search(" ".join(words), limit=100)
    expected = scan(texts, words)
    assert {hit.film_id: hit.score for hit in result.hits} == pytest.approx(
        {film: score for film, (_, score) in expected.items()}
    )
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    n_telling = len([word for word in words if word.lower() not in LITTLE] or words)
    holds_all = [expected[hit.film_id][0] == n_telling for hit in result.hits]
    assert [not hit.missing_terms for hit in result.hits] == holds_all
    assert result.total_all == sum(holds_all)
