"""What do the floors `text` and `query` take: for a word of a text, a term of an index, a query?

    python benchmarks/words.py FILMS.jsonl.gz [TEXT ...]

FILMS has a film a line: an object with `title`, `description` and `facts`. Each TEXT, of texts line
by line, may be Russian or Kazakh. Times are CPU time, the least of some rounds.
"""

import gzip
import json
import random
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from kazsearch.query import parse_query
from kazsearch.text.analyzer import analyze, terms
from kazsearch.text.lexicon import Lexicon
from kazsearch.text.near import consonants
from kazsearch.text.skeleton import _fold
from kazsearch.text.spelling import _known, expand
from kazsearch.text.spelling_keys import term_keys
from kazsearch.text.vocabulary import Vocabulary
from kazsearch.text.words import find_words

ROUNDS = 3
QUERIES = ('"the poet" year:2008', "title:gift", "love -war", "(love OR war) steppe^2 po*t")


class Counting:
    """A vocabulary that counts what it is asked, and remembers, so that asking takes no time."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.n_asked = {"in": 0, "form": 0, "same": 0, "beginning": 0, "like": 0}
        self._known: dict[tuple[str, str], Any] = {}

    def _ask(self, what: str, key: str, function: Callable[[str], Any]) -> Any:
        self.n_asked[what] += 1
        if (what, key) not in self._known:
            self._known[what, key] = function(key)
        return self._known[what, key]

    def __contains__(self, term: str) -> bool:
        return bool(self._ask("in", term, self.vocabulary.__contains__))

    def has_form(self, form: str) -> bool:
        """Return what the vocabulary returns."""
        return bool(self._ask("form", form, self.vocabulary.has_form))

    def same(self, key: str) -> Sequence[str]:
        """Return what the vocabulary returns."""
        return self._ask("same", key, self.vocabulary.same)  # type: ignore[no-any-return] # Any

    def beginning(self, prefix: str) -> Sequence[str]:
        """Return what the vocabulary returns."""
        return self._ask("beginning", prefix, self.vocabulary.beginning)  # type: ignore[no-any-return] # Any

    def like(self, key: str) -> Sequence[tuple[str, str]]:
        """Return what the vocabulary returns."""
        return self._ask("like", key, self.vocabulary.like)  # type: ignore[no-any-return] # Any


def least(function: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Return the least CPU time of some calls, in seconds."""
    took = []
    for _ in range(rounds):
        start = time.process_time()
        function()
        took.append(time.process_time() - start)
    return min(took)


def through(function: Callable[[str], object], texts: Iterable[str]) -> None:
    """Call a function for each text; what it returns is forgotten, as a build forgets it."""
    deque(map(function, texts), maxlen=0)


def per_token(texts: Sequence[str]) -> Iterable[tuple[str, float, str]]:
    """Yield what each way through the texts takes for a token."""
    n_tokens = sum(len(find_words(text)) for text in texts)
    first = least(lambda: through(Lexicon().words, texts))
    lexicon = Lexicon()
    for label, function in {
        "find_words": find_words,
        "Lexicon.words, again": lexicon.words,
        "terms": terms,
        "analyze": analyze,
    }.items():
        yield label, least(lambda: through(function, texts)) / n_tokens * 1e9, "ns a token"  # noqa: B023 # called at once
    yield "Lexicon.words, first", first / n_tokens * 1e9, "ns a token"
    yield "", n_tokens, f"tokens, {len(lexicon.term_of)} words, {len(lexicon.terms)} terms"


def per_word(vocabulary: Vocabulary, words: Sequence[str]) -> Iterable[tuple[str, float, str]]:
    """Yield what spelling keys take at a build, and variants at a query."""
    known = sorted({line.partition("\t")[2] for line in vocabulary.lines})
    yield "term_keys", least(lambda: [*map(term_keys, known)]) / len(known) * 1e6, "µs a term"
    yield "consonants", least(lambda: [*map(consonants, known)]) / len(known) * 1e6, "µs a term"
    asked = Counting(vocabulary)
    for word in words:  # now it knows all that they ask
        expand(word, asked)
    for what, n_asked in asked.n_asked.items():
        yield f"expand asks {what}", n_asked / len(words), "times a word"
    _known.cache_clear()
    _fold.cache_clear()
    first = least(lambda: [expand(word, asked) for word in words], rounds=1)
    yield "expand, first", first / len(words) * 1e6, "µs a word, apart from the lookups"
    again = least(lambda: [expand(word, asked) for word in words[-500:]])
    yield "expand, again", again / 500 * 1e6, "µs a word, apart from the lookups"


def per_query(words: Sequence[str]) -> Iterable[tuple[str, float, str]]:
    """Yield what reading a query takes."""
    drawn = [" ".join(random.Random(seed).sample(words, 3)) for seed in range(1000)]
    for fields in (None, ["director", "genre"]):
        took = least(lambda: [parse_query(query, fields=fields) for query in drawn])  # noqa: B023 # called at once
        yield f"three plain words, fields {fields}", took / len(drawn) * 1e6, "µs a query"
    for query in QUERIES:
        took = least(lambda: [parse_query(query) for _ in range(200)])  # noqa: B023 # called at once
        yield query, took / 200 * 1e6, "µs a query"


def show(heading: str, rows: Iterable[tuple[str, float, str]]) -> None:
    """Print rows of a label, a figure and its unit."""
    print(heading)
    for label, figure, unit in rows:
        print(f"  {label:50} {figure:10,.2f} {unit}")


def main(films: Path, *others: Path) -> None:
    """Measure and print."""
    with gzip.open(films, "rt", encoding="utf-8") as lines:
        texts = [
            text
            for film in map(json.loads, lines)
            for text in (film["title"], film["description"], *film["facts"])
        ]
    words = sorted({word for text in texts[::7] for word in find_words(text) if word.islower()})
    random.Random(1).shuffle(words)
    show("parsing", per_query(words))
    found = {term for text in texts for term in terms(text)}
    show(
        "spelling", per_word(Vocabulary.of(found), [word for word in words if len(word) > 3][:5000])
    )
    show("films in ASCII", per_token([text for text in texts if text.isascii()]))
    for path in others:
        read = gzip.open if path.suffix == ".gz" else open
        with read(path, "rt", encoding="utf-8") as file:
            show(path.name, per_token(file.read().splitlines()))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
