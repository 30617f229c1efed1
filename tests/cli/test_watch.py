"""`build --watch`: the index follows its articles, through errors, until it is told to stop."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from corpora import block, write_corpus

from kazsearch.index import store
from kazsearch.search.searcher import open_index

PATIENCE_S = 60  # a bound on hanging, not on how fast it is


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_corpus(tmp_path / "corpus", {"a.txt": block("The Poet", 2009, "A poet loves.")})
    return tmp_path


Watching = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    """Start `build --watch` in the folder, and wait until it watches."""
    started: list[subprocess.Popen[str]] = []

    def start(*options: str, says: str = "watching") -> "subprocess.Popen[str]":
        log = (folder / "log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "kazsearch", "build", "--watch", *options],
            cwd=folder,
            stdout=log,
            stderr=log,
            text=True,
        )
        log.close()
        started.append(process)
        until(lambda: says in said(folder))
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def said(folder: Path) -> str:
    return (folder / "log").read_text()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def titles(folder: Path) -> list[str]:
    with open_index(folder / "index") as searcher:
        return [film.title for film in searcher.films().films]


def generation(folder: Path) -> int:
    with store.open_snapshot(folder / "index") as snapshot:
        return snapshot.generation


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_follows_articles_and_ends_with_0(folder: Path, watching: Watching, end: int) -> None:
    process = watching()
    assert titles(folder) == ["The Poet"]
    (folder / "corpus" / "b.txt").write_text(block("Falcon", 2010, "A falcon."))
    until(lambda: titles(folder) == ["Falcon", "The Poet"])
    (folder / "corpus" / "b.txt").unlink()
    until(lambda: titles(folder) == ["The Poet"])
    process.send_signal(end)
    assert process.wait(PATIENCE_S) == 0
    assert "stopped watching" in said(folder)
    assert "Traceback" not in said(folder)
    with store.locked(folder / "index"):
        pass


def test_a_burst_of_changes_is_one_build_or_few(folder: Path, watching: Watching) -> None:
    watching()
    for n_done in range(200):
        (folder / "corpus" / f"{n_done}.txt").write_text(block(f"Film {n_done}", 2010, "Love."))
    until(lambda: len(titles(folder)) == 201)
    assert generation(folder) < 20


def test_it_survives_what_goes_wrong(folder: Path, watching: Watching) -> None:
    process = watching("--lock-timeout", "0")
    corpus = folder / "corpus"
    # an article that is none
    (corpus / "b.txt").write_bytes(bytes(range(256)) * 10)
    until(lambda: "binary" in said(folder))
    # an index that another build holds
    with store.locked(folder / "index"):
        (corpus / "c.txt").write_text(block("Falcon", 2010, "A falcon."))
        until(lambda: "another build" in said(folder))
    until(lambda: titles(folder) == ["Falcon", "The Poet"])
    # no article left: nothing is taken from the index
    texts = {path: path.read_text() for path in (corpus / "a.txt", corpus / "c.txt")}
    for path in corpus.iterdir():
        path.unlink()
    until(lambda: "no article" in said(folder))
    assert len(titles(folder)) == 2
    # no corpus left, and then another one
    corpus.rmdir()
    until(lambda: "does not exist" in said(folder))
    corpus.mkdir()
    for path, text in texts.items():
        path.write_text(text.replace("2009", "2011"))
    until(lambda: (folder / "log").read_text().count("generation") >= 3)
    (corpus / "d.txt").write_text(block("Steppe", 2012, "Of the steppe."))
    until(lambda: "Steppe" in titles(folder))
    assert process.poll() is None
    assert "Traceback" not in said(folder)
    assert said(folder).count("another build is writing") == 1  # said once


def test_labels_of_a_kazsearch_toml_are_followed(folder: Path, watching: Watching) -> None:
    watching()
    (folder / "kazsearch.toml").write_text('[labels]\ndirector = ["Postman"]\n')
    until(lambda: "rules by which articles are read" in said(folder))


def test_its_own_index_is_no_change(folder: Path, watching: Watching) -> None:
    watching("--index", "corpus/index")
    (folder / "corpus" / "b.txt").write_text(block("Falcon", 2010, "A falcon."))
    with_index = folder / "corpus" / "index"
    until(lambda: len(list(with_index.glob("_MAIN_2.toc"))) == 1)
    reads = said(folder).count("articles:")
    time.sleep(2.5)  # more than two looks
    assert said(folder).count("articles:") == reads
    assert len(list(with_index.glob("_MAIN_2.toc"))) == 1


def test_what_was_typed_wrong_ends_it(folder: Path) -> None:
    for options in (["nowhere"], ["--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "kazsearch", "build", "--watch", *options],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 2, done.stderr


def test_json_is_one_object_a_build(folder: Path, watching: Watching) -> None:
    process = watching("--format", "json")
    process.terminate()
    process.wait(PATIENCE_S)
    text = said(folder)
    assert json.loads(text[text.index("{") : text.rindex("}") + 1])["generation"] == 1


def test_without_watchfiles_it_says_what_to_install(folder: Path) -> None:
    code = "import sys; sys.modules['watchfiles'] = None\n"
    code += "from kazsearch.cli.main import run\nsys.argv[1:] = ['build', '--watch']\nrun()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "error: --watch needs the package watchfiles: install it with "
        "`pip install 'kazsearch[watch]'`\n"
    )


def test_it_ends_when_nobody_reads_on(folder: Path) -> None:
    command = [sys.executable, "-m", "kazsearch", "build", "--watch"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while "watching" not in process.stderr.readline():
            pass
        process.stdout.close()
        (folder / "corpus" / "b.txt").write_text(block("Falcon", 2010, "A falcon."))
        assert process.wait(PATIENCE_S) == 0
        assert "Broken pipe" not in process.stderr.read()
