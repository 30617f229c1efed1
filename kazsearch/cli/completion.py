"""What may stand here? Film ids, fields, articles, for the shell's completion key.

Quiet where there is no index, or one that can't be read: a shell's prompt is no place for an error.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kazsearch.errors import KazsearchError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kazsearch.search.searcher import Searcher


def complete_film(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer film ids, also for the beginning of a title as it is written."""
    from kazsearch.corpus.film import film_id

    beginning = film_id(incomplete, None) if any(map(str.isalnum, incomplete)) else ""
    return _offer(
        ctx,
        lambda searcher: [
            (film.film_id, film.title if film.year is None else f"{film.title} ({film.year})")
            for film in searcher.complete_film_id(beginning)
        ],
    )


def complete_field(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer the fields that a query can name."""
    from kazsearch.query import TEXT_FIELDS

    return _beginning(incomplete, ctx, lambda searcher: [*TEXT_FIELDS, *searcher.extra_keys()])


def complete_facet(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer what films can be counted by."""
    from kazsearch.search.facets import FACETS

    return _beginning(incomplete, ctx, lambda searcher: [*FACETS, *searcher.extra_keys()])


def complete_path(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer the paths of the articles."""
    return _beginning(incomplete, ctx, lambda searcher: searcher.paths())


def _beginning(
    incomplete: str, ctx: click.Context, names: "Callable[[Searcher], Iterable[str]]"
) -> "list[CompletionItem]":
    return _offer(
        ctx,
        lambda searcher: [(name, "") for name in names(searcher) if name.startswith(incomplete)],
    )


def _offer(
    ctx: click.Context, values: "Callable[[Searcher], list[tuple[str, str]]]"
) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    from kazsearch.cli.terminal import printable
    from kazsearch.search.searcher import open_index

    index = ctx.params.get("index_dir")
    try:
        with open_index(Path(index or "index")) as searcher:
            offered = values(searcher)
    except KazsearchError:
        return []
    return [
        CompletionItem(value, help=printable(about) or None)
        for value, about in offered
        if value.isprintable()  # a shell's prompt obeys what is not
    ]
