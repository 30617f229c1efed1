"""How is a line set off, and does it stand inside what another line opens?"""

from collections.abc import Sequence

from kazsearch.corpus.candidates import Candidate
from kazsearch.corpus.lines import HEAD, ITEM, QUIET, RULE, TEXT, Line
from kazsearch.lazy import lazy_regex

Shape = tuple[object, ...]
_SECTION_FILMS = 2  # right under a heading that is a section's
_SPAN = lazy_regex(r"[(\[]\s*+(\d{4})\s*+[-–—]\s*+(\d{4})\s*+[)\]]$")
_LONG = 12  # years: a life or an age of the cinema; series and trilogies take fewer


def shape_of(line: Line) -> Shape:
    """Return how a line is set off, to compare it with others."""
    if line.kind is HEAD:
        return (line.kind, line.level, line.number is not None)
    return (line.kind, bool(line.bullet), line.mark, line.indent > 3)


def rank(line: Line) -> int:
    """Return how far inside an article's order a heading of this shape stands."""
    if line.kind is HEAD:
        return line.level
    if line.kind is TEXT:
        return 7
    return (8 if line.number is not None else 9) + (line.indent > 3) * 2


def without_sections(chosen: list[Candidate], lines: Sequence[Line | None]) -> list[Candidate]:
    """Leave out headings of sections: those with nothing but deeper films right under them, and
    those of years from one to another, as `Akira Kurosawa (1910–1998)`, if each holds a film."""
    spans = _levels_of_spans(chosen)
    kept = []
    for place, one in enumerate(chosen):
        inner = chosen[place + 1 : place + 1 + _SECTION_FILMS]
        bare = (
            len(inner) == _SECTION_FILMS
            and all(rank(other.line) > rank(one.line) for other in inner)
            and next_index(lines, one.line.at) == inner[0].line.at
        )
        if one.labelled or not (bare or rank(one.line) in spans):
            kept.append(one)
    return kept


def _levels_of_spans(chosen: Sequence[Candidate]) -> set[int]:
    """Return the ranks of lines that all show such years, with a heading of a film under each."""
    spans: set[int] = set()
    others: set[int] = set()
    for one, below in zip(chosen, [*chosen[1:], None], strict=True):
        level = rank(one.line)
        holds = below is not None and below.line.kind is HEAD
        match = _SPAN.search(one.line.text) if holds else None
        is_span = match is not None and int(match[2]) - int(match[1]) > _LONG
        (spans if is_span else others).add(level)
    return spans - others


def next_index(lines: Sequence[Line | None], at: int) -> int:
    """Return the index of the next line with something to read."""
    for index in range(at + 1, len(lines)):
        line = lines[index]
        if line is not None and line.kind is not QUIET and line.kind is not RULE:
            return index
    return len(lines)


def without_nested(chosen: list[Candidate], lines: Sequence[Line | None]) -> list[Candidate]:
    """Leave out items that stand inside a film that something more than an item opens."""
    kept: list[Candidate] = []
    outer: Candidate | None = None
    seen = 0
    row = False  # a numbered item was a film before: others go on with it
    for one in chosen:
        if outer is not None and _ends_block(lines[seen : one.line.at], outer.line):
            outer = None
        seen = one.line.at
        numbered = one.line.number is not None
        nested = (
            outer is not None
            and one.line.kind is ITEM
            and rank(one.line) > rank(outer.line)
            and not (numbered and (one.labelled or row))
        )
        if not nested:
            outer = one
            row = row or numbered
            kept.append(one)
            seen += 1
    return kept


def _ends_block(between: Sequence[Line | None], outer: Line) -> bool:
    """Say whether a heading stands there that is no part of the film above."""
    return any(line is not None and is_past(line, outer) for line in between)


def is_past(line: Line, opening: Line) -> bool:
    """Say whether a line is a heading that ends the block which `opening` opens."""
    if line.kind is not HEAD or line.label is not None:
        return False
    return opening.kind is not HEAD or line.level <= opening.level
