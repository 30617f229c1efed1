"""How does a person call kazsearch, and what does it say?"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BENCHMARKS = Path(__file__).parent.parent


class Said(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str


def environment() -> dict[str, str]:
    """Return the environment without the settings of the person who measures."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KAZSEARCH_")}
    # these modules, and the kazsearch that is tried before the one that is installed
    path = os.pathsep.join(filter(None, [str(BENCHMARKS), kept.get("PYTHONPATH", "")]))
    return kept | {"PYTHONPATH": path}


def command_of(name: str, *args: str | Path) -> list[str]:
    """Return a command line."""
    return [sys.executable, "-m", "kazsearch", name, *map(str, args)]


def run(name: str, *args: str | Path, work: Path) -> Said:
    """Run a command in a folder that has no settings, to its end."""
    done = subprocess.run(
        command_of(name, *args),
        cwd=work,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=300,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def build(corpus: Path, index: Path, *options: str, work: Path) -> Said:
    """Run `kazsearch build`."""
    return run("build", corpus, "--index", index, *options, work=work)


def not_a_refusal(said: Said) -> Sequence[str]:
    """Return what is wrong with a command that should have ended by one sentence and status 2."""
    wrong = []
    if said.status != 2:
        wrong.append(f"exit status {said.status}")
    if "Traceback" in said.err or len(said.err.strip().splitlines()) != 1:
        wrong.append(f"no single sentence: {said.err.strip()[-300:]!r}")
    return wrong
