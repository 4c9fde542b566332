"""`reportbot draft`: nothing is suppressed for good."""

from __future__ import annotations

import click

from reportbot.analyze import draft_item
from reportbot.cli.decisions import person, tell
from reportbot.cli.invocation import Invocation
from reportbot.cli.options import command


@command("draft", examples=["reportbot draft k7q2m9xa"], takes=["json"])
@click.argument("item", metavar="ITEM")
def draft(invocation: Invocation, item: str) -> None:
    """Draft an item that an analysis set aside as tracked, done, declined or repeated.

    ITEM is the id of an item, as `analyze --json` prints it, or a beginning of the id.
    """
    session = invocation.open()
    who = person(session)
    made = draft_item(session.folder, item, session.settings, who=who.who, at=who.at())
    tell(session, [made])
