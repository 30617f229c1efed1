"""One committed state of the index, for reading: which films, which articles, which words?"""

import functools
import os
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kazsearch.index.boundary import reads
from kazsearch.index.dictionary import Dictionary
from kazsearch.index.documents import (
    Appearances,
    ArticleRecord,
    CorpusRecord,
    article_from,
    corpus_from,
    films_from,
    first_paragraph,
)
from kazsearch.index.fields import (
    TEXT_FIELDS,
    WHOLE_TITLE,
    WORD_PREFIX,
    year_terms,
)
from kazsearch.index.postings import (
    OpenSegment,
    Postings,
    as_key,
    doc_freq_bound,
    is_held,
    read_positions,
    read_postings,
)

_MAX_KEPT = 1 << 13  # of the answers that queries ask for again; some megabytes of each kind
_HEADLINE = ("film_id", "title", "description")


class Headline(NamedTuple):
    """What a list of films shows of one; `description` is the first paragraph of it."""

    film_id: str
    title: str
    year: int | None
    description: str


class Snapshot:
    """The index as one commit left it; what is committed later does not show in it.

    Doc ids run through the segments: stable within a snapshot, meaningless in another. All methods
    may raise IndexDamagedError.
    """

    def __init__(
        self,
        segments: Sequence[OpenSegment],
        *,
        folder: Path,
        generation: int,
        written_at: float,
    ) -> None:
        self.folder = folder
        self.generation = generation
        self.written_at = written_at
        self.segments = tuple(segments)
        self._bases = [segment.base for segment in segments]
        self.dictionary = Dictionary(self.segments, folder=folder)
        # of functions, as a cache of its own methods would keep a snapshot alive
        keep = functools.lru_cache(maxsize=_MAX_KEPT)
        self._is_held = keep(functools.partial(is_held, self.segments))
        self._is_held_anywhere = keep(functools.partial(_is_held_anywhere, self.segments))
        self._doc_freq_bound = keep(functools.partial(doc_freq_bound, self.segments))
        self._titled = keep(functools.partial(read_postings, self.segments, WHOLE_TITLE))
        self._headline = keep(functools.partial(_headline, self.segments, self._bases))
        self.corpus = self._corpus()

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for segment in self.segments:
            segment.file.close()

    @reads
    def _corpus(self) -> CorpusRecord:
        for doc_id in self._of_kind("corpus"):
            return corpus_from(self._values(doc_id)("corpus"))
        return CorpusRecord()

    def _values(self, doc_id: int) -> Callable[[str], Any]:
        """Return what gives the stored values of a document by name."""
        segment = self.segments[bisect_right(self._bases, doc_id) - 1]
        return segment.file.values_of(doc_id - segment.base)

    def _of_kind(self, kind: str) -> Sequence[int]:
        return read_postings(self.segments, "kind", kind.encode()).doc_ids

    @reads
    def articles(self) -> dict[str, ArticleRecord]:
        """Return what is known of each article, by path, in the order of the paths."""
        records = [article_from(self._values(doc_id)) for doc_id in self._of_kind("article")]
        return {record.path: record for record in sorted(records, key=lambda record: record.path)}

    @reads
    def article(self, path: str) -> ArticleRecord | None:
        """Return what is known of an article, or None."""
        for doc_id in read_postings(self.segments, "article", as_key(path)).doc_ids:
            return article_from(self._values(doc_id))
        return None

    @property
    def corpus_folder(self) -> Path:
        """The folder of the articles, as the last build knew it."""
        return Path(os.path.normpath(self.folder / self.corpus.location))

    @reads
    def article_doc_ids(self, paths: Collection[str]) -> list[int]:
        """Return the doc ids of the documents of these articles."""
        return [
            doc_id
            for path in paths
            for doc_id in read_postings(self.segments, "article", as_key(path)).doc_ids
        ]

    @reads
    def corpus_doc_ids(self) -> Sequence[int]:
        """Return the documents that hold the record of the corpus: one."""
        return self._of_kind("corpus")

    @reads
    def film_doc_ids(self) -> Sequence[int]:
        """Return the doc ids of all films."""
        return self._of_kind("film")

    @reads
    def find(self, film_id: str) -> int | None:
        """Return the doc id of a film, or None."""
        doc_ids = read_postings(self.segments, "film_id", as_key(film_id)).doc_ids
        return doc_ids[0] if doc_ids else None

    @reads
    def film(self, doc_id: int) -> Appearances:
        """Return the appearances of a film, in the order of path and line."""
        return films_from(self._values(doc_id))

    def appearances(self, film_id: str) -> Appearances:
        """Return the appearances of the film with that id; empty if there is none."""
        doc_id = self.find(film_id)
        return () if doc_id is None else self.film(doc_id)

    @reads
    def headlines(self, doc_ids: Iterable[int]) -> list[Headline]:
        """Return of each film what a list of films shows."""
        return list(map(self._headline, doc_ids))

    @reads
    def postings(self, field: str, term: str) -> Postings:
        """Return the films that hold a term in a field."""
        return read_postings(self.segments, field, as_key(term))

    @reads
    def doc_freq_bound(self, field: str, term: str) -> int:
        """Return how many films hold a term in a field at most, without counting the dead."""
        return self._doc_freq_bound(field, as_key(term))

    @reads
    def least_doc_freq(self, term: str, fields: Iterable[str] = TEXT_FIELDS) -> int:
        """Return how many films hold a term at least, without counting them."""
        n_gone = sum(len(segment.dead) for segment in self.segments)
        most = max(doc_freq_bound(self.segments, field, as_key(term)) for field in fields)
        return max(most - n_gone, 0)

    @reads
    def positions(self, field: str, term: str, doc_ids: Collection[int]) -> dict[int, list[int]]:
        """Return where these films hold a term in a field: positions by doc id."""
        return read_positions(self.segments, field, as_key(term), doc_ids)

    @reads
    def field_lengths(self, field: str, doc_ids: Collection[int]) -> list[int]:
        """Return the number of tokens that each film has in a text field."""
        if len(self.segments) == 1:
            lengths = self.segments[0].file.lengths(field)
            return [lengths[doc_id] for doc_id in doc_ids]
        return [self._length(field, doc_id) for doc_id in doc_ids]

    @reads
    def order_keys(self, doc_ids: Iterable[int]) -> list[bytes]:
        """Return what films of equal score are ordered by: title, year, film id."""
        return [self._values(doc_id)("order") for doc_id in doc_ids]

    @reads
    def years_of(self, doc_ids: Iterable[int]) -> list[int | None]:
        """Return the year of each film, None where it has none."""
        return [self._values(doc_id)("year") for doc_id in doc_ids]

    def _length(self, field: str, doc_id: int) -> int:
        segment = self.segments[bisect_right(self._bases, doc_id) - 1]
        length: int = segment.file.lengths(field)[doc_id - segment.base]
        return length

    @reads
    def lengths(self, doc_id: int) -> dict[str, int]:
        """Return the number of tokens of a film in each text field."""
        return {name: self._length(name, doc_id) for name in TEXT_FIELDS}

    @reads
    def has_term(self, term: str) -> bool:
        """Tell whether a film holds a term in any text field."""
        return self._is_held_anywhere(as_key(term))

    @reads
    def has_key(self, field: str, term: str) -> bool:
        """Tell whether a film holds a term in a field."""
        return self._is_held(field, as_key(term))

    @reads
    def films_titled(self, whole_titles: Iterable[str]) -> list[Sequence[int]]:
        """Return of each the films of which it is a title, or what stands before its colon."""
        return [self._titled(as_key(whole_title)).doc_ids for whole_title in whole_titles]

    @reads
    def has_seen(self, term: str) -> bool:
        """Tell whether a film holds a term in any text field, or has held it."""
        return any(
            segment.file.find(field, as_key(term)) >= 0
            for segment in self.segments
            for field in TEXT_FIELDS
        )

    @reads
    def films_with_word(self, field: str, word: str) -> Sequence[int]:
        """Return the doc ids of the films that hold a word, as `words` gives it, in a field."""
        return read_postings(self.segments, WORD_PREFIX + field, as_key(word)).doc_ids

    @reads
    def films_of_year(self, year: int) -> Sequence[int]:
        """Return the doc ids of the films of a year."""
        return read_postings(self.segments, "year", year_terms(year)[0]).doc_ids

    @reads
    def films_of_article(self, path: str) -> Sequence[int]:
        """Return the doc ids of the films that an article tells of."""
        return read_postings(self.segments, "path", as_key(path)).doc_ids

    @property
    def n_segments(self) -> int:
        """The number of segments that the index consists of."""
        return len(self.segments)


def _is_held_anywhere(segments: Sequence[OpenSegment], term: bytes) -> bool:
    return any(is_held(segments, field, term) for field in TEXT_FIELDS)


def _headline(segments: Sequence[OpenSegment], bases: Sequence[int], doc_id: int) -> Headline:
    segment = segments[bisect_right(bases, doc_id) - 1]
    doc, text = doc_id - segment.base, segment.file.text
    film_id, title, description = ((text(n, doc) or b"").decode() for n in _HEADLINE)
    return Headline(film_id, title, segment.file.value("year", doc), first_paragraph(description))
