"""What does a build do where its files find no room?

    python -m reliability_runs.small_disks FOLDER N_SIZES N_ARTICLES N_LARGE

is one run on real small disks: it mounts them, so it needs a name space of mounts of its own.
"""

import json
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora import write_corpus

from reliability_runs.commands import (
    BENCHMARKS,
    Said,
    build,
    command_of,
    environment,
    not_a_refusal,
)
from reliability_runs.outcomes import Outcome
from reliability_runs.worlds import State, editions, lock_is_free, state_of, stray_files

# how much of what the new index takes there is room for, beside the old one
_SHARES = (0.0, 0.5, 0.97, 1.03, 0.1, 1.3, 0.8, 0.25, 0.9, 1.1, 0.02, 0.65)
_PAGE = 4096
_AMPLE = 256 * 2**20  # bytes
_ENTER = ["unshare", "--map-root-user", "--mount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A build that is short of room. `old` is None where it creates the index."""

    name: str
    folder: Path
    options: tuple[str, ...]
    old: State | None
    new: State | None
    old_bytes: int
    new_bytes: int


def trials(work: Path, *, n_articles: int, n_large: int) -> list[Trial]:
    """Prepare the builds."""
    made = []
    for size, numbers in (("", (n_articles, 6, 40)), (" by 2 processes", (n_large, 26, 600))):
        if not numbers[0]:
            continue
        folder = work / f"disk{size}"
        corpus = folder / "corpus"
        both = editions(numbers[0], films_each=numbers[1], n_words=numbers[2])
        for name, articles in (("pristine", both.before), ("undisturbed", both.after)):
            write_corpus(corpus, articles)
            build(corpus, folder / name, work=folder)
        old, new = state_of(folder / "pristine"), state_of(folder / "undisturbed")
        jobs = ("--jobs", "2") if size else ()
        kinds = {"creation": jobs, "update": jobs, "full": ("--full", *jobs)}
        made += [
            Trial(
                name=kind + size,
                folder=folder,
                options=options,
                old=None if kind == "creation" else old,
                new=new,
                old_bytes=0 if kind == "creation" else _bytes_of(folder / "pristine"),
                new_bytes=_bytes_of(folder / "undisturbed"),
            )
            for kind, options in kinds.items()
        ]
    return made


def _bytes_of(folder: Path) -> int:
    """Return what the files of a folder take on a disk, page by page."""
    return sum(-(-path.stat().st_size // _PAGE) * _PAGE for path in folder.iterdir())


def _losses(
    trial: Trial, index: Path, said: Said, make_room: Callable[[], None], kinds: Counter[str]
) -> Iterator[str]:
    """Yield what is wrong with what a build said and left, and with the next one, given room."""
    found = state_of(index) if index.exists() else None
    if said.status == 0:
        kinds["had room"] += 1
        if found != trial.new:
            yield "it was done, and is not there"
    else:
        kinds["refused"] += 1
        yield from not_a_refusal(said)
        if "run `kazsearch build --full`" in said.err:
            yield f"it calls the index damaged: {said.err.strip()}"
        if found != trial.old:
            yield "the index is not as it was"
    if index.exists() and not lock_is_free(index):
        yield "the lock is held"
    make_room()
    after = build(trial.folder / "corpus", index, work=trial.folder)
    if after.status:
        yield f"the next build: exit status {after.status}, {after.err.strip()[-200:]}"
    if state_of(index) != trial.new or stray_files(index):
        yield f"the next build does not mend it; files left: {stray_files(index)}"


def _on_a_disk(trial: Trial, disk: Path, n_bytes: int, kinds: Counter[str]) -> list[str]:
    """Build on a disk of that size, which is mounted for it."""
    index = disk / "index"
    _mount("-t", "tmpfs", "-o", f"size={n_bytes}", "tmpfs", str(disk))
    try:
        if trial.old is not None:
            shutil.copytree(trial.folder / "pristine", index)
        said = build(trial.folder / "corpus", index, *trial.options, work=trial.folder)
        return [
            *_losses(
                trial, index, said, lambda: _mount("-o", f"remount,size={_AMPLE}", str(disk)), kinds
            )
        ]
    finally:
        subprocess.run(["umount", disk], check=True)


def _mount(*args: str) -> None:
    subprocess.run(["mount", *args], check=True)


def _with_short_files(trial: Trial, n_bytes: int, kinds: Counter[str]) -> list[str]:
    """Build where no file may become larger than that, which needs no rights."""
    index = trial.folder / "index"
    shutil.rmtree(index, ignore_errors=True)
    if trial.old is not None:
        shutil.copytree(trial.folder / "pristine", index)
    done = subprocess.run(
        command_of("build", trial.folder / "corpus", "--index", index, *trial.options),
        cwd=trial.folder,
        env=environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes)),
        stdin=subprocess.DEVNULL,
        capture_output=True,  # a pipe has no limit
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    said = Said(done.returncode, done.stdout, done.stderr)
    return [*_losses(trial, index, said, lambda: None, kinds)]


def _over_sizes(
    made: list[Trial], n_sizes: int, one: Callable[[Trial, int, Counter[str]], list[str]]
) -> tuple[int, list[str], Counter[str]]:
    """Try each build at each size. Return how many, what was lost, and how they ended."""
    kinds: Counter[str] = Counter()
    losses = []
    for trial in made:
        for share in _SHARES[:n_sizes]:
            n_bytes = trial.old_bytes + max(int(trial.new_bytes * share), _PAGE)
            try:
                lost = one(trial, n_bytes, kinds)
            except Exception as error:  # whatever opening raises is what the run is to find
                lost = [f"{type(error).__name__}: {error}"]
            if lost:
                losses.append(f"{trial.name} in {n_bytes:,} bytes: {'; '.join(lost)}")
    return len(made) * min(n_sizes, len(_SHARES)), losses, kinds


def _outcome(run: str, made: int, losses: list[str], kinds: Counter[str]) -> Outcome:
    details = f"{kinds['refused']} refused in one sentence, {kinds['had room']} had room"
    return Outcome(run=run, tried=made, losses=tuple(losses), details=details)


def short_files(work: Path, *, n_sizes: int = 12, n_articles: int = 150) -> Outcome:
    """Build under a limit of the size of a file, at several sizes."""
    made = trials(work, n_articles=n_articles, n_large=0)

    def one(trial: Trial, n_bytes: int, kinds: Counter[str]) -> list[str]:
        return _with_short_files(trial, n_bytes - trial.old_bytes, kinds)

    return _outcome("files that may not grow", *_over_sizes(made, n_sizes, one))


def small_disks(
    work: Path, *, n_sizes: int = 12, n_articles: int = 150, n_large: int = 50
) -> Outcome:
    """Build on file systems in memory of several sizes, mounted for it.

    `n_large` articles are built by two processes, if not 0.
    """
    name = "a disk too small (tmpfs)"
    may = subprocess.run(
        [*_ENTER, "mount", "-t", "tmpfs", "tmpfs", work],
        capture_output=True,
        text=True,
        check=False,
    )
    if may.returncode:
        return Outcome(run=name, tried=0, losses=(), details="", skipped=may.stderr.strip())
    done = subprocess.run(
        [*_ENTER, sys.executable, "-m", "reliability_runs.small_disks", work, str(n_sizes),
         str(n_articles), str(n_large)],
        cwd=BENCHMARKS, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    made, losses, kinds = json.loads(done.stdout)
    return _outcome(name, made, losses, Counter(kinds))


def main() -> None:
    """Run in a name space where disks may be mounted, and print what came of it as JSON."""
    work = Path(sys.argv[1])
    disk = work / "mounted"
    disk.mkdir()
    n_sizes, n_articles, n_large = map(int, sys.argv[2:])
    made = trials(work, n_articles=n_articles, n_large=n_large)

    def one(trial: Trial, n_bytes: int, kinds: Counter[str]) -> list[str]:
        return _on_a_disk(trial, disk, n_bytes, kinds)

    print(json.dumps(_over_sizes(made, n_sizes, one)))


if __name__ == "__main__":
    main()
