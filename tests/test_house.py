"""The floors of the house: who may import whom."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kazsearch"

# each floor, with the floors below it that it may import
FLOORS = {
    "errors": set(),
    "lazy": set(),
    "record": set(),
    "corpus": {"errors", "lazy", "record"},
    "text": {"errors", "lazy", "record"},
    "query": {"errors", "lazy", "record", "text"},
    "index": {"errors", "lazy", "record", "text", "corpus"},
    "search": {"errors", "lazy", "record", "text", "corpus", "query", "index"},
    "cli": {"errors", "lazy", "record", "text", "corpus", "query", "index", "search", ""},
    "__init__": {"errors", "lazy", "record", "text", "corpus", "query", "index", "search"},
    "__main__": {"cli"},
}
# foreign packages, with the one floor that knows each
BOUNDARIES = {
    "whoosh": "index",
    "click": "cli",
    "charset_normalizer": "corpus",
    "Stemmer": "text",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def floor_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Every absolute module name that the file imports, at its head or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_there_are_modules_to_look_at() -> None:
    assert {floor_of(path) for path in MODULES} >= set(FLOORS) - {"__main__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_its_floor_and_floors_below(path: Path) -> None:
    floor = floor_of(path)
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        if top == "kazsearch":
            other = rest.partition(".")[0]
            if not (PACKAGE / other).is_dir() and not (PACKAGE / f"{other}.py").is_file():
                other = ""  # a public name of the package itself
            assert other == floor or other in FLOORS[floor], f"{floor} imports {name}"
        assert BOUNDARIES.get(top, floor) == floor, f"{floor} imports {name}"


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not [path for path in MODULES if path.stem in {"utils", "util", "helpers", "misc"}]
