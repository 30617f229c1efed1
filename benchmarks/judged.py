"""A collection that people have judged: its documents, queries, judgements, and it as articles.

A collection is a folder with `docs.jsonl.gz` (id, title, text, and where known year, director,
actors, genres, tags), `queries.jsonl.gz` (id, text) and `qrels.tsv.gz` (query, document, grade).
"""

import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kazsearch.corpus.article import format_article
from kazsearch.corpus.film import Article, Extra, Film, FilmSource, Span, film_id
from kazsearch.corpus.headings import MAX_TITLE_CHARS

Half = Literal["choosing", "reporting", "all"]
EXTRAS = {"director": "director", "actors": "cast", "genres": "genre", "tags": "tags"}
"""The label's key for each field of a document that becomes an extra."""

_FILES = ("docs.jsonl.gz", "queries.jsonl.gz", "qrels.tsv.gz")
_LINE = Span(line=1, end_line=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What every tool is given; `extras` are texts by key."""

    id: str
    title: str
    text: str
    year: int | None
    extras: Mapping[str, str]

    @property
    def body(self) -> str:
        """All but the title, a line each, for tools that are given two fields."""
        year = [] if self.year is None else [str(self.year)]
        return "\n".join([self.text, *self.extras.values(), *year])


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Queries and grades by id; only queries for which a document is judged to be relevant."""

    name: str
    docs: tuple[Document, ...]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def load(folder: Path, *, half: Half = "all", limit: int | None = None) -> Collection:
    """Return the collection in a folder, or exit and say that it is not there.

    `half` is of the queries, by a hash of their ids, so that it never depends on their order; of
    those, the first `limit`.
    """
    for name in _FILES:
        if not (folder / name).is_file():
            sys.exit(f"there is no {folder / name}: nothing was run")
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with gzip.open(folder / "qrels.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            query, doc, grade = line.rstrip("\n").split("\t")
            grades[query][doc] = int(grade)
    queries = {
        row["id"]: row["text"]
        for row in _rows(folder / "queries.jsonl.gz")
        if any(grades[row["id"]].values()) and half in ("all", half_of(row["id"]))
    }
    kept = dict(list(queries.items())[:limit])
    return Collection(
        name=folder.name,
        docs=tuple(map(_document, _rows(folder / "docs.jsonl.gz"))),
        queries=kept,
        grades={query: grades[query] for query in kept},
    )


def half_of(query_id: str) -> Half:
    """Return the half that a query belongs to.

    >>> half_of("1"), half_of("2")
    ('reporting', 'choosing')
    """
    return "reporting" if hashlib.sha256(query_id.encode()).digest()[0] % 2 else "choosing"


def write_articles(collection: Collection, corpus: Path) -> None:
    """Write each document as an article that is named by its number.

    A title too long for one is cut; the texts have it whole. A document without a year is given
    one, by which a heading is known: another one for each document of the same title, or several
    would be one film.
    """
    corpus.mkdir()
    n_before: Counter[str] = Counter()
    for number, doc in enumerate(collection.docs):
        path = f"{number}.txt"
        title = " ".join(doc.title.split()) or f"Document {number}"
        if len(title) > MAX_TITLE_CHARS:
            title = title[:MAX_TITLE_CHARS].rpartition(" ")[0]
        name = film_id(title, None)
        film = _film(doc, path=path, title=title, year=doc.year or 1900 + n_before[name])
        n_before[name] += 1
        article = format_article(Article(path=path, films=(film,)))
        (corpus / path).write_text(article, encoding="utf-8")


def _film(doc: Document, *, path: str, title: str, year: int) -> Film:
    extras = tuple(
        Extra(key=key, text=" ".join(text.split())) for key, text in doc.extras.items() if text
    )
    return Film(
        title=title,
        year=year,
        description=" ".join(doc.text.split()),
        extras=extras,
        source=FilmSource(
            path=path,
            span=_LINE,
            title=_LINE,
            description=_LINE,
            extras=tuple(_LINE for _ in extras),
        ),
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _document(row: Mapping[str, Any]) -> Document:
    texts = {key: row.get(name) or "" for name, key in EXTRAS.items()}
    return Document(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        year=row.get("year") or None,  # 0 where it is not known
        extras={k: v if isinstance(v, str) else ", ".join(v) for k, v in texts.items()},
    )
