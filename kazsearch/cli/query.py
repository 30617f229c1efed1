"""`kazsearch query`: find films by words."""

import shutil
import sys
import time
from pathlib import Path

import click

from kazsearch.cli.options import (
    EXIT_NOTHING,
    color_option,
    format_option,
    index_option,
    wants_color,
)


@click.command(
    # `-war` is a word of a query, not an option
    context_settings={"ignore_unknown_options": True},
    epilog='Example: kazsearch query "deportation love" --limit 3',
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    help="How many films to show.",
)
@index_option
@format_option(("text", "json", "jsonl"))
@color_option
def query(
    words: tuple[str, ...], limit: int, index_dir: Path, output_format: str, color_when: str
) -> None:
    """Find films by WORDS, best first: those with every word, then those with some.

    Exit status 1 when nothing is found.
    """
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    from kazsearch.cli.render_query import render_json, render_jsonl, render_text
    from kazsearch.cli.terminal import printable
    from kazsearch.search.searcher import open_index

    started = time.perf_counter()
    with open_index(index_dir) as searcher:
        result = searcher.search(" ".join(words), limit=limit)
    took_ms = (time.perf_counter() - started) * 1000
    color = wants_color(color_when, is_terminal=sys.stdout.isatty())
    width = shutil.get_terminal_size().columns
    renderers = {
        "text": lambda: render_text(result, color=color, width=width),
        "json": lambda: render_json(result, took_ms=took_ms),
        "jsonl": lambda: render_jsonl(result),
    }
    output = renderers[output_format]()
    if output:
        click.echo(output, color=color)
    if result.did_you_mean:
        click.echo(f"did you mean: {printable(result.did_you_mean)}", err=True)
    if not result.hits:
        click.echo(f"nothing found for: {printable(result.query)}", err=True)
        sys.exit(EXIT_NOTHING)
