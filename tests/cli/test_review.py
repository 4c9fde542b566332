import json

import pytest

from reportbot.models import Similar


@pytest.fixture
def project(app, make_draft):
    app.add(
        make_draft("aaaaaaaa", "Low and pending", priority="low"),
        make_draft("bbbbbbbb", "High and held", state="held", held_for=("limit", "unchecked")),
        make_draft("cccccccc", "Critical and pending", priority="critical"),
        make_draft("dddddddd", "Without priority", priority=None),
    )
    return app


def ids(lines):
    return [line.split()[0] for line in lines.splitlines()]


def test_the_list_has_what_waits_the_most_important_first(project):
    outcome = project("review", "--list")
    assert ids(outcome.out) == ["cccccccc", "aaaaaaaa", "dddddddd", "bbbbbbbb"]
    assert "held: limit, unchecked" in outcome.out
    assert "report.md:12-14" in outcome.out


def test_what_is_decided_is_listed_only_when_asked_for(project):
    project("approve", "cccc")
    assert "cccccccc" not in project("review", "--list").out
    assert "cccccccc" in project("review", "--list", "--all").out
    assert ids(project("review", "cccc").out) == ["cccccccc"]


def test_the_list_as_json(project):
    drafts = json.loads(project("review", "--list", "--json").out)
    assert drafts[0] == {
        "id": "cccccccc",
        "path": ".reportbot/drafts/cccccccc-critical-and-pending.md",
        "title": "Critical and pending",
        "labels": [],
        "state": "pending",
        "held_for": [],
        "priority": "critical",
    }


def test_an_empty_project_has_nothing_to_review(app):
    outcome = app("review", "--list")
    assert (outcome.code, outcome.out) == (0, "No draft waits for a decision.\n")
    assert app("review", "--list", "--json").out == "[]\n"
    assert not app.folder.root.exists()


def test_a_draft_that_cannot_be_read_is_a_warning_and_hides_no_other(project):
    broken = project.folder.drafts / "eeeeeeee-broken.md"
    broken.write_text("---\nid: [\n---\n")
    outcome = project("review", "--list")
    assert len(ids(outcome.out)) == 4
    assert "warning: " in outcome.err
    assert broken.name in outcome.err


def test_a_state_written_by_hand_is_noted_and_counts_for_nothing(project):
    (path,) = project.folder.drafts.glob("aaaaaaaa-*")
    path.write_text(path.read_text().replace("state: pending", "state: approved"))
    outcome = project("review", "--list")
    assert "aaaaaaaa" in outcome.out
    assert "note: " in outcome.err


def test_show_has_the_whole_draft_and_what_the_report_says(project):
    out = project("show", "bbbb").out
    for part in ("High and held", "bbbbbbbb", "held: limit, unchecked", "## Context", "It is missing."):
        assert part in out
    assert "report.md:12-14\n  > - [ ] Write the runbook\n  >   for the broker\n" in out


def test_show_has_the_neighbours_and_what_was_decided(app, make_draft):
    similar = Similar(118, "open", 0.625, "Write a runbook")
    app.add(make_draft("k7q2m9xa", similar=(similar,)), make_draft("b3xwaaaa", "Another one"))
    app("reject", "k7q2", "--reason", "Not wanted")
    out = app("show", "k7q2", "b3xw").out
    assert "  #118  open  0.62  Write a runbook" in out
    assert "reason    Not wanted" in out
    assert "\n\nAnother one\n" in out


def test_show_notes_an_edit_after_approval(project):
    project("approve", "aaaa")
    (path,) = project.folder.drafts.glob("aaaaaaaa-*")
    path.write_text(path.read_text() + "One more line.\n")
    outcome = project("show", "aaaa")
    assert "pending" in outcome.out
    assert "edited after its approval" in outcome.err


def test_show_as_json_has_every_field(project):
    (draft,) = json.loads(project("show", "bbbb", "--json").out)
    assert draft["body"] == "## Context\n\nIt is missing.\n"
    assert draft["evidence"][0]["first_line"] == 12


def test_show_needs_an_id_that_exists(project):
    assert project("show", "zzzz").code == 2
    assert project("show").code == 2


def test_status_counts_what_waits_for_whom(project):
    project("approve", "cccc")
    project("snooze", "dddd", "--until", "2026-12-24")
    lines = project("status").out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["1", "pending"],
        ["1", "held"],
        ["1", "approved"],
        ["1", "snoozed"],
    ]
    assert "limit 1, unchecked 1" in lines[1]
    assert "2026-12-24" in lines[3]


def test_status_as_json(project):
    status = json.loads(project("status", "--json", "-R", "acme/api").out)
    assert (status["repo"], status["drafts"]["pending"], status["drafts"]["held"]) == ("acme/api", 3, 1)


def test_status_of_an_empty_project(app):
    assert app("status").out == "No drafts yet.\n"
    assert not app.folder.root.exists()


def test_reading_commands_write_nothing(project):
    before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    for arguments in (["review", "--list"], ["show", "aaaa"], ["status"], ["config", "show"]):
        project(*arguments)
    assert {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()} == before
