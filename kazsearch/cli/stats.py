"""`kazsearch stats`: what the index holds, and what is stale."""

from pathlib import Path

import click

from kazsearch.cli.options import examples, format_option, index_option, with_typed_index


@click.command(epilog=examples("kazsearch stats", "kazsearch stats --format json --index index"))
@index_option
@format_option(("text", "json"))
def stats(index_dir: Path, output_format: str) -> None:
    """Say how much the index holds, and which articles have changed since it was built."""
    from kazsearch.cli.render_stats import STATS_FORMATS
    from kazsearch.search.searcher import open_index

    with open_index(index_dir) as searcher:
        shown = STATS_FORMATS[output_format](searcher.stats())
    click.echo(with_typed_index(shown) if output_format == "text" else shown)
