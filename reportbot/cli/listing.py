"""Drafts as rows, and as the few fields that a script needs of each. Pure."""

from __future__ import annotations

from reportbot.cli.layout import lines_of, one_line, shorten_path
from reportbot.models import Draft


def brief(draft: Draft) -> dict[str, object]:
    """Return a draft as `analyze --json` lists it."""
    return {
        "id": draft.id,
        "path": draft.path,
        "title": draft.title,
        "labels": list(draft.labels),
        "state": draft.state,
        "held_for": list(draft.held_for),
    }


NARROWEST_PATH = 12


def row(draft: Draft, standing: str, width: int | None) -> tuple[str, str, str, str, str]:
    """Return the cells of one draft: id, priority, ``standing``, title, and where the report says it.

    On a terminal of ``width`` columns the path is cut in favour of the title; in a pipe, None, it stays whole.
    """
    return draft.id, draft.priority or "-", standing, one_line(draft.title), place(draft, width)


def standing(draft: Draft) -> str:
    """Return the state, with what it waits for."""
    if draft.state == "held":
        return f"held: {', '.join(draft.held_for)}" if draft.held_for else "held"
    return f"snoozed until {draft.snooze_until}" if draft.state == "snoozed" else draft.state


def place(draft: Draft, width: int | None) -> str:
    """Return where the report says it first, such as ``report.md:12-14``, and how often it says it again."""
    if not draft.evidence:
        return ""
    first, *more = draft.evidence
    again = f" +{len(more)}" if more else ""
    return f"{path_in(first.source, width)}:{lines_of(first.first_line, first.last_line)}{again}"


def path_in(path: str, width: int | None) -> str:
    """Return the path of a source as a table on a terminal of ``width`` columns has room for it."""
    return shorten_path(one_line(path), None if width is None else max(width // 3 - 15, NARROWEST_PATH))
