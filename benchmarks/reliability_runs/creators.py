"""What becomes of an index that several processes create at once?"""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

from corpora import write_corpus

from reliability_runs.commands import Said, build, command_of, environment, not_a_refusal
from reliability_runs.outcomes import Outcome
from reliability_runs.worlds import State, editions, lock_is_free, state_of, stray_files

_ADDED = "0 changed, 0 removed, 0 unchanged, 0 failed"
_PATIENT, _IMPATIENT = ["--lock-timeout", "120"], ["--lock-timeout", "0"]


def creators(work: Path, *, n_rounds: int = 60, n_processes: int = 4) -> Outcome:
    """Let processes create one index at once, round after round.

    In every third round none of them waits: then one must end well, and the others so or by the
    sentence that says who builds.
    """
    corpus, index = work / "corpus", work / "index"
    write_corpus(corpus, editions(20).after)
    build(corpus, work / "quiet", work=work)
    expected = state_of(work / "quiet")
    statuses: Counter[int] = Counter()
    losses = []
    for number in range(n_rounds):
        shutil.rmtree(index, ignore_errors=True)
        waits = number % 3 != 2
        said = _at_once(corpus, index, n_processes, _PATIENT if waits else _IMPATIENT)
        lost = [wrong for one in said for wrong in _wrong(one, waits=waits)]
        n_creators = sum(_ADDED in one.out for one in said)
        if n_creators != 1:
            lost.append(f"{n_creators} processes say that they created it")
        lost += _wrong_index(index, expected)
        statuses.update(one.status for one in said)
        if lost:
            losses.append(f"round {number}: {'; '.join(lost)}")
    details = (
        f"rounds of {n_processes} processes: {statuses[0]} ended well, "
        f"{statuses[2]} that were not to wait said who builds"
    )
    return Outcome(run="creating at once", tried=n_rounds, losses=tuple(losses), details=details)


def _wrong_index(index: Path, expected: State | None) -> list[str]:
    try:
        is_good = state_of(index) == expected and lock_is_free(index) and not stray_files(index)
    except Exception as error:  # whatever opening raises is what the run is there to find
        return [f"{type(error).__name__}: {error}"]
    return [] if is_good else [f"the index is not good; files left: {stray_files(index)}"]


def _wrong(said: Said, *, waits: bool) -> list[str]:
    if said.status == 0:
        return []
    if waits or "another build is writing the index" not in said.err:
        return [f"exit status {said.status}: {said.err.strip()[-300:]}"]
    return [*not_a_refusal(said)]


def _at_once(corpus: Path, index: Path, n_processes: int, options: list[str]) -> list[Said]:
    builds = [
        subprocess.Popen(
            [*command_of("build", corpus, "--index", index), *options],
            cwd=corpus.parent, env=environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(n_processes)
    ]  # fmt: skip
    outputs = [process.communicate() for process in builds]
    return [Said(p.returncode, *said) for p, said in zip(builds, outputs, strict=True)]
