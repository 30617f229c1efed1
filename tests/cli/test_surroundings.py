"""Whatever a command is started in: odd names, closed streams, little memory, few files."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from corpora import block, write_corpus

CORPUS = {"poets.txt": block("The Poet", 2009, "A poet loves the steppe.", "He was real.")}
ASCII_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

Done = subprocess.CompletedProcess[bytes]


def run_in(folder: Path, *args: str | bytes, env: Mapping[str, str] | None = None) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "kazsearch", *args],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode")
@pytest.mark.parametrize(
    ("corpus", "env"),
    [(b"c\xe9", {}), (b"above\xe9/corpus", {}), ("корпус".encode(), ASCII_LOCALE)],
    ids=["latin-1", "parent", "ascii locale"],
)
def test_a_corpus_may_have_a_name_that_is_no_text(
    corpus: bytes, env: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode(corpus)
    write_corpus(folder, CORPUS)
    built = run_in(tmp_path, "build", corpus, env=env)
    assert (built.returncode, built.stderr) == (0, b"")
    assert run_in(tmp_path, "build", corpus, env=env).stdout.endswith(
        b"nothing to do; generation 1\n"
    )
    for elsewhere in ({}, ASCII_LOCALE):  # who searches may have another locale
        found = run_in(tmp_path, "open", "poet", "--print", env=elsewhere)
        assert (found.returncode, found.stderr) == (0, b"")
        (folder / "poets.txt").write_text("Another (2001)\n", "utf-8")
        assert b"changed" in run_in(tmp_path, "query", "poet", env=elsewhere).stderr
        assert run_in(tmp_path, "stats", env=elsewhere).returncode == 0
        write_corpus(folder, CORPUS)
    write_corpus(tmp_path / "other", CORPUS)
    refused = run_in(tmp_path, "build", "other", env=env)
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr
    assert b"holds the films of" in refused.stderr


@pytest.mark.parametrize("option", ["--max-file-size", "--lock-timeout"])
def test_nan_is_no_size_and_no_time(option: str, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    done = run_in(tmp_path, "build", option, "nan")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.endswith(b"NaN is no number.\n")
    variable = f"KAZSEARCH_BUILD_{option.removeprefix('--').replace('-', '_').upper()}"
    done = run_in(tmp_path, "build", env={variable: "nan"})
    assert (done.returncode, done.stderr) == (2, f"error: {variable}: NaN is no number.\n".encode())
    (tmp_path / "kazsearch.toml").write_text(f"[build]\n{option.removeprefix('--')} = nan\n")
    done = run_in(tmp_path, "build")
    assert done.returncode == 2
    assert done.stderr.endswith(b" under [build]: NaN is no number.\n")


def shell(folder: Path, command: str) -> Done:
    """Run a command of a shell, in which `$K` is kazsearch."""
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("$K", f"{sys.executable} -m kazsearch")],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def test_a_build_without_standard_error_is_one(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    done = shell(tmp_path, "$K build 2>&-")
    assert done.returncode == 0
    assert b"generation 1" in done.stdout
    assert run_in(tmp_path, "query", "poet").returncode == 0
    assert shell(tmp_path, "$K query titel:x 2>&-").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("query titel:x", 2),
        ("query --nope", 2),
        ("query poet --index nowhere", 2),
        ("build nowhere", 2),
        ("check", 0),
        ("query pxet", 0),
        ("query zebra", 1),
    ],
)
def test_what_nobody_can_be_told_changes_no_status(
    command: str, status: int, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    run_in(tmp_path, "build")
    assert shell(tmp_path, f"$K {command} 2>/dev/full").returncode == status


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux' own")
def test_memory_that_does_not_suffice_is_one_sentence(tmp_path: Path) -> None:
    films = "\n".join(block(f"Film {n}", 1950 + n % 70, "A love " * 20) for n in range(3000))
    write_corpus(tmp_path / "corpus", {"films.txt": films})
    run_in(tmp_path, "build")
    code = (
        "import resource, sys\n"
        "from kazsearch.cli import main, output, query\n"
        "from kazsearch.search import searcher\n"
        "size = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (size + 16_000_000,) * 2)\n"
        "main.run()\n"
    )
    command = [sys.executable, "-c", code, "query", "love", "--limit", "9999", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: the memory does not suffice")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("OSError(28, 'No space left on device')", b"the output can't be written: no space left"),
        ("OSError(24, 'Too many open files')", b"the system refused something: too many open"),
        ("OSError(13, 'Permission denied', 'a.txt')", b"a.txt failed: permission denied"),
        ("OSError(12, 'Cannot allocate memory')", b"the memory does not suffice: ask for less"),
        (r"ImportError('x\nno room', name='numpy')", b"numpy can't be loaded (no room): install"),
    ],
)
def test_only_errors_of_output_are_said_to_be_of_it(
    error: str, sentence: bytes, tmp_path: Path
) -> None:
    code = (
        "import sys\n"
        "from kazsearch.cli.main import run\n"
        "class Fails:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == 'kazsearch.cli.stats': raise {error}\n"
        "sys.meta_path.insert(0, Fails())\n"
        "sys.argv = ['kazsearch', 'stats']\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: " + sentence)


def test_a_folder_that_can_take_no_index_is_named_with_what_failed(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    (tmp_path / "file").write_text("")
    done = run_in(tmp_path, "build", "--index", "file/index")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: file/index can't be used as an index (file/index: not a")
    run_in(tmp_path, "build")
    toc = next((tmp_path / "index").glob("*.toc"))
    toc.unlink()
    toc.symlink_to("x" * 300)
    done = run_in(tmp_path, "query", "poet")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_an_empty_query_is_one_sentence(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    run_in(tmp_path, "build")
    for query in ("", "  "):
        done = run_in(tmp_path, "query", query)
        assert (done.returncode, done.stdout) == (2, b"")
        assert (done.stderr.count(b"\n"), b"^" in done.stderr) == (1, False)


def test_a_caret_points_in_a_narrow_terminal_too(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    run_in(tmp_path, "build")
    query = "love " * 20 + "titel:x" + " love" * 20
    for columns in (30, 60, 200):
        done = run_in(tmp_path, "query", query, env={"COLUMNS": str(columns)})
        shown, caret, _ = done.stderr.decode().splitlines()
        assert len(shown) <= columns
        assert shown[caret.index("^") :].startswith("titel:x")
    assert len(shown) > 80


def test_a_pipe_that_is_checked_is_no_article(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    os.mkfifo(tmp_path / "corpus" / "pipe.txt")
    done = run_in(tmp_path, "check", "corpus/pipe.txt")
    assert done.returncode == 1
    assert done.stdout == (
        b"corpus/pipe.txt:1:1: error: pipe.txt is no regular file: nothing of it was read "
        b"[unreadable]\n"
    )
    assert run_in(tmp_path, "check").returncode == 0
