"""`reportbot completion`: the script that makes a shell complete our commands and flags."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reportbot.cli import render
from reportbot.cli.invocation import Invocation
from reportbot.cli.options import command


@command(
    "completion",
    examples=[
        'eval "$(reportbot completion bash)"    # in ~/.bashrc',
        'eval "$(reportbot completion zsh)"     # in ~/.zshrc',
        "reportbot completion fish > ~/.config/fish/completions/reportbot.fish",
    ],
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(_invocation: Invocation, shell: str) -> None:
    """Print the completion script of a shell, for its start-up file."""
    from reportbot.cli.main import cli

    script = get_completion_class(shell)
    if script is not None:
        render.verbatim(script(cli, {}, "reportbot", "_REPORTBOT_COMPLETE").source())
