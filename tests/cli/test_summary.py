from dataclasses import replace

import pytest

from reportbot.cli.layout import cells
from reportbot.cli.summary import MOST_DRAFTS, remarks, summary
from reportbot.models import (
    ActionItem,
    Analysis,
    Document,
    Draft,
    DraftEvidence,
    Evidence,
    IssueRef,
    LeftAside,
    Match,
)


def document(identity="d1", **fields):
    return replace(Document(identity, "report.md", "Report", "0" * 64, ("text",) * 120), **fields)


def item(identity):
    return ActionItem(identity, "Title", "open", (Evidence("d1", 1, 1, "text"),))


def draft(identity, **fields):
    evidence = (DraftEvidence("report.md", 12, 14, "0" * 64, "text"),)
    return replace(Draft(identity, f"Title of {identity}", "Body", evidence=evidence), **fields)


def match(identity, verdict, *numbers):
    issues = tuple(IssueRef(number, "Title", "open") for number in numbers)
    return Match(identity, verdict, 0.9, "title", "same title", issues)


def lines(analysis, width=None):
    return [line.text for line in summary(analysis, width=width)]


def text(analysis, width=None):
    return "\n".join(lines(analysis, width))


def test_every_document_has_a_line():
    broken = document("d2", source="photo.md", lines=(), skipped="binary")
    repaired = document("d3", source="old.md", repairs=("encoding",))
    shown = lines(Analysis(None, (document(), broken, repaired), items=(item("a"), item("b"))))[:3]
    assert shown == [
        "report.md  120 lines  2 items",
        "photo.md   skipped    binary",
        "old.md     120 lines  0 items  repaired: encoding",
    ]


def test_a_draft_is_one_line_with_priority_verdict_title_and_place():
    drafts = (draft("aaaaaaaa"), draft("bbbbbbbb", priority="low"), draft("cccccccc", priority="critical"))
    matches = (match("aaaaaaaa", "new"), match("bbbbbbbb", "related"), match("cccccccc", "new"))
    shown = lines(Analysis(None, (document(),), drafts=drafts, matches=matches))
    assert shown[2:6] == [
        "3 new drafts",
        "  cccccccc  critical  new      Title of cccccccc  report.md:12-14",
        "  bbbbbbbb  low       related  Title of bbbbbbbb  report.md:12-14",
        "  aaaaaaaa  -         new      Title of aaaaaaaa  report.md:12-14",
    ]


def test_what_is_held_is_counted_by_reason():
    drafts = (
        draft("aaaaaaaa", state="held", held_for=("unchecked", "limit")),
        draft("bbbbbbbb", state="held", held_for=("unchecked",)),
        draft("cccccccc"),
    )
    shown = text(Analysis(None, (document(),), drafts=drafts))
    assert "3 new drafts, 2 of them held" in shown
    assert "held for unchecked: 2" in shown
    assert "held for limit: 1" in shown


def test_what_was_not_drafted_is_counted_with_its_issues():
    matches = (
        match("a", "tracked", 41, 35),
        match("b", "tracked", 35),
        match("c", "done", 7),
        match("d", "declined"),
        match("e", "new"),
    )
    shown = lines(Analysis(None, (document(),), matches=matches))
    position = shown.index("Not drafted")
    assert shown[position + 1 :] == [
        "  2 items  tracked already  #35 #41",
        "  1 item   done already     #7",
        "  1 item   declined before",
    ]


def test_many_issues_are_cut():
    shown = text(Analysis(None, (document(),), matches=(match("a", "tracked", *range(1, 31)),)))
    assert "#8 and 22 more" in shown


def test_what_was_left_aside_is_counted_by_reason():
    aside = (LeftAside(1, 1, "metric"), LeftAside(2, 2, "attendance"), LeftAside(3, 3, "metric"))
    assert "3 passages left aside (metric 2, attendance 1)" in text(Analysis(None, (document(left_aside=aside),)))


def test_more_drafts_than_a_screen_holds_are_counted():
    drafts = tuple(draft(f"draft{number:03d}") for number in range(50))
    shown = lines(Analysis(None, (document(),), drafts=drafts))
    assert sum("Title of" in line for line in shown) == MOST_DRAFTS
    assert any(f"and {50 - MOST_DRAFTS} more" in line for line in shown)


def test_nothing_new_is_said():
    assert "No new drafts." in lines(Analysis(None, (document(),)))


@pytest.mark.parametrize("width", [80, 100, 200])
def test_no_line_of_drafts_is_wider_than_the_terminal(width):
    long = draft("aaaaaaaa", title="A title with many words " * 10)
    assert all(cells(line) <= width for line in lines(Analysis(None, (document(),), drafts=(long,)), width))


def test_text_of_the_report_cannot_break_a_line_or_move_the_cursor():
    hostile = "a\nb\r\x1b[2J\x9b31m"
    evidence = (DraftEvidence(hostile, 1, 1, "0" * 64, hostile),)
    analysis = Analysis(
        None,
        (document(source=hostile), document("d2", source=hostile, skipped=hostile)),
        drafts=(draft("aaaaaaaa", title=hostile, evidence=evidence),),
    )
    shown = [*lines(analysis), *remarks(analysis, [hostile], looked_up=False, written=True)]
    assert not any(set(line) & set("\n\r\x1b\x9b") for line in shown)


# What stands beside it


def test_without_a_tracker_the_way_to_look_is_told():
    shown = "\n".join(remarks(Analysis(None, (), drafts=(draft("a"),)), [], looked_up=False, written=True))
    assert "gh issue list --state all" in shown
    assert "--issues issues.json" in shown


def test_with_a_tracker_only_the_next_command_is_told():
    told = list(remarks(Analysis(None, (), drafts=(draft("aaaaaaaa"),)), [], looked_up=True, written=True))
    assert told == ["Next: `reportbot review --list`, `reportbot show aaaaaaaa`"]


def test_a_dry_run_sends_nobody_to_drafts_that_are_not_there():
    told = list(remarks(Analysis(None, (), drafts=(draft("aaaaaaaa"),)), [], looked_up=True, written=False))
    assert told == ["Nothing was written."]


def test_without_drafts_only_the_notes_are_told():
    assert list(remarks(Analysis(None, ()), ["a note"], looked_up=False, written=True)) == ["note: a note"]
