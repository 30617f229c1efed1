"""Which lines without a year open a film?

Those with a label of a film in their own block, in a numbered row of films, or under a word above
that says so: a heading ("Films"), or the lead ("ten films").
"""

from collections import Counter
from collections.abc import Container, Sequence

import regex

from kazsearch.corpus.candidates import Candidate
from kazsearch.corpus.labels import FACT, GENERIC, TELLING, Label, fold
from kazsearch.corpus.lines import HEAD, ITEM, TEXT, Line
from kazsearch.corpus.rows import TABLED
from kazsearch.corpus.shapes import Shape, next_index, shape_of
from kazsearch.corpus.tiers import WEAK
from kazsearch.lazy import lazy_regex

_ROW = 2  # films of a shape, with which others go on
_SECTION_OF_FILMS = lazy_regex(
    r"(?:\w++\s++){0,2}(?:films?|movies?|фильмы?|кино|фильмдер|кинолар)(?:\s\w++)?", regex.I
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


def is_of_no_film(heading: str) -> bool:
    """Say whether a heading is one of an article's own: `Conclusion`, `Honourable mentions`."""
    return _CLOSING_WORDS.fullmatch(heading) is not None


def with_weak(
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
        row = sure[shape] >= _ROW and 2 * sure[shape] >= every[shape]
        numbered = one.line.number is not None
        between = bool(places) and places[0] < one.line.at < places[-1]
        if (
            (row and numbered)
            or (between and 3 * sure[shape] >= 2 * every[shape] and _has_body(lines, one))
            or (one.line.kind is HEAD and _holds_label(lines, one.line.at, opened))
            or (one.line.at in among and _has_body(lines, one))
        ):
            added.append(one)
    return sorted(chosen + added, key=lambda one: one.line.at)


def announced_row(candidates: Sequence[Candidate], announced: Container[int]) -> list[Candidate]:
    """Return a row of numbered headings without years, if just so many films are spoken of."""
    rows: dict[Shape, list[Candidate]] = {}
    for one in candidates:
        if one.line.kind is HEAD or one.line.lead:
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
    index = next_index(lines, one.line.at)
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
    if label.key not in TELLING or label.key in ("rating", FACT) or line.bullet == TABLED:
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
        elif films and line.kind is ITEM and line.lead == line.text:
            found.add(line.at)
    return found
