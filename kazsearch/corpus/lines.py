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
from typing import NamedTuple

import regex

from kazsearch.corpus.inline import MARKS, strip_markup, strip_unescaped, unshield
from kazsearch.corpus.labels import FACT, MAX_NAME_CHARS, Label, LabelTable


class Kind(enum.Enum):
    """What a line that is not blank looks like."""

    RULE = "rule"
    QUIET = "quiet"
    HEAD = "head"  # a Markdown heading
    ITEM = "item"  # bulleted or numbered
    TEXT = "text"


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
    label: Label | None = None
    name: str = ""  # what stands where a label stands, known or not
    value: str = ""  # what follows the label
    guarded: bool = False  # a backslash and a blank before it: nothing but plain text
    literal: bool = False  # a backslash before it: no marker and no label, but perhaps a title
    shielded: str = ""  # `text` while its escaped marks are shielded, if it has any

    @property
    def marked(self) -> bool:
        """Say whether a marker or an emphasis sets this line off from plain text."""
        return self.kind is not Kind.TEXT or bool(self.lead)


_RULE = regex.compile(r"(?:[-*_=~—–+•.]\s*+){3,}+")
_URLS = regex.compile(r"(?:(?:https?://|www\.)\S++[\s,]*+)++")
_QUOTE = regex.compile(r"(?:>\s*+)++")
_HEAD = regex.compile(r"(#{1,6}+)(?:\s++|(?<=##)(?=[^\s\d]))")
_TAG_HEAD = regex.compile(r"<h([1-6])(?:\s[^<>]*+)?>(.*?)(?:</h[1-6]>)?", regex.I)
_TAG_ITEM = regex.compile(r"<li(?:\s[^<>]*+)?>", regex.I)
_BULLET = regex.compile(r"([-*+•·‣▪▫■□●○◦►▶➤✓✔★☆–—])\s++(?:\[[ xX]\]\s++)?+(?=\S)")
_NUMBER = regex.compile(
    r"(?:(?:[#№]\s*+|N[o°]\.?\s*+)(\d{1,4}+)(?:\\?[.):]|\s++[-–—](?=\s))?+(?=\s)"
    r"|\((\d{1,2}+)\)(?=\s)"
    r"|(\d{1,3}+)(?:\\?\.(?!\d)|\\?\)|\s++[-–—](?=\s)|\uFE0F?\u20E3))\s*+"
)
_EMPHASIS_TAG = regex.compile(r"</?(?:b|strong|em|i|u)(?:\s[^<>]*+)?>", regex.I)
_ORNAMENT = regex.compile(r"(?:[\p{So}\uFE0F\u200D]++\s*+)++(?=\S)")
# a run that opens a line: emphasis (closed or not), a link, a quotation
_LEAD = regex.compile(
    r"(?P<m>\*{1,3}+|_{1,3}+)(?=\S)(?:.*?\S(?P=m)(?!\w)|.*+)"
    r"|\[(?>[^\[\]]++|\[[^\[\]]*+\])*+\]\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)"
    r"|(?:«[^«»]++»|“[^“”]++”|„[^„“”]++[“”]|\"[^\"]++\")(?=\s*+(?:$|[(\[,.:;–—-]))"
)
_NAME = regex.compile(
    r"[\p{Lu}\p{Lt}\p{Lo}\p{N}][\p{L}\p{M}\p{N}'’\-/&().]*+(?:\s[\p{L}\p{M}\p{N}'’\-/&().]++){0,5}"
)
_DASH = regex.compile(r"\s*+[-–—]\s++")
_TRIM = " .:：-–—|"


def classify(raw: str, index: int, table: LabelTable) -> Line | None:
    """Return what one line is, None for a blank one."""
    text = raw.strip()
    if not text:
        return None
    indent = len(raw) - len(raw.lstrip()) if raw[0] == " " else 0
    if text[0].isalpha() and not MARKS.search(text[:MAX_NAME_CHARS]):
        return _plain(text, index, indent, table)
    if _RULE.fullmatch(text):
        return Line(index, Kind.RULE, "")
    return _marked(text, index, indent, table)


