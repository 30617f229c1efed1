"""What a query's answer looks like to a person, and to a program."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from kazsearch.cli.terminal import bold, dim, json_text, printable, wrapped
from kazsearch.corpus.film import Extra
from kazsearch.search.hits import Hit, SearchResult, Snippet

FORMAT_VERSION = 1
_INDENT = "    "


def render_text(result: SearchResult, *, color: bool, width: int) -> str:
    """Return the hits for a person: those with every word, then the others under a line."""
    lines: list[str] = []
    for hit in result.hits:
        if hit.missing_terms and not (lines and _is_partial(result, hit.rank - 1)):
            lines += [dim("Films with only some of the words:", color), ""]
        lines += [*_hit_lines(hit, color=color, width=width), ""]
    return "\n".join(lines).rstrip("\n")


def render_json(result: SearchResult, *, took_ms: float) -> str:
    """Return the result as one JSON object, by the contract of `format_version` 1."""
    return json_text(
        {
            "format_version": FORMAT_VERSION,
            "query": result.query,
            "matched": result.matched,
            "total": result.total,
            "did_you_mean": result.did_you_mean,
            "hits": [hit_dict(hit) for hit in result.hits],
            "took_ms": round(took_ms, 3),
        },
        indent=2,
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
        "snippets": [dataclasses.asdict(snippet) for snippet in hit.snippets],
        "appearances": [dataclasses.asdict(place) for place in hit.appearances],
    }


def extras_dict(extras: Sequence[Extra]) -> dict[str, list[str]]:
    """Return the texts of labelled extras by key; a label may stand more than once."""
    texts: dict[str, list[str]] = {}
    for extra in extras:
        texts.setdefault(extra.key, []).append(extra.text)
    return texts


def _is_partial(result: SearchResult, rank: int) -> bool:
    return rank > 0 and bool(result.hits[rank - result.hits[0].rank].missing_terms)


def _hit_lines(hit: Hit, *, color: bool, width: int) -> list[str]:
    title = next((s for s in hit.snippets if s.field == "title"), None)
    title = title or Snippet(field="title", text=hit.title)
    year = "" if hit.year is None else f" ({hit.year})"
    head = " ".join(wrapped(title, color=color, width=10**6, strong=True))
    missing = f"  without: {', '.join(hit.missing_terms)}" if hit.missing_terms else ""
    lines = [f"{hit.rank:>2}. {head}{bold(year, color)}{dim(missing, color)}"]
    for snippet in hit.snippets:
        if snippet.field != "title":
            lines += [
                _INDENT + line
                for line in wrapped(snippet, color=color, width=max(width - len(_INDENT), 20))
            ]
    for place in hit.appearances:
        lines.append(_INDENT + dim(printable(f"{place.path}:{place.line}"), color))
    return lines
