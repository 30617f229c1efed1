"""How does a film stand in the index, and how does it come out again?

A film is one document. What its appearances say in one field is joined with U+2029, which no text
of a film holds (`kazsearch.corpus.film`) and over which no phrase matches.
The texts are stored once, as Whoosh's own highlighter wants them; the stored `appearances` say how
to cut them up again.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Any

from kazsearch.corpus.film import Extra, Film, FilmSource, Span
from kazsearch.index.document import Document
from kazsearch.index.fields import EXTRA_PREFIX, INDEX_VERSION, WHOLE_TITLE, year_terms
from kazsearch.record import record
from kazsearch.text.analyzer import PARAGRAPH_SEPARATOR, terms
from kazsearch.text.numerals import as_digits

_joined = PARAGRAPH_SEPARATOR.join
# what `json.dumps` makes anew for each call that has options
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Appearances = tuple[Film, ...]  # of one film, in the order of path and line


@record
class ArticleRecord:
    """What the index knows of an article: the version its films came from."""

    path: str
    digest: str
    film_ids: tuple[str, ...]


@record
class CorpusRecord:
    """What the index knows of the corpus as a whole.

    `version` says who can search it, `parser_key` by which rules the articles were read;
    `total_lengths` are the tokens of all films by text field; `location` is the corpus folder as
    seen from the index folder.
    """

    version: str = ""
    parser_key: str = ""
    n_docs: int = 0
    total_lengths: Mapping[str, int] = field(default_factory=dict)
    location: str = ""


def article_document(record: ArticleRecord) -> Document:
    """Return the document of an article."""
    return Document(
        keys={"kind": (b"article",), "article": (record.path.encode(),)},
        stored={
            "article": record.path.encode(),
            "digest": record.digest.encode(),
            "films": _json(record.film_ids),
        },
    )


def article_from(value: Callable[[str], Any]) -> ArticleRecord:
    """Return the article of which `value` gives the stored values by name."""
    return ArticleRecord(
        path=value("article"), digest=value("digest"), film_ids=tuple(value("films"))
    )


def corpus_document(record: CorpusRecord) -> Document:
    """Return the document of the corpus."""
    stored = (
        record.version,
        record.parser_key,
        record.n_docs,
        dict(record.total_lengths),
        _portable(record.location),
    )
    # in ASCII alone, as a name that is no text could not be written otherwise
    return Document(keys={"kind": (b"corpus",)}, stored={"corpus": json.dumps(stored).encode()})


def corpus_from(stored: Sequence[Any]) -> CorpusRecord:
    """Return the corpus of which this is the stored value; of another version, that alone."""
    version: str = stored[0]
    if version != INDEX_VERSION:
        return CorpusRecord(version=version)
    _, parser_key, n_docs, total_lengths, location = stored
    return CorpusRecord(
        version=version,
        parser_key=parser_key,
        n_docs=n_docs,
        total_lengths=total_lengths,
        location=_native(location),
    )


def _portable(path: str) -> str:
    """Return a path as it is read in any locale; bytes of it that are no UTF-8 are surrogates."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _native(path: str) -> str:
    """Return a stored path as this process names files."""
    return os.fsdecode(path.encode("utf-8", "surrogateescape"))


def film_document(film_id: str, appearances: Appearances) -> Document:
    """Return the document of a film, which all its appearances have the id of."""
    first = appearances[0]
    titles = [name for film in appearances for name in _titles(film)]
    extras = [extra for film in appearances for extra in film.extras]
    texts = {
        "title": _joined(titles),
        "description": _joined([film.description for film in appearances]),
        "fact": _joined([fact for film in appearances for fact in film.facts]),
        "extra": _joined([extra.text for extra in extras]),
    }
    by_label: dict[str, list[str]] = {}
    for extra in extras:
        by_label.setdefault(EXTRA_PREFIX + extra.key, []).append(extra.text)
    texts.update({name: _joined(each) for name, each in by_label.items()})
    paths = dict.fromkeys(film.source.path for film in appearances)
    return Document(
        texts=texts,
        keys={
            "kind": (b"film",),
            "film_id": (film_id.encode(),),
            "path": tuple(path.encode() for path in paths),
            WHOLE_TITLE: _whole_titles(titles),
            "year": () if first.year is None else year_terms(first.year),
        },
        stored={
            "title": first.title.encode(),
            "description": texts["description"].encode(),
            "fact": texts["fact"].encode(),
            "extra": texts["extra"].encode(),
            "film_id": film_id.encode(),
            **({} if first.year is None else {"year": first.year}),
            "path": first.source.path.encode(),
            "line": first.source.span.line,
            "end_line": first.source.span.end_line,
            "appearances": _json([_pack(film) for film in appearances]),
            "order": order_key(first.title, first.year, film_id).encode(),
        },
    )


