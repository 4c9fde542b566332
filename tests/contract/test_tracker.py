"""What every Tracker keeps. A new implementation joins by a function that holds the given issues in it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reportbot.models import TrackedIssue
from reportbot.tracker.interface import Tracker
from reportbot.tracker.snapshot import load

Make = Callable[[Sequence[TrackedIssue], Path], Tracker]

ISSUES = (
    TrackedIssue(12, "Disk full", "On the build host", "open", labels=("ops",), url="https://host/a/b/issues/12"),
    TrackedIssue(3, "Add a sitemap", "", "closed", "not_planned"),
    TrackedIssue(40, "Cache pages", "", "merged", is_pull=True),
)


def snapshot(issues: Sequence[TrackedIssue], folder: Path) -> Tracker:
    entries = [
        {
            "number": issue.number, "title": issue.title, "body": issue.body, "state": issue.state.upper(),
            "url": issue.url, "stateReason": (issue.state_reason or "").upper(),
            "labels": [{"name": label} for label in issue.labels],
        }
        for issue in issues
    ]  # fmt: skip
    (folder / "issues.json").write_text(json.dumps(entries), encoding="utf-8")
    return load(folder / "issues.json")


@pytest.fixture(params=[snapshot])
def make(request, tmp_path):
    return lambda issues: request.param(issues, tmp_path)


def test_issues_come_by_ascending_number(make):
    assert [issue.number for issue in make(ISSUES).issues()] == [3, 12, 40]


def test_issues_can_be_read_twice(make):
    tracker = make(ISSUES)
    assert list(tracker.issues()) == list(tracker.issues())


def test_an_issue_comes_back_as_it_was(make):
    assert {issue.number: issue for issue in make(ISSUES).issues()} == {issue.number: issue for issue in ISSUES}


def test_get_finds_what_issues_yields(make):
    tracker = make(ISSUES)
    assert [tracker.get(issue.number) for issue in tracker.issues()] == list(tracker.issues())


@pytest.mark.parametrize("number", [0, -1, 13, 999_999, 2**70])
def test_a_number_that_is_not_there_is_none(make, number):
    assert make(ISSUES).get(number) is None


def test_labels_are_those_of_the_tracker(make):
    assert "ops" in make(ISSUES).labels()


def test_a_whole_list_is_not_in_doubt(make):
    assert make(ISSUES).doubt is None
    assert make(()).doubt is None
