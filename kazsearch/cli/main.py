"""The command line: which commands are there, and what becomes of an error?"""

import importlib
import os
import sys

import click

from kazsearch.errors import KazsearchError, QueryError

# command -> (module, attribute, what `kazsearch --help` says of it): a module is imported when its
# command runs, so that no command waits for another's imports
COMMANDS = {
    "build": ("kazsearch.cli.build", "build", "Bring the index up to date with the corpus."),
    "check": ("kazsearch.cli.check", "check", "Say what is odd about articles."),
    "parse": ("kazsearch.cli.check", "parse", "Show what is understood of an article."),
    "query": ("kazsearch.cli.query", "query", "Find films by words, best first."),
    "films": ("kazsearch.cli.films", "films", "List films; the export."),
    "show": ("kazsearch.cli.show", "show", "Show everything known of a film."),
    "open": ("kazsearch.cli.open", "open_film", "Open the article where it tells of a film."),
    "like": ("kazsearch.cli.like", "like", "Find films that are like a film."),
    "terms": ("kazsearch.cli.terms", "terms", "List words of the index that begin so."),
    "stats": ("kazsearch.cli.stats", "stats", "Say what the index holds, and what is stale."),
    "eval": ("kazsearch.cli.evaluate", "evaluate", "Measure how well golden queries are answered."),
    "config": ("kazsearch.cli.config", "config", "Show each option's value and where it is from."),
    "completion": (
        "kazsearch.cli.completion_script",
        "completion",
        "Print a shell's completion.",
    ),
}


class LazyGroup(click.Group):
    """A group that knows the names of its commands and imports one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "KAZSEARCH"},
)
@click.version_option(package_name="kazsearch")
def main() -> None:
    """Turn a folder of articles about films into a film index, and ask it.

    \b
    kazsearch build
    kazsearch query "deportation love"
    """


def run() -> None:
    """Run the command line: every error on purpose is one sentence, any other is a bug.

    Exit status: 0 found or done, 1 nothing found or problems found, 2 wrong use or an error,
    130 interrupted.
    """
    try:
        status = main(standalone_mode=False)
    except QueryError as error:
        from kazsearch.query import explain_error

        click.echo(explain_error(error), err=True)
        status = 2
    except KazsearchError as error:
        click.echo(f"error: {error}", err=True)
        status = 2
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        status = 130
    except BrokenPipeError:
        # who reads our output has seen enough; keep the interpreter from saying so at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
