"""bm25s with NumPy, without numba: English stems, titles twice; no positions, only titles stored.

It has no updates: a changed article means a new index of all films.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import bm25s
import Stemmer

from comparison.reading import Film


def build(films: Iterable[Film], index: Path) -> None:
    """Write a new index."""
    titles, texts = [], []
    for film in films:
        titles.append(film.title)
        texts.append(f"{film.title}\n{film.title}\n{film.description}\n{film.facts}")
    retriever = bm25s.BM25()
    retriever.index(_tokens(texts, Stemmer.Stemmer("english")), show_progress=False)
    retriever.save(index, corpus=titles, show_progress=False)


def _tokens(texts: list[str], stemmer: Stemmer.Stemmer) -> object:
    return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)


@contextlib.contextmanager
def open_search(index: Path, *, backend: str = "numpy") -> Iterator[Callable[[str], list[str]]]:
    """Give what answers words with the titles of the ten best films."""
    retriever = bm25s.BM25.load(
        index,
        load_corpus=True,
        mmap=True,
        show_progress=False,
        override_params={"backend": backend},
    )
    stemmer = Stemmer.Stemmer("english")
    n_wanted = min(10, retriever.scores["num_docs"])

    def search(query: str) -> list[str]:
        tokens = _tokens([query], stemmer)
        found, scores = retriever.retrieve(tokens, k=n_wanted, show_progress=False)
        hits = zip(found[0], scores[0], strict=True)
        return [hit["text"] for hit, score in hits if score > 0]

    yield search
