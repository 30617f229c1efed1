"""Which lines does a text have, each read alone, but for what is set aside?

Nearly all lines of most articles are `Label: text`, `Title (1999)` or blank. Where such a line
begins with a letter and has no mark, nothing else can be in it, and it is read here, at a third of
the cost; every other line goes to `classify`, which says of these lines the same.
"""

from collections.abc import Container, Sequence

from kazsearch.corpus.asides import close_bold, find_asides, set_headings
from kazsearch.corpus.characters import (
    MARKS,
    are_plain,
    odd_characters,
    plain_characters,
    split_lines,
)
from kazsearch.corpus.labels import Label, LabelTable
from kazsearch.corpus.lines import QUIET, RULE, TEXT, Line, classify
from kazsearch.corpus.rows import rows_of_tabs
from kazsearch.corpus.years import BRACKETED_YEARS

_BARE = (0, 0, None, "", "", "", None, "", "", False, False, "")  # of a line of text alone
_new = tuple.__new__


def read_lines(text: str, table: LabelTable, *, odd: str | None = None) -> list[Line | None]:
    """Return each line of a text, None for a blank one.

    `odd` are the text's odd characters, where they are known.
    """
    if odd is None:
        odd = odd_characters(text.encode("utf-8", "surrogatepass"))
    raws = split_lines(text)
    if "\t" in text:
        rows_of_tabs(raws, table)
    plain = text
    if not are_plain(raws, text, odd):
        raws = [plain_characters(raw) for raw in raws]
        plain = "\n".join(raws)
        odd = odd_characters(plain.encode())
    if "*" in text and "**" in text:  # one character is found much faster than two
        close_bold(raws)
    lines, rules = _classify_all(raws, _odd_lines(raws, plain, odd), table)
    asides = find_asides(raws, text)
    for at in asides.quiet:
        lines[at] = lines[at] and Line(at, QUIET, "")
    for at in asides.plain:
        if (line := lines[at]) is not None:
            lines[at] = Line(at, TEXT, line.text, line.indent, guarded=True)
    if rules and ("---" in text or "===" in text):
        set_headings(lines, rules)
    return lines


def _odd_lines(raws: Sequence[str], text: str, odd: str) -> set[int]:
    """Find the lines of a text that may hold markup, or blanks to collapse."""
    found: set[int] = set()
    for mark in MARKS:
        if mark in odd:
            found.update([at for at, raw in enumerate(raws) if mark in raw])
    if "  " in text:
        found.update([at for at, raw in enumerate(raws) if "  " in raw])
    return found


def _classify_all(
    raws: Sequence[str], odd: Container[int], table: LabelTable
) -> tuple[list[Line | None], list[int]]:
    """Return what `classify` says of each line, and which lines are rules."""
    openers = table.openers
    rules: list[int] = []
    lines: list[Line | None] = []
    add = lines.append
    for at, raw in enumerate(raws):
        if not raw:
            add(None)
            continue
        plain = at not in odd
        if plain:
            name, colon, value = raw.partition(": ")
            if colon:
                if (label := openers.get(name)) is not None and raw[-1] != " ":
                    # a third of the time of Line(...), for nearly every line there is
                    fields = (
                        at, TEXT, raw, 0, 0, None, "", "", "", label, name, value, False, False, ""
                    )  # fmt: skip
                    add(_new(Line, fields))
                    continue
            elif raw[-6:] in BRACKETED_YEARS and _is_bare(raw) and not table.bracketed:
                add(_new(Line, (at, TEXT, raw, *_BARE)))
                continue
        line = classify(raw, at, table)
        add(line)
        if line is not None and line.kind is RULE:
            rules.append(at)
        elif plain and line is not None and (label := _plain_label(line, raw)) is not None:
            table.remember_opener(line.name, label)
    return lines, rules


def _plain_label(line: Line, raw: str) -> Label | None:
    """Return the label of a line if any line that begins as this one has it, and the same name."""
    same = raw[0].isalpha() and raw.startswith(f"{line.name}: ")
    return line.label if same else None


def _is_bare(raw: str) -> bool:
    """Say whether `Title (1999)` has only letters, digits and blanks in its title.

    No label is in it then, since it has no colon, dash or question mark.
    """
    return raw[:-6].replace(" ", "").isalnum() and raw[0].isalpha()
