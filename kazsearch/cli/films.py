"""`kazsearch films`: list films without a query; the export."""

import dataclasses
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kazsearch.cli.options import (
    EXIT_NOTHING,
    HIT_FORMATS,
    SearchCommand,
    color_option,
    examples,
    format_option,
    index_option,
    refuse_beside,
    selection_options,
    show_options,
)

if TYPE_CHECKING:
    from kazsearch.search.hits import Appearance
    from kazsearch.search.known import KnownFilm


@click.command(
    cls=SearchCommand,
    epilog=examples(
        "kazsearch films --year 2008..2012 --sort year",
        "kazsearch films --article 'kazakh*' --limit 5 --page 2",
        "kazsearch films --format jsonl --index index",
        "kazsearch films --facets decade --color always",
        "kazsearch films --year 2010.. --count",
        "kazsearch films -l",
        "kazsearch films -0",
    ),
)
@selection_options(sorts=("title", "year", "-year"), default_limit=None)
@show_options
@index_option
@format_option(HIT_FORMATS)
@color_option
def films(
    show: str | None, index_dir: Path, output_format: str, color_when: str, **options: Any
) -> None:
    """List all films, or those of some years or articles.

    This is the export, too: json and jsonl hold all texts, facts, labelled extras and appearances
    of every film, csv and tsv all but who said what. Exit status 1 when no film is listed.
    """
    refuse_beside(show, output_format)
    from kazsearch.cli.output import (
        is_terminal,
        look_of_terminal,
        no_more_pages,
        remark_on_pages,
        stale_remark,
    )
    from kazsearch.cli.render_films import FILMS_FORMATS
    from kazsearch.cli.terminal import printable
    from kazsearch.search.searcher import open_index

    with open_index(index_dir) as searcher:
        found = searcher.films(**options)
        corpus = searcher.corpus_folder
        look = look_of_terminal(color_when, corpus)
        noted: dict[str, Appearance] = {}
        listed = dataclasses.replace(found, films=_noting_places(found.films, noted))
        for piece in FILMS_FORMATS[show or output_format](listed, look):
            # where Click sees no colour wanted, it takes out what looks like one: file names too
            click.echo(piece, nl=False, color=look.color or show == "paths0")
    for sentence in stale_remark(noted.values(), corpus):
        click.echo(printable(sentence), err=True)
    limit = options["limit"] or found.total
    n_before = (options["page"] - 1) * limit
    if output_format == "text" and show is None and is_terminal():
        n_shown = min(limit, found.total - n_before)
        for sentence in remark_on_pages(n_shown, found.total, before=n_before):
            click.echo(sentence, err=True)
    if not found.total or (n_before >= found.total and show != "count"):
        click.echo(no_more_pages(found.total) if found.total else "no films", err=True)
        sys.exit(EXIT_NOTHING)


def _noting_places(
    films: "Iterable[KnownFilm]", noted: "dict[str, Appearance]"
) -> "Iterator[KnownFilm]":
    """Yield the films, and keep one appearance in each article."""
    for film in films:
        noted.update({place.path: place for place in film.appearances})
        yield film
