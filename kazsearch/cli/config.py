"""`kazsearch config`: each option's value, and where it came from."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kazsearch.cli.options import examples, format_option
from kazsearch.cli.settings import (
    PREFIX,
    SHARED,
    defaults_from,
    find_config,
    options_of,
    read_config,
)
from kazsearch.cli.terminal import json_answer
from kazsearch.record import record

_WIDTH = 34


@record
class Setting:
    """An option's value. `table` is its command, "" for all; `source` a file, variable or default.

    `value` None is an option that is not set.
    """

    table: str
    key: str
    value: Any
    source: str


@click.command(epilog=examples("kazsearch config", "kazsearch config --format json"))
@format_option(("text", "json"))
@click.pass_context
def config(ctx: click.Context, output_format: str) -> None:
    """Show what each option is when nobody types it, and where that comes from.

    An option that is typed goes before the environment (KAZSEARCH_INDEX, KAZSEARCH_QUERY_LIMIT),
    that before the nearest kazsearch.toml here or in a folder above, that before the default. The
    text is such a file itself.
    """
    path = find_config()
    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    settings = list(_settings(ctx.find_root(), group, path))
    click.echo(CONFIG_FORMATS[output_format](settings, path))
    for name in _unknown_variables(ctx.find_root(), group):
        click.echo(f"{name} sets nothing: `kazsearch config` shows what can be set", err=True)


def _settings(root: click.Context, group: click.Group, path: Path | None) -> Iterator[Setting]:
    """Yield the settings of all commands, those that they share first."""
    names = group.list_commands(root)
    content = {} if path is None else read_config(path, names)
    shared: dict[str, Setting] = {}
    own: list[Setting] = []
    for name in names:
        command = group.get_command(root, name)
        assert command is not None
        defaults = {} if path is None else defaults_from(content, path, name, command)
        with click.Context(command, info_name=name, default_map=defaults) as ctx:
            for key, param in _params_of(command).items():
                value, source = _value(param, ctx, path)
                is_own = key not in SHARED or key in content.get(name, {})
                setting = Setting(table=name if is_own else "", key=key, value=value, source=source)
                if is_own:
                    own.append(setting)
                else:
                    shared.setdefault(key, setting)
    yield from (shared[key] for key in SHARED if key in shared)
    yield from own


def _params_of(command: click.Command) -> dict[str, click.Parameter]:
    shared = {p.name: p for p in command.params if isinstance(p, click.Argument)}
    options: dict[str, click.Parameter] = {**options_of(command)}
    options.pop("help", None)
    return {key: shared[name] for key, name in SHARED.items() if name in shared} | options


def _value(param: click.Parameter, ctx: click.Context, path: Path | None) -> tuple[Any, str]:
    """Return what a parameter is when nobody types it, and the name of where that comes from."""
    found, source = param.consume_value(ctx, {})
    ctx.set_parameter_source(str(param.name), source)
    is_set = source is not ParameterSource.DEFAULT or param.default is not None
    value = param.type_cast_value(ctx, found) if is_set and _is_value(found) else None
    names = {
        ParameterSource.ENVIRONMENT: str(param.envvar),
        ParameterSource.DEFAULT_MAP: str(path),
    }
    return value, names.get(source, "default")


def _is_value(found: object) -> bool:
    """Tell a value from Click's sign for none, which has no public name."""
    return isinstance(found, str | int | float | bool | tuple | list | Path)


def _unknown_variables(root: click.Context, group: click.Group) -> list[str]:
    """Return the variables that look like ours and set nothing."""
    known = {f"{PREFIX}_{key}".upper() for key in SHARED}
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        assert command is not None
        known |= {str(option.envvar) for option in options_of(command).values()}
    ours = {name for name in os.environ if name.startswith(f"{PREFIX}_")}
    return sorted(ours - known)


def render_text(settings: Sequence[Setting], path: Path | None) -> str:
    """Return the settings as a kazsearch.toml, each with where it came from."""
    lines = []
    table = ""
    for setting in settings:
        if setting.table != table:
            table = setting.table
            lines += ["", f"[{table}]"]
        value = "" if setting.value is None else f" = {_toml(setting.value)}"
        head = f"{'#' if setting.value is None else ''}{setting.key}{value}"
        lines.append(f"{head:<{_WIDTH}} # {setting.source}")
    return "\n".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # numbers, true and false, and texts in quotes are the same in both
    return json.dumps(value if isinstance(value, bool | int | float) else str(value))


def render_json(settings: Sequence[Setting], path: Path | None) -> str:
    """Return the settings as one JSON object."""
    return json_answer(
        {
            "file": None if path is None else str(path),
            "settings": [
                {
                    "table": setting.table or None,
                    "key": setting.key,
                    "value": str(setting.value)
                    if isinstance(setting.value, Path)
                    else setting.value,
                    "source": setting.source,
                }
                for setting in settings
            ],
        }
    )


CONFIG_FORMATS = {"text": render_text, "json": render_json}
