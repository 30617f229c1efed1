"""`kazsearch check` and `kazsearch parse`: say what the parser reads, without an index."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from kazsearch.cli.corpus_options import max_file_size_option
from kazsearch.cli.options import examples
from kazsearch.cli.render_build import diagnostic_dict
from kazsearch.cli.terminal import isolated, json_answer, printable
from kazsearch.corpus.article import format_article, parse_bytes
from kazsearch.corpus.config import labels_of
from kazsearch.corpus.crosscheck import crosscheck
from kazsearch.corpus.failures import failure
from kazsearch.corpus.film import Article, Diagnostic, Film, Severity, Span
from kazsearch.corpus.labels import LabelTable
from kazsearch.corpus.scan import MOST_BYTES, count_left_out, read, scan
from kazsearch.errors import ArticleUnreadableError, CorpusEmptyError, CorpusNotFoundError


class Found(NamedTuple):
    """A diagnostic, with the file that it is in as it is named on the command line."""

    file: str
    diagnostic: Diagnostic


@click.command(
    epilog=examples(
        "kazsearch check",
        "kazsearch check corpus/kazakh-melodramas.txt --strict --format github",
        "kazsearch check --max-file-size 2",
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, readable=False),
    envvar="KAZSEARCH_CORPUS",
    default="corpus",
    hidden=True,
    help="The folder to read when no PATHS are given.",
)
@max_file_size_option
@click.option("--strict", is_flag=True, help="Exit with 1 for notes, too.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print the diagnostics; github: as annotations of a workflow.",
)
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    corpus: Path,
    max_file_mb: float,
    strict: bool,
    format_: str,
) -> None:
    """Read articles and print what is odd about them.

    PATHS are articles or folders of articles: $KAZSEARCH_CORPUS or corpus/ unless given.
    """
    named = paths or (corpus,)
    articles, found = _check(named, max_bytes=int(max_file_mb * 1e6))
    if not articles and not found:
        where = " or ".join(str(path) for path in named)
        raise CorpusEmptyError(f"there is no article in {where}: name articles, or folders of them")
    RENDERERS[format_](articles, found)
    click.echo(_summary(articles, found) + _left_out(named), err=True)
    context.exit(_exit_status(found, strict=strict))


@click.command(epilog=examples("kazsearch parse corpus/kazakh-melodramas.txt --format json"))
@click.argument("path", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text: the article in its canonical form.",
)
def parse(path: Path, format_: str) -> None:
    """Print what is understood of one article."""
    if path.is_dir():
        raise ArticleUnreadableError(f"{path} is a folder: name an article")
    article = _parse(path.parent, path.name, labels_of(path), MOST_BYTES)
    if format_ == "text":
        click.echo(format_article(article), nl=False)
    else:
        click.echo(json_answer(_article_object(article)))


def _check(paths: Sequence[Path], *, max_bytes: int) -> tuple[list[Article], list[Found]]:
    """Read every article; one that can't be read is a diagnostic."""
    articles: list[Article] = []
    found: list[Found] = []
    named: dict[str, str] = {}  # the path in its folder of each file that was read
    for root, path, table in _articles_under(paths):
        file = (root / path).as_posix()
        if file in named:
            continue
        named[file] = path
        try:
            article = _parse(root, path, table, max_bytes)
        except ArticleUnreadableError as error:
            found.append(Found(file, failure(error, path=path)))
            continue
        articles.append(_under(article, file))
        found += [Found(file, one) for one in article.diagnostics]
    # two folders may hold articles of one path, so that they are compared by their files
    found += [Found(one.path, replace(one, path=named[one.path])) for one in crosscheck(articles)]
    return articles, sorted(found, key=lambda one: (one.file, one.diagnostic.line))


def _under(article: Article, file: str) -> Article:
    """Return the article as one of this path."""
    films = (replace(film, source=replace(film.source, path=file)) for film in article.films)
    return replace(article, path=file, films=tuple(films))


