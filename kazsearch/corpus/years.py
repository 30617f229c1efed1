"""Here is a line: which year of a film does it show, how plainly, and where?

    year      := "(" years ")" | "[" years "]"        years alone
               | "(" words "," years ")"              a year among other words
               | ("," | dash) years                   at the end
    years     := YYYY ((dash | "/") (YYYY | YY | "present")?)? ("," years)* "г."?

A year alone in brackets wins over one among other words, and that over a year without brackets.
"""

import enum

import regex

from kazsearch.corpus.notes import is_country
from kazsearch.lazy import lazy_regex

MAX_TITLE_CHARS = 200
_MAX_COUNTRIES = 4


class Certainty(enum.IntEnum):
    """How plainly a heading shows its year."""

    NONE = 0
    TRAILING = 1  # after a comma or a dash
    AMONG = 2  # in brackets, among other words
    BRACKETED = 3  # alone in brackets


# looked up for each heading
BRACKETED, AMONG, TRAILING = Certainty.BRACKETED, Certainty.AMONG, Certainty.TRAILING

BRACKETED_YEARS = {f"({year})": year for year in range(1880, 2100)}
"""The years of films, as they stand after most titles."""

_YYYY = r"(?:18[89]\d|19\d\d|20\d\d)(?!\d)"
_UNIT = (
    r"(?:[\s-]*+(?:г\.\s?в\.|гг?\b\.?+|год(?:а|ы|у|ом|ов)?\b|ж\b\.?+|жыл(?:ы|і|ғы|дың)?\b"
    r"|years?\b|年))?+"
)
_NOW = r"present|now|today|наст[.\w]*+(?:\s\w++\.?+)?|н\.\s?в\."
_CLOSED = r"(?=\s*+(?:[)\]）］,;]|$))"
_UNTIL = rf"(?:\s*+[-–—/]\s*+(?:{_YYYY}|\d\d(?!\d)|{_NOW}|{_CLOSED}))?+"
_YEARS = rf"(?:c\.|ca\.|circa|около|~)?+\s*+(?P<year>{_YYYY}){_UNTIL}{_UNIT}"
_ALONE = lazy_regex(
    rf"[(\[（［]\s*+{_YEARS}(?:\s*+[,;&/]\s*+{_YYYY}{_UNTIL}{_UNIT})*+\s*+[)\]）］]", regex.I
)
_BRACKET = lazy_regex(r"[(\[（［](?P<inside>[^()\[\]（）［］]{5,150}+)[)\]）］]")
# what the year in brackets may be said to be of: `(2004 film)`, `(1971 жылы түсірілген)`
_OF_FILM = (
    r"(?:\s++(?P<after>(?:tv\s|short\s|feature\s|animated\s)?+(?:films?|movie|miniseries|series|remake"
    r"|version)|фильм|кино|түсірілген|шыққан))?+"
)
_PIECE = lazy_regex(rf"(?P<words>.*?)(?:^|\s){_YEARS}{_OF_FILM}\s*+", regex.I)
_TRAILING = lazy_regex(
    rf"\s*+(?:,|[-–—|]|,\s*+[-–—])\s*+{_YEARS}\s*+(?=$|[.:;,]|\s[-–—]|[-–—]\s)", regex.I
)
_STARTING = lazy_regex(rf"[(\[]?{_YEARS}", regex.I)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт"
    r"|ноя|дек|қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел)[\p{L}.]*+"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATED = lazy_regex(
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]|(?:{_DAY}\s++)?{_MONTH}\s++(?:{_DAY},?\s++)?)(?P<year>{_YYYY})",
    regex.I,
)
_DOT = r"(?<=\b(?:реж|dir|min|мин|\p{L}))\."  # of an abbreviation, not of a sentence
_YEAR_LINE = lazy_regex(
    rf"[(\[]?+{_YEARS}(?:[)\]]|(?=,|$))(?P<words>(?:,(?:[^.]|{_DOT}){{0,60}}+)?+)", regex.I
)
_COMMA = lazy_regex(r"[,;]")
_WORD = lazy_regex(r"[\p{L}\p{N}]")


def read_year(text: str) -> int | None:
    """Return the year that the text under a year label begins with.

    >>> read_year("2011–2016"), read_year("unknown")
    (2011, None)
    """
    match = _STARTING.match(text)
    return None if match is None else int(match["year"])


def read_date(text: str) -> int | None:
    """Return the year of the date that a text begins with.

    >>> read_date("March 12, 1999"), read_date("5 мая 1987 года"), read_date("On DVD in 2021")
    (1999, 1987, None)
    """
    match = _DATED.match(text)
    return None if match is None else int(match["year"])


def find_year(text: str, lead: str) -> tuple[int, int, int, Certainty, str] | None:
    """Find the year: (where the title ends, where the rest begins, year, certainty, words)."""
    head = text[: MAX_TITLE_CHARS + 60]
    if "19" not in head and "20" not in head and "18" not in head:
        return None  # most prose: 19 µs of patterns for 0.2
    for match in _ALONE.finditer(head):
        if has_word(head[: match.start()]):
            return match.start(), match.end(), int(match["year"]), BRACKETED, ""
    for match in _BRACKET.finditer(head):
        if has_word(head[: match.start()]) and (found := _year_among(match["inside"])):
            year, words = found
            return match.start(), match.end(), year, AMONG, words
    last = None
    for match in _TRAILING.finditer(head, len(lead) if lead and lead != text else 0):
        if has_word(head[: match.start()]):
            last = match
    if last is not None:
        return last.start(), last.end(), int(last["year"]), TRAILING, ""
    return None


def _year_among(inside: str) -> tuple[int, str] | None:
    """Read `USA, 1960, 109 mins.`: the year, and the other words."""
    pieces = [piece.strip() for piece in _COMMA.split(inside)]
    found = [(place, match) for place, one in enumerate(pieces) if (match := _PIECE.fullmatch(one))]
    if not found:
        return None
    alone = (each for each in found if not each[1]["words"])
    place, match = next(alone, found[-1])  # `2004, restored in 2019`
    words = [*pieces[:place], match["words"].strip(), match["after"] or "", *pieces[place + 1 :]]
    return int(match["year"]), ", ".join(word for word in words if word)


def has_word(text: str) -> bool:
    """Tell whether a text has a letter or a digit."""
    return _WORD.search(text) is not None


def read_year_line(text: str) -> tuple[int, str] | None:
    """Read a line under a title that says its year first, or its country: (year, other words).

    >>> read_year_line("1995, USA, 170 min"), read_year_line("(1998)"), read_year_line("In 1998")
    ((1995, 'USA, 170 min'), (1998, ''), None)
    >>> read_year_line("USA, 1995, 170 min")
    (1995, 'USA, 170 min')
    """
    countries: list[str] = []
    match = _YEAR_LINE.fullmatch(text)
    while match is None and len(countries) < _MAX_COUNTRIES:
        country, _, text = text.partition(", ")
        if not is_country(country):
            return None
        countries.append(country)
        match = _YEAR_LINE.fullmatch(text)
    if match is None:
        return None
    words = match["words"].strip(" ,;()[]")
    return int(match["year"]), ", ".join(filter(None, (*countries, words)))
