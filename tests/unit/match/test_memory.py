"""What a person decided is known again when its line was split, joined with another or moved under a parent."""

import pytest

from reportbot.match.verdict import match_items
from reportbot.models import Task
from reportbot.tracker.snapshot import Snapshot

KEYS = "Rotate the signing keys of the release job"
LIMITS = "Add rate limiting to the public API"


@pytest.mark.parametrize("now", [KEYS, LIMITS, "Rate limits for the public API", f"{LIMITS} (Ann, 2 days)"])
@pytest.mark.parametrize("state", ["rejected", "published", "duplicate"])
def test_half_of_a_decided_line_is_held(verdict, item, draft, now, state):
    match = verdict(item(now), drafts=[draft("bbbbbbbb", f"{KEYS} and {LIMITS}", state, issue="#9", duplicate_of=9)])
    assert match.verdict == "uncertain"
    assert "part of the same?" in match.reason


@pytest.mark.parametrize("joint", [" and ", "; ", ", ", " + ", " und ", " et "])
def test_a_line_that_was_joined_with_another_is_held(verdict, item, draft, joint):
    match = verdict(item(f"{LIMITS}{joint}{KEYS}"), drafts=[draft("bbbbbbbb", KEYS, "rejected")])
    assert match.verdict == "uncertain"
    assert match.reason.startswith(f'You rejected "{KEYS}"')


def test_a_decided_line_among_the_tasks_of_an_item_is_held(verdict, item, draft):
    parent = item("Harden the service", tasks=(Task(LIMITS, done=False), Task(KEYS, done=False)))
    assert verdict(parent, drafts=[draft("bbbbbbbb", KEYS, "rejected")]).verdict == "uncertain"


def test_a_line_that_a_decided_draft_quotes_among_others_is_held(verdict, item, draft):
    earlier = draft("bbbbbbbb", "Harden the service", "rejected", quote=f"- Harden the service\n  - [ ] {KEYS}")
    assert verdict(item(KEYS), drafts=[earlier]).verdict == "uncertain"


@pytest.mark.parametrize("state", ["pending", "held", "withdrawn"])
def test_a_draft_that_nobody_decided_holds_no_part_of_it(verdict, item, draft, state):
    assert verdict(item(KEYS), drafts=[draft("bbbbbbbb", f"{LIMITS} and {KEYS}", state)]).verdict == "new"


@pytest.mark.parametrize("now", ["Rotate the signing keys of the mail job", "Project setup", "Add tests"])
def test_another_part_or_one_that_says_too_little_is_new(verdict, item, draft, now):
    earlier = draft("bbbbbbbb", f"{LIMITS}, {KEYS}, project setup and add tests", "rejected")
    assert verdict(item(now), drafts=[earlier]).verdict == "new"


@pytest.mark.parametrize(
    ("state", "question"),
    [
        ("rejected", 'You rejected "Purge the build cache every night": is this the same?'),
        ("published", '"Purge the build cache every night" was published as #9: is this the same?'),
        ("duplicate", '"Purge the build cache every night" was marked as a duplicate of #9: is this the same?'),
    ],
)
def test_the_question_names_what_was_decided(verdict, item, draft, state, question):
    earlier = draft("bbbbbbbb", "Purge the build cache every night", state, issue="#9", duplicate_of=9)
    assert verdict(item("Empty the build cache every night"), drafts=[earlier]).reason.startswith(question)


def test_the_question_about_a_waiting_draft_names_its_state(verdict, item, draft):
    earlier = draft("bbbbbbbb", "Unlock requests time out in tunnels", "pending")
    asked = verdict(item("Riders: unlock requests time out in tunnels"), drafts=[earlier]).reason
    assert asked.startswith('There is a draft "Unlock requests time out in tunnels", pending: is this the same?')


@pytest.mark.parametrize(
    "quote",
    [f"- {KEYS}", f"* [ ] {KEYS}", f"2. {KEYS}", "- Rotate the signing keys\n  of the release job"],
    ids=["bullet", "box", "numbered", "wrapped"],
)
@pytest.mark.parametrize(
    "now", ["- [ ] Rotate the signing keys\n  - of the release job", f"+ {KEYS}"], ids=["child", "plus"]
)
def test_the_same_words_under_other_marks_are_the_same_quote(verdict, item, draft, quote, now):
    earlier = draft("bbbbbbbb", "Key rotation, as edited", "rejected", quote=quote)
    assert verdict(item("Rotate the signing keys", quote=now), drafts=[earlier]).verdict == "declined"


@pytest.mark.parametrize(
    "now", ["Rotate the signing keys", "Signing keys of the release", "Release job: the signing keys"]
)
def test_a_title_that_a_decided_line_says_and_more_is_held(verdict, item, draft, now):
    match = verdict(item(now), drafts=[draft("bbbbbbbb", KEYS, "rejected")])
    assert match.verdict == "uncertain"
    assert match.reason.startswith(f'You rejected "{KEYS}"')


def in_source(source, item, draft):
    return match_items([item], tracker=Snapshot({}), drafts=[draft], sources={"d1": source}).matches[0].verdict


@pytest.mark.parametrize("now", ["Project setup", "Add tests", "Signing keys"])
def test_two_words_of_a_decided_line_are_held_in_its_own_report_only(item, draft, now):
    earlier = draft("bbbbbbbb", f"{LIMITS}, {KEYS}, project setup and add tests", "rejected")
    assert in_source("old.md", item(now), earlier) == "uncertain"
    assert in_source("new.md", item(now), earlier) == "new"


@pytest.mark.parametrize("now", ["Tests", "Add", "Signing papers", "Project for guests"])
def test_one_word_or_a_word_of_its_own_is_new_in_the_same_report(item, draft, now):
    earlier = draft("bbbbbbbb", f"{LIMITS}, {KEYS}, project setup and add tests", "rejected")
    assert in_source("old.md", item(now), earlier) == "new"


@pytest.mark.parametrize("state", ["pending", "held", "withdrawn"])
def test_a_line_that_nobody_decided_holds_nothing_in_its_own_report(item, draft, state):
    assert in_source("old.md", item("Project setup"), draft("bbbbbbbb", "Project setup and tests", state)) == "new"
