"""`kazsearch completion`: what a shell reads to complete our commands."""

import click

from kazsearch.cli.options import examples

# bash puts names with blanks in as they are; after a quotation mark they need no escapes
_QUOTED_BY_BASH = """\
if [[ ${COMP_WORDS[COMP_CWORD]} == [\\"\\']* ]]; then
                COMPREPLY+=("$value")
            else
                COMPREPLY+=("$(printf %q "$value")")
            fi"""
SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=examples('eval "$(kazsearch completion bash)"', "kazsearch completion fish | source")
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what SHELL has to run to complete commands, options, film ids and fields."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    root = ctx.find_root().command
    source = found(root, {}, "kazsearch", "_KAZSEARCH_COMPLETE").source()
    if shell == "bash":
        source = source.replace("COMPREPLY+=($value)", _QUOTED_BY_BASH)
    click.echo(source)
