from typing import get_args

import pytest

from reportbot.errors import MoveRefused
from reportbot.models import DraftState
from reportbot.state.transitions import PERSONAL, UNDECIDED, Decision, move

WORDS = {
    "approve": "approve", "reject": "reject", "duplicate": "call a duplicate", "snooze": "snooze", "edit": "edit",
    "undo": "undo a decision about", "release": "release", "withdraw": "withdraw", "wake": "wake",
}  # fmt: skip


# Where each decision leads from each state; a dash is a move that is refused.
TABLE = """
            held       pending    approved   rejected   duplicate  snoozed    withdrawn  publishing published  failed
approve     approved   approved   approved   -          -          approved   -          -          -          -
reject      rejected   rejected   rejected   rejected   rejected   rejected   -          -          -          -
duplicate   duplicate  duplicate  duplicate  duplicate  duplicate  duplicate  -          -          -          -
snooze      snoozed    snoozed    snoozed    -          -          snoozed    -          -          -          -
edit        held       pending    pending    -          -          snoozed    -          -          -          -
undo        pending    pending    pending    pending    pending    pending    pending    -          -          -
release     pending    -          -          -          -          -          -          -          -          -
withdraw    withdrawn  withdrawn  -          -          -          withdrawn  -          -          -          -
wake        -          -          -          -          -          pending    -          -          -          -
"""
STATES, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
MOVES_WANTED = [
    (state, decision, target) for decision, *targets in ROWS for state, target in zip(STATES, targets, strict=True)
]


def test_the_table_names_every_decision_and_state():
    assert set(STATES) == set(get_args(DraftState))
    assert {decision for decision, *_ in ROWS} == set(WORDS) == set(get_args(Decision))


@pytest.mark.parametrize(("state", "decision", "target"), [move for move in MOVES_WANTED if move[2] != "-"])
def test_a_decision_leads_to_its_state(state, decision, target):
    assert move(state, decision) == target


@pytest.mark.parametrize(("state", "decision"), [move[:2] for move in MOVES_WANTED if move[2] == "-"])
def test_a_move_that_is_not_in_the_table_is_refused_with_its_cause(state, decision):
    with pytest.raises(MoveRefused) as refused:
        move(state, decision)
    assert refused.value.cause == f"The draft is {state}, so it is not possible to {WORDS[decision]} it"


@pytest.mark.parametrize("state", ["held", "pending", "approved", "snoozed"])
def test_a_refusal_in_a_state_that_nothing_has_to_end_first_says_no_next_step(state):
    refusing = next(decision for wanted, decision, target in MOVES_WANTED if (wanted, target) == (state, "-"))
    with pytest.raises(MoveRefused) as refused:
        move(state, refusing)
    assert refused.value.next_step == ""


@pytest.mark.parametrize("decision", get_args(Decision))
@pytest.mark.parametrize("state", ["publishing", "published", "failed"])
def test_nothing_moves_what_publishing_has_begun(state, decision):
    with pytest.raises(MoveRefused) as refused:
        move(state, decision)
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("state", "instead"),
    [
        ("rejected", "`reportbot undo` takes the rejection back first."),
        ("duplicate", "`reportbot undo` takes that decision back first."),
        ("withdrawn", "`reportbot undo` brings it back first."),
        ("publishing", "Wait until publishing has ended."),
        ("published", "Close or edit the issue in the tracker."),
        ("failed", "Settle the failed publication first."),
    ],
)
def test_a_refusal_says_what_to_do_instead(state, instead):
    with pytest.raises(MoveRefused) as refused:
        move(state, "approve")
    assert refused.value.next_step == instead


def test_undo_leads_back_to_where_the_decision_came_from():
    assert move("approved", "undo", back_to="held") == "held"
    assert move("snoozed", "wake", back_to="held") == "held"


def test_back_to_means_nothing_to_other_decisions():
    assert move("pending", "approve", back_to="held") == "approved"


def test_what_is_a_persons_and_what_nobody_decided_yet():
    assert PERSONAL == ("approve", "reject", "duplicate", "snooze", "edit")
    assert UNDECIDED == ("held", "pending")
