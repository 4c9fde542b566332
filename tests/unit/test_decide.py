from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reportbot import decide
from reportbot.decide import Edit, Person
from reportbot.errors import MoveRefused, StateError, UnknownDraft, UsageError
from reportbot.models import Draft
from reportbot.state import ledger, store
from reportbot.state.folder import StateFolder

NOW = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
MARIA = Person("maria", "cli", NOW)
TOKEN = "ghp_" + "a1B2c3D4e5" * 4


@pytest.fixture
def folder(tmp_path):
    made = StateFolder(tmp_path / ".reportbot")
    new = [
        Draft("aaaaaaaa", "Write the runbook", "The broker has none.\n", repo="acme/api", labels=("ops",)),
        Draft("bbbbbbbb", "Rotate the keys", "They are old.\n", state="held", held_for=("unchecked",)),
        Draft("cccccccc", "Remove the token", "It is masked.\n", state="held", held_for=("secret",)),
    ]
    store.add(made, new, who="maria", via="cli", at=MARIA.at())
    return made


def state(folder, name="aaaaaaaa"):
    return draft(folder, name).state


def draft(folder, name="aaaaaaaa"):
    return next(draft for draft in store.load(folder).drafts if draft.id == name)


def text(folder, name="aaaaaaaa"):
    return path(folder, name).read_text()


def path(folder, name="aaaaaaaa"):
    return folder.root.parent / draft(folder, name).path


def snapshot(folder):
    return {file: file.read_bytes() for file in folder.root.rglob("*") if file.suffix in (".md", ".jsonl")}


def test_an_approved_draft_reads_as_approved_in_file_and_ledger(folder):
    (approved,) = decide.approve(folder, ["aa"], MARIA)
    assert approved == draft(folder)
    assert approved.state == "approved"
    assert "\nstate: approved\n" in text(folder)
    event = ledger.read(folder)[0][-1]
    assert (event.who, event.via, event.at) == ("maria", "cli", "2026-05-06T09:00:00Z")
    assert (event.from_state, event.to_state, event.digest) == ("pending", "approved", approved.request().digest())


def test_a_held_draft_may_be_approved(folder):
    decide.approve(folder, ["bb"], MARIA)
    assert state(folder, "bbbbbbbb") == "approved"


def test_what_is_held_for_a_secret_needs_to_be_acknowledged(folder):
    with pytest.raises(MoveRefused, match="--ack-secrets"):
        decide.approve(folder, ["cc"], MARIA)
    assert state(folder, "cccccccc") == "held"
    decide.approve(folder, ["cc"], MARIA, acknowledge_secrets=True)
    assert state(folder, "cccccccc") == "approved"


def test_a_secret_needs_to_be_acknowledged_from_any_state(folder):
    decide.snooze(folder, ["cc"], MARIA, until=date(2026, 6, 1))
    with pytest.raises(MoveRefused, match="--ack-secrets"):
        decide.approve(folder, ["cc"], MARIA)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("aaaaaaaa", "The broker has none.", f"token = {TOKEN}"),
        ("aaaaaaaa", "Write the runbook", f"Use {TOKEN}"),
        ("aaaaaaaa", "The broker has none.", "token = [secret: github-token]"),
        ("cccccccc", "held_for: [secret]", "held_for: []"),
    ],
    ids=["in the body", "in the title", "masked", "held_for emptied by hand, masked"],
)
def test_a_secret_in_the_text_needs_to_be_acknowledged_whatever_held_for_says(folder, name, old, new):
    file = path(folder, name)
    file.write_text(file.read_text().replace("It is masked.", "[secret: github-token]").replace(old, new, 1))
    with pytest.raises(MoveRefused, match="--ack-secrets"):
        decide.approve(folder, [name], MARIA)
    (approved,) = decide.approve(folder, [name], MARIA, acknowledge_secrets=True)
    assert approved.state == "approved"
    assert TOKEN not in folder.ledger.read_text()


@pytest.mark.parametrize("wanted", [Edit(title=f"X {TOKEN}"), Edit(body=f"X\n{TOKEN}\n"), Edit(labels=(TOKEN,))])
def test_a_secret_is_not_edited_into_a_draft(folder, wanted):
    before = snapshot(folder)
    with pytest.raises(UsageError, match="secret") as refused:
        decide.edit(folder, ["aa"], MARIA, wanted)
    assert TOKEN not in str(refused.value)
    assert snapshot(folder) == before


def test_a_secret_that_an_edit_takes_out_or_a_reason_names_is_in_no_record(folder):
    path(folder).write_text(text(folder).replace("The broker has none.", TOKEN))
    decide.edit(folder, ["aa"], MARIA, Edit(body="It is gone.\n"))
    (rejected,) = decide.reject(folder, ["aa"], MARIA, reason=f"{TOKEN} was in it")
    assert rejected.reason == "[secret: github-token] was in it"
    assert TOKEN not in folder.ledger.read_text()
    assert TOKEN not in text(folder)


