"""What a person sees: sessions recorded through a pseudo-terminal, kept in `sessions/`.

Each file holds the bytes that reached the terminal, escape sequences as Python writes them. When an
answer is meant to look different, look at `git diff` after

    KAZSEARCH_RECORD=1 pytest tests/cli/test_terminal.py
"""

import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Callable, Mapping
from fcntl import ioctl
from pathlib import Path

import pytest
from cinema import CINEMA
from corpora import write_corpus

from kazsearch.cli.output import look_of_terminal
from kazsearch.index.build import build

SESSIONS = Path(__file__).parent / "sessions"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
LINK = re.compile(r"\x1b\]8;;([^\x1b]+)\x1b\\")
LONG = """
The Long Road (1999)
Description: A caravan leaves the oasis before dawn and follows the old road through sand and \
salt until the horses are tired and the water is low. The elders tell of a love that ended in \
exile, of trains that came at night and of children who learned the names of the stars on the \
way. Nobody asks how far it is, for the steppe has no end and the war is behind them. In the last \
village a woman waits.
Fact: Қазақ даласы туралы фильм; the steppe of the title song is sung in two languages.
"""

Session = Callable[..., str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terminal")
    build(write_corpus(path / "corpus", {**CINEMA, "long.txt": LONG}), path / "index")
    return path


@pytest.fixture
def session(folder: Path) -> Session:
    def run(*args: str, columns: int = 80, env: Mapping[str, str] | None = None) -> str:
        """Return all that a terminal of so many columns is sent by `kazsearch query`."""
        screen, keyboard = pty.openpty()
        ioctl(keyboard, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        unset = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"}
        inherited = {name: value for name, value in os.environ.items() if name not in unset}
        process = subprocess.Popen(
            [sys.executable, "-m", "kazsearch", "query", *args],
            cwd=folder,
            env={**inherited, "TERM": "xterm-256color", **(env or {})},
            stdin=keyboard,
            stdout=keyboard,
            stderr=keyboard,
            close_fds=True,
        )
        os.close(keyboard)
        seen = b""
        while True:
            try:
                piece = os.read(screen, 65_536)
            except OSError:  # how Linux says that the other end was closed
                break
            if not piece:
                break
            seen += piece
        os.close(screen)
        status = process.wait()
        text = (
            seen.decode().replace("\r\n", "\n").replace(folder.resolve().as_uri(), "file:///HERE")
        )
        return f"{text}[exit status {status}]\n"

    return run


CASES = {
    "both-tiers": ["love war", "--limit", "4"],
    "wrapped": ["steppe love exile train", "--limit", "2"],
    "explained": ["love^2 st*ppe", "--explain", "--limit", "3"],
    "facets": ["love", "--limit", "1", "--facets", "decade", "--facets", "article"],
    "refused": ['love "steppe of'],
    "one-hit": ["deportation love"],
    "corrected": ["depotration"],
    "suggested": ["love stalim", "--limit", "1"],
    "nothing": ["qqqqqq"],
    "unknown-field": ["love regisseur:x"],
    "count": ["love", "--count"],
    "paths": ["love", "-l"],
}
SEEN_EVERYWHERE = ["both-tiers", "wrapped", "explained", "facets", "refused"]
RECORDED = [
    (name, color, columns)
    for name in CASES
    for color in ("colour", "plain")
    for columns in (80, 120)
    if name in SEEN_EVERYWHERE or (color, columns) == ("colour", 80)
]


@pytest.mark.parametrize(("name", "color", "columns"), RECORDED)
def test_a_terminal_shows_what_was_recorded(
    session: Session, name: str, color: str, columns: int
) -> None:
    env = {"NO_COLOR": "1"} if color == "plain" else {}
    seen = session(*CASES[name], columns=columns, env=env)
    shown = "".join(
        char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in seen
    )
    file = SESSIONS / f"{name}-{color}-{columns}.txt"
    if os.environ.get("KAZSEARCH_RECORD"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text("utf-8")
    lines = ESCAPE.sub("", seen).splitlines()
    if lines[-1] == "[exit status 2]":
        lines = lines[:2]  # the sentence below the caret is folded by the terminal
    for line in lines:
        assert cells(line) <= columns, line
    if color == "plain":
        assert "\x1b" not in seen


def cells(line: str) -> int:
    """Return how many cells of a terminal a line takes."""
    marks = sum(unicodedata.category(char) in {"Mn", "Me"} for char in line)
    wide = sum(unicodedata.east_asian_width(char) in {"W", "F"} for char in line)
    return len(line) - marks + wide


def test_every_recorded_session_is_of_a_case() -> None:
    expected = {f"{name}-{color}-{columns}.txt" for name, color, columns in RECORDED}
    assert {file.name for file in SESSIONS.iterdir()} == expected


def test_places_are_links_on_a_terminal_alone(session: Session, folder: Path) -> None:
    seen = session("memoirs")
    assert LINK.findall(seen) == [
        "file:///HERE/corpus/guides/festival.txt#3",
        "file:///HERE/corpus/steppe/guide-one.txt#3",
    ]
    assert "\x1b]8;" not in session("memoirs", "--color", "never")
    piped = subprocess.run(
        [sys.executable, "-m", "kazsearch", "query", "memoirs", "--color", "always"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "\x1b[" in piped.stdout
    assert "\x1b]8;" not in piped.stdout


@pytest.mark.parametrize("columns", [1, 20, 57])
@pytest.mark.parametrize("color", ["always", "never"])
def test_no_text_is_wider_than_the_terminal(session: Session, columns: int, color: str) -> None:
    seen = session("steppe love exile train", "--color", color, columns=columns)
    bound = max(columns, 24)  # of an indent and a word; narrower terminals fold lines themselves
    texts = [
        line
        for line in ESCAPE.sub("", seen).splitlines()
        if line.startswith("    ") and not re.search(r":\d+$", line)
    ]
    assert texts
    assert all(cells(line) <= bound for line in texts)


def test_a_dumb_terminal_gets_no_escape_sequences(session: Session) -> None:
    assert "\x1b" not in session("love", env={"TERM": "dumb"})


@pytest.mark.parametrize(
    "asked", [None, "", "0", "-3", "wide", "40", "200", "٤٠", " 120", "+90", "9" * 5000]
)
def test_the_width_is_what_the_standard_library_says(
    asked: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if asked is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", asked)
    assert look_of_terminal("never", tmp_path).width == shutil.get_terminal_size().columns
