"""Here is an open index: what is in it?"""

import functools
import itertools
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, NoReturn, ParamSpec, TypeVar, cast

from kazsearch.errors import FilmNotFoundError, IndexStateError, OptionError
from kazsearch.index.snapshot import Snapshot
from kazsearch.query import find_field
from kazsearch.search.selection import Selection, Sort

if TYPE_CHECKING:
    from typing_extensions import Self

    from kazsearch.search.known import Contradiction, FilmList, IndexStats, KnownFilm, WordCount


_P = ParamSpec("_P")
_R = TypeVar("_R")
_Self = TypeVar("_Self", bound="OpenIndex")


def in_turn(method: Callable[Concatenate[_Self, _P], _R]) -> Callable[Concatenate[_Self, _P], _R]:
    """Let a method wait for those of other threads: none may close the files that it reads."""

    @functools.wraps(method)
    def waiting(self: _Self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self._turn:
            return method(self, *args, **kwargs)

    return cast("Callable[Concatenate[_Self, _P], _R]", waiting)


class OpenIndex:
    """Says what one snapshot of an index holds. All methods raise IndexStateError.

    Threads may share one: what they ask is answered in turn.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._turn = threading.RLock()  # what is kept, and buffers, are for one at a time

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @in_turn
    def close(self) -> None:
        """Let go of the index's files. What is asked after that raises IndexStateError."""
        self._snapshot.close()
        self._snapshot = cast(Snapshot, _Closed())

    @property
    def corpus_folder(self) -> Path:
        """The folder of the articles, as the last build knew it."""
        return self._snapshot.corpus_folder

    @in_turn
    def film(self, film_id: str) -> "KnownFilm":
        """Return everything known of a film. Raises FilmNotFoundError."""
        from kazsearch.search.catalog import known_films

        (film,) = known_films([self._doc_id(film_id)], self._snapshot)
        return film

    @in_turn
    def find_films(self, text: str, *, limit: int = 10) -> "tuple[KnownFilm, ...]":
        """Return the films that a film id or a title may mean, best first; one where it is clear.

        None when no film has all the words in its titles.
        """
        _require(limit)
        from kazsearch.search.catalog import known_films
        from kazsearch.search.naming import films_named

        return tuple(known_films(films_named(text, self._snapshot, limit=limit), self._snapshot))

    @in_turn
    def films_called_like(self, text: str, *, limit: int = 5) -> "tuple[KnownFilm, ...]":
        """Return films to offer when no film has that title: some of the words, or nearly so."""
        _require(limit)
        from kazsearch.search.catalog import known_films
        from kazsearch.search.naming import films_called_like

        near = films_called_like(text, self._snapshot, limit=limit)
        return tuple(known_films(near, self._snapshot))

    @in_turn
    def contradictions(self, film_id: str) -> "tuple[Contradiction, ...]":
        """Return where the articles that tell of a film disagree. Raises FilmNotFoundError."""
        from kazsearch.search.contradictions import contradictions

        return contradictions(self._snapshot.film(self._doc_id(film_id)), self._snapshot)

    @in_turn
    def films(
        self,
        *,
        years: str | None = None,
        article: str | None = None,
        sort: Sort = "title",
        limit: int | None = None,
        page: int = 1,
        facets: Sequence[str] = (),
    ) -> "FilmList":
        """Return all films, or those of some years or articles; `limit` None is all of them.

        They are read while they are asked for, so that thousands need no memory. Raises QueryError,
        and ValueError for a page or an order that there is not.
        """
        from kazsearch.search.catalog import film_list

        if limit is None:
            limit = max(self._snapshot.corpus.n_docs, 1)
        selection = Selection(years=years, article=article, sort=sort, limit=limit, page=page)
        selection.require_sense()
        return film_list(selection, self._known_facets(facets), self._snapshot)

    @in_turn
    def stats(self) -> "IndexStats":
        """Count what the index holds; reads all articles to tell which have changed since."""
        from kazsearch.search.statistics import index_stats

        return index_stats(self._snapshot)

    @in_turn
    def terms(self, prefix: str, *, limit: int = 20) -> "tuple[WordCount, ...]":
        """Return the words of the films that begin so, those that most films hold first."""
        _require(limit)
        from kazsearch.search.vocabulary import words_from

        return words_from(prefix, self._snapshot, limit=limit)

    @in_turn
    def complete_film_id(self, prefix: str, *, limit: int = 100) -> "tuple[KnownFilm, ...]":
        """Return the films whose film ids begin so, by film id."""
        _require(limit)
        from kazsearch.search.catalog import known_films

        film_ids = itertools.islice(self._snapshot.dictionary.film_ids_from(prefix), limit)
        return tuple(known_films(map(self._doc_id, film_ids), self._snapshot))

    @in_turn
    def extra_keys(self) -> list[str]:
        """Return the keys of all labelled extras, which are fields and facets too."""
        return self._snapshot.dictionary.extra_keys()

    @in_turn
    def paths(self) -> list[str]:
        """Return the paths of all articles that tell of films."""
        return self._snapshot.dictionary.paths()

    def _known_facets(self, names: Sequence[str]) -> list[str]:
        """Return the names of facets as the index has them. Raises OptionError."""
        known = self._snapshot.dictionary.extra_keys() if names else []
        return [_facet(name, known) for name in names]

    def _doc_id(self, film_id: str) -> int:
        doc_id = self._snapshot.find(film_id)
        if doc_id is None:
            raise FilmNotFoundError(
                f"no film has the id {film_id}: `kazsearch films` lists those that there are"
            )
        return doc_id


class _Closed:
    """Stands where a snapshot stood."""

    def close(self) -> None:
        """Do nothing a second time."""

    def __getattr__(self, name: str) -> NoReturn:
        raise IndexStateError("this index was closed: open it again")


def _facet(name: str, known: Sequence[str]) -> str:
    """Return the name of a facet; a text field is none. Raises OptionError."""
    from kazsearch.search.facets import FACETS

    facets = [*FACETS, *known]
    found = find_field(name, facets)
    if found is None or found not in facets:
        message = f"There is no facet {name}; name one of: {', '.join(facets)}."
        raise OptionError(message, option="facets", value=name)
    return found


def _require(limit: int) -> None:
    Selection(limit=limit).require_sense()
