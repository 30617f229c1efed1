"""Here is a text: which article is it, and what is odd about it?

    article     := lead film* closing
    film        := heading block*
    block       := label text | text
    text        := paragraph (blank+ paragraph)*
    paragraph   := line+

Lines are read one by one first (`lines.py`), then the lines that open a film are found
(`openings.py`, `headings.py`), then the lines up to the next opening are that film's
(`blocks.py`). Text under a heading before any label is the description. A paragraph without a label
goes on with the block above it; after the last film's it is the closing, unless it is indented.
"""

from collections.abc import Sequence
from itertools import pairwise

from kazsearch.corpus.blocks import (
    Draft,
    Paragraph,
    Piece,
    loose_tail,
    read_block,
    read_paragraphs,
)
from kazsearch.corpus.characters import plain_lines
from kazsearch.corpus.decoding import decode
from kazsearch.corpus.film import (
    Article,
    Diagnostic,
    Extra,
    Film,
    FilmSource,
    LineRole,
    Span,
)
from kazsearch.corpus.formatting import format_article
from kazsearch.corpus.headings import read_year
from kazsearch.corpus.labels import DESCRIPTION, FACT, YEAR, LabelTable, default_labels
from kazsearch.corpus.lines import Kind, Line, classify
from kazsearch.corpus.openings import find_openings
from kazsearch.corpus.review import review

__all__ = ["PARSER_VERSION", "format_article", "parse_article", "parse_bytes"]

PARSER_VERSION = 1
"""Goes up whenever the same bytes may give another article: part of the index's change key."""


def parse_bytes(
    data: bytes, *, path: str, labels: LabelTable | None = None, today_year: int | None = None
) -> Article:
    """Decode and parse one article. Raises ArticleUnreadableError for bytes that are no text."""
    decoded = decode(data, path=path)
    return parse_article(
        decoded.text,
        path=path,
        labels=labels,
        today_year=today_year,
        diagnostics=decoded.diagnostics,
    )


def parse_article(
    text: str,
    *,
    path: str,
    labels: LabelTable | None = None,
    today_year: int | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
) -> Article:
    """Parse one article; any text is one. `path` is relative to the corpus, with `/`.

    A film later than `today_year` gets a diagnostic. `diagnostics` go before those found here.
    """
    table = labels if labels is not None else default_labels()
    raws = plain_lines(text)
    lines = [classify(raw, index, table) for index, raw in enumerate(raws)]
    drafts = _read_drafts(lines, table)
    lead = read_paragraphs(lines[: drafts[0].start] if drafts else lines)
    closing = _cut_tail(drafts)
    strays: list[Paragraph] = []
    for draft, following in pairwise(drafts):
        strays += draft.past + read_paragraphs(lines[draft.end : following.start])
    if drafts:
        closing += drafts[-1].past + read_paragraphs(lines[drafts[-1].end :])
    found = review(drafts, strays, lines, path=path, today_year=today_year)
    return Article(
        path=path,
        lead="\n\n".join(paragraph.text for paragraph in lead),
        films=tuple(_film(draft, path=path) for draft in drafts),
        closing="\n\n".join(paragraph.text for paragraph in closing),
        diagnostics=tuple(sorted([*diagnostics, *found], key=lambda one: (one.line, one.column))),
        roles=_roles(lines, drafts, lead=lead, strays=strays, closing=closing),
    )


def _read_drafts(lines: Sequence[Line | None], table: LabelTable) -> list[Draft]:
    openings = find_openings(lines)
    starts = list(openings)
    drafts = []
    for start, until in zip(starts, [*starts[1:], len(lines)], strict=False):
        end = _block_end(lines, start, until)
        pieces, past = read_block(lines[start + 1 : end], table)
        draft = Draft(heading=openings[start], start=start, end=end, pieces=pieces, past=past)
        drafts.append(draft)
    return drafts


