"""Do readers see one committed state, whole, while builds change it without pause?"""

import contextlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpora import block, write_corpus

from kazsearch.index.build import build as build_in_process
from kazsearch.index.toc import read_toc
from kazsearch.search.searcher import open_index
from reliability_runs.commands import BENCHMARKS, build, environment
from reliability_runs.outcomes import Outcome
from reliability_runs.reader import (
    ASKED,
    BEGUN,
    COMMITTED,
    HOW,
    QUERIES,
    STOP,
    Asked,
    Clock,
    answer_of,
)
from reliability_runs.worlds import WORDS, sentence

_PERIOD = 35  # editions, after which only the numbers that stand in the films differ
Expected = Mapping[str, dict[str, set[int]]]  # question -> digest of the answer -> editions


def articles(edition: int) -> dict[str, str]:
    """Return the articles of an edition, which stands in every film but the old."""
    made = {}
    for number in range(4 + edition % 3):
        draw = random.Random(f"{number} {edition % _PERIOD}")
        blocks = [
            block(f"Film {number} {place}", 2000 + place, f"{sentence(draw, 15)} edition {edition}")
            for place in range(1 + (number + edition) % 4)
        ]
        blocks.append(block("Shared", 2005, f"{sentence(draw, 8)} edition {edition}"))
        made[f"{number}.txt"] = "\n".join(blocks)
    # these stay, and are too many for a commit to merge them: there are always several segments
    for number in range(3):
        draw = random.Random(number)
        blocks = [
            block(f"Old {number} {n}", 1990, " ".join(draw.choices(WORDS[-40:], k=5)))
            for n in range(80)
        ]
        made[f"old-{number}.txt"] = "\n".join([*blocks, block("Age", 1990 + edition // 10)])
    return made


def _commit(edition: int, corpus: Path, index: Path) -> str:
    """Write an edition and build it. Return what is wrong with that, "" if nothing."""
    write_corpus(corpus, articles(edition))
    full = edition % 10 == 9
    if edition % 20 in {4, 19}:
        said = build(corpus, index, *(["--full"] if full else []), work=corpus.parent)
        return f"exit status {said.status}: {said.err.strip()[-300:]}" if said.status else ""
    try:
        report = build_in_process(corpus, index, full=full)
    except Exception as error:  # that none is raised is what is tried
        return f"{type(error).__name__}: {error}"
    return "" if report.plan.added or report.plan.changed else "nothing was changed"


def _expected(n_editions: int, work: Path) -> Expected:
    """Build every edition from nothing, and ask it all questions in quiet."""
    # the command line tells where its articles are relative to the index: both as they were
    corpus, index = work / "corpus", work / "quiet" / "index"
    known: dict[str, dict[str, set[int]]] = {}
    for edition in range(n_editions):
        write_corpus(corpus, articles(edition))
        shutil.rmtree(index, ignore_errors=True)
        build_in_process(corpus, index)
        with open_index(index) as searcher:
            kinds = [f"{how} {query}" for how in HOW for query in QUERIES]
            told = {kind: answer_of(searcher, kind) for kind in kinds}
        for kind, digest in told.items():
            known.setdefault(kind, {}).setdefault(digest, set()).add(edition)
    return known


def _loss(asked: Asked, expected: Expected) -> str:
    """Return what is wrong with what one snapshot said, "" if nothing."""
    if asked.failure:
        return asked.failure
    editions = set(range(asked.first, asked.last + 1))
    for kind, digest in asked.answers:
        held = expected[kind].get(digest, set())
        if not held:
            return f"{kind!r} was answered as no committed state answers it"
        editions &= held
    if not editions:
        return f"no one state from {asked.first} to {asked.last} gives all its answers"
    return ""


def load(
    work: Path,
    *,
    seconds: float = 60,
    n_commits: int = 200,
    n_searches: int = 10_000,
    n_readers: int = 8,
    n_commands: int = 1,
) -> Outcome:
    """Let readers ask while builds commit, for that long and so many times at least.

    Of the readers, `n_commands` ask by the command line. Each answer must equal, with texts and
    scores, that of an edition which was built in quiet, no older than the last that was committed
    before the index was opened; and all answers of one snapshot those of one edition.
    """
    corpus, index = work / "corpus", work / "loud" / "index"
    losses = [_commit(0, corpus, index)]
    n_segments = []
    with contextlib.ExitStack() as stack:
        clock = stack.enter_context(contextlib.closing(Clock(work / "clock")))
        # files, as a pipe that nobody reads would stop its reader
        said = [stack.enter_context(tempfile.TemporaryFile("w+")) for _ in range(n_readers)]
        errors = stack.enter_context(tempfile.TemporaryFile("w+"))
        readers = [
            subprocess.Popen(
                [sys.executable, "-m", "reliability_runs.reader", index, work / "clock",
                 str(number), "command" if number < n_commands else "library"],
                cwd=BENCHMARKS, env=environment(), stdout=out, stderr=errors,
            )
            for number, out in enumerate(said)
        ]  # fmt: skip
        edition, started = 0, time.monotonic()
        until = started + seconds
        while all(reader.poll() is None for reader in readers) and (
            time.monotonic() < until
            or edition < n_commits
            or sum(clock.get(ASKED + number) for number in range(n_readers)) < n_searches
        ):
            edition += 1
            clock.set(BEGUN, edition)
            losses.append(_commit(edition, corpus, index))
            clock.set(COMMITTED, edition)
            n_segments.append(len(read_toc(index).segments))
        clock.set(STOP, 1)
        took_s = time.monotonic() - started
        statuses = [reader.wait() for reader in readers]
        for file in (*said, errors):
            file.seek(0)
        told = [line for out in said for line in out]
        losses += [f"a reader ended: {errors.read()[-300:]}"] if any(statuses) else []
    asked = [Asked(*json.loads(line)) for line in told]
    expected = _expected(edition + 1, work)
    losses += [_loss(one, expected) for one in asked]
    return _outcome(asked, n_segments, took_s, [loss for loss in losses if loss])


def _outcome(
    asked: Sequence[Asked], n_segments: Sequence[int], took_s: float, losses: Sequence[str]
) -> Outcome:
    n_commits = len(n_segments)
    kinds = Counter(kind.partition(" ")[0] for one in asked for kind in _kinds(one))
    details = (
        f"searches during {n_commits:,} commits ({n_commits // 10} of them --full, "
        f"{sum(n > 1 for n in n_segments)} to several segments): "
        + ", ".join(f"{count:,} × {kind}" for kind, count in sorted(kinds.items()))
        + f"; the index was opened {len(asked):,} times in {took_s:.0f} s"
    )
    return Outcome(
        run="readers while builds commit",
        tried=kinds.total(),
        losses=tuple(losses),
        details=details,
    )


def _kinds(asked: Asked) -> Iterator[str]:
    return (kind for kind, _ in asked.answers)
