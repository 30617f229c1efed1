"""Here is a line that may head a film: which title, which year, what else does it say?

    heading   := title year? rest?
    year      := "(" years ")" | "[" years "]"        years alone
               | "(" words "," years ")"              a year among other words
               | ("," | dash) years                   at the end
    years     := YYYY ((dash | "/") (YYYY | YY | "present")?)? ("," years)* "г."?
    title     := name alternative*
    alternative := "/" name | "(" name ")"
    rest      := separator words

A year alone in brackets wins over one among other words, and that over a year without brackets.
"""

import enum
from typing import NamedTuple

import regex

from kazsearch.corpus.film import Extra
from kazsearch.corpus.inline import unshield
from kazsearch.corpus.notes import find_director, is_country
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


class Heading(NamedTuple):
    """What a line says, read as the heading of a film."""

    title: str
    year: int | None
    certainty: Certainty
    alternatives: tuple[str, ...] = ()
    rest: str = ""
    extras: tuple[Extra, ...] = ()


BRACKETED_YEARS = {f"({year})": year for year in range(1880, 2100)}
"""The years of films, as they stand after most titles."""

_new = tuple.__new__
_YYYY = r"(?:18[89]\d|19\d\d|20\d\d)(?!\d)"
_UNIT = (
    r"(?:[\s-]*+(?:г\.\s?в\.|гг?\b\.?+|год(?:а|ы|у|ом|ов)?\b|ж\b\.?+|жыл(?:ы|і|ғы|дың)?\b"
    r"|years?\b))?+"
)
_NOW = r"present|now|today|наст[.\w]*+(?:\s\w++\.?+)?|н\.\s?в\."
_CLOSED = r"(?=\s*+(?:[)\],;]|$))"
_UNTIL = rf"(?:\s*+[-–—/]\s*+(?:{_YYYY}|\d\d(?!\d)|{_NOW}|{_CLOSED}))?+"
_YEARS = rf"(?:c\.|ca\.|circa|около|~)?+\s*+(?P<year>{_YYYY}){_UNTIL}{_UNIT}"
_ALONE = lazy_regex(
    rf"[(\[]\s*+{_YEARS}(?:\s*+[,;&/]\s*+{_YYYY}{_UNTIL}{_UNIT})*+\s*+[)\]]", regex.I
)
_BRACKET = lazy_regex(r"[(\[](?P<inside>[^()\[\]]{5,150}+)[)\]]")
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
_YEAR_LINE = lazy_regex(
    rf"[(\[]?+{_YEARS}(?:[)\]]|(?=,|$))(?P<words>(?:,[^.]{{0,60}}+)?+)", regex.I
)
_DANGLING = (":", "-", "–", "—", "|", ",", "/")
_PUNCTUATION = " ,:;|-–—·•/"
_QUOTED = lazy_regex(r"«([^«»]++)»|“([^“”]++)”|„([^„“”]++)[“”]|\"([^\"]++)\"|‘([^‘’]++)’")
_INVERTED = lazy_regex(r"(.+), (The|A|An|Le|La|Les|L['’]|El|Los|Las|Der|Die|Das|Il)", regex.I)
_WORD = lazy_regex(r"[\p{L}\p{N}]")
_LETTER = lazy_regex(r"(?P<cyrillic>\p{Cyrillic})|\p{L}")
_SLASH = lazy_regex(r"\s++[/|]\s++")
_COMMA = lazy_regex(r"[,;]")
_INTRICATE = lazy_regex(r"[()\[\]/|«»“”„\"‘’,;:–—\udc00-\udcff-]")
_LAST_BRACKET = lazy_regex(r"(.*\S)\s++\(([^()]++)\)")
# `Surname, N. (2003)` in a list of literature
_AUTHOR = lazy_regex(r"[\p{L}'’-]++,\s(?:\p{Lu}\.[\s-]?)++")
_AKA = lazy_regex(
    r"(?:aka|a\.k\.a\.|also known as|original title|orig\.|ориг\.|оригинальное название)\s*+:?\s*+",
    regex.I,
)
_CONJUNCTION = lazy_regex(r"(?:\b(?:or|and|the|или|и|немесе|және)|&|,|:)$", regex.I)
_PART = lazy_regex(
    r"(?:part|vol\.?|volume|chapter|episode|season|часть|том|глава|серия|сезон|бөлім)\b|\d++$",
    regex.I,
)
_SENTENCE_BREAK = lazy_regex(r"[\p{Ll}\p{M}]{4,}[.!?…]++[”»\"')]*+\s++[\p{Lu}\"«“]")


def read_heading(text: str, lead: str = "") -> Heading | None:
    """Read a line as a heading; None where there is no title in it.

    `lead` is the emphasised, linked or quoted run that the text begins with.

    >>> read_heading("2001: A Space Odyssey (1968)")[:2]
    ('2001: A Space Odyssey', 1968)
    """
    if not lead and (usual := _read_usual(text)) is not None:
        return usual
    found = _find_year(text, lead)
    if found is None:
        end = len(lead) if lead else len(text)
        start, year, certainty, words = end, None, Certainty.NONE, ""
    else:
        start, end, year, certainty, words = found
    named, between = _parted(text, start, lead)
    if certainty is TRAILING and ", " in named:  # `Contact, USA, 1997`
        before, _, country = named.rpartition(", ")
        if is_country(country):
            named, words = before, country
    if (match := find_director(named)) is not None:
        named, words = named[: match.start()], ", ".join(filter(None, (match[1].strip(), words)))
    title, alternatives = _read_title(named)
    title, alternatives = unshield(title), tuple(map(unshield, alternatives))
    if not _has_word(title) or len(title) > MAX_TITLE_CHARS:
        return None
    words = ", ".join(filter(None, (between, words)))
    extras: tuple[Extra, ...] = ()
    if _has_word(words):
        other, extras = _read_words(unshield(words), title)
        alternatives += other
    rest = unshield(text[end:].strip())
    if rest in _DANGLING:
        rest = ""
    return Heading(title, year, certainty, alternatives, rest, extras)


