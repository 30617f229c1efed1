"""Searching finds what a scan of all films finds, in the order of the same formula."""

import math
import tempfile
from pathlib import Path

import pytest
from corpora import WORDS, corpora, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from kazsearch.corpus.article import parse_article
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index
from kazsearch.text.analyzer import analyze

K1, B = 1.2, 0.75
STOPWORDS = {"it"}
WEIGHTS = {"title": 3, "description": 1, "fact": 1, "extra": 1}


def scan(texts: dict[str, str], words: list[str]) -> dict[str, tuple[int, float]]:
    """Return how many of the words that tell something each film holds, and its score, by film id.

    A stop word counts beside the others for films that hold all of these, else not at all.
    """
    telling = [word for word in words if word not in STOPWORDS] or words
    films: dict[str, dict[str, list[str]]] = {}
    for path in sorted(texts):
        for film in parse_article(texts[path], path=path).films:
            bag = films.setdefault(film.film_id, {name: [] for name in [*WEIGHTS, "year"]})
            said = {"title": film.title, "description": film.description, "year": f"{film.year}"}
            several = [("fact", fact) for fact in film.facts]
            several += [("extra", extra.text) for extra in film.extras]
            for name, text in [*said.items(), *several]:
                bag[name] += [token.term for token in analyze(text)]
    average = {f: sum(len(bag[f]) for bag in films.values()) / (len(films) or 1) for f in WEIGHTS}
    answer: dict[str, tuple[int, float]] = {}
    for word in [*telling, *(word for word in words if word not in telling)]:
        term = analyze(word)[0].term
        freqs = {
            film: sum(
                w * bag[f].count(term) / (1 - B + B * len(bag[f]) / max(average[f], 1))
                for f, w in WEIGHTS.items()
            )
            + (term in bag["year"])
            for film, bag in films.items()
        }
        doc_freq = sum(freq > 0 for freq in freqs.values())
        idf = math.log(1 + (len(films) - doc_freq + 0.5) / (doc_freq + 0.5))
        for film, freq in freqs.items():
            n_found, score = answer.get(film, (0, 0.0))
            if freq > 0 and (word in telling or n_found == len(telling)):
                share = idf * freq / (K1 + freq)
                answer[film] = (n_found + (word in telling), score + share)
    return answer


@settings(max_examples=150, deadline=None)
@given(texts=corpora, words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True))
def test_hits_and_scores_equal_a_scan_of_all_films(texts: dict[str, str], words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = write_corpus(Path(folder) / "corpus", texts), Path(folder) / "index"
        build(corpus, index)
        with open_index(index) as searcher:
            hits = searcher.search(" ".join(words), limit=100).hits
    expected = scan(texts, words)
    assert {hit.film_id: hit.score for hit in hits} == pytest.approx(
        {film: score for film, (_, score) in expected.items()}
    )
    n_telling = len([word for word in words if word not in STOPWORDS] or words)
    holds_all = [expected[hit.film_id][0] == n_telling for hit in hits]
    assert holds_all == sorted(holds_all, reverse=True)
    for group in (True, False):
        scores = [hit.score for hit, whole in zip(hits, holds_all, strict=True) if whole is group]
        assert scores == sorted(scores, reverse=True)
    assert [not hit.missing_terms for hit in hits] == holds_all
