"""Lines that the author of a document turned off."""

from reportbot.extract.ignore import ignored_lines

MARK = "<!-- reportbot: ignore -->"


def test_a_mark_at_the_end_turns_off_its_line():
    assert ignored_lines(["- [ ] a", f"- [ ] b {MARK}", "- [ ] c"]) == {2}


def test_a_mark_on_its_own_line_turns_off_the_paragraph_below():
    assert ignored_lines([MARK, "", "- a", "- b", "", "- c"]) == {1, 2, 3, 4}


def test_a_mark_above_a_heading_turns_off_its_section():
    assert ignored_lines([MARK, "## A", "x", "### B", "y", "## C", "z"]) == {1, 2, 3, 4, 5}


def test_start_and_end_enclose_lines():
    assert ignored_lines(["a", "<!-- reportbot: ignore-start -->", "b", "<!-- reportbot: ignore-end -->", "c"]) == {
        2,
        3,
        4,
    }


def test_a_start_without_an_end_reaches_to_the_last_line():
    assert ignored_lines(["a", "<!-- REPORTBOT: IGNORE-START -->", "b", "c"]) == {2, 3, 4}


def test_an_end_without_a_start_turns_off_nothing():
    assert ignored_lines(["a", "<!-- reportbot: ignore-end -->", "b"]) == set()


def test_a_mark_at_the_end_of_a_document_does_not_hurt():
    assert ignored_lines(["a", MARK]) <= {1, 2}


def test_an_entry_turned_off_is_left_aside_as_ignored(extract):
    result = extract(f"- [ ] Rotate the keys\n- [ ] Buy a present {MARK}")
    assert [item.title for item in result.items] == ["Rotate the keys"]
    assert [(part.first_line, part.reason) for part in result.left_aside] == [(2, "ignored")]


def test_a_line_turned_off_inside_an_item_is_none_of_its_tasks(only):
    found = only(f"### ☐ Clean up\n\n- [ ] Sweep\n- [ ] Buy a present {MARK}\n- [ ] Wipe")
    assert [task.text for task in found.tasks] == ["Sweep", "Wipe"]


def test_a_line_turned_off_inside_an_item_is_not_in_its_quote(only):
    found = only(f"### ☐ Clean up\n\n- [ ] Sweep\n- [ ] Buy a present {MARK}\n- [ ] Wipe")
    assert not any("present" in part.quote for part in found.evidence)
    assert not any("present" in part.text for part in found.parts)


def test_an_item_with_parts_turned_off_does_not_rest_on_the_blank_lines_between(only):
    found = only(f"### ☐ Clean up\n\n- [ ] Sweep\n\n{MARK}\n- [ ] Buy a present\n\n{MARK}\n- [ ] Buy a cake")
    assert all(part.quote.strip() for part in found.evidence)
