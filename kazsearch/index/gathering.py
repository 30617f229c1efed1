"""Here are articles, one after another: which segments do their films make, in bounded memory?

A film waits for other articles that tell of it until many films wait; then all go into a segment.
One that is told of again after that comes back out of its segment, where it is dead from then on.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kazsearch.corpus.film import Article, Film
from kazsearch.index.document import Document
from kazsearch.index.documents import film_document, films_from
from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.inversion import Inverter
from kazsearch.index.segment_file import SegmentFile
from kazsearch.index.segment_writer import NewSegment
from kazsearch.index.survey import Progress
from kazsearch.index.toc import SegmentEntry

MAX_WAITING = 24_000_000  # characters of films; in memory they take some ten times as much
_FILM_ITSELF = 100  # characters that a film counts beside its texts


class _Place(NamedTuple):
    """Where a film went: into which of the new segments, as which document."""

    segment: int
    doc: int


class Gathering:
    """Takes articles in the order of their paths, gives segments.

    A segment must have been written to `folder` before the next article is taken.
    """

    def __init__(self, folder: Path, *, on_progress: Progress) -> None:
        self._folder = folder
        self._on_progress = on_progress
        self._inverter = Inverter()
        self._waiting: dict[str, list[Film]] = {}
        self._n_chars = 0
        self._places: dict[str, _Place] = {}
        self._segments: list[NewSegment] = []
        self._files: dict[int, SegmentFile] = {}
        self._taken_back: Counter[str] = Counter()

    def close(self) -> None:
        """Let go of the files of segments."""
        for file in self._files.values():
            file.close()

    @property
    def n_films(self) -> int:
        """The number of films taken, each counted once."""
        return len(self._waiting) + len(self._places)

    @property
    def entries(self) -> tuple[SegmentEntry, ...]:
        """The segments given, with those of their documents that are dead."""
        return tuple(replace(new.entry, dead=frozenset(new.dead)) for new in self._segments)

    @property
    def terms(self) -> set[str]:
        """The terms of all films, those that wait apart."""
        return self._inverter.terms

    @property
    def total_lengths(self) -> dict[str, int]:
        """The tokens of all films but those that wait, by text field."""
        totals = self._inverter.total_lengths
        return {name: totals[name] - self._taken_back[name] for name in TEXT_FIELDS}

    def add(self, article: Article) -> tuple[str, ...]:
        """Take an article, and return the film ids of its films, each once."""
        film_ids = [film.film_id for film in article.films]
        for film_id, film in zip(film_ids, article.films, strict=True):
            if film_id not in self._waiting:
                self._waiting[film_id] = self._take_back(film_id)
            self._waiting[film_id].append(film)
            self._n_chars += _FILM_ITSELF + len(film.description) + sum(map(len, film.facts))
        return tuple(dict.fromkeys(film_ids))

    @property
    def is_full(self) -> bool:
        """Whether enough films wait to make a segment."""
        return self._n_chars >= MAX_WAITING

    def segment(self, others: Iterable[Document] = ()) -> NewSegment:
        """Return a segment of the films that wait, and after them of other documents."""
        for n_done, (film_id, appearances) in enumerate(self._waiting.items()):
            self._on_progress("indexing", n_done, len(self._waiting))
            if len(appearances) > 1:  # those of the old index come last, whatever their path
                appearances.sort(key=lambda film: (film.source.path, film.source.span.line))
            doc = self._inverter.add(film_document(film_id, tuple(appearances)))
            self._places[film_id] = _Place(len(self._segments), doc)
        self._waiting.clear()
        self._n_chars = 0
        for document in others:
            self._inverter.add(document)
        new = NewSegment(self._inverter.segment())
        self._segments.append(new)
        return new

    def _take_back(self, film_id: str) -> list[Film]:
        """Return what is known of a film that is in a segment already; it is dead there."""
        place = self._places.pop(film_id, None)
        if place is None:
            return []
        new = self._segments[place.segment]
        if place.segment not in self._files:
            self._files[place.segment] = SegmentFile(self._folder / new.entry.file_name)
        file = self._files[place.segment]
        new.dead.add(place.doc)
        for name in TEXT_FIELDS:
            self._taken_back[name] += file.lengths(name)[place.doc]
        return list(films_from(file.values_of(place.doc)))
