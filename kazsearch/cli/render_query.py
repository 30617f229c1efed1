"""What a query's answer looks like to a person, and to a program."""

import dataclasses
import io
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kazsearch.cli.terminal import (
    bold,
    dim,
    isolated,
    json_answer,
    json_text,
    linked,
    printable,
    without_controls,
    wrapped,
)
from kazsearch.corpus.film import Extra
from kazsearch.record import record
from kazsearch.search.hits import Hit, SearchResult, Share, Snippet

_INDENT = "    "
_BAR_CELLS = 30
# what a spreadsheet would take for a formula
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


@record
class Look:
    """How text is shown: `link` gives the address of a place, or "" where links are not known."""

    color: bool = False
    width: int = 80
    link: Callable[[str, int], str] = lambda path, line: ""


# For a person


def render_text(result: SearchResult, look: Look, *, explain: bool = False) -> str:
    """Return the hits for a person; a line parts those with every word, where they come first."""
    lines: list[str] = []
    if explain:
        lines += [printable(f"understood: {result.understood or 'all films'}"), ""]
    first_partial = _first_partial(result)
    for hit, below in itertools.zip_longest(result.hits, result.hits[1:]):
        if hit is first_partial:
            lines += [dim("Films with only some of the words:", look.color), ""]
        lines += _hit_lines(hit, look)
        if explain:
            lines += _explanation(hit, below)
        lines.append("")
    lines += facet_lines(result.facets, look)
    return "\n".join(lines).rstrip("\n")


def _first_partial(result: SearchResult) -> Hit | None:
    """Return the hit where films with only some of the words begin, unless they are mixed in."""
    partial = list(itertools.dropwhile(lambda hit: not hit.missing_terms, result.hits))
    if not partial or not all(hit.missing_terms for hit in partial):
        return None
    # on a later page, too, there may be films with every word
    return partial[0] if result.total_all < partial[0].rank else None


def _hit_lines(hit: Hit, look: Look) -> list[str]:
    title = next((s for s in hit.snippets if s.field == "title"), None)
    title = title or Snippet(field="title", text=hit.title)
    year = "" if hit.year is None else f" ({hit.year})"
    head = " ".join(wrapped(title, color=look.color, width=10**6, strong=True))
    missing = (
        f"  without: {', '.join(map(isolated, hit.missing_terms))}" if hit.missing_terms else ""
    )
    lines = [f"{hit.rank:>2}. {head}{bold(year, look.color)}{dim(missing, look.color)}"]
    for snippet in hit.snippets:
        if snippet.field != "title":
            width = max(look.width - len(_INDENT), 20)
            lines += [_INDENT + line for line in wrapped(snippet, color=look.color, width=width)]
    for spelling in hit.spellings:
        matched = f"matched {isolated(spelling.found)} for {isolated(spelling.typed)}"
        lines.append(_INDENT + dim(matched, look.color))
    for place in hit.appearances:
        shown = dim(f"{isolated(place.path)}:{place.line}", look.color)
        lines.append(_INDENT + linked(shown, look.link(place.path, place.line)))
    return lines


def _explanation(hit: Hit, below: Hit | None) -> list[str]:
    """Say how the score came about, and why the next film has less."""
    lines = [f"{_INDENT}score {hit.score:.3f}"]
    for reason, shares in _by_reason(hit.shares).items():
        by_field = " + ".join(f"{share.field} {share.score:.3f}".lstrip() for share in shares)
        lines.append(printable(f"{_INDENT}  {reason}: {by_field}"))
    if below is not None:
        lines.append(printable(f"{_INDENT}above the next: {_difference(hit, below)}"))
    return lines


def _difference(hit: Hit, below: Hit) -> str:
    if hit.score <= below.score:
        if len(hit.missing_terms) < len(below.missing_terms):
            return f"that one is without {', '.join(below.missing_terms)}"
        return "same score; by title, year and film id"
    ours, theirs = (
        {why: sum(share.score for share in shares) for why, shares in _by_reason(h.shares).items()}
        for h in (hit, below)
    )
    gains = {why: score - theirs.get(why, 0.0) for why, score in ours.items()}
    why = max(gains, key=lambda why: gains[why])
    return f"+{hit.score - below.score:.3f}, most of it by {why} (+{gains[why]:.3f})"


def _by_reason(shares: Sequence[Share]) -> dict[str, list[Share]]:
    """Return the shares by what they are for, in words."""
    found: dict[str, list[Share]] = {}
    for share in shares:
        found.setdefault(_in_words(share), []).append(share)
    return found


