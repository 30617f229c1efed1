"""`kazsearch show`: everything known of a film."""

from pathlib import Path

import click

from kazsearch.cli.film import chosen_film, film_argument
from kazsearch.cli.options import color_option, examples, format_option, index_option


@click.command(
    epilog=examples(
        "kazsearch show the-gift-to-stalin-2008",
        "kazsearch show The Poet --format json",
        "kazsearch show falcon --color always --index index",
    )
)
@film_argument
@index_option
@format_option(("text", "json"))
@color_option
def show(film: tuple[str, ...], index_dir: Path, output_format: str, color_when: str) -> None:
    """Show what each article says of FILM, and where they disagree.

    FILM is a film id, a title, or words that only one title has. Where several films may be meant,
    they are listed on standard error and the exit status is 1.
    """
    from kazsearch.cli.output import look_of_terminal, stale_remark
    from kazsearch.cli.render_film import SHOW_FORMATS
    from kazsearch.cli.terminal import printable
    from kazsearch.search.searcher import open_index

    with open_index(index_dir) as searcher:
        film_id = chosen_film(film, searcher)
        known, disagreements = searcher.film(film_id), searcher.contradictions(film_id)
        corpus = searcher.corpus_folder
    look = look_of_terminal(color_when, corpus)
    click.echo(SHOW_FORMATS[output_format](known, disagreements, look), color=look.color)
    for sentence in stale_remark(known.appearances, corpus):
        click.echo(printable(sentence), err=True)
