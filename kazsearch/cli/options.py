"""Options that several commands share, and what they mean."""

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kazsearch.cli.completion import complete_facet, complete_path
from kazsearch.errors import OptionError, QueryError

_F = TypeVar("_F", bound=Callable[..., Any])

HIT_FORMATS = ("text", "json", "jsonl", "csv", "tsv")
EXIT_NOTHING = 1  # nothing found, or problems found by a check


_INDEX_TYPED = "kazsearch.index"  # of the meta data that all contexts of a command share


class Number(click.FloatRange):
    """A number, which NaN is not: nothing is less than it."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number. Raises BadParameter."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail("NaN is no number.", param, ctx)
        return number

    def _describe_range(self) -> str:
        """Return the bounds as the help shows them: none, where there are none."""
        return "" if self.min is None and self.max is None else super()._describe_range()


class WholeNumber(click.IntRange):
    """A whole number between two."""

    name = "whole number"


class Years(click.ParamType[str]):
    """Years as they stand after `year:` in a query."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it is. Raises BadParameter where it names no years."""
        from kazsearch.query import parse_year_range

        try:
            parse_year_range(value)
        except QueryError as error:
            self.fail(error.message, param, ctx)
        return str(value)


class SearchCommand(click.Command):
    """A command whose options may exclude each other, or name what the index has not."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed. Raises UsageError for two flags that choose different ways."""
        _, _, typed = self.make_parser(ctx).parse_args(args=list(args))
        chosen: dict[str | None, click.Option] = {}
        for param in typed:
            if isinstance(param, click.Option) and param.is_flag and not param.is_bool_flag:
                other = chosen.setdefault(param.name, param)
                flags = {other.opts[0], param.opts[0]}
                if len(flags) > 1 and flags != {"-l", "-0"}:
                    raise click.UsageError(
                        f"{other.opts[0]} and {param.opts[0]} exclude each other: "
                        f"leave one of them out."
                    )
        rest = super().parse_args(ctx, args)
        if ctx.params.get("show") == "paths" and any(param.opts[0] == "-0" for param in typed):
            ctx.params["show"] = "paths0"  # -0l is -l0
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; let what an option names be that option's fault."""
        try:
            return super().invoke(ctx)
        except OptionError as error:
            param = next(param for param in self.params if param.name == error.option)
            raise click.BadParameter(error.message, ctx=ctx, param=param) from error


def year_option(command: _F) -> _F:
    """Add `--year YEARS`, as `years`."""
    return click.option(
        "--year",
        "years",
        type=Years(),
        metavar="YEARS",
        help="2008, 2008..2012, ..1991, 1990s, >2010.",
    )(command)


def index_option(command: _F) -> _F:
    """Add `--index DIR`."""
    return click.option(
        "--index",
        "index_dir",
        type=click.Path(file_okay=False, path_type=Path),
        default="index",
        envvar="KAZSEARCH_INDEX",
        show_default=True,
        show_envvar=True,
        callback=_remember_index,
        help="The folder of the index.",
    )(command)


def _remember_index(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """Keep the index that was typed for whoever says what to do about it."""
    if ctx.get_parameter_source(str(param.name)) is click.core.ParameterSource.COMMANDLINE:
        ctx.meta[_INDEX_TYPED] = value
    return value


def with_typed_index(advice: str, ctx: click.Context | None = None) -> str:
    """Let what is said to be done be done to the index that was typed."""
    index = (ctx or click.get_current_context()).meta.get(_INDEX_TYPED)
    if index is None:
        return advice
    import shlex

    return advice.replace("`kazsearch build", f"`kazsearch build --index {shlex.quote(str(index))}")


def format_option(formats: tuple[str, ...]) -> Callable[[_F], _F]:
    """Add `--format`, the first being the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print what was found.",
    )


def color_option(command: _F) -> _F:
    """Add `--color`."""
    return click.option(
        "--color",
        "color_when",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="When to use colour.",
    )(command)


def wants_color(when: str, *, is_terminal: bool) -> bool:
    """Decide about colour: the option first, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal and os.environ.get("TERM") != "dumb"


def selection_options(
    *, sorts: tuple[str, ...], default_limit: int | None = 10
) -> Callable[[_F], _F]:
    """Add the filters, orders and pages that `query` and `films` have in common.

    The first of `sorts` is the default; without a `default_limit` there is one page of all films.
    """
    return _all_of(
        year_option,
        click.option(
            "--article",
            metavar="PATTERN",
            shell_complete=complete_path,
            help="Films of articles like 'guide*'.",
        ),
        click.option(
            "--sort",
            type=click.Choice(sorts),
            default=sorts[0],
            show_default=True,
            help="The order of the films.",
        ),
        click.option(
            "--limit",
            type=WholeNumber(1, 100_000),
            metavar="N",
            default=default_limit,
            show_default="all" if default_limit is None else True,
            help="How many films a page has.",
        ),
        click.option(
            "--page",
            type=WholeNumber(1, 100_000),
            metavar="N",
            default=1,
            show_default=True,
            help="Which page.",
        ),
        click.option(
            "--facets",
            multiple=True,
            metavar="NAME",
            shell_complete=complete_facet,
            help="Count the films by year, decade, article or a label (see stats). "
            "May be repeated.",
        ),
    )


def _all_of(*options: Callable[[_F], _F]) -> Callable[[_F], _F]:
    """Return what adds several options, which the help lists in this order."""

    def add(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def show_options(command: _F) -> _F:
    """Add `-l`, `-0` and `--count`: print one thing of the films only."""
    return _all_of(
        click.option(
            "-l", "--paths", "show", flag_value="paths", help="Print paths of articles only."
        ),
        click.option("-0", "show", flag_value="paths0", help="Like -l, each path ended by a NUL."),
        click.option("--count", "show", flag_value="count", help="Print the number of films only."),
    )(command)


def is_typed(parameter: str) -> bool:
    """Tell whether an option of the command that runs was typed."""
    source = click.get_current_context().get_parameter_source(parameter)
    return source is click.core.ParameterSource.COMMANDLINE


def refuse_beside(show: str | None, output_format: str) -> None:
    """Refuse `--format` and `--facets` where only paths or a number are asked for, and `--facets`
    in formats that have no place for them.

    Raises UsageError.
    """
    if output_format in ("jsonl", "csv", "tsv") and is_typed("facets"):
        raise click.UsageError(f"{output_format} has no place for --facets: leave one of them out.")
    for parameter, option in (("output_format", "--format"), ("facets", "--facets")):
        if show is not None and is_typed(parameter):
            raise click.UsageError(f"-l, -0 and --count print no films: leave {option} out.")


def limit_option(default: int, *, what: str) -> Callable[[_F], _F]:
    """Add `--limit` where there are no pages."""
    return click.option(
        "--limit",
        type=WholeNumber(1, 100_000),
        metavar="N",
        default=default,
        show_default=True,
        help=f"How many {what} to print at most.",
    )


def examples(*commands: str) -> str:
    """Return the end of a help text that shows how a command is used; a test runs them all."""
    head = "Example" if len(commands) == 1 else "Examples"
    return "\n".join(["\b", f"{head}:", *(f"  {command}" for command in commands)])
