"""Which decision moves a draft from which state to which: one table, and nothing that touches a file.

::

    held ──release──▶ pending ──approve──▶ approved        undo: back to where the last decision came from
      └────approve────────────────────────────▲            edit: approved goes back to pending
    held, pending, approved ──reject──▶ rejected, ──duplicate──▶ duplicate, ──snooze──▶ snoozed ──wake──▶ pending
"""

from typing import Literal

from reportbot.errors import MoveRefused
from reportbot.models import DraftState

Decision = Literal["approve", "reject", "duplicate", "snooze", "edit", "undo", "release", "withdraw", "wake"]

UNDECIDED: tuple[DraftState, ...] = ("held", "pending")
# What a person decides and may take back. The other moves are reportbot's own.
PERSONAL: tuple[Decision, ...] = ("approve", "reject", "duplicate", "snooze", "edit")

# Deciding the same again is allowed, so that a script can be run twice and a reason or a date be corrected.
MOVES: dict[Decision, dict[DraftState, DraftState]] = {
    "approve": {"held": "approved", "pending": "approved", "snoozed": "approved", "approved": "approved"},
    "reject": dict.fromkeys(("held", "pending", "approved", "snoozed", "duplicate", "rejected"), "rejected"),
    "duplicate": dict.fromkeys(("held", "pending", "approved", "snoozed", "rejected", "duplicate"), "duplicate"),
    "snooze": dict.fromkeys(("held", "pending", "approved", "snoozed"), "snoozed"),
    "edit": {"held": "held", "pending": "pending", "approved": "pending", "snoozed": "snoozed"},
    # Where undo and wake lead is what the ledger says of the decision that they end; this is for when it says nothing.
    "undo": dict.fromkeys(("held", "pending", "approved", "rejected", "duplicate", "snoozed", "withdrawn"), "pending"),
    "wake": {"snoozed": "pending"},
    "release": {"held": "pending"},
    "withdraw": {"held": "withdrawn", "pending": "withdrawn", "snoozed": "withdrawn"},
}

_INSTEAD: dict[DraftState, str] = {
    "rejected": "`reportbot undo` takes the rejection back first.",
    "duplicate": "`reportbot undo` takes that decision back first.",
    "withdrawn": "`reportbot undo` brings it back first.",
    "publishing": "Wait until publishing has ended.",
    "published": "Close or edit the issue in the tracker.",
    "failed": "Settle the failed publication first.",
}


def move(state: DraftState, decision: Decision, *, back_to: DraftState | None = None) -> DraftState:
    """Return the state that ``decision`` leads to from ``state``.

    ``back_to`` is the state before the decision that ``undo`` or ``wake`` ends. Raises MoveRefused, with the cause and
    what to do instead, when the table has no such move.
    """
    target = MOVES[decision].get(state)
    if target is None:
        raise MoveRefused(
            f"The draft is {state}, so it is not possible to {_VERBS[decision]} it", _INSTEAD.get(state, "")
        )
    return back_to if back_to is not None and decision in ("undo", "wake") else target


_VERBS: dict[Decision, str] = {
    "approve": "approve",
    "reject": "reject",
    "duplicate": "call a duplicate",
    "snooze": "snooze",
    "edit": "edit",
    "undo": "undo a decision about",
    "wake": "wake",
    "release": "release",
    "withdraw": "withdraw",
}
