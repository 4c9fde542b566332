from reportbot.text.bounds import LONGEST_LINE, MOST_ENTRIES, MOST_LINES, bounded, unread


def test_a_report_is_read_whole():
    lines = ("# Report", "", "- [ ] Fix it") * 100
    assert bounded(lines).lines == lines
    assert list(unread(lines)) == []


def test_a_line_without_end_is_read_up_to_its_bound():
    read = bounded(("a", "b" * (LONGEST_LINE + 1)))
    assert read.cut == (2,)
    assert [len(line) for line in read.lines] == [1, LONGEST_LINE]


def test_entries_end_at_their_bound_and_lines_at_theirs():
    assert len(bounded(("- [ ] Fix it",) * (MOST_ENTRIES + 9)).lines) == MOST_ENTRIES
    assert len(bounded(("Some words.",) * (MOST_LINES + 9)).lines) == MOST_LINES


def test_empty_lines_without_end_are_not_read():
    assert len(bounded(("a", *[""] * 200_000, "b")).lines) < 200_000


def test_what_is_not_read_is_told():
    notes = list(unread(("x" * 20_000, *["- [ ] Fix it"] * (MOST_ENTRIES + 1))))
    assert [note.partition(":")[0] for note in notes] == ["line 1", f"from line {MOST_ENTRIES + 2} on nothing is read"]
