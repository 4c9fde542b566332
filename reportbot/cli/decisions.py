"""`approve`, `reject`, `duplicate`, `snooze`, `undo`: a person's decisions, without prompts, for scripts and shells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import click

from reportbot import decide
from reportbot.cli import render
from reportbot.cli.invocation import Invocation, Session
from reportbot.cli.layout import aligned, one_line
from reportbot.cli.listing import brief
from reportbot.cli.options import command, draft_ids
from reportbot.decide import Person
from reportbot.errors import UsageError
from reportbot.models import Draft

_DAYS = re.compile(r"(\d{1,4})\s*d")


@command("approve", examples=["reportbot approve k7q2m9xa", "reportbot approve k7q2 b3xw"], takes=["json"])
@draft_ids
@click.option("--ack-secrets", is_flag=True, help="Approve although the draft holds a secret or hides one.")
def approve(invocation: Invocation, ids: tuple[str, ...], *, ack_secrets: bool) -> None:
    """Approve drafts as they are now; an edit afterwards makes them pending again.

    An ID may be shortened to any beginning that only one draft has.
    """
    session = invocation.open()
    tell(session, decide.approve(session.folder, ids, person(session), acknowledge_secrets=ack_secrets))


@command("reject", examples=['reportbot reject k7q2 --reason "We do not want this"'], takes=["json"])
@draft_ids
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept with the draft.")
def reject(invocation: Invocation, ids: tuple[str, ...], *, reason: str) -> None:
    """Reject drafts; the same work is not drafted again, however a report words it."""
    session = invocation.open()
    tell(session, decide.reject(session.folder, ids, person(session), reason=reason))


@command("duplicate", examples=["reportbot duplicate k7q2 --of 118"], takes=["json"])
@draft_ids
@click.option(
    "--of", "issue", required=True, type=click.IntRange(min=1), metavar="N", help="The issue that tracks the work."
)
def duplicate(invocation: Invocation, ids: tuple[str, ...], *, issue: int) -> None:
    """Say that an issue tracks the work of these drafts already."""
    session = invocation.open()
    tell(session, decide.duplicate(session.folder, ids, person(session), of=issue))


@command(
    "snooze", examples=["reportbot snooze k7q2 --until 2027-01-15", "reportbot snooze k7q2 --until 7d"], takes=["json"]
)
@draft_ids
@click.option("--until", required=True, metavar="DATE", help="A day as YYYY-MM-DD, or a number of days such as 7d.")
def snooze(invocation: Invocation, ids: tuple[str, ...], *, until: str) -> None:
    """Put drafts off until a day."""
    session = invocation.open()
    day = parse_day(until, session.surroundings.now.date())
    tell(session, decide.snooze(session.folder, ids, person(session), until=day))


@command("undo", examples=["reportbot undo k7q2"], takes=["json"])
@draft_ids
def undo(invocation: Invocation, ids: tuple[str, ...]) -> None:
    """Take the last decision about each draft back; once more takes the one before it back."""
    session = invocation.open()
    tell(session, decide.undo(session.folder, ids, person(session)))


def person(session: Session) -> Person:
    """Return who decides, through the command line, now."""
    return Person(session.who, "cli", session.surroundings.now)


def tell(session: Session, changed: Sequence[Draft]) -> None:
    """Print the drafts that a decision changed, each with its new state."""
    if session.json:
        render.json_result([brief(draft) for draft in changed])
        return
    rows = [(draft.state, draft.id, one_line(draft.title)) for draft in changed]
    session.screen.result(aligned(rows, session.screen.width, stretch=2))
    if not changed:
        session.screen.note("Nothing changed: that was decided before.")


def parse_day(text: str, today: date) -> date:
    """Return the day that ``2027-01-15`` or ``7d`` (from ``today``) means. Raises UsageError."""
    days = _DAYS.fullmatch(text.strip().lower())
    try:
        return today + timedelta(days=int(days[1])) if days else date.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is not a day", "Write --until YYYY-MM-DD, or a number of days: --until 7d."
        ) from error
