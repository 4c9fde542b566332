"""Issues that are listed in code blocks."""

import pytest


def fenced(*lines):
    return "\n".join(["# Station", "", "## Status", "", "```", *lines, "```"])


@pytest.mark.parametrize(
    "line", ["#4: Oil the gate", "- #4: Oil the gate", "* #4 - Oil the gate", "#4) Oil the gate", "[#4] Oil the gate"]
)
def test_a_line_with_a_number_and_a_title_is_tracked(extract, line):
    item = extract(fenced(line, "#5: Paint the hall")).items[0]
    assert (item.title, item.status, item.tracked_by) == ("Oil the gate", "tracked", ("#4",))


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("✅ #4: Oil the gate", "done"),
        ("#4: Oil the gate (done)", "done"),
        ("#4: Oil the gate - fixed in 1.2", "done"),
        ("#4: Tor ölen (erledigt)", "done"),
        ("#4: Oil the gate (not done)", "tracked"),
        ("#4: Done button is hidden", "tracked"),
        ("#4: Fixed width columns overflow", "tracked"),
        ("❌ #4: Oil the gate", "tracked"),
    ],
    ids=lambda value: value,
)
def test_a_line_is_done_when_its_mark_or_its_end_says_so(extract, line, status):
    found = [item.status for item in extract(fenced(line, "#5: Paint the hall", "#6: Rake")).items]
    assert found == [status, "tracked", "tracked"]


@pytest.mark.parametrize(
    "lines",
    [
        ("#4: Oil the gate",),
        ("#4: Oil the gate", "nothing else"),
        ("#!/bin/sh", "#4 lines", "echo #5: x"),
        ("# 1: build", "# 2: push"),
        ("#fff: white", "#000 black"),
    ],
    ids=["one", "one-and-text", "script", "comments", "colours"],
)
def test_other_code_is_no_list_of_issues(extract, lines):
    assert extract(fenced(*lines)).items == ()


def test_a_level_in_capitals_is_no_part_of_the_title_and_a_topic_is(extract):
    titles = [item.title for item in extract(fenced("#4: CRITICAL - Oil the gate", "#5: API: paint the hall")).items]
    assert titles == ["Oil the gate", "API: paint the hall"]


def test_what_is_told_above_is_tracked_by_the_issue_that_the_block_names(extract):
    block = fenced("#4: Oil the gate", "#5: Paint the hall")
    text = block.replace("## Status", "## Open items\n\n- Oil the gate\n- Rake the leaves\n\n## Status")
    assert [(item.title, item.status) for item in extract(text).items] == [
        ("Oil the gate", "tracked"),
        ("Rake the leaves", "open"),
        ("Paint the hall", "tracked"),
    ]