def _read_usual(text: str) -> Heading | None:
    """Read `Title (1999)` with no other bracket, as nearly all headings are; None for others."""
    year = BRACKETED_YEARS.get(text[-6:])
    if year is None or len(text) > MAX_TITLE_CHARS:
        return None
    title = text[:-6].strip()
    # most titles have letters, digits and blanks alone, which is told without a pattern
    if title.replace(" ", "").isalnum():
        return _new(Heading, (title, year, BRACKETED, (), "", ()))
    if "(" in title or "[" in title or not _has_word(title) or find_director(title):
        return None
    title, alternatives = _read_title(title)
    if not _has_word(title):
        return None
    return Heading(unshield(title), year, BRACKETED, tuple(map(unshield, alternatives)))


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


def _find_year(text: str, lead: str) -> tuple[int, int, int, Certainty, str] | None:
    """Find the year: (where the title ends, where the rest begins, year, certainty, words)."""
    head = text[: MAX_TITLE_CHARS + 60]
    if "19" not in head and "20" not in head and "18" not in head:
        return None  # most prose: 19 µs of patterns for 0.2
    for match in _ALONE.finditer(head):
        if _has_word(head[: match.start()]):
            return match.start(), match.end(), int(match["year"]), BRACKETED, ""
    for match in _BRACKET.finditer(head):
        if _has_word(head[: match.start()]) and (found := _year_among(match["inside"])):
            year, words = found
            return match.start(), match.end(), year, AMONG, words
    last = None
    for match in _TRAILING.finditer(head, len(lead) if lead and lead != text else 0):
        if _has_word(head[: match.start()]):
            last = match
    if last is not None:
        return last.start(), last.end(), int(last["year"]), TRAILING, ""
    return None


def _parted(text: str, start: int, lead: str) -> tuple[str, str]:
    """Part what stands before the year: the title, and words after the run that is set off.

    A part of the title may follow that run, as in `«Дюна»: Часть вторая (2024)`.
    """
    after = text[len(lead) : start] if lead else ""
    between = after.strip(_PUNCTUATION)
    if not between or between[0] in "([" or "/" in after:
        return text[:start], ""
    if _PART.match(between):
        return _unquote(lead) + after, ""
    return lead, between


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


def _read_words(words: str, title: str) -> tuple[tuple[str, ...], tuple[Extra, ...]]:
    """Read what stands beside a year in brackets: another title, or a note.

    A name in another script than the title's is the title in another language.
    """
    match = find_director(f" {words}")
    directed = match is not None and not match.start()
    if not directed and "," not in words and script_of(words) not in ("", script_of(title)):
        return (_unquote(words),), ()
    return (), (Extra(key="note", text=words),)


def script_of(text: str) -> str:
    """Return "Cyrillic" or "other", by the first letter of a text; "" where there is none."""
    match = _LETTER.search(text)
    return "" if match is None else "Cyrillic" if match["cyrillic"] else "other"


def _read_title(text: str) -> tuple[str, tuple[str, ...]]:
    """Read a title with its alternatives.

    >>> _read_title("Amélie (Le Fabuleux Destin d'Amélie Poulain) ")
    ('Amélie', ("Le Fabuleux Destin d'Amélie Poulain",))
    >>> _read_title("«99 франков» / 99 francs")
    ('99 франков', ('99 francs',))
    >>> _read_title("Lion King, The")
    ('The Lion King', ())
    """
    if not _INTRICATE.search(text):
        return text.strip(), ()
    text = text.strip().rstrip(_PUNCTUATION).lstrip(" ,:;|")
    alternatives: list[str] = []
    match = _LAST_BRACKET.fullmatch(text)
    while match and not _CONJUNCTION.search(match[1]) and not _PART.match(match[2]):
        other = _AKA.sub("", match[2]).strip()
        if _has_word(other):
            alternatives.insert(0, _said(_unquote(other)))
        text = match[1].rstrip(_PUNCTUATION)
        match = _LAST_BRACKET.fullmatch(text)
    first, *others = _SLASH.split(text)
    alternatives[:0] = [_said(_unquote(other)) for other in others if _has_word(other)]
    return _said(_unquote(first)), tuple(alternatives)


def _unquote(text: str) -> str:
    match = _QUOTED.fullmatch(text.strip())
    return text.strip() if match is None else next(filter(None, match.groups())).strip()


def _said(title: str) -> str:
    """Turn `Lion King, The` into what is said."""
    match = _INVERTED.fullmatch(title)
    if match is None:
        return title
    blank = "" if match[2][-1] in "'’" else " "
    return f"{match[2]}{blank}{match[1]}"


def _has_word(text: str) -> bool:
    return _WORD.search(text) is not None


def reads_like_prose(title: str) -> bool:
    """Say whether what stands before a year is a sentence rather than a title."""
    return (
        _SENTENCE_BREAK.search(title) is not None
        or _AUTHOR.match(title) is not None
        or title.endswith((",", ";"))
    )


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
