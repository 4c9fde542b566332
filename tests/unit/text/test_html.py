import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.html import structure


def test_a_list_gives_its_entries_with_their_lines():
    found = structure("<ul>\n  <li>Rotate <b>the</b> keys</li>\n  <li>Write\n  the guide</li>\n</ul>", 10)
    assert found.lists == [[(11, "Rotate the keys"), (12, "Write the guide")]]


def test_a_list_without_end_tags_is_read_too():
    assert structure("<ol><li>one\n<li>two\n", 1).lists == [[(1, "one"), (2, "two")]]


def test_checkboxes_become_boxes():
    source = '<ul><li><input type="checkbox" checked> one</li><li><input type="checkbox"> two</li></ul>'
    assert [text for _, text in structure(source, 1).lists[0]] == ["[x] one", "[ ] two"]


def test_a_table_gives_its_rows_with_their_lines():
    source = "<table>\n<tr><th>ID</th><th>Task</th></tr>\n<tr><td>B-7</td><td>Fix &amp; test</td></tr>\n</table>"
    assert structure(source, 5).tables == [[(6, ("ID", "Task")), (7, ("B-7", "Fix & test"))]]


def test_two_lists_stay_two():
    assert len(structure("<ul><li>a</li></ul><p>x</p><ul><li>b</li></ul>", 1).lists) == 2


def test_empty_entries_are_left_out():
    assert structure("<ul><li></li><li> </li><li>x</li></ul>", 1).lists == [[(1, "x")]]


@pytest.mark.parametrize(
    "source", ["", "<p>text</p>", "<!-- <li>no</li> -->", "<details>"], ids=["empty", "paragraph", "comment", "details"]
)
def test_other_html_has_no_structure(source):
    assert structure(source, 1).lists == structure(source, 1).tables == []


@given(
    st.lists(
        st.sampled_from(
            [
                "<ul>",
                "</ul>",
                "<li>",
                "</li>",
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "</td>",
                "<th",
                "&#x0;",
                "\n",
                "text",
                "<input checked>",
                "<!--",
                "<![",
                "</",
            ]
        ),
        max_size=30,
    )
)
def test_broken_html_gives_entries_inside_its_lines(parts):
    source = "".join(parts)
    found = structure(source, 3)
    last = 3 + source.count("\n")
    assert all(3 <= line <= last and text.strip() for entries in found.lists for line, text in entries)
    assert all(3 <= line <= last for rows in found.tables for line, _ in rows)


@pytest.mark.parametrize(
    "part", ["<li>", "<ul><li>", "<td>", "<div>", "<li x="], ids=["li", "nested", "td", "div", "attribute"]
)
@pytest.mark.timeout(10)
def test_hostile_html_takes_no_time(part):
    assert structure(part * (190_000 // len(part)), 1) is not None
