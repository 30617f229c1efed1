"""Which lines are set aside before any is read? Front matter, comments, fences.

    front matter := "---" line of YAML* ("---" | "...")  |  "+++" line of TOML* "+++"
    comment      := "<!--" ... "-->" over several lines
    fence        := "```" ... "```"                      what is fenced is plain text
    underline    := "===" | "---" right under a short line, which it makes a heading

One that is never closed sets nothing aside.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kazsearch.corpus.lines import HEAD, QUIET, RULE, TEXT, Line
from kazsearch.lazy import lazy_regex

_MAX_FRONT_LINES = 200
_MAX_UNDERLINED_CHARS = 100
_YAML = lazy_regex(r"\s*+(?:#.*+|-\s.*+|-|[\w\"'][^:]{0,60}+:(?:\s.*+|$)|[\]}\[{].*+|\s.*+)?")
_TOML = lazy_regex(r"\s*+(?:#.*+|\[.*+|[\w\"'.-]++\s*+=.*+|[\]}\"'{].*+)?")
_SENTENCE_END = lazy_regex(r"[.!?…:;,][»”\"')\]]*+$")


class Asides(NamedTuple):
    """Indices of lines: those with nothing to read, and those that are plain text."""

    quiet: frozenset[int]
    plain: frozenset[int]


def find_asides(raws: Sequence[str], text: str) -> Asides:
    """Find the lines of a text that are set aside, in one pass for each kind it may have."""
    quiet = set(range(_front_matter_end(raws)))
    # one character is found much faster than several
    if "<" in text and "<!--" in text and "-->" in text:
        quiet |= _comments(raws)
    fences, fenced = _fences(raws) if "`" in text or "~" in text else (set(), set())
    return Asides(frozenset(quiet | fences), frozenset(fenced - quiet))


def _front_matter_end(raws: Sequence[str]) -> int:
    """Return how many lines the front matter takes, 0 where there is none."""
    fence = raws[0].strip() if raws else ""
    if fence not in ("---", "+++"):
        return 0
    grammar, ends = (_YAML, ("---", "...")) if fence == "---" else (_TOML, ("+++",))
    for index, raw in enumerate(raws[1:_MAX_FRONT_LINES], 1):
        if raw.rstrip() in ends:
            return index + 1
        if not grammar.fullmatch(raw):
            return 0
    return 0


def _comments(raws: Sequence[str]) -> set[int]:
    """Find the lines of comments that span several; one on a single line is stripped there."""
    quiet: set[int] = set()
    last_end = max((index for index, raw in enumerate(raws) if "-->" in raw), default=-1)
    opened: int | None = None
    for index, raw in enumerate(raws[: last_end + 1]):
        if opened is None:
            start = raw.find("<!--")
            if start >= 0 and "-->" not in raw[start:] and not raw[:start].strip():
                opened = index
        elif "-->" in raw:
            if not raw.partition("-->")[2].strip():
                quiet.update(range(opened, index + 1))
            opened = None
    return quiet


def _fences(raws: Sequence[str]) -> tuple[set[int], set[int]]:
    """Find code fences, and what stands between them."""
    marks = [i for i, raw in enumerate(raws) if raw.lstrip().startswith(("```", "~~~"))]
    fences: set[int] = set()
    fenced: set[int] = set()
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        fences |= {start, end}
        fenced.update(range(start + 1, end))
    return fences, fenced


def set_headings(lines: list[Line | None], rules: Iterable[int]) -> None:
    """Make headings of the short lines that are underlined. `rules` are in order."""
    for index in rules:
        rule, line = lines[index], lines[index - 1]
        if (
            index > 0
            and rule is not None
            and line is not None
            and rule.kind is RULE
            and len(set(rule.text)) == 1
            and rule.text[0] in "=-"
            and line.kind is TEXT
            and line.label is None
            and 0 < len(line.text) <= _MAX_UNDERLINED_CHARS
            and (index < 2 or lines[index - 2] is None)
            and not _SENTENCE_END.search(line.text)
        ):
            level = 1 if rule.text[0] == "=" else 2
            lines[index - 1] = line._replace(kind=HEAD, level=level)
            lines[index] = rule._replace(kind=QUIET)


def close_bold(raws: list[str]) -> None:
    """Take off the `**` that begins a line when it only closes what the line above opened."""
    opened = False
    for index, raw in enumerate(raws):
        if not raw.strip():
            opened = False
        elif "**" in raw:
            stripped = raw.lstrip()
            if opened and stripped.startswith("**"):
                raws[index] = raw = stripped[2:]
                opened = False
            if raw.count("**") % 2:
                opened = not opened
