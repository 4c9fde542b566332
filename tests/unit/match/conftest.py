"""Items, issues and drafts in the few words that a test needs."""

import dataclasses

import pytest

from reportbot.match.verdict import match_items
from reportbot.models import ActionItem, Draft, DraftEvidence, Evidence, TrackedIssue
from reportbot.tracker.snapshot import Snapshot


def make_item(title, *, name="aaaaaaaa", document="d1", status="open", quote=None, **fields):
    return ActionItem(name, title, status, (Evidence(document, 1, 1, quote or f"- {title}"),), **fields)


def make_issue(number, title, *, body="", state="open", reason=None, **fields):
    return TrackedIssue(number, title, body, state, reason, **fields)


def make_draft(name, title, state, *, quote=None, **fields):
    evidence = (DraftEvidence("old.md", 1, 1, "0" * 64, quote or f"- {title}"),)
    return Draft(name, title, "", state, evidence=evidence, **fields)


def make_tracker(*issues, doubt=None):
    return Snapshot({issue.number: issue for issue in sorted(issues, key=lambda issue: issue.number)}, doubt)


@pytest.fixture
def item():
    return make_item


@pytest.fixture
def issue():
    return make_issue


@pytest.fixture
def draft():
    return make_draft


@pytest.fixture
def tracker():
    return make_tracker


@pytest.fixture
def verdict():
    """Return the match of one item against some issues."""

    def of(item, *issues, drafts=(), doubt=None):
        return match_items([item], tracker=make_tracker(*issues, doubt=doubt), drafts=drafts).matches[0]

    return of


@pytest.fixture
def matched():
    """Return (verdict, how, issue numbers) of one item against some issues."""

    def of(item, *issues, **more):
        match = match_items([item], tracker=make_tracker(*issues), **more).matches[0]
        return match.verdict, match.by, [found.number for found in match.issues]

    return of


@pytest.fixture
def renamed():
    return dataclasses.replace
