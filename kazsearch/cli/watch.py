"""How does the index follow its articles while they are written? `kazsearch build --watch`.

Whatever happens to the corpus or the index meanwhile is said once, and the next change, or the next
second, is another try. Only the first build fails for good, since then something was typed wrong.
"""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from kazsearch.cli.terminal import printable
from kazsearch.corpus.config import config_of
from kazsearch.corpus.scan import SUFFIXES
from kazsearch.errors import ConfigError, IndexLockedError, KazsearchError

_QUIET_MS = 200  # without a change: an editor, or a copy of many files, has ended
_MOST_MS = 2_000  # of changes without a pause, after which there is a build all the same
_LOOK_MS = 1_000  # between two looks at what sends no events

Build = Callable[[], object]


def follow(corpus: Path, index: Path, *, first: Build, again: Build) -> None:
    """Build, then build again whenever articles or labels change, until Ctrl-C or SIGTERM.

    `first` and `again` build and print what they did. Raises what `first` raises, but for
    IndexLockedError; what `again` raises is printed. Raises ConfigError where watchfiles is
    missing.
    """
    _require_watchfiles()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        attempt = _Attempt(first, again)
        attempt.first()
        click.echo(printable(f"watching {corpus}; Ctrl-C ends it"), err=True)
        while True:
            for has_changed in _changes(corpus, index):
                attempt.again(has_changed=has_changed)
            attempt.again(has_changed=True)  # the corpus has gone, or is another folder
    except KeyboardInterrupt:
        click.echo("stopped watching; the index is as the last build left it", err=True)


def _require_watchfiles() -> None:
    try:
        import watchfiles  # noqa: F401  # whether it is there
    except ImportError as error:
        raise ConfigError(
            "--watch needs the package watchfiles: install it with `pip install 'kazsearch[watch]'`"
        ) from error


class _Attempt:
    """Builds, and remembers what went wrong last: it is said once, and tried again."""

    def __init__(self, first: Build, again: Build) -> None:
        self._first = first
        self._again = again
        self._problem = ""

    def first(self) -> None:
        """Build. Raises all errors but that another build is running."""
        try:
            self._first()
        except IndexLockedError as error:
            self._say(error)

    def again(self, *, has_changed: bool) -> None:
        """Build if there is a change, or if the last try failed; print what goes wrong."""
        if not has_changed and not self._problem:
            return
        try:
            self._again()
            self._problem = ""
        except BrokenPipeError:  # nobody reads on
            raise
        except (KazsearchError, OSError) as error:
            self._say(error)

    def _say(self, error: Exception) -> None:
        if str(error) != self._problem:
            click.echo(printable(f"error: {error}"), err=True)
        self._problem = str(error)


def _changes(corpus: Path, index: Path) -> Iterator[bool]:
    """Yield at least once a second whether there was a change; end when the corpus is gone.

    What changed before the watch began is covered by the first value, True.
    """
    from watchfiles import Change, watch

    folder, labels = _version(corpus), _version_of_labels(corpus)
    hidden_in = len(corpus.resolve().parts)
    own = index.resolve()

    def may_matter(change: Change, path: str) -> bool:
        changed = Path(path)
        if own in (changed, *changed.parents):
            return False
        if any(part.startswith(".") for part in changed.parts[hidden_in:]):
            return False
        # what came or went may be a folder; a folder that is modified says so by its files
        return change is not Change.modified or changed.suffix.lower() in SUFFIXES

    is_first = True
    if folder is None:
        time.sleep(_LOOK_MS / 1000)
        return
    for changes in watch(
        corpus.resolve(),
        watch_filter=may_matter,
        debounce=_MOST_MS,
        step=_QUIET_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        known, labels = labels, _version_of_labels(corpus)
        yield bool(changes) or is_first or labels != known
        is_first = False
        here = _version(corpus)
        if here is None or here[0] != folder[0]:
            return


def _version_of_labels(corpus: Path) -> tuple[Path, tuple[int, int] | None]:
    """Return what is another when the settings that name labels are others."""
    config = config_of(corpus)
    return config, _version(config)


def _version(path: Path) -> tuple[int, int] | None:
    """Return what is another when a file was written, or a folder is another; None if gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
