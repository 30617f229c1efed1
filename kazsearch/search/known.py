"""What browsing answers: frozen records, without markup or colour."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from kazsearch.corpus.film import Extra
from kazsearch.index.documents import Appearances
from kazsearch.record import record
from kazsearch.search.hits import Appearance


@record
class KnownFilm:
    """Everything that the articles say of one film.

    `tellings` is what each of them says, in the order of path and line; `appearances`, parallel to
    it, where. The properties put it together, each text once, the first teller's first.
    """

    film_id: str
    tellings: Appearances
    appearances: tuple[Appearance, ...]

    @property
    def title(self) -> str:
        """The title as the first teller writes it."""
        return self.tellings[0].title

    @property
    def year(self) -> int | None:
        """The year, in which all tellers agree: it is part of the film id."""
        return self.tellings[0].year

    @property
    def alternative_titles(self) -> tuple[str, ...]:
        """All other titles and spellings of the title."""
        return tuple(name for name in dict.fromkeys(self._titles()) if name != self.title)

    @property
    def description(self) -> str:
        """The first description, "" if nobody gives one."""
        return next((film.description for film in self.tellings if film.description), "")

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of all tellers."""
        return tuple(dict.fromkeys(fact for film in self.tellings for fact in film.facts))

    @property
    def extras(self) -> tuple[Extra, ...]:
        """The labelled extras of all tellers."""
        return tuple(dict.fromkeys(extra for film in self.tellings for extra in film.extras))

    def _titles(self) -> Iterator[str]:
        for film in self.tellings:
            yield film.title
            yield from film.alternative_titles


@record
class Claim:
    """What one article says, and where. `film_id` is another's only where the years differ."""

    value: str
    film_id: str
    path: str
    line: int


@record
class Contradiction:
    """Claims of which not more than one can be right; `subject` is what they are about.

    "title", "year" or the key of an extra. Claims about the year may also be about two films of
    one title: only a person can tell.
    """

    subject: str
    claims: tuple[Claim, ...]


@record
class FilmList:
    """Films without a query. `total` counts all that the filters let pass.

    `films` are those of the page; they are read one by one as they are asked for, once, while the
    index is open.
    """

    total: int
    films: Iterable[KnownFilm]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@record
class IndexStats:
    """How much the index holds, and how far it is behind its corpus.

    `words` counts the distinct words as they are written. `added`, `changed` and `removed` are
    paths of articles that a build would read or drop; `failed` those that can't be read now.
    `corpus_is_there` is false where the articles are gone, so that nothing is known of changes.
    """

    articles: int
    films: int
    appearances: int
    first_year: int | None
    last_year: int | None
    films_without_year: int
    words: int
    extras: tuple[str, ...]
    size_bytes: int
    segments: int
    generation: int
    built_at: dt.datetime
    corpus_is_there: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[str, ...]


@record
class WordCount:
    """A word as articles write it, in lower case, and how many films hold it."""

    word: str
    films: int
