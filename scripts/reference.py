"""Writes docs/reference/commands.md from the commands' own help, and with --check says whether it is up to date.

python scripts/reference.py [--check]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from reportbot.cli.main import cli

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
WIDTH = 100


def page() -> str:
    """Return the page: every command with its help."""
    parts = ["# Commands\n", "Made from `reportbot COMMAND --help` by `make reference`; do not edit.\n"]
    for name, command in commands(cli, "reportbot"):
        context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
        parts.append(f"## `{name}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def commands(group: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield (full name, command) for a group and all below it."""
    yield name, group
    if isinstance(group, click.Group):
        context = click.Context(group)
        for child in group.list_commands(context):
            command = group.get_command(context, child)
            if command is not None:
                yield from commands(command, f"{name} {child}")


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; return the exit status."""
    text = page()
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name} is not what the commands say; run `make reference`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
