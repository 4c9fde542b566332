"""Tables: which are work, and what a row says."""

import pytest


def table(head, *rows):
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rows])


def test_a_row_is_one_item_whatever_the_order_of_the_columns(only):
    found = only(
        table(
            "| Status | Due | Task | Owner | Priority | Effort |",
            "| open | 2026-05-13 | Rotate the **keys** | @ann | P1 | 2d |",
        )
    )
    assert (found.title, found.owner, found.due, found.priority, found.effort.hours) == (
        "Rotate the keys",
        "ann",
        "2026-05-13",
        "high",
        (16, 16),
    )
    assert (found.evidence[0].first_line, found.evidence[0].last_line) == (3, 3)


@pytest.mark.parametrize("head", ["Initiative", "Measure", "Vorhaben", "Improvement"])
def test_an_unknown_first_column_names_the_work(only, head):
    found = only(
        table(
            f"| {head} | Owner | Due | Status |",
            "| Spelling suggestions in the search box | Nils | 2026-06-12 | In progress |",
        )
    )
    assert (found.title, found.owner, found.status) == ("Spelling suggestions in the search box", "Nils", "open")


def test_german_columns_are_known(only):
    found = only(
        table(
            "| Nr. | Aufgabe | Verantwortlich | Termin | Priorität | Status |",
            "| A1 | Grenzwerte anzeigen | Frau Özdemir | 19.06.2026 | hoch | offen |",
        )
    )
    assert (found.reference, found.title, found.owner, found.due, found.priority) == (
        "A1",
        "Grenzwerte anzeigen",
        "Frau Özdemir",
        "2026-06-19",
        "high",
    )


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Done", "done"),
        ("✅ Done", "done"),
        ("✅", "done"),
        ("Completed", "done"),
        ("Fixed", "done"),
        ("Merged", "done"),
        ("erledigt", "done"),
        ("Open", "open"),
        ("In progress", "open"),
        ("Todo", "open"),
        ("", "open"),
        ("not done", "open"),
        ("Cancelled", "dropped"),
        ("verworfen", "dropped"),
        ("tracked in #12", "tracked"),
        ("90% done", "open"),
        ("almost done", "open"),
        ("done except tests", "open"),
        ("to be done", "open"),
        ("halb fertig", "open"),
        ("noch nicht erledigt", "open"),
        ("will not be fixed", "dropped"),
        ("closed (wontfix)", "dropped"),
        ("Open, tracked as acme/api#8", "tracked"),
        ("Done, released in 1.2", "done"),
    ],
    ids=lambda value: value or "empty",
)
def test_the_status_column_says_the_status(only, cell, status):
    assert only(table("| Task | Owner | Status |", f"| Rotate the keys | Ann | {cell} |")).status == status


def test_a_row_that_names_its_issue_is_tracked(only):
    found = only(table("| Issue | Title | Priority |", "| #301 | Timeout when uploading | High |"))
    assert (found.status, found.tracked_by) == ("tracked", ("#301",))


def test_dependencies_follow_both_directions(extract):
    text = table(
        "| ID | Title | Depends on | Blocks | Priority |",
        "| DB-01 | Create the schema | - | | P0 |",
        "| DB-02 | Copy the bookings | DB-01 | | P0 |",
        "| OPS-01 | Make backups | none | DB-02 | P0 |",
    )
    schema, bookings, backups = extract(text).items
    assert bookings.depends_on == (schema.id, backups.id)
    assert schema.depends_on == backups.depends_on == ()


def test_a_heading_with_an_id_over_a_table_is_a_group(extract):
    text = "# Plan\n\n## WS-DB: Database\n\nEstimated: 30-38 hours\n\n" + table(
        "| ID | Title | Priority |", "| DB-01 | Create the schema | P0 |"
    )
    result = extract(text)
    assert [(group.title, group.first_line) for group in result.groups] == [("WS-DB: Database", 3)]
    assert result.groups[0].effort.hours == (30, 38)
    assert result.items[0].group == result.groups[0].id


@pytest.mark.parametrize("cell", ["TBD", "", "-", "None", "keine"])
def test_placeholder_rows_are_left_aside(extract, cell):
    result = extract(table("| Task | Owner |", f"| {cell} | Ann |"))
    assert (result.items, [(part.first_line, part.reason) for part in result.left_aside]) == ((), [(3, "placeholder")])


def test_a_total_is_no_work(told):
    assert told(
        table("| ID | Task | Effort |", "| A-1 | Rotate the keys | 2h |", "| **Total** | | 2h |", "| | Total | 2h |")
    ) == [("open", "Rotate the keys")]