def test_all_are_checked_before_any_is_written(folder):
    before = snapshot(folder)
    with pytest.raises(MoveRefused, match="cccccccc"):
        decide.approve(folder, ["aa", "bb", "cc"], MARIA)
    with pytest.raises(UnknownDraft):
        decide.approve(folder, ["aa", "zz"], MARIA)
    assert snapshot(folder) == before


def test_many_are_decided_at_once_in_the_order_asked(folder):
    assert [draft.id for draft in decide.approve(folder, ["bb", "aa"], MARIA)] == ["bbbbbbbb", "aaaaaaaa"]


def test_deciding_the_same_twice_leaves_one_record(folder):
    decide.approve(folder, ["aa"], MARIA)
    before = snapshot(folder)
    assert decide.approve(folder, ["aa"], MARIA) == ()
    assert snapshot(folder) == before


def test_a_rejection_keeps_its_reason(folder):
    decide.reject(folder, ["aa"], MARIA, reason="not\nours: never")
    assert (state(folder), draft(folder).reason) == ("rejected", "not ours: never")


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_rejection_needs_a_reason(folder, reason):
    with pytest.raises(UsageError, match="needs a reason"):
        decide.reject(folder, ["aa"], MARIA, reason=reason)


def test_a_duplicate_names_its_issue(folder):
    decide.duplicate(folder, ["aa"], MARIA, of=118)
    assert (state(folder), draft(folder).duplicate_of) == ("duplicate", 118)
    with pytest.raises(UsageError):
        decide.duplicate(folder, ["aa"], MARIA, of=0)


def test_a_snoozed_draft_has_its_day(folder):
    decide.snooze(folder, ["aa"], MARIA, until=date(2026, 5, 7))
    assert (state(folder), draft(folder).snooze_until) == ("snoozed", "2026-05-07")


def test_a_day_that_is_not_after_today_is_refused_where_the_person_is(folder):
    with pytest.raises(UsageError, match="not after today"):
        decide.snooze(folder, ["aa"], MARIA, until=date(2026, 5, 6))
    east = Person("maria", "cli", datetime(2026, 5, 7, 1, 0, tzinfo=timezone(timedelta(hours=9))))
    with pytest.raises(UsageError):
        decide.snooze(folder, ["aa"], east, until=date(2026, 5, 7))


def test_a_later_decision_takes_what_the_earlier_one_left(folder):
    decide.snooze(folder, ["aa"], MARIA, until=date(2026, 6, 1))
    decide.reject(folder, ["aa"], MARIA, reason="no")
    assert (draft(folder).snooze_until, draft(folder).reason) == (None, "no")


def test_a_rejected_draft_is_not_approved_by_the_way(folder):
    decide.reject(folder, ["aa"], MARIA, reason="no")
    with pytest.raises(MoveRefused, match=r"aaaaaaaa \(Write the runbook\).*`reportbot undo`"):
        decide.approve(folder, ["aa"], MARIA)


def test_an_edit_makes_an_approved_draft_pending(folder):
    decide.approve(folder, ["aa"], MARIA)
    decide.edit(
        folder, ["aa"], MARIA, Edit(title="Write two\nrunbooks", body="One each.", labels=("ops", " docs ", "ops"))
    )
    found = draft(folder)
    assert (found.state, found.title, found.body, found.labels) == (
        "pending", "Write two runbooks", "One each.\n", ("ops", "docs"),
    )  # fmt: skip


def test_an_edit_that_changes_nothing_leaves_the_approval(folder):
    decide.approve(folder, ["aa"], MARIA)
    assert decide.edit(folder, ["aa"], MARIA, Edit(title=" Write the runbook")) == ()
    assert state(folder) == "approved"


def test_labels_can_be_emptied(folder):
    decide.edit(folder, ["aa"], MARIA, Edit(labels=()))
    assert draft(folder).labels == ()


@pytest.mark.parametrize(
    ("wanted", "cause"),
    [
        (Edit(), "nothing to change"),
        (Edit(title=" "), "title is empty"),
        (Edit(title="x" * 257), "257 characters; the tracker takes 256"),
        (Edit(body="\n"), "body is empty"),
        (Edit(body="x" * 65_537), "65,537 characters; the tracker takes 65,536"),
        (Edit(labels=("x" * 51,)), "51 characters"),
        (Edit(labels=tuple(map(str, range(101)))), "101 labels"),
    ],
)
def test_what_no_issue_can_hold_is_refused(folder, wanted, cause):
    before = snapshot(folder)
    with pytest.raises(UsageError, match=cause):
        decide.edit(folder, ["aa"], MARIA, wanted)
    assert snapshot(folder) == before


def test_an_issue_of_the_largest_size_is_allowed(folder):
    decide.edit(folder, ["aa"], MARIA, Edit(title="é" * 256, body="😀" * 65_536))
    assert decide.approve(folder, ["aa"], MARIA)[0].state == "approved"


def test_what_a_hand_edit_made_too_large_is_not_approved(folder):
    path(folder).write_text(text(folder).replace("The broker has none.", "x" * 65_537))
    with pytest.raises(UsageError, match=r"aaaaaaaa .*65,537 characters"):
        decide.approve(folder, ["aa"], MARIA)


