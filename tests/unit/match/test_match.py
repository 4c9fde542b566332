"""What a match says beside its verdict: score, how it was found, reason, issues and candidates."""

import pytest

from reportbot.match.verdict import match_items
from reportbot.models import Candidate, IssueRef, Match, Mention

TITLE = "Unlock requests time out in tunnels"
CLOSE = "Riders say unlock requests time out in tunnels"


def claim(item, *numbers, title=TITLE):
    return item(title, status="tracked", tracked_by=numbers)


def test_nobody_was_asked(item):
    (found,) = match_items([item(TITLE)], tracker=None).matches
    assert found == Match("aaaaaaaa", "unchecked", 0.0, "none", "no tracker was asked")


def test_nobody_was_asked_but_a_draft_is_close(item, draft):
    (found,) = match_items([item(CLOSE)], tracker=None, drafts=[draft("bbbbbbbb", TITLE, "rejected")]).matches
    assert (found.item, found.verdict, found.by, found.issues, found.candidates) == (
        "aaaaaaaa",
        "uncertain",
        "draft",
        (),
        (),
    )


def test_a_claim_that_nobody_can_check(item):
    (found,) = match_items([claim(item, "#5", "#6")], tracker=None).matches
    assert found == Match("aaaaaaaa", "tracked", 1.0, "text", "the text says that #5, #6 tracks it")


@pytest.mark.parametrize(("doubt", "verdict"), [(None, "uncertain"), ("the list may be cut", "unchecked")])
def test_a_claim_on_an_issue_that_is_not_there(item, tracker, doubt, verdict):
    (found,) = match_items([claim(item, "#7")], tracker=tracker(doubt=doubt)).matches
    reason = "Which issue tracks this? The text says that #7 does, but the tracker has no such issue"
    assert found == Match("aaaaaaaa", verdict, 0.0, "reference", f"{reason}; {doubt}" if doubt else reason)


def test_a_claim_shows_the_issues_that_it_names(item, issue, tracker):
    (found,) = match_items([claim(item, "#5")], tracker=tracker(issue(5, TITLE))).matches
    assert found.candidates == (Candidate(5, 1.0),)
    assert found.reason == "the text names #5, an open issue"


def test_a_neighbour_on_a_list_in_doubt_is_shown_and_not_linked(item, issue, tracker):
    cut = tracker(issue(5, TITLE), doubt="the list may be cut")
    (found,) = match_items([item(f"{TITLE} for cargo bikes")], tracker=cut).matches
    assert (found.verdict, found.by, found.issues) == ("unchecked", "none", ())
    assert found.reason == "nothing found, but the list may be cut"
    assert [one.number for one in found.candidates] == [5]
    assert found.score == found.candidates[0].score


def test_the_nearest_issue_of_something_new_is_named(item, issue, tracker):
    near = tracker(issue(5, "Unlock the old depot door"), issue(8, "Unlock the depot"))
    (found,) = match_items([item(TITLE)], tracker=near).matches
    assert (found.verdict, found.reason) == ("new", "no issue says the same; the nearest is #8")
    assert found.candidates[0] == Candidate(8, found.score)


@pytest.mark.parametrize("kind", ["issue", "pull"])
def test_an_issue_that_the_text_names_is_compared_though_others_are_nearer(item, issue, tracker, kind):
    crowd = [issue(n, f"Python bindings of part {n}") for n in range(100, 150)]
    wanted = item("Specify the Python bindings first", mentions=(Mention(kind, "#35"), Mention("issue", "a/b#7")))
    (found,) = match_items([wanted], tracker=tracker(issue(35, "Roadmap of Python"), *crowd)).matches
    assert 35 in {one.number for one in found.issues} | {one.number for one in found.candidates}


@pytest.mark.parametrize("mention", [Mention("commit", "#35"), Mention("issue", "35"), Mention("issue", "#x")])
def test_what_is_no_number_of_an_issue_names_none(item, issue, tracker, mention):
    crowd = [issue(n, f"Python bindings of part {n}") for n in range(100, 150)]
    wanted = item("Specify the Python bindings first", mentions=(mention,))
    (found,) = match_items([wanted], tracker=tracker(issue(35, "Roadmap of Python"), *crowd)).matches
    assert 35 not in {one.number for one in found.issues} | {one.number for one in found.candidates}


def test_the_issue_that_agrees_best_comes_first(item, issue, tracker):
    both = tracker(issue(5, "New unlock requests time out in tunnels"), issue(8, TITLE, url="https://host/8"))
    (found,) = match_items([item(TITLE)], tracker=both).matches
    assert (found.by, [one.number for one in found.issues]) == ("title", [8, 5])
    assert found.issues[0] == IssueRef(8, TITLE, "open", "https://host/8")
    assert [one.number for one in found.candidates] == [8, 5]


def test_issues_that_disagree_are_both_named_in_the_reason(item, issue, tracker):
    closed = [issue(n, TITLE, state="closed", reason=why) for n, why in ((5, "completed"), (8, "not_planned"))]
    (found,) = match_items([item(TITLE)], tracker=tracker(*closed)).matches
    assert found.reason == (
        "Which of these holds? #5, an issue closed as completed, has the same title; "
        "#8, an issue closed as not planned, has the same title"
    )


def test_a_repeat_names_the_item_that_it_repeats(item, tracker):
    items = [item(TITLE), item(TITLE, name="bbbbbbbb", document="d2")]
    found = match_items(items, tracker=tracker()).matches[1]
    reason = "item aaaaaaaa of another document says the same: it shares unlock, requests, timeout, tunnels"
    assert found == Match("bbbbbbbb", "repeat", 1.0, "item", reason)


def test_a_short_title_of_the_tracker_is_read_in_the_language_of_the_report(item, issue, tracker):
    report = item("Hefevorräte überwachen", quote="- Hefevorräte überwachen, damit sie für die Woche nicht ausgehen")
    (found,) = match_items([report], tracker=tracker(issue(5, "Hefevorrat überwachen"))).matches
    assert (found.verdict, found.score) == ("uncertain", 1.0)
