"""An index built by several processes answers like one that was built by one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from corpora import block, write_corpus

from kazsearch.corpus.labels import load_labels
from kazsearch.errors import IndexStateError, KazsearchError
from kazsearch.index import gathering, parts, store
from kazsearch.index.build import build
from kazsearch.index.survey import parser_key_of
from kazsearch.search.searcher import open_index

QUERIES = [
    "love",
    "the steppe",
    "white falcon 2010",
    "zhibek",
    "қыз",
    "lov*",
    "director:anna",
    '"a b"',
]


def big_corpus(folder: Path) -> Path:
    """Films that stand in one article, in two of one part, and in articles of several parts."""
    articles = {}
    for letter in "abcdefgh":
        blocks = [
            block(f"Film {letter} {n}", 2000 + n, f"A love of {letter} and the steppe.", "A b.")
            for n in range(5)
        ]
        blocks.append(block("White Falcon", 2010, f"A falcon, says {letter}.", director="Anna"))
        articles[f"{letter}.txt"] = "\n".join(blocks)
    articles["a2.txt"] = block("Film a 1", 2001, "Told again.") + block("Қыз Жібек", 1970, "Қыз.")
    return write_corpus(folder, articles)


def answers(index: Path, queries: Sequence[str] = QUERIES) -> list[object]:
    with open_index(index) as searcher:
        found: list[object] = [searcher.search(query, limit=50, explain=True) for query in queries]
        return [*found, list(searcher.films().films), searcher.terms("", limit=200)]


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MIN_BYTES", 100)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return big_corpus(tmp_path / "corpus")


def test_it_answers_alike_and_is_updated_alike(corpus: Path, tmp_path: Path) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    reports = [build(corpus, one), build(corpus, several, jobs=3)]
    assert reports[0] == reports[1]
    with store.open_snapshot(several) as snapshot:
        assert snapshot.n_segments == 4  # one a part, and the last
    assert answers(one) == answers(several)
    assert build(corpus, several, jobs=3).plan.is_empty
    (corpus / "c.txt").write_text(block("White Falcon", 2010, "A wolf."))
    (corpus / "e.txt").unlink()
    assert build(corpus, one).films == build(corpus, several, jobs=3).films
    assert answers(one) == answers(several)


def test_films_told_again_need_no_field_that_no_film_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # without extras, facts or descriptions: no segment has lengths of these fields
    titles = {f"{n}.txt": block("Told Again", 1999) + block(f"Film {n}", 2000) for n in range(8)}
    corpus = write_corpus(tmp_path / "corpus", titles)
    build(corpus, tmp_path / "one")
    build(corpus, tmp_path / "several processes", jobs=2)
    monkeypatch.setattr(gathering, "MAX_WAITING", 1)
    build(corpus, tmp_path / "several segments")
    one, *others = (
        answers(tmp_path / name, ["told again", "film", "1999"])
        for name in ("one", "several processes", "several segments")
    )
    assert others == [one, one]


def test_diagnostics_failures_and_last_good_films_are_the_same(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    (corpus / "d.txt").write_text("Love (2001)\nDesciption: One.\n")
    for index in (one, several):
        build(corpus, index)
    (corpus / "b.txt").write_bytes(b"\0\1\2\3" * 50)
    (corpus / "kazsearch.toml").unlink(missing_ok=True)
    # other rules build all anew, and b.txt can't be read now
    (corpus.parent / "kazsearch.toml").write_text('[labels]\ndirector = ["Made by"]\n')
    reports = [build(corpus, one), build(corpus, several, jobs=4)]
    assert reports[0] == reports[1]
    assert reports[0].reason
    assert reports[0].plan.failed == ("b.txt",)
    assert [d.code for d in reports[0].diagnostics if d.path == "d.txt"] == ["misspelt-label"]
    assert answers(one) == answers(several)
    with open_index(several) as searcher:
        assert searcher.search("b", limit=50).total > 0
        assert len(searcher.film("white-falcon-2010").appearances) == 7


@pytest.mark.parametrize(
    ("n_bytes", "jobs", "sizes"),
    [([50] * 4, 4, [2, 2]), ([100] * 4, 2, [2, 2]), ([1, 1, 1], 8, [3]), ([500, 1, 1], 2, [1, 2])],
)
def test_parts_are_of_about_one_size(
    tmp_path: Path, n_bytes: list[int], jobs: int, sizes: list[int]
) -> None:
    paths = [f"{n}.txt" for n in range(len(n_bytes))]
    for path, size in zip(paths, n_bytes, strict=True):
        (tmp_path / path).write_bytes(b"x" * size)
    found = parts.split_paths(tmp_path, paths, jobs=jobs)
    assert [path for part in found for path in part] == paths
    assert list(map(len, found)) == sizes


def test_a_process_that_fails_leaves_the_index_as_it_was(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    build(corpus, index)
    before, files = answers(index), sorted(path.name for path in index.iterdir())
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(IndexStateError, match="--jobs 1"):
        build(corpus, index, full=True, jobs=2)
    assert answers(index) == before
    assert sorted(path.name for path in index.iterdir()) == files


def test_a_process_that_ends_before_it_has_its_task_is_one_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    # more than a pipe holds, so that what is left of the task finds no reader
    task = parts.Task(
        corpus="", index=str(tmp_path), paths=["a" * 500_000], parser_key="0", max_file_bytes=9
    )
    with (
        pytest.raises(IndexStateError, match="--jobs 1"),
        parts._processes([task]) as said,
    ):
        parts._part_of(said.get()[1])


def test_what_a_process_refuses_is_said(corpus: Path, tmp_path: Path) -> None:
    task = parts.Task(
        corpus=str(corpus), index=str(tmp_path), paths=["a.txt"], parser_key="0", max_file_bytes=999
    )
    with (
        pytest.raises(KazsearchError, match=r"kazsearch\.toml has changed"),
        parts._processes([task]) as said,
    ):
        parts._part_of(said.get()[1])


def test_processes_end_with_a_build_that_is_killed(corpus: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from kazsearch.index import parts\n"
        "from kazsearch.index.build import build\n"
        "parts._MIN_BYTES = 100\n"
        "class Slow(parts.SimpleQueue):\n"
        "    def get(self):\n        import time; print('waits', flush=True); time.sleep(60)\n"
        "parts.SimpleQueue = Slow\n"
        "build(Path(sys.argv[1]), Path(sys.argv[2]), jobs=2)\n"
    )
    index = tmp_path / "index"
    with subprocess.Popen(
        [sys.executable, "-c", code, corpus, index], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        children = _children(process.pid)
        process.kill()
    assert children
    deadline = time.monotonic() + 20
    while any(map(_lives, children)):
        assert time.monotonic() < deadline, "a process outlives its build"
        time.sleep(0.05)
    assert build(corpus, index, lock_timeout_s=0).films["added"] == 42
    assert len(list(index.glob("*.kaz"))) == 1


WORKER = [sys.executable, "-c", "from kazsearch.index.part import run; run()"]


@pytest.mark.parametrize("said", ["", '{"corpus": "c", "ind'])
def test_a_process_whose_build_was_killed_before_it_had_its_task_says_nothing(said: str) -> None:
    done = subprocess.run(WORKER, input=said, capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_process_that_nobody_listens_to_says_nothing(corpus: Path, tmp_path: Path) -> None:
    task = parts.Task(
        corpus=str(corpus),
        index=str(tmp_path),
        paths=["a.txt", "b.txt"],
        parser_key=parser_key_of(load_labels(None)),
        max_file_bytes=9999,
    )
    for key in (task.parser_key, "another"):  # one that works, and one that refuses to
        line = json.dumps({**asdict(task), "parser_key": key}) + "\n"
        with subprocess.Popen(
            WORKER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdout.close()
            process.stdin.write(line)
            process.stdin.flush()
            process.wait(60)
            assert process.stderr is not None
            assert process.stderr.read() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of files to set")
def test_where_no_process_can_be_started_one_does_it_all(corpus: Path, tmp_path: Path) -> None:
    code = (
        "import resource, sys\n"
        "from kazsearch.index import parts\n"
        "from kazsearch.index.build import build\n"
        "import kazsearch.index.gathering, kazsearch.index.schema\n"
        "parts._MIN_BYTES = 100\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))\n"
        "print(build(sys.argv[1], sys.argv[2], jobs=4).films['added'])\n"
    )
    index = tmp_path / "index"
    done = subprocess.run(
        [sys.executable, "-c", code, corpus, index],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == ("42\n", "")
    assert len(list(index.glob("*.kaz"))) == 1
    build(corpus, tmp_path / "one")
    assert answers(index) == answers(tmp_path / "one")


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    if not path.exists():
        pytest.skip("this system does not tell the children of a process")
    return [int(child) for child in path.read_text().split()]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"  # what nobody has waited for is dead all the same


def test_the_signal_of_ctrl_c_ends_all(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(corpus, index)
    before = answers(index)
    code = (
        "from kazsearch.cli.main import run\nfrom kazsearch.index import parts\n"
        "parts._MIN_BYTES = 100\n"
        "class Loud(parts.SimpleQueue):\n"
        "    def get(self):\n        print('waits', flush=True); return super().get()\n"
        "parts.SimpleQueue = Loud\nrun()\n"
    )
    command = ["build", corpus, "--index", index, "--full", "--jobs", "2"]
    with subprocess.Popen(
        [sys.executable, "-c", code, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130
    assert complaint.strip().splitlines()[-1] == "interrupted"
    assert "Traceback" not in complaint
    assert answers(index) == before
