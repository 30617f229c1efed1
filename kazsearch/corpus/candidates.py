"""Which lines may open a film, judged by the line and its neighbours?"""

from collections.abc import Sequence
from typing import NamedTuple

from kazsearch.corpus.film import Extra
from kazsearch.corpus.headings import Heading, read_heading
from kazsearch.corpus.labels import DESCRIPTION, FACT, TELLING, TITLE, YEAR, Label
from kazsearch.corpus.lines import HEAD, ITEM, QUIET, TEXT, Line, line_above, line_below
from kazsearch.corpus.rows import TABLED
from kazsearch.corpus.tiers import (
    LIKELY,
    SURE,
    Tier,
    may_head_description,
    tier_of,
)
from kazsearch.corpus.years import BRACKETED, BRACKETED_YEARS, read_year_line

# labels that titles begin with as well; a fact or a premiere has a year of its own
_TITLED = frozenset({DESCRIPTION, "runtime", "theme", "note", "cast"})
_NO_TITLES = frozenset({DESCRIPTION, YEAR, FACT})  # their texts have years of their own
_MAX_TITLED_WORDS = 6
_MAX_TEXT_LINES = 5  # of a list under a label that has no marks
_new = tuple.__new__


class Candidate(NamedTuple):
    """A line that may open a film."""

    line: Line
    heading: Heading
    tier: Tier
    labelled: bool  # a label that tells of films stands under it
    again: int | None = None  # the index of a line that goes on with the heading
    bold: bool = False  # a text, unless the film above has its description


class Opening(NamedTuple):
    """A line that opens a film.

    `again` is the index of a line in the block that says it again, `until` that of the first line
    that can't be in the block.
    """

    line: Line
    heading: Heading
    again: int | None = None
    until: int | None = None


def find_candidates(lines: Sequence[Line | None]) -> list[Candidate]:
    """Return every line that may open a film, in order."""
    candidates: list[Candidate] = []
    lister: Line | None = None  # the label that the lines below may be a list of
    gap = False
    described = True  # the film above has a description under a label, or there is none
    for line in lines:
        if line is None:
            gap = True
            continue
        if (label := line.label) is not None:
            found = _titled(line, label, lines, described=described)
            if found is not None:
                candidates.append(found)
            described = label.key == DESCRIPTION or (described and found is None)
            lister, gap = line, False
            continue
        if lister is not None and not _is_listed(line, lister, lines, candidates, gap=gap):
            lister = None
        gap = False
        found = _judge(line, lines) if lister is None and _may_head(line) else None
        if found is not None and not _is_below(found, candidates) and (described or not found.bold):
            candidates.append(found)
            described = False
    return candidates


def _is_listed(
    line: Line,
    lister: Line,
    lines: Sequence[Line | None],
    candidates: Sequence[Candidate],
    *,
    gap: bool,
) -> bool:
    """Say whether a line is of the list that a label opened, with a `gap` above it or not."""
    if gap and lister.value:
        return False
    inside = line.indent >= (lister.indent if line.kind is ITEM else 2)
    if not inside and not _is_text_below(line, lines, candidates):
        return False
    return not _is_next_film(line, lister, candidates)


def _is_below(one: Candidate, above: Sequence[Candidate]) -> bool:
    """Say whether a line goes on with the heading right above, or stands between that and its
    labels."""
    if not above:
        return False
    last = above[-1]
    return one.line.at == last.again or (
        one.heading.year is None
        and not one.line.marked
        and last.heading.year is not None
        and one.line.at == last.line.at + 1
    )


def _titled(
    line: Line, label: Label, lines: Sequence[Line | None], *, described: bool
) -> Candidate | None:
    """Read a title that stands as the text of a label, or begins as one."""
    if label.key == TITLE:
        return _after_a_label(line, lines)
    return _titled_like_a_label(line, label, lines, described=described)


def _after_a_label(line: Line, lines: Sequence[Line | None]) -> Candidate | None:
    """Read `Title: Heat`, if another label that tells of films stands under it."""
    after = _following(lines, line.at)
    if after is None or after.label is None or after.label.key not in TELLING:
        return None
    heading = read_heading(line.value)
    return None if heading is None else Candidate(line, heading, SURE, labelled=True)


