from reportbot.extract.rules import RulesEngine
from reportbot.models import Document, LeftAside
from reportbot.text.bounds import LONGEST_LINE, MOST_ENTRIES


def extract(*lines):
    return RulesEngine().extract(Document("d1", "report.md", "", "0" * 64, lines), None)


def test_lines_beyond_the_bounds_are_left_aside():
    found = extract(*(f"- [x] Moved {number}" for number in range(MOST_ENTRIES)), "- [ ] Fix it", "the end")
    assert found.left_aside[-1] == LeftAside(MOST_ENTRIES + 1, MOST_ENTRIES + 2, "beyond-bounds")


def test_a_line_that_is_too_long_is_left_aside_unless_it_tells_work():
    found = extract("# Open", "", "x" * (LONGEST_LINE + 1), "", "- [ ] Fix the pump " + "now " * LONGEST_LINE)
    assert found.left_aside == (LeftAside(3, 3, "too-long"),)
    assert [item.evidence[0].first_line for item in found.items] == [5]
    assert found.items[0].evidence[0].quote.endswith("now now ")
