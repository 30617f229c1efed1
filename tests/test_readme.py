"""The README is true: its sessions print what it says, its Python runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from kazsearch.corpus.diagnostics import CODES
from kazsearch.corpus.labels import default_labels
from kazsearch.query import GRAMMAR

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def code_blocks(language: str) -> list[str]:
    blocks = regex.findall(rf"^```{language}\n(.*?)^```$", README, regex.M | regex.S)
    assert blocks, f"the README has no block of {language}"
    return blocks


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a fresh clone has it, with a first build."""
    path = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus", path / "corpus")
    return path


def run(command: str, folder: Path) -> str:
    """Run a command of the README as a shell would, and return all that it prints."""
    ours = ("KAZSEARCH_", "FORCE_COLOR", "NO_COLOR")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    command = regex.sub(r"^kazsearch\b", f"{sys.executable} -m kazsearch", command)
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return without_times(done.stdout)


def without_times(text: str) -> str:
    return regex.sub(r"\d+\.\d s\b", "0.0 s", text)


def sessions() -> list[tuple[str, str]]:
    """Every command of the README's sessions, in their order, with what it prints."""
    return [
        (command, without_times(output))
        for block in code_blocks("console")
        for command, output in regex.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, regex.M)
    ]


def test_each_session_prints_what_the_readme_says(folder: Path) -> None:
    for command, output in sessions():
        printed = run(command, folder)
        # a blank line ends no block of Markdown, yet editors like to take it off an end
        assert printed.strip("\n") == output.strip("\n"), command


def test_the_ten_lines_of_python_run(folder: Path) -> None:
    run("kazsearch build", folder)
    (code,) = code_blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("1. The Gift to Stalin (2008) kazakh-melodramas.txt:3\n")


def test_the_grammar_is_that_of_the_parser() -> None:
    assert f"{GRAMMAR.rstrip()}\n" in code_blocks("text")


def test_each_diagnostic_has_its_line_in_the_table() -> None:
    rows = regex.findall(r"^\| `([a-z-]+)` \| (error|warning|note) \| (.*) \|$", README, regex.M)
    assert rows == [(code, c.severity.value, c.meaning) for code, c in CODES.items()]


def test_the_labels_that_are_added_are_not_there_already() -> None:
    (settings,) = code_blocks("toml")
    names = [name for names in tomllib.loads(settings)["labels"].values() for name in names]
    assert names
    assert [name for name in names if default_labels().find(name) is not None] == []


def test_there_are_two_commands_to_set_up() -> None:
    assert len(code_blocks("sh")) == 2
