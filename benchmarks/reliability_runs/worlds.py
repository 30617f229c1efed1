"""Which articles do the runs build from, and what can be asked of an index of them?"""

import hashlib
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from corpora import block

from kazsearch.errors import IndexLockedError, IndexNotFoundError
from kazsearch.index.lock import exclusive
from kazsearch.index.toc import read_toc, toc_path
from kazsearch.search.searcher import open_index

_draw = random.Random(7)
_SYLLABLES = ["ba", "ke", "lo", "mir", "su", "tan", "ros", "vel", "ni", "dor", "ash", "gul"]
WORDS = list(dict.fromkeys("".join(_draw.choices(_SYLLABLES, k=3)) for _ in range(1_500)))
QUERIES = (
    WORDS[0],
    f"{WORDS[1]} {WORDS[40]} {WORDS[300]}",
    f'"{WORDS[0]} {WORDS[1]}"~3',
    f"{WORDS[5][:3]}*",
    f"{WORDS[7]}x~",
    f"{WORDS[3]} -{WORDS[0]} year:1990..1999",
    "edition",
    "told everywhere",
)


class Editions(NamedTuple):
    """A corpus before and after: of its articles, some are added, changed, removed, or stay."""

    before: Mapping[str, str]
    after: Mapping[str, str]


def editions(n_articles: int, *, films_each: int = 6, n_words: int = 40) -> Editions:
    """Return two editions of a corpus; a film has about 7 bytes a word."""
    return Editions(
        {
            f"{number:03}.txt": _article(number, films_each, n_words, is_changed=False)
            for number in range(n_articles)
            if number % 7 != 5
        },
        {
            f"{number:03}.txt": _article(number, films_each, n_words, is_changed=number % 5 == 0)
            for number in range(n_articles)
            if number % 7 != 3
        },
    )


def _article(number: int, films_each: int, n_words: int, *, is_changed: bool) -> str:
    draw = random.Random(number)
    edition = "edition two" if is_changed else "edition one"
    blocks = []
    for place in range(films_each):
        title = f"{WORDS[int(500 * draw.random())]} {number} {place}".capitalize()
        text, fact = sentence(draw, n_words), sentence(draw, 12)
        if not is_changed or place % 3:  # a changed article tells of fewer films
            blocks.append(block(title, 1980 + draw.randrange(40), f"{text} {edition}.", fact))
    if number % 2:
        blocks.append(block("Told Everywhere", 1999, f"{sentence(draw, 9)} {edition}."))
    return "A lead.\n\n" + "\n\n".join(blocks)


def sentence(draw: random.Random, n_words: int) -> str:
    """Return some words, of which the first of `WORDS` are the most frequent."""
    return " ".join(WORDS[int(len(WORDS) * draw.random() ** 3)] for _ in range(n_words))


class State(NamedTuple):
    """All that an index says, as one digest; equal states say the same."""

    n_films: int
    n_film_ids: int  # fewer, if films are doubled
    digest: str


def state_of(index: Path, queries: Iterable[str] = QUERIES) -> State | None:
    """Return what can be asked of an index: all films as they are stored, and results with scores.

    None where there is no index. Raises IndexStateError.
    """
    try:
        searcher = open_index(index)
    except IndexNotFoundError:
        return None
    with searcher:
        films = [(film.film_id, film.tellings) for film in searcher.films().films]
        found = [[said_of(hit) for hit in searcher.search(query).hits] for query in queries]
    return State(len(films), len({film_id for film_id, _ in films}), digest_of([films, found]))


def said_of(hit: Any) -> tuple[object, ...]:
    """Return what a hit says, but not whether its article has changed since."""
    places = [(place.path, place.line, place.end_line) for place in hit.appearances]
    return (hit.film_id, hit.score, hit.title, hit.year, hit.description, hit.facts,
            hit.snippets, places)  # fmt: skip


def digest_of(said: object) -> str:
    """Return a digest of anything that has a telling repr."""
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def stray_files(index: Path) -> list[str]:
    """Return the names of the files that the newest state does not consist of, but for the lock."""
    named = {"MAIN_WRITELOCK"}
    try:
        toc = read_toc(index)
    except IndexNotFoundError:
        pass
    else:
        named |= {entry.file_name for entry in toc.segments}
        named.add(toc_path(index, toc.generation).name)
    return sorted(path.name for path in index.iterdir() if path.name not in named)


def lock_is_free(index: Path) -> bool:
    """Tell whether nobody holds the index; removes nothing, unlike a build."""
    try:
        with exclusive(index / "MAIN_WRITELOCK", timeout_s=0):
            return True
    except IndexLockedError:
        return False
