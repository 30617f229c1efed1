"""A corpus of any number of films, and the queries for it, in a process of its own.

    python -m comparison.corpora FILMS.jsonl.gz N_FILMS FILMS_AN_ARTICLE CORPUS QUERIES.json

Prints what it wrote as JSON: films, bytes, and how many words there are and how many distinct ones.
The measuring process must not do this itself: Linux counts the memory of a parent as its child's.
"""

import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import Stemmer
from films import read_films, write_articles

from comparison.queries import FIXED, drawn
from comparison.reading import Film, films_of_article

# 1,000 real films have 9,900 distinct words of 76,000, all of them 56,000 of 2,590,000
HEAPS = 0.5  # distinct words grow with about this power of all words
NEW_WORDS = HEAPS * 56_000 / 2_590_000  # of all words, where the made films begin
SAMPLE = 20_000  # films, at most, whose words are counted to draw queries
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")

Told = dict[str, Any]


def told_films(source: Path, n_films: int) -> Iterator[Told]:
    """Yield so many films: the real ones, evenly chosen, or all of them and then made ones."""
    real = list(read_films(source))
    if n_films <= len(real):
        return (real[number * len(real) // n_films] for number in range(n_films))
    return itertools.chain(real, itertools.islice(_made(real), n_films - len(real)))


def _made(real: list[Told]) -> Iterator[Told]:
    """Yield films made of the sentences of real ones, with a few words that are new.

    A film has as many sentences as a real one, its title a beginning and an end of two real ones.
    New words are two real words' halves; they become rarer as films go on, as HEAPS has it.
    """
    chance = random.Random(5)
    cut = [_SENTENCE.split(film["description"]) for film in real]
    sentences = list(itertools.chain.from_iterable(cut))
    words = sorted({word for sentence in sentences for word in _WORD.findall(sentence.lower())})
    known = {(film["title"], film["year"]) for film in real}
    for number in itertools.count(len(real)):
        rate = NEW_WORDS * (number / len(real)) ** (HEAPS - 1)
        told = [chance.choice(sentences) for _ in chance.choice(cut)]
        first, last = chance.choice(real)["title"].split(), chance.choice(real)["title"].split()
        title = " ".join(first[: (len(first) + 1) // 2] + last[len(last) // 2 :])
        year, facts = chance.choice(real)["year"], chance.choice(real)["facts"]
        while (title, year) in known:  # the same title and year would be the same film
            title += " " + _new_word(words, chance).title()
        known.add((title, year))
        description = " ".join(_with_new_words(each, rate, words, chance) for each in told)
        yield {"title": title, "year": year, "description": description, "facts": facts}


def _with_new_words(sentence: str, rate: float, words: list[str], chance: random.Random) -> str:
    parts = sentence.split(" ")
    # about `rate` of all words: places are chosen, not each word asked, for it is a million films
    expected = rate * len(parts)
    for _ in range(int(expected) + (chance.random() < expected % 1)):
        parts[chance.randrange(len(parts))] = _new_word(words, chance)
    return " ".join(parts)


def _new_word(words: list[str], chance: random.Random) -> str:
    first, last = chance.choice(words), chance.choice(words)
    return first[: len(first) // 2 + 1] + last[len(last) // 2 :]


def sample_words(corpus: Path) -> list[list[str]]:
    """Return the words of at most `SAMPLE` films, from articles spread over the corpus."""
    paths = sorted(corpus.iterdir())
    per_article = max(1, sum(1 for _ in films_of_article(paths[0], "split")))
    step = max(1, len(paths) * per_article // SAMPLE)
    return [_words(film) for path in paths[::step] for film in films_of_article(path, "split")]


def _words(film: Film) -> list[str]:
    text = f"{film.title} {film.description} {film.facts}"
    return [word.lower() for word in _WORD.findall(text)]


def _postings(queries: Sequence[str], sample: list[list[str]], n_films: int) -> int:
    """Return how many films hold a word of a query, added up over its words: the median query's.

    This is what an index reads that holds each word's films, by English stems.
    """
    stem = Stemmer.Stemmer("english").stemWord
    doc_freqs = Counter(
        itertools.chain.from_iterable({stem(word) for word in set(words)} for words in sample)
    )
    read = [sum(doc_freqs[stem(word)] for word in query.split()) for query in queries]
    return round(median(read) * n_films / len(sample))


def main() -> None:
    """Write the corpus and the drawn queries, and print what was written."""
    source, n_films, films_an_article, corpus, queries = sys.argv[1:]
    n_written = write_articles(
        told_films(Path(source), int(n_films)),
        Path(corpus),
        films_an_article=int(films_an_article),
    )
    sample = sample_words(Path(corpus))
    asked = drawn(sample)
    Path(queries).write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    counts = Counter(itertools.chain.from_iterable(sample))
    n_bytes = sum(path.stat().st_size for path in Path(corpus).iterdir())
    written = {
        "films": n_written,
        "articles": sum(1 for _ in Path(corpus).iterdir()),
        "bytes": n_bytes,
        "sampled_films": len(sample),
        "sampled_words": counts.total(),
        "sampled_distinct_words": len(counts),
        "postings_of_a_fixed_query": _postings(FIXED, sample, n_written),
        "postings_of_a_drawn_query": _postings(asked, sample, n_written),
    }
    print(json.dumps(written))


if __name__ == "__main__":
    main()
