"""Which `kazsearch.toml` is a corpus's, and which labels does it add to the table?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kazsearch.errors import ConfigError

if TYPE_CHECKING:  # a query reads its settings here, and needs no table of labels
    from kazsearch.corpus.labels import LabelTable

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CONFIG_NAME = "kazsearch.toml"


def labels_of(corpus_root: Path) -> "LabelTable":
    """Return the table of labels with what the `kazsearch.toml` of a corpus adds, if it has one.

    Raises ConfigError for one that can't be read, or whose `[labels]` are no lists of names.
    """
    from kazsearch.corpus.labels import load_labels

    path = config_of(corpus_root)
    if not path.exists():
        return load_labels(None)
    labels = read_toml(path).get("labels", {})
    _check_labels(labels, path=path)
    return load_labels(labels)


def config_of(corpus_root: Path) -> Path:
    """Return where the `kazsearch.toml` of a corpus is, or would be: the nearest above it."""
    above = [folder / CONFIG_NAME for folder in corpus_root.resolve().parents]
    return next(filter(Path.is_file, above), above[0] if above else Path(CONFIG_NAME))


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of TOML. Raises ConfigError."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(
            f"{path} can't be read: {(error.strerror or str(error)).lower()}"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} can't be read as TOML: {error}") from error
    return content


def _check_labels(labels: object, *, path: Path) -> None:
    from kazsearch.corpus.labels import fold, key_of

    if not isinstance(labels, dict):
        raise ConfigError(f"{path}: [labels] must be a table, as in: director = ['Made by']")
    owners: dict[str, str] = {}
    for key, names in labels.items():
        if not key:
            raise ConfigError(f"{path}: a key under [labels] is empty: name a kind of extra")
        where = f"{path}: {key} under [labels]"
        good = isinstance(names, list) and all(isinstance(name, str) and name for name in names)
        if not good:
            raise ConfigError(f"{where} must be a list of names")
        if key != key_of(key):
            raise ConfigError(f"{where} must be one lower-case word")
        for name in names:
            if why := _why_no_label(name):
                raise ConfigError(f"{where}: {name!r} can't be a label: it {why}")
            owner = owners.setdefault(fold(name), key)
            if owner != key:
                raise ConfigError(
                    f"{where}: {name!r} is a label of {owner} already: leave one of them out"
                )


def _why_no_label(name: str) -> str:
    """Say why no line could begin with a label of this name; "" if one could."""
    from kazsearch.corpus.labels import MAX_NAME_CHARS

    if not name.strip():
        return "is blank"
    if ":" in name:
        return "holds a colon, which ends a label"
    if len(name.splitlines()) > 1:
        return "has two lines"
    return f"has more than {MAX_NAME_CHARS} characters" if len(name) > MAX_NAME_CHARS else ""
