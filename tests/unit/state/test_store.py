from dataclasses import replace

import pytest

from reportbot.errors import FrontMatterError, StateError
from reportbot.state import draftwrite, ledger, store
from reportbot.state.folder import StateFolder
from reportbot.state.ledger import Event

AT = "2026-05-06T09:00:00Z"


@pytest.fixture
def path(folder, draft):
    (written,) = store.add(folder, [draft], who="maria", via="cli", at=AT)
    return folder.root.parent / written.path


def record(folder, draft, state, **more):
    decision = {"approved": "approve", "rejected": "reject", "published": "publish"}[state]
    ledger.append(
        folder,
        [Event("decision", AT, "maria", "cli", draft=draft.id, decision=decision, to_state=state, **more)],
    )


def hand_edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def only(folder):
    loaded = store.load(folder)
    (found,) = loaded.drafts
    return found, loaded.notes


def test_no_state_folder_is_an_empty_one(tmp_path):
    loaded = store.load(StateFolder(tmp_path / "nowhere"))
    assert (loaded.drafts, loaded.problems, loaded.notes) == ((), (), ())


def test_new_drafts_are_written_recorded_and_read(folder, draft):
    held = replace(draft, id="aaaaaaaa", state="held", held_for=("limit",))
    added = store.add(folder, [draft, held], who="maria", via="cli", at=AT)
    loaded = store.load(folder)
    assert set(loaded.drafts) == set(added)
    assert [event.to_state for event in ledger.read(folder)[0]] == ["pending", "held"]
    assert (folder.root / ".gitignore").read_text().split() == ["cache/", "log/", "*.lock", "*.tmp"]


def test_adding_nothing_writes_nothing(tmp_path):
    folder = StateFolder(tmp_path / ".reportbot")
    assert store.add(folder, [], who="maria", via="cli", at=AT) == ()
    assert not folder.root.exists()


def test_nothing_is_added_when_one_cannot_be(folder, draft):
    endless = replace(draft, id="aaaaaaaa", labels=("x" * 50,) * 1000)
    with pytest.raises(FrontMatterError):
        store.add(folder, [draft, endless], who="maria", via="cli", at=AT)
    with pytest.raises(StateError, match="Two new drafts"):
        store.add(folder, [draft, draft], who="maria", via="cli", at=AT)
    assert store.load(folder).drafts == ()


def test_a_draft_that_is_there_is_not_added_again(folder, draft, path):
    before = path.read_bytes(), folder.ledger.read_bytes()
    with pytest.raises(StateError, match="already"):
        store.add(folder, [replace(draft, title="New title")], who="maria", via="cli", at=AT)
    assert (path.read_bytes(), folder.ledger.read_bytes()) == before


def test_a_persons_gitignore_stays(folder, draft):
    (folder.root / ".gitignore").write_text("mine\n")
    store.add(folder, [draft], who="maria", via="cli", at=AT)
    assert (folder.root / ".gitignore").read_text() == "mine\n"


@pytest.mark.parametrize("state", ["approved", "rejected", "duplicate", "snoozed", "published", "withdrawn"])
def test_a_state_written_by_hand_decides_nothing(folder, path, state):
    hand_edit(path, "state: pending", f"state: {state}")
    found, (note,) = only(folder)
    assert found.state == "pending"
    assert state in note
    assert found.path in note


def test_a_state_written_by_hand_without_any_ledger_decides_nothing(folder, path):
    folder.ledger.unlink()
    hand_edit(path, "state: pending", "state: approved")
    found, (note,) = only(folder)
    assert found.state == "pending"
    assert "nobody decided" in note


def test_a_hand_written_approval_of_what_is_held_leaves_it_held(folder, path):
    folder.ledger.unlink()
    hand_edit(path, "state: pending\nheld_for: []", "state: approved\nheld_for: [unchecked]")
    assert only(folder)[0].state == "held"


def test_the_note_about_a_hand_written_approval_claims_no_decision(folder, draft, path):
    new = replace(draft, id="aaaaaaaa", title="Another", state="held", held_for=("unchecked",))
    path.unlink()
    (added,) = store.add(folder, [new], who="maria", via="cli", at=AT)
    hand_edit(folder.root.parent / added.path, "state: held", "state: approved")
    found, (note,) = only(folder)
    assert found.state == "held"
    assert "nobody decided that with reportbot; it is held" in note