def _in_words(share: Share) -> str:
    match share.reason:
        case "every word":
            return "holds every word"
        case "whole title":
            return "its whole title is in the query"
        case "side by side":
            return f"{share.term} side by side"
        case _:
            return share.term


def facet_lines(facets: Mapping[str, Mapping[str, int]], look: Look) -> list[str]:
    """Return a bar chart for each facet, each ended by a blank line."""
    lines: list[str] = []
    for name, counts in facets.items():
        lines += [bold(printable(name), look.color), *_bars(counts, look.width), ""]
    return lines


def _bars(counts: Mapping[str, int], width: int) -> list[str]:
    """Return a bar chart, one line a value; where there is little room the bars are shorter."""
    widest = max(map(len, counts), default=0)
    most = max(counts.values(), default=0)
    room = width - len(f"{_INDENT}{'':{widest}}  {most:,}")
    cells = min(max(room, 1), _BAR_CELLS)
    return [
        f"{_INDENT}{isolated(value)}{' ' * (widest - len(value))} "
        f"{'▇' * max(count * cells // most, 1)} {count:,}"
        for value, count in counts.items()
    ]


# For a program


def render_json(result: SearchResult, *, took_ms: float) -> str:
    """Return the result as one JSON object, by the contract of `format_version` 1."""
    return json_answer(
        {
            "query": result.query,
            "understood": result.understood,
            "corrected": result.corrected,
            "matched": result.matched,
            "total": result.total,
            "total_all": result.total_all,
            "did_you_mean": result.did_you_mean,
            "hits": [hit_dict(hit) for hit in result.hits],
            **({"facets": result.facets} if result.facets else {}),
            "took_ms": round(took_ms, 3),
        }
    )


def render_jsonl(result: SearchResult) -> str:
    """Return one JSON object a line for each hit."""
    return "\n".join(json_text(hit_dict(hit)) for hit in result.hits)


def hit_dict(hit: Hit) -> dict[str, Any]:
    """Return a hit as JSON has it."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "film_id": hit.film_id,
        "title": hit.title,
        "year": hit.year,
        "description": hit.description,
        "facts": hit.facts,
        "extras": extras_dict(hit.extras),
        "matched_terms": hit.matched_terms,
        "missing_terms": hit.missing_terms,
        "spellings": [dataclasses.asdict(spelling) for spelling in hit.spellings],
        "snippets": [dataclasses.asdict(snippet) for snippet in hit.snippets],
        "appearances": [
            {"path": place.path, "line": place.line, "end_line": place.end_line}
            for place in hit.appearances
        ],
        "stale_paths": [place.path for place in hit.appearances if place.stale],
        **({"shares": [dataclasses.asdict(share) for share in hit.shares]} if hit.shares else {}),
    }


def extras_dict(extras: Sequence[Extra]) -> dict[str, list[str]]:
    """Return the texts of labelled extras by key; a label may stand more than once."""
    texts: dict[str, list[str]] = {}
    for extra in extras:
        texts.setdefault(extra.key, []).append(extra.text)
    return texts


def render_table(result: SearchResult, *, delimiter: str) -> str:
    """Return the hits as a table with a head, CSV or TSV, for spreadsheets.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(
        ["rank", "score", "film_id", "title", "year", "description", "facts", "missing", "places"]
    )
    for hit in result.hits:
        cells = [
            hit.film_id,
            hit.title,
            "" if hit.year is None else str(hit.year),
            hit.description,
            "\n".join(hit.facts),
            " ".join(hit.missing_terms),
            " ".join(f"{place.path}:{place.line}" for place in hit.appearances),
        ]
        writer.writerow([hit.rank, f"{hit.score:.6f}", *map(tame, cells)])
    return stream.getvalue().rstrip("\n")


def tame(cell: str) -> str:
    """Return the text of a cell with an apostrophe before it if a spreadsheet would run it.

    Control characters are shown as U+FFFD; lines and tabs within a cell stay.
    """
    cell = without_controls(cell)
    return f"'{cell}" if cell.lstrip(" \xa0").startswith(_FORMULA_SIGNS) else cell


def render_paths(result: SearchResult, others: Sequence[str] = (), *, end: str) -> str:
    """Return the paths of the articles that tell of the hits, then the others, each with `end`.

    Each stands once.
    Only with a NUL for `end` are they exact: a line shows a U+FFFD for what a terminal would obey.
    """
    of_hits = (place.path for hit in result.hits for place in hit.appearances)
    paths = dict.fromkeys([*of_hits, *others])
    return "".join((path if end == "\0" else printable(path)) + end for path in paths)
