"""Which lines open a film, judged by the whole article?

Of the candidates, the sure ones open a film, unless they head a section of films, or stand in a
list inside a film. The likely ones need sisters: lines of the same shape, of which a numbered
heading needs one that is sure. A line without a year needs a label of a film in its own block, or a
place in a numbered row of films, or the word of a heading above ("Films") or of the lead ("ten
films").
"""

from collections import Counter, deque
from collections.abc import Callable, Container, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from kazsearch.corpus.candidates import Candidate, find_candidates
from kazsearch.corpus.captions import is_caption
from kazsearch.corpus.headings import Heading
from kazsearch.corpus.labels import FACT, GENERIC, TELLING, Label, fold
from kazsearch.corpus.lines import HEAD, ITEM, QUIET, RULE, TEXT, Line
from kazsearch.corpus.tiers import LIKELY, SURE, WEAK
from kazsearch.corpus.years_first import years_first
from kazsearch.lazy import lazy_regex

_LIKELY_SISTERS = 3
_SURE_SISTERS = 2
_NEXT = 2  # lines further on, with a blank one between
_SECTION_OF_FILMS = lazy_regex(
    r"(?:\w++\s++){0,2}(?:films?|movies?|фильмы?|кино|фильмдер|кинолар)(?:\s\w++)?", regex.I
)
_OFF_TOPIC = lazy_regex(
    r"(?:[\w'’]++\s){0,2}+(?:references|bibliography|literature|sources|further reading|see also"
    r"|books?|novels?|games?|video games|albums?|songs?|podcasts?|papers|publications|литература"
    r"|источники|ссылки|книги|игры|альбомы|песни|әдебиет(?:тер)?|кітаптар|ойындар|әндер)\W*+",
    regex.I,
)
_CLOSING_WORDS = lazy_regex(
    r"(?:in\s)?(?:introduction|conclusions?|final thoughts|honou?rable mentions?|contents|summary"
    r"|wrap(?:ping)?[ -]up|references|sources|credits|faq|bonus|related|see also|further reading"
    r"|contributing|licen[cs]e|comments|about (?:me|us|the author)|read (?:more|also)|intro|outro"
    r"|table of contents|methodology|disclaimer|введение|вступление|заключение|итоги?|выводы?"
    r"|вместо (?:послесловия|заключения)|содержание|оглавление|бонус|комментарии|ссылки|источники"
    r"|кіріспе|қорытынды|мазмұны)\b.{0,30}+",
    regex.I,
)
_BARE_YEAR = lazy_regex(r"(.*\S)\s++((?:19|20)\d\d)")
_SPAN = lazy_regex(r"[(\[]\s*+\d{4}\s*+[-–—]\s*+\d{4}\s*+[)\]]$")
Shape = tuple[object, ...]
_new = tuple.__new__


class Opening(NamedTuple):
    """A line that opens a film.

    `again` is the index of a line in the block that says it again, `until` that of the first line
    that can't be in the block.
    """

    line: Line
    heading: Heading
    again: int | None = None
    until: int | None = None


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
    if first := years_first(lines):
        places = {one.line.at for one in first}
        others = [one for one in candidates if one.line.at not in places]
        candidates = sorted([*first, *others], key=lambda one: one.line.at)
    candidates = _on_topic(candidates, heads)
    chosen = candidates
    if any(one.tier is not SURE for one in candidates):
        sisters = Counter(shape_of(one.line) for one in candidates if one.tier is not WEAK)
        sure = Counter(shape_of(one.line) for one in candidates if one.tier is SURE)
        chosen = [one for one in candidates if _is_chosen(one, sisters, sure)]
    chosen = _without_contents(chosen, lines)
    set_off = any(one.line.kind is not TEXT for one in chosen)
    if set_off and len({_rank(one.line) for one in chosen}) > 1:
        chosen = _without_nested(_without_sections(chosen, lines), lines)
    if any(one.tier is WEAK for one in candidates):
        chosen = _with_weak(chosen, candidates, lines)
        chosen = chosen or _announced_row(candidates, announced())
    return _with_bare_years(_without_repeats(chosen))


