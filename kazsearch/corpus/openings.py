"""Which lines open a film, judged by the whole article?

Of the candidates, the sure ones open a film, unless they head a section of films, or stand in a
list inside a film. The likely ones need sisters: lines of the same shape, of which a numbered
heading needs one that is sure. Of lines without a year, `yearless.py` decides.
"""

from collections import Counter, deque
from collections.abc import Callable, Container, Sequence

import regex

from kazsearch.corpus.candidates import Candidate, Opening, find_candidates
from kazsearch.corpus.lines import HEAD, TEXT, Line
from kazsearch.corpus.repeats import without_contents, without_repeats
from kazsearch.corpus.shapes import Shape, rank, shape_of, without_nested, without_sections
from kazsearch.corpus.tiers import LIKELY, SURE, WEAK
from kazsearch.corpus.uniform import find_uniform
from kazsearch.corpus.yearless import announced_row, with_weak
from kazsearch.lazy import lazy_regex

_LIKELY_SISTERS = 3
_SURE_SISTERS = 2
_OFF_TOPIC = lazy_regex(
    r"(?:[\w'’]++\s){0,2}+(?:references|bibliography|literature|sources|further reading|see also"
    r"|books?|novels?|games?|video games|albums?|songs?|podcasts?|papers|publications|литература"
    r"|источники|ссылки|книги|игры|альбомы|песни|әдебиет(?:тер)?|кітаптар|ойындар|әндер)\W*+",
    regex.I,
)


def find_openings(
    lines: Sequence[Line | None],
    heads: Sequence[Line],
    *,
    announced: Callable[[], Container[int]],
) -> list[Opening]:
    """Return what opens each film, in order.

    `heads` are the Markdown headings among the lines; `announced` returns what the lead counts.
    """
    candidates = find_candidates(lines)
    if not any(one.tier is SURE and one.heading.year is not None for one in candidates):
        uniform = find_uniform(lines)
        candidates = uniform or candidates
    candidates = _on_topic(candidates, heads)
    chosen = candidates
    if any(one.tier is not SURE for one in candidates):
        sisters = Counter(shape_of(one.line) for one in candidates if one.tier is not WEAK)
        sure = Counter(shape_of(one.line) for one in candidates if one.tier is SURE)
        chosen = [one for one in candidates if _is_chosen(one, sisters, sure)]
    chosen = without_contents(chosen, lines)
    set_off = any(one.line.kind is not TEXT for one in chosen)
    if set_off and len({rank(one.line) for one in chosen}) > 1:
        chosen = without_nested(without_sections(chosen, lines), lines)
    if any(one.tier is WEAK for one in candidates):
        chosen = with_weak(chosen, candidates, lines)
        chosen = chosen or announced_row(candidates, announced())
    return without_repeats(chosen)


def _on_topic(candidates: list[Candidate], headings: Sequence[Line]) -> list[Candidate]:
    """Leave out what stands under headings such as `References` or `Books`."""
    if not any(map(is_off_topic, headings)):
        return candidates  # as nearly always: it only saves time
    heads = deque(headings)
    kept = []
    above: Line | None = None
    for one in candidates:
        while heads and heads[0].at < one.line.at:
            above = heads.popleft()
        if one.labelled or above is None or not is_off_topic(above):
            kept.append(one)
    return kept


def is_off_topic(line: Line) -> bool:
    """Say whether what stands under a heading is no film, whatever year it shows."""
    return _OFF_TOPIC.fullmatch(line.text) is not None


def _is_chosen(one: Candidate, sisters: Counter[Shape], sure: Counter[Shape]) -> bool:
    if one.tier is not LIKELY:
        return one.tier is SURE
    shape = shape_of(one.line)
    if one.line.label is not None:  # `Theme: Midnight (1958)`
        return sure[shape] >= _SURE_SISTERS
    if sisters[shape] >= _LIKELY_SISTERS:
        return True
    # `## 2. Moon, 2006` goes on with `## 1. Road (1999)`; `## Sources, 2012` does not
    return one.line.kind is HEAD and one.line.number is not None and sure[shape] > 0