def _articles_under(paths: Sequence[Path]) -> Iterator[tuple[Path, str, LabelTable]]:
    """Yield (folder, path in it, labels) of every article that is named, or in a named folder."""
    for path in paths:
        table = labels_of(path)
        if not path.exists():
            raise CorpusNotFoundError(
                f"{path} does not exist: name an article, or a folder of articles"
            )
        if path.is_dir():
            for name in scan(path):
                yield path, name, table
        else:
            yield path.parent, path.name, table


def _parse(root: Path, path: str, table: LabelTable, max_bytes: int) -> Article:
    today_year = dt.datetime.now(tz=dt.timezone.utc).year
    data = read(root, path, max_bytes=max_bytes).data
    return parse_bytes(data, path=path, labels=table, today_year=today_year)


def _exit_status(found: Sequence[Found], *, strict: bool) -> int:
    grave = [one for one in found if strict or one.diagnostic.severity is not Severity.NOTE]
    return 1 if grave else 0


def _summary(articles: Sequence[Article], found: Sequence[Found]) -> str:
    counts = Counter(one.diagnostic.severity.value for one in found)
    films = sum(len(article.films) for article in articles)
    parts = [(len(articles), "article"), (films, "film")]
    parts += [(counts[severity.value], severity.value) for severity in Severity]
    return ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in parts)


def _left_out(paths: Sequence[Path]) -> str:
    """Say how many files of these folders are no articles, if there are any."""
    count = sum(count_left_out(folder) for folder in {p.resolve() for p in paths if p.is_dir()})
    if not count:
        return ""
    kinds = "1 file of another kind was" if count == 1 else f"{count:,} files of other kinds were"
    return f"; {kinds} left out"


def _render_text(_articles: Sequence[Article], found: Sequence[Found]) -> None:
    for file, one in found:
        place = f"{isolated(file)}:{one.line}:{one.column}"
        click.echo(f"{place}: {one.severity.value}: {isolated(one.message)} [{one.code}]")


def _render_json(articles: Sequence[Article], found: Sequence[Found]) -> None:
    objects = [{"file": file, **diagnostic_dict(one)} for file, one in found]
    films = sum(len(article.films) for article in articles)
    whole = {
        "articles": len(articles),
        "films": films,
        "diagnostics": objects,
    }
    click.echo(json_answer(whole))


def _render_github(_articles: Sequence[Article], found: Sequence[Found]) -> None:
    """Print workflow commands: a note is a notice there."""
    for file, one in found:
        kind = "notice" if one.severity is Severity.NOTE else one.severity.value
        place = f"file={_property(file)},line={one.line},col={one.column}"
        click.echo(f"::{kind} {place}::{_escaped(f'{one.message} [{one.code}]')}")


def _escaped(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


RENDERERS: dict[str, Callable[[Sequence[Article], Sequence[Found]], None]] = {
    "text": _render_text,
    "json": _render_json,
    "github": _render_github,
}


def _article_object(article: Article) -> dict[str, Any]:
    return {
        "path": article.path,
        "lead": article.lead,
        "films": [_film_object(film) for film in article.films],
        "closing": article.closing,
        "diagnostics": [diagnostic_dict(one) for one in article.diagnostics],
    }


def _film_object(film: Film) -> dict[str, Any]:
    source = film.source
    facts = zip(film.facts, source.facts, strict=True)
    extras = zip(film.extras, source.extras, strict=True)
    return {
        "film_id": film.film_id,
        "title": film.title,
        "year": film.year,
        "alternative_titles": list(film.alternative_titles),
        "description": film.description,
        "facts": list(film.facts),
        "extras": [{"key": extra.key, "text": extra.text} for extra in film.extras],
        **_lines(source.span),
        "source": {
            "title": _lines(source.title),
            "description": source.description and _lines(source.description),
            "facts": [_lines(span) for _, span in facts],
            "extras": [_lines(span) for _, span in extras],
        },
    }


def _lines(span: Span) -> dict[str, int]:
    return {"line": span.line, "end_line": span.end_line}