def _on_topic(candidates: list[Candidate], headings: Sequence[Line]) -> list[Candidate]:
    """Leave out what stands under headings such as `References` or `Books`."""
    if not any(map(is_off_topic, headings)):
        return candidates
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


def is_of_no_film(heading: str) -> bool:
    """Say whether a heading is one of an article's own: `Conclusion`, `Honourable mentions`."""
    return _CLOSING_WORDS.fullmatch(heading) is not None


def shape_of(line: Line) -> Shape:
    """Return how a line is set off, to compare it with others."""
    if line.kind is HEAD:
        return (line.kind, line.level, line.number is not None)
    return (line.kind, line.number is not None, bool(line.bullet), line.mark, line.indent > 3)


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


def _without_contents(chosen: list[Candidate], lines: Sequence[Line | None]) -> list[Candidate]:
    """Leave out a table of contents: a bare row of titles that all stand again below, set off
    otherwise."""
    row = 0
    while row < len(chosen) and shape_of(chosen[row].line) == shape_of(chosen[0].line):
        row += 1
    if not 1 < row < len(chosen):
        return chosen
    below = {one.heading.title.casefold() for one in chosen[row:]}
    inner = pairwise(chosen[:row])
    bare = all(_next_index(lines, one.line.at) == other.line.at for one, other in inner)
    again = all(one.heading.title.casefold() in below for one in chosen[:row])
    return chosen[row:] if bare and again else chosen


def _rank(line: Line) -> int:
    """Return how far inside an article's order a heading of this shape stands."""
    if line.kind is HEAD:
        return line.level
    if line.kind is TEXT:
        return 7
    return (8 if line.number is not None else 9) + (line.indent > 3) * 2


def _without_sections(chosen: list[Candidate], lines: Sequence[Line | None]) -> list[Candidate]:
    """Leave out headings of sections: those with nothing but deeper films right under them, and
    those of years from one to another, as `Akira Kurosawa (1910–1998)`, if each holds a film."""
    spans = _levels_of_spans(chosen)
    kept = []
    for place, one in enumerate(chosen):
        inner = chosen[place + 1 : place + 1 + _SURE_SISTERS]
        bare = (
            len(inner) == _SURE_SISTERS
            and all(_rank(other.line) > _rank(one.line) for other in inner)
            and _next_index(lines, one.line.at) == inner[0].line.at
        )
        if one.labelled or not (bare or _rank(one.line) in spans):
            kept.append(one)
    return kept


def _levels_of_spans(chosen: Sequence[Candidate]) -> set[int]:
    """Return the levels of headings that all show such years, with a deeper film under each."""
    spans: set[int] = set()
    others: set[int] = set()
    for one, below in zip(chosen, [*chosen[1:], None], strict=True):
        rank = _rank(one.line)
        holds = below is not None and below.line.kind is HEAD and _rank(below.line) > rank
        is_span = one.line.kind is HEAD and holds and _SPAN.search(one.line.text) is not None
        (spans if is_span else others).add(rank)
    return spans - others


def _next_index(lines: Sequence[Line | None], at: int) -> int:
    """Return the index of the next line with something to read."""
    for index in range(at + 1, len(lines)):
        line = lines[index]
        if line is not None and line.kind is not QUIET and line.kind is not RULE:
            return index
    return len(lines)


def _without_nested(chosen: list[Candidate], lines: Sequence[Line | None]) -> list[Candidate]:
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
            and _rank(one.line) > _rank(outer.line)
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


def _without_repeats(chosen: Sequence[Candidate]) -> list[Opening]:
    """Merge a title that is said twice: the bare one before, or the caption inside, goes."""
    kept: list[Opening] = []
    last: Candidate | None = None
    for one in chosen:
        # what has its own labels is no caption, unless it stands above those of the film
        near = last is not None and one.line.at - last.line.at <= _NEXT
        if last is not None and (near or not one.labelled) and is_caption(one, last):
            if near:
                kept[-1] = Opening(last.line, last.heading, one.line.at)
            continue
        if last is not None and not one.labelled and _same_title(last, one):
            bare = last.heading.year is None and one.heading.year is not None
            caption = last.heading.year == one.heading.year and not one.line.marked
            if bare or caption:
                heading = _completed(last.heading, one.heading) if bare else last.heading
                kept[-1] = Opening(last.line, heading, one.line.at)
                last = None
                continue
        kept.append(_new(Opening, (one.line, one.heading, one.again, None)))
        last = one
    return kept


