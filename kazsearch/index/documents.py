"""How does a film stand in the index, and how does it come out again?

A film is one document. What its appearances say in one field is joined with U+2029, which no text
of a film holds (`kazsearch.corpus.film`) and over which no phrase matches.
The texts are stored once, as Whoosh's own highlighter wants them; the stored `appearances` say how
to cut them up again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kazsearch.corpus.film import Extra, Film, FilmSource, Span
from kazsearch.index.schema import EXTRA_PREFIX, INDEX_VERSION, TEXT_FIELDS, WORD_PREFIX
from kazsearch.text.analyzer import PARAGRAPH_SEPARATOR, Token, analyze
from kazsearch.text.words import normal_form

Appearances = tuple[Film, ...]  # of one film, in the order of path and line


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """What the index knows of an article: the version its films came from."""

    path: str
    digest: str
    film_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
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


def article_document(record: ArticleRecord) -> dict[str, Any]:
    """Return the fields of an article's document."""
    return {
        "kind": "article",
        "article": record.path,
        "digest": record.digest,
        "films": record.film_ids,
    }


def article_from(stored: Mapping[str, Any]) -> ArticleRecord:
    """Return the article of which these are the stored fields."""
    return ArticleRecord(
        path=stored["article"], digest=stored["digest"], film_ids=tuple(stored["films"])
    )


def corpus_document(record: CorpusRecord) -> dict[str, Any]:
    """Return the fields of the corpus's document."""
    return {
        "kind": "corpus",
        "corpus": (
            record.version,
            record.parser_key,
            record.n_docs,
            dict(record.total_lengths),
            record.location,
        ),
    }


def corpus_from(stored: Mapping[str, Any]) -> CorpusRecord:
    """Return the corpus of which these are the stored fields; of another version, that alone."""
    version: str = stored["corpus"][0]
    if version != INDEX_VERSION:
        return CorpusRecord(version=version)
    _, parser_key, n_docs, total_lengths, location = stored["corpus"]
    return CorpusRecord(
        version=version,
        parser_key=parser_key,
        n_docs=n_docs,
        total_lengths=total_lengths,
        location=location,
    )


def film_document(appearances: Appearances) -> dict[str, Any]:
    """Return the fields of a film, by the schema's names."""
    first = appearances[0]
    texts = {
        "title": [name for film in appearances for name in _titles(film)],
        "description": [film.description for film in appearances],
        "fact": [fact for film in appearances for fact in film.facts],
        "extra": [extra.text for film in appearances for extra in film.extras],
    }
    for film in appearances:
        for extra in film.extras:
            texts.setdefault(EXTRA_PREFIX + extra.key, []).append(extra.text)
    joined = {name: PARAGRAPH_SEPARATOR.join(parts) for name, parts in texts.items()}
    tokens = {name: analyze(text) for name, text in joined.items()}
    paths = list(dict.fromkeys(film.source.path for film in appearances))
    return {
        "kind": "film",
        "film_id": first.film_id,
        "year": first.year,
        **tokens,
        **{f"_stored_{name}": joined[name] for name in TEXT_FIELDS},
        "_stored_title": first.title,
        **{WORD_PREFIX + name: _surface_forms(found) for name, found in tokens.items()},
        **{f"{name}_length": len(tokens[name]) for name in TEXT_FIELDS},
        "path": paths,
        "_stored_path": paths[0],
        "line": first.source.span.line,
        "end_line": first.source.span.end_line,
        "appearances": tuple(_pack(film) for film in appearances),
        "order": order_key(first).encode(),
    }


def films_from(stored: Mapping[str, Any]) -> Appearances:
    """Return the appearances of a film from the stored fields of its document."""
    descriptions = iter(stored["description"].split(PARAGRAPH_SEPARATOR))
    facts = iter(stored["fact"].split(PARAGRAPH_SEPARATOR))
    extras = iter(stored["extra"].split(PARAGRAPH_SEPARATOR))
    return tuple(
        _unpack(packed, stored.get("year"), descriptions, facts, extras)
        for packed in stored["appearances"]
    )


def lengths(document: Mapping[str, Any]) -> Counter[str]:
    """Return the number of tokens of a film in each text field."""
    return Counter({name: document[f"{name}_length"] for name in TEXT_FIELDS})


def order_key(film: Film) -> str:
    """Return what films of equal score are ordered by: title, year, film id."""
    year = "" if film.year is None else f"{film.year:05}"
    return "\0".join((film.title.casefold(), year, film.film_id))


def _titles(film: Film) -> tuple[str, ...]:
    return (film.title, *film.alternative_titles)


def _surface_forms(tokens: Iterable[Token]) -> list[str]:
    return sorted({normal_form(token.text) for token in tokens})


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
    packed: tuple[Any, ...], year: int | None, descriptions: Any, facts: Any, extras: Any
) -> Film:
    path, titles, keys, span, title, description, fact_spans, extra_spans = packed
    return Film(
        title=titles[0],
        year=year,
        alternative_titles=titles[1:],
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


def _unpack_span(lines: tuple[int, int]) -> Span:
    return Span(line=lines[0], end_line=lines[1])
