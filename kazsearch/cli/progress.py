"""A bar for those who wait: on a terminal, after a second, on standard error."""

import sys
import time
from typing import Any

import click

_PATIENCE_S = 1.0


class Bar:
    """Shows how far a job is once it takes long."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._starts_at = time.monotonic() + _PATIENCE_S
        self._action = ""
        self._bar: Any = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._finish()

    def show(self, action: str, n_done: int, n_total: int) -> None:
        """Show that `n_done` of `n_total` are done, if it is time to."""
        if not self._is_terminal or time.monotonic() < self._starts_at:
            return
        if action != self._action:
            self._finish()
            self._action = action
            self._bar = click.progressbar(length=n_total, label=action, file=sys.stderr)
        self._bar.update(n_done - self._bar.pos)

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None
