"""One reader of an index that is being built: it asks without pause, until it is told to stop.

    python -m reliability_runs.reader INDEX CLOCK NUMBER library|command

Prints one JSON object a line for each time that it opened the index, with what it was told.
"""

import dataclasses
import json
import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from kazsearch.search.searcher import open_index
from reliability_runs.commands import command_of, environment
from reliability_runs.worlds import WORDS, digest_of, said_of

QUERIES = ("edition", WORDS[0], f"{WORDS[0]} {WORDS[1]}", f"{WORDS[2][:2]}*", "title:shared",
           f'edition -{WORDS[3]}', "edition year:2000..2010")  # fmt: skip
HOW = ("search", "rank", "command")
LIMIT = 100  # more than there are films
# how many searches by one snapshot: mostly one, as opening is what races with a commit, and some
# so many that the snapshot outlives several commits
_STAYS = (*[1] * 30, *[3] * 6, 10, 10, 60)


class Clock:
    """Numbers that processes share in a file: the edition committed, the edition begun, whether to
    stop; then of each reader how often it has asked.
    """

    _NUMBER = struct.Struct("<q")

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(8 * 100))
        self._file = path.open("r+b", buffering=0)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def get(self, place: int) -> int:
        """Return one of the numbers."""
        self._file.seek(8 * place)
        (number,) = self._NUMBER.unpack(self._file.read(8))
        return int(number)

    def set(self, place: int, number: int) -> None:
        """Set one of the numbers."""
        self._file.seek(8 * place)
        self._file.write(self._NUMBER.pack(number))


COMMITTED, BEGUN, STOP, ASKED = range(4)  # places of a clock


class Asked(NamedTuple):
    """What one snapshot said: the edition must be one from `first` to `last`."""

    first: int  # was committed before it was opened
    last: int  # was begun when it had been opened
    answers: list[tuple[str, str]]  # the kind of question, a digest of the answer
    failure: str = ""


def answer_of(searcher: Any, kind: str) -> str:
    """Return a digest of what a search says; `kind` is how it is asked, a blank, and the query."""
    how, _, query = kind.partition(" ")
    if how == "rank":
        return digest_of(list(searcher.rank(query, limit=LIMIT)))
    result = searcher.search(query, limit=LIMIT)
    if how == "command":
        return _printed(result.total, [dataclasses.asdict(hit) for hit in result.hits])
    return digest_of((result.total, result.matched, [said_of(hit) for hit in result.hits]))


def _printed(total: int, hits: Iterable[dict[str, Any]]) -> str:
    """Return a digest of what the command line prints as it is; scores it rounds."""
    names = ("film_id", "title", "year", "description")
    lines = ("path", "line", "end_line")
    said = [
        ([hit[name] for name in names], list(hit["facts"]),
         [[place[name] for name in lines] for place in hit["appearances"]])
        for hit in hits
    ]  # fmt: skip
    return digest_of((total, said))


def command_answer(index: Path, query: str) -> str:
    """Return a digest of what the command line prints as JSON. Raises RuntimeError."""
    done = subprocess.run(
        [*command_of("query", query, "--limit", str(LIMIT), "--format", "json"), "--index", index],
        cwd=index.parent, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    # that articles have changed since is said there, and is right
    if done.returncode not in {0, 1} or "Traceback" in done.stderr:
        raise RuntimeError(f"exit status {done.returncode}: {done.stderr.strip()[-300:]}")
    said = json.loads(done.stdout)
    return _printed(said["total"], said["hits"])


def ask_library(index: Path, clock: Clock, draw: random.Random) -> Asked:
    """Open the index, ask it up to some sixty times, and close it."""
    first, last, answers = clock.get(COMMITTED), -1, []
    try:
        with open_index(index) as searcher:
            last = clock.get(BEGUN)
            searcher.uses_arrays = draw.random() < 0.3
            for _ in range(draw.choice(_STAYS)):
                kind = f"{draw.choice(['search', 'search', 'rank'])} {draw.choice(QUERIES)}"
                answers.append((kind, answer_of(searcher, kind)))
    except Exception as error:  # that none is raised is what is tried
        return Asked(first, last, answers, f"{type(error).__name__}: {error}")
    return Asked(first, last, answers)


def ask_command(index: Path, clock: Clock, draw: random.Random) -> Asked:
    """Ask once, as a person would."""
    query = draw.choice(QUERIES)
    first = clock.get(COMMITTED)
    try:
        digest = command_answer(index, query)
    except (RuntimeError, ValueError) as error:
        return Asked(first, clock.get(BEGUN), [(f"command {query}", "")], str(error))
    return Asked(first, clock.get(BEGUN), [(f"command {query}", digest)])


def main() -> None:
    """Ask until it is time to stop."""
    os.nice(5)  # nine processes on few cores: builds shall commit
    index, clock, number = Path(sys.argv[1]), Clock(Path(sys.argv[2])), int(sys.argv[3])
    ask = ask_command if sys.argv[4] == "command" else ask_library
    draw, n_asked, parent = random.Random(number), 0, os.getppid()
    while not clock.get(STOP) and os.getppid() == parent:
        asked = ask(index, clock, draw)
        print(json.dumps(asked))
        n_asked += len(asked.answers)
        clock.set(ASKED + number, n_asked)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
