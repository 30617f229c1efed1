"""How do the films that were found spread over years, articles and labels?"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from kazsearch.index.snapshot import Snapshot

FACETS = ("year", "decade", "article")  # those of every index; the keys of extras are facets too


def count_facets(
    doc_ids: Collection[int], names: Sequence[str], snapshot: Snapshot
) -> dict[str, Mapping[str, int]]:
    """Count the films by each facet: "year", "decade", "article", or the key of an extra.

    Years and decades ascend, "unknown" last; the others come by falling count, then by name. A film
    that has several values of a facet counts for each.
    """
    return {name: _count(doc_ids, name, snapshot) for name in names}


def _count(doc_ids: Collection[int], name: str, snapshot: Snapshot) -> dict[str, int]:
    if name in {"year", "decade"}:
        years = Counter(snapshot.years_of(doc_ids))
        known = sorted(year for year in years if year is not None)
        counts: Counter[str] = Counter()
        for year in known:
            counts[str(year) if name == "year" else f"{year // 10 * 10}s"] += years[year]
        return dict(counts) | ({"unknown": years[None]} if years[None] else {})
    if name == "article":
        found = set(doc_ids)
        paths = {
            path: len(found.intersection(snapshot.films_of_article(path)))
            for path in snapshot.dictionary.paths()
        }
        return _by_count({path: count for path, count in paths.items() if count})
    values = Counter(value for doc_id in doc_ids for value in _extras(doc_id, name, snapshot))
    return _by_count(values)


def _extras(doc_id: int, key: str, snapshot: Snapshot) -> Iterable[str]:
    """Return the distinct values of a film's extra."""
    appearances = snapshot.film(doc_id)
    return {extra.text for film in appearances for extra in film.extras if extra.key == key}


def _by_count(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
