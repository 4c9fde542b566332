"""The same work told again is one item; different work is not."""

import pytest

THRICE = """\
# State

## Findings

### Mask account numbers in the log

**Severity:** Critical

The log holds full numbers.

### Retry failed writes to the archive

**Severity:** Medium

A write is lost.

## Recommendations

1. **Immediately**: mask account numbers in the log
2. Retry failed writes to the archive
3. Measure the parser with large files
"""


def spans(item):
    return [(part.first_line, part.last_line) for part in item.evidence]


def test_told_again_is_one_item_with_more_evidence(extract):
    mask, retry, measure = extract(THRICE).items
    assert (mask.title, spans(mask)) == ("Mask account numbers in the log", [(5, 9), (19, 19)])
    assert (retry.title, spans(retry)) == ("Retry failed writes to the archive", [(11, 15), (20, 20)])
    assert spans(measure) == [(21, 21)]


def test_the_fuller_telling_gives_the_values(extract):
    assert [item.priority for item in extract(THRICE).items] == ["critical", "medium", None]


def test_a_summary_table_repeats_and_fills_in(only):
    found = only(
        "### ☐ 1. Limit the public search\n\nText.\n\n## Summary\n\n| # | Task | Priority | Effort "
        "|\n|---|---|---|---|\n| 1 | Limit the public search | High | 2 days |"
    )
    assert (spans(found), found.priority, found.effort.hours) == ([(1, 3), (9, 9)], "high", (16, 16))


def test_an_order_of_work_is_evidence_and_no_items(extract):
    text = (
        "| ID | Task | Priority |\n|---|---|---|\n| A-1 | Create the schema | P0 |\n| A-2 "
        "| Copy the bookings | P0 |\n\n## Order of work\n\n1. A-1\n2. A-2"
    )
    assert [spans(item) for item in extract(text).items] == [[(3, 3), (8, 8)], [(4, 4), (9, 9)]]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Add tests for the parser", "Add tests for the store"),
        ("Rename the flag", "Rename the other flag"),
        ("Support Python 3.12", "Support Python 3.13"),
        ("Translate the guide into Polish", "Translate the guide into Czech"),
        ("Rotate the signing key", "Rotate the access key"),
        ("Import photos", "Export photos"),
        ("Rotate the signing key of the gateway", "Rotate the access key of the gateway"),
        ("Test the alarm in house 2", "Test the alarm in house 4"),
        ("Fix memory leak in worker", "Fix memory leak in scheduler"),
        ("Validate input of the order form", "Validate output of the order form"),
        ("Design the export format", "Implement the export format"),
        ("Create index on bookings", "Drop index on bookings"),
        ("Increase the limit of uploads", "Increase the limit of downloads"),
    ],
    ids=lambda value: value,
)
def test_similar_work_stays_apart(extract, one, two):
    assert len(extract(f"## Next steps\n\n- {one}\n- {two}").items) == 2
    assert len(extract(f"## Next steps\n\n- {one}\n\n## Known issues\n\n- [ ] {two}").items) == 2


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Retry failed writes to the archive", "retry failed archive writes"),
        ("Write the runbook for failing over the broker", "Runbook for broker failover"),
        ("Mask account numbers in the log", "Account numbers must be masked in the log"),
        ("Limit the public search", "Limit for the public search (see above)"),
    ],
    ids=lambda value: value,
)
def test_a_retelling_in_nearly_the_same_words_is_merged(extract, full, short):
    text = f"### Issue 1: {full}\n\n**Priority:** low\n\nText.\n\n## Next steps\n\n- {short}"
    assert [spans(item) for item in extract(text).items] == [[(1, 5), (9, 9)]]


def test_the_same_words_under_different_headings_are_different_work(extract):
    titles = [item.title for item in extract("## Parser\n\n- [ ] Add tests\n\n## Printer\n\n- [ ] Add tests").items]
    assert titles == ["Parser: Add tests", "Printer: Add tests"]


def test_different_references_keep_equal_titles_apart(extract):
    assert (
        len(
            extract(
                "| ID | Task | Priority |\n|---|---|---|\n| A-1 | Project setup | P0 |\n| A-2 | Project setup | P0 |"
            ).items
        )
        == 2
    )


def test_an_issue_number_anywhere_makes_it_tracked(only):
    found = only(
        "### Issue 1: Rotate the signing keys\n\n**Priority:** High\n\nText.\n"
        "\n## Next steps\n\n- Rotate the signing keys (#12)"
    )
    assert (found.status, found.tracked_by) == ("tracked", ("#12",))


def test_the_later_status_counts(only):
    assert (
        only(
            "## In progress\n\n- [ ] Rotate the signing keys of the gateway\n\n## "
            "Done\n\n- [x] Rotate the signing keys of the gateway"
        ).status
        == "done"
    )


def test_a_bullet_with_the_number_of_a_problem_means_that_problem(only):
    text = """## Critical issues

### 1. Files stay when the upload is cut off

Temporary files are never removed.

## Next steps

1. Remove leftover temporary files (see problem 1)
"""
    assert len(only(text).evidence) == 2


def test_finishing_what_is_in_progress_is_the_same_work(only):
    progress = "## In progress\n\n- Move of the member archive to PostgreSQL"
    text = f"{progress}\n\n## Next steps\n\n- Finish the move of the member archive"
    assert len(only(text).evidence) == 2