def test_a_file_that_has_no_room_left_is_refused_before_anything_is_recorded(folder):
    path(folder).write_text(text(folder).replace("\nlabels:", f"\nx-mine: {'x' * 7800}\nlabels:"))
    before = snapshot(folder)
    with pytest.raises(StateError, match="at most 8,192"):
        decide.reject(folder, ["aa"], MARIA, reason="long " * 60)
    assert snapshot(folder) == before


def test_a_decision_about_an_edited_approval_is_made_anew(folder):
    decide.approve(folder, ["aa"], MARIA)
    path(folder).write_text(text(folder).replace("title: Write", "title: Rewrite"))
    assert state(folder) == "pending"
    decide.approve(folder, ["aa"], MARIA)
    assert (state(folder), draft(folder).title) == ("approved", "Rewrite the runbook")


def test_a_hand_edit_survives_a_decision(folder):
    path(folder).write_text(text(folder).replace("labels: [ops]", "labels: [ops]  # mine\nx-mine: 1"))
    decide.approve(folder, ["aa"], MARIA)
    assert "labels: [ops]  # mine\nx-mine: 1\n" in text(folder)


def test_undo_takes_decisions_back_one_by_one(folder):
    decide.snooze(folder, ["bb"], MARIA, until=date(2026, 6, 1))
    decide.reject(folder, ["bb"], MARIA, reason="no")
    decide.undo(folder, ["bb"], MARIA)
    assert (state(folder, "bbbbbbbb"), draft(folder, "bbbbbbbb").snooze_until) == ("snoozed", "2026-06-01")
    decide.undo(folder, ["bb"], MARIA)
    assert (state(folder, "bbbbbbbb"), draft(folder, "bbbbbbbb").snooze_until) == ("held", None)
    with pytest.raises(MoveRefused, match="No decision is left to undo"):
        decide.undo(folder, ["bb"], MARIA)


def test_undo_of_an_edit_brings_text_and_approval_back(folder):
    before = decide.approve(folder, ["aa"], MARIA)
    decide.edit(folder, ["aa"], MARIA, Edit(title="Other", body="Other", labels=("other",)))
    assert decide.undo(folder, ["aa"], MARIA) == before
    assert state(folder) == "approved"


def test_undo_leaves_what_a_person_changed_since(folder):
    decide.edit(folder, ["aa"], MARIA, Edit(title="Other", labels=("other",)))
    path(folder).write_text(text(folder).replace("title: Other", "title: By hand"))
    decide.undo(folder, ["aa"], MARIA)
    assert (draft(folder).title, draft(folder).labels) == ("By hand", ("ops",))


def test_undo_brings_no_approval_back_for_another_text(folder):
    decide.approve(folder, ["aa"], MARIA)
    decide.reject(folder, ["aa"], MARIA, reason="no")
    path(folder).write_text(text(folder).replace("title: Write", "title: Rewrite"))
    (undone,) = decide.undo(folder, ["aa"], MARIA)
    assert (undone.state, state(folder)) == ("pending", "pending")


def test_what_a_killed_run_recorded_is_written_by_the_next_decision(folder):
    def die(step):
        if step.startswith("open"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        decide.edit(StateFolder(folder.root, die), ["aa", "bb"], MARIA, Edit(title="Other"))
    assert (draft(folder).title, "title: Other" in text(folder)) == ("Other", False)
    decide.approve(folder, ["bb"], MARIA)
    assert "\ntitle: Other\n" in text(folder)
    assert draft(folder, "bbbbbbbb").title == "Other"


def test_a_text_typed_again_after_an_undo_stays(folder):
    decide.edit(folder, ["aa"], MARIA, Edit(title="Other"))
    edited = path(folder).read_bytes()
    decide.undo(folder, ["aa"], MARIA)
    path(folder).write_bytes(edited)
    decide.approve(folder, ["aa"], MARIA)
    assert draft(folder).title == "Other"


def test_a_wrong_folder_gets_no_state_folder(tmp_path):
    with pytest.raises(UnknownDraft):
        decide.approve(StateFolder(tmp_path / ".reportbot"), ["aa"], MARIA)
    assert list(tmp_path.iterdir()) == []


def test_what_waits_is_listed_first_and_by_priority(folder):
    found = store.load(folder).drafts
    decide.approve(folder, ["bb"], MARIA)
    extra = [replace(found[0], id=f"d{n}", priority=priority) for n, priority in enumerate((None, "low", "critical"))]
    listed = decide.in_order([*extra, *store.load(folder).drafts])
    assert [draft.id for draft in listed] == ["d2", "d1", "aaaaaaaa", "d0", "cccccccc", "bbbbbbbb"]


def test_every_state_is_counted(folder):
    decide.approve(folder, ["bb"], MARIA)
    counts = decide.counts(store.load(folder).drafts)
    assert {name: count for name, count in counts.items() if count} == {"pending": 1, "held": 1, "approved": 1}
    assert len(counts) == 10
