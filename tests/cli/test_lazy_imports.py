"""No command waits for imports that it does not need."""

import subprocess
import sys
from pathlib import Path

import pytest
from corpora import block, write_corpus

HEAVY = {
    "Stemmer",
    "charset_normalizer",
    "hypothesis",
    "numpy",
    "rapidfuzz",
    "regex",
    "rich",
    "watchfiles",
    "whoosh",
}
NEEDED = {"Stemmer", "regex", "whoosh"}


def modules_after(folder: Path, *arguments: str) -> set[str]:
    """The top-level modules that a command has imported when it ends."""
    code = (
        "import sys\n"
        "from kazsearch.cli.main import run\n"
        f"sys.argv = ['kazsearch', *{arguments!r}]\n"
        "try:\n    run()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return {line.partition(".")[0] for line in done.stderr.splitlines()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("imports")
    articles = {"poets.txt": block("The Poet", 2009, "A poet loves."), "war.txt": "War (2010)\n"}
    write_corpus(path / "corpus", articles)
    modules_after(path, "build")
    return path


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["completion", "zsh"]]
    + [
        [name, "--help"]
        for name in ("build", "query", "films", "show", "open", "like", "stats", "eval")
    ],
    ids=" ".join,
)
def test_what_opens_no_index_imports_nothing_heavy(folder: Path, arguments: list[str]) -> None:
    assert not modules_after(folder, *arguments) & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "poet"],
        ["query", "poet", "--format", "json"],
        ["films"],
        ["show", "The Poet"],
        ["open", "The Poet", "--print"],
        ["stats"],
        ["terms", "po"],
    ],
    ids=" ".join,
)
def test_a_command_imports_what_it_needs(folder: Path, arguments: list[str]) -> None:
    assert modules_after(folder, *arguments) & HEAVY <= NEEDED


def test_a_word_that_is_not_found_is_what_needs_edit_distances(folder: Path) -> None:
    assert "rapidfuzz" in modules_after(folder, "query", "poxt")
