"""`kazsearch eval`: how well are golden queries answered?"""

import sys
from pathlib import Path

import click

from kazsearch.cli.options import (
    EXIT_NOTHING,
    Number,
    examples,
    format_option,
    index_option,
)
from kazsearch.cli.settings import configured_synonyms
from kazsearch.errors import GoldenQueriesError


@click.command(
    "eval",
    epilog=examples(
        "kazsearch eval queries.tsv",
        "kazsearch eval queries.tsv --at-least 0.5 --format json --index index",
    ),
)
@click.argument("queries", type=click.Path(dir_okay=False, path_type=Path), metavar="QUERIES.TSV")
@click.option(
    "--at-least",
    type=Number(0, 1),
    default=0.0,
    help="Exit 1 if the mean nDCG@10 of all queries is below this.",
)
@index_option
@format_option(("text", "json"))
def evaluate(queries: Path, at_least: float, index_dir: Path, output_format: str) -> None:
    """Measure how well the golden queries in QUERIES.TSV are answered.

    A line is a query, a tab, and the ids of the films that it should find, parted by blanks or
    commas; lines that begin with # are left out. For each query and over all: the reciprocal rank
    of the first expected film (0 below rank 100), and nDCG@10.
    """
    from kazsearch.cli.render_eval import EVAL_FORMATS, unknown_remark
    from kazsearch.cli.terminal import printable
    from kazsearch.search.golden import parse_golden
    from kazsearch.search.searcher import open_index

    golden = parse_golden(_read(queries), name=str(queries))
    with open_index(index_dir, synonyms=configured_synonyms()) as searcher:
        grades = searcher.grade(golden, name=str(queries))
    click.echo(EVAL_FORMATS[output_format](grades))
    for graded in grades.queries:
        if graded.unknown:
            click.echo(printable(unknown_remark(graded, str(queries))), err=True)
    if not grades.ndcg >= at_least:  # nothing reaches "nan", so a typing error can't pass
        click.echo(f"mean nDCG@10 {grades.ndcg:.4f} is below {at_least}", err=True)
        sys.exit(EXIT_NOTHING)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise GoldenQueriesError(f"{path} is not in UTF-8: save it so") from error
    except OSError as error:
        raise GoldenQueriesError(
            f"{path} can't be read: {(error.strerror or str(error)).lower()}"
        ) from error
