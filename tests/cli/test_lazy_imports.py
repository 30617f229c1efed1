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
SLOW = {
    "bz2",
    "csv",
    "hashlib",
    "lzma",
    "multiprocessing",
    "pickle",
    "shutil",
    "subprocess",
    "tempfile",
}
MOST_OURS = 82
# what a cold query reads films and an index with; nothing of parsing articles or of building
READING = {
    "corpus": {"film", "scan"},
    "index": {
        "blocks", "boundary", "dictionary", "disk", "document", "documents", "fields", "postings",
        "segment_file", "snapshot", "store", "toc", "vocabulary",
    },
}  # fmt: skip


def printed_after(folder: Path, expression: str, *arguments: str) -> str:
    """What an expression is worth in the process of a command when that ends."""
    code = (
        "import sys\n"
        "from kazsearch.__main__ import start\n"
        f"sys.argv = ['kazsearch', *{arguments!r}]\n"
        "try:\n    start()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"print({expression}, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def all_modules_after(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command has imported when it ends."""
    return set(printed_after(folder, "'\\n'.join(sys.modules)", *arguments).splitlines())


def modules_after(folder: Path, *arguments: str) -> set[str]:
    """The top-level modules that a command has imported when it ends."""
    return {line.partition(".")[0] for line in all_modules_after(folder, *arguments)}


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
        for name in ("build", "query", "films", "show", "open", "like", "stats", "verify", "eval")
    ],
    ids=" ".join,
)
def test_what_opens_no_index_imports_nothing_heavy(folder: Path, arguments: list[str]) -> None:
    assert not modules_after(folder, *arguments) & HEAVY


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["query", "poet"], {"Stemmer"}),
        (["query", "poet loves", "--format", "json"], {"Stemmer"}),
        (["query", "қыз жібек", "poet"], {"Stemmer", "regex", "rapidfuzz"}),
        (["films"], set()),
        (["show", "The Poet"], {"Stemmer"}),
        (["open", "The Poet", "--print"], {"Stemmer"}),
        (["terms", "po"], set()),
        (["verify"], set()),
        (["stats"], {"regex"}),  # it looks at all articles, by the rules for reading them
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_imports_what_it_needs(
    folder: Path, arguments: list[str], needed: set[str]
) -> None:
    assert modules_after(folder, *arguments) & HEAVY <= needed


def test_a_cold_query_loads_few_modules(folder: Path) -> None:
    """Each module is a file to find and run; who adds one to every query should know."""
    modules = all_modules_after(folder, "query", "poet")
    ours = {name for name in modules if "kazsearch" in name}
    assert len(ours) <= MOST_OURS, sorted(ours)
    assert not modules & SLOW, modules & SLOW
    for floor in ("corpus", "index"):
        known = {name for name in ours if name.startswith(f"kazsearch.{floor}.")}
        assert known <= {f"kazsearch.{floor}.{name}" for name in READING[floor]}, known


def test_a_word_that_is_not_found_is_what_needs_edit_distances(folder: Path) -> None:
    assert "rapidfuzz" in modules_after(folder, "query", "poxt")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_numpy_starts_no_threads_that_nothing_uses(folder: Path) -> None:
    status = printed_after(folder, "open('/proc/self/status').read()", "build", "--full")
    assert "Threads:\t1\n" in status
