import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.errors import StateError
from reportbot.state import ledger
from reportbot.state.folder import StateFolder
from reportbot.state.ledger import Event

AT = "2026-05-06T09:00:00Z"


def decided(decision, start, end, draft="k7q2m9xa", **more):
    return Event("decision", AT, "maria", "cli", draft=draft, decision=decision, from_state=start, to_state=end, **more)


def drafted(draft="k7q2m9xa", state="pending"):
    return Event("drafted", AT, "maria", "cli", draft=draft, to_state=state)


APPROVED = decided("approve", "pending", "approved", digest="d1")
REJECTED = decided("reject", "pending", "rejected", before={"reason": None}, after={"reason": "no"})


def test_what_is_appended_is_read(folder):
    events = (
        drafted(),
        APPROVED,
        decided("edit", "approved", "pending", before={"labels": ("a",)}, after={"labels": (), "duplicate_of": 3}),
        Event("analysis", AT, extra={"sources": ["a.md"], "new": 3}),
    )
    ledger.append(folder, events[:1])
    ledger.append(folder, events[1:])
    assert ledger.read(folder) == (events, ())


def test_a_line_is_made_for_people(folder):
    ledger.append(folder, [APPROVED])
    assert json.loads(folder.ledger.read_text()) == {
        "event": "decision", "at": AT, "who": "maria", "via": "cli", "draft": "k7q2m9xa", "decision": "approve",
        "digest": "d1", "from": "pending", "to": "approved",
    }  # fmt: skip


def test_no_ledger_is_an_empty_one(folder):
    assert ledger.read(folder) == ((), ())


def test_a_ledger_that_is_a_link_is_refused(folder):
    folder.ledger.symlink_to("/dev/zero")
    with pytest.raises(StateError, match="symbolic link"):
        ledger.read(folder)


def test_a_last_line_cut_anywhere_hides_no_other_and_spoils_no_later_one(folder):
    ledger.append(folder, [drafted(), APPROVED])
    whole = folder.ledger.read_bytes()
    for end in range(whole.index(b"\n") + 1, len(whole)):
        folder.ledger.write_bytes(whole[:end])
        events, problems = ledger.read(folder)
        assert events[0] == drafted()
        assert len(events) + len(problems) == 1 + (end > whole.index(b"\n") + 1)
        ledger.append(folder, [REJECTED])
        assert ledger.read(folder)[0][-1] == REJECTED


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        '{"event": "decision"',
        "[1]",
        '{"at": 1}',
        '{"event": 5, "at": "x"}',
        '{"event": "decision", "draft": 5}',
        '{"event": "decision", "draft": "k7q2m9xa", "to": "done"}',
        '{"event": "decision", "before": []}',
        '{"event": "decision", "after": {"title": {}}}',
        "[" * 100_000,
        "1" * 5000,
    ],
)
def test_a_line_that_is_no_event_is_reported_with_its_number(folder, line):
    ledger.append(folder, [drafted()])
    with folder.ledger.open("a") as stream:
        stream.write(line + "\n\n")
    ledger.append(folder, [APPROVED])
    events, (problem,) = ledger.read(folder)
    assert events == (drafted(), APPROVED)
    assert ".reportbot/ledger.jsonl:2" in problem.cause


def test_an_approval_lasts_until_the_next_decision():
    assert ledger.standings([drafted(), APPROVED])["k7q2m9xa"].digest == "d1"
    rejected = ledger.standings([drafted(), APPROVED, decided("reject", "approved", "rejected")])
    assert rejected["k7q2m9xa"].digest is None


def test_an_approval_without_digest_approves_nothing():
    assert ledger.standings([decided("approve", "pending", "approved")])["k7q2m9xa"].digest is None


def test_the_last_decision_about_each_draft_counts():
    other = decided("snooze", "pending", "snoozed", draft="aaaaaaaa")
    last = {draft: one.last for draft, one in ledger.standings([drafted(), APPROVED, other, REJECTED]).items()}
    assert last == {"k7q2m9xa": REJECTED, "aaaaaaaa": other}


def test_an_undo_takes_back_the_last_decision_that_is_left():
    undone = decided("undo", "rejected", "approved", digest="d1")
    standing = ledger.standings([drafted(), APPROVED, REJECTED, undone])["k7q2m9xa"]
    assert (standing.state, standing.digest, standing.undoable) == ("approved", "d1", (APPROVED,))


def test_what_reportbot_moves_itself_is_not_undone_by_a_person():
    woken = decided("wake", "snoozed", "pending")
    snoozed = decided("snooze", "pending", "snoozed")
    assert ledger.standings([snoozed, woken])["k7q2m9xa"].undoable == (snoozed,)


def test_a_draft_made_anew_starts_anew():
    standing = ledger.standings([drafted(), APPROVED, drafted(state="held")])["k7q2m9xa"]
    assert (standing.state, standing.digest, standing.undoable) == ("held", None, ())


def test_events_about_no_draft_move_none():
    assert ledger.standings([Event("analysis", AT), Event("decision", AT, draft="k7q2m9xa")]) == {}


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_text_keeps_to_its_line(tmp_path_factory, who, title, labels):
    folder = StateFolder(tmp_path_factory.mktemp("ledger"))
    event = decided("edit", "pending", "pending", after={"title": title, "labels": tuple(labels)}, title=who)
    ledger.append(folder, [event, APPROVED])
    (first, second), problems = ledger.read(folder)
    assert (second, problems) == (APPROVED, ())
    assert first.after["title"] == title.encode("utf-8", "replace").decode()


def test_times_are_in_utc_so_that_their_text_order_is_their_order():
    summer = datetime(2026, 5, 6, 11, 0, 0, 999, tzinfo=timezone(timedelta(hours=2)))
    assert ledger.timestamp(summer) == "2026-05-06T09:00:00Z"


def test_a_secret_is_not_kept(folder):
    token = "ghp_" + "a1B2c3D4e5" * 4
    event = decided("edit", "pending", "pending", title=f"Use {token}", before={"body": token}, after={"title": token})
    ledger.append(folder, [event])
    assert token not in folder.ledger.read_text()
    assert folder.ledger.read_text().count("[secret: github-token]") == 3
