"""Whoosh as a plain script uses it: three stemmed, stored fields, any word, title weight 2."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh import index as whoosh_index
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.qparser import MultifieldParser, OrGroup

from comparison.reading import Film

if TYPE_CHECKING:
    from whoosh.writing import IndexWriter


def build(films: Iterable[Film], index: Path) -> None:
    """Write a new index."""
    schema = Schema(
        title=TEXT(stored=True, analyzer=StemmingAnalyzer(), field_boost=2.0),
        description=TEXT(stored=True, analyzer=StemmingAnalyzer()),
        fact=TEXT(stored=True, analyzer=StemmingAnalyzer()),
        article=ID(stored=True),
    )
    writer = whoosh_index.create_in(str(index), schema).writer()
    _add(films, writer)
    writer.commit()


def update(article: str, films: Iterable[Film], index: Path) -> None:
    """Replace the article's films."""
    writer = whoosh_index.open_dir(str(index)).writer()
    writer.delete_by_term("article", article)
    _add(films, writer)
    writer.commit()


def _add(films: Iterable[Film], writer: "IndexWriter") -> None:
    for film in films:
        writer.add_document(
            title=film.title, description=film.description, fact=film.facts, article=film.article
        )


@contextlib.contextmanager
def open_search(index: Path) -> Iterator[Callable[[str], list[str]]]:
    """Give what answers words with the titles of the ten best films."""
    opened = whoosh_index.open_dir(str(index))
    parser = MultifieldParser(["title", "description", "fact"], opened.schema, group=OrGroup)
    with opened.searcher() as searcher:

        def search(query: str) -> list[str]:
            hits = searcher.search(parser.parse(query), limit=10)
            return [hit["title"] for hit in hits]

        yield search
