"""Which lone lines between two films head a section of films?

    Comedies

    Amélie (2001)
    A waitress.

    Thrillers

    Heat (1995)

Such a line has no mark, and verdicts, signatures and sources stand so, too: the whole article must
speak for it. One stands above the first film, none below the last, most of them show what they are,
and a section has two films, or the lines are nothing but numbers.
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from kazsearch.corpus.labels import DESCRIPTION, FACT
from kazsearch.corpus.lines import HEAD, QUIET, RULE, TEXT, Line
from kazsearch.corpus.tiers import speaks_of_films
from kazsearch.corpus.yearless import is_of_no_film
from kazsearch.lazy import lazy_regex

_MAX_WORDS = 6
_MAX_CHARS = 50
_NO_FILM = -1
_ENDS = (".", "!", "?", "…", ",", ";", ")", "]", '"', "»", "”", "'", "’")
_BEGINS = ("—", "–", "-", '"', "«", "“", "„", "(")
_GRADE = lazy_regex(r"\d\s?/\s?\d|%|[★☆⭐]|^\d{1,2}[.,]\d$")
_DECADE = lazy_regex(
    r"(?:the\s)?(?:19|20)?\d0(?:s|['’]s|-?[её]|-х|\s?(?:год|жылд)\p{L}*+)?", regex.I
)
_NUMERAL = lazy_regex(r"\d{1,3}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
# fmt: off
_GENRES = frozenset({
    "drama", "crime", "comedy", "horror", "romance", "animation", "war", "fantasy", "sci-fi",
    "science fiction", "action", "adventure", "family", "classics", "драма", "комедия",
    "мелодрама", "ужасы", "боевик", "боевики", "детектив", "детективы", "фантастика", "классика",
    "анимация", "комедиялар", "драмалар", "мелодрамалар",
})
# fmt: on


def with_section_heads(
    lines: Sequence[Line | None], openers: Sequence[Line]
) -> Sequence[Line | None]:
    """Return the lines with each such line made a heading; `openers` are those that open films.

    Where headings open films, sections have headings, too.
    """
    marked = any(line.kind is HEAD for line in openers)
    found = [] if marked or len(openers) < 2 else _sections(lines, [line.at for line in openers])
    if not found:
        return lines
    headed = list(lines)
    for line in found:
        headed[line.at] = line._replace(kind=HEAD, level=1, name="", value="")
    return headed


def _sections(lines: Sequence[Line | None], starts: Sequence[int]) -> list[Line]:
    first = _lone_above(lines, starts[0], after=_NO_FILM)
    last = _lone_above(lines, len(lines), after=starts[-1], gap_needed=False)
    if first is None or last is not None:
        return []
    found = [
        line
        for start, following in pairwise(starts)
        if (line := _lone_above(lines, following, after=start)) is not None
    ]
    if not found:
        return []
    heads = [first, *found]
    if len({line.text.casefold() for line in heads}) < len(heads):
        return []
    if all(_NUMERAL.fullmatch(line.text) for line in heads):
        return found
    known = sum(map(_shows_what_it_is, heads))
    title = next(line for line in lines if line is not None)
    if first is title and known < len(heads):
        return []  # what the article is called
    return found if len(heads) < len(starts) and 2 * known > len(heads) else []


def _lone_above(
    lines: Sequence[Line | None], until: int, *, after: int, gap_needed: bool = True
) -> Line | None:
    """Return the line like a section's heading that stands alone right above an index, where the
    film that opens `after` has been told of."""
    at = until - 1
    while at > after and _is_gap(lines[at]):
        at -= 1
    line = lines[at] if at > after else None
    if line is None or (gap_needed and at == until - 1) or not _may_head(line):
        return None
    if at > 0 and (above := lines[at - 1]) is not None and above.kind is not RULE:
        return None
    return line if after == _NO_FILM or _is_told(lines[after + 1 : at]) else None


def _is_told(block: Sequence[Line | None]) -> bool:
    """Tell whether a film has a text already, and no label waits for one."""
    texts = [line for line in block if line is not None and not _is_gap(line)]
    if not texts or (texts[-1].label is not None and not texts[-1].value):
        return False
    return any(line.label is None or line.label.key in (DESCRIPTION, FACT) for line in texts)


def _is_gap(line: Line | None) -> bool:
    return line is None or line.kind is QUIET or line.kind is RULE


def _may_head(line: Line) -> bool:
    text = line.text
    return (
        line.kind is TEXT
        and line.label is None
        and not line.value
        and not line.guarded
        and not line.literal
        and line.indent < 2
        and len(text) <= _MAX_CHARS
        and len(text.split()) <= _MAX_WORDS
        and not text[:1].islower()
        and not text.startswith(_BEGINS)
        and not text.endswith(_ENDS)
        and _GRADE.search(text) is None
    )


def _shows_what_it_is(line: Line) -> bool:
    """Tell whether one line alone is a heading: set off, announcing, a decade, of films or none."""
    return (
        line.text.isupper()
        or (line.mark == "**" and line.lead == line.text)
        or line.text.endswith(":")
        or _DECADE.fullmatch(line.text) is not None
        or speaks_of_films(line.text)
        or is_of_no_film(line.text)
        or line.text.casefold() in _GENRES
    )
