"""`kazsearch build`: bring the index up to date with the corpus."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kazsearch.cli.corpus_options import corpus_argument, jobs_option, max_file_size_option
from kazsearch.cli.options import EXIT_NOTHING, Number, examples, format_option, index_option
from kazsearch.cli.progress import Bar

if TYPE_CHECKING:
    from kazsearch.index.sync import Report


@click.command(
    epilog=examples(
        "kazsearch build",
        "kazsearch build corpus --index index --format json",
        "kazsearch build --check --max-file-size 2",
        "kazsearch build --watch & sleep 5; kill $!",
        "kazsearch build --full --allow-empty --lock-timeout 60 --jobs 2",
    )
)
@corpus_argument
@index_option
@click.option("--full", is_flag=True, help="Build from nothing, whatever the index holds.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if the index is behind.")
@click.option("--allow-empty", is_flag=True, help="Let an empty corpus empty the index.")
@click.option(
    "--lock-timeout",
    type=Number(0, 86_400),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another build to end.",
)
@click.option("--watch", is_flag=True, help="Stay, and build again whenever articles change.")
@max_file_size_option
@jobs_option
@format_option(("text", "json"))
def build(
    corpus: Path,
    index_dir: Path,
    full: bool,
    check: bool,
    allow_empty: bool,
    lock_timeout: float,
    watch: bool,
    max_file_mb: float,
    jobs: int,
    output_format: str,
) -> None:
    """Bring the index up to date with the articles in CORPUS (default: corpus).

    Reads files that end in .txt, .text, .md, .html or .htm, but no hidden ones, and writes only
    what changed, in one commit. An article that can't be read is reported and keeps its last good
    films; the exit status is then 1.
    """
    from kazsearch.index.build import build as build_index

    failed_before: tuple[str, ...] = ()

    def once(*, full: bool = False, quiet: bool = False) -> "Report":
        started = time.perf_counter()
        with Bar() as bar:
            report = build_index(
                corpus,
                index_dir,
                full=full,
                check=check,
                allow_empty=allow_empty,
                lock_timeout_s=lock_timeout,
                max_file_bytes=int(max_file_mb * 1e6),
                jobs=jobs,
                on_progress=bar.show,
            )
        nonlocal failed_before
        has_written = not report.plan.is_empty or bool(report.reason or report.besides)
        is_news = has_written or report.plan.failed != failed_before
        failed_before = report.plan.failed
        if is_news or not quiet:
            took_ms = (time.perf_counter() - started) * 1000
            _print(report, corpus, output_format, check=check, took_ms=took_ms)
        return report

    if watch:
        if check:
            raise click.UsageError("--check changes nothing, so that there is nothing to --watch.")
        from kazsearch.cli.watch import follow

        follow(corpus, index_dir, first=lambda: once(full=full), again=lambda: once(quiet=True))
        return
    report = once(full=full)
    if report.plan.failed or (check and not report.plan.is_empty):
        sys.exit(EXIT_NOTHING)


def _print(
    report: "Report", corpus: Path, output_format: str, *, check: bool, took_ms: float
) -> None:
    from kazsearch.cli.render_build import BUILD_FORMATS, render_diagnostic

    for diagnostic in report.diagnostics:
        click.echo(render_diagnostic(diagnostic, corpus), err=True)
    click.echo(BUILD_FORMATS[output_format](report, check=check, took_ms=took_ms))