def _plain(text: str, index: int, indent: int, table: LabelTable) -> Line:
    """Read a line that begins with a letter and is not marked in any way."""
    if MARKS.search(text):
        text = strip_markup(text)
    elif "  " in text:
        text = " ".join(text.split())
    label, name, value = _read_label(text, "", table)
    if not name and text[0] in "hw" and _URLS.fullmatch(text):
        return Line(index, Kind.QUIET, text, indent)
    return Line(index, Kind.TEXT, text, indent, label=label, name=name, value=value)


def _marked(body: str, index: int, indent: int, table: LabelTable) -> Line:
    """Read a line that may have markers and markup."""
    kind, level, bullet, number = Kind.TEXT, 0, "", None
    if match := _QUOTE.match(body):
        body = body[match.end() :]
    if "<" in body:
        body, level, bullet = _read_tags(body)
    if match := _HEAD.match(body):
        level, body = len(match[1]), body[match.end() :].rstrip("#").rstrip()
    elif match := _BULLET.match(body):
        bullet, body = match[1], body[match.end() :]
    if body.startswith("\\"):
        return _escaped(body, index, indent)
    lead, text, number = _read_number_and_lead(body)
    if not text:
        return Line(index, Kind.QUIET, "", indent)
    if level:
        kind = Kind.HEAD
    elif bullet or number is not None:
        kind = Kind.ITEM
    elif _URLS.fullmatch(text):
        return Line(index, Kind.QUIET, text, indent)
    whole = kind is Kind.HEAD or (bool(lead) and len(lead) == len(text))
    label, name, value = _read_label(text, text if whole else lead, table)
    return Line(index, kind, text, indent, level, number, bullet, lead, label, name, value)


def _escaped(body: str, index: int, indent: int) -> Line:
    """Read a line that its author has marked as having no marker."""
    if body.startswith("\\ "):
        return Line(index, Kind.TEXT, strip_markup(body[2:]), indent, guarded=True)
    shielded = strip_unescaped(
        body[1:] if body[1:2].isalnum() or ord(body[1:2] or "a") > 127 else body
    )
    text = unshield(shielded)
    return Line(
        index, Kind.TEXT if text else Kind.QUIET, text, indent, literal=True, shielded=shielded
    )


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


def _read_number_and_lead(body: str) -> tuple[str, str, int | None]:
    """Peel a number off, before or inside the run that opens the line: (lead, text, number)."""
    number: int | None = None
    if match := _ORNAMENT.match(body):
        body = body[match.end() :]
    if match := _NUMBER.match(body):
        number, body = _number(match), body[match.end() :]
    text = strip_markup(body)
    match = _LEAD.match(body)
    if match is None:
        return "", text, number
    lead = strip_markup(match[0])
    if number is None and match[0][0] in "*_[" and (inner := _NUMBER.match(lead + " ")):
        number = _number(inner)
        lead, text = lead[inner.end() :], text[inner.end() :].lstrip()
    return (lead.strip() if text.startswith(lead.strip()) else ""), text, number


def _number(match: "regex.Match[str]") -> int:
    return int(next(group for group in match.groups() if group))


def _read_label(text: str, lead: str, table: LabelTable) -> tuple[Label | None, str, str]:
    """Read `Name: value`, or a name that is set off and has no colon: (label, name, value).

    An unknown name is returned without a label: whether it is one depends on where it stands.
    """
    colon = text.find(":", 0, MAX_NAME_CHARS)
    if colon > 0:
        name = text[:colon].rstrip()
        value = text[colon + 1 :].strip()
        if (label := table.find(name)) is not None:
            return label, name, value
    question = text.find("?", 0, MAX_NAME_CHARS)
    if question > 0 and (label := table.find(text[:question])) and label.key == FACT:
        return label, text[:question], text[question + 1 :].lstrip(" :")
    if lead and (label := table.find(lead.strip(_TRIM))) is not None:
        rest = text[len(lead) :]
        if not rest or (match := _DASH.match(rest)):
            return label, lead.strip(_TRIM), rest[match.end() :] if rest and match else ""
    if len(text) < MAX_NAME_CHARS and (label := table.find(text)) is not None:
        return label, text, ""
    if colon > 0 and not value.startswith("//") and _NAME.fullmatch(name):
        return None, name, value
    return None, "", ""
