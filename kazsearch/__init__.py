"""Turn a folder of raw text articles about films into a film index, and ask it.

>>> from kazsearch import parse_article
>>> article = parse_article("The Poet (2009)\\nDescription: He writes.\\n", path="poets.txt")
>>> article.films[0].title, article.films[0].year
('The Poet', 2009)
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kazsearch.corpus.article import parse_article as parse_article
    from kazsearch.corpus.film import Article as Article
    from kazsearch.corpus.film import Film as Film
    from kazsearch.errors import KazsearchError as KazsearchError
    from kazsearch.index.build import build as build
    from kazsearch.search.hits import Hit as Hit
    from kazsearch.search.searcher import open_index as open_index

_HOMES = {
    "Article": "kazsearch.corpus.film",
    "Film": "kazsearch.corpus.film",
    "Hit": "kazsearch.search.hits",
    "KazsearchError": "kazsearch.errors",
    "build": "kazsearch.index.build",
    "open_index": "kazsearch.search.searcher",
    "parse_article": "kazsearch.corpus.article",
}

__all__ = [
    "Article",
    "Film",
    "Hit",
    "KazsearchError",
    "build",
    "open_index",
    "parse_article",
]


def __getattr__(name: str) -> object:
    # the command line imports this package too, and must not wait for what it does not use
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
