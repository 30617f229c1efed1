"""Which films are there, and what is known of each?"""

from collections.abc import Iterable, Iterator, Sequence

from kazsearch.index.snapshot import Snapshot
from kazsearch.search.answer import films_of
from kazsearch.search.facets import count_facets
from kazsearch.search.hits import place_of
from kazsearch.search.known import FilmList, KnownFilm
from kazsearch.search.selection import Selection, in_order
from kazsearch.search.staleness import stale_paths


def film_list(selection: Selection, facets: Sequence[str], snapshot: Snapshot) -> FilmList:
    """Return the films that the filters let pass, those of the page to be read one by one."""
    found = films_of(selection, snapshot)
    order = list(in_order(found, selection.sort, snapshot, n_needed=selection.n_needed))
    return FilmList(
        total=len(found),
        films=known_films(order[selection.n_skipped :], snapshot),
        facets=count_facets(found, facets, snapshot),
    )


def known_films(doc_ids: Iterable[int], snapshot: Snapshot) -> Iterator[KnownFilm]:
    """Yield what is known of each film, one at a time; reads an article's file at most once."""
    is_stale: dict[str, bool] = {}
    for doc_id in doc_ids:
        tellings = snapshot.film(doc_id)
        new = {film.source.path for film in tellings} - is_stale.keys()
        stale = stale_paths(new, snapshot) if new else ()
        is_stale.update({path: path in stale for path in new})
        yield KnownFilm(
            film_id=tellings[0].film_id,
            tellings=tellings,
            appearances=tuple(
                place_of(film, stale=is_stale[film.source.path]) for film in tellings
            ),
        )
