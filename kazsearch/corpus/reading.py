"""Which lines does a text have, each read alone, but for what is set aside?

Nearly all lines of most articles are `Label: text`, `Title (1999)` or blank. Where such a line
begins with a letter and has no mark, nothing else can be in it, and it is read here, at a third of
the cost; every other line goes to `classify`, which says of these lines the same.
"""

from collections.abc import Sequence

from kazsearch.corpus.asides import close_bold, find_asides, set_headings
from kazsearch.corpus.characters import plain_lines
from kazsearch.corpus.headings import BRACKETED_YEARS
from kazsearch.corpus.inline import MARKS
from kazsearch.corpus.labels import Label, LabelTable
from kazsearch.corpus.lines import Kind, Line, classify

_TEXT = Kind.TEXT  # looked up for each line
_new = tuple.__new__


def read_lines(text: str, table: LabelTable) -> list[Line | None]:
    """Return each line of a text, None for a blank one."""
    raws = plain_lines(text)
    if "**" in text:
        close_bold(raws)
    lines = _classify_all(raws, table)
    asides = find_asides(raws, text)
    for at in asides.quiet:
        lines[at] = lines[at] and Line(at, Kind.QUIET, "")
    for at in asides.plain:
        if (line := lines[at]) is not None:
            lines[at] = Line(at, Kind.TEXT, line.text, line.indent, guarded=True)
    if "---" in text or "===" in text:
        set_headings(lines)
    return lines


def _classify_all(raws: Sequence[str], table: LabelTable) -> list[Line | None]:
    """Return what `classify` says of each line."""
    odd = _odd_lines(raws)
    openers: dict[str, Label] = {}  # the labels of plain lines, by how they are written
    lines: list[Line | None] = []
    add = lines.append
    line: Line | None
    for at, raw in enumerate(raws):
        if not raw:
            add(None)
            continue
        if at in odd:
            add(classify(raw, at, table))
            continue
        name, colon, value = raw.partition(": ")
        if colon:
            if (label := openers.get(name)) is not None:
                values = (at, _TEXT, raw.rstrip(), 0, 0, None, "", "", "", label, name)
                # a third of the time of Line(...), for nearly every line there is
                add(_new(Line, (*values, value.strip(), False, False, "")))
                continue
            line = classify(raw, at, table)
            if line is not None and line.label is not None and line.name == name:
                if raw[0].isalpha():
                    openers[name] = line.label
            add(line)
        elif (
            raw[-6:] in BRACKETED_YEARS
            and raw[:-6].replace(" ", "").isalnum()
            and raw[0].isalpha()
            and not table.bracketed
        ):  # no colon, dash or question mark, so that no label is in it
            add(_new(Line, (at, _TEXT, raw, 0, 0, None, "", "", "", None, "", "", False, False, "")))
        else:
            add(classify(raw, at, table))
    return lines


def _odd_lines(raws: Sequence[str]) -> set[int]:
    """Find the lines that may hold markup, or blanks to collapse."""
    text = "\n".join(raws)
    odd: set[int] = set()
    for mark in (*MARKS, "  "):
        if mark in text:  # one search through all lines, since most marks are in none
            odd.update([at for at, raw in enumerate(raws) if mark in raw])
    return odd
