"""`reportbot edit`: change a draft without an editor. With one, the draft's file may be edited directly."""

from __future__ import annotations

from pathlib import Path

import click

from reportbot import decide
from reportbot.cli.decisions import person, tell
from reportbot.cli.invocation import Invocation, Session
from reportbot.cli.options import command, draft_ids
from reportbot.decide import Edit
from reportbot.errors import UsageError


@command(
    "edit",
    examples=[
        'reportbot edit k7q2 --title "Write the runbook for the broker"',
        "reportbot edit k7q2 --body-file body.md --label operations --label docs",
    ],
    takes=["json"],
)
@draft_ids
@click.option("--title", metavar="TEXT", help="The new title.")
@click.option("--body-file", metavar="FILE", help="A file with the new body; - is standard input.")
@click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="NAME",
    help="A label; all given ones replace the old ones, '' leaves none.",
)
def edit(
    invocation: Invocation, ids: tuple[str, ...], *, title: str | None, body_file: str | None, labels: tuple[str, ...]
) -> None:
    """Change title, body or labels of a draft. An approved draft becomes pending again."""
    session = invocation.open()
    body = _read(session, body_file) if body_file is not None else None
    wanted = Edit(title=title, body=body, labels=labels or None)
    tell(session, decide.edit(session.folder, ids, person(session), wanted))


def _read(session: Session, file: str) -> str:
    here = session.surroundings
    try:
        data = here.stdin.read() if file == "-" else Path(here.cwd, file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", "Name a file after --body-file.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8", "Save it as UTF-8.") from error