# stems of what may stand before the number of a film: `Part II`, `часть 2`
_PARTS = frozenset({"part", "chapter", "episod", "volum", "vol", "част", "глав", "бөлім"})


def whole_title(title_terms: Sequence[str]) -> str:
    """Return the term of a whole title that consists of these terms.

    >>> whole_title(["godfath", "part", "ii"]), whole_title(["chapter", "two"])
    ('godfath 2', 'chapter 2')
    """
    words = list(map(as_digits, title_terms))
    if not _PARTS.isdisjoint(words[1:]):
        parted = pairwise([*words[1:], ""])
        words[1:] = [word for word, after in parted if word not in _PARTS or not after.isdecimal()]
    return " ".join(words)


def _whole_titles(titles: Iterable[str]) -> Iterable[bytes]:
    found: dict[bytes, None] = {}
    for name in titles:
        for part in (name, name.partition(":")[0]) if ":" in name else (name,):
            found[whole_title(terms(part)).encode()] = None
    found.pop(b"", None)
    return [*found]


def films_from(value: Callable[[str], Any]) -> Appearances:
    """Return the appearances of the film of which `value` gives the stored values by name."""
    descriptions = iter(value("description").split(PARAGRAPH_SEPARATOR))
    facts = iter(value("fact").split(PARAGRAPH_SEPARATOR))
    extras = iter(value("extra").split(PARAGRAPH_SEPARATOR))
    year = value("year")
    return tuple(
        _unpack(packed, year, descriptions, facts, extras) for packed in value("appearances")
    )


def first_paragraph(stored: str) -> str:
    """Return what the first of a film's appearances says in a field.

    >>> first_paragraph("He writes.\u2029He rides.")
    'He writes.'
    """
    return stored.partition(PARAGRAPH_SEPARATOR)[0]


def order_key(title: str, year: int | None, film_id: str) -> str:
    """Return what films of equal score are ordered by: title, year, film id."""
    return "\0".join((title.casefold(), "" if year is None else f"{year:05}", film_id))


def _titles(film: Film) -> tuple[str, ...]:
    return (film.title, *film.alternative_titles)


def _pack(film: Film) -> tuple[Any, ...]:
    source = film.source
    return (
        source.path,
        _titles(film),
        tuple(extra.key for extra in film.extras),
        _pack_span(source.span),
        _pack_span(source.title),
        source.description and _pack_span(source.description),
        tuple(_pack_span(span) for span in source.facts),
        tuple(_pack_span(span) for span in source.extras),
    )


def _unpack(
    packed: Sequence[Any], year: int | None, descriptions: Any, facts: Any, extras: Any
) -> Film:
    path, titles, keys, span, title, description, fact_spans, extra_spans = packed
    return Film(
        title=titles[0],
        year=year,
        alternative_titles=tuple(titles[1:]),
        description=next(descriptions),
        facts=tuple(next(facts) for _ in fact_spans),
        extras=tuple(Extra(key=key, text=next(extras)) for key in keys),
        source=FilmSource(
            path=path,
            span=_unpack_span(span),
            title=_unpack_span(title),
            description=description and _unpack_span(description),
            facts=tuple(_unpack_span(span) for span in fact_spans),
            extras=tuple(_unpack_span(span) for span in extra_spans),
        ),
    )


def _pack_span(span: Span) -> tuple[int, int]:
    return (span.line, span.end_line)


def _json(value: Any) -> bytes:
    return _encode(value).encode()


def _unpack_span(lines: Sequence[int]) -> Span:
    return Span(line=lines[0], end_line=lines[1])
