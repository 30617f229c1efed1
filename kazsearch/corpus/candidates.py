"""Which lines may open a film, judged by the line and its neighbours?

A line that shows its year in brackets is sure where it is set off (a Markdown heading, an item, a
bold title), or where it stands alone as a title does: first in its paragraph, or with a label
under it. It is likely where prose goes on after the year. A line with its year after a comma or a
dash is likely; one without a year is weak. Both are sure with a label under them. A paragraph that
mentions a film is nothing of these.
"""

import enum
from collections.abc import Sequence
from typing import NamedTuple

import regex

from kazsearch.corpus.film import Extra
from kazsearch.corpus.headings import (
    AMONG,
    BRACKETED,
    TRAILING,
    Heading,
    read_heading,
    read_year_line,
    reads_like_prose,
)
from kazsearch.corpus.labels import DESCRIPTION, FACT, GENERIC, TELLING, TITLE, Label, fold
from kazsearch.corpus.lines import HEAD, ITEM, QUIET, RULE, TEXT, Line
from kazsearch.lazy import lazy_regex

MAX_PLAIN_CHARS = 200
_MAX_PLAIN_WORDS = 14
_MIN_WRAPPED_CHARS = 45  # a shorter line is not the first of a wrapped paragraph
_MAX_WEAK_WORDS = 12
_MAX_REST_WORDS = 4
_SENTENCE_END = lazy_regex(r"[.!?…:;][»”\"')\]*_]*+$")
_SEPARATOR = lazy_regex(
    r",\s*+(?!\p{Ll})|[.!?](?=\s*+\S)|[^\p{L}\p{M},.!?]++|\p{Lu}|,?\s?(?:by|dir|directed by|реж)\b"
)
_PROSE_SEPARATOR = lazy_regex(r"\s*+[:–—-]\s")
# a heading with one of these is about films, not about one film
_PLURAL = lazy_regex(
    r"\b(?:films|movies|melodramas|dramas|comedies|thrillers|documentaries|cartoons|westerns"
    r"|musicals|shows|releases|nominees|winners|favou?rites|фильм(?:ы|ов|ах|ам|ами)|кинофильм(?:ы|ов)"
    r"|мелодрам(?:ы)?|комеди[ий]|драм(?:ы)?|триллер(?:ы|ов)|сериал(?:ы|ов)|мультфильм(?:ы|ов)"
    r"|кинокартин(?:ы)?|новинки|премьеры|фильмдер\w*+|кинолар\w*+|туындылар\w*+"
    r"|(?:top|топ)[\s-]?\d++|(?:best|лучши[ех]|үздік)\s++(?:of|film|movie|кино))\b",
    regex.I,
)


class Tier(enum.IntEnum):
    """How much a line needs others to open a film."""

    WEAK = 0  # no year: needs sisters and more
    LIKELY = 1  # needs sisters
    SURE = 2


SURE, LIKELY, WEAK = Tier.SURE, Tier.LIKELY, Tier.WEAK
_new = tuple.__new__


class Candidate(NamedTuple):
    """A line that may open a film."""

    line: Line
    heading: Heading
    tier: Tier
    labelled: bool  # a label that tells of films stands under it
    again: int | None = None  # the index of a line that goes on with the heading


def find_candidates(lines: Sequence[Line | None]) -> list[Candidate]:
    """Return every line that may open a film, in order."""
    candidates: list[Candidate] = []
    listed = bare = False  # inside a list that a label opened; the label had no text of its own
    margin = 0  # the indent of that label
    above: Line | None = None  # that label's line, until a line without one makes it matter
    gap = False
    for line in lines:
        if line is None:
            gap = True
            continue
        if (label := line.label) is not None:
            if label.key == TITLE and (found := _titled(line, lines)) is not None:
                candidates.append(found)
            above, gap = line, False
            continue
        if above is not None and above.label is not None:
            bare = not above.value
            listed = bare or (above.label.key == FACT and above.kind is not ITEM)
            margin, above = above.indent, None
        if gap:
            listed, gap = listed and bare, False
        if line.indent < (margin if line.kind is ITEM else 2):
            listed = False
        if listed and not _goes_on_counting(line, candidates):
            continue
        listed = False
        if _may_head(line) and (found := _judge(line, lines)) is not None:
            candidates.append(found)
    return candidates


