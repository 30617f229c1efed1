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

import functools
import gc
import itertools
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kazsearch.corpus.announcements import announced_counts
from kazsearch.corpus.blocks import read_block
from kazsearch.corpus.candidates import Opening
from kazsearch.corpus.characters import split_lines
from kazsearch.corpus.closings import cut_tail
from kazsearch.corpus.decoding import decode
from kazsearch.corpus.drafts import Draft, read_paragraphs
from kazsearch.corpus.film import Article, Diagnostic
from kazsearch.corpus.film_tables import FilmTable, find_film_tables, openings_of, without_rows
from kazsearch.corpus.films import film_of
from kazsearch.corpus.formatting import format_article
from kazsearch.corpus.labels import DESCRIPTION, FACT, LabelTable, default_labels
from kazsearch.corpus.lines import HEAD, QUIET, Line
from kazsearch.corpus.openings import find_openings
from kazsearch.corpus.reading import read_lines
from kazsearch.corpus.relocation import relocate
from kazsearch.corpus.review import review
from kazsearch.corpus.roles import find_roles
from kazsearch.corpus.rows import label_rows
from kazsearch.corpus.sections import with_section_heads
from kazsearch.corpus.shapes import is_past
from kazsearch.corpus.title_above import with_titles_above
from kazsearch.corpus.webpage import declared_encoding, is_webpage, read_webpage

__all__ = ["PARSER_VERSION", "format_article", "parse_article", "parse_bytes"]

_LEAD_CHARS = 3000
"""How far into an article the number of its films is announced."""

_FEW_FILMS = 2
"""In so few films one name may be repeated by chance."""

PARSER_VERSION = 5
"""Goes up whenever the same bytes may give another article: part of the index's change key."""


def parse_bytes(
    data: bytes, *, path: str, labels: LabelTable | None = None, today_year: int | None = None
) -> Article:
    """Decode and parse one article, as HTML if its name says so.

    Raises ArticleUnreadableError for bytes that are no text.
    """
    webpage = is_webpage(path)
    decoded = decode(data, path=path, declared=declared_encoding(data) if webpage else None)
    parse = _parse_webpage if webpage else functools.partial(_parse, odd=decoded.odd)
    article = parse(decoded.text, path=path, labels=labels, today_year=today_year)
    if not decoded.diagnostics:
        return article
    return replace(article, diagnostics=in_order([*decoded.diagnostics, *article.diagnostics]))


