"""`kazsearch` and `python -m kazsearch`: the process, before all imports and at its end."""

import atexit
import gc
import os
import sys

_GARBAGE_AFTER = 50_000  # objects; a query makes fewer, and all but nothing of them is garbage
_INTERRUPTED = 130  # as shells say it; see `cli.main.run`
_THREADS = "OPENBLAS_NUM_THREADS"


def start() -> None:
    """Run the command line and exit with its status.

    The collector takes 5 ms of the 90 that a cold query takes to look through modules as they are
    imported, and 11 as they are taken down again, when memory is given back anyway. NumPy's library
    of linear algebra, of which nothing is used here, would start a thread for each processor.
    """
    if _THREADS not in os.environ:
        os.putenv(_THREADS, "1")  # not in `os.environ`, which an editor is started with
    gc.set_threshold(_GARBAGE_AFTER)
    atexit.register(gc.freeze)
    try:
        from kazsearch.cli.main import run
    except KeyboardInterrupt:  # who is quick to change his mind sees no traceback either
        print("interrupted", file=sys.stderr)
        sys.exit(_INTERRUPTED)
    run()


if __name__ == "__main__":
    start()
