"""No text whatever makes `kazsearch query` do anything but answer, or refuse in one sentence."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from cinema import CINEMA
from corpora import write_corpus
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kazsearch.cli.main import run
from kazsearch.index.build import build

# pieces that mean something, in a query or on a command line
PIECES = st.sampled_from(
    [
        *("love", "steppe", "2008", "1990s", "AND", "OR", "NOT", "title:", "director:", "year:"),
        *(" ", " ", " ", "(", ")", '"', "“", "«", "-", "--", "*", "?", "~", "~2", "^2", ":", ".."),
        *("\ud800", "\udcff", "\x00", "\x1b[31m", "\u202e", "\n", "\ufeff", "e\u0301", "🎬", "ß"),
        *("--all", "-l", "--limit", "--format", "json", "--", "-0", "--count", "--year", "&", "/"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=15).map("".join), st.text(max_size=40))
LONG = [
    *("a" * 100_000, "é" * 100_000, "a " * 50_000, "(" * 5_000, ")" * 5_000, '"' * 5_000),
    *(
        "-" * 5_000 + "a",
        "a~" * 5_000,
        "*" * 5_000,
        "*a" * 1_900,
        "NOT " * 900 + "a",
        "a OR " * 700,
    ),
    *("title:" * 600 + "a", "(a " * 1_300, "\ud800" * 3_000, "\x00" * 3_000, "love " * 5_000),
]


# what a run of the command line prints is read away after each
ONE_CAPTURE = [HealthCheck.function_scoped_fixture]


class Said(NamedTuple):
    """What a run of the command line came to."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    build(write_corpus(folder / "corpus", CINEMA), folder / "index")
    return folder / "index"


def query(index: Path, args: Sequence[str], capture: pytest.CaptureFixture[bytes]) -> Said:
    """Run the command line in this process."""
    argv, sys.argv = sys.argv, ["kazsearch", "query", "--index", str(index), *args]
    try:
        with pytest.raises(SystemExit) as left:
            run()
    finally:
        sys.argv = argv
    out, err = capture.readouterr()
    return Said(int(left.value.code or 0), out.decode(), err.decode())


def check(said: Said) -> None:
    """Say whether it was answered or refused as it should be."""
    assert said.status in {0, 1, 2}
    assert "Traceback" not in said.err
    assert (said.status == 0) == bool(said.out)
    if said.status == 2:
        *_, sentence = said.err.rstrip("\n").splitlines()
        assert sentence
        assert len(said.err.splitlines()) <= 4  # the query, a caret and a sentence; or usage
        assert len(sentence) < 2_000 or "No such option" in sentence  # which repeats it
    assert not set(said.err + said.out) & set("\x00\x1b\u202e")


@settings(max_examples=250, deadline=None, suppress_health_check=ONE_CAPTURE)
@given(text=TEXTS)
@example(text="")
@example(text="--")
@example(text="\ud800")
def test_any_text_is_answered_or_refused_in_a_sentence(
    index: Path, capfdbinary: pytest.CaptureFixture[bytes], text: str
) -> None:
    check(query(index, ["--", text], capfdbinary))


@settings(max_examples=150, deadline=None, suppress_health_check=ONE_CAPTURE)
@given(args=st.lists(TEXTS, max_size=4))
@example(args=["-0love"])  # paths, each ended by a NUL, as is asked for
def test_any_arguments_are_answered_or_refused_in_a_sentence(
    index: Path, capfdbinary: pytest.CaptureFixture[bytes], args: list[str]
) -> None:
    said = query(index, args, capfdbinary)
    if "-h" not in args and "--help" not in args:
        assert said.status in {0, 1, 2}
        assert "Traceback" not in said.err
        assert "\x00" not in said.err
        assert not set(said.err + said.out) & set("\x1b\u202e")


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:8]))
def test_a_long_text_is_answered_or_refused_in_a_sentence(
    index: Path, capfdbinary: pytest.CaptureFixture[bytes], text: str
) -> None:
    check(query(index, ["--", text], capfdbinary))


@pytest.mark.parametrize(
    "argument",
    [b"\xff\xfe", b"love \x80", b"\xed\xa0\x80", "Жібек".encode(), b"\x1b]0;x\x07", b"a" * 100_000,
     b"-war", b"--war", b"-x", b"-", b"--", b"(" * 2_000, b"love " * 3_000],
    ids=lambda argument: repr(argument[:8]),
)  # fmt: skip
def test_any_bytes_that_a_process_can_be_given_are_answered_or_refused(
    index: Path, argument: bytes
) -> None:
    command = [sys.executable, "-m", "kazsearch", "query", "--index", str(index)]
    done = subprocess.run(
        [*map(os.fsencode, command), argument], capture_output=True, check=False, timeout=60
    )
    check(Said(done.returncode, done.stdout.decode(), done.stderr.decode()))


@pytest.mark.parametrize("command", ["show", "open", "like", "terms"])
def test_any_bytes_name_no_film_and_no_word(index: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kazsearch", command, b"\xff", "--index", str(index)],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    check(Said(done.returncode, done.stdout.decode(), done.stderr.decode()))
    assert done.returncode == 1
