"""Lists: what is work, and what its entry says."""

import pytest

from reportbot.models import Task


@pytest.mark.parametrize(
    "heading",
    [
        "Next steps",
        "📋 Next Steps:",
        "2. Next steps",
        "TODO",
        "Action items",
        "Open items",
        "Known issues",
        "Planned for next week",
        "What is left",
        "Roadmap",
        "Follow-ups",
        "Nächste Schritte",
        "Offene Punkte",
        "Noch zu tun",
        "Maßnahmen",
        "Bekannte Fehler",
    ],
)
def test_plain_entries_under_a_heading_of_open_work_are_items(told, heading):
    assert told(f"# Report\n\n## {heading}\n\n- Rotate the keys\n- The search ignores umlauts") == [
        ("open", "Rotate the keys"),
        ("open", "The search ignores umlauts"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Attendees",
        "Timeline",
        "Lessons learned",
        "Summary",
        "Success criteria",
        "Agenda",
        "Glossary",
        "Teilnehmer",
        "Erfolgskriterien",
        "Zusammenfassung",
    ],
)
def test_plain_entries_under_other_headings_are_none(told, heading):
    assert told(f"# Report\n\n## {heading}\n\n- Ann and Bo\n- The pump is loud") == []


@pytest.mark.parametrize("heading", ["Critical issues", "🔴 Critical issues", "Critical findings"])
def test_critical_issues_are_work_even_without_a_verb(only, heading):
    found = only(f"# Report\n\n## {heading}\n\n1. **Access tokens are written to the debug log** - anyone can log in")
    assert (found.title, found.priority) == ("Access tokens are written to the debug log", "critical")


def test_a_label_in_front_of_a_list_names_it(told):
    assert told("Action items:\n- Rotate the keys") == [("open", "Rotate the keys")]


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("- [ ]", "open"),
        ("- []", "open"),
        ("* [ ]", "open"),
        ("1. [ ]", "open"),
        ("☐", "open"),
        ("- [x]", "done"),
        ("- [X]", "done"),
        ("- ✅", "done"),
        ("☑️", "done"),
        ("- [-]", "dropped"),
        ("- ❌", "open"),
    ],
)
def test_a_box_says_the_status_under_any_heading(told, mark, status):
    assert told(f"# Report\n\n## Week 19\n\n{mark} Rotate the keys") == [(status, "Rotate the keys")]


def test_a_checklist_without_bullets_is_read_line_by_line(told):
    text = (
        "Seeds\n\n[x] import the list\n[ ] fix the search\n[-] use a cloud "
        "database\n[] HIGH PRIORITY: send text messages"
    )
    assert [status for status, _ in told(text)] == ["done", "open", "dropped", "open"]


def test_a_lead_line_does_not_hide_the_boxes_below_it(told):
    assert told("Later maybe\n[ ] print the harvest year") == [("open", "Print the harvest year")]


def test_nested_boxes_are_tasks_of_their_parent(only):
    found = only("- [ ] Spell checking\n  - [x] English\n  - [ ] Norwegian")
    assert found.tasks == (Task("English", done=True), Task("Norwegian"))
    assert (found.evidence[0].first_line, found.evidence[0].last_line) == (1, 3)


def test_tasks_of_all_depths_are_kept(only):
    assert [task.text for task in only("- [ ] One\n  - [ ] two\n    - [ ] three\n  - [ ] four").tasks] == [
        "two",
        "three",
        "four",
    ]


def test_a_checked_parent_with_open_children_is_open_for_what_is_left(only):
    found = only("- [x] Tables\n  - [x] Insert rows\n  - [ ] Merge cells")
    assert (found.status, [task.text for task in found.tasks if not task.done]) == ("open", ["Merge cells"])


def test_a_checked_parent_with_checked_children_is_done(only):
    assert only("- [x] Tables\n  - [x] Insert rows").status == "done"


