"""`kazsearch terms`: words of the index."""

import sys
from pathlib import Path

import click

from kazsearch.cli.options import (
    EXIT_NOTHING,
    examples,
    format_option,
    index_option,
    limit_option,
)


@click.command(
    epilog=examples(
        "kazsearch terms kaz", "kazsearch terms '' --limit 5 --format json --index index"
    )
)
@click.argument("prefix")
@limit_option(20, what="words")
@index_option
@format_option(("text", "json"))
def terms(prefix: str, limit: int, index_dir: Path, output_format: str) -> None:
    """List the words that begin with PREFIX, each with the number of films that hold it.

    Words are as the articles write them, in lower case; those that most films hold come first. Exit
    status 1 when there is none.
    """
    from kazsearch.cli.render_stats import TERMS_FORMATS
    from kazsearch.search.searcher import open_index

    with open_index(index_dir) as searcher:
        found = searcher.terms(prefix, limit=limit)
    if found or output_format == "json":
        click.echo(TERMS_FORMATS[output_format](found))
    if not found:
        from kazsearch.cli.terminal import printable

        click.echo(printable(f"no word begins with {prefix}"), err=True)
        sys.exit(EXIT_NOTHING)
