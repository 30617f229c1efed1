"""Which fields does the index have, and of which version are they?

One document stands for one film, whatever the number of articles that tell of it; one more for each
article (its path and digest), one for the corpus (versions and totals), and one for the terms that
each commit brought: so that a single commit carries all that belongs together.
"""

from functools import lru_cache

from kazsearch.text.analyzer import ANALYZER_VERSION

SCHEMA_VERSION = 3
INDEX_VERSION = f"{SCHEMA_VERSION}.{ANALYZER_VERSION}"  # what must agree for a search to be right

TEXT_FIELDS = ("title", "description", "fact", "extra")
EXTRA_PREFIX = "extra_"  # `extra_director` holds what `extra` holds, of that label alone
WORD_PREFIX = "word_"  # `word_title` holds the distinct words of `title` as they are written

WHOLE_TITLE = "whole_title"  # holds the terms of each title, and of what stands before its colon

# the stored values of all kinds of documents, and how each is kept (`segment_file`)
STORED = {
    # of a film
    "film_id": "text",
    "title": "text",
    "description": "text",
    "fact": "text",
    "extra": "text",
    "year": "number",
    "path": "text",
    "line": "number",
    "end_line": "number",
    "appearances": "json",
    "order": "bytes",  # where a film stands among equal scores
    # of an article
    "article": "text",
    "digest": "text",
    "films": "json",
    # of the corpus
    "corpus": "json",
}


_SHIFTS = range(0, 32, 4)  # of Whoosh's NUMERIC field


@lru_cache(maxsize=4096)
def year_terms(year: int) -> tuple[bytes, ...]:
    """Return the terms of a year in Whoosh's NUMERIC field: the year, then ranges that hold it.

    >>> [term.hex() for term in year_terms(2008)[:2]]
    ['00800007d8', '040800007d']
    """
    sortable = year + (1 << 31)
    return tuple(bytes([shift]) + (sortable >> shift).to_bytes(4, "big") for shift in _SHIFTS)


def year_of(term: bytes) -> int | None:
    """Return the year of a term; None for the terms that stand for ranges.

    >>> [year_of(term) for term in year_terms(1970)[:2]]
    [1970, None]
    """
    return int.from_bytes(term[1:], "big") - (1 << 31) if term[:1] == b"\0" else None


def index_fields(name: str) -> tuple[str, ...]:
    """Return the index's fields that a field of the query language stands for."""
    return (name,) if name in TEXT_FIELDS else (EXTRA_PREFIX + name,)
