"""A build that is stopped, or that fails, at each single operation on the disk in turn."""

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from corpora import block, write_corpus
from faults import CountingDisk, FailingDisk, ForgetfulDisk

from kazsearch.errors import IndexDamagedError, IndexStateError
from kazsearch.index import disk as storage
from kazsearch.index import store
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index

State = list[tuple[object, ...]]
OLD = {"a.txt": block("The Poet", 2009, "A poet loves the steppe."), "b.txt": block("Gone", 2001)}
NEW = {"a.txt": block("The Poet", 2009, "A poet loves the sea."), "c.txt": block("Come", 2002)}


def state(index: Path) -> State:
    """All that can be asked: films with their texts and places, and what a word finds."""
    with open_index(index) as searcher:
        films = [
            (film.film_id, film.description, [(p.path, p.line) for p in film.appearances])
            for film in searcher.films().films
        ]
        words = ("poet", "steppe", "sea", "come", "gone")
        found = [(w, [(h.film_id, h.score) for h in searcher.search(w).hits]) for w in words]
    return [*films, *found]


class Trial:
    """One corpus that changes, with the index of before, and the states of before and after."""

    def __init__(self, folder: Path, *, full: bool) -> None:
        self.folder = folder
        self.full = full
        self.corpus = folder / "corpus"
        write_corpus(self.corpus, NEW)
        build(self.corpus, folder / "undisturbed")
        self.new = state(folder / "undisturbed")
        write_corpus(self.corpus, OLD)
        build(self.corpus, folder / "pristine")
        self.old = state(folder / "pristine")
        assert self.old != self.new
        write_corpus(self.corpus, NEW)
        self.index = folder / "index"

    def restore(self) -> None:
        """Put the index of before in its place; `cp` is the fastest copy that there is."""
        for path in [*self.folder.glob("deleted-*"), *self.index.glob("*")]:
            if path.is_dir():
                storage.Disk().delete_folder(str(path))
            else:
                path.unlink()
        self.index.mkdir(exist_ok=True)
        for path in (self.folder / "pristine").iterdir():
            (self.index / path.name).write_bytes(path.read_bytes())

    def build(self) -> None:
        build(self.corpus, self.index, full=self.full)

    def check(self, case: str) -> str:
        """Hold the index to being old or new, and the next build to making it new."""
        found = state(self.index)
        assert found in (self.old, self.new), case
        with store.locked(self.index):
            pass
        build(self.corpus, self.index)
        assert state(self.index) == self.new, case
        left = [p.name for p in self.index.iterdir() if ".toc." in p.name or p.is_dir()]
        assert not left, case
        return "old" if found == self.old else "new"


@pytest.fixture(params=[False, True], ids=["update", "full"])
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    return Trial(tmp_path, full=request.param)


@pytest.fixture(autouse=True)
def _disk_put_back() -> Iterator[None]:
    disk = storage.disk
    yield
    storage.disk = disk


def number_of_operations(trial: Trial) -> int:
    trial.restore()
    disk = storage.disk = CountingDisk()
    trial.build()
    storage.disk = storage.Disk()
    return disk.n_done


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EFBIG], ids=errno.errorcode.get
)
def test_a_failure_of_any_operation_leaves_old_or_new_and_one_sentence(
    trial: Trial, number: int
) -> None:
    outcomes = set()
    for at in itertools.count(1):
        trial.restore()
        disk = storage.disk = FailingDisk(at, number)
        try:
            trial.build()
        except IndexStateError as error:
            sentence = str(error)
            is_blamed = isinstance(error, IndexDamagedError)  # though the disk is at fault
            outcomes.add("called damaged" if is_blamed else "refused")
        else:
            sentence = ""
        storage.disk = storage.Disk()
        if not disk.failed:
            break  # there are no more operations
        assert "\n" not in sentence
        outcomes.add(trial.check(disk.failed))
    # create, write, sync and rename of a segment and of the table; syncs of the folder; deletions
    assert at > 10
    assert outcomes == {"refused", "old", "new"}


@pytest.mark.parametrize("keep", [1.0, 0.5, 0.0], ids=["kept", "torn", "lost"])
def test_a_stop_at_any_operation_leaves_old_or_new(trial: Trial, keep: float) -> None:
    outcomes = set()
    # two builds differ by an operation or two, as the names of their files do
    for at in range(1, number_of_operations(trial) + 4):
        trial.restore()
        stopped(trial.build, at=at, keep=keep)
        outcomes.add(trial.check(f"stopped at {at}, unsynced bytes kept: {keep}"))
    assert outcomes == {"old", "new"}


def stopped(action: Callable[[], None], *, at: int, keep: float) -> None:
    """Run the action in a process that ends before its n-th operation, and with it the power."""

    def stop(n_done: int, what: str, path: str) -> None:
        if n_done == at:
            disk.forget()
            os._exit(9)

    disk = ForgetfulDisk(stop, keep=keep)
    child = os.fork()
    if not child:
        storage.disk = disk
        try:
            action()
            disk.forget()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
