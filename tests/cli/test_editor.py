"""How editors are told to open a file at a line."""

import pytest

from kazsearch.cli.editor import editor_command, editor_from
from kazsearch.errors import ConfigError


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vi", ["vi", "+7", "a b.txt"]),
        ("/usr/bin/nvim -n", ["/usr/bin/nvim", "-n", "+7", "a b.txt"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "a b.txt"]),
        ("less", ["less", "+7", "a b.txt"]),
        ("code --wait", ["code", "--wait", "--goto", "a b.txt:7"]),
        ("codium", ["codium", "--goto", "a b.txt:7"]),
        ("Code.exe", ["Code.exe", "--goto", "a b.txt:7"]),
        ("subl -w", ["subl", "-w", "a b.txt:7"]),
        ("hx", ["hx", "a b.txt:7"]),
        ("'my editor' -x", ["my editor", "-x", "a b.txt"]),
    ],
)
def test_each_editor_has_its_way(editor: str, command: list[str]) -> None:
    assert editor_command(editor_from({"EDITOR": editor}), "a b.txt", 7) == command


def test_visual_goes_before_editor() -> None:
    assert editor_from({"VISUAL": "code", "EDITOR": "vi"}) == ["code"]
    assert editor_from({"VISUAL": " ", "EDITOR": "vi"}) == ["vi"]


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"VISUAL": "'"}])
def test_no_editor_is_a_sentence(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        editor_from(environment)
