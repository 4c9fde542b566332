"""Drafts that nobody could look up when they were made: looked up as soon as a run knows the tracker.

What is new is released, what an issue covers is withdrawn, what may be covered stays held with another question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportbot.draft.make import question_of
from reportbot.models import Draft, DraftState, Match
from reportbot.state import store
from reportbot.state.folder import StateFolder
from reportbot.state.ledger import Fields
from reportbot.tracker.interface import Tracker

_NEW = ("new", "related")
_UNDECIDED = ("held", "pending")


def to_look_up(drafts: Sequence[Draft], items: Sequence[str], tracker: Tracker | None) -> frozenset[str]:
    """Return the ids of undecided drafts of these items that were never looked up, when somebody can be asked now."""
    if tracker is None or tracker.doubt:
        return frozenset()
    waiting = {draft.id for draft in drafts if draft.state in _UNDECIDED and "unchecked" in draft.held_for}
    return frozenset(waiting & set(items))


def look_up(
    folder: StateFolder, drafts: Mapping[str, Draft], matches: Sequence[Match], *, who: str, at: str
) -> tuple[Draft, ...]:
    """Move the drafts by what was found for their items; return those that were moved. Raises StateError."""
    found = [(match.item, *_settled(drafts[match.item], match)) for match in matches if match.item in drafts]
    return store.settle(folder, found, who=who, at=at)


def _settled(draft: Draft, match: Match) -> tuple[DraftState, Fields]:
    others = tuple(reason for reason in draft.held_for if reason != "unchecked")
    if match.verdict == "uncertain":
        others = ("uncertain", *others)
    elif match.verdict not in _NEW:
        return "withdrawn", {"held_for": (), "question": None, "reason": match.reason}
    state: DraftState = "held" if others else "pending"
    return state, {"held_for": others, "question": question_of(others, match.reason)}
