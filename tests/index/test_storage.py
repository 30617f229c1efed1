"""What a commit does to the disk, in which order, and what is left when it is stopped."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from corpora import block, write_corpus

from kazsearch.errors import IndexStateError
from kazsearch.index import disk as storage
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index

POET = block("The Poet", 2009, "A poet loves the steppe.")


class Recorder(storage.Disk):
    """Does everything, and keeps what it did: (operation, name of the file)."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def note(self, what: str, path: str) -> None:
        self.done.append((what, Path(path).name))

    def create(self, path: str, mode: str) -> BinaryIO:
        self.note("create", path)
        return super().create(path, mode)

    def sync(self, path: str) -> None:
        self.note("sync", path)
        super().sync(path)

    def rename(self, old: str, new: str) -> None:
        self.note("rename", new)
        super().rename(old, new)

    def delete(self, path: str) -> None:
        self.note("delete", path)
        super().delete(path)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(storage, "disk", recorder)
    return recorder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {"poets.txt": POET})


def test_a_commit_syncs_its_files_before_the_table_and_the_folder_after(
    corpus: Path, tmp_path: Path, recorder: Recorder
) -> None:
    index = tmp_path / "index"
    for full in (False, False, True):
        (corpus / "poets.txt").write_text(POET.replace("steppe", f"{len(recorder.done)} seas"))
        recorder.done.clear()
        generation = build(corpus, index, full=full).generation
        renamed = ("rename", f"_MAIN_{generation}.toc")  # a full build renames one aside as well
        commit = max(i for i, done in enumerate(recorder.done) if done == renamed)
        before, after = recorder.done[:commit], recorder.done[commit + 1 :]
        kept = [path.name for path in index.iterdir() if path.suffix not in {".toc", ""}]
        assert kept
        for name in kept:  # each file of the new state was synced after it was written
            if ("create", name) in before:
                at = max(i for i, done in enumerate(before) if done == ("create", name))
                assert ("sync", name) in before[at:]
        assert before[-1] == ("sync", "index")
        assert any(what == "sync" and name.startswith("_MAIN_") for what, name in before[-3:])
        assert after[0] == ("sync", "index")
        # nothing of the old state goes before the new one is there
        old_toc = f"_MAIN_{generation - 1}.toc"
        if generation > 1:
            assert ("delete", old_toc) not in before
            assert ("delete", old_toc) in after


def test_a_table_that_the_disk_did_not_confirm_is_said_to_be_written(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsure(Recorder):
        def sync(self, path: str) -> None:
            super().sync(path)
            if self.done[-2:] == [("rename", "_MAIN_1.toc"), ("sync", "index")]:
                raise OSError(5, os.strerror(5))

    monkeypatch.setattr(storage, "disk", Unsure())
    with pytest.raises(IndexStateError, match="is written, but the disk has not confirmed it"):
        build(corpus, tmp_path / "index")
    with open_index(tmp_path / "index") as searcher:
        assert searcher.search("poet").total == 1


@pytest.fixture
def killed(corpus: Path, tmp_path: Path) -> Path:
    """An index whose second build was killed while it wrote."""
    index = tmp_path / "index"
    build(corpus, index)
    (corpus / "more.txt").write_text(block("White Falcon", 2010, "A falcon."))
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from kazsearch.index import disk as storage\n"
        "from kazsearch.index.build import build\n"
        "class Killer(storage.Disk):\n"
        "    def rename(self, old, new):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "storage.disk = Killer()\n"
        "build(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, corpus, index], check=False)
    assert done.returncode == -signal.SIGKILL
    return index


def test_the_next_build_removes_what_a_killed_one_left_and_says_so(
    corpus: Path, killed: Path
) -> None:
    with open_index(killed) as searcher:
        assert searcher.search("falcon").total == 0
    report = build(corpus, killed)
    assert report.n_left_over > 0
    with open_index(killed) as searcher:
        assert searcher.search("falcon").total == 1
    assert build(corpus, killed).n_left_over == 0
    left = {path.name for path in killed.iterdir()}
    assert len([name for name in left if name.endswith(".toc")]) == 1
    assert not [name for name in left if ".toc." in name or name.endswith((".tmp", ".holder"))]


def test_files_that_a_damaged_table_may_name_are_left_alone(corpus: Path, killed: Path) -> None:
    (toc,) = killed.glob("*.toc")
    whole = toc.read_bytes()
    toc.write_bytes(whole[:20])
    with pytest.raises(IndexStateError):
        build(corpus, killed)
    toc.write_bytes(whole)
    with open_index(killed) as searcher:
        assert searcher.search("poet").total == 1


def test_seeding_the_random_numbers_does_not_make_files_collide(
    corpus: Path, tmp_path: Path
) -> None:
    for n_done in range(3):
        random.seed(1)
        (corpus / f"{n_done}.txt").write_text(block(f"White Falcon {n_done}", 2010, "A falcon."))
        build(corpus, tmp_path / "index")
    with open_index(tmp_path / "index") as searcher:
        assert searcher.search("falcon").total == 3
