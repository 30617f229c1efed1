"""Xapian: English stems, words as written too, positions, any word, titles counted twice."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import xapian

from comparison.reading import Film

TITLE_WEIGHT = 2
_ARTICLE = "XA"  # before an article's name, in the term that marks its films


def build(films: Iterable[Film], index: Path) -> None:
    """Write a new index."""
    _add(films, xapian.WritableDatabase(str(index), xapian.DB_CREATE_OR_OPEN))


def update(article: str, films: Iterable[Film], index: Path) -> None:
    """Replace the article's films."""
    db = xapian.WritableDatabase(str(index), xapian.DB_OPEN)
    db.delete_document(_ARTICLE + article)
    _add(films, db)


def _add(films: Iterable[Film], db: xapian.WritableDatabase) -> None:
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    for film in films:
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(film.title, TITLE_WEIGHT)
        for text in (film.description, film.facts):
            generator.increase_termpos()
            generator.index_text(text)
        document.add_boolean_term(_ARTICLE + film.article)
        document.set_data(json.dumps([film.title, film.description, film.facts]))
        db.add_document(document)
    db.commit()
    db.close()


@contextlib.contextmanager
def open_search(index: Path) -> Iterator[Callable[[str], list[str]]]:
    """Give what answers words with the titles of the ten best films."""
    db = xapian.Database(str(index))
    parser = xapian.QueryParser()
    parser.set_stemmer(xapian.Stem("en"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_default_op(xapian.Query.OP_OR)
    parser.set_database(db)
    enquire = xapian.Enquire(db)

    def search(query: str) -> list[str]:
        enquire.set_query(parser.parse_query(query))
        return [json.loads(hit.document.get_data())[0] for hit in enquire.get_mset(0, 10)]

    yield search
    db.close()
