"""Here is an editor, as `$VISUAL` names it: how is it told to open a file at a line?"""

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from kazsearch.errors import ConfigError

_PLUS = {
    "vi", "vim", "nvim", "gvim", "view", "ex", "nano", "pico", "emacs", "emacsclient", "less",
    "more", "kak", "micro", "joe", "jed", "mg", "ne", "gedit", "mcedit",
}  # fmt: skip
_GOTO = {"code", "codium", "code-insiders", "vscodium", "cursor"}
_COLON = {"subl", "sublime_text", "hx", "helix", "zed", "atom", "pulsar", "lite-xl"}


def editor_from(environment: Mapping[str, str]) -> list[str]:
    """Return the words of the editor's command. Raises ConfigError where none is set."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""), posix=os.name != "nt")
        except ValueError as error:
            raise ConfigError(f"{name} can't be read as a command: close its quotes") from error
        if words:
            return words
    raise ConfigError("no editor is set: set VISUAL or EDITOR, or pass --print")


def editor_command(editor: Sequence[str], path: str, line: int) -> list[str]:
    """Return the command that opens a file at a line; an unknown editor opens the file alone.

    >>> editor_command(["vim"], "guide.txt", 3)
    ['vim', '+3', 'guide.txt']
    >>> editor_command(["code", "--wait"], "guide.txt", 3)
    ['code', '--wait', '--goto', 'guide.txt:3']
    """
    name = PurePath(editor[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    if name in _PLUS:
        return [*editor, f"+{line}", path]
    if name in _GOTO:
        return [*editor, "--goto", f"{path}:{line}"]
    if name in _COLON:
        return [*editor, f"{path}:{line}"]
    return [*editor, path]