def _with_bare_years(openings: list[Opening]) -> list[Opening]:
    """Read `## Heat 1995` where all headings of an article end so, several of them."""
    years = [
        _BARE_YEAR.fullmatch(one.heading.title) if one.heading.year is None else None
        for one in openings
    ]
    if len(openings) < _LIKELY_SISTERS or None in years:
        return openings
    return [
        one._replace(heading=one.heading._replace(title=match[1], year=int(match[2])))
        for one, match in zip(openings, years, strict=True)
        if match is not None
    ]


def _same_title(one: Candidate, other: Candidate) -> bool:
    return one.heading.title.casefold() == other.heading.title.casefold()


def _completed(bare: Heading, full: Heading) -> Heading:
    alternatives = tuple(dict.fromkeys(bare.alternatives + full.alternatives))
    extras = bare.extras + full.extras
    return full._replace(alternatives=alternatives, extras=extras, rest="")


def _with_weak(
    chosen: list[Candidate], candidates: Sequence[Candidate], lines: Sequence[Line | None]
) -> list[Candidate]:
    """Add the lines without a year that sisters, labels or a word above make films."""
    sure = Counter(shape_of(one.line) for one in chosen)
    every = Counter(shape_of(one.line) for one in candidates)
    places = [one.line.at for one in chosen]
    opened = set(places)
    added = []
    among = _among_films(lines)
    for one in candidates:
        if one.tier is not WEAK or is_of_no_film(one.heading.title):
            continue
        shape = shape_of(one.line)
        row = sure[shape] >= _SURE_SISTERS and 2 * sure[shape] >= every[shape]
        numbered = one.line.number is not None
        between = bool(places) and places[0] < one.line.at < places[-1]
        if (
            (row and numbered)
            or (row and between and 3 * sure[shape] >= 2 * every[shape] and _has_body(lines, one))
            or (one.line.kind is HEAD and _holds_label(lines, one.line.at, opened))
            or (one.line.at in among and _has_body(lines, one))
        ):
            added.append(one)
    return sorted(chosen + added, key=lambda one: one.line.at)


def _announced_row(candidates: Sequence[Candidate], announced: Container[int]) -> list[Candidate]:
    """Return a row of numbered headings without years, if just so many films are spoken of."""
    rows: dict[Shape, list[Candidate]] = {}
    for one in candidates:
        if one.line.number is not None and (one.line.kind is HEAD or one.line.lead):
            rows.setdefault(shape_of(one.line), []).append(one)
    for row in rows.values():
        numbers = sorted(one.line.number or 0 for one in row)
        if len(row) in announced and numbers == list(range(1, len(row) + 1)):
            return row
    return []


def _has_body(lines: Sequence[Line | None], one: Candidate) -> bool:
    """Say whether plain text follows a heading."""
    if len(one.heading.rest.split()) > 2:
        return True
    index = _next_index(lines, one.line.at)
    line = lines[index] if index < len(lines) else None
    return line is not None and line.kind is TEXT


def _holds_label(lines: Sequence[Line | None], at: int, openings: Container[int]) -> bool:
    """Say whether a label that tells of films stands under a Markdown heading, before the next."""
    for index in range(at + 1, len(lines)):
        line = lines[index]
        if index in openings:
            return False
        if line is None:
            continue
        if line.label is not None and _tells(line, line.label):
            return True
        if line.kind is HEAD:
            return False
    return False


def _tells(line: Line, label: Label) -> bool:
    """Say whether a label alone makes a film of the heading above it."""
    if label.key not in TELLING or label.key in ("rating", FACT):
        return False
    return line.kind is not HEAD or fold(line.name) not in GENERIC


def _among_films(lines: Sequence[Line | None]) -> set[int]:
    """Find the items that are all title and stand under a heading such as `Films`."""
    found = set()
    films = False
    for line in lines:
        if line is None:
            continue
        if line.kind is HEAD:
            films = _SECTION_OF_FILMS.fullmatch(line.text) is not None
        elif films and line.kind is ITEM and line.lead and line.lead == line.text:
            found.add(line.at)
    return found
