"""SQLite's FTS5 from the standard library: porter stems, bm25 with title weight 2, any word."""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from comparison.reading import Film

FILE = "films.sqlite"
_WORD = re.compile(r"\w+")
_TABLES = """
CREATE VIRTUAL TABLE films USING fts5(title, description, fact, tokenize = 'porter unicode61');
INSERT INTO films(films, rank) VALUES ('rank', 'bm25(2.0, 1.0, 1.0)');
CREATE TABLE origins(film INTEGER PRIMARY KEY, article TEXT);
CREATE INDEX films_of_article ON origins(article);
"""


def build(films: Iterable[Film], index: Path) -> None:
    """Write a new index."""
    with contextlib.closing(sqlite3.connect(index / FILE)) as db, db:
        db.executescript(_TABLES)
        _add(films, db, after=0)


def update(article: str, films: Iterable[Film], index: Path) -> None:
    """Replace the article's films."""
    with contextlib.closing(sqlite3.connect(index / FILE)) as db, db:
        old = db.execute("SELECT film FROM origins WHERE article = ?", (article,)).fetchall()
        db.executemany("DELETE FROM films WHERE rowid = ?", old)
        db.execute("DELETE FROM origins WHERE article = ?", (article,))
        (last,) = db.execute("SELECT max(film) FROM origins").fetchone()
        _add(films, db, after=last or 0)


def _add(films: Iterable[Film], db: sqlite3.Connection, *, after: int) -> None:
    for number, film in enumerate(films, after + 1):
        db.execute(
            "INSERT INTO films(rowid, title, description, fact) VALUES (?, ?, ?, ?)",
            (number, film.title, film.description, film.facts),
        )
        db.execute("INSERT INTO origins VALUES (?, ?)", (number, film.article))


@contextlib.contextmanager
def open_search(index: Path) -> Iterator[Callable[[str], list[str]]]:
    """Give what answers words with the titles of the ten best films."""
    with contextlib.closing(sqlite3.connect(index / FILE)) as db:

        def search(query: str) -> list[str]:
            match = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
            found = db.execute(
                "SELECT title FROM films WHERE films MATCH ? ORDER BY rank LIMIT 10", (match,)
            )
            return [title for (title,) in found]

        yield search
