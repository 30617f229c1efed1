"""What is odd about an article? Its diagnostics, from the blocks that were read."""

from collections.abc import Iterator, Sequence

from kazsearch.corpus.blocks import Draft, Paragraph, Piece
from kazsearch.corpus.diagnostics import diagnostic
from kazsearch.corpus.film import Diagnostic, film_id
from kazsearch.corpus.labels import DESCRIPTION, FACT, YEAR, printed_name
from kazsearch.corpus.lines import Kind, Line


def review(
    drafts: Sequence[Draft],
    strays: Sequence[Paragraph],
    lines: Sequence[Line | None],
    *,
    path: str,
    today_year: int | None,
) -> Iterator[Diagnostic]:
    """Yield what there is to say of an article, in no order."""
    if not drafts:
        yield diagnostic("no-films", "no film was found in the article", path=path, line=1)
        return
    facts_are_usual = 2 * sum(bool(draft.of(FACT)) for draft in drafts) > len(drafts)
    seen: dict[str, int] = {}
    for draft in drafts:
        yield from _review_film(draft, path=path, facts_are_usual=facts_are_usual)
        yield from _review_year(draft, path=path, today_year=today_year)
        key = film_id(draft.heading.title, draft.heading.year)
        if key in seen:
            message = f"{draft.heading.title} stands already in line {seen[key]}"
            yield diagnostic("repeated-film", message, path=path, line=draft.start + 1)
        seen.setdefault(key, draft.start + 1)
    for paragraph in strays:
        line = lines[paragraph.start]
        head = line is not None and line.kind is Kind.HEAD
        code = "section-heading" if head else "stray-text"
        message = "heading is no film's" if head else "text belongs to no film"
        for index in range(paragraph.start, paragraph.end + 1):
            yield diagnostic(code, message, path=path, line=index + 1)


def _review_film(draft: Draft, *, path: str, facts_are_usual: bool) -> Iterator[Diagnostic]:
    title = draft.heading.title
    named = {piece.key for piece in draft.pieces}
    if DESCRIPTION not in named:
        message = f"{title} has no description"
        yield diagnostic("missing-description", message, path=path, line=draft.start + 1)
    if FACT not in named and facts_are_usual:
        yield diagnostic("missing-fact", f"{title} has no fact", path=path, line=draft.start + 1)
    described = 0
    for piece in draft.pieces:
        yield from _review_label(piece, path=path)
        if piece.key == DESCRIPTION and piece.name:
            described += 1
            if described == 2:
                message = f"{title} has a second description"
                yield diagnostic("repeated-description", message, path=path, line=piece.start + 1)


def _review_label(piece: Piece, *, path: str) -> Iterator[Diagnostic]:
    line = piece.start + 1
    if not piece.paragraphs:
        yield diagnostic("empty-block", f"no text under {piece.name}", path=path, line=line)
    if not piece.known and piece.guessed:
        message = f"{piece.name} was read as {printed_name(piece.key)}"
        yield diagnostic("misspelt-label", message, path=path, line=line)
    elif not piece.known:
        message = f"{piece.name} is no label that is known; its text is kept as {piece.key}"
        yield diagnostic("unknown-label", message, path=path, line=line)


def _review_year(draft: Draft, *, path: str, today_year: int | None) -> Iterator[Diagnostic]:
    year = draft.heading.year
    line = draft.start + 1
    if year is None and not draft.of(YEAR):
        yield diagnostic("missing-year", f"{draft.heading.title} has no year", path=path, line=line)
    elif year is not None and today_year is not None and year > today_year:
        message = f"{draft.heading.title} is of {year}, which is still to come"
        yield diagnostic("future-year", message, path=path, line=line)
