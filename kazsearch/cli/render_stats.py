"""How much the index holds, its words, and whether it is whole, for a person and for a program."""

import dataclasses
from collections.abc import Sequence

from kazsearch.cli.terminal import isolated, json_answer, printable
from kazsearch.index.verify import Verification
from kazsearch.search.known import IndexStats, WordCount

_MAX_PATHS = 10  # of each kind of stale articles; the number is said of all


def stats_text(stats: IndexStats) -> str:
    """Return the numbers in lines, and the articles that a build would read."""
    years = "none known"
    if stats.first_year is not None:
        years = f"{stats.first_year} to {stats.last_year}"
    without = f"{stats.films_without_year:,} films without a year"
    segments = "1 segment" if stats.segments == 1 else f"{stats.segments:,} segments"
    built = stats.built_at.isoformat(sep=" ").replace("+00:00", " UTC")
    lines = [
        f"articles    {stats.articles:,}",
        f"films       {stats.films:,} ({stats.appearances:,} appearances)",
        f"years       {years}; {without}",
        f"words       {stats.words:,}",
        f"labels      {', '.join(map(isolated, stats.extras)) or 'none'}",
        f"size        {_size(stats.size_bytes)}, {segments}",
        f"generation  {stats.generation}, built {built}",
        *_stale_lines(stats),
    ]
    return "\n".join(lines)


def _stale_lines(stats: IndexStats) -> list[str]:
    if not stats.corpus_is_there:
        return ["stale       unknown: the corpus is not where it was at the last build"]
    kinds = {"+": stats.added, "~": stats.changed, "-": stats.removed, "!": stats.failed}
    if not any(kinds.values()):
        return ["stale       nothing"]
    names = ("added", "changed", "removed", "unreadable")
    counts = ", ".join(f"{len(p):,} {name}" for name, p in zip(names, kinds.values(), strict=True))
    behind = stats.added or stats.changed or stats.removed
    what = "run `kazsearch build`" if behind else "the index holds what was read of them before"
    lines = [f"stale       articles: {counts}; {what}"]
    for sign, paths in kinds.items():
        lines += [f"{sign} {isolated(path)}" for path in paths[:_MAX_PATHS]]
        if len(paths) > _MAX_PATHS:
            lines.append(f"{sign} and {len(paths) - _MAX_PATHS:,} more")
    return lines


def _size(size_bytes: int) -> str:
    size = float(size_bytes)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def stats_json(stats: IndexStats) -> str:
    """Return the numbers as one JSON object; `stale` is null where nothing is known of it."""
    numbers = dataclasses.asdict(stats)
    stale = {kind: numbers.pop(kind) for kind in ("added", "changed", "removed", "failed")}
    is_known = numbers.pop("corpus_is_there")
    return json_answer(
        {
            **numbers,
            "built_at": stats.built_at.isoformat(),
            "stale": stale if is_known else None,
        }
    )


STATS_FORMATS = {"text": stats_text, "json": stats_json}


def terms_text(words: Sequence[WordCount]) -> str:
    """Return a line for each word, the number of its films first."""
    width = max((len(f"{found.films:,}") for found in words), default=0)
    return "\n".join(f"{found.films:>{width},}  {isolated(found.word)}" for found in words)


def terms_json(words: Sequence[WordCount]) -> str:
    """Return the words as one JSON object."""
    return json_answer(
        {
            "terms": [{"word": found.word, "films": found.films} for found in words],
        }
    )


TERMS_FORMATS = {"text": terms_text, "json": terms_json}


def verify_text(found: Verification) -> str:
    """Return a sentence for each thing that is damaged, and what to do; or that there is none."""
    if found.damage:
        way_out = "damaged: run `kazsearch build --full` to make the index anew"
        return "\n".join([*map(printable, found.damage), way_out])
    return f"whole: {found.n_files:,} files, {found.n_bytes:,} bytes, {found.n_films:,} films"


def verify_json(found: Verification) -> str:
    """Return all of it as one JSON object."""
    return json_answer(dataclasses.asdict(found))


VERIFY_FORMATS = {"text": verify_text, "json": verify_json}
