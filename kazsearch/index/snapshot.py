"""One committed state of the index, for reading: which films, which articles, which words?"""

import functools
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from whoosh.reading import IndexReader

from kazsearch.index.boundary import foreign_errors
from kazsearch.index.documents import (
    Appearances,
    ArticleRecord,
    CorpusRecord,
    article_from,
    corpus_from,
    films_from,
)
from kazsearch.index.postings import Postings, is_held, read_positions, read_postings
from kazsearch.index.schema import EXTRA_PREFIX, NO_YEAR, TEXT_FIELDS, WORD_PREFIX

_AFTER_ALL = "\U0010ffff"  # no word holds it
_MANY = 1000  # films: from so many on, reading a whole column is the faster way

_P = ParamSpec("_P")
_R = TypeVar("_R")


def _reads(
    method: "Callable[Concatenate[Snapshot, _P], _R]",
) -> "Callable[Concatenate[Snapshot, _P], _R]":
    """Let no error of Whoosh's leave the method."""

    @functools.wraps(method)
    def reading(self: "Snapshot", *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with foreign_errors(self.folder):
            return method(self, *args, **kwargs)

    return cast("Callable[Concatenate[Snapshot, _P], _R]", reading)


class Snapshot:
    """The index as one commit left it; what is committed later does not show in it.

    Doc ids are Whoosh's document numbers: stable within a snapshot, meaningless in another.
    All methods may raise IndexDamagedError.
    """

    def __init__(self, reader: IndexReader, *, folder: Path) -> None:
        self.folder = folder
        self._reader = reader
        self.generation: int = reader.generation() or 0
        self._columns: dict[str, Any] = {}
        self._whole_columns: dict[str, list[int]] = {}
        self._vocabularies: dict[tuple[str, ...], list[str]] = {}
        self.corpus = self._corpus()

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    @_reads
    def _corpus(self) -> CorpusRecord:
        for doc_id in read_postings(self._reader, "kind", "corpus").doc_ids:
            return corpus_from(self._reader.stored_fields(doc_id))
        return CorpusRecord()

    @_reads
    def articles(self) -> dict[str, ArticleRecord]:
        """Return what is known of each article, by path, in the order of the paths."""
        records = [article for _, article in self._articles()]
        return {record.path: record for record in sorted(records, key=lambda record: record.path)}

    def _articles(self) -> Iterator[tuple[int, ArticleRecord]]:
        for doc_id in read_postings(self._reader, "kind", "article").doc_ids:
            yield doc_id, article_from(self._reader.stored_fields(doc_id))

    @_reads
    def article(self, path: str) -> ArticleRecord | None:
        """Return what is known of an article, or None."""
        for doc_id in read_postings(self._reader, "article", path).doc_ids:
            return article_from(self._reader.stored_fields(doc_id))
        return None

    @property
    def corpus_folder(self) -> Path:
        """The folder of the articles, as the last build knew it."""
        return Path(os.path.normpath(self.folder / self.corpus.location))

    @_reads
    def article_ids(self, paths: Collection[str]) -> list[int]:
        """Return the documents of these articles."""
        return [doc_id for doc_id, article in self._articles() if article.path in paths]

    @_reads
    def corpus_ids(self) -> tuple[int, ...]:
        """Return the documents that hold the record of the corpus: one."""
        return read_postings(self._reader, "kind", "corpus").doc_ids

    @_reads
    def film_ids(self) -> tuple[int, ...]:
        """Return the doc ids of all films."""
        return read_postings(self._reader, "kind", "film").doc_ids

    @_reads
    def find(self, film_id: str) -> int | None:
        """Return the doc id of a film, or None."""
        doc_ids = read_postings(self._reader, "film_id", film_id).doc_ids
        return doc_ids[0] if doc_ids else None

    @_reads
    def film_ids_from(self, prefix: str) -> list[str]:
        """Return the film ids (`the-poet-2009`) that begin so, by code point."""
        terms = self._reader.expand_prefix("film_id", prefix)
        return [term.decode() for term in terms if is_held(self._reader, "film_id", term)]

    @_reads
    def film(self, doc_id: int) -> Appearances:
        """Return the appearances of a film, in the order of path and line."""
        return films_from(self._reader.stored_fields(doc_id))

    @_reads
    def postings(self, field: str, term: str) -> Postings:
        """Return the films that hold a term in a field."""
        return read_postings(self._reader, field, term)

    @_reads
    def least_doc_freq(self, term: str, fields: Iterable[str] = TEXT_FIELDS) -> int:
        """Return how many films hold a term at least, without counting them."""
        n_gone: int = self._reader.doc_count_all() - self._reader.doc_count()
        most: int = max(self._reader.doc_frequency(field, term) for field in fields)
        return max(most - n_gone, 0)

    @_reads
    def positions(self, field: str, term: str, doc_ids: Collection[int]) -> dict[int, list[int]]:
        """Return where these films hold a term in a field: positions by doc id."""
        return read_positions(self._reader, field, term, doc_ids)

    @_reads
    def field_lengths(self, field: str, doc_ids: Collection[int]) -> list[int]:
        """Return the number of tokens that each film has in a text field."""
        name = f"{field}_length"
        if len(doc_ids) > _MANY and name not in self._whole_columns:
            self._whole_columns[name] = list(self._column(name))
        column = self._whole_columns.get(name) or self._column(name)
        return [column[doc_id] for doc_id in doc_ids]

    @_reads
    def order_keys(self, doc_ids: Iterable[int]) -> list[bytes]:
        """Return what films of equal score are ordered by: title, year, film id."""
        column = self._column("order")
        return [column[doc_id] for doc_id in doc_ids]

    @_reads
    def years_of(self, doc_ids: Iterable[int]) -> list[int | None]:
        """Return the year of each film, None where it has none."""
        column = self._column("year")
        years = (column[doc_id] for doc_id in doc_ids)
        return [None if year == NO_YEAR else year for year in years]

    def _column(self, field: str) -> Any:
        if field not in self._columns:
            self._columns[field] = self._reader.column_reader(field)
        return self._columns[field]

    @_reads
    def lengths(self, doc_id: int) -> dict[str, int]:
        """Return the number of tokens of a film in each text field."""
        return {name: self._column(f"{name}_length")[doc_id] for name in TEXT_FIELDS}

    @_reads
    def words(self, fields: Iterable[str] = TEXT_FIELDS, *, prefix: str = "") -> list[str]:
        """Return the words of these fields as they are written, in lower case, by code point.

        Words of films that are gone may linger in it until Whoosh merges its segments.
        """
        names = tuple(fields)
        if names in self._vocabularies:
            known = self._vocabularies[names]
            return known[bisect_left(known, prefix) : bisect_left(known, prefix + _AFTER_ALL)]
        found: set[Any] = set()
        for field in names:
            found.update(self._reader.expand_prefix(WORD_PREFIX + field, prefix))
        words = sorted(word.decode() for word in found)
        if not prefix:
            self._vocabularies[names] = words
        return words

    @_reads
    def keys(self, field: str, prefix: str) -> list[str]:
        """Return the terms of a field that start so, sorted."""
        return sorted({term.decode() for term in self._reader.expand_prefix(field, prefix)})

    @_reads
    def has_term(self, term: str) -> bool:
        """Tell whether a film holds a term in any text field."""
        return any(is_held(self._reader, field, term) for field in TEXT_FIELDS)

    @_reads
    def word_counts(
        self, fields: Iterable[str] = TEXT_FIELDS, *, prefix: str = ""
    ) -> dict[str, int]:
        """Return for each of these words how many films hold it at most, without counting them.

        A film counts once for each field, and films that are gone count until Whoosh merges.
        """
        counts: Counter[str] = Counter()
        for field in fields:
            for word, info in self._reader.iter_prefix(WORD_PREFIX + field, prefix):
                counts[word.decode()] += info.doc_frequency()
        return counts

    @_reads
    def films_with_word(self, field: str, word: str) -> tuple[int, ...]:
        """Return the doc ids of the films that hold a word, as `words` gives it, in a field."""
        return read_postings(self._reader, WORD_PREFIX + field, word).doc_ids

    @_reads
    def years(self) -> list[int]:
        """Return the years that films are of, ascending."""
        field = self._reader.schema["year"]
        # the terms of whole numbers have shift 0; Whoosh's others stand for ranges
        terms = (term for term in self._reader.lexicon("year") if term[0] == 0)
        return sorted(
            int(field.from_bytes(term)) for term in terms if is_held(self._reader, "year", term)
        )

    @_reads
    def films_of_year(self, year: int) -> tuple[int, ...]:
        """Return the doc ids of the films of a year."""
        return read_postings(
            self._reader, "year", self._reader.schema["year"].to_bytes(year)
        ).doc_ids

    @_reads
    def paths(self) -> list[str]:
        """Return the paths of all articles that tell of films, sorted."""
        terms = self._reader.lexicon("path")
        return [term.decode() for term in terms if is_held(self._reader, "path", term)]

    @_reads
    def films_of_article(self, path: str) -> tuple[int, ...]:
        """Return the doc ids of the films that an article tells of."""
        return read_postings(self._reader, "path", path).doc_ids

    @property
    def n_segments(self) -> int:
        """The number of Whoosh's segments that the index consists of."""
        return len(self._reader.leaf_readers())

    @_reads
    def extra_keys(self) -> list[str]:
        """Return the keys of all labelled extras that the index has, sorted."""
        names = [n for n in self._reader.indexed_field_names() if n.startswith(EXTRA_PREFIX)]
        return sorted(
            name.removeprefix(EXTRA_PREFIX)
            for name in names
            if any(is_held(self._reader, name, term) for term in self._reader.lexicon(name))
        )
