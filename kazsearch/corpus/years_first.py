"""Do the films of an article open with their years: `1985: Ran`, `## 1985 – Ran`, `(1985) Ran`?

So do events in a history and versions in a changelog. Three lines must have the same form, and the
article must tell of films: by labels or credits under the lines, quoted titles, or its lead.
"""

from collections.abc import Sequence

import regex

from kazsearch.corpus.announcements import announced_counts
from kazsearch.corpus.candidates import Candidate
from kazsearch.corpus.headings import Heading, read_heading
from kazsearch.corpus.labels import TELLING, default_labels
from kazsearch.corpus.lines import HEAD, QUIET, RULE, TEXT, Kind, Line
from kazsearch.corpus.notes import read_credits
from kazsearch.corpus.tiers import SURE, ends_sentence, speaks_of_films
from kazsearch.corpus.years import BRACKETED, BRACKETED_YEARS, Certainty
from kazsearch.lazy import lazy_regex

_MIN_LINES = 3
_MAX_WORDS = 10
_MAX_CHARS = 200
_YEAR_FIRST = lazy_regex(
    r"(?P<open>[(\[])?+(?P<year>(?:18[89]|19\d|20\d)\d)"
    r"(?(open)[)\]]\s++|(?P<separator>\s*+:|\s*+[–—]|\s++-)\s++)"
    r"(?P<title>(?P<quoted>«[^«»]++»|“[^“”]++”|„[^„“”]++[“”]|\"[^\"]++\")?+"
    r"(?(quoted)|[\p{Lu}\p{Lt}\p{Lo}\p{N}(]).*+)"
)
_HISTORY = lazy_regex(
    r"\b(?:history|timeline|chronology|years? of|истори|хроник|летопис|тарих)", regex.I
)
_Form = tuple[Kind, int, str, bool, str, bool]


def years_first(lines: Sequence[Line | None]) -> list[Candidate]:
    """Return the lines that open films so, in order; none where few do."""
    found: dict[_Form, list[tuple[Line, Heading]]] = {}
    usual = 0
    for line in lines:
        if line is None or line.kind is QUIET or line.kind is RULE:
            continue
        if line.text[-6:] in BRACKETED_YEARS:
            usual += 1
        elif line.text[:1] in "12([" and (read := _read(line, lines)) is not None:
            form, heading = read
            found.setdefault(form, []).append((line, heading))
    return [
        Candidate(line, heading, SURE, _label_below(line, lines))
        for form, those in found.items()
        if len(those) > max(usual, _MIN_LINES - 1) and _are_films(those, lines, quoted=form[-1])
        for line, heading in those
    ]


def _read(line: Line, lines: Sequence[Line | None]) -> tuple[_Form, Heading] | None:
    """Read a line of this kind: its form, and what it says."""
    if line.label is not None or line.guarded or line.indent > 1:
        return None
    bold = line.mark == "**" and bool(line.lead)
    text = line.lead.rstrip(".:") if bold else line.text
    match = _YEAR_FIRST.fullmatch(text)
    above = lines[line.at - 1] if line.at else None
    below_text = line.kind is TEXT and above is not None and above.kind is TEXT
    if match is None or below_text or len(text) > _MAX_CHARS:
        return None
    if line.kind is not HEAD and ends_sentence(text):
        return None
    heading = read_heading(match["title"], match["quoted"] or "")
    if heading is None or heading.certainty is not Certainty.NONE:
        return None
    if len(heading.title.split()) > _MAX_WORDS:
        return None
    rest = line.text[len(line.lead) :].strip() if bold else heading.rest
    heading = heading._replace(year=int(match["year"]), certainty=BRACKETED, rest=rest)
    separator = match["open"] or match["separator"].strip()
    quoted = match["quoted"] is not None
    return (line.kind, line.level, line.bullet, bold, separator, quoted), heading


def _are_films(
    those: Sequence[tuple[Line, Heading]], lines: Sequence[Line | None], *, quoted: bool
) -> bool:
    first = those[0][0].at
    above = [line.text for line in lines[:first] if line is not None]
    announced = any(len(those) in announced_counts(text) for text in above)
    listed = any(map(speaks_of_films, above)) and not any(map(_HISTORY.search, above))
    if announced or listed:
        return True
    told = sum(_tells_of_a_film(line, lines) for line, _ in those)
    return quoted or 3 * told >= 2 * len(those)


def _label_below(line: Line, lines: Sequence[Line | None]) -> bool:
    below = _below(line, lines)
    return below is not None and below.label is not None and below.label.key in TELLING


def _tells_of_a_film(line: Line, lines: Sequence[Line | None]) -> bool:
    """Tell whether a label of a film, or its credits, stand right below."""
    below = _below(line, lines)
    if below is None or below.kind is HEAD:
        return False
    return _label_below(line, lines) or bool(read_credits(below.text, default_labels()))


def _below(line: Line, lines: Sequence[Line | None]) -> Line | None:
    few = lines[line.at + 1 : line.at + 3]
    return next((each for each in few if each is not None and each.kind is not QUIET), None)
