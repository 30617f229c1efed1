"""Nothing of an article, or of a file's name, is obeyed by the terminal that shows it."""

import csv
import io
import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import regex
from corpora import block, write_corpus

NASTY = "a\x1b[31m\x1b]0;title\x07\u202eb\x9bc\r\nforged.txt"
HEBREW = "שלום"
ARTICLES = {
    NASTY: block("The \x1b[2JPoet\x9b31m \u202eloves\u2066", 2009, "A \x07poet loves."),
    "hebrew.txt": block(f"{HEBREW} {HEBREW}", 2010, f"{HEBREW} love {HEBREW}.", "Love."),
    f"{HEBREW}.txt": block("Falcon", 2011, "A falcon loves.", director=HEBREW),
    "sums.txt": block("=SUM(A1) love", 2012, "@love", "+love", "-love"),
    "wide.txt": block("＝SUM(A1)", 2012, "love"),
}
COMMANDS = {
    "query": ["query", "love"],
    "query explained": [
        "query",
        "love",
        "--explain",
        "--facets",
        "article",
        "--facets",
        "director",
    ],
    "query in colour": ["query", "love", "--color", "always"],
    "query paths": ["query", "love", "-l"],
    "query csv": ["query", "love", "--format", "csv"],
    "query json": ["query", "love", "--format", "json"],
    "query jsonl": ["query", "love", "--format", "jsonl"],
    "films": ["films", "--facets", "article"],
    "films tsv": ["films", "--format", "tsv"],
    "films paths": ["films", "-l"],
    "show": ["show", "poet"],
    "show hebrew": ["show", f"{HEBREW} {HEBREW}"],
    "show unclear": ["show", "zzz love"],
    "open": ["open", "poet", "--print"],
    "like": ["like", "falcon"],
    "terms": ["terms", HEBREW[:2]],
    "stats": ["stats"],
    "verify": ["verify"],
    "verify json": ["verify", "--format", "json"],
    "stats json": ["stats", "--format", "json"],
    "build": ["build"],
    "build full": ["build", "--full"],
    "build json": ["build", "--full", "--format", "json"],
    "check": ["check"],
    "check json": ["check", "--format", "json"],
    "check github": ["check", "--format", "github"],
    "parse": ["parse", f"corpus/{NASTY}"],
    "parse gone": ["parse", f"corpus/gone{NASTY}"],
    "wrong option": ["query", "love", "--sort", NASTY],
    "no corpus": ["build", f"corpus{NASTY}"],
    "no index": ["query", "love", "--index", f"index{NASTY}"],
}


class Said(NamedTuple):
    """What a command wrote; a carriage return is not taken for a line end."""

    stdout: str
    stderr: str
    status: int


def run(folder: Path, *arguments: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "kazsearch", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return Said(done.stdout.decode(), done.stderr.decode(), done.returncode)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile")
    write_corpus(path / "corpus", ARTICLES)
    (path / "corpus" / "hebrew.txt").touch()
    assert run(path, "build").status == 0
    # an article that a build can't read, and one that changed: both are said to be
    (path / "corpus" / f"bin{NASTY}").write_bytes(bytes(range(256)))
    (path / "corpus" / NASTY).write_text(ARTICLES[NASTY] + "\nMore text.\n")
    return path


def obeyed(text: str, *, colored: bool) -> Iterator[str]:
    """Yield the characters that a terminal would obey, but for our own colours and links."""
    if colored:
        text = regex.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\", "", text)
    depth = 0
    for char in text:
        # isolates are what keeps the rest of the line as it is, if they are closed within it
        depth += (char == "\u2068") - (char == "\u2069")
        if char == "\n" and depth:
            yield "an open isolate"
        if char not in "\n\t\u2068\u2069" and (
            unicodedata.category(char) == "Cc" or 0x202A <= ord(char) <= 0x2067
        ):
            yield repr(char)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_output_holds_what_a_terminal_obeys(folder: Path, name: str) -> None:
    done = run(folder, *COMMANDS[name])
    assert "Traceback" not in done.stderr
    assert done.stdout + done.stderr
    assert list(obeyed(done.stdout, colored="colour" in name)) == []
    assert list(obeyed(done.stderr, colored=False)) == []
    if "csv" not in name and "tsv" not in name:
        assert not regex.search(r"^forged", done.stdout + done.stderr, regex.M)


def test_paths_are_exact_with_a_nul(folder: Path) -> None:
    done = run(folder, "films", "-0", "--article", "a*")
    assert done.stdout == f"{NASTY}\0"
    assert run(folder, "films", "-l", "--article", "a*").stdout.count("\n") == 1


def test_json_is_exact(folder: Path) -> None:
    hits = json.loads(run(folder, "query", "love", "--format", "json").stdout)["hits"]
    paths = {place["path"] for hit in hits for place in hit["appearances"]}
    assert paths == set(ARTICLES)
    assert f"{HEBREW} {HEBREW}" in {hit["title"] for hit in hits}


def test_text_from_right_to_left_is_kept_to_itself(folder: Path) -> None:
    shown = run(folder, "films").stdout
    assert f"\u2068{HEBREW} {HEBREW}\u2069 (2010)" in shown
    assert f"\u2068{HEBREW}.txt\u2069:1\n" in shown
    assert "\u2068" not in run(folder, "films", "-l").stdout  # other programs read these


@pytest.mark.parametrize("command", [["query", "love"], ["films"]])
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_is_run_by_a_spreadsheet(
    folder: Path, command: list[str], form: str, delimiter: str
) -> None:
    done = run(folder, *command, "--format", form)
    rows = list(csv.reader(io.StringIO(done.stdout), delimiter=delimiter))
    cells = [cell for row in rows for cell in row]
    assert "'=SUM(A1) love" in cells
    assert "'＝SUM(A1)" in cells
    assert "'@love" in cells
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
