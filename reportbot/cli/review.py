"""`reportbot review`: the drafts that wait for a person."""

from __future__ import annotations

import click

from reportbot.cli import render
from reportbot.cli.invocation import Invocation, Session
from reportbot.cli.layout import aligned, count
from reportbot.cli.listing import brief, row, standing
from reportbot.cli.options import command
from reportbot.decide import in_order
from reportbot.models import Draft
from reportbot.state.select import select
from reportbot.state.store import Loaded, load
from reportbot.state.transitions import UNDECIDED


@command("review", examples=["reportbot review --list", "reportbot review --list --all --json"], takes=["json"])
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--list", is_flag=True, expose_value=False, help="Print the list; nothing is asked.")
@click.option("--all", "everything", is_flag=True, help="List the drafts that are decided, too.")
def review(invocation: Invocation, ids: tuple[str, ...], *, everything: bool) -> None:
    """List the drafts that wait for a decision, the most important first.

    Decide with `approve`, `reject`, `duplicate`, `snooze` or `edit`.
    """
    session = invocation.open()
    loaded = load(session.folder)
    report_problems(session, loaded)
    found = select(loaded, ids) if ids else loaded.drafts
    chosen = in_order([draft for draft in found if ids or everything or draft.state in UNDECIDED])
    if session.json:
        render.json_result([brief(draft) | {"priority": draft.priority} for draft in chosen])
        return
    _print(session, chosen, decided=len(found) - len(chosen))


def _print(session: Session, chosen: tuple[Draft, ...], *, decided: int) -> None:
    rows = [row(draft, standing(draft), session.screen.width) for draft in chosen]
    session.screen.result(aligned(rows, session.screen.width, stretch=3))
    if not chosen:
        session.screen.result(["No draft waits for a decision."])
    if decided:
        session.screen.note(f"{count(decided, 'draft')} decided already; --all lists them too.")
    if chosen:
        session.screen.note(f"Next: `reportbot show {chosen[0].id}`, `reportbot approve {chosen[0].id}`")


def report_problems(session: Session, loaded: Loaded) -> None:
    """Tell what could not be read in the state folder, and where a file claims a state that nobody decided."""
    for problem in loaded.problems:
        session.screen.warn(str(problem))
    for note in loaded.notes:
        session.screen.note(f"note: {note}")
