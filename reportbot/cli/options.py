"""The flags that mean the same everywhere, and the decorator that makes a command with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click
from click.core import augment_usage_errors

from reportbot.cli.invocation import Invocation
from reportbot.errors import ReportbotError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EVERYWHERE = ("repo", "config", "state", "color", "quiet", "verbose", "offline", "no_input")
"""What every command takes; ``json``, ``dry_run`` and ``yes`` are for those that do something with them."""

FLAGS_WITH_VALUE = frozenset({"-R", "--repo", "--config", "--state", "--color"})
FINAL_FLAGS = frozenset({"-h", "--help", "-V", "--version", "--"})

Run = Callable[..., int | None]


def command(name: str, *, examples: Sequence[str], takes: Sequence[str] = ()) -> Callable[[Run], click.Command]:
    """Return a decorator that makes a command of a function of an Invocation and the command's own parameters.

    ``takes`` are further shared flags. The function returns the exit code, None being 0.
    """
    lines = "".join(f"  {example}\n" for example in examples)

    def make(function: Run) -> click.Command:
        passed = click.make_pass_decorator(Invocation, ensure=True)(function)
        made = click.command(name, epilog=f"\b\nExamples:\n{lines}")(passed)
        shared = {str(option.name): option for option in _shared()}
        made.params += [_held(shared[key]) for key in (*takes, *EVERYWHERE)]
        return made

    return make


def flags_after_command(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the flags that stand before the command's name moved behind it.

    Raises click.UsageError when a flag lacks its value, or when shared flags stand there without a command.
    """
    flags, rest = [], list(arguments)
    while rest and rest[0].startswith("-") and rest[0] not in FINAL_FLAGS:
        flags.append(rest.pop(0))
        if flags[-1] in FLAGS_WITH_VALUE:
            if not rest:
                raise click.UsageError(f"{flags[-1]} needs a value")
            flags.append(rest.pop(0))
    if flags and not rest and flags[0].partition("=")[0] in _shared_names():
        raise click.UsageError(f"which command? {flags[0]} stands alone")
    if not rest or rest[0].startswith("-"):
        return list(arguments)
    return [rest[0], *flags, *rest[1:]]


class FlagsFirstGroup(click.Group):
    """A group whose commands' flags may stand before the command's name, where the command then finds them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, with the flags that belong to the command handed to it."""
        with augment_usage_errors(ctx):
            moved = flags_after_command(args)
        return super().parse_args(ctx, moved)


def _shared_names() -> set[str]:
    return {name for option in _shared() for name in option.opts}


def _shared() -> list[click.Option]:
    """Make the options anew: a command owns its own."""
    return [
        click.Option(["--json"], is_flag=True, help="Print the result as JSON."),
        click.Option(["--dry-run"], is_flag=True, help="Show what would happen and write nothing."),
        click.Option(["--yes"], is_flag=True, help="Do it without asking."),
        click.Option(["-R", "--repo"], metavar="OWNER/NAME", help="The repository that drafts are for."),
        click.Option(["--config"], metavar="FILE", help="Settings file to read instead of the project's own."),
        click.Option(["--state"], metavar="DIR", help="The state folder [default: .reportbot in the work tree]."),
        click.Option(["--color"], type=click.Choice(["auto", "always", "never"]), default="auto", help="Use colours."),
        click.Option(["-q", "--quiet"], count=True, help="Only the result, warnings and errors."),
        click.Option(["-v", "--verbose"], count=True, help="Tell more about how the result came about."),
        click.Option(["--offline"], is_flag=True, help="Open no network connection."),
        click.Option(["--no-input"], is_flag=True, help="Never ask; fail instead."),
    ]


def _held(option: click.Option) -> click.Option:
    """Let the Invocation have the option's value instead of the command's function."""
    option.expose_value = False
    option.callback = _keep
    return option


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    context.ensure_object(Invocation).flags[str(parameter.name)] = value


def _known_ids(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete an id from the names of the draft files, with the rest of the name as its explanation."""
    from click.shell_completion import CompletionItem

    try:
        folder = Invocation().open().folder
    except ReportbotError:
        return []
    names = [path.stem.partition("-") for path in sorted(folder.drafts.glob("*-*.md"))]
    return [CompletionItem(name, help=slug) for name, _, slug in names if name.startswith(incomplete)]


draft_ids = click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=_known_ids)
"""The drafts that a command is about, each by its id or a beginning of it."""
