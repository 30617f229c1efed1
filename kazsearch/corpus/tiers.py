"""Here is a line that reads as a heading: how sure is it that it opens a film?

A line that shows its year in brackets is sure where it is set off (a Markdown heading, an item, a
bold title), or where it stands alone as a title does: first in its paragraph, or with a label under
it. It is likely where prose goes on after the year, and right below the end of a sentence. A line
with its year after a comma or a dash is likely; one without a year is weak. Both are sure with a
label under them. A paragraph that mentions a film is nothing of these.
"""

import enum
from collections.abc import Sequence

import regex

from kazsearch.corpus.headings import Heading, reads_like_prose
from kazsearch.corpus.labels import DESCRIPTION, FACT, TELLING, Label
from kazsearch.corpus.lines import ITEM, TEXT, Line, line_above, line_below
from kazsearch.corpus.notes import is_country, read_beside
from kazsearch.corpus.years import AMONG, BRACKETED, BRACKETED_YEARS, TRAILING
from kazsearch.lazy import lazy_regex

_MAX_TITLE_WORDS = 14
_MIN_WRAPPED_CHARS = 45  # a shorter line is not the first of a wrapped paragraph
_MAX_REST_WORDS = 4
_MAX_WORDS_BESIDE = 12  # `, directed by` two people, a country and a running time
_MARKS = ".,:;!?–—-|/()[]"
_SENTENCE_END = lazy_regex(r"[.!?…:;][»”\"')\]*_]*+$")
_ABBREVIATED_YEAR = lazy_regex(r"\s?(?:гг?|ж)\.$", regex.I)
_LISTED = lazy_regex(r"[(\[](?:19|20)\d\d[)\]]\W*+$")
_ENDED = lazy_regex(r"[.!?…][»”\"')\]*_]*+$")
_SEPARATOR = lazy_regex(
    r",\s*+(?!\p{Ll})|[.!?](?=\s*+\S)|[^\p{L}\p{M},.!?]++|\p{Lu}|,?\s?(?:by|dir|directed by|реж)\b"
)
_PROSE_SEPARATOR = lazy_regex(r"\s*+[:–—-]\s")
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


def tier_of(
    line: Line, heading: Heading, lines: Sequence[Line | None], label: Label | None
) -> Tier | None:
    """Return the tier of a line, None if it opens no film; `label` is that of the line below.

    Below, `telling` is that label if it tells of films.
    """
    if line.literal and label is not None:
        return SURE if label.key == DESCRIPTION else None
    if line.name and line.lead.rstrip(" :") == line.name and line.name[-1] not in ")]":
        return None  # `**Budget:** 5`, but not `**Heat (1995):** Two men`
    telling = label if label is not None and label.key in TELLING else None
    if heading.certainty < AMONG:
        tier = _tier_without_bracket(line, heading, lines, telling)
    elif line.marked:
        tier = SURE if telling is not None else _tier_set_off(line, heading)
    else:
        tier = _tier_plain(line, heading, lines, telling)
    # last, since the search takes 20 µs in a line of prose, which mostly has no tier
    return None if tier is not None and telling is None and speaks_of_films(heading.title) else tier


def speaks_of_films(text: str) -> bool:
    """Say whether a heading is about several films, not about one."""
    return _PLURAL.search(text) is not None


def _tier_set_off(line: Line, heading: Heading) -> Tier | None:
    """Judge a heading, an item, or a line that begins with bold letters or a link."""
    if reads_like_prose(heading.title):
        return None
    whole = not heading.rest or _SEPARATOR.match(heading.rest) is not None
    whole = whole or (bool(line.lead) and not heading.rest.strip(".,!?"))
    if line.kind is ITEM:
        whole = whole and (heading.certainty is BRACKETED or bool(line.lead))
    elif line.kind is TEXT:
        whole = whole and line.mark == "**"
    return SURE if whole else LIKELY


