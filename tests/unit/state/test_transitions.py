from typing import get_args

import pytest

from reportbot.errors import MoveRefused
from reportbot.models import DraftState
from reportbot.state.transitions import MOVES, Decision, move


@pytest.mark.parametrize(
    ("state", "decision", "target"),
    [
        ("pending", "approve", "approved"),
        ("held", "approve", "approved"),
        ("snoozed", "approve", "approved"),
        ("approved", "reject", "rejected"),
        ("pending", "duplicate", "duplicate"),
        ("held", "snooze", "snoozed"),
        ("approved", "edit", "pending"),
        ("held", "edit", "held"),
        ("held", "release", "pending"),
        ("snoozed", "wake", "pending"),
        ("pending", "withdraw", "withdrawn"),
    ],
)
def test_a_decision_leads_to_its_state(state, decision, target):
    assert move(state, decision) == target


@pytest.mark.parametrize(
    ("state", "decision"),
    [
        ("rejected", "approve"),
        ("duplicate", "approve"),
        ("withdrawn", "approve"),
        ("rejected", "edit"),
        ("pending", "release"),
        ("approved", "release"),
        ("pending", "wake"),
        ("approved", "withdraw"),
    ],
)
def test_a_move_that_is_not_in_the_table_is_refused(state, decision):
    with pytest.raises(MoveRefused) as refused:
        move(state, decision)
    assert state in refused.value.cause


@pytest.mark.parametrize("decision", get_args(Decision))
@pytest.mark.parametrize("state", ["publishing", "published", "failed"])
def test_nothing_moves_what_publishing_has_begun(state, decision):
    with pytest.raises(MoveRefused) as refused:
        move(state, decision)
    assert refused.value.next_step


def test_a_refusal_says_what_to_do_instead():
    with pytest.raises(MoveRefused, match="`reportbot undo` takes the rejection back first"):
        move("rejected", "approve")


def test_undo_leads_back_to_where_the_decision_came_from():
    assert move("approved", "undo", back_to="held") == "held"
    assert move("snoozed", "wake", back_to="held") == "held"


def test_back_to_means_nothing_to_other_decisions():
    assert move("pending", "approve", back_to="held") == "approved"


def test_every_decision_has_a_row_and_names_only_states():
    assert set(MOVES) == set(get_args(Decision))
    states = set(get_args(DraftState))
    for row in MOVES.values():
        assert set(row) | set(row.values()) <= states
