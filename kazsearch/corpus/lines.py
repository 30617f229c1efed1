"""What is each line, taken alone? Markers peeled off, markup stripped, a label recognised.

    line     := blank | rule | quiet | marked
    rule     := three or more of - * _ = ~ or dashes, and nothing else
    quiet    := an image, a shortcode, a tag or a bare address, and no word to read
    marked   := ">"* ("#"+ | bullet)? number? text
    bullet   := ("-" | "*" | "+" | "•" | a dash ...) blank
    number   := ("#" | "№")? digits ("." | ")" | blank dash blank)
    text     := label (":" text)? | text

A line that begins with a backslash and a blank is plain text, whatever it looks like; after a
backslash alone it has no marker and no label, but may be a title.
"""

import enum
from collections.abc import Sequence
from typing import NamedTuple

import regex

from kazsearch.corpus.inline import has_marks, strip_markup, strip_unescaped, unshield
from kazsearch.corpus.labels import (
    DESCRIPTION,
    FACT,
    MAX_NAME_CHARS,
    TELLING,
    Label,
    LabelTable,
)
from kazsearch.lazy import lazy_regex


class Kind(enum.Enum):
    """What a line that is not blank looks like."""

    RULE = "rule"
    QUIET = "quiet"
    HEAD = "head"  # a Markdown heading
    ITEM = "item"  # bulleted or numbered
    TEXT = "text"


# a member is found in its enum in 190 ns on Python 3.11, a name in 7, and these are asked for often
RULE, QUIET, HEAD, ITEM, TEXT = Kind.RULE, Kind.QUIET, Kind.HEAD, Kind.ITEM, Kind.TEXT


class Line(NamedTuple):
    """One line that is not blank. `at` counts from 0; `text` is without marker and markup."""

    at: int
    kind: Kind
    text: str
    indent: int = 0
    level: int = 0  # how many # a Markdown heading has
    number: int | None = None
    bullet: str = ""
    lead: str = ""  # the emphasised, linked or quoted run that the text begins with
    mark: str = ""  # what sets that run off: `**`, `*`, `[` or `"`
    label: Label | None = None
    name: str = ""  # what stands where a label stands, known or not
    value: str = ""  # what follows the label
    guarded: bool = False  # a backslash and a blank before it: nothing but plain text
    literal: bool = False  # a backslash before it: no marker and no label, but perhaps a title
    shielded: str = ""  # `text` while its escaped marks are shielded, if it has any

    @property
    def marked(self) -> bool:
        """Say whether a marker, or bold letters or a link, set this line off from plain text."""
        return self.kind is not TEXT or self.mark in ("**", "[")

    @property
    def is_dashes(self) -> bool:
        """Say whether this line had the bars and dashes of a table alone."""
        return not self.text and self.kind is TEXT


def line_above(lines: Sequence[Line | None], line: Line) -> Line | None:
    """Return the line right above another; None where that is blank, or there is none."""
    return lines[line.at - 1] if line.at else None


def line_below(lines: Sequence[Line | None], line: Line) -> Line | None:
    """Return the line right below another; None where that is blank, or there is none."""
    return lines[line.at + 1] if line.at + 1 < len(lines) else None


_RULE = lazy_regex(r"(?:[-*_=~—–+•.#]\s*+){3,}+")
ESCAPED_BAR = "│"
"""What an escaped bar is in a row of a table, so that it parts no cells."""

