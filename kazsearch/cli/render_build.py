"""What a build's report looks like to a person, and to a program."""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kazsearch.cli.terminal import isolated, json_answer
from kazsearch.corpus.film import Diagnostic
from kazsearch.index.sync import Report


def render_diagnostic(diagnostic: Diagnostic, corpus: Path) -> str:
    """Return a diagnostic as compilers print theirs, so that an editor can jump to the place."""
    path = isolated((corpus / diagnostic.path).as_posix())
    message = isolated(diagnostic.message)
    return str(dataclasses.replace(diagnostic, path=path, message=message))


def diagnostic_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as JSON has it; its path is relative to the corpus."""
    return {**dataclasses.asdict(diagnostic), "severity": diagnostic.severity.value}


def render_text(report: Report, *, check: bool, took_ms: float) -> str:
    """Return what a build did, article by article, for a person."""
    plan = report.plan
    anew = "to be built anew" if check else "built anew"
    lines = [f"{anew}: {report.reason}"] if report.reason else []
    if report.besides:
        lines.append(report.besides)
    if report.n_left_over:
        files = "1 file" if report.n_left_over == 1 else f"{report.n_left_over:,} files"
        lines.append(f"removed {files} that an interrupted build had left")
    signs = {"+": plan.added, "~": plan.changed, "-": plan.removed, "!": plan.failed}
    for sign, paths in signs.items():
        lines += [f"{sign} {isolated(path)}" for path in paths]
    if not any(_article_counts(report).values()):
        lines.append("no article was found in the corpus: .txt, .text, .md, .html or .htm")
    lines.append(f"articles: {_counts(_article_counts(report))}")
    lines.append(f"films:    {_counts(report.films)}")
    if check:
        lines.append("nothing to do" if plan.is_empty else "the index is behind the corpus")
    elif plan.is_empty and not (report.reason or report.besides):
        lines.append(f"nothing to do; generation {report.generation}")
    else:
        lines.append(f"generation {report.generation}, {took_ms / 1000:.1f} s")
    return "\n".join(lines)


def render_json(report: Report, *, check: bool, took_ms: float) -> str:
    """Return the report as one JSON object, by the contract of `format_version` 1."""
    return json_answer(
        {
            "articles": _article_counts(report),
            "films": dict(report.films),
            "diagnostics": [diagnostic_dict(diagnostic) for diagnostic in report.diagnostics],
            "generation": report.generation,
            # only where there were some
            **({"left_over": report.n_left_over} if report.n_left_over else {}),
            "took_ms": round(took_ms, 3),
        }
    )


BUILD_FORMATS: dict[str, Callable[..., str]] = {
    "text": render_text,
    "json": render_json,
}


def _article_counts(report: Report) -> dict[str, int]:
    kinds = ("added", "changed", "removed", "unchanged", "failed")
    return {kind: len(getattr(report.plan, kind)) for kind in kinds}


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
