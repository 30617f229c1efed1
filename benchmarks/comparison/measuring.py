"""Here is a command: how long does it take as a whole process, and how much memory?"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BENCHMARKS = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one process did.

    `cpu_s` is its own and that of the processes it waited for. `peak_mb` is the largest resident
    memory of any one of them (2 ** 20 bytes; pages of mapped files count once they are touched).
    """

    status: str  # "done", "timed out" or "failed"
    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str
    error: str


def run(command: Sequence[str | Path], *, timeout_s: float, allowed: Sequence[int] = (0,)) -> Run:
    """Run a command to its end, or kill it and its children after `timeout_s`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=_environment(os.environ),
            start_new_session=True,
        )
        late = threading.Event()
        timer = threading.Timer(timeout_s, _kill, (process.pid, late))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            _kill(process.pid, late)  # it has a session of its own and did not hear it
            raise
        finally:
            wall_s = time.perf_counter() - start
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        done = process.returncode in allowed
        return Run(
            status="done" if done else "timed out" if late.is_set() else "failed",
            wall_s=wall_s,
            cpu_s=usage.ru_utime + usage.ru_stime,
            peak_mb=usage.ru_maxrss / 1024,
            output=_text(out),
            error="" if done else _text(err)[-500:],
        )


def _kill(pid: int, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(ProcessLookupError):  # it ended just now
        os.killpg(pid, signal.SIGKILL)


def _text(file: "tempfile._TemporaryFileWrapper[bytes]") -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    # settings of the person who measures (KAZSEARCH_INDEX, a config file's place) must not count
    kept = {name: value for name, value in inherited.items() if not name.startswith("KAZSEARCH_")}
    return kept | {"PYTHONPATH": str(BENCHMARKS), "PYTHONWARNINGS": "ignore"}


def kazsearch_command() -> list[str | Path]:
    """Return how a user of this environment calls kazsearch."""
    installed = Path(sys.executable).parent / "kazsearch"
    return [installed] if installed.exists() else [sys.executable, "-m", "kazsearch"]


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
