"""`kazsearch verify`: is the index whole?"""

import sys
from pathlib import Path

import click

from kazsearch.cli.options import (
    EXIT_NOTHING,
    examples,
    format_option,
    index_option,
    with_typed_index,
)


@click.command(epilog=examples("kazsearch verify", "kazsearch verify --format json --index index"))
@index_option
@format_option(("text", "json"))
def verify(index_dir: Path, output_format: str) -> None:
    """Read every byte of the index, and say what is not as it was written.

    Searching, too, compares what it reads, and refuses what is damaged; this reads everything. Exit
    status 1 when something is damaged: `kazsearch build --full` makes the index anew.
    """
    from kazsearch.cli.render_stats import VERIFY_FORMATS
    from kazsearch.index.verify import verify as read_all

    found = read_all(index_dir)
    shown = VERIFY_FORMATS[output_format](found)
    click.echo(with_typed_index(shown) if output_format == "text" else shown)
    if found.damage:
        sys.exit(EXIT_NOTHING)
