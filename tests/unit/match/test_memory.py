"""What a person decided is known again when its line was split, joined with another or moved under a parent."""

import pytest

from reportbot.models import Task

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