@pytest.mark.parametrize("word", ["None", "n/a", "TBD", "Nothing to report", "Keine", "None."])
def test_placeholders_are_no_work(told, word):
    assert told(f"## Next steps\n\n- {word}") == []


def test_a_placeholder_with_an_explanation_is_no_work(told):
    assert told("## Next steps\n\nNone. The next release is planned in autumn.") == []
    assert told("## Next steps\n\n- None. The next release is planned in autumn.") == []


def test_a_sentence_that_begins_with_none_is_work(told):
    assert told("- [ ] None of the error messages says what to do") == [
        ("open", "None of the error messages says what to do")
    ]


@pytest.mark.parametrize(
    "heading", ["Success criteria", "Definition of done", "Metrics", "Attendees", "Present", "Acceptance criteria"]
)
def test_boxes_that_are_no_work_are_left_aside(extract, heading):
    result = extract(f"# Report\n\n## {heading}\n\n- [ ] Agnes Mbeki")
    assert result.items == ()
    assert [(part.first_line, part.last_line) for part in result.left_aside] == [(5, 5)]


def test_boxes_of_a_template_are_left_aside(extract):
    result = extract("# Review\n\n## How to use this template\n\n- [ ] Fill in the date")
    assert (result.items, [part.first_line for part in result.left_aside]) == ((), [5])


@pytest.mark.parametrize(
    ("heading", "priority"),
    [
        ("High priority", "high"),
        ("P0", "critical"),
        ("Low", "low"),
        ("Medium priority tasks", "medium"),
        ("Hoch", "high"),
        ("Niedrige Priorität", "low"),
        ("Highlights", None),
    ],
)
def test_a_heading_sets_the_priority_of_its_boxes(only, heading, priority):
    assert only(f"# Open items\n\n## {heading}\n\n- [ ] Rotate the keys").priority == priority


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("[P1] Rotate", "high"),
        ("Rotate (high)", "high"),
        ("Rotate (P0)", "critical"),
        ("HIGH PRIORITY: Rotate", "high"),
        ("Rotate, urgent", "high"),
        ("Rotate asap", "high"),
        ("Pumpe bestellen, dringend", "high"),
        ("Rotate the high gate", None),
        ("Rotate non-critical keys", None),
    ],
    ids=lambda text: text,
)
def test_an_entry_states_its_priority(only, text, priority):
    assert only(f"## Next steps\n\n- {text}").priority == priority


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("Rotate [@ann]", "ann", None),
        ("Rotate (@ann)", "ann", None),
        ("@ann: Rotate", "ann", None),
        ("Rotate (owner: Ann, due 2026-04-15)", "Ann", "2026-04-15"),
        ("Rotate by 2026-04-15", None, "2026-04-15"),
        ("Sichern (Verantwortlich: Anneke, bis 15.11.2026)", "Anneke", "2026-11-15"),
        ("ACTION (Ann): rotate", "Ann", None),
        ("AUFGABE (Jan): Pumpe prüfen", "Jan", None),
    ],
    ids=lambda text: text,
)
def test_an_entry_names_owner_and_date(only, text, owner, due):
    found = only(f"## Next steps\n\n- {text}")
    assert (found.owner, found.due) == (owner, due)


def test_nested_fields_belong_to_the_entry(only):
    found = only("## Next steps\n\n- Rotate the keys\n  - Priority: high\n  - Effort: 2-3 days\n  - Owner: Ann")
    assert (found.priority, found.effort.text, found.effort.hours, found.owner) == ("high", "2-3 days", (16, 24), "Ann")


def test_a_category_over_a_list_is_no_work(told):
    assert told("## Next steps\n\n- Backend\n  - Rotate the keys\n- Website\n  - Write the guide") == [
        ("open", "Rotate the keys"),
        ("open", "Write the guide"),
    ]


def test_quoted_boxes_are_read_or_left_aside(extract):
    result = extract("> - [ ] Translate the notice")
    assert len(result.items) + len(result.left_aside) == 1