@pytest.mark.parametrize(
    "head",
    [
        "| Metric | Last week | This week |",
        "| Name | Count | Percentage |",
        "| Environment | URL |",
        "| Date | Milestone |",
        "| Feature | Coverage | Target |",
    ],
    ids=["metrics", "counts", "addresses", "milestones", "coverage"],
)
def test_tables_of_facts_are_no_work(told, head):
    cells = " | ".join(["Stations online", "41", "43"][: head.count("|") - 1])
    assert told(f"# Report\n\n## Numbers\n\n{table(head, f'| {cells} |')}") == []


def test_html_tables_are_read(only):
    found = only(
        "<table>\n<tr><th>ID</th><th>Problem</th><th>Priority</th></tr>\n"
        "<tr><td>B-7</td><td>Sound stops</td><td>High</td></tr>\n</table>"
    )
    assert (found.reference, found.title, found.priority) == ("B-7", "Sound stops", "high")


def test_short_rows_do_not_hurt(told):
    assert told(table("| Task | Owner | Status |", "| Rotate the keys |", "|")) == [("open", "Rotate the keys")]


def test_a_row_whose_title_has_no_letter_is_left_aside(extract):
    result = extract(table("| Task | Owner | Status |", "| ---: | ---: | ---: |", "| Rotate the keys | Ann | open |"))
    assert [item.title for item in result.items] == ["Rotate the keys"]
    assert [part.reason for part in result.left_aside] == ["placeholder"]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("passed", "done"),
        ("100 %", "done"),
        ("☑", "done"),
        ("🔄", "open"),
        ("❌", "open"),
        ("80 %", "open"),
        ("done?", "open"),
        ("nothing done", "open"),
        ("⛔", "dropped"),
        ("no", "dropped"),
        ("no longer needed", "dropped"),
        ("nobody knows", "open"),
        ("PR #12", "tracked"),
        ("PR #12 merged", "done"),
    ],
    ids=lambda value: value,
)
def test_marks_and_short_words_count_in_a_column_of_states(only, cell, status):
    assert only(table("| Task | Owner | Status |", f"| Rotate the keys | Ann | {cell} |")).status == status


def test_a_column_that_says_how_far_rows_are_may_have_any_head(told):
    rows = ("| Order cables | done 3 May |", "| Check the fence | in progress |", "| Paint the hall | open |")
    assert told(table("| Task | How it went |", *rows)) == [
        ("done", "Order cables"),
        ("open", "Check the fence"),
        ("open", "Paint the hall"),
    ]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("| Task | Remark |", ("| Order cables | the shop was closed on Monday when we called |", "| Fence | wood |")),
        ("| Name | Status |", ("| Ann | on holiday |", "| Bo | in Rome |")),
        ("| Feature | State of the art |", ("| Cables | copper is what all use |", "| Fence | wood |")),
    ],
    ids=["sentence", "people", "facts"],
)
def test_a_column_of_other_text_makes_no_table_of_work(told, head, rows):
    assert told(f"# Report\n\n## Tour\n\n{table(head, *rows)}") == []


@pytest.mark.parametrize(
    ("cell", "tracked_by"),
    [
        ("Ann said it is tracked in #13", ("#13",)),
        ("Ann wants it after #12", ()),
        ("after #12", ()),
        ("blocked by #12", ()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_remark_in_a_row_may_name_the_tracker(only, cell, tracked_by):
    found = only(table("| Task | Owner | Notes |", f"| Order cables | Ann | {cell} |"))
    assert (found.status, found.tracked_by) == ("tracked" if tracked_by else "open", tracked_by)


@pytest.mark.parametrize(
    ("heading", "head", "row", "count"),
    [
        ("Definition of done", "| Task | Status |", "| Order cables | open |", 0),
        ("Definition of done", "| Task | Owner |", "| Order cables | Ann |", 1),
        ("Decisions", "| ID | Title |", "| D-1 | Use copper |", 0),
        ("Decisions", "| ID | Title | Owner |", "| D-1 | Use copper | Ann |", 1),
    ],
    ids=["criteria", "criteria-owner", "decisions", "decisions-owner"],
)
def test_where_no_work_is_expected_a_table_needs_more(told, heading, head, row, count):
    assert len(told(f"# Report\n\n## {heading}\n\n{table(head, row)}")) == count


def test_a_row_that_points_elsewhere_is_no_work(told):
    text = "## Next steps\n\n" + table("| Task | Owner |", "| Order cables | Ann |", "| see section 3 | Bo |")
    assert told(text) == [("open", "Order cables")]


def test_a_row_waits_for_what_its_remark_says(extract):
    text = table(
        "| ID | Task | Owner | Notes |",
        "| A-1 | Order cables | Ann | depends on A-2 |",
        "| A-2 | Paint the hall | Bo | after lunch |",
    )
    cables, hall = extract(text).items
    assert (cables.depends_on, hall.depends_on) == ((hall.id,), ())


def test_two_numbers_are_an_id(only):
    assert only(table("| # | Task | Owner |", "| 2-4 | Order cables | Ann |")).reference == "2-4"
