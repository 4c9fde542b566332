"""`reportbot show`: whole drafts, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from reportbot.cli import render
from reportbot.cli.invocation import Invocation
from reportbot.cli.layout import aligned, lines_of, one_line
from reportbot.cli.listing import standing
from reportbot.cli.options import command, draft_ids
from reportbot.cli.render import Line
from reportbot.models import Draft
from reportbot.state.select import load_for, select


@command("show", examples=["reportbot show k7q2", "reportbot show k7q2 --json"], takes=["json"])
@draft_ids
def show(invocation: Invocation, ids: tuple[str, ...]) -> None:
    """Show whole drafts: what would be published, and what the report says."""
    session = invocation.open()
    loaded = load_for(session.folder, ids)
    chosen = select(loaded, ids)
    for note in loaded.notes:
        session.screen.note(f"note: {note}")
    if session.json:
        render.json_result([asdict(draft) for draft in chosen])
        return
    for number, draft in enumerate(chosen):
        session.screen.result([*([""] if number else []), *whole(draft)])


def whole(draft: Draft) -> Iterator[Line]:
    """Yield the draft as lines: title, facts, body, evidence, neighbours."""
    yield Line(one_line(draft.title), "bold")
    yield from (Line(line) for line in aligned(list(_facts(draft)), None, stretch=1, indent="  "))
    yield Line("")
    yield from (Line(line) for line in draft.body.strip().split("\n"))
    if draft.evidence:
        yield from (Line(""), Line("What the report says", "bold"))
    for evidence in draft.evidence:
        yield Line(f"  {one_line(evidence.source)}:{lines_of(evidence.first_line, evidence.last_line)}", "dim")
        yield from (Line(f"  > {line}") for line in evidence.quote.split("\n"))
    if draft.similar:
        yield from (Line(""), Line("Similar issues", "bold"))
        rows = [(f"#{one.issue}", one.state, f"{one.score:.2f}", one_line(one.title)) for one in draft.similar]
        yield from (Line(line) for line in aligned(rows, None, stretch=3, indent="  "))


def _facts(draft: Draft) -> Iterator[tuple[str, str]]:
    facts = {
        "id": draft.id,
        "state": standing(draft),
        "question": draft.question,
        "reason": draft.reason,
        "duplicate of": f"#{draft.duplicate_of}" if draft.duplicate_of else None,
        "priority": draft.priority,
        "repo": draft.repo,
        "labels": ", ".join(draft.labels),
        "milestone": draft.milestone,
        "type": draft.type,
        "assignee": draft.assignee,
        "depends on": ", ".join(draft.depends_on),
        "issue": draft.issue,
        "file": draft.path,
    }
    yield from ((name, one_line(value)) for name, value in facts.items() if value)
