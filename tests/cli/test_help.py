"""Help: of every command and option, with examples that run, on 80 columns."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import regex

from kazsearch.cli.main import COMMANDS, main

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BIN = Path(sys.executable).parent


def command_of(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


def help_of(name: str) -> str:
    arguments = [name, "--help"] if name else ["--help"]
    done = subprocess.run(
        [sys.executable, "-m", "kazsearch", *arguments],
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def examples_of(name: str) -> list[str]:
    """The commands that the end of a help text shows: after `Example:` or a line each below it."""
    epilog = command_of(name).epilog or ""
    return regex.findall(r"^(?:Example: | *)(.*\bkazsearch .*)$", epilog, regex.M)


def all_examples() -> list[tuple[str, str]]:
    return [(name, example) for name in COMMANDS for example in examples_of(name)]


def options_of(name: str) -> Iterator[click.Option]:
    return (param for param in command_of(name).params if isinstance(param, click.Option))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus, its index, and golden queries."""
    path = tmp_path_factory.mktemp("help")
    shutil.copytree(ROOT / "corpus", path / "corpus")
    golden = "deportation love\tthe-gift-to-stalin-2008\n"
    (path / "queries.tsv").write_text(golden, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "kazsearch", "build"], cwd=path, check=True, capture_output=True
    )
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_an_example(name: str) -> None:
    assert examples_of(name)
    assert any(f"kazsearch {name}" in example for example in examples_of(name))


@pytest.mark.parametrize(("name", "example"), all_examples(), ids=[e for _, e in all_examples()])
def test_each_example_runs(name: str, example: str, folder: Path) -> None:
    if "fish" in example and shutil.which("fish") is None:
        example = example.partition("|")[0]  # what this machine has no shell for is printed only
    done = subprocess.run(
        ["bash", "-c", example],
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_has_a_help_text(name: str) -> None:
    for option in options_of(name):
        assert option.hidden or option.help, option.opts


def test_each_option_stands_in_an_example() -> None:
    """Options that several commands share need one example between them."""
    words = {word for _, example in all_examples() for word in example.split()}
    for name in COMMANDS:
        for option in options_of(name):
            assert option.hidden or words & set(option.opts), f"{name} {option.opts}"


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_80_columns(name: str) -> None:
    shown = help_of(name)
    assert shown.startswith("Usage: kazsearch")
    assert [line for line in shown.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_summary_is_one_line_of_the_list(name: str) -> None:
    """The list of commands does not import them, so it has its own summaries."""
    summary = COMMANDS[name][2]
    assert regex.search(rf"^  {name}  +{regex.escape(summary)}$", help_of(""), regex.M)


def test_help_names_only_fields_and_facets_that_an_index_has(folder: Path) -> None:
    """Each example of a label would be refused where no article has it."""
    for name, option in (("query", "fields"), ("query", "facets"), ("films", "facets")):
        (text,) = [each.help or "" for each in options_of(name) if each.name == option]
        assert "label" in text
        assert "stats" in text
        assert "director" not in text
    assert ".txt, .text, .md, .html or .htm" in " ".join(help_of("build").split())
    assert "hidden" in help_of("build")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_documents_each_command(name: str) -> None:
    assert regex.search(rf"^\| `kazsearch {name}\b[^|]*` \|", README, regex.M)
