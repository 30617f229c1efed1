"""Put an article that was parsed from other lines back on the lines of its file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kazsearch.corpus.film import Article, Diagnostic, Film, LineRole, Span
from kazsearch.corpus.linewriter import SourceLine


def relocate(article: Article, lines: Sequence[SourceLine], file_lines: Sequence[str]) -> Article:
    """Return the article with each line number looked up in `lines`, which it was parsed from."""
    roles = [LineRole.MARKUP if line.strip() else LineRole.BLANK for line in file_lines]
    for line, role in zip(lines, article.roles, strict=True):
        if role is LineRole.BLANK or role is LineRole.MARKUP:
            continue
        for number in range(line.line, min(line.end_line, len(roles)) + 1):
            if roles[number - 1] is LineRole.MARKUP:
                roles[number - 1] = role
    return replace(
        article,
        films=tuple(_relocate_film(film, lines) for film in article.films),
        diagnostics=tuple(_relocate_diagnostics(article, lines)),
        roles=tuple(roles),
    )


def _relocate_film(film: Film, lines: Sequence[SourceLine]) -> Film:
    source = film.source
    description = source.description and _relocate_span(source.description, lines)
    return replace(
        film,
        source=replace(
            source,
            span=_relocate_span(source.span, lines),
            title=_relocate_span(source.title, lines),
            description=description,
            facts=tuple(_relocate_span(span, lines) for span in source.facts),
            extras=tuple(_relocate_span(span, lines) for span in source.extras),
        ),
    )


def _relocate_span(span: Span, lines: Sequence[SourceLine]) -> Span:
    line = lines[span.line - 1].line
    return Span(line=line, end_line=max(line, lines[span.end_line - 1].end_line))


def _relocate_diagnostics(article: Article, lines: Sequence[SourceLine]) -> Iterator[Diagnostic]:
    """Yield each diagnostic at its line; one on text of no film, at each line of that text."""
    for one in article.diagnostics:
        if one.line > len(lines):
            yield replace(one, line=1, column=1)
            continue
        line = lines[one.line - 1]
        end = line.end_line if article.roles[one.line - 1] is LineRole.DIAGNOSED else line.line
        for number in range(line.line, max(line.line, end) + 1):
            yield replace(one, line=number, column=1)
