import pytest

from reportbot.extract.dependencies import resolve, said_waits
from reportbot.extract.found import Found
from reportbot.extract.words import shipped


def found(title, **more):
    return Found(title=title, first_line=1, last_line=1, **more)


def waits(*items):
    return resolve(items, [str(number) for number in range(len(items))], shipped())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DB-01", ("0",)),
        ("DB-01, DB-02", ("0", "1")),
        ("DB-02 and DB-01", ("0", "1")),
        ("01", ("0",)),
        ("01-02", ("0", "1")),
        ("01 to 02", ("0", "1")),
        ("none", ()),
        ("DB-99", ()),
        ("DB-03", ()),
        ("the schema", ()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_ids_are_resolved_in_full_short_and_as_ranges(text, expected):
    items = (
        found("Create it", reference="DB-01"),
        found("Copy it", reference="DB-02"),
        found("Compare it", reference="DB-03", depends_on=(text,)),
    )
    assert waits(*items)[2] == expected


def test_blocks_is_the_other_direction():
    assert waits(found("Back up", reference="A-1", blocks=("A-2",)), found("Copy", reference="A-2")) == [(), ("0",)]


def test_issue_numbers_of_the_document_are_resolved():
    assert waits(found("One", ordinal="1"), found("Two", ordinal="2", depends_on=("Issue 1",))) == [(), ("0",)]


def test_titles_are_resolved():
    assert waits(found("Create the schema"), found("Copy", depends_on=("create the schema, something else",))) == [
        (),
        ("0",),
    ]


def test_an_item_never_waits_for_itself():
    assert waits(found("One", reference="A-1", depends_on=("A-1",), blocks=("A-1",))) == [()]


def test_told_in_both_directions_is_one_edge():
    assert waits(
        found("One", reference="A-1", blocks=("A-2",)), found("Two", reference="A-2", depends_on=("A-1",))
    ) == [(), ("0",)]


@pytest.mark.timeout(5)
def test_a_wide_range_is_not_expanded():
    items = (found("One", reference="A-1"), found("Two", reference="A-2", depends_on=("1 to 99999",)))
    assert set(waits(*items)[1]) <= {"0"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It depends on EP-03. Then tea.", ["EP-03"]),
        ("only after EP-03", ["EP-03"]),
        ("needs EP-03 and EP-04", ["EP-03 and EP-04"]),
        ("hängt ab von EP-03", ["EP-03"]),
        ("blocked by Ann; EP-03 is done", ["Ann"]),
        ("after lunch", []),
        ("needs a brush", []),
        ("after the party with all of EP-03", []),
        ("EP-03 is done", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sentence_says_what_has_to_be_done_first(text, said):
    assert [waits.strip() for waits in said_waits(text, shipped())] == said
