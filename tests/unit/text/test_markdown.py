import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.markdown import parse, split_box, walk


def blocks(text):
    return parse(text.split("\n"))


def entries(text):
    return [(entry.text, entry.first_line, entry.box) for block in walk(blocks(text)) for entry in block.entries]


@pytest.mark.parametrize(
    ("text", "box", "rest"),
    [
        ("[ ] open", "open", "open"),
        ("[] open", "open", "open"),
        ("\\[ \\] escaped", "open", "escaped"),
        ("☐ open", "open", "open"),
        ("❌ failed", "open", "failed"),
        ("[x] done", "done", "done"),
        ("[X] done", "done", "done"),
        ("☑️ done", "done", "done"),
        ("✅ done", "done", "done"),
        ("[-] dropped", "dropped", "dropped"),
        ("[ ](https://example.org) a link", None, "[ ](https://example.org) a link"),
        ("[x]y", None, "[x]y"),
        ("text [ ] later", None, "text [ ] later"),
        ("[1] footnote", None, "[1] footnote"),
    ],
    ids=[
        "blank",
        "tight",
        "escaped",
        "ballot",
        "cross",
        "x",
        "X",
        "emoji-style",
        "tick",
        "dash",
        "link",
        "no-gap",
        "inside",
        "footnote",
    ],
)
def test_a_box_is_read_at_the_start_only(text, box, rest):
    meaning, _, left = split_box(text)
    assert (meaning, left) == (box, rest)


def test_blocks_come_with_their_lines():
    kinds = [
        (block.kind, block.first_line, block.last_line)
        for block in blocks("# Title\n\ntext\nmore\n\n- a\n- b\n\n---\n\n```\ncode\n```\n\n> quoted\n")
    ]
    assert kinds == [
        ("heading", 1, 1),
        ("paragraph", 3, 4),
        ("list", 6, 7),
        ("rule", 9, 9),
        ("fence", 11, 13),
        ("quote", 15, 15),
    ]


@pytest.mark.parametrize(
    ("text", "title", "level"),
    [
        ("## Plan ##", "Plan", 2),
        ("Plan\n====", "Plan", 1),
        ("Plan\n----", "Plan", 2),
        ("###### Deep", "Deep", 6),
        ("   # Indented", "Indented", 1),
    ],
    ids=["closed", "setext-1", "setext-2", "deep", "indented"],
)
def test_headings_of_all_kinds_are_read(text, title, level):
    heading = blocks(text)[0]
    assert (heading.kind, heading.text, heading.level) == ("heading", title, level)


def test_nested_entries_are_children_and_count_to_the_parent():
    parent = blocks("- [x] Tables\n  - [ ] Merge cells\n  - [ ] Paste\n- [ ] Footnotes")[0].entries[0]
    assert (parent.text, parent.first_line, parent.last_line, parent.box) == ("Tables", 1, 3, "done")
    assert [child.text for child in parent.children[0].entries] == ["Merge cells", "Paste"]


def test_an_entry_has_its_own_paragraph_as_its_text():
    entry = blocks("- Write the guide,\n  with pictures\n\n  More about it.\n- Next")[0].entries[0]
    assert (entry.text, entry.text_last_line, entry.last_line) == ("Write the guide,\nwith pictures", 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "[ ] one\n[x] two",
        "☐ one\n☑ two",
        "• one\n• two",
        "[] one\n[] two",
        "⬜ one\n☑️ two",
        "[ ] one\n[-] two",
        "Later:\n[ ] one\n[ ] two",
    ],
    ids=["boxes", "ballots", "typed-bullets", "tight-boxes", "emoji-style", "dropped-among-them", "lead-line"],
)
def test_box_lines_without_bullets_are_a_list(text):
    assert [entry[0] for entry in entries(text)] == ["one", "two"]


def test_a_paragraph_that_only_names_a_list_stays_a_paragraph():
    assert [block.kind for block in blocks("✅ **Goals**\n\n- one\n- two")] == ["paragraph", "list"]


def test_tables_give_rows_with_lines_and_cells():
    table = blocks("text\n\n| ID | Task |\n|----|:----:|\n| A | fix \\| test |\n| B |\n")[1]
    assert [(row.line, row.cells) for row in table.rows] == [
        (3, ("ID", "Task")),
        (5, ("A", "fix | test")),
        (6, ("B", "")),
    ]


def test_html_lists_and_tables_are_blocks_with_lines():
    found = blocks("<ul>\n<li>one</li>\n</ul>\n\n<table>\n<tr><th>Task</th></tr>\n<tr><td>two</td></tr>\n</table>")
    assert [(block.kind, block.first_line) for block in found if block.kind != "html"] == [("list", 2), ("table", 6)]


def test_markdown_inside_details_is_read():
    assert entries("<details>\n<summary>More</summary>\n\n- [ ] one\n\n</details>") == [("one", 4, "open")]


def test_quoted_lists_are_read():
    assert entries("> - [ ] one\n> - [x] two") == [("one", 1, "open"), ("two", 2, "done")]


def test_code_is_no_list():
    assert entries("```\n- [ ] one\n```\n\n    - [ ] two") == []


def test_front_matter_is_not_part_of_the_document():
    found = blocks("---\ntitle: x\n- [ ] no\n---\n\n# Report")
    assert [(block.kind, block.text, block.first_line) for block in found] == [("heading", "Report", 6)]


def test_a_rule_at_the_top_is_no_front_matter():
    assert entries("---\n\n- [ ] one") == [("one", 3, "open")]


def test_text_keeps_its_marks():
    assert blocks("a **b** [c](d) `e`")[0].text == "a **b** [c](d) `e`"


def test_an_empty_document_has_no_blocks():
    assert parse(()) == parse(("",)) == ()


@pytest.mark.parametrize("text", ["a\u2028b", "a\x0bb", "a\x0cb", "a\x85b"], ids=["line-separator", "vt", "ff", "nel"])
def test_adv_106_only_real_line_ends_count(text):
    assert [block.first_line for block in parse([text, "", "# x"])] == [1, 3]


@given(st.lists(st.text(alphabet=" \t-*+>#|`~[]x0123456789.)abc\u2028\x00<!&", max_size=30), max_size=15))
def test_any_lines_are_read_and_keep_their_numbers(lines):
    for block in walk(parse(lines)):
        assert 1 <= block.first_line <= block.last_line <= len(lines)
        for entry in block.entries:
            assert block.first_line <= entry.first_line <= entry.text_last_line <= entry.last_line <= block.last_line
        for child in block.children:
            assert block.first_line <= child.first_line <= child.last_line <= block.last_line


@given(
    st.lists(
        st.sampled_from(["a", "# b", "- c", "1. d", "> e", "| f |", "|---|", "```", "", "    g", "===", "[ ] h"]),
        max_size=20,
    )
)
def test_every_line_of_text_stands_in_some_block(lines):
    covered = {number for block in parse(lines) for number in range(block.first_line, block.last_line + 1)}
    assert {number for number, line in enumerate(lines, start=1) if line.strip()} <= covered


@given(st.text())
def test_splitting_a_box_never_loses_text(text):
    box, mark, rest = split_box(text)
    assert text.endswith(rest)
    assert (box is None) == (mark == "")