_BARS = lazy_regex(r"[|:\s-]++")
_URLS = lazy_regex(r"(?:(?:https?://|www\.)\S++[\s,]*+)++")
_QUOTE = lazy_regex(r"(?:>\s*+)++")
_HEAD = lazy_regex(r"(#{1,6}+)(?:\s++|(?<=##)(?=[^\s\d#]))")
# from the right (`(?r)`), or what looks like an end in the middle is read again and again
_HEAD_END = lazy_regex(r"(?r)(?:\s++\{[#.:][^{}]*\}|\s*+#++|\s++)++$")
_TAG_HEAD = lazy_regex(r"<h([1-6])(?:\s[^<>]*+)?>(.*?)(?:</h[1-6]>)?+", regex.I)
_TAG_ITEM = lazy_regex(r"<li(?:\s[^<>]*+)?>", regex.I)
_BULLET = lazy_regex(r"([-*+•·‣▪▫■□●○◦►▶➤✓✔–—])\s++(?:\[[ xX]\]\s++)?+(?=\S)")
_DOTTED = r"(?:\\?\.(?!\d)|\\?\)|\s++[-–—](?=\s)|\uFE0F?\u20E3)"
_NUMBER = lazy_regex(
    r"(?:(?:[#№]\s*+|N[or°]\.?\s*+)(\d{1,4}+)(?:\\?[.):]|\s++[-–—](?=\s))?+(?=\s)"
    rf"|\((\d{{1,2}}+)\)(?=\s)|(\d{{1,3}}+){_DOTTED})\s*+"
)
# and neither `No. 7 Cherry Lane` nor `No. 5 - a house by the sea`
_NUMBERED = lazy_regex(r"N[or°]\.?\s*+\d{1,4}+(?:[.):]|\s++[-–—])\s.*\((?:19|20)\d\d\)")
_EMPHASIS_TAG = lazy_regex(r"(?<!\\)</?(?:b|strong|em|i|u)(?:\s[^<>]*+)?>", regex.I)
_ORNAMENT = lazy_regex(r"(?:(?:[\p{So}\uFE0F]|:[a-z][a-z0-9_+-]{1,30}:)\s*+)++(?=\S)")
_STAR = lazy_regex(r"(?:[⭐★☆🌟]|:star2?:)")
# a run that opens a line: emphasis (closed or not), a link, a quotation
_LEAD = lazy_regex(
    r"(?P<m>\*{1,3}+|_{1,3}+)(?=\S)(?:.*?\S(?P=m)(?!\w)|.*+)"
    r"|\[(?>[^\[\]]++|\[[^\[\]]*+\])*+\]\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)"
    r"|(?:«[^«»]++»|“[^“”]++”|„[^„“”]++[“”]|\"[^\"]++\")(?=\s*+(?:$|[(\[,.:;–—-]))"
)
_TO_ANCHOR = lazy_regex(r"\[[^\[\]]*+\]\(#[^()]*+\)")
_NAME = lazy_regex(
    r"[\p{Lu}\p{Lt}\p{Lo}\p{N}][\p{L}\p{M}\p{N}'’\-/&().]*+(?:\s[\p{L}\p{M}\p{N}'’\-/&().]++){0,5}"
)
_DASH = lazy_regex(r"\s*+[-–—]\s++")
_DASHED = lazy_regex(r"(\p{L}[\p{L} ]{2,24}?)\s[-–—]\s(?P<begins>[\p{Lu}\p{Nd}«“\"])?+")
_MAX_DASHED_CHARS = 30
_TRIM = " .:：-–—|"
_MARKS = {"*": "*", "_": "*", "[": "["}
_new = tuple.__new__
RATING = Label("rating", "Rating")


class _Opening(NamedTuple):
    """What is left of a line without its number and ornaments."""

    text: str
    lead: str = ""
    mark: str = ""
    number: int | None = None
    starred: bool = False


def classify(raw: str, at: int, table: LabelTable) -> Line | None:
    """Return what one line is, None for a blank one. `at` is its index."""
    text = raw.strip()
    if not text:
        return None
    indent = len(raw) - len(raw.lstrip()) if raw[0] == " " else 0
    marks = has_marks(text)
    numbered = text[0] == "N" and _NUMBERED.match(text) is not None
    if text[0].isalpha() and not numbered and not (marks and has_marks(text[:MAX_NAME_CHARS])):
        return _plain(text, at, indent, table, marks=marks)
    if _RULE.fullmatch(text):
        return Line(at, RULE, text)
    if text[0] == "|":
        text = text.replace("\\|", ESCAPED_BAR)
    if text[0] == "|" and _BARS.fullmatch(text):
        return Line(at, TEXT, "", indent)  # the dashes of a table, which part nothing
    return _marked(text, at, indent, table)


def _plain(text: str, at: int, indent: int, table: LabelTable, *, marks: bool) -> Line:
    """Read a line that begins with a letter and has no marker; `marks` may be further on."""
    if marks:
        text = strip_markup(text)
    elif "  " in text:
        text = " ".join(text.split())
    label, name, value = _read_label(text, "", table)
    if not name and text[0] in "hw" and _URLS.fullmatch(text):
        return Line(at, QUIET, text, indent)
    # a third of the time of Line(...), for nearly every line there is
    return _new(
        Line, (at, TEXT, text, indent, 0, None, "", "", "", label, name, value, False, False, "")
    )


def _marked(body: str, at: int, indent: int, table: LabelTable) -> Line:
    """Read a line that may have markers and markup."""
    level, bullet = 0, ""
    if match := _QUOTE.match(body):
        body = body[match.end() :]
    if "<" in body:
        body, level, bullet = _read_tags(body)
    if match := _HEAD.match(body):
        level, body = len(match[1]), _HEAD_END.sub("", body[match.end() :])
    elif match := _BULLET.match(body):
        bullet, body = match[1], body[match.end() :]
    if body.startswith("\\"):
        return _escaped(body, at, indent)
    text, lead, mark, number, starred = _read_opening(body)
    kind = _kind(body, text, level=level, marker=bool(bullet) or number is not None)
    if kind is QUIET:
        return Line(at, kind, text, indent)
    if starred and kind is not HEAD:
        return Line(at, kind, text, indent, label=RATING, name="Rating", value=text)
    whole = kind is HEAD or (bool(lead) and len(lead) == len(text))
    label, name, value = _read_label(text, text if whole else lead, table)
    if number is not None and label is not None and ":" not in text and "?" not in text:
        label, name, value = None, "", ""  # `6. Stars` is a title
    if bullet in ("–", "—") and label is None and number is None and not lead:
        text, kind = f"{bullet} {text}", TEXT  # a dash opens a line of speech, too
    return Line(at, kind, text, indent, level, number, bullet, lead, mark, label, name, value)


