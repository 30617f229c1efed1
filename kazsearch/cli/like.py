"""`kazsearch like`: films that are like a film."""

import time
from pathlib import Path

import click

from kazsearch.cli.film import chosen_film, film_argument
from kazsearch.cli.options import (
    HIT_FORMATS,
    color_option,
    examples,
    format_option,
    index_option,
    limit_option,
    year_option,
)


@click.command(
    epilog=examples(
        "kazsearch like the-poet-2009 --limit 3",
        "kazsearch like The Last Station --year 2010.. --format jsonl",
        "kazsearch like the-poet-2009 --explain --color always --index index",
    )
)
@film_argument
@year_option
@limit_option(10, what="films")
@click.option("--explain", is_flag=True, help="Say by which words, and how much each counts.")
@index_option
@format_option(HIT_FORMATS)
@color_option
def like(
    film: tuple[str, ...],
    years: str | None,
    limit: int,
    explain: bool,
    index_dir: Path,
    output_format: str,
    color_when: str,
) -> None:
    """Find films whose texts share the most telling words of FILM.

    FILM is a film id, a title, or words that only one title has. Exit status 1 when nothing is
    found, or when it is not clear which film is meant.
    """
    from kazsearch.cli.output import look_of_terminal, print_result
    from kazsearch.search.searcher import open_index

    started = time.perf_counter()
    with open_index(index_dir) as searcher:
        film_id = chosen_film(film, searcher)
        result = searcher.like(film_id, limit=limit, years=years, explain=explain)
        corpus = searcher.corpus_folder
    took_ms = (time.perf_counter() - started) * 1000
    print_result(
        result,
        output_format=output_format,
        look=look_of_terminal(color_when, corpus),
        corpus=corpus,
        took_ms=took_ms,
        explain=explain,
        nothing=f"no film is like {film_id}",
    )
