"""Here is a term: which films, how often, where?"""

from dataclasses import dataclass

from whoosh.reading import IndexReader, TermNotFound


@dataclass(frozen=True, slots=True)
class Postings:
    """The live films that hold a term in one field, and how often, by ascending doc id."""

    doc_ids: tuple[int, ...] = ()
    term_freqs: tuple[int, ...] = ()


def read_postings(reader: IndexReader, field: str, term: str | bytes) -> Postings:
    """Return the postings of a term; empty where the index has it not.

    Deleted films are left out, so that the length of `doc_ids` is the true `doc_freq`, which
    Whoosh's own statistics are only after a merge.
    """
    doc_ids = []
    term_freqs = []
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return Postings()
    while matcher.is_active():
        doc_ids.append(matcher.id())
        term_freqs.append(int(matcher.weight()))
        matcher.next()
    return Postings(tuple(doc_ids), tuple(term_freqs))


def is_held(reader: IndexReader, field: str, term: str) -> bool:
    """Tell whether a live film holds a term in a field."""
    try:
        return bool(reader.postings(field, term).is_active())
    except TermNotFound:
        return False


def read_positions(reader: IndexReader, field: str, term: str) -> dict[int, list[int]]:
    """Return the ascending positions of a term in one field, by the doc id of each live film."""
    positions = {}
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return {}
    while matcher.is_active():
        positions[matcher.id()] = matcher.value_as("positions")
        matcher.next()
    return positions