def _block_end(lines: Sequence[Line | None], start: int, until: int) -> int:
    """Return where a block ends: at the next opening, or at a heading that is no part of it."""
    level = getattr(lines[start], "level", 0)
    for index in range(start + 1, until):
        line = lines[index]
        if (
            line is not None
            and line.kind is Kind.HEAD
            and line.label is None
            and (not level or line.level <= level)
        ):
            return index
    return until


def _cut_tail(drafts: Sequence[Draft]) -> list[Paragraph]:
    """Take the closing off the last film: the paragraphs that other films do not have."""
    if not drafts:
        return []
    *others, last = drafts
    tail = loose_tail(last.pieces)
    habit = sorted(len(loose_tail(draft.pieces)) for draft in others)
    if last.labelled:
        usual = habit[(len(habit) - 1) // 2] if habit else 0
    else:
        usual = habit[-1] if habit else len(tail)
    cut = tail[usual:]
    if cut:
        piece = last.pieces[-1]
        del piece.paragraphs[len(piece.paragraphs) - len(cut) :]
        if not piece.paragraphs:
            last.pieces.pop()
    return cut


def _film(draft: Draft, *, path: str) -> Film:
    heading = draft.heading
    descriptions = draft.of(DESCRIPTION)
    facts = draft.of(FACT)
    extras = [piece for piece in draft.pieces if piece.key not in (DESCRIPTION, FACT)]
    extras = [piece for piece in extras if piece.paragraphs]
    title = Span(line=draft.start + 1, end_line=draft.start + 1)
    ends = [piece.span.end_line for piece in draft.pieces]
    source = FilmSource(
        path=path,
        span=Span(line=title.line, end_line=max([title.line, *ends])),
        title=title,
        description=_hull(descriptions),
        facts=tuple(piece.span for piece in facts),
        extras=(title,) * len(heading.extras) + tuple(piece.span for piece in extras),
    )
    return Film(
        title=heading.title,
        year=heading.year if heading.year is not None else _labelled_year(extras),
        alternative_titles=heading.alternatives,
        description="\n\n".join(piece.text for piece in descriptions),
        facts=tuple(piece.text for piece in facts),
        extras=heading.extras + tuple(Extra(key=one.key, text=one.text) for one in extras),
        source=source,
    )


def _labelled_year(extras: Sequence[Piece]) -> int | None:
    """Return the year that a `Year:` label gives, for a heading without one."""
    for piece in extras:
        if piece.key == YEAR and (year := read_year(piece.text)) is not None:
            return year
    return None


def _hull(pieces: Sequence[Piece]) -> Span | None:
    if not pieces:
        return None
    return Span(line=pieces[0].span.line, end_line=pieces[-1].span.end_line)


_ROLES = {DESCRIPTION: LineRole.DESCRIPTION, FACT: LineRole.FACT}


def _roles(
    lines: Sequence[Line | None],
    drafts: Sequence[Draft],
    *,
    lead: Sequence[Paragraph],
    strays: Sequence[Paragraph],
    closing: Sequence[Paragraph],
) -> tuple[LineRole, ...]:
    """Return what became of each line. What is read nowhere has nothing to read: markup."""
    roles = [LineRole.BLANK if line is None else LineRole.MARKUP for line in lines]
    marks: list[tuple[int, int, LineRole]] = []
    for paragraphs, role in (
        (lead, LineRole.LEAD),
        (strays, LineRole.DIAGNOSED),
        (closing, LineRole.CLOSING),
    ):
        marks += [(paragraph.start, paragraph.end, role) for paragraph in paragraphs]
    for draft in drafts:
        marks.append((draft.start, draft.start, LineRole.TITLE))
        marks += [
            (piece.start, piece.end, _ROLES.get(piece.key, LineRole.EXTRA))
            for piece in draft.pieces
        ]
    for start, end, role in marks:
        for index in range(start, end + 1):
            line = lines[index]
            if line is not None and line.kind is not Kind.RULE and line.kind is not Kind.QUIET:
                roles[index] = role
    return tuple(roles)
