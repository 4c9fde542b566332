"""The command line. ``entry`` is the one place where errors become one line and an exit code.

A command's module is imported when the command runs, so ``--version`` and ``--help`` stay as fast as click itself.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from reportbot import __version__
from reportbot.cli import render
from reportbot.cli.invocation import Invocation
from reportbot.cli.options import FlagsFirstGroup
from reportbot.errors import ReportbotError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "analyze": ("analyze:analyze", "Read reports and draft the issues that are missing."),
    "review": ("review:review", "List the drafts that wait for a decision."),
    "show": ("show:show", "Show whole drafts with their evidence."),
    "approve": ("decisions:approve", "Approve drafts as they are now."),
    "reject": ("decisions:reject", "Reject drafts; they never come back."),
    "duplicate": ("decisions:duplicate", "Say that an issue tracks the work already."),
    "snooze": ("decisions:snooze", "Put drafts off until a day."),
    "edit": ("edit:edit", "Change title, body or labels of a draft."),
    "undo": ("decisions:undo", "Take the last decision about drafts back."),
    "draft": ("draft:draft", "Draft an item that an analysis set aside."),
    "status": ("status:status", "Show what waits for whom."),
    "evaluate": ("evaluate:evaluate", "Measure how well work is found in your own files."),
    "init": ("init:init", "Write a settings file for this project."),
    "doctor": ("doctor:doctor", "Check that everything reportbot needs is there."),
    "config": ("config:config", "Show the settings and where each one comes from."),
    "schema": ("schema:schema", "Print the JSON schema of `analyze --json`."),
    "completion": ("completion:completion", "Print the completion script of a shell."),
}
"""Name of a command: its module and variable in this package, and its line in the help."""

EPILOG = """\b
Every command also takes
  -R, --repo OWNER/NAME   --config FILE   --state DIR   --color auto|always|never
  -q, --quiet   -v, --verbose   --offline   --no-input   -h, --help
before or after its name.

\b
Examples:
  reportbot analyze report.md --issues issues.json
  reportbot review --list
  reportbot approve k7q2
"""


class LazyGroup(FlagsFirstGroup):
    """A group that knows the names and help lines of its commands, and imports a command only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a user's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, or return None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module, variable = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(f"reportbot.cli.{module}"), variable)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve, and name the nearest commands when there is none of that name."""
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        close = get_close_matches(args[0], COMMANDS, n=1)
        question = f"; did you mean {close[0]}?" if close else ""
        raise click.UsageError(f"no such command: {args[0]}{question}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name from the table, a flag as click does."""
        from click.shell_completion import CompletionItem

        found = [(name, text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        items = [CompletionItem(name, help=text) for name, text in found]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Find the work that reports promise and nobody tracks, and draft issues for it.

    A report becomes drafts without anyone's permission; a draft becomes an issue only with a person's.
    """
    if context.invoked_subcommand is None:
        render.verbatim(context.get_help() + "\n")


def run(arguments: Sequence[str], invocation: Invocation | None = None) -> int:
    """Run one command and return its exit code. Nothing is raised but what ends the process anyway."""
    invocation = invocation or Invocation()
    try:
        code = _call(arguments, invocation)
        render.flush()
    except ReportbotError as error:
        if isinstance(error, render.OutputLost):
            render.detach()
        render.failure(error.cause, error.next_step)
        return error.exit_code
    except click.ClickException as error:
        return _usage(error)
    except (click.Abort, KeyboardInterrupt):
        render.failure("interrupted; what was done is saved")
        return 130
    except render.ReaderGone:
        render.detach()
        return 0
    except Exception as error:  # noqa: BLE001 - the one boundary
        return _bug(error, invocation)
    return code if isinstance(code, int) else 0


def _call(arguments: Sequence[str], invocation: Invocation) -> object:
    try:
        return cli.main(list(arguments), prog_name="reportbot", standalone_mode=False, obj=invocation)
    except OSError as error:
        if error.errno == errno.ENOSPC and error.filename is None:  # click prints help itself, past `render`
            raise render.output_lost(error) from error
        raise


def _usage(error: click.ClickException) -> int:
    """Explain a wrong command line; a group without a command is a question for help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        render.verbatim(f"{error.format_message()}\n")
        return 0
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"`{context.command_path} --help` shows how it is used." if context else ""
    render.failure(error.format_message(), hint)
    return 2


def _bug(error: Exception, invocation: Invocation) -> int:
    from reportbot.cli.crash import write_log

    log = write_log(error, invocation.log_folder)
    render.failure(
        f"this is a bug in reportbot: {type(error).__name__}", f"The details are in {log}; please report it."
    )
    return 3


def entry() -> None:
    """Run the command that the process was started with, and end the process."""
    render.open_closed_streams()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    entry()
