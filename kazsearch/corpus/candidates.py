"""Which lines may open a film, judged by the line and its neighbours?"""

from collections.abc import Sequence
from typing import NamedTuple

from kazsearch.corpus.film import Extra
from kazsearch.corpus.headings import Heading, read_heading
from kazsearch.corpus.labels import DESCRIPTION, FACT, GENERIC, TELLING, TITLE, YEAR, fold
from kazsearch.corpus.lines import HEAD, ITEM, QUIET, RULE, TEXT, Line
from kazsearch.corpus.rows import TABLED
from kazsearch.corpus.tiers import (
    LIKELY,
    MAX_PLAIN_CHARS,
    SURE,
    Tier,
    is_titled_year,
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
    listed = bare = False  # inside a list that a label opened; the label had no text of its own
    margin = 0  # the indent of that label
    above: Line | None = None  # that label's line, until a line without one makes it matter
    listed_by: Line | None = None  # that label's line
    gap = False
    described = True  # the film above has a description under a label, or there is none
    for line in lines:
        if line is None:
            gap = True
            continue
        if (label := line.label) is not None:
            found = _titled(line, lines, described=described)
            if found is not None:
                candidates.append(found)
            described = label.key == DESCRIPTION or (described and found is None)
            above, gap = line, False
            continue
        if above is not None and above.label is not None:
            bare, listed_by = not above.value, above
            listed = bare or (above.label.key == FACT and above.kind is not ITEM)
            margin, above = above.indent, None
        if gap:
            listed, gap = listed and bare, False
        if line.indent < (margin if line.kind is ITEM else 2):
            listed = listed and bare and _is_text_below(line, lines, candidates)
        if listed and not (
            _goes_on_counting(line, candidates)
            or (
                not bare
                and (
                    _is_sister_item(line, candidates, above=listed_by)
                    or is_titled_year(line, lines)
                )
            )
        ):
            continue
        listed = False
        found = _judge(line, lines) if _may_head(line) else None
        if found is not None and not _is_below(found, candidates) and (described or not found.bold):
            candidates.append(found)
            described = False
    return candidates


def _is_below(one: Candidate, above: Sequence[Candidate]) -> bool:
    """Say whether a line goes on with the heading right above, or stands between that and its
    labels."""
    if not above:
        return False
    last = above[-1]
    return one.line.at == last.again or (
        one.heading.year is None
        and not one.line.marked
        and last.tier is SURE
        and last.heading.year is not None
        and one.line.at == last.line.at + 1
    )


def _titled(line: Line, lines: Sequence[Line | None], *, described: bool) -> Candidate | None:
    """Read a title that stands as the text of a label, or begins as one."""
    if line.label is not None and line.label.key != TITLE:
        return _titled_like_a_label(line, lines, described=described)
    return _after_a_label(line, lines)


def _after_a_label(line: Line, lines: Sequence[Line | None]) -> Candidate | None:
    """Read `Title: Heat`, if another label that tells of films stands under it."""
    after = _following(lines, line.at)
    if after is None or after.label is None or after.label.key not in TELLING:
        return None
    heading = read_heading(line.value)
    return None if heading is None else Candidate(line, heading, SURE, labelled=True)


def _titled_like_a_label(
    line: Line, lines: Sequence[Line | None], *, described: bool
) -> Candidate | None:
    """Read `Director: A Life (2017)` right above a description, or `## Time: A Life (2017)`, which
    is a title where others of its shape are."""
    if line.text[-6:] not in BRACKETED_YEARS or line.label is None:
        return None
    if len(line.value.split()) > _MAX_TITLED_WORDS:
        return None
    above = lines[line.at - 1] if line.at else None
    below = lines[line.at + 1] if line.at + 1 < len(lines) else None
    if line.kind is TEXT and above is None and below is not None and below.label is not None:
        if below.label.key != DESCRIPTION or line.label.key in _NO_TITLES or not described:
            return None
        heading = read_heading(line.text)
        return None if heading is None else Candidate(line, heading, SURE, labelled=True)
    if line.kind is not HEAD or line.label.key not in _TITLED:
        return None
    heading = read_heading(line.text)
    return None if heading is None else Candidate(line, heading, LIKELY, labelled=False)


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


def _is_sister_item(line: Line, candidates: Sequence[Candidate], *, above: Line | None) -> bool:
    """Say whether an item with a year goes on with a list of films, not with one inside a film."""
    last = candidates[-1].line if candidates else None
    return (
        last is not None
        and last.kind is ITEM is line.kind
        and (above is None or (above.kind is not ITEM and not above.value.endswith((":", "："))))
        and (last.indent, last.bullet, last.number is None)
        == (line.indent, line.bullet, line.number is None)
        and line.text[-6:] in BRACKETED_YEARS
    )


def _may_head(line: Line) -> bool:
    """Say whether a line can be a heading at all: cheap, since most lines are prose."""
    if line.kind is RULE or line.kind is QUIET or line.guarded:
        return False
    return line.literal or line.kind is not TEXT or bool(line.lead) or len(line.text) <= 300


def _judge(line: Line, lines: Sequence[Line | None]) -> Candidate | None:
    heading = read_heading(line.shielded or line.text, line.lead)
    if heading is not None and _is_usual(line, heading, lines):
        return _new(Candidate, (line, heading, SURE, True, None, False))
    if heading is None or (
        heading.year is None and not line.literal and _is_year(line, heading, lines)
    ):
        return None
    return _candidate(line, heading, lines)


def _is_year(line: Line, heading: Heading, lines: Sequence[Line | None]) -> bool:
    """Say whether a title is nothing but a year, in brackets or right below a line: its own title
    is above it, or lost."""
    title = heading.title
    found = read_year_line(title)
    above = lines[line.at - 1] if line.at and line.kind is TEXT else None
    below = above is not None and above.kind is TEXT and above.label is None
    return found is not None and (title[0] in "([" or (below and not found[1]))


def _candidate(line: Line, heading: Heading, lines: Sequence[Line | None]) -> Candidate | None:
    after = _following(lines, line.at)
    label = after.label if after is not None and _is_under(line, after) else None
    if after is not None and after.bullet == TABLED and heading.year is None:
        label = None  # such tables explain words as well
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
