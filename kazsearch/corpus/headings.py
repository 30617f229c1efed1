"""Here is a line that may head a film: which title, which year, what else does it say?

    heading   := title year? rest?
    title     := name alternative*
    alternative := "/" name | "(" name ")"
    rest      := separator words

`years.py` finds the year.
"""

from typing import NamedTuple

import regex

from kazsearch.corpus.film import Extra
from kazsearch.corpus.inline import unshield
from kazsearch.corpus.notes import find_director, is_country
from kazsearch.corpus.years import (
    BRACKETED,
    BRACKETED_YEARS,
    MAX_TITLE_CHARS,
    TRAILING,
    Certainty,
    find_year,
    has_word,
)
from kazsearch.lazy import lazy_regex


class Heading(NamedTuple):
    """What a line says, read as the heading of a film."""

    title: str
    year: int | None
    certainty: Certainty
    alternatives: tuple[str, ...] = ()
    rest: str = ""
    extras: tuple[Extra, ...] = ()


_new = tuple.__new__
# of title and alternatives, each of which costs a look at all
_MAX_NAMED_CHARS = 10 * MAX_TITLE_CHARS
_DANGLING = (":", "-", "–", "—", "|", ",", "/")
_PUNCTUATION = " ,:;|-–—·•/"
_QUOTED = lazy_regex(r"«([^«»]++)»|“([^“”]++)”|„([^„“”]++)[“”]|\"([^\"]++)\"|‘([^‘’]++)’")
_INVERTED = lazy_regex(r"(.+), (The|A|An|Le|La|Les|L['’]|El|Los|Las|Der|Die|Das|Il)", regex.I)
_LETTER = lazy_regex(r"(?P<cyrillic>\p{Cyrillic})|\p{L}")
_SLASH = lazy_regex(r"\s++[/|]\s++")
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
    found = find_year(text, lead)
    if found is None:
        end = len(lead) if lead else len(text)
        start, year, certainty, words = end, None, Certainty.NONE, ""
    else:
        start, end, year, certainty, words = found
    named, between = _parted(text, start, lead)
    if len(named) > _MAX_NAMED_CHARS:
        return None
    if certainty is TRAILING and ", " in named:  # `Contact, USA, 1997`
        before, _, country = named.rpartition(", ")
        if is_country(country):
            named, words = before, country
    if (match := find_director(named)) is not None:
        named, words = named[: match.start()], ", ".join(filter(None, (match[1].strip(), words)))
    title, alternatives = _read_title(named)
    title, alternatives = unshield(title), tuple(map(unshield, alternatives))
    if not has_word(title) or len(title) > MAX_TITLE_CHARS:
        return None
    words = ", ".join(filter(None, (between, words)))
    extras: tuple[Extra, ...] = ()
    if has_word(words):
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
    if "(" in title or "[" in title or not has_word(title) or find_director(title):
        return None
    title, alternatives = _read_title(title)
    if not has_word(title):
        return None
    return Heading(unshield(title), year, BRACKETED, tuple(map(unshield, alternatives)))


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
        if has_word(other):
            alternatives.insert(0, _said(_unquote(other)))
        text = match[1].rstrip(_PUNCTUATION)
        match = _LAST_BRACKET.fullmatch(text)
    first, *others = _SLASH.split(text)
    alternatives[:0] = [_said(_unquote(other)) for other in others if has_word(other)]
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


def reads_like_prose(title: str) -> bool:
    """Say whether what stands before a year is a sentence rather than a title."""
    return (
        _SENTENCE_BREAK.search(title) is not None
        or _AUTHOR.match(title) is not None
        or title.endswith((",", ";"))
    )
