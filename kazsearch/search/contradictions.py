"""Here is a film: where do its articles disagree?

An article that says nothing contradicts nobody, and neither do two descriptions or two facts. What
can't be right twice is the spelling of a title, the year, and a short extra such as the director;
an extra longer than `MAX_VALUE_CHARS` is prose, and prose of two hands always differs.
"""

import re
import unicodedata
from collections.abc import Iterator

from kazsearch.corpus.film import Film, film_id
from kazsearch.index.documents import Appearances
from kazsearch.index.snapshot import Snapshot
from kazsearch.search.known import Claim, Contradiction

MAX_VALUE_CHARS = 100


def contradictions(tellings: Appearances, snapshot: Snapshot) -> tuple[Contradiction, ...]:
    """Return what the tellings of one film, and of its title in other years, do not agree in."""
    found = [_contradiction("title", [_claim(film.title, film) for film in tellings])]
    found.append(_contradiction("year", list(_years(tellings, snapshot))))
    keys = dict.fromkeys(extra.key for film in tellings for extra in film.extras)
    for key in keys:
        values = [(_value(key, film), film) for film in tellings]
        claims = [_claim(value, film) for value, film in values if len(value) > 0]
        if all(len(claim.value) <= MAX_VALUE_CHARS for claim in claims):
            found.append(_contradiction(key, claims))
    return tuple(contradiction for contradiction in found if contradiction.claims)


def films_of_title(title: str, snapshot: Snapshot) -> list[int]:
    """Return the films of this very title, whatever their year, the one without a year first."""
    found = (snapshot.find(film_id(title, year)) for year in [None, *snapshot.dictionary.years()])
    key = film_id(title, None)
    return [
        doc_id
        for doc_id in found
        # `alien-3` may be Alien of the year 3 as well
        if doc_id is not None and film_id(snapshot.film(doc_id)[0].title, None) == key
    ]


def _years(tellings: Appearances, snapshot: Snapshot) -> Iterator[Claim]:
    for film in tellings:
        yield _claim(_year(film), film)
    for doc_id in films_of_title(tellings[0].title, snapshot):
        for film in snapshot.film(doc_id):
            if film.film_id != tellings[0].film_id:
                yield _claim(_year(film), film)


def _year(film: Film) -> str:
    return "no year" if film.year is None else str(film.year)


def _value(key: str, film: Film) -> str:
    return "; ".join(extra.text for extra in film.extras if extra.key == key)


def _claim(value: str, film: Film) -> Claim:
    source = film.source
    return Claim(value=value, film_id=film.film_id, path=source.path, line=source.span.line)


def _contradiction(subject: str, claims: list[Claim]) -> Contradiction:
    """Return the contradiction, without claims if they all say the same."""
    said = {_folded(claim.value) if subject != "title" else claim.value for claim in claims}
    return Contradiction(subject=subject, claims=tuple(claims) if len(said) > 1 else ())


def _folded(value: str) -> str:
    """Return what two ways of writing one value have in common."""
    return re.sub(r"[\s.,;]+", " ", unicodedata.normalize("NFKC", value).casefold()).strip()