def test_an_entry_that_differs_in_one_word_is_another_entry(told):
    assert len(told("- [ ] Rename the flag\n- [ ] Rename the other flag")) == 2
    assert len(told("## Next steps\n\n- [ ] Rename the flag\n\n## Later\n\nTODO: rename the other flag")) == 2


@pytest.mark.parametrize("heading", ["Doing", "Backlog", "Waiting", "Up next"])
def test_columns_of_a_board_are_open_work(told, heading):
    assert told(f"# Board\n\n## {heading}\n\n- Repair the pump") == [("open", "Repair the pump")]


def test_an_entry_with_an_id_and_fields_is_an_item_under_any_heading(extract):
    text = (
        "# Triage\n\n* **PH-1** Playback stops\n  * Severity: high\n  * Owner: "
        "Aino\n* **PH-2** Covers load twice\n  * Severity: low\n"
    )
    assert [(item.reference, item.title, item.priority) for item in extract(text).items] == [
        ("PH-1", "Playback stops", "high"),
        ("PH-2", "Covers load twice", "low"),
    ]


@pytest.mark.parametrize(
    ("text", "owner"),
    [("AI-17 Ann Lee: order cables -> still open", "Ann Lee"), ("AP-3 Bob: check the fence → in progress", "Bob")],
    ids=lambda value: value,
)
def test_a_numbered_point_of_minutes_is_as_far_as_it_says(only, text, owner):
    item = only(f"## 1. Last minutes\n\n- {text}")
    assert (item.status, item.owner) == ("open", owner)


def test_beside_an_entry_with_an_owner_other_work_is_work(told):
    text = "## 2. Stations\n\n- Order cables (Owner: Ann)\n- Check the fence - Bob\n- The coffee was good"
    assert [title for _, title in told(text)] == ["Order cables", "Check the fence - Bob"]


def test_a_list_under_a_rank_needs_no_verbs(told):
    assert told("## High priority\n\n- Four-eyes principle\n- Times in UTC") == [
        ("open", "Four-eyes principle"),
        ("open", "Times in UTC"),
    ]


@pytest.mark.parametrize("text", ["No open points for this release", "No blockers in May"], ids=lambda text: text)
def test_a_placeholder_may_say_what_it_is_about(told, text):
    assert told(f"## Open points\n\n- {text}") == []


def test_an_owner_with_a_date_in_brackets(only):
    item = only("## Next steps\n\n- Prepare the demo (Ann, 2026-05-22)")
    assert (item.owner, item.due) == ("Ann", "2026-05-22")


def test_a_bold_lead_names_what_a_sentence_behind_it_demands(told):
    text = "## Findings\n\n- **Race in the booking**: two people get one seat. Someone needs to add a lock."
    assert told(text) == [("open", "Race in the booking")]


def test_a_name_over_fields_is_work_and_no_category(told):
    text = "## Open items\n\n3. **File manager**\n   - Status: needs a test\n   - File: view.ts"
    assert told(text) == [("open", "File manager")]


def test_a_level_under_open_work_is_open(told):
    assert told("# Notes\n\n## Open items\n\n### Medium priority\n\n- Map of the shops") == [
        ("open", "Map of the shops")
    ]


def test_ticks_below_a_roadmap_are_done(told):
    assert {status for status, _ in told("# Roadmap\n\n## Version 1.4\n\n- ✅ Export to PDF\n- ✅ Rotate pages")} == {
        "done"
    }


@pytest.mark.parametrize(
    ("entry", "count"),
    [("`src/store.py` (new)", 0), ("src/x/y.ts", 0), ("[ ] src/x/y.ts", 1), ("src/x/y.ts fails on Windows", 1)],
    ids=["code", "path", "box", "sentence"],
)
def test_the_name_of_a_file_alone_is_no_work(told, entry, count):
    assert len(told(f"## Next steps\n\n- {entry}\n- Order cables")) == count + 1


