"""The command line: which commands are there, and what becomes of an error?"""

import contextlib
import errno
import importlib
import io
import os
import sys
from typing import Any

import click

from kazsearch.cli.settings import (
    defaults_from,
    find_config,
    name_variables,
    place_of_setting,
    read_config,
)
from kazsearch.errors import ConfigError, IndexStateError, KazsearchError, QueryError

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
    "verify": ("kazsearch.cli.verify", "verify", "Say whether the index is whole."),
    "eval": ("kazsearch.cli.evaluate", "evaluate", "Measure how well golden queries are answered."),
    "config": ("kazsearch.cli.config", "config", "Show each option's value and where it is from."),
    "completion": ("kazsearch.cli.completion_script", "completion", "Print a completion script."),
}
_NO_MEMORY = "the memory does not suffice: ask for less at once (--limit, --jobs 1)"
# what a write to standard output may raise; BrokenPipeError is none of our errors
_OF_OUTPUT = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EPIPE, errno.ENXIO,
}  # fmt: skip


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
        name_variables(cmd_name, command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, and what kazsearch.toml sets for it."""
        name, command, rest = super().resolve_command(ctx, args)
        if name and command and not {"-h", "--help"}.intersection(rest):
            path = find_config()
            # while a shell completes, nobody wants to read of mistakes
            with contextlib.suppress(*[ConfigError] if ctx.resilient_parsing else []):
                if path is not None:
                    config = read_config(path, COMMANDS)
                    ctx.default_map = {name: defaults_from(config, path, name, command)}
        return name, command, rest

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; that nobody reads the rest of its output is no failure of it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # here, since Click would exit 1 for it
            _write_no_more()
            raise click.exceptions.Exit(0) from None
        except IndexStateError as error:
            from kazsearch.cli.options import with_typed_index  # only an error pays for it

            error.args = (with_typed_index(str(error), ctx), *error.args[1:])
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
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
    _write_whatever_comes()
    try:
        status = _status()
    except MemoryError:
        status = None
    if status is None:  # said here, where what took the memory is gone
        click.echo(f"error: {_NO_MEMORY}", err=True)
        status = 2
    sys.exit(status)


def _status() -> Any:
    """Run the command that was typed, and say what went wrong; return the exit status."""
    try:
        return main(standalone_mode=False, prog_name="kazsearch") or 0
    except QueryError as error:
        click.echo(_explained(error), err=True)
    except KazsearchError as error:
        click.echo(_printable(f"error: {error}"), err=True)
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except OSError as error:  # those of articles and of the index are KazsearchErrors by now
        _write_no_more()
        click.echo(_printable(f"error: {_sentence(error)}"), err=True)
    except ImportError as error:  # the memory may not suffice for it
        why = str(error.__cause__ or error).strip().rpartition("\n")[2]
        complaint = f"{error.name or 'a package'} can't be loaded ({why}): install kazsearch anew"
        click.echo(_printable(f"error: {complaint}, or free some memory"), err=True)
    return 2


def _explained(error: QueryError) -> str:
    """Say what is wrong with a query, below the place where it is; no query has no place."""
    from kazsearch.cli.output import terminal_width
    from kazsearch.query import explain_error

    if not error.query.strip():
        return _printable(error.message)
    return explain_error(error, width=max(terminal_width(sys.stderr) - 2, 20))


def _show(error: click.ClickException) -> None:
    """Say what is wrong with what was typed, or was set in the environment or in a file."""
    if isinstance(error, click.BadParameter) and error.ctx is not None and error.param is not None:
        place = place_of_setting(error.param, error.ctx)
        if place:
            click.echo(_printable(f"error: {place}: {error.message}"), err=True)
            return
    said = io.StringIO()
    error.show(file=said)
    for line in said.getvalue().rstrip("\n").split("\n"):
        click.echo(_printable(line), err=True)


def _printable(text: str) -> str:
    from kazsearch.cli.terminal import printable  # only an error pays for it

    return printable(text)


def _write_whatever_comes() -> None:
    """Let letters that the encoding of the output has not be written as escapes, as Python's
    errors are: `\\u0436`; and let what is done, and the exit status, be the same where standard
    error is closed or full."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr is None:  # closed
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # to the end
        return
    buffer = getattr(sys.stderr, "buffer", None)
    if isinstance(getattr(buffer, "raw", buffer), io.FileIO):  # no console of Windows
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(_Unheard(sys.stderr.fileno(), "wb", closefd=False)),
            encoding=sys.stderr.encoding,
            errors=sys.stderr.errors,
            line_buffering=True,
        )


class _Unheard(io.FileIO):
    """Standard error where nobody may be able to read it."""

    def write(self, data: Any, /) -> int:
        """Write, or don't: there is nobody to tell."""
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _write_no_more() -> None:
    """Turn standard output away, lest the interpreter stumble over what is left at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: OSError) -> str:
    """Say what failed; what has no name of a file may be our output."""
    if error.errno == errno.ENOMEM:
        return _NO_MEMORY
    if error.filename is not None:
        what = f"{error.filename} failed"
    else:
        is_output = error.errno in _OF_OUTPUT
        what = "the output can't be written" if is_output else "the system refused something"
    return f"{what}: {(error.strerror or str(error)).lower()}"
