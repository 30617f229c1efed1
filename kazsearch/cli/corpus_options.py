"""Options of the commands that read articles, and what they mean."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kazsearch.cli.options import Number, WholeNumber
from kazsearch.corpus.scan import MAX_BYTES, MOST_BYTES

_F = TypeVar("_F", bound=Callable[..., Any])


def corpus_argument(command: _F) -> _F:
    """Add the argument CORPUS."""
    return click.argument(
        "corpus",
        type=click.Path(path_type=Path),
        default="corpus",
        envvar="KAZSEARCH_CORPUS",
    )(command)


def max_file_size_option(command: _F) -> _F:
    """Add `--max-file-size`, as `max_file_mb`: of a million bytes each."""
    return click.option(
        "--max-file-size",
        "max_file_mb",
        type=Number(0.001, MOST_BYTES / 1e6),
        default=MAX_BYTES / 1e6,
        show_default=True,
        metavar="MB",
        help="Say of larger files that they are, and don't read them.",
    )(command)


def jobs_option(command: _F) -> _F:
    """Add `--jobs N`."""
    return click.option(
        "--jobs",
        type=WholeNumber(1, 64),
        metavar="N",
        default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1,
        show_default="all processors",
        help="How many processes build a large corpus from nothing.",
    )(command)
