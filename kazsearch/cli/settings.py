"""Where do options come from that nobody typed? From `KAZSEARCH_*`, then from `kazsearch.toml`.

The file is looked for here and in the folders above. At its top stand `corpus` and `index`, for all
commands; a table is named by its command and holds that command's options by their long names:

    index = "films.index"

    [query]
    limit = 5
    in = ["title", "description"]

Paths are relative to the file. The environment has the same names: `KAZSEARCH_INDEX`,
`KAZSEARCH_QUERY_LIMIT`. `[synonyms]` are words that mean the same, for queries; `[labels]` are for
the parser, which reads them itself.
"""

import functools
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click

from kazsearch.errors import ConfigError

CONFIG_NAME = "kazsearch.toml"
PREFIX = "KAZSEARCH"
SHARED = {"corpus": "corpus", "index": "index_dir"}  # keys at the top, and the parameters they set
OTHER_TABLES = ("labels", "synonyms")

_KINDS: list[tuple[type[Any], tuple[type, ...], str]] = [
    (click.types.BoolParamType, (bool,), "true or false"),
    (click.types.IntParamType, (int,), "a whole number"),
    (click.types.FloatParamType, (int, float), "a number"),
]


def find_config() -> Path | None:
    """Return the nearest `kazsearch.toml`, here or in a folder above, as seen from here."""
    try:
        here = Path.cwd()
        found = (folder / CONFIG_NAME for folder in (here, *here.parents))
        return next((Path(os.path.relpath(path)) for path in found if path.is_file()), None)
    except OSError:  # this folder is gone, or one above is not ours to look into
        return None


def read_config(path: Path, commands: Collection[str]) -> Mapping[str, Any]:
    """Read the file; its tables are commands. Raises ConfigError, also for a key that is none."""
    config = _load(path)
    for key, value in config.items():
        if key in OTHER_TABLES:
            continue
        if key in SHARED:
            _check_folder(value, f"{path}: {key}")
        elif key in commands:
            _check_kind(value, (dict,), f"a table: [{key}]", f"{path}: {key}")
        else:
            hint = _hint(key, [*SHARED, *commands, *OTHER_TABLES])
            raise ConfigError(f"{path}: there is no setting or command called {key}{hint}")
    return config


@functools.cache
def _load(path: Path) -> Mapping[str, Any]:
    from kazsearch.corpus.config import read_toml  # who has no such file does not pay for it

    return read_toml(path)


def configured_synonyms() -> Mapping[str, list[str]] | None:
    """Return the `[synonyms]` of the nearest file, or None. Raises ConfigError."""
    from kazsearch.text.words import find_words

    path = find_config()
    table = None if path is None else _load(path).get("synonyms")
    if table is None:
        return None
    _check_kind(table, (dict,), "a table, as in: film = ['movie']", f"{path}: [synonyms]")
    for word, others in table.items():
        where = f"{path}: {word} under [synonyms]"
        _check_kind(others, (list,), "a list of words", where)
        for each in (word, *others):
            _check_kind(each, (str,), "a list of words", where)
            if (n_words := len(find_words(each))) != 1:
                what = "several" if n_words else "none"
                raise ConfigError(f"{where}: write single words; {each!r} is {what}")
    return dict(table)


def defaults_from(
    config: Mapping[str, Any], path: Path, name: str, command: click.Command
) -> dict[str, Any]:
    """Return what a config file sets for one command, by parameter, as Click's `default_map`.

    Raises ConfigError for options that the command has not, and values that they can't take.
    """
    options = options_of(command)
    defaults = {
        param: _located(config[key], path) for key, param in SHARED.items() if key in config
    }
    for key, value in config.get(name, {}).items():
        where = f"{path}: {key} under [{name}]"
        option = options.get(key)
        if option is None:
            raise ConfigError(f"{where} is no option of it{_hint(key, options)}")
        defaults[str(option.name)] = _checked(value, option, command, where, path)
    return defaults


def options_of(command: click.Command) -> dict[str, click.Option]:
    """Return the options that can be set in advance, by long name without its dashes.

    Left out are those that choose one of several ways (`--all` or `--any`).
    """
    return {
        name.removeprefix("--"): param
        for param in command.params
        if isinstance(param, click.Option) and (not param.is_flag or param.is_bool_flag)
        for name in param.opts
        if name.startswith("--")
    }


def place_of_setting(param: click.Parameter, ctx: click.Context) -> str:
    """Return the variable, or the file and the key, that a parameter is from; "" where it was
    typed."""
    source = ctx.get_parameter_source(str(param.name))
    if source is click.core.ParameterSource.ENVIRONMENT:
        return str(param.envvar)
    path = find_config()
    if source is not click.core.ParameterSource.DEFAULT_MAP or path is None:
        return ""
    key = max(param.opts, key=len).removeprefix("--")
    is_own = key in _load(path).get(str(ctx.info_name), {})
    return f"{path}: {key} under [{ctx.info_name}]" if is_own else f"{path}: {key}"


def name_variables(name: str, command: click.Command) -> None:
    """Let each option be set by an environment variable that is named as the option is typed."""
    for key, option in options_of(command).items():
        if option.envvar is None:
            option.envvar = f"{PREFIX}_{name}_{key}".upper().replace("-", "_")


def _checked(
    value: Any, option: click.Option, command: click.Command, where: str, path: Path
) -> Any:
    kinds = [(types, what) for kind, types, what in _KINDS if isinstance(option.type, kind)]
    types, what = kinds[0] if kinds else ((str,), "a text in quotes")
    if option.multiple:
        _check_kind(value, (list,), "a list", where)
    if isinstance(option.type, click.Path):
        _check_folder(value, where)
        return _located(value, path)
    for item in value if option.multiple else [value]:
        _check_kind(item, types, what, where)
    try:
        option.type_cast_value(click.Context(command), value)
    except click.BadParameter as error:
        raise ConfigError(f"{where}: {error.message}") from error
    return value


def _check_kind(value: object, types: tuple[type, ...], what: str, where: str) -> None:
    # True is an int in Python, and none in TOML
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        raise ConfigError(f"{where} must be {what}")


def _check_folder(value: object, where: str) -> None:
    _check_kind(value, (str,), "a text in quotes", where)
    if not value:  # the folder of the file itself is "."
        raise ConfigError(f"{where} is empty: name a folder")


def _located(value: str, path: Path) -> str:
    """Return a path of the file as seen from here."""
    return os.path.normpath(path.parent / value)


def _hint(key: str, known: Collection[str]) -> str:
    import difflib  # only a mistake pays for it

    near = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
