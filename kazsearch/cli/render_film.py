"""What is known of a film, for a person and for a program."""

from collections.abc import Iterator, Sequence
from typing import Any

from kazsearch.cli.render_query import Look, extras_dict
from kazsearch.cli.terminal import bold, dim, isolated, json_answer, linked, printable, wrapped
from kazsearch.corpus.film import Film, Span
from kazsearch.search.hits import Appearance, Snippet
from kazsearch.search.known import Claim, Contradiction, KnownFilm

_INDENT = "    "


def render_text(film: KnownFilm, contradictions: Sequence[Contradiction], look: Look) -> str:
    """Return what each article says of the film, and where they disagree."""
    year = "" if film.year is None else f" ({film.year})"
    lines = [
        bold(isolated(film.title) + year, look.color)
        + dim(printable(f"  {film.film_id}"), look.color)
    ]
    for telling, place in zip(film.tellings, film.appearances, strict=True):
        lines += ["", _place_line(place, look)]
        lines += _telling_lines(telling, film.title, look)
    for contradiction in contradictions:
        lines += ["", *_contradiction_lines(contradiction, film.film_id, look)]
    return "\n".join(lines)


def _place_line(place: Appearance, look: Look) -> str:
    span = f"{isolated(place.path)}:{place.line}-{place.end_line}"
    return linked(dim(span, look.color), look.link(place.path, place.line))


def _telling_lines(film: Film, title: str, look: Look) -> Iterator[str]:
    """Yield a paragraph for each thing that one article says, headed by its label."""
    also = ", ".join(film.alternative_titles)
    texts = [("Title", film.title if film.title != title else ""), ("Also", also)]
    texts += [("", film.description)]
    texts += [("Fact", fact) for fact in film.facts]
    texts += [(extra.key.replace("_", " ").capitalize(), extra.text) for extra in film.extras]
    for label, text in texts:
        if text:
            yield from _paragraph(f"{label}: {text}" if label else text, look)


def _contradiction_lines(contradiction: Contradiction, film_id: str, look: Look) -> Iterator[str]:
    remark = ", unless these are different films" if contradiction.subject == "year" else ""
    yield bold(
        printable(f"The articles disagree on the {contradiction.subject}{remark}:"), look.color
    )
    for claim in contradiction.claims:
        other = "" if claim.film_id == film_id else f", {claim.film_id}"
        yield from _paragraph(f"{claim.value} ({claim.path}:{claim.line}{other})", look)


def _paragraph(text: str, look: Look) -> Iterator[str]:
    width = max(look.width - len(_INDENT), 20)
    for line in wrapped(Snippet(field="", text=text), color=look.color, width=width):
        yield _INDENT + line


def render_json(film: KnownFilm, contradictions: Sequence[Contradiction], look: Look) -> str:
    """Return the film as one JSON object."""
    return json_answer(
        {
            **film_dict(film),
            "contradictions": [
                {"subject": found.subject, "claims": [_claim_dict(c) for c in found.claims]}
                for found in contradictions
            ],
        }
    )


SHOW_FORMATS = {"text": render_text, "json": render_json}


def film_dict(film: KnownFilm) -> dict[str, Any]:
    """Return a film as JSON has it: a hit's keys, and in each appearance all that it says."""
    return {
        "film_id": film.film_id,
        "title": film.title,
        "alternative_titles": film.alternative_titles,
        "year": film.year,
        "description": film.description,
        "facts": film.facts,
        "extras": extras_dict(film.extras),
        "appearances": [
            _telling_dict(telling, place)
            for telling, place in zip(film.tellings, film.appearances, strict=True)
        ],
        "stale_paths": list(dict.fromkeys(p.path for p in film.appearances if p.stale)),
    }


def _telling_dict(film: Film, place: Appearance) -> dict[str, Any]:
    source = film.source
    return {
        "path": place.path,
        "line": place.line,
        "end_line": place.end_line,
        "title": film.title,
        "alternative_titles": film.alternative_titles,
        "description": film.description,
        "facts": film.facts,
        "extras": extras_dict(film.extras),
        "lines": {
            "title": _lines(source.title),
            "description": source.description and _lines(source.description),
            "facts": [_lines(span) for span in source.facts],
            "extras": [_lines(span) for span in source.extras],
        },
    }


def _lines(span: Span) -> list[int]:
    return [span.line, span.end_line]


def _claim_dict(claim: Claim) -> dict[str, Any]:
    return {
        "value": claim.value,
        "film_id": claim.film_id,
        "path": claim.path,
        "line": claim.line,
    }
