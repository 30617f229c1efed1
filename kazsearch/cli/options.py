"""Options that several commands share, and what they mean."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])

HIT_FORMATS = ("text", "json", "jsonl", "csv", "tsv")
EXIT_NOTHING = 1  # nothing found, or problems found by a check


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
        help="The folder of the index.",
    )(command)


def corpus_argument(command: _F) -> _F:
    """Add the argument CORPUS."""
    return click.argument(
        "corpus",
        type=click.Path(path_type=Path),
        default="corpus",
        envvar="KAZSEARCH_CORPUS",
    )(command)


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


def selection_options(*, default_sort: str) -> Callable[[_F], _F]:
    """Add the filters, orders and pages that `query` and `films` have in common."""
    options = [
        click.option(
            "--year", "years", metavar="YEARS", help="2008, 2008..2012, ..1991, 1990s, >2010."
        ),
        click.option("--article", metavar="PATTERN", help="Films of articles like 'guide*'."),
        click.option(
            "--sort",
            type=click.Choice(["relevance", "year", "-year", "title"]),
            default=default_sort,
            show_default=True,
            help="The order of the films.",
        ),
        click.option(
            "--limit",
            type=click.IntRange(1, 100_000),
            default=10,
            show_default=True,
            help="How many films a page has.",
        ),
        click.option(
            "--page",
            type=click.IntRange(1, 100_000),
            default=1,
            show_default=True,
            help="Which page.",
        ),
        click.option(
            "--facets",
            multiple=True,
            metavar="NAME",
            help="Count the films by year, decade, article, director … May be repeated.",
        ),
    ]

    def add(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return add
