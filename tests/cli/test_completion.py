"""Completion, asked as the shells ask."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from corpora import block, write_corpus

ARTICLES = {
    "poets.txt": block("The Poet", 2009, "A poet.") + "Director: Ann Lee\n",
    "more.txt": block("The Last Poet", 2010) + "\n\n" + block("Қыз Жібек", 1970),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion")
    write_corpus(path / "corpus", ARTICLES)
    subprocess.run(
        [sys.executable, "-m", "kazsearch", "build"], cwd=path, check=True, capture_output=True
    )
    return path


def offered(folder: Path, *words: str, **env: str) -> list[str]:
    """What is offered for the last of the words, as zsh asks for it."""
    done = subprocess.run(
        [sys.executable, "-c", "from kazsearch.cli.main import run; run()"],
        cwd=folder,
        env={
            **os.environ,
            "_KAZSEARCH_COMPLETE": "zsh_complete",
            "COMP_WORDS": subprocess.list2cmdline(["kazsearch", *words]),
            "COMP_CWORD": str(len(words)),
            **env,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()[1::3]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["sho"], ["show"]),
        (["show", "the-p"], ["the-poet-2009"]),
        (["show", "The"], ["the-last-poet-2010", "the-poet-2009"]),
        (["show", "қыз"], ["қыз-жібек-1970"]),
        (["like", "the-poet"], ["the-poet-2009"]),
        (["open", "x"], []),
        (["query", "--in", ""], ["title", "description", "fact", "director"]),
        (["query", "--in", "d"], ["description", "director"]),
        (["query", "--facets", "d"], ["decade", "director"]),
        (["films", "--article", "p"], ["poets.txt"]),
        (["films", "--sort", "y"], ["year"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_what_is_offered(words: list[str], values: list[str], folder: Path) -> None:
    assert offered(folder, *words) == values


def test_the_index_is_that_of_option_file_or_environment(folder: Path, tmp_path: Path) -> None:
    index = str(folder / "index")
    assert offered(tmp_path, "show", "--index", index, "the-p") == ["the-poet-2009"]
    assert offered(tmp_path, "show", "the-p", KAZSEARCH_INDEX=index) == ["the-poet-2009"]
    (tmp_path / "kazsearch.toml").write_text(f"index = '{index}'\n", "utf-8")
    assert offered(tmp_path, "show", "the-p") == ["the-poet-2009"]


def test_without_an_index_or_with_a_bad_file_nothing_is_said(tmp_path: Path) -> None:
    assert offered(tmp_path, "show", "x") == []
    (tmp_path / "kazsearch.toml").write_text("[", "utf-8")
    assert offered(tmp_path, "show", "x") == []


def test_what_a_terminal_would_obey_is_not_offered(tmp_path: Path) -> None:
    articles = {"a\x1b[2J.txt": block("Bad\x1b[2J Film", 2010), "b\nc.txt": block("Bad", 2011)}
    write_corpus(tmp_path / "corpus", {**articles, "good.txt": block("Good", 2012)})
    subprocess.run(
        [sys.executable, "-m", "kazsearch", "build"], cwd=tmp_path, check=True, capture_output=True
    )
    assert offered(tmp_path, "films", "--article", "") == ["good.txt"]
    assert all(value.isprintable() for value in offered(tmp_path, "show", "bad"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_takes_its_script(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kazsearch", "completion", shell],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "_KAZSEARCH_COMPLETE" in done.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=done.stdout, encoding="utf-8", check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_a_film_id(folder: Path) -> None:
    """The whole way: the script read, the function called as the completion key calls it."""
    script = (
        'eval "$(kazsearch completion bash)"\n'
        "COMP_WORDS=(kazsearch show the-l); COMP_CWORD=2\n"
        '_kazsearch_completion kazsearch the-l show; echo "${COMPREPLY[@]}"\n'
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "the-last-poet-2010\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "completed"), [("t", "ten\\ films.txt"), ("'\"t'", "ten films.txt")]
)
def test_bash_quotes_names_with_blanks(folder: Path, typed: str, completed: str) -> None:
    script = subprocess.run(
        [sys.executable, "-m", "kazsearch", "completion", "bash"],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    asked = f"""
        env() {{ printf 'plain,ten films.txt\\n'; }}
        COMP_WORDS=(kazsearch films --article {typed}) COMP_CWORD=3
        _kazsearch_completion kazsearch
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", f"complete() {{ :; }}\n{script}\n{asked}"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == f"{completed}\n"