def _titled(line: Line, lines: Sequence[Line | None]) -> Candidate | None:
    """Read `Title: Heat`, if another label that tells of films stands under it."""
    after = _following(lines, line.at)
    if after is None or after.label is None or after.label.key not in TELLING:
        return None
    heading = read_heading(line.value)
    return None if heading is None else Candidate(line, heading, SURE, labelled=True)


def _following(lines: Sequence[Line | None], at: int) -> Line | None:
    """Return the next line with something to read.

    Asked of lines that have something to read themselves, so that no line is passed many times.
    """
    n_lines = len(lines)
    while (at := at + 1) < n_lines:
        if (line := lines[at]) is not None and line.kind is not QUIET:
            return line
    return None


def _goes_on_counting(line: Line, candidates: Sequence[Candidate]) -> bool:
    """Say whether a numbered item under a label goes on with the count of the films."""
    if line.number is None or not candidates:
        return False
    last = candidates[-1].line
    return (
        last.number is not None
        and abs(line.number - last.number) == 1
        and line.indent == last.indent
        and line.bullet == last.bullet
    )


def _may_head(line: Line) -> bool:
    """Say whether a line can be a heading at all: cheap, since most lines are prose."""
    if line.kind is RULE or line.kind is QUIET or line.guarded:
        return False
    return line.literal or line.kind is not TEXT or bool(line.lead) or len(line.text) <= 300


def _judge(line: Line, lines: Sequence[Line | None]) -> Candidate | None:
    heading = read_heading(line.shielded or line.text, line.lead)
    if heading is not None and _is_usual(line, heading, lines):
        return _new(Candidate, (line, heading, SURE, True, None))
    if heading is None or (heading.year is None and _is_year(heading) and not line.literal):
        return None
    return _candidate(line, heading, lines)


def _is_year(heading: Heading) -> bool:
    """Say whether a title is nothing but a year in brackets: its own is above it, or lost."""
    title = heading.title
    return title[0] in "([" and read_year_line(title) is not None


def _candidate(line: Line, heading: Heading, lines: Sequence[Line | None]) -> Candidate | None:
    after = _following(lines, line.at)
    label = after.label if after is not None and _is_under(line, after) else None
    if label is not None and after is not None and after.kind is HEAD and heading.year is None:
        # `## Description` stands in many a text that tells of no film, `## Plot` in few
        label = None if fold(after.name) in GENERIC else label
    telling = label is not None and label.key in TELLING
    if heading.year is None and not heading.rest and after is not None and after.kind is TEXT:
        beyond = _following(lines, after.at)
        labelled = beyond is not None and beyond.label is not None and not line.guarded
        found = _on_year_line(line, heading, after, labelled=labelled)
        if found is not None:
            return found
    tier = _tier(line, heading, lines, label)
    return None if tier is None else Candidate(line, heading, tier, telling)


def _on_year_line(line: Line, heading: Heading, after: Line, *, labelled: bool) -> Candidate | None:
    """Read a heading whose year stands on the next line: `1995, USA, 170 min`."""
    found = read_year_line(after.text) if line.marked or labelled else None
    if found is None or (not line.marked and after.at != line.at + 1):
        return None
    extras = (Extra(key="note", text=found[1]),) if found[1] else ()
    heading = heading._replace(year=found[0], extras=heading.extras + extras)
    sure = labelled or (line.mark == "**" and line.kind is TEXT)
    return Candidate(line, heading, SURE if sure else LIKELY, labelled, after.at)


def _is_usual(line: Line, heading: Heading, lines: Sequence[Line | None]) -> bool:
    """Say at a glance that a line is `Title (1999)` between a blank line and a label.

    Nearly all are, and there is nothing more to judge then.
    """
    at = line.at
    if (
        heading.certainty is not BRACKETED
        or heading.rest
        or line.kind is not TEXT
        or len(line.text) > MAX_PLAIN_CHARS
        or (at > 0 and lines[at - 1] is not None)
    ):
        return False
    after = _following(lines, at)
    if after is None or after.label is None or after.kind is HEAD:
        return False
    return after.label.key in TELLING


def _is_under(line: Line, after: Line) -> bool:
    """Say whether a label that follows can be this line's: no heading of the same rank is."""
    return after.kind is not HEAD or (line.kind is HEAD and after.level > line.level)


