"""tantivy with one writing thread: three stemmed, stored fields, any word, title weight 2."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import tantivy

from comparison.reading import Film

FIELDS = ["title", "description", "fact"]
BOOSTS = {"title": 2.0}


def build(films: Iterable[Film], index: Path) -> None:
    """Write a new index."""
    schema = tantivy.SchemaBuilder()
    for field in FIELDS:
        schema.add_text_field(field, stored=True, tokenizer_name="en_stem")
    schema.add_text_field("article", tokenizer_name="raw", index_option="basic")
    _add(films, tantivy.Index(schema.build(), path=str(index)).writer(num_threads=1))


def update(article: str, films: Iterable[Film], index: Path) -> None:
    """Replace the article's films."""
    writer = tantivy.Index.open(str(index)).writer(num_threads=1)
    writer.delete_documents_by_term("article", article)
    _add(films, writer)


def _add(films: Iterable[Film], writer: tantivy.IndexWriter) -> None:
    for film in films:
        writer.add_document(
            tantivy.Document(
                title=film.title,
                description=film.description,
                fact=film.facts,
                article=film.article,
            )
        )
    writer.commit()
    writer.wait_merging_threads()


@contextlib.contextmanager
def open_search(index: Path) -> Iterator[Callable[[str], list[str]]]:
    """Give what answers words with the titles of the ten best films."""
    opened = tantivy.Index.open(str(index))
    searcher = opened.searcher()

    def search(query: str) -> list[str]:
        parsed = opened.parse_query(query, FIELDS, field_boosts=BOOSTS)
        return [searcher.doc(at)["title"][0] for _, at in searcher.search(parsed, 10).hits]

    yield search
