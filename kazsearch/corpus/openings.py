"""Which lines open a film?

A line that shows its year in brackets opens one if it is set off (a Markdown heading, an item, an
emphasised or quoted title), or stands alone as a title does: first in its paragraph, or with a
label under it. A line without a year, or with one after a comma, needs a label under it, or
sisters of the same shape that show their years. A paragraph that mentions a film opens nothing.
"""

from collections import Counter
from collections.abc import Sequence

import regex

from kazsearch.corpus.headings import Certainty, Heading, read_heading, reads_like_prose
from kazsearch.corpus.labels import DESCRIPTION, FACT
from kazsearch.corpus.lines import Kind, Line

MAX_PLAIN_CHARS = 200
_MAX_PLAIN_WORDS = 14
_MAX_REST_WORDS = 4
_SENTENCE_END = regex.compile(r"[.!?…:;][»”\"')\]*_]*+$")


def find_openings(lines: Sequence[Line | None]) -> dict[int, Heading]:
    """Return the headings of the films by line index, in order."""
    openings: dict[int, Heading] = {}
    weak: list[tuple[int, Heading]] = []
    shapes: Counter[tuple[object, ...]] = Counter()
    following = _following(lines)
    for line in lines:
        if line is None or not _may_head(line):
            continue
        heading = read_heading(line.shielded or line.text, line.lead)
        if heading is None:
            continue
        after = following[line.at]
        if _is_sure(line, heading, lines, after):
            openings[line.at] = heading
            shapes[_shape(line)] += 1
        elif line.marked and not line.name and heading.certainty is Certainty.NONE:
            weak.append((line.at, heading))
    for index, heading in weak:
        line = lines[index]
        assert line is not None
        if _has_sisters(line, shapes):
            openings[index] = heading
    return dict(sorted(openings.items()))


def _following(lines: Sequence[Line | None]) -> list[Line | None]:
    """Return for each line the next one with something to read."""
    following: list[Line | None] = [None] * len(lines)
    after: Line | None = None
    for index in range(len(lines) - 1, -1, -1):
        following[index] = after
        line = lines[index]
        if line is not None and line.kind is not Kind.QUIET:
            after = line
    return following


def _may_head(line: Line) -> bool:
    """Say whether a line can be a heading at all: cheap, since most lines are prose."""
    if line.kind is Kind.RULE or line.kind is Kind.QUIET or line.guarded or line.label is not None:
        return False
    return line.marked or line.literal or len(line.text) <= MAX_PLAIN_CHARS


def _is_sure(
    line: Line, heading: Heading, lines: Sequence[Line | None], after: Line | None
) -> bool:
    if line.name and line.lead.rstrip(" :") == line.name:
        return False  # `**Budget:** 5`
    labelled = after is not None and after.label is not None and after.kind is not Kind.HEAD
    if line.literal and after is not None and after.label is not None:
        return after.label.key == DESCRIPTION
    if line.kind is Kind.TEXT and not line.lead:
        return _is_plain_heading(line, heading, lines, after if labelled else None)
    if reads_like_prose(heading.title):
        return False
    if heading.certainty >= Certainty.AMONG:
        return bool(line.lead) or not heading.rest[:1].islower()
    return labelled and _is_short(heading)


def _is_short(heading: Heading) -> bool:
    return len(heading.rest.split()) <= _MAX_REST_WORDS


def _is_plain_heading(
    line: Line, heading: Heading, lines: Sequence[Line | None], label: Line | None
) -> bool:
    """Decide for a line that nothing sets off: it must stand as a title stands."""
    if heading.rest and (not _is_short(heading) or _SENTENCE_END.search(heading.rest)):
        return False
    if heading.rest[:1].islower() or heading.rest[:1] in set(".,;!?"):
        return False
    before = lines[line.at - 1] if line.at else None
    first = before is None or before.kind in (Kind.RULE, Kind.QUIET, Kind.HEAD)
    if heading.certainty is Certainty.BRACKETED or heading.certainty is Certainty.AMONG:
        if label is not None:
            return first or label.label.key == DESCRIPTION or _ends_sentence(before)  # type: ignore[union-attr]
        below = lines[line.at + 1] if line.at + 1 < len(lines) else None
        return (
            first
            and not reads_like_prose(heading.title)
            and len(heading.title.split()) <= _MAX_PLAIN_WORDS
            and not (below is not None and below.text[:1].islower())
        )
    if label is None or line.indent >= 2 or _SENTENCE_END.search(line.text):
        return False
    return label.label.key == DESCRIPTION or (first and label.label.key != FACT)  # type: ignore[union-attr]


def _ends_sentence(line: Line | None) -> bool:
    return line is None or _SENTENCE_END.search(line.text) is not None


def _shape(line: Line) -> tuple[object, ...]:
    """Return how a line is set off, to compare it with others."""
    return (line.kind, line.level, line.number is not None, bool(line.lead), line.indent > 3)


def _has_sisters(line: Line, shapes: Counter[tuple[object, ...]]) -> bool:
    return shapes[_shape(line)] >= 2 and line.number is not None
