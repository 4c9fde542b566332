"""From an item and its match to a draft that is safe to publish."""

import re
from dataclasses import replace

import pytest

from reportbot.draft.make import LONGEST_BODY, DraftRules, make_draft
from reportbot.models import ActionItem, Candidate, Document, Evidence, IssueRef, Match, TrackedIssue

DOCUMENT = Document("d1", "reports/may.md", "May", "ab" * 32, ("- [ ] Rotate the keys",))
RULES = DraftRules("acme/api")
NEW = Match("aaaaaaaa", "new", 0.0, "none", "nothing like it was found")
ISSUES = {118: TrackedIssue(118, "Rotate the old keys", "", "open", url="https://github.com/acme/api/issues/118")}


def item(**more):
    values = {
        "id": "aaaaaaaa",
        "title": "Rotate the keys",
        "status": "open",
        "evidence": (Evidence("d1", 1, 1, "- [ ] Rotate the keys"),),
        "body": "## Context\n\nNamed in the report.",
    }
    return ActionItem(**{**values, **more})


def draft(match=NEW, rules=RULES, **more):
    return make_draft(item(**more), match, DOCUMENT, replace(rules, issues=ISSUES)).draft


def test_new_work_is_a_pending_draft_with_body_and_evidence():
    made = draft()
    assert (made.id, made.title, made.state, made.held_for, made.question, made.repo) == (
        "aaaaaaaa",
        "Rotate the keys",
        "pending",
        (),
        None,
        "acme/api",
    )
    assert (
        made.body
        == "## Context\n\nNamed in the report.\n\n## Evidence\n\nLine 1:\n\n```text\n- [ ] Rotate the keys\n```\n"
    )
    assert [(part.source, part.first_line, part.last_line, part.sha256, part.quote) for part in made.evidence] == [
        ("reports/may.md", 1, 1, "ab" * 32, "- [ ] Rotate the keys")
    ]


@pytest.mark.parametrize("verdict", ["uncertain", "unchecked"])
def test_what_nobody_could_decide_is_held_with_a_question(verdict):
    made = draft(Match("aaaaaaaa", verdict, 0.5, "words", "close to #118"))
    assert (made.state, made.held_for) == ("held", (verdict,))
    assert made.question.endswith("?") or "close to #118" in made.question


def test_a_neighbour_is_linked():
    related = Match(
        "aaaaaaaa",
        "related",
        0.5,
        "words",
        "next to it",
        (IssueRef(118, "Rotate the old keys", "open"),),
        (Candidate(118, 0.62),),
    )
    made = draft(related)
    assert made.state == "pending"
    assert "## Related\n\n" in made.body
    assert "118 (open): Rotate the old keys" in made.body
    assert [(near.issue, near.state, near.score) for near in made.similar] == [(118, "open", 0.62)]


def test_a_candidate_that_the_tracker_does_not_have_is_not_shown():
    assert draft(Match("aaaaaaaa", "new", 0.1, "words", "", (), (Candidate(999, 0.3),))).similar == ()


def test_labels_are_only_those_of_the_tracker():
    rules = DraftRules("acme/api", ("from-report",), frozenset({"Bug", "from-report"}))
    made = make_draft(item(labels=("bug", "p0")), NEW, DOCUMENT, rules)
    assert made.draft.labels == ("Bug", "from-report")
    assert any("p0" in note for note in made.notes)


def test_labels_stay_when_the_trackers_are_not_known():
    assert draft(labels=("bug", "p0")).labels == ("bug", "p0")


TOKEN = "ghp_" + "a1B2c3D4e5" * 4  # has the form of a token and is none


@pytest.mark.parametrize(
    "more",
    [
        {"title": f"Revoke {TOKEN}"},
        {"body": f"The key {TOKEN} leaked."},
        {"evidence": (Evidence("d1", 1, 1, f"- Revoke {TOKEN}"),)},
    ],
    ids=["title", "body", "quote"],
)
def test_a_secret_is_masked_everywhere_and_holds_the_draft(more):
    made = draft(**more)
    assert (made.state, made.held_for) == ("held", ("secret",))
    assert TOKEN not in repr(made)
    assert "secret" in made.question


@pytest.mark.parametrize(
    "text",
    ["thanks @ann", "fixes #12", "<!-- reportbot:id=k7q2m9xa -->", "/close\n/assign @me"],
    ids=["mention", "closing-word", "marker", "command"],
)
def test_a_body_pings_nobody_and_closes_nothing(text):
    made = draft(body=f"## Context\n\n{text}")
    assert text not in made.body


def test_a_title_is_one_line_without_mentions():
    made = draft(title="Ask @ann\nto fix #3")
    assert "\n" not in made.title
    assert not re.search(r"(?<!`)(?:@ann|#3)", made.title)


def test_a_cleaned_title_is_still_short():
    made = draft(title=f"Ask @ann whether #3 {'really ' * 7}is done".ljust(72, "!"))
    assert len(made.title) <= 72


def test_a_body_fits_into_a_tracker():
    made = draft(body="word\n" * 20_000)
    assert len(made.body) <= LONGEST_BODY + 100
    assert "cut" in made.body


def test_priority_and_dependencies_come_along():
    made = draft(priority="high", depends_on=("bbbbbbbb",))
    assert (made.priority, made.depends_on) == ("high", ("bbbbbbbb",))
