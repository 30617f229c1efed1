"""Here are years or a path after a field's colon: which filter is it?"""

from typing import TYPE_CHECKING

from kazsearch.lazy import lazy_regex
from kazsearch.query import lexis
from kazsearch.query.nodes import Article, YearRange
from kazsearch.query.scanner import Scanner, shorten

if TYPE_CHECKING:
    import regex

_YEAR = r"[1-9]\d{3}"
_YEARS = lazy_regex(
    rf"(?P<comparison>[<>]=?)(?P<limit>{_YEAR})"
    rf"|(?P<decade>[1-9]\d{{2}}0)s"
    rf"|(?P<first>{_YEAR})(?:\.{{2,3}}|[-–—…])(?P<last>{_YEAR})"
    rf"|(?P<until>\.{{2,3}}|…)(?P<end>{_YEAR})"
    rf"|(?P<start>{_YEAR})(?P<since>\.{{2,3}}|…)"
    rf"|(?P<year>{_YEAR})"
)
_WAYS = "write 2008, 2008..2012, ..1991, 2010.., 2000s, >2010 or the like"


def parse_years(s: Scanner) -> YearRange:
    """Read what stands after `year:`."""
    start, raw = s.pos, s.chunk()
    s.pos += len(raw)
    match = _YEARS.fullmatch(raw.strip(lexis.QUOTES + ",;!?"))
    if match is None:
        s.fail(f'"{shorten(raw or s.text[start:])}" is no year; {_WAYS}.', column=start)
    first, last = _ends(match)
    if (first or 0) > 9999 or (last or 9999) < 1000:
        s.fail(f"No year is {'after 9999' if first else 'before 1000'}; {_WAYS}.", column=start)
    if first is not None and last is not None and first > last:
        s.fail(
            f"These years end before they begin; write {last}..{first}.",
            column=start,
        )
    return s.leaf(YearRange(first=first, last=last, span=(start, s.pos)), start)


def _ends(match: "regex.Match[str]") -> tuple[int | None, int | None]:
    if match["comparison"]:
        limit = int(match["limit"])
        return {
            ">": (limit + 1, None),
            ">=": (limit, None),
            "<": (None, limit - 1),
            "<=": (None, limit),
        }[match["comparison"]]
    if match["decade"]:
        return int(match["decade"]), int(match["decade"]) + 9
    if match["until"]:
        return None, int(match["end"])
    if match["since"]:
        return int(match["start"]), None
    if match["year"]:
        return int(match["year"]), int(match["year"])
    return int(match["first"]), int(match["last"])


def parse_article(s: Scanner) -> Article:
    """Read the path pattern after `article:`, quoted where it has blanks."""
    start = s.pos
    if s.at_quote():
        pattern, _ = s.read_quoted()
        if not pattern.strip():
            s.fail(
                "No path stands between these quotes; write article:guide* or the like.",
                column=start,
            )
    else:
        pattern = _parse_bare_path(s)
    return s.leaf(Article(pattern=pattern, span=(start, s.pos)), start)


def _parse_bare_path(s: Scanner) -> str:
    # brackets belong to the path, except one that closes what was opened before it
    start, n_open = s.pos, 0
    while not s.at_end() and not lexis.BLANK.match(s.text, s.pos):
        n_open += s.at("(") - s.at(")")
        if n_open < 0:
            break
        s.pos += 1
    return s.text[start : s.pos]