def _parse_webpage(
    text: str, *, path: str, labels: LabelTable | None, today_year: int | None
) -> Article:
    """Parse the text of a page, then put everything back on the lines of the file."""
    lines = read_webpage(text, path=path)
    inner = "".join(f"{line.text}\n" for line in lines)
    article = parse_article(inner, path=path, labels=labels, today_year=today_year)
    return relocate(article, lines, split_lines(text))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics in the order of the file."""
    return tuple(sorted(diagnostics, key=lambda one: (one.line, one.column, one.code)))


def parse_article(
    text: str,
    *,
    path: str,
    labels: LabelTable | None = None,
    today_year: int | None = None,
) -> Article:
    """Parse one article; any text is one. `path` is relative to the corpus, with `/`.

    A film later than `today_year` gets a diagnostic.
    """
    return _parse(text, odd=None, path=path, labels=labels, today_year=today_year)


def _parse(
    text: str, *, odd: str | None, path: str, labels: LabelTable | None, today_year: int | None
) -> Article:
    """Parse one article; `odd` are its odd characters, where they are known.

    The garbage collector is still meanwhile: an article's lines are thousands of records, none in a
    cycle, and it would look through them again and again, which took a fifth of the time.
    """
    table = labels if labels is not None else default_labels()
    collects = gc.isenabled()
    gc.disable()
    try:
        lines = read_lines(text, table, odd=odd)
        if "|" in text:
            label_rows(lines, table)
        return _read_article(lines, text, table, path=path, today_year=today_year)
    finally:
        if collects:
            gc.enable()


def _read_article(
    read: list[Line | None],
    text: str,
    table: LabelTable,
    *,
    path: str,
    today_year: int | None,
) -> Article:
    """Read the lines of an article as one."""
    openings = _find_openings(read, text, table)
    lines = with_section_heads(read, [opening.line for opening in openings])
    drafts = _read_drafts(openings, lines, table)
    lead = read_paragraphs(lines[: drafts[0].start] if drafts else lines)
    closing = cut_tail(drafts)
    strays = [paragraph for draft in drafts for paragraph in draft.orphans]
    for draft, following in pairwise(drafts):
        if draft.past or draft.end < following.start:
            strays += [*draft.past, *read_paragraphs(lines[draft.end : following.start])]
    if drafts:
        closing += [*drafts[-1].past, *read_paragraphs(lines[drafts[-1].end :])]
    found = review(
        drafts, strays, lines, path=path, lead=lead, closing=closing, today_year=today_year
    )
    return Article(
        path=path,
        lead="\n\n".join(paragraph.text for paragraph in lead),
        films=tuple([film_of(draft, path=path) for draft in drafts]),
        closing="\n\n".join(paragraph.text for paragraph in closing),
        diagnostics=in_order(found),
        roles=find_roles(lines, drafts, lead=lead, strays=strays, closing=closing),
    )


def _find_openings(lines: list[Line | None], text: str, table: LabelTable) -> Sequence[Opening]:
    """Return what opens each film, in order; makes the heads of tables quiet, in place."""
    film_tables = find_film_tables(lines, table) if "|" in text or "\t" in text else []
    found = _openings_beside(film_tables, lines, text)
    opened = openings_of(film_tables, found, lines, table) if film_tables else []
    if film_tables and not opened:
        found = _openings_beside([], lines, text)
    for each, films in opened:
        if each.above is not None:
            lines[each.above.at] = each.above._replace(kind=QUIET)
        found += films
    return with_titles_above(sorted(found, key=lambda one: one.line.at), lines)


def _openings_beside(
    film_tables: Sequence[FilmTable], lines: Sequence[Line | None], text: str
) -> list[Opening]:
    """Return what opens films beside tables of them."""
    others = without_rows(lines, film_tables) if film_tables else lines
    return find_openings(
        others, _heads(others), announced=lambda: announced_counts(text[:_LEAD_CHARS])
    )


def _heads(lines: Sequence[Line | None]) -> list[Line]:
    return [line for line in lines if line is not None and line.kind is HEAD]


def _read_drafts(
    openings: Sequence[Opening], lines: Sequence[Line | None], table: LabelTable
) -> list[Draft]:
    starts = [opening.line.at for opening in openings]
    passed = deque(_heads(lines))
    blocks = []
    for opening, until in zip(openings, [*starts[1:], len(lines)], strict=False):
        end = _block_end(passed, opening.line, until if opening.until is None else opening.until)
        blocks.append(lines[opening.line.at + 1 : end])
    labelled = _is_labelled(lines)
    names = frozenset() if labelled else _repeated_names(blocks)
    return [
        read_block(opening, block, table, labelled=labelled, names=names)
        for opening, block in zip(openings, blocks, strict=True)
    ]


def _is_labelled(lines: Iterable[Line | None]) -> bool:
    """Say whether an article uses labels: two of them, or one that is plain."""
    labels = (line.label for line in lines if line is not None and line.label is not None)
    return any(place > 0 or label.key in (DESCRIPTION, FACT) for place, label in enumerate(labels))


def _repeated_names(blocks: Sequence[Sequence[Line | None]]) -> frozenset[str]:
    """Return the names before colons with which most films begin: labels in another language.

    Dialogue and prose have such names, too, but seldom from the first line on, and the same again.
    """
    counts: Counter[str] = Counter()
    for block in blocks:
        run = itertools.takewhile(lambda line: line is not None and bool(line.name), block)
        counts.update({line.name for line in run if line is not None})
    most = [name for name, n in counts.items() if n > 1 and 2 * n > len(blocks)]
    several = len(most) > 1 or len(blocks) > _FEW_FILMS
    return frozenset(most) if several else frozenset()


def _block_end(heads: deque[Line], opening: Line, until: int) -> int:
    """Return where a block ends: at the next opening, or at a heading that is no part of it.

    Takes the headings that it has passed off `heads`.
    """
    while heads and heads[0].at < until:
        head = heads.popleft()
        if head.at > opening.at and is_past(head, opening):
            return head.at
    return until