def _titled_like_a_label(
    line: Line, label: Label, lines: Sequence[Line | None], *, described: bool
) -> Candidate | None:
    """Read `Director: A Life (2017)` right above a description, or `## Time: A Life (2017)`, which
    is a title where others of its shape are."""
    if line.text[-6:] not in BRACKETED_YEARS or len(line.value.split()) > _MAX_TITLED_WORDS:
        return None
    below = line_below(lines, line)
    sure = (
        described
        and label.key not in _NO_TITLES
        and line_above(lines, line) is None
        and below is not None
        and below.label is not None
        and below.label.key == DESCRIPTION
    )
    heading = read_heading(line.text)
    if heading is None or not (sure or (line.kind is HEAD and label.key in _TITLED)):
        return None
    return Candidate(line, heading, SURE if sure else LIKELY, labelled=sure)


def _following(lines: Sequence[Line | None], at: int) -> Line | None:
    """Return the next line with something to read.

    Asked of lines that have something to read themselves, so that no line is passed many times.
    """
    n_lines = len(lines)
    while (at := at + 1) < n_lines:
        if (line := lines[at]) is not None and line.kind is not QUIET:
            return line
    return None


def _is_text_below(
    line: Line, lines: Sequence[Line | None], candidates: Sequence[Candidate]
) -> bool:
    """Say whether a line is in the first paragraph below a bare label, and its text: a plain one in
    a film that a heading opened."""
    film = candidates[-1] if candidates else None
    if film is None or film.tier is not SURE or film.line.kind is not HEAD or line.marked:
        return False
    at = line.at
    while line.at - at < _MAX_TEXT_LINES and (above := lines[at - 1]) and above.label is None:
        at -= 1
    if lines[at - 1] is None:
        at -= 1
    label, after = lines[at - 1] if at else None, _following(lines, line.at)
    return (
        film.heading.year is not None
        and label is not None
        and label.label is not None
        and (after is None or after.label is None)
    )


def _is_next_film(line: Line, lister: Line, candidates: Sequence[Candidate]) -> bool:
    """Say whether an item under a label goes on with the items that open films: it counts on, or
    is set off as they are, below a text that announces no list."""
    last = candidates[-1].line if candidates else None
    if last is None or last.kind is not line.kind:
        return False
    if (line.indent, line.bullet) != (last.indent, last.bullet):
        return False
    if line.number is not None and last.number is not None and abs(line.number - last.number) == 1:
        return True
    return bool(lister.value) and not lister.value.endswith(":")


def _may_head(line: Line) -> bool:
    """Say whether a line can be a heading at all; of long prose, to read it as one takes time."""
    if line.kind is QUIET or line.guarded:
        return False
    return line.literal or line.kind is not TEXT or bool(line.lead) or len(line.text) <= 300


def _judge(line: Line, lines: Sequence[Line | None]) -> Candidate | None:
    heading = read_heading(line.shielded or line.text, line.lead)
    if heading is None:
        return None
    if _is_usual(line, heading, lines):
        return _new(Candidate, (line, heading, SURE, True, None, False))
    if heading.title[0] in "([" and not line.literal and read_year_line(heading.title) is not None:
        return None  # a year in brackets: its own title is above it, or lost
    return _candidate(line, heading, lines)


def _is_usual(line: Line, heading: Heading, lines: Sequence[Line | None]) -> bool:
    """Say at a glance that a line is `Title (1999)` between a blank line and a label.

    Nearly all are: this only saves the time of judging them, a tenth of all.
    """
    if heading.certainty is not BRACKETED or heading.rest:
        return False
    below = line_below(lines, line)
    if below is None or below.label is None:
        return False
    return below.label.key in TELLING and line_above(lines, line) is None


def _candidate(line: Line, heading: Heading, lines: Sequence[Line | None]) -> Candidate | None:
    after = _following(lines, line.at)
    label = _label_under(line, heading, after)
    telling = label is not None and label.key in TELLING
    if heading.year is None and after is not None and after.kind is TEXT:
        beyond = _following(lines, after.at)
        labelled = beyond is not None and beyond.label is not None
        found = _on_year_line(line, heading, after, labelled=labelled)
        if found is not None:
            return found
    tier = tier_of(line, heading, lines, label)
    above_description = label is not None and label.key == DESCRIPTION
    if tier is not SURE and above_description and may_head_description(line, heading, lines):
        return Candidate(line, heading, SURE, telling, bold=True)
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


def _label_under(line: Line, heading: Heading, after: Line | None) -> Label | None:
    """Return the label that stands under a line, if it can be its own.

    A heading of the same rank is not under it; what one under a line without a year makes of that,
    `yearless.py` decides. Tables of labels explain words as well.
    """
    if after is not None and after.bullet == TABLED and heading.year is None:
        return None
    if after is None or after.kind is not HEAD:
        return None if after is None else after.label
    inside = heading.year is not None and line.kind is HEAD and after.level > line.level
    return after.label if inside else None
