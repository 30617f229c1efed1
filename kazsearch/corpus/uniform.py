"""Do lines of one odd form open the films of an article in which nothing else does?

    1985: Ran            ## 1985 – Ran            (1985) Ran
    Ran, 1985            Ran – 1985               and a text below
    ## Ran 1985
    Ran (1985). A warlord divides his realm.

Letters begin so, too (`Almaty, 1985`), and events in a life, versions in a changelog, reports.
Three lines must have the same form, and the article must tell of films: by a lead that announces
or recommends them, or by labels or credits under the lines.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from kazsearch.corpus.announcements import announced_counts
from kazsearch.corpus.candidates import Candidate
from kazsearch.corpus.drafts import YEAR_KEYS
from kazsearch.corpus.headings import Heading, read_heading, reads_like_prose
from kazsearch.corpus.labels import TELLING, default_labels
from kazsearch.corpus.lines import HEAD, QUIET, RULE, TEXT, Kind, Line
from kazsearch.corpus.notes import is_country, read_credits
from kazsearch.corpus.tiers import SURE, ends_sentence, speaks_of_films
from kazsearch.corpus.years import BRACKETED, TRAILING, Certainty, read_date
from kazsearch.lazy import lazy_regex

_MIN_LINES = 3
_MAX_WORDS = 10
_MAX_CHARS = 200
_MAX_LABELS = 8  # lines below a title, among which its labels are
_YEAR_FIRST = lazy_regex(
    r"(?P<open>[(\[])?+(?P<year>(?:18[89]|19\d|20\d)\d)"
    r"(?(open)[)\]]\s++|(?P<separator>\s*+:|\s*+[–—]|\s++-)\s++)"
    r"(?P<title>(?P<quoted>«[^«»]++»|“[^“”]++”|„[^„“”]++[“”]|\"[^\"]++\")?+"
    r"(?(quoted)|[\p{Lu}\p{Lt}\p{Lo}\p{N}(]).*+)"
)
_YEAR_LAST = lazy_regex(r"(?P<title>\p{L}.*\S)\s++(?P<year>(?:18[89]|19\d|20\d)\d)")
_YEAR_BEFORE_PROSE = lazy_regex(r"[^()]{1,100}\((?:19|20)\d\d\)\.\s")
# and yet no list of films
_OTHERWISE = lazy_regex(
    r"\b(?:history|timeline|chronology|years? of|making of|one of|directors?|act(?:or|ress)|letters"
    r"|festival|books?|career|life|lives|biograph|истори|хроник|летопис|режисс|акт[её]р|письм"
    r"|фестивал|книг|жизн|биограф|тарих|өмір)",
    regex.I,
)
_RECOMMENDS = lazy_regex(
    r"\b(?:best|top|great(?:est)?|favou?rite|must|to (?:see|watch)|worth|recommend|selection|pick"
    r"|лучш|топ|посмотр|смотр|подбор|рекоменд|любим|стоит|үздік|көру)",
    regex.I,
)


class _Form(NamedTuple):
    """What lines that open films have in common. `sign` is what tells the year from the title."""

    kind: Kind
    level: int
    bullet: str
    numbered: bool
    bold: bool
    sign: str


def find_uniform(lines: Sequence[Line | None]) -> list[Candidate]:
    """Return the lines that open films so, in order; none where few do, or several forms."""
    found: dict[_Form, list[tuple[Line, Heading]]] = {}
    for line in lines:
        if line is None or line.kind is QUIET or line.kind is RULE:
            continue
        text = line.text
        may_be = text[:1] in "12([" or text[-4:].isdecimal() or _is_before_prose(line)
        if may_be and (read := _read(line, lines)) is not None:
            form, heading = read
            found.setdefault(form, []).append((line, heading))
    rows = [those for those in found.values() if len(those) >= _MIN_LINES]
    if len(rows) != 1 or not _are_films(rows[0], lines):
        return []
    return [Candidate(line, heading, SURE, _label_below(line, lines)) for line, heading in rows[0]]


def _is_before_prose(line: Line) -> bool:
    return line.kind is TEXT and "). " in line.text[:_MAX_CHARS]


def _read(line: Line, lines: Sequence[Line | None]) -> tuple[_Form, Heading] | None:
    """Read a line of such a form."""
    above = lines[line.at - 1] if line.at else None
    inside = line.kind is TEXT and above is not None and above.kind is TEXT
    if line.label is not None or line.guarded or line.indent > 1 or inside:
        return None
    if line.lead and line.mark == "**":
        text, rest = line.lead.rstrip(".:"), line.text[len(line.lead) :].strip()
    else:
        text, rest = line.text, ""
    if len(text) > _MAX_CHARS and not _is_before_prose(line):
        return None
    found = _year_first(text) or _year_last(text, line) or _year_before_prose(line)
    if found is None or _has_year_below(line, lines) or _holds_headings(line, lines):
        return None
    sign, heading = found
    if len(heading.title.split()) > _MAX_WORDS or reads_like_prose(heading.title):
        return None
    bold = line.mark == "**" and bool(line.lead)
    form = _Form(line.kind, line.level, line.bullet, line.number is not None, bold, sign)
    return form, heading._replace(certainty=BRACKETED, rest=rest or heading.rest)


def _has_year_below(line: Line, lines: Sequence[Line | None]) -> bool:
    """Tell whether a label in the same block says the year: `Blade Runner 2049` is a title then."""
    block = lines[line.at + 1 : line.at + 1 + _MAX_LABELS]
    labels = (each.label for each in block if each is not None and each.label is not None)
    return any(label.key in YEAR_KEYS for label in labels)


def _holds_headings(line: Line, lines: Sequence[Line | None]) -> bool:
    """Tell whether the next heading is a deeper one: `## Cannes 2019` is a section then."""
    if line.kind is not HEAD:
        return False
    below = (lines[at] for at in range(line.at + 1, len(lines)))
    following = next((each for each in below if each is not None and each.kind is HEAD), None)
    return following is not None and following.level > line.level and following.label is None


def _year_first(text: str) -> tuple[str, Heading] | None:
    """Read `1985: Ran`."""
    match = _YEAR_FIRST.fullmatch(text)
    if match is None or ends_sentence(text):
        return None
    heading = read_heading(match["title"], match["quoted"] or "")
    if heading is None or heading.certainty is not Certainty.NONE:
        return None
    sign = match["open"] or match["separator"].strip()
    return sign, heading._replace(year=int(match["year"]))


def _year_last(text: str, line: Line) -> tuple[str, Heading] | None:
    """Read `Ran, 1985` where nothing sets it off, and the heading `## Ran 1985`."""
    if not text[-4:].isdecimal() or read_date(text) is not None:  # `May 2019`
        return None
    heading = read_heading(text)
    if heading is None or heading.rest:
        return None
    if heading.certainty is TRAILING and not line.marked and not line.lead:
        return None if is_country(heading.title) else (",", heading)
    if heading.certainty is Certainty.NONE and line.kind is HEAD:
        match = _YEAR_LAST.fullmatch(heading.title)
        if match is not None:
            return "", heading._replace(title=match["title"], year=int(match["year"]))
    return None


def _year_before_prose(line: Line) -> tuple[str, Heading] | None:
    """Read `Ran (1985). A warlord divides his realm.`"""
    if not _is_before_prose(line) or not _YEAR_BEFORE_PROSE.match(line.text):
        return None
    heading = read_heading(line.text)
    return None if heading is None or heading.rest[:1] != "." else (".", heading)


def _are_films(those: Sequence[tuple[Line, Heading]], lines: Sequence[Line | None]) -> bool:
    """Tell whether the article speaks of films where such lines stand."""
    if len({heading.title for _, heading in those}) < len(those):
        return False
    first = those[0][0].at
    above = [line.text for line in lines[:first] if line is not None and line.text]
    lead = [*above[:1], *above[-1:]]  # the article's title, and what stands right above
    if any(len(those) in announced_counts(text) for text in lead):
        return True
    if any(
        speaks_of_films(text) and _RECOMMENDS.search(text) and not _OTHERWISE.search(text)
        for text in lead
    ):
        return True
    told = sum(_tells_of_a_film(line, lines) for line, _ in those)
    return 3 * told >= 2 * len(those)


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
