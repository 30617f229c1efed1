"""Which film does a block make, when it has been read?"""

from kazsearch.corpus.drafts import Draft, Plain, span_of
from kazsearch.corpus.film import Extra, Film, FilmSource, Span
from kazsearch.corpus.labels import DESCRIPTION, FACT


def film_of(draft: Draft, *, path: str) -> Film:
    """Return the film of a block that is complete."""
    if draft.plain is not None:
        return _plain_film(draft, draft.plain, path=path)
    start = end = draft.start
    descriptions: list[str] = []
    facts: list[str] = []
    extras: list[Extra] = []
    fact_spans: list[Span] = []
    extra_spans: list[Span] = []
    described: Span | None = None
    for piece in draft.pieces:
        end = max(end, piece.end)
        if not piece.paragraphs:
            continue
        if piece.key == FACT:
            facts.append(piece.text)
            fact_spans.append(piece.span)
        elif piece.key == DESCRIPTION:
            descriptions.append(piece.text)
            first = piece.span if described is None else described
            described = Span(line=first.line, end_line=piece.span.end_line)
        else:
            extras.append(Extra(key=piece.key, text=piece.text))
            extra_spans.append(piece.span)
    return Film(
        title=draft.heading.title,
        year=draft.year,
        alternative_titles=draft.heading.alternatives,
        description="\n\n".join(descriptions),
        facts=tuple(facts),
        extras=tuple(extras),
        source=FilmSource(
            path=path,
            span=span_of(start, end),
            title=span_of(start, start),
            description=described,
            facts=tuple(fact_spans),
            extras=tuple(extra_spans),
        ),
    )


def _plain_film(draft: Draft, plain: Plain, *, path: str) -> Film:
    start = draft.start
    title, year, _, alternatives, _, _ = draft.heading
    description, facts, others, end = plain
    extras: tuple[Extra, ...] = ()
    extra_spans: tuple[Span, ...] = ()
    if others:
        extras = tuple([Extra(key=key, text=line.value) for key, line in others])
        extra_spans = tuple([span_of(line.at, line.at) for _, line in others])
    return Film(
        title=title,
        year=year if year is not None else draft.year,
        alternative_titles=alternatives,
        description="" if description is None else description.value,
        facts=tuple([line.value for line in facts]),
        extras=extras,
        source=FilmSource(
            path=path,
            span=span_of(start, end),
            title=span_of(start, start),
            description=None if description is None else span_of(description.at, description.at),
            facts=tuple([span_of(line.at, line.at) for line in facts]),
            extras=extra_spans,
        ),
    )