def _tier_plain(
    line: Line, heading: Heading, lines: Sequence[Line | None], telling: Label | None
) -> Tier | None:
    """Judge a line that nothing sets off: it must stand as a title stands."""
    rest = heading.rest
    before = line_above(lines, line)
    first = before is None or before.kind is not TEXT
    if _stands_beside(rest, line_below(lines, line)):
        rest = ""
    if _is_long(rest) or rest[:1] in set(".,:;"):
        prose = first and (line.lead or _PROSE_SEPARATOR.match(rest))
        return LIKELY if prose and _is_title(heading.title) else None
    if ends_sentence(rest) or (rest[:1].islower() and not _SEPARATOR.match(rest)):
        return None
    if telling is not None:
        ends = before is None or ends_sentence(before.text)
        return SURE if first or ends or telling.key == DESCRIPTION else None
    if not _is_title(heading.title):
        return None
    if before is not None and before.kind is TEXT:
        return LIKELY if _is_titled_year(line, before, lines) else None
    return LIKELY if _goes_on(line, lines) else SURE


def _is_title(words: str) -> bool:
    """Say whether words without a label under them may be a title: neither many nor a sentence."""
    return len(words.split()) <= _MAX_TITLE_WORDS and not reads_like_prose(words)


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does, or announces what follows."""
    return _SENTENCE_END.search(text) is not None


def _ends_sentence_but_for_year(line: Line) -> bool:
    """Say whether a line ends as a sentence does, and not as `2004 г.`"""
    return ends_sentence(_ABBREVIATED_YEAR.sub("", line.text))


def may_head_description(line: Line, heading: Heading, lines: Sequence[Line | None]) -> bool:
    """Say whether a line above a description may head it whatever follows its year: `Heat (1995).`,
    `Heat (1995), crime, USA`. A blank line between leaves room for no more than a full stop."""
    before = line_above(lines, line)
    if heading.year is None:
        return False
    if heading.certainty is TRAILING and (line.name or _ends_sentence_but_for_year(line)):
        return False
    words = [word for word in heading.rest.split() if word.strip(_MARKS)]
    adjacent = line_below(lines, line) is not None
    return (
        (before is None or before.kind is not TEXT)
        and len(words) <= (_MAX_WORDS_BESIDE if adjacent else 0)
        and not line.text.endswith(":")
        and not is_country(heading.title)
        and _is_title(heading.title)
    )


def _stands_beside(rest: str, below: Line | None) -> bool:
    """Say whether what follows a year is no prose: that may wrap after `, directed by Ann`."""
    if read_beside(rest) is None:
        return False
    if below is None or below.label is not None:
        return True
    return rest[0] != ","


def _is_titled_year(line: Line, before: Line, lines: Sequence[Line | None]) -> bool:
    """Say whether a line is `Title (1999)` and nothing else, right below the end of a sentence.

    So films follow one another where the author left no blank lines.
    """
    below = line_below(lines, line)
    return (
        line.indent < 2
        and line.text[-6:] in BRACKETED_YEARS
        and _ENDED.search(before.text) is not None
        and below is not None
        and not below.text[:1].islower()
        and not _LISTED.search(below.text)
    )


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
    line: Line, heading: Heading, lines: Sequence[Line | None], telling: Label | None
) -> Tier | None:
    """Judge a line without a year in brackets: a label makes it sure, sisters may."""
    if line.marked:
        if telling is not None and not _is_long(heading.rest):
            return SURE
        if not _is_title(heading.title):
            return None
        return LIKELY if heading.certainty is TRAILING else WEAK
    if heading.certainty is TRAILING and line.lead and not heading.rest:
        return LIKELY if telling is None else SURE
    if telling is None or line.indent >= 2:
        return None
    if heading.rest or (_ends_sentence_but_for_year(line) and not line.lead):
        return None
    before = line_above(lines, line)
    if before is not None and before.label is not None and not before.value:
        return None  # what stands right under a bare label is its text
    first = before is None or before.kind is not TEXT
    known = telling.key == DESCRIPTION or (first and telling.key != FACT)
    return SURE if known and not line.name else None
