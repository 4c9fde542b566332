"""What a report says later about work that it told before, by its id; and what lists in code blocks name."""

import pytest

LIST = (
    "# Plan\n\n## Open items\n\n- L1: Rotate the signing keys\n- L2: Write the runbook\n- L3: Measure cold starts\n"
    "- L4: Drop the old gateway\n"
)


def statuses(extract, text):
    return {item.reference: item.status for item in extract(text).items}


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("L2 is done.", {"L2"}),
        ("L1-L3 have been implemented.", {"L1", "L2", "L3"}),
        ("L1 to L3 are done.", {"L1", "L2", "L3"}),
        ("L1 and L3 are done.", {"L1", "L3"}),
        ("Done: L1, L4", {"L1", "L4"}),
        ("We talked about L1; L4 is done.", {"L4"}),
        ("L1 was discussed.", set()),
    ],
)
def test_a_later_statement_settles_what_it_names(extract, said, done):
    got = statuses(extract, f"{LIST}\n## Summary\n\n{said}\n")
    assert {name for name, status in got.items() if status == "done"} == done
    assert set(got) == {"L1", "L2", "L3", "L4"}


@pytest.mark.parametrize(
    "said",
    ["```\nL2 is done.\n```", "## L2 is done", "L22 is done.", "L2-7 is done."],
    ids=["fence", "heading", "longer", "part"],
)
def test_what_is_no_statement_about_the_work_settles_nothing(extract, said):
    assert "done" not in statuses(extract, f"{LIST}\n## Summary\n\n{said}\n").values()


def test_a_range_across_two_kinds_of_ids_names_its_ends_only(extract):
    text = LIST.replace("L3:", "M3:") + "\n## Summary\n\nL1-M3 are done.\n"
    assert {name for name, status in statuses(extract, text).items() if status == "done"} == {"L1", "M3"}


def test_issues_listed_in_a_code_block_are_tracked(extract):
    text = (
        "# Overview\n\n## Status\n\n```\n- #34: Replace flags by enums\n- ✅ #35: Write the runbook\n"
        "- #36: 🔴 CRITICAL - Export dies on empty projects\nnothing else\n```\n"
    )
    assert [(item.title, item.status, item.tracked_by) for item in extract(text).items] == [
        ("Replace flags by enums", "tracked", ("#34",)),
        ("Write the runbook", "done", ()),
        ("Export dies on empty projects", "tracked", ("#36",)),
    ]


def test_one_issue_in_a_code_block_is_no_list(extract):
    assert extract("# Overview\n\n## Status\n\n```\n- #34: Replace flags by enums\n```\n").items == ()


def test_an_addendum_settles_what_it_names_in_words(extract):
    text = (
        "# Plan\n\n## Open items\n\n- Rotate the signing keys\n- Write the runbook for the broker\n\n"
        "## Addendum, 3 May\n\n- The runbook for the broker is written and merged.\n"
        "- The signing keys are\n  rotated: done.\n"
    )
    assert {item.title: item.status for item in extract(text).items} == {
        "Rotate the signing keys": "done",
        "Write the runbook for the broker": "done",
    }


def test_an_addendum_that_could_mean_two_settles_none(extract):
    text = (
        "# Plan\n\n## Open items\n\n- Write the runbook for the broker\n- Write the runbook for the gateway\n\n"
        "## Addendum, 3 May\n\nThe runbook is done.\n"
    )
    assert {item.status for item in extract(text).items if "gateway" in item.title or "broker" in item.title} == {
        "open"
    }


@pytest.mark.parametrize(
    "said",
    [
        "L1 can start when L9 is done.",
        "L1 waits until the review is done.",
        "L1 will be done in May.",
        "L1 should be done by May.",
        "L1 is done if Ann agrees.",
        "If L1 is done we celebrate.",
        "After L1 is done, measure.",
        "Is L1 done?",
        "L1: nothing done so far.",
        "L1 is not done.",
        "L1 is half done.",
        "L1 is 50 % done.",
        "L1 could not be done.",
        "L1 has priority; the rest is done.",
        "L1 is urgent. Everything else is done.",
        "Everything but L1 is done.",
        "All except L1 are done.",
        "Without L1 nothing is finished.",
        "Not done: L1",
        "To be done: L1",
        "L1 ist noch nicht erledigt.",
        "Sobald L1 erledigt ist, folgt der Rest.",
        "L1 n'est pas terminé.",
        "L1 no está hecho.",
        "L1は未完了です。",
    ],
)
def test_a_hope_a_condition_or_a_half_settles_nothing(extract, said):
    assert set(statuses(extract, f"{LIST}\n## Summary\n\n{said}\n").values()) == {"open"}


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("L1 can start when L2 is done.", set()),
        ("L1 depends on L2, which is done.", set()),
        ("L2 is done, L1 is not.", {"L2"}),
        ("L1 is done, it was part of L2.", {"L1"}),
        ("L1, L2 and L4 are done.", {"L1", "L2", "L4"}),
        ("L1/L2 done", {"L1", "L2"}),
        ("L4-L1 done", {"L1", "L4"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_id_has_what_is_said_of_it(extract, said, done):
    got = statuses(extract, f"{LIST}\n## Summary\n\n{said}\n")
    assert {name for name, status in got.items() if status == "done"} == done


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("L1 und L4 sind erledigt.", {"L1", "L4"}),
        ("L1 bis L3 sind erledigt.", {"L1", "L2", "L3"}),
        ("L1 et L4 sont terminés.", {"L1", "L4"}),
        ("L1 y L4 están hechos.", {"L1", "L4"}),
        ("L1和L4已完成。", {"L1", "L4"}),
        ("L1至L3已完成。", {"L1", "L2", "L3"}),
    ],
    ids=["und", "bis", "et", "y", "he", "zhi"],
)
def test_two_ids_are_a_range_only_with_a_word_for_it(extract, said, done):
    got = statuses(extract, f"{LIST}\n## Summary\n\n{said}\n")
    assert {name for name, status in got.items() if status == "done"} == done


def test_a_statement_opens_again_or_drops(extract):
    text = "# Plan\n\n- [x] L1: Rotate the keys\n- [ ] L2: Write the runbook\n\nL1 is open again.\n\nL2 was rejected.\n"
    assert statuses(extract, text) == {"L1": "open", "L2": "dropped"}


def test_a_statement_may_name_the_tracker(extract):
    assert statuses(extract, f"{LIST}\n## Summary\n\nL1 is tracked in #9.\n")["L1"] == "tracked"


@pytest.mark.parametrize("heading", ["Station", "Findings"])
def test_the_own_line_of_an_entry_is_no_statement_about_it(extract, heading):
    text = f"## {heading}\n\n- L1: fixed width columns overflow\n- L2: done button is hidden\n"
    assert statuses(extract, text) == {"L1": "open", "L2": "open"}