@pytest.mark.parametrize(
    ("entry", "count"),
    [
        ("Profiles, see section 3", 0),
        ("[ ] Profiles, see section 3", 1),
        ("Write the guide to profiles for all new members of the team, see section 3", 1),
    ],
    ids=["short", "box", "long"],
)
def test_a_short_entry_that_points_elsewhere_is_no_work(told, entry, count):
    assert len(told(f"## Next steps\n\n- {entry}\n- Order cables")) == count + 1


def test_a_parent_without_a_box_between_boxes_is_as_far_as_its_boxes(extract):
    text = "## Work\n\n- [ ] Gate\n- Hall\n  - [x] wall\n  - [x] roof\n- Yard\n  - [x] lawn\n  - [ ] leaves"
    assert [item.status for item in extract(text).items] == ["open", "done", "open"]


def test_an_entry_called_done_with_open_boxes_is_open(only):
    assert only("## Work\n\n- [ ] Paint the hall - done\n  - [ ] roof").status == "open"


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("## Roadmap\n\n- ✅ Print tickets\n- ✅ Scan tickets", ["open", "open"]),
        ("## Roadmap\n\n- ✅ Print tickets\n- Scan tickets", ["done", "open"]),
        ("# Roadmap\n\n## Spring\n\n- ✅ Print tickets\n- ✅ Scan tickets", ["done", "done"]),
    ],
    ids=["bullets", "mixed", "by-title"],
)
def test_ticks_on_all_entries_of_open_work_are_bullets(told, text, statuses):
    assert [status for status, _ in told(text)] == statuses


@pytest.mark.parametrize(
    ("entry", "count"),
    [
        ("**Build:** write the tests", 1),
        ("**Build:** the tests are fine", 0),
        ("**What the new build does:** write it", 0),
    ],
    ids=["work", "fact", "long-label"],
)
def test_what_stands_behind_a_short_label_says_whether_it_is_work(told, entry, count):
    assert len(told(f"## Tasks\n\n- {entry}")) == count


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("Order cables, owner: Ann", "Ann", None),
        ("Order cables (Hall 3, 2026-05-22)", None, None),
        ("Order the owner: manual of the shop", None, None),
        ("Order cables (owner: TBD)", None, None),
        ("Kabel bestellen, verantwortlich: Jan", "Jan", None),
    ],
    ids=lambda text: text,
)
def test_an_owner_needs_a_word_or_a_date_beside_it(only, text, owner, due):
    found = only(f"## Next steps\n\n- {text}")
    assert (found.owner, found.due) == (owner, due)


@pytest.mark.parametrize("text", ["Order cables", "Check the fence -> Bo asks"], ids=lambda text: text)
def test_without_an_entry_that_names_its_owner_nothing_is_assigned(told, text):
    assert told(f"## Stations\n\n- {text}\n- The coffee was good") == []


@pytest.mark.parametrize("lead", ["Next steps", "Open points", "Nächste Schritte"])
def test_a_section_name_in_bold_is_no_title(told, lead):
    assert told(f"## Notes\n\n- **{lead}:** someone needs to oil the gate") == [("open", "Oil the gate")]


@pytest.mark.parametrize(
    ("names", "count"),
    [("- [ ] Cy\n- [ ] Di Lee", 0), ("- [ ] Write the minutes of the last meeting", 1)],
    ids=["names", "work"],
)
def test_boxes_under_a_list_of_people_are_people_when_they_are_short(told, names, count):
    assert len(told(f"## Minutes\n\nApologies: Ann, Bo\n\n{names}")) == count


@pytest.mark.parametrize(("heading", "count"), [("Known issues", 2), ("Known issues with the gate of the hall", 0)])
def test_paragraphs_are_work_under_a_name_and_text_under_a_long_heading(told, heading, count):
    assert len(told(f"## {heading}\n\nThe gate squeaks in the rain.\n\nThe bell is mute at night.")) == count


def test_what_a_report_says_of_itself_in_italics_is_no_work(told):
    assert told("_Report status: the last chapter is still missing_\n\nSomeone should oil the gate.") != []
    assert told("# Report\n\n_Status: the last chapter is still missing_") == []
