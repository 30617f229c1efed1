"""`kazsearch query`: find films by words."""

import contextlib
import itertools
import time
from pathlib import Path
from typing import Any

import click

from kazsearch.cli.completion import complete_field
from kazsearch.cli.options import (
    HIT_FORMATS,
    Number,
    SearchCommand,
    color_option,
    examples,
    format_option,
    index_option,
    is_typed,
    refuse_beside,
    selection_options,
    show_options,
)
from kazsearch.cli.settings import configured_synonyms

_LEAVING_OUT = ("years", "article", "fields", "min_score")


class QueryCommand(SearchCommand):
    """A command to which `-war` is a word, and not its short options in a row."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part options and words, then read them as Click does."""
        names = {name: option for option in self.get_params(ctx) for name in option.opts}
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words += rest
            elif arg.startswith("--") or arg in names:
                options.append(arg)
                option = names.get(arg)
                if isinstance(option, click.Option) and not option.is_flag:
                    value = [*itertools.islice(rest, 1)]
                    if not value:
                        words.clear()  # the option is last and lacks its value, as Click will say
                    options += value
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words] if words else options)


@click.command(
    cls=QueryCommand,
    epilog=examples(
        'kazsearch query "deportation love" --limit 3',
        "kazsearch query love steppe --any --sort -year --limit 3 --page 2",
        "kazsearch query melodrama --all --in description --in fact",
        "kazsearch query love --year 2008..2012 --facets decade",
        "kazsearch query love --article 'kazakh*' --min-score 0.01 --count",
        "kazsearch query love --format jsonl --index index",
        "kazsearch query love --explain --color always",
        "kazsearch query love -l",
        "kazsearch query love -0",
    ),
)
@click.argument("words", nargs=-1, required=True)
@click.option("--all", "match", flag_value="all", help="Only films with every word.")
@click.option("--any", "match", flag_value="any", help="Films with at least one of the words.")
@click.option(
    "--in",
    "fields",
    multiple=True,
    metavar="FIELD",
    shell_complete=complete_field,
    help="Search this field only: title, description, fact or a label (see stats). "
    "May be repeated.",
)
@click.option("--min-score", type=Number(), default=0.0, help="Leave out films that score less.")
@selection_options(sorts=("relevance", "year", "-year", "title"))
@show_options
@click.option("--explain", is_flag=True, help="Say how the query was read and how films scored.")
@index_option
@format_option(HIT_FORMATS)
@color_option
def query(
    words: tuple[str, ...],
    show: str | None,
    index_dir: Path,
    output_format: str,
    color_when: str,
    match: Any,
    explain: bool,
    **options: Any,
) -> None:
    """Find films by WORDS, best first; those with every word are favoured.

    \b
    "exact phrase"   words in this order    title:gift     in one field
    word*  w?rd      any characters         year:2008..    of these years
    word~            spelled otherwise      -war  NOT war  films without it
    AND OR ( )       as you mean it         word^2         counts double

    Exit status 1 when nothing is found.
    """
    refuse_beside(show, output_format)
    from kazsearch.cli.output import look_of_terminal, print_result
    from kazsearch.errors import QueryError
    from kazsearch.search.searcher import open_index

    started = time.perf_counter()
    text = " ".join(words)
    # as of `grep -l`, all are expected, though a page of films is ten
    lists_all = show in ("paths", "paths0") and not (is_typed("limit") or is_typed("page"))
    if lists_all:
        options["facets"] = ("article",)
    with open_index(index_dir, synonyms=configured_synonyms()) as searcher:
        result = searcher.search(text, match=match or "auto", explain=explain, **options)
        n_unfiltered = 0
        if not result.total and any(map(options.get, _LEAVING_OUT)):
            with contextlib.suppress(QueryError):  # it may ask for too much without them
                without = searcher.search(text, match=match or "auto", limit=1)
                n_unfiltered = without.total if without.corrected is None else 0
        corpus = searcher.corpus_folder
    took_ms = (time.perf_counter() - started) * 1000
    print_result(
        result,
        output_format=output_format,
        look=look_of_terminal(color_when, corpus),
        corpus=corpus,
        took_ms=took_ms,
        show=show,
        explain=explain,
        n_unfiltered=n_unfiltered,
        articles=tuple(result.facets.get("article", ())) if lists_all else (),
    )