def _kind(body: str, text: str, *, level: int, marker: bool) -> Kind:
    if not text or _URLS.fullmatch(text) or (marker and _TO_ANCHOR.fullmatch(_unnumbered(body))):
        return QUIET  # nothing to read, or a line of a table of contents
    return HEAD if level else ITEM if marker else TEXT


def _unnumbered(body: str) -> str:
    match = _NUMBER.match(body)
    return body if match is None else body[match.end() :]


def _escaped(body: str, at: int, indent: int) -> Line:
    """Read a line that its author has marked as having no marker."""
    if body.startswith("\\ "):
        return Line(at, TEXT, strip_markup(body[2:]), indent, guarded=True)
    shielded = strip_unescaped(
        body[1:] if body[1:2].isalnum() or ord(body[1:2] or "a") > 127 else body
    )
    text = unshield(shielded)
    return Line(at, TEXT if text else QUIET, text, indent, literal=True, shielded=shielded)


def _read_tags(body: str) -> tuple[str, int, str]:
    """Turn the tags of a heading, an item or an emphasis into their Markdown."""
    body = _EMPHASIS_TAG.sub("**", body)
    level = 0
    bullet = ""
    if match := _TAG_HEAD.fullmatch(body):
        level, body = int(match[1]), match[2].strip()
    elif match := _TAG_ITEM.match(body):
        bullet, body = "-", body[match.end() :].strip()
    return body, level, bullet


def _read_opening(body: str) -> _Opening:
    """Peel off ornaments, and a number before or inside the run that opens the line."""
    number: int | None = None
    starred = False
    if match := _ORNAMENT.match(body):
        starred = _STAR.match(body) is not None
        body = body[match.end() :]
    if match := _NUMBER.match(body):
        number, body = _number(match), body[match.end() :]
    text = strip_markup(body)
    match = _LEAD.match(body)
    if match is None:
        return _Opening(text, number=number, starred=starred)
    mark = "**" if match[0][:2] in ("**", "__") else _MARKS.get(match[0][0], '"')
    lead = strip_markup(match[0])
    if number is None and mark in ("**", "*", "[") and (inner := _NUMBER.match(lead + " ")):
        number = _number(inner)
        lead, text = lead[inner.end() :], text[inner.end() :].lstrip()
    lead = lead.strip()
    if not lead or not text.startswith(lead):
        lead = mark = ""
    return _Opening(text, lead, mark, number, starred)


def _read_label(text: str, lead: str, table: LabelTable) -> tuple[Label | None, str, str]:
    """Read `Name: value`, or a label that has no colon: (label, name, value).

    An unknown name is returned without a label: whether it is one depends on where it stands.
    """
    colon = text.find(":", 0, MAX_NAME_CHARS)
    name = text[:colon].rstrip() if colon > 0 else ""
    if name and (label := table.find(name)) is not None:
        return label, name, text[colon + 1 :].removeprefix(":").strip()
    found = _read_label_without_colon(text, lead, table)
    if found is not None:
        return found
    if name and text[colon + 1 : colon + 3] != "//":
        set_off = bool(lead) and lead.rstrip(" :") == name
        if set_off or _NAME.fullmatch(name):
            return None, name, text[colon + 1 :].strip()
    return None, "", ""


def _read_label_without_colon(
    text: str, lead: str, table: LabelTable
) -> tuple[Label, str, str] | None:
    """Read `Did you know? ...`, `**Director** – ...`, `Genre – Drama`, or a label alone."""
    question = text.find("?", 0, MAX_NAME_CHARS)
    label = table.find(text[:question]) if question > 0 else None
    asks = label is not None and (
        label.key == FACT or (label.key == DESCRIPTION and text.count(" ", 0, question) > 1)
    )
    if label is not None and asks:
        return label, text[:question], text[question + 1 :].lstrip(" :")
    if lead and (label := table.find(lead.strip(_TRIM))) is not None:
        rest = text[len(lead) :]
        if not rest or (match := _DASH.match(rest)):
            return label, lead.strip(_TRIM), rest[match.end() :] if rest and match else ""
    head = text[:_MAX_DASHED_CHARS]
    dashed = "–" in head or "—" in head or " - " in head
    if dashed and (match := _DASHED.match(text)):
        label = table.find(match[1])
        # a dash is a verb in Russian, too: `Сюжет — прост`
        is_sure = match["begins"] or (label is not None and label.key == FACT and " " in match[1])
        if label is not None and label.key in TELLING and is_sure:
            return label, match[1], text[match.end(1) :].lstrip(" -–—")
    if len(text) < MAX_NAME_CHARS and (label := table.find(text)) is not None:
        return label, text, ""
    return None


def _number(match: "regex.Match[str]") -> int:
    return int(next(group for group in match.groups() if group))
