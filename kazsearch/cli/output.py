"""Where an answer goes: data to standard output, what is said of it to standard error."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

import click

from kazsearch.cli.options import EXIT_NOTHING, wants_color, with_typed_index
from kazsearch.cli.render_query import (
    Look,
    render_json,
    render_jsonl,
    render_paths,
    render_table,
    render_text,
)
from kazsearch.cli.terminal import printable
from kazsearch.search.hits import Appearance, SearchResult

_USUAL_WIDTH = 80


def look_of_terminal(color_when: str, corpus: Path) -> Look:
    """Return how text is to be shown on standard output; places link to files of the corpus."""
    color = wants_color(color_when, is_terminal=is_terminal())
    width = terminal_width(sys.__stdout__)
    if not (color and is_terminal()):
        return Look(color=color, width=width)
    return Look(
        color=color,
        width=width,
        link=lambda path, line: f"{(corpus / path).resolve().as_uri()}#{line}",
    )


def is_terminal() -> bool:
    """Tell whether somebody looks at standard output."""
    return sys.stdout is not None and sys.stdout.isatty()  # None when it is closed


def terminal_width(stream: TextIO | None) -> int:
    """Return what `shutil.get_terminal_size` does, without the archivers that it imports (2 ms).

    `stream` may be the terminal.
    """
    width = 0
    with contextlib.suppress(ValueError):
        width = int(os.environ.get("COLUMNS", ""))
    if width <= 0 and stream is not None:
        with contextlib.suppress(ValueError, OSError):  # it is closed, or no terminal
            width = os.get_terminal_size(stream.fileno()).columns
    return width if width > 0 else _USUAL_WIDTH


def print_result(
    result: SearchResult,
    *,
    output_format: str,
    look: Look,
    corpus: Path,
    took_ms: float,
    show: str | None = None,
    explain: bool = False,
    n_unfiltered: int = 0,
    articles: Sequence[str] = (),
    nothing: str = "",
) -> None:
    """Print an answer in a format, or only the part of it that `show` names; exit 1 if empty.

    `show` is one of "paths", "paths0" and "count", or None. `n_unfiltered` films would be found
    without the options that leave films out; `articles` tell of the films that are on no page.
    `corpus` is the folder of all articles, `nothing` what is said when there are no films.
    """
    renderers = {
        "text": lambda: render_text(result, look, explain=explain),
        "json": lambda: render_json(result, took_ms=took_ms),
        "jsonl": lambda: render_jsonl(result),
        "csv": lambda: render_table(result, delimiter=","),
        "tsv": lambda: render_table(result, delimiter="\t"),
        "paths": lambda: render_paths(result, articles, end="\n").rstrip("\n"),
        "paths0": lambda: render_paths(result, articles, end="\0"),
        "count": lambda: str(result.total),
    }
    output = renderers[show or output_format]()
    if output:
        # where Click sees no colour wanted, it takes out what looks like one: file names too
        click.echo(output, color=look.color or show == "paths0", nl=show != "paths0")
    sentences = _remarks(result, n_unfiltered, nothing)
    sentences += stale_remark((place for hit in result.hits for place in hit.appearances), corpus)
    is_past = not result.hits and result.total > 0 and show != "count"
    if is_past:
        sentences.append(no_more_pages(result.total))
    if output_format == "text" and show is None and is_terminal():
        sentences = (
            remark_on_pages(len(result.hits), result.total, before=_n_before(result)) + sentences
        )
    for sentence in sentences:
        click.echo(printable(sentence), err=True)
    if is_past or not result.total:
        sys.exit(EXIT_NOTHING)


def remark_on_pages(n_shown: int, total: int, *, before: int) -> list[str]:
    """Say to who looks at them which part of the films is shown, unless it is all of them."""
    if not 0 < n_shown < total:
        return []
    shown = f"{before + 1}" if n_shown == 1 else f"{before + 1} to {before + n_shown}"
    option = "--page shows others" if before else "--limit shows more"
    return [f"{shown} of {total:,} films; {option}"]


def _n_before(result: SearchResult) -> int:
    return result.hits[0].rank - 1 if result.hits else 0


def _remarks(result: SearchResult, n_unfiltered: int, nothing: str) -> list[str]:
    """Say what the answer is not, in sentences."""
    remarks = []
    if result.corrected is not None:
        remarks.append(f"nothing found for: {result.query}; these are for: {result.corrected}")
    elif result.did_you_mean is not None:
        remarks.append(f"did you mean: {result.did_you_mean}")
    if not result.total:
        remarks.append(nothing or f"nothing found for: {result.query}")
        if n_unfiltered:
            films = "film is" if n_unfiltered == 1 else "films are"
            remarks.append(f"{n_unfiltered:,} {films} left out by the options")
    return remarks


def no_more_pages(total: int) -> str:
    """Return the sentence on a page behind the last."""
    return f"no more pages: {total:,} {'film' if total == 1 else 'films'} in all"


def stale_remark(places: Iterable[Appearance], corpus: Path) -> list[str]:
    """Return what is to be said of articles that are not as they were at the build."""
    if not corpus.is_dir():
        unknown = "whether its articles have changed is unknown"
        has_places = any(True for _ in places)
        return [f"there is no corpus at {corpus} any more: {unknown}"] if has_places else []
    stale = dict.fromkeys(place.path for place in places if place.stale)
    if not stale:
        return []
    from kazsearch.search.staleness import state_of

    states: dict[str, list[str]] = {}
    for path in stale:
        states.setdefault(state_of(path, corpus), []).append(path)
    return [_STATES[state](", ".join(states[state])) for state in _STATES if state in states]


_STATES: dict[str, Callable[[str], str]] = {
    "changed": lambda paths: f"changed since the index was built: {paths}; {_advice()}",
    "gone": lambda paths: f"gone since the index was built: {paths}; {_advice()}",
    "unreadable": lambda paths: f"can't be read now, changed or not: {paths}",
}


def _advice() -> str:
    return with_typed_index("run `kazsearch build`")
