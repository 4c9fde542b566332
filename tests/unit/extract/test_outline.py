import pytest

from reportbot.extract.outline import build, meaning_of, read_heading
from reportbot.extract.words import shipped
from reportbot.text.markdown import parse

WORDS = shipped()


def outline(text):
    lines = text.split("\n")
    return build(parse(lines), len(lines), WORDS)


def spans(text):
    return [
        (section.heading.title, section.first_line, section.last_line)
        for section in outline(text).walk()
        if section.level
    ]


@pytest.mark.parametrize(
    ("text", "title", "shape", "number", "reference"),
    [
        ("Issue 3: Cache the table", "Cache the table", "issue", "3", None),
        ("📋 Task #4 - Cache the table", "Cache the table", "issue", "4", "#4"),
        ("#12: Cache the table", "Cache the table", "hash", "12", "#12"),
        ("REF-01-002: Cache the table", "Cache the table", "id", None, "REF-01-002"),
        ("P49 — Cache the table", "Cache the table", "id", None, "P49"),
        ("TODO: Cache the table", "Cache the table", "todo", None, None),
        ("2.1 Cache the table", "Cache the table", "number", "2.1", None),
        ("☐ Cache the table", "Cache the table", "box", None, None),
        ("**Cache** the `table`", "Cache the table", "", None, None),
        ("2026 in numbers", "2026 in numbers", "", None, None),
        ("HTTP caching", "HTTP caching", "", None, None),
    ],
    ids=["issue", "task-hash", "hash", "id", "short-id", "todo", "number", "box", "plain", "year", "word"],
)
def test_a_heading_is_taken_apart(text, title, shape, number, reference):
    heading = read_heading(text, shipped())
    assert (heading.title, heading.shape, heading.number, heading.reference) == (title, shape, number, reference)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Next steps", "open"),
        ("🎯 Next Steps (Q3)", "open"),
        ("Remaining tasks", "unfinished"),
        ("Completed", "done"),
        ("Not planned", "dropped"),
        ("Success criteria", "criteria"),
        ("Lessons learned", "never"),
        ("Summary", "info"),
        ("Nächste Schritte", "open"),
        ("Erledigt", "done"),
        ("Done this week", "done"),
        ("Work packages", "open"),
        ("Pumps and valves", None),
        ("", None),
    ],
    ids=lambda value: value or "none",
)
def test_a_heading_means_something(text, meaning):
    assert meaning_of(text, WORDS) == meaning


def test_sections_end_before_the_next_of_their_level():
    assert spans("# A\n\n## B\n\ntext\n\n### C\n\n## D\n\nend") == [
        ("A", 1, 11),
        ("B", 3, 8),
        ("C", 7, 8),
        ("D", 9, 11),
    ]


def test_a_section_inherits_the_meaning_above():
    deep = list(outline("# Report\n\n## Next steps\n\n### Pumps\n\n- x").walk())[-1]
    assert (deep.meaning, deep.effective(), deep.trail) == (None, "open", ("Report", "Next steps"))


def test_headings_inside_details_belong_to_the_section_around_them():
    inner = spans("### Issue 1: A\n\n<details>\n\n# Inside\n\n</details>\n\n### Issue 2: B")
    assert [(title, first) for title, first, _ in inner] == [("A", 1), ("Inside", 5), ("B", 9)]
    assert inner[0][2] == 8


def test_a_document_without_headings_is_one_section():
    root = outline("text\n\n- x")
    assert (root.level, root.first_line, root.last_line, root.children) == (0, 1, 3, [])


def test_a_status_in_a_heading_is_about_the_document():
    assert [section.meaning for section in outline("# Notes\n\n## Status: in progress\n\nUpdated in April.").walk()][
        2
    ] == "info"


def test_will_not_be_done_is_dropped():
    assert meaning_of("Ne sera pas fait", WORDS) == "dropped"
    assert meaning_of("Not done", WORDS) == "unfinished"


@pytest.mark.parametrize(
    ("text", "progress"),
    [
        ("Paint the hall ✅", "done"),
        ("Paint the hall ✅ DONE", "done"),
        ("1. ✅ Paint the hall", "done"),
        ("Paint the hall - FIXED", "done"),
        ("Paint the hall (done)", "done"),
        ("Halle streichen (erledigt)", "done"),
        ("Paint the hall (rejected)", "dropped"),
        ("Paint the hall ❌", "unfinished"),
        ("Paint the hall (half done)", "unfinished"),
        ("Paint the hall (not done)", "unfinished"),
        ("Paint the hall - partly done", "unfinished"),
        ("Halle streichen - in Arbeit", "unfinished"),
        ("Ticks ✅ and crosses", None),
        ("✅ Paint the hall", None),
        ("Paint the hall - fixed width", None),
        ("Done button of the hall", None),
        ("What is done", None),
    ],
    ids=lambda value: value or "none",
)
def test_a_heading_says_at_its_end_how_far_its_work_is(text, progress):
    assert read_heading(text, WORDS).progress == progress


@pytest.mark.parametrize(
    ("text", "shape", "title", "level"),
    [
        ("CRITICAL: keys are logged", "level", "keys are logged", "CRITICAL"),
        ("P1 - keys are logged", "level", "keys are logged", "P1"),
        ("[Hoch] - Schlüssel im Log", "level", "Schlüssel im Log", "Hoch"),
        ("Critical: keys", "", "Critical: keys", ""),
        ("Q3: rotate the keys", "", "Q3: rotate the keys", ""),
        ("P49: rotate the keys", "id", "rotate the keys", ""),
        ("B. Rotate the keys", "number", "Rotate the keys", ""),
        ("A new key", "", "A new key", ""),
    ],
    ids=lambda value: value or "none",
)
def test_levels_and_letters_lead_a_heading(text, shape, title, level):
    heading = read_heading(text, WORDS)
    assert (heading.shape, heading.title, heading.level) == (shape, title, level)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Archive", "done"),
        ("Archive of the hall", None),
        ("Known issues fixed", "done"),
        ("Known issues fixed by Ann", "open"),
        ("Done?", "unfinished"),
        ("Nothing done", "unfinished"),
        ("Fixed issues", "done"),
        ("Open", "unfinished"),
        ("Open doors", None),
        ("Cache order and size", None),
    ],
    ids=lambda value: value or "none",
)
def test_a_word_means_something_only_in_its_place(text, meaning):
    assert meaning_of(text, WORDS) == meaning


def test_a_chapter_with_a_name_of_its_own_is_not_what_the_title_says():
    sections = [
        section.effective()
        for section in outline("# Known issues\n\n## 1. Open\n\n- a\n\n## 2. Resolved\n\n- b").walk()
    ]
    assert sections[1:] == ["open", "unfinished", "done"]


@pytest.mark.parametrize(
    ("above", "effective"), [("Next steps", "open"), ("Done", "done"), ("Station", "weak")], ids=lambda value: value
)
def test_a_weak_heading_says_less_than_the_one_above(above, effective):
    assert list(outline(f"# Plan\n\n## {above}\n\n### Tasks\n\n- a").walk())[-1].effective() == effective