def _tier(
    line: Line, heading: Heading, lines: Sequence[Line | None], label: Label | None
) -> Tier | None:
    if line.literal and label is not None:
        return SURE if label.key == DESCRIPTION else None
    if line.name and line.lead.rstrip(" :") == line.name and line.name[-1] not in ")]":
        return None  # `**Budget:** 5`, but not `**Heat (1995):** Two men`
    single = label is not None
    if heading.certainty < AMONG:
        tier = _tier_without_bracket(line, heading, lines, label)
        single = label is not None and label.key in TELLING
    elif line.marked:
        tier = _tier_set_off(line, heading, label)
    else:
        tier = _tier_plain(line, heading, lines, label)
    # last, since the search takes 20 µs in a line of prose, which mostly has no tier
    return None if tier is not None and not single and _PLURAL.search(heading.title) else tier


def _tier_set_off(line: Line, heading: Heading, label: Label | None) -> Tier | None:
    """Judge a heading, an item, or a line that begins with bold letters or a link."""
    if label is not None and label.key in TELLING:
        return SURE
    if reads_like_prose(heading.title):
        return None
    whole = not heading.rest or _SEPARATOR.match(heading.rest) is not None
    whole = whole or (bool(line.lead) and not heading.rest.strip(".,!?"))
    if line.kind is HEAD:
        return SURE if whole else LIKELY
    if line.kind is ITEM:
        sure = whole and (heading.certainty is BRACKETED or bool(line.lead))
        return SURE if sure else LIKELY
    return SURE if whole and line.mark == "**" else LIKELY


def _tier_plain(
    line: Line, heading: Heading, lines: Sequence[Line | None], label: Label | None
) -> Tier | None:
    """Judge a line that nothing sets off: it must stand as a title stands."""
    rest = heading.rest
    before = lines[line.at - 1] if line.at else None
    first = before is None or before.kind is not TEXT
    if _is_long(rest) or rest[:1] in set(".,:;"):
        prose = first and (line.lead or _PROSE_SEPARATOR.match(rest))
        short = len(heading.title.split()) <= _MAX_PLAIN_WORDS
        return LIKELY if prose and short and not reads_like_prose(heading.title) else None
    lower = rest[:1].islower() and not _SEPARATOR.match(rest)
    if lower or _SENTENCE_END.search(rest) or len(line.text) > MAX_PLAIN_CHARS:
        return None
    if label is not None and label.key in TELLING:
        ends = before is None or _SENTENCE_END.search(before.text) is not None
        return SURE if first or ends or label.key == DESCRIPTION else None
    if not first or reads_like_prose(heading.title):
        return None
    if len(heading.title.split()) > _MAX_PLAIN_WORDS:
        return None
    return LIKELY if _goes_on(line, lines) else SURE


def _goes_on(line: Line, lines: Sequence[Line | None]) -> bool:
    """Say whether the next line goes on with a sentence that this one began."""
    below, beyond = (*lines[line.at + 1 : line.at + 3], None, None)[:2]
    if below is None or not below.text[:1].islower():
        return False
    wrapped = len(line.text) >= _MIN_WRAPPED_CHARS
    return wrapped or beyond is None or beyond.label is None


def _is_long(rest: str) -> bool:
    return len(rest.split()) > _MAX_REST_WORDS


def _tier_without_bracket(
    line: Line, heading: Heading, lines: Sequence[Line | None], label: Label | None
) -> Tier | None:
    """Judge a line without a year in brackets: a label makes it sure, sisters may."""
    telling = label is not None and label.key in TELLING
    if line.marked:
        if telling and not _is_long(heading.rest):
            return SURE
        if reads_like_prose(heading.title):
            return None
        if heading.certainty is TRAILING:
            return LIKELY
        return WEAK if len(heading.title.split()) <= _MAX_WEAK_WORDS else None
    if heading.certainty is TRAILING and line.lead and not heading.rest:
        return SURE if telling else LIKELY
    if label is None or not telling or line.indent >= 2 or len(line.text) > MAX_PLAIN_CHARS:
        return None
    if heading.rest or (_SENTENCE_END.search(line.text) and not line.lead):
        return None
    before = lines[line.at - 1] if line.at else None
    if before is not None and before.label is not None and not before.value:
        return None  # what stands right under a bare label is its text
    first = before is None or before.kind is not TEXT
    known = label.key == DESCRIPTION or (first and label.key != FACT)
    return SURE if known and not line.name else None