def test_an_approval_record_with_the_right_digest_approves(folder, draft, path):
    record(folder, draft, "approved", digest=only(folder)[0].request().digest())
    hand_edit(path, "state: pending", "state: approved")
    found, notes = only(folder)
    assert (found.state, notes) == ("approved", ())


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_an_approval_record_with_another_digest_approves_nothing(folder, draft, path, digest):
    record(folder, draft, "approved", digest=digest)
    hand_edit(path, "state: pending", "state: approved")
    found, (note,) = only(folder)
    assert found.state == "pending"
    assert "edited after its approval" in note


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Write", "title: Rewrite"),
        ("labels: [operations]", "labels: []"),
        ("milestone:", "milestone: Q3"),
        ("assignee:", "assignee: maria"),
        ("type:", "type: Bug"),
        ("repo: acme/api", "repo: acme/other"),
        ("no runbook", "no plan"),
    ],
)
def test_an_edit_after_the_approval_makes_the_draft_pending(folder, draft, path, old, new):
    record(folder, draft, "approved", digest=only(folder)[0].request().digest())
    hand_edit(path, old, new)
    assert only(folder)[0].state == "pending"


def test_what_is_not_sent_may_be_edited_after_the_approval(folder, draft, path):
    record(folder, draft, "approved", digest=only(folder)[0].request().digest())
    hand_edit(path, "priority: high", "priority: low  # for now")
    assert only(folder)[0].state == "approved"


@pytest.mark.parametrize("state", ["rejected", "published"])
def test_what_was_decided_counts_whatever_the_file_says(folder, draft, path, state):
    record(folder, draft, state)
    found, (note,) = only(folder)
    assert found.state == state
    assert "that counts" in note
    assert path.read_text().count("state: pending") == 1


def test_a_write_that_a_crash_lost_is_seen_at_once_and_repeated_by_the_next_writer(folder, draft, path):
    record(folder, draft, "rejected", file=store.fingerprint(path.read_bytes()), after={"reason": "not ours"})
    folder.unwritten.touch()
    found, notes = only(folder)
    assert (found.state, found.reason, notes) == ("rejected", "not ours", ())
    assert "state: pending" in path.read_text()
    store.mend(folder)
    assert "state: rejected" in path.read_text()
    assert "reason: not ours" in path.read_text()
    assert not folder.unwritten.exists()


def test_a_text_that_a_person_put_back_is_no_lost_write(folder, draft, path):
    before = path.read_bytes()
    record(folder, draft, "rejected", file=store.fingerprint(before), after={"title": "Another"})
    store.mend(folder)
    assert only(folder)[0].title == draft.title
    assert path.read_bytes() == before


def test_a_removed_file_is_still_remembered(folder, draft, path):
    record(folder, draft, "rejected")
    path.unlink()
    loaded = store.load(folder)
    assert (loaded.drafts, loaded.standings[draft.id].state) == ((), "rejected")


def test_an_old_approval_does_not_count_for_a_draft_made_anew(folder, draft, path):
    record(folder, draft, "approved", digest=only(folder)[0].request().digest())
    path.unlink()
    store.add(folder, [draft], who="maria", via="cli", at=AT)
    assert only(folder)[0].state == "pending"


@pytest.mark.usefixtures("path")
def test_problems_of_files_and_ledger_come_together(folder):
    (folder.drafts / "broken.md").write_text("no draft")
    with folder.ledger.open("a") as stream:
        stream.write("{torn")
    loaded = store.load(folder)
    assert [draft.id for draft in loaded.drafts] == ["k7q2m9xa"]
    assert ["broken.md" in loaded.problems[0].cause, "ledger.jsonl:2" in loaded.problems[1].cause] == [True, True]


def test_a_broken_draft_is_known_to_exist(folder, draft, path):
    path.write_text("broken")
    (folder.drafts / "README.md").write_text("# Ours\n")
    loaded = store.load(folder)
    assert (loaded.drafts, loaded.unread) == ((), {draft.id})


def test_the_claimed_state_of_a_file_is_what_a_writer_put_there(draft):
    assert b"\nstate: held\n" in draftwrite.render(replace(draft, state="held"))
