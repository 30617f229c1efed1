"""One process writes at a time; the others are told which, and a dead one holds nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import block, write_corpus
from whoosh.index import LockError, open_dir

from kazsearch.errors import IndexLockedError
from kazsearch.index import store
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index

HOLD = """\
import sys, time
from pathlib import Path
from kazsearch.index import store
with store.locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def holder(index: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock until its standard input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, index],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_who_holds_the_lock_is_named(index: Path, holder: "subprocess.Popen[str]") -> None:
    with pytest.raises(IndexLockedError) as caught, store.locked(index, timeout_s=0.1):
        pass
    message = str(caught.value)
    assert f"process {holder.pid}, since {time.strftime('%Y-')}" in message
    assert "\n" not in message


def test_a_lock_goes_with_its_process(index: Path, holder: "subprocess.Popen[str]") -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with store.locked(index):
        pass


def test_a_lock_that_becomes_free_is_taken(index: Path, holder: "subprocess.Popen[str]") -> None:
    code = HOLD.replace("Path(sys.argv[1])", "Path(sys.argv[1]), timeout_s=60")
    with subprocess.Popen(
        [sys.executable, "-c", code, index], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    ) as waiting:
        assert holder.stdin is not None
        holder.stdin.close()
        assert waiting.communicate()[0] == b"held\n"
    assert waiting.returncode == 0


def test_who_waited_for_the_lock_sees_the_corpus_as_it_is_then(
    tmp_path: Path, index: Path, holder: "subprocess.Popen[str]"
) -> None:
    """Articles that come and go while it waits have come and gone, and are no failures."""
    corpus = write_corpus(tmp_path / "corpus", {"old.txt": block("Old", 2001)})
    command = [sys.executable, "-m", "kazsearch", "build", str(corpus), "--index", str(index)]
    with subprocess.Popen([*command, "--lock-timeout", "60"], stdout=subprocess.PIPE) as waiting:
        time.sleep(1.0)  # it is waiting by then, or else has nothing to show
        (corpus / "old.txt").unlink()
        write_corpus(corpus, {"new.txt": block("New", 2002)})
        assert holder.stdin is not None
        holder.stdin.close()
        waiting.communicate()
    assert waiting.returncode == 0
    with open_index(index) as opened:
        assert [film.film_id for film in opened.films().films] == ["new-2002"]


def test_whooshs_own_writers_are_kept_out_and_keep_out(tmp_path: Path, index: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": block("The Poet", 2009, "Love.")})
    build(corpus, index)
    whoosh = open_dir(index)
    with store.locked(index), pytest.raises(LockError):
        whoosh.writer()
    writer = whoosh.writer()
    with pytest.raises(IndexLockedError, match="another program"), store.locked(index):
        pass
    writer.cancel()


def test_the_note_of_a_dead_process_names_nobody(index: Path) -> None:
    index.mkdir()
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        pass
    note = index / "MAIN_WRITELOCK.holder"
    with store.locked(index):
        for text in (f"{dead.pid} 2026-01-01T00:00:00Z", "\x1b[2J", "", "0"):
            note.write_text(text)
            with pytest.raises(IndexLockedError, match="another program"), store.locked(index):
                pass


def test_a_forked_child_does_not_free_the_lock(index: Path) -> None:
    with store.locked(index):
        child = os.fork()
        if not child:
            import gc

            gc.collect()
            os._exit(0)
        os.waitpid(child, 0)
        with pytest.raises(IndexLockedError), store.locked(index):
            pass


def test_many_processes_that_create_an_index_at_once_make_one(tmp_path: Path, index: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": block("The Poet", 2009, "Love.")})
    command = [sys.executable, "-m", "kazsearch", "build", corpus, "--index", index]
    command += ["--lock-timeout", "60"]
    builds = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = [process.communicate()[0] for process in builds]
    assert [process.returncode for process in builds] == [0] * 4
    assert sum("1 added, 0 changed, 0 removed, 0 unchanged, 0 failed" in o for o in outputs) == 1
    with open_index(index) as searcher:
        assert [hit.film_id for hit in searcher.search("love").hits] == ["the-poet-2009"]
