"""`kazsearch open`: the article in an editor, where it tells of a film."""

import os
import subprocess
import sys
from pathlib import Path

import click

from kazsearch.cli.completion import complete_path
from kazsearch.cli.film import chosen_film, film_argument
from kazsearch.cli.options import EXIT_NOTHING, examples, index_option
from kazsearch.errors import ArticleUnreadableError, ConfigError


@click.command(
    "open",
    epilog=examples(
        "kazsearch open the-poet-2009 --print",
        "kazsearch open The Last Station --article 'kazakh*' --print --index index",
    ),
)
@film_argument
@click.option(
    "--article",
    metavar="PATTERN",
    shell_complete=complete_path,
    help="The article to open, like 'guide*', if several tell of the film.",
)
@click.option("--print", "only_print", is_flag=True, help="Print PATH:LINE and open nothing.")
@index_option
def open_film(
    film: tuple[str, ...], article: str | None, only_print: bool, index_dir: Path
) -> None:
    """Open the first article that tells of FILM at its line, in $VISUAL or $EDITOR.

    FILM is a film id, a title, or words that only one title has. Exit status 1 when it is not clear
    which film is meant, or no such article tells of it.
    """
    from kazsearch.cli.output import stale_remark
    from kazsearch.cli.terminal import printable
    from kazsearch.query import article_matches
    from kazsearch.search.searcher import open_index

    with open_index(index_dir) as searcher:
        places = searcher.film(chosen_film(film, searcher)).appearances
        corpus = searcher.corpus_folder
    fitting = [place for place in places if article is None or article_matches(article, place.path)]
    if not fitting:
        click.echo(printable(f"no article like {article} tells of that film"), err=True)
        sys.exit(EXIT_NOTHING)
    path, line = str(corpus / fitting[0].path), fitting[0].line
    for sentence in stale_remark(fitting[:1], corpus):
        click.echo(printable(sentence), err=True)
    if only_print:
        click.echo(printable(f"{path}:{line}"))
    else:
        _edit(path, line)


def _edit(path: str, line: int) -> None:
    """Run the editor until it ends. Raises ConfigError, ArticleUnreadableError."""
    from kazsearch.cli.editor import editor_command, editor_from

    command = editor_command(editor_from(os.environ), path, line)
    if not Path(path).is_file():
        raise ArticleUnreadableError(f"{path} is gone: run `kazsearch build`")
    try:
        done = subprocess.run(command, check=False, env=os.environ)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ConfigError(
            f"the editor {command[0]} can't be run ({why}): set VISUAL or EDITOR to another"
        ) from error
    if done.returncode:
        raise ConfigError(f"the editor {command[0]} ended with status {done.returncode}")
