"""`reportbot status`: what waits for whom. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reportbot.cli import render
from reportbot.cli.invocation import Invocation
from reportbot.cli.layout import aligned, tally
from reportbot.cli.options import command
from reportbot.cli.review import report_problems
from reportbot.decide import counts
from reportbot.models import Draft
from reportbot.state.store import load

MOST_DAYS = 3


@command("status", examples=["reportbot status", "reportbot status --json"], takes=["json"])
def status(invocation: Invocation) -> None:
    """Show how many drafts are in which state, and what they wait for."""
    session = invocation.open()
    loaded = load(session.folder)
    report_problems(session, loaded)
    found = loaded.drafts
    if session.json:
        render.json_result({"repo": session.settings.repo, "drafts": counts(found), "problems": len(loaded.problems)})
        return
    if not found:
        session.screen.result(["No drafts yet."])
        session.screen.note("Next: `reportbot analyze report.md`")
        return
    session.screen.result(aligned(list(_rows(found)), session.screen.width, stretch=2))


def _rows(found: tuple[Draft, ...]) -> Iterator[tuple[str, str, str]]:
    mornings = sorted(draft.snooze_until or "" for draft in found if draft.state == "snoozed")
    waits = {
        "pending": "for a decision: `reportbot review --list`",
        "held": f"for an answer: {tally(reason for draft in found for reason in draft.held_for)}",
        "snoozed": f"until {', '.join(dict.fromkeys(mornings[:MOST_DAYS]))}",
    }
    for state, number in counts(found).items():
        if number:
            yield str(number), state, waits.get(state, "")
