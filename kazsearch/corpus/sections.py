"""Which lone lines between two films head a section of films?

    Amélie (2001)
    A waitress.

    Thrillers

    Heat (1995)

Such a line has no mark, so that the whole article must speak for it: the last film has none, as it
would if they were verdicts or sources of the films, and there are several, each another, or the one
shows what it is.
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from kazsearch.corpus.lines import HEAD, QUIET, RULE, TEXT, Line
from kazsearch.corpus.tiers import speaks_of_films
from kazsearch.corpus.yearless import is_of_no_film
from kazsearch.lazy import lazy_regex

_MAX_WORDS = 6
_MAX_CHARS = 50
_MIN_SECTIONS = 2
_ENDS = (".", "!", "?", "…", ",", ";", ")", "]", '"', "»", "”", "'", "’")
_BEGINS = ("—", "–", "-", '"', "«", "“", "„", "(")
_GRADE = lazy_regex(r"\d\s?/\s?\d|%|[★☆⭐]|^\d{1,2}[.,]\d$")
_DECADE = lazy_regex(
    r"(?:the\s)?(?:19|20)?\d0(?:s|['’]s|-?[её]|-х|\s?(?:год|жылд)\p{L}*+)?", regex.I
)


def with_section_heads(
    lines: Sequence[Line | None], starts: Sequence[int]
) -> Sequence[Line | None]:
    """Return the lines with each such line made a heading; `starts` are where films open."""
    found = _sections(lines, starts) if len(starts) > 1 else []
    if not found:
        return lines
    headed = list(lines)
    for line in found:
        headed[line.at] = line._replace(kind=HEAD, level=1, name="", value="")
    return headed


def _sections(lines: Sequence[Line | None], starts: Sequence[int]) -> list[Line]:
    found = [
        line
        for start, following in pairwise(starts)
        if (line := _lone_above(lines, following, after=start)) is not None
    ]
    if not found or _lone_above(lines, len(lines), after=starts[-1], ruled=True) is not None:
        return []
    above_first = _lone_above(lines, starts[0], after=-1)
    if len(found) == len(starts) - 1 and above_first is None:
        return []  # a habit of the films
    texts = {line.text.casefold() for line in found}
    several = len(found) >= _MIN_SECTIONS and len(texts) == len(found)
    return found if several or all(map(_shows_what_it_is, found)) else []


def _lone_above(
    lines: Sequence[Line | None], until: int, *, after: int, ruled: bool = False
) -> Line | None:
    """Return the line like a section's heading that stands alone right above an index, with text
    between it and the film that opens `after`; at the end of an article none need be `ruled` off.
    """
    at = until - 1
    while at > after and _is_gap(lines[at]):
        at -= 1
    gap = ruled or at < until - 1
    line = lines[at] if at > after else None
    if line is None or not gap or not _may_head(line):
        return None
    if at > 0 and (above := lines[at - 1]) is not None and above.kind is not RULE:
        return None
    told = after < 0 or not all(map(_is_gap, lines[after + 1 : at]))
    return line if told else None


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
    )
