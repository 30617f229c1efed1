"""What is odd about an article? Its diagnostics, from the blocks that were read."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from kazsearch.corpus.announcements import announced_counts
from kazsearch.corpus.diagnostics import diagnostic
from kazsearch.corpus.drafts import YEAR_KEYS, Draft, Paragraph, Piece
from kazsearch.corpus.film import Diagnostic
from kazsearch.corpus.labels import DESCRIPTION, FACT, printed_name
from kazsearch.corpus.lines import HEAD, ITEM, Line
from kazsearch.corpus.years import BRACKETED_YEARS
from kazsearch.lazy import lazy_re

_MAX_TITLE_WORDS = 8
_YEAR = lazy_re(r"\b(?:19|20)\d\d\b")
_ENDS = (".", "!", "?", "…", ":", ";", ",", "»", "”", '"')


class Finding(NamedTuple):
    """What is to be said of a line, which counts from 1: a diagnostic but for its place."""

    code: str
    message: str
    line: int


def review(
    drafts: Sequence[Draft],
    strays: Sequence[Paragraph],
    lines: Sequence[Line | None],
    *,
    path: str,
    lead: Sequence[Paragraph],
    closing: Sequence[Paragraph],
    today_year: int | None,
) -> Iterator[Diagnostic]:
    """Yield what there is to say of an article, in no order."""
    found = chain(
        _review(drafts, strays, lines, lead=lead, today_year=today_year),
        _review_closing(closing, lines),
    )
    for code, message, number in found:
        line = lines[number - 1] if number <= len(lines) else None
        column = 1 if line is None else line.indent + 1
        yield diagnostic(code, message, path=path, line=number, column=column)


def _review(
    drafts: Sequence[Draft],
    strays: Sequence[Paragraph],
    lines: Sequence[Line | None],
    *,
    lead: Sequence[Paragraph],
    today_year: int | None,
) -> Iterator[Finding]:
    if not drafts:
        yield Finding("no-films", "no film was found in the article", 1)
        return
    yield from _review_count(drafts, lead)
    odd = [draft for draft in drafts if not _is_complete(draft, today_year=today_year)]
    with_fact = len(drafts) - sum(not draft.of(FACT) for draft in odd)
    facts_are_usual = 2 * with_fact > len(drafts)
    for draft in odd:
        yield from _review_film(draft, facts_are_usual=facts_are_usual)
        yield from _review_year(draft, today_year=today_year)
    for draft in drafts:
        if draft.plain is None:
            yield from _review_texts(draft)
    seen: dict[tuple[str, int | None], int] = {}
    for draft in drafts:
        key = (draft.heading.title.casefold(), draft.year)
        if key in seen:
            message = f"{draft.heading.title} stands already in line {seen[key]}"
            yield Finding("repeated-film", message, draft.start + 1)
        seen.setdefault(key, draft.start + 1)
    orphans = {draft.orphans[0].start for draft in drafts if draft.orphans}
    for paragraph in strays:
        yield from _review_stray(paragraph, lines, orphan=paragraph.start in orphans)


def _review_stray(
    paragraph: Paragraph, lines: Sequence[Line | None], *, orphan: bool
) -> Iterator[Finding]:
    """Say of each line of a paragraph that it belongs to no film."""
    line = lines[paragraph.start]
    code, message = "stray-text", "text belongs to no film"
    if line is not None and line.kind is HEAD:
        code, message = "section-heading", "heading is no film's"
    if orphan:
        code, message = "missing-title", "the labels start over here, and no title stands above"
    for at in range(paragraph.start, paragraph.end + 1):
        yield Finding(code, message, at + 1)


def _review_count(drafts: Sequence[Draft], lead: Sequence[Paragraph]) -> Iterator[Finding]:
    """Compare the number of films with what the lead announces, whichever number it gives."""
    counts = [
        (count, paragraph) for paragraph in lead for count in announced_counts(paragraph.text)
    ]
    if counts and len(drafts) not in [count for count, _ in counts]:
        count, paragraph = counts[0]
        message = f"the lead announces {count} films, and {len(drafts)} were found"
        yield Finding("film-count", message, paragraph.start + 1)


def _is_complete(draft: Draft, *, today_year: int | None) -> bool:
    """Say at a glance that there is nothing to say of a film, as of nearly all."""
    year = draft.heading.year
    if year is None or (today_year is not None and year > today_year):
        return False
    if draft.plain is not None:
        usual = draft.plain.description is not None and bool(draft.plain.facts)
        return usual and all(key not in YEAR_KEYS for key, _ in draft.plain.extras)
    described = told = 0
    for piece in draft.pieces:
        key = piece.key
        if not piece.paragraphs or not piece.known or key in YEAR_KEYS:
            return False
        if key == DESCRIPTION:
            described += 1
        elif key == FACT:
            told += 1
    return described == 1 and told > 0


def _review_film(draft: Draft, *, facts_are_usual: bool) -> Iterator[Finding]:
    title = draft.heading.title
    named = {piece.key for piece in draft.pieces}
    if DESCRIPTION not in named:
        yield Finding("missing-description", f"{title} has no description", draft.start + 1)
    if FACT not in named and facts_are_usual:
        yield Finding("missing-fact", f"{title} has no fact", draft.start + 1)
    described = 0
    for piece in draft.pieces:
        yield from _review_label(piece)
        if piece.key == DESCRIPTION and piece.name:
            described += 1
            if described == 2:
                message = f"{title} has a second description"
                yield Finding("repeated-description", message, piece.start + 1)


def _review_texts(draft: Draft) -> Iterator[Finding]:
    """Say of a paragraph that could be the title of another film that it was not taken for one."""
    for piece in draft.pieces:
        for paragraph, _ in pairwise(piece.paragraphs):
            if paragraph.loose and _is_like_a_title(paragraph):
                message = f"this may be a title; it was taken for text of {draft.heading.title}"
                yield Finding("possible-title", message, paragraph.start + 1)


def _review_closing(
    closing: Sequence[Paragraph], lines: Sequence[Line | None]
) -> Iterator[Finding]:
    """Say of a paragraph with a year, before another, that it was not taken for a title."""
    for paragraph, _ in pairwise(closing):
        line = lines[paragraph.start]
        if line is None or line.kind is ITEM:
            continue
        if _is_like_a_title(paragraph) and _YEAR.search(paragraph.text):
            message = "this may be a title; it was taken for text of the closing"
            yield Finding("possible-title", message, paragraph.start + 1)


def _is_like_a_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.start == paragraph.end
        and len(text.split()) <= _MAX_TITLE_WORDS
        and not text[:1].islower()
        and (not text.endswith(_ENDS) or text.rstrip(".!…")[-6:] in BRACKETED_YEARS)
    )


def _review_label(piece: Piece) -> Iterator[Finding]:
    line = piece.start + 1
    if not piece.paragraphs:
        yield Finding("empty-block", f"no text under {piece.name}", line)
    if not piece.known and piece.guessed:
        message = f"{piece.name} was read as {printed_name(piece.key)}"
        yield Finding("misspelt-label", message, line)
    elif not piece.known:
        message = f"{piece.name} is no label that is known; its text is kept as {piece.key}"
        yield Finding("unknown-label", message, line)


def _review_year(draft: Draft, *, today_year: int | None) -> Iterator[Finding]:
    year = draft.year
    line = draft.start + 1
    if draft.labelled_year not in (None, year):
        message = f"{draft.heading.title} is of {year} here, and of {draft.labelled_year} below"
        yield Finding("year-mismatch", message, line)
    if year is None:
        yield Finding("missing-year", f"{draft.heading.title} has no year", line)
    elif today_year is not None and year > today_year:
        message = f"{draft.heading.title} is of {year}, which is still to come"
        yield Finding("future-year", message, line)
