"""What is left where builds are killed, at any moment?"""

import dataclasses
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpora import write_corpus

from reliability_runs.commands import build, command_of, environment
from reliability_runs.outcomes import Outcome
from reliability_runs.worlds import (
    Editions,
    State,
    editions,
    lock_is_free,
    state_of,
    stray_files,
)

_NOTE = "MAIN_WRITELOCK.holder"  # is there while a build holds the lock
_SEGMENT, _TOC = ".kaz", ".toc"
_RENAME_S = 0.02  # writing, syncing, renaming, removing the old take about as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A build to kill. `old` is None where it creates the index."""

    name: str
    folder: Path
    options: tuple[str, ...]
    old: State | None
    new: State
    times: tuple[float, ...] = ()  # seconds: to the lock, the first file, the table, the end

    @property
    def index(self) -> Path:
        """The index that is built."""
        return self.folder / "index"

    def restore(self) -> None:
        """Put the state of before in its place."""
        shutil.rmtree(self.index, ignore_errors=True)
        if self.old is not None:
            shutil.copytree(self.folder / "pristine", self.index)


def scenarios(work: Path, *, n_articles: int, n_large: int) -> list[Scenario]:
    """Prepare the builds to kill; those by two processes need a corpus of some megabytes."""
    small = editions(n_articles)
    made = [
        _prepared(work / "creation", small, creates=True),
        _prepared(work / "update", small),
        _prepared(work / "full", small, "--full"),
    ]
    if n_large:
        large = editions(n_large, films_each=26, n_words=600)
        made += [
            _prepared(work / "creation by 2 processes", large, "--jobs", "2", creates=True),
            _prepared(work / "full by 2 processes", large, "--full", "--jobs", "2"),
        ]
    return made


def _prepared(folder: Path, both: Editions, *options: str, creates: bool = False) -> Scenario:
    corpus = folder / "corpus"
    if not creates:
        write_corpus(corpus, both.before)
        build(corpus, folder / "pristine", work=folder)
    old = None if creates else state_of(folder / "pristine")
    write_corpus(corpus, both.after)
    build(corpus, folder / "undisturbed", work=folder)
    new = state_of(folder / "undisturbed")
    if new is None or new == old:
        raise AssertionError(f"{folder.name}: the build to kill changes nothing")
    scenario = Scenario(name=folder.name, folder=folder, options=options, old=old, new=new)
    scenario.restore()
    return dataclasses.replace(scenario, times=_times(scenario))


def _started(scenario: Scenario, out: int) -> "subprocess.Popen[bytes]":
    command = command_of(
        "build", scenario.folder / "corpus", "--index", scenario.index, *scenario.options
    )
    return subprocess.Popen(
        command, cwd=scenario.folder, env=environment(), stdin=subprocess.DEVNULL, stdout=out,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _await_lock(scenario: Scenario, process: "subprocess.Popen[bytes]") -> None:
    """Return when the build holds the lock, or has ended."""
    while process.poll() is None and not (scenario.index / _NOTE).exists():
        time.sleep(0.001)


def _await_change(scenario: Scenario, process: "subprocess.Popen[bytes]", kind: str) -> None:
    """Return when the build, which holds the lock, has made or removed files, or has ended."""

    def files() -> set[str]:
        return {path.name for path in scenario.index.iterdir() if kind in path.name}

    before = files()
    while process.poll() is None and files() == before:
        time.sleep(0.0003)


def _times(scenario: Scenario) -> tuple[float, ...]:
    marks = [time.perf_counter()]
    with _started(scenario, subprocess.DEVNULL) as process:
        _await_lock(scenario, process)
        marks.append(time.perf_counter())
        for kind in (_SEGMENT, _TOC):
            _await_change(scenario, process, kind)
            marks.append(time.perf_counter())
        process.wait()
        marks.append(time.perf_counter())
    return tuple(after - before for before, after in pairwise(marks))


def _killed(scenario: Scenario, draw: random.Random) -> tuple[bool, bool]:
    """Kill a build. Return whether it had said that it is done, and whether it had ended.

    Of four kills, one falls anywhere, one while it holds the lock, one after it has made its first
    file, and one after it has touched a table of contents.
    """
    times = scenario.times
    kind = draw.randrange(4)
    most_s = (sum(times), sum(times[1:]), 2 * times[2], _RENAME_S)[kind]
    with tempfile.TemporaryFile() as out:
        with _started(scenario, out.fileno()) as process:
            if kind:
                _await_lock(scenario, process)
            if kind > 1 and scenario.index.exists():
                _await_change(scenario, process, (_SEGMENT, _TOC)[kind - 2])
            time.sleep(draw.uniform(0, most_s))
            had_ended = process.poll() is not None
            process.kill()
            process.wait()
        out.seek(0)
        return had_ended or b"generation" in out.read(), had_ended


def _losses(scenario: Scenario, *, acknowledged: bool, kinds: Counter[str]) -> Sequence[str]:
    """Return what is wrong with what a killed build has left, and with what the next one makes."""
    lost = []
    found = state_of(scenario.index)
    if found not in (scenario.old, scenario.new):
        lost.append(f"neither the state before nor the state after: {found}")
    elif acknowledged and found != scenario.new:
        lost.append("what was acknowledged is not there")
    if found is not None and found.n_films != found.n_film_ids:
        lost.append("films are doubled")
    kinds["old" if found == scenario.old else "new"] += 1
    if scenario.index.exists():
        if not lock_is_free(scenario.index):
            lost.append("the lock is held")
        kinds["left files"] += bool(set(stray_files(scenario.index)) - {_NOTE})
    said = build(scenario.folder / "corpus", scenario.index, work=scenario.folder)
    if said.status:
        lost.append(f"the next build: exit status {said.status}, {said.err.strip()[-200:]}")
    if state_of(scenario.index) != scenario.new:
        lost.append("the next build does not make what an undisturbed one makes")
    if stray_files(scenario.index):
        lost.append(f"the next build leaves {', '.join(stray_files(scenario.index))}")
    return lost


def kills(
    work: Path,
    *,
    n_kills: int,
    seed: int = 1,
    n_articles: int = 150,
    n_large: int = 50,
    on_loss: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Kill builds by SIGKILL, each kind in turn, and hold what is left to the promise."""
    draw = random.Random(seed)
    made = scenarios(work, n_articles=n_articles, n_large=n_large)
    kinds: Counter[str] = Counter()
    by_scenario: Counter[str] = Counter()
    losses = []
    for number in range(n_kills):
        scenario = made[_turn(number, len(made))]
        scenario.restore()
        acknowledged, had_ended = _killed(scenario, draw)
        kinds["had ended"] += had_ended
        by_scenario[scenario.name] += 1
        try:
            lost = _losses(scenario, acknowledged=acknowledged, kinds=kinds)
        except Exception as error:  # whatever opening raises is what the run is there to find
            lost = [f"{type(error).__name__}: {error}"]
        if lost:
            losses.append(f"kill {number}, {scenario.name}: {'; '.join(lost)}")
            on_loss(losses[-1])
    details = ", ".join(f"{count} × {name}" for name, count in by_scenario.items())
    details += (
        f"; found the old state {kinds['old']} times, the new {kinds['new']}; "
        f"{kinds['left files']} left files behind, {kinds['had ended']} had ended before"
    )
    return Outcome(run="kill -9 of builds", tried=n_kills, losses=tuple(losses), details=details)


def _turn(number: int, n_scenarios: int) -> int:
    """Take the three small builds six times as often as the two large ones, which take seconds."""
    if n_scenarios == 3:
        return number % 3
    place = number % 20
    return place % 3 if place < 18 else place - 15
