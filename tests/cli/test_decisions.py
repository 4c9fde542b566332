import json
from datetime import date

import pytest

from reportbot.cli.decisions import parse_day
from reportbot.errors import UsageError
from reportbot.state.store import load


@pytest.fixture
def project(app, make_draft):
    """A project with two drafts that wait."""
    app.add(make_draft("k7q2m9xa"), make_draft("b3xwaaaa", "Add a health check"))
    return app


def states(app):
    return {draft.id: draft.state for draft in load(app.folder).drafts}


@pytest.mark.parametrize(
    ("arguments", "state"),
    [
        (["approve"], "approved"),
        (["reject", "--reason", "Not wanted"], "rejected"),
        (["duplicate", "--of", "118"], "duplicate"),
        (["snooze", "--until", "2026-12-01"], "snoozed"),
        (["snooze", "--until", "7d"], "snoozed"),
    ],
)
def test_a_decision_moves_the_draft_and_says_so(project, arguments, state):
    outcome = project(arguments[0], "k7q2", *arguments[1:])
    assert (outcome.code, outcome.out) == (0, f"{state}  k7q2m9xa  Write the runbook for the broker\n")
    assert states(project) == {"k7q2m9xa": state, "b3xwaaaa": "pending"}


def test_one_decision_may_be_about_several_drafts(project):
    assert project("approve", "k7q2", "b3xw").code == 0
    assert set(states(project).values()) == {"approved"}


def test_undo_takes_the_decision_back(project):
    project("reject", "k7q2", "--reason", "Not wanted")
    assert project("undo", "k7q2").out.startswith("pending")
    assert states(project)["k7q2m9xa"] == "pending"


def test_the_ledger_has_who_when_and_how(project):
    project("approve", "k7q2")
    event = json.loads(project.folder.ledger.read_text().splitlines()[-1])
    assert (event["via"], event["at"], event["decision"]) == ("cli", "2026-11-20T09:30:00Z", "approve")
    assert event["who"]


def test_the_result_as_json_has_the_drafts(project):
    drafts = json.loads(project("approve", "k7q2", "--json").out)
    assert [(draft["id"], draft["state"]) for draft in drafts] == [("k7q2m9xa", "approved")]


def test_deciding_the_same_again_is_no_error(project):
    project("approve", "k7q2")
    outcome = project("approve", "k7q2")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Nothing changed" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["approve", "zzzz"], "No draft has the id zzzz"),
        (["approve"], "Missing argument"),
        (["reject", "k7q2"], "Missing option '--reason'"),
        (["reject", "k7q2", "--reason", " "], "needs a reason"),
        (["duplicate", "k7q2", "--of", "0"], "0 is not in the range"),
        (["snooze", "k7q2", "--until", "2026-11-20"], "is not after today"),
        (["snooze", "k7q2", "--until", "soon"], "'soon' is not a day"),
        (["edit", "k7q2"], "nothing to change"),
        (["edit", "k7q2", "--body-file", "missing.md"], "missing.md cannot be read"),
    ],
)
def test_what_cannot_be_done_is_exit_2_with_a_reason_and_changes_nothing(project, arguments, cause):
    outcome = project(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert cause in outcome.err
    assert set(states(project).values()) == {"pending"}


def test_a_draft_held_for_a_secret_needs_a_word_about_it(app, make_draft):
    app.add(make_draft("k7q2m9xa", state="held", held_for=("secret",)))
    assert app("approve", "k7q2").code == 2
    assert app("approve", "k7q2", "--ack-secrets").code == 0


def test_edit_changes_title_body_and_labels(project):
    project.write("body.md", "New body\n")
    project("edit", "k7q2", "--title", "New title", "--body-file", "body.md", "--label", "docs", "--label", "ops")
    draft = load(project.folder).files["k7q2m9xa"].draft
    assert (draft.title, draft.body, draft.labels) == ("New title", "New body\n", ("docs", "ops"))


def test_edit_reads_a_body_from_standard_input(project):
    project("edit", "k7q2", "--body-file", "-", stdin="Grüße\n".encode())
    assert load(project.folder).files["k7q2m9xa"].draft.body == "Grüße\n"


def test_an_empty_label_takes_the_labels_away(app, make_draft):
    app.add(make_draft("k7q2m9xa", labels=("docs",)))
    app("edit", "k7q2", "--label", "")
    assert load(app.folder).files["k7q2m9xa"].draft.labels == ()


def test_an_edit_after_approval_makes_the_draft_pending(project):
    project("approve", "k7q2")
    assert project("edit", "k7q2", "--title", "Other").out.startswith("pending")


@pytest.mark.parametrize(
    ("text", "day"), [("2027-01-15", date(2027, 1, 15)), ("7d", date(2026, 11, 27)), (" 1 D ", date(2026, 11, 21))]
)
def test_a_day_is_a_date_or_a_number_of_days(text, day):
    assert parse_day(text, date(2026, 11, 20)) == day


@pytest.mark.parametrize("text", ["", "d", "7w", "2026-13-01", "99999999d", "-1d"])
def test_anything_else_is_no_day(text):
    with pytest.raises(UsageError, match="is not a day"):
        parse_day(text, date(2026, 11, 20))
