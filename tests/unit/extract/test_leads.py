"""What stands in front of the work in one line: an id, and who does it."""

import pytest

from reportbot.extract.leads import Lead, prefix_of, read_lead


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("K1: oil the gate", Lead("K1", "oil the gate")),
        ("K1 oil the gate", Lead("K1", "oil the gate")),
        ("K1) oil the gate", Lead("K1", "oil the gate")),
        ("[K1] oil the gate", Lead("K1", "oil the gate")),
        ("**K1** oil the gate", Lead("K1", "oil the gate")),
        ("-> K1 oil the gate", Lead("K1", "oil the gate")),
        ("AI-17 Mara: oil the gate", Lead("AI-17", "oil the gate", "Mara")),
        ("AI-17 (Mara): oil the gate", Lead("AI-17", "oil the gate", "Mara")),
        ("AI-17 Émile & Bo: oil the gate", Lead("AI-17", "oil the gate", "Émile & Bo")),
        ("AI-17 Mara van Dijk: oil the gate", Lead("AI-17", "oil the gate", "Mara van Dijk")),
        ("AI-17: note: oil the gate", Lead("AI-17", "note: oil the gate")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_is_taken_apart(text, lead):
    assert read_lead(text) == lead


@pytest.mark.parametrize("text", ["P1 oil the gate", "Q3 oil the gate", "K1", "k1: oil", "2026 oil", "Oil K1", ""])
def test_levels_quarters_and_lone_ids_lead_nothing(text):
    assert read_lead(text) is None


@pytest.mark.parametrize(
    ("reference", "prefix"), [("AI-17", "AI"), ("K1", "K"), ("A1B2", "A1B")], ids=["dash", "short", "inner"]
)
def test_ids_of_one_list_share_their_letters(reference, prefix):
    assert prefix_of(reference) == prefix


def test_two_ids_with_the_same_letters_make_a_list_a_register(told):
    assert told("## Station\n\n- H1: Fans are loud\n- H2: Doors squeak") == [
        ("open", "Fans are loud"),
        ("open", "Doors squeak"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Station\n\n- H1: Fans are loud\n- M2: Doors squeak",
        "## Station\n\n- H1: Fans are loud\n- The doors squeak",
        "## Glossary\n\n- H1: Fans are loud\n- H2: Doors squeak",
        "## Recommended order\n\n- H1: Fans are loud\n- H2: Doors squeak",
    ],
    ids=["other-letters", "one-id", "glossary", "order"],
)
def test_ids_alone_make_no_register(told, text):
    assert told(text) == []


def test_a_name_behind_an_id_makes_an_entry_work(only):
    found = only("## Station\n\n- T-1 Ann: order cables\n- It is warm")
    assert (found.title, found.owner) == ("Order cables", "Ann")


@pytest.mark.parametrize("label", ["Result", "Note", "Status"])
def test_a_label_behind_an_id_is_no_name(told, label):
    assert told(f"## Station\n\n- T-1: {label}: 5 ms\n- It is warm") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("K1: order cables -> done", "done"),
        ("K1: order cables → done, they run since Monday", "done"),
        ("K1: ✅ cables ordered", "done"),
        ("K1: fixed by Ann", "done"),
        ("K1: dropped", "dropped"),
        ("K1: order cables -> open", "open"),
        ("K1: order cables -> not done", "open"),
        ("K1: fixed?", "open"),
        ("K1: not fixed", "open"),
        ("K1: fixed width columns overflow", "open"),
        ("K1: done button is hidden", "open"),
        ("K1: erledigt", "done"),
        ("K1: noch nicht erledigt", "open"),
    ],
    ids=lambda value: value,
)
def test_an_entry_with_an_id_says_how_far_it_is(extract, text, status):
    first, _ = extract(f"## Station\n\n- {text}\n- K2: Doors squeak").items
    assert (first.reference, first.status) == ("K1", status)


def test_what_an_arrow_says_is_no_part_of_the_title(extract):
    titles = [item.title for item in extract("## Notes\n\n- K1: Order cables -> done\n- K2: Move A -> B").items]
    assert titles == ["Order cables", "Move A -> B"]


@pytest.mark.parametrize(
    ("notes", "titles"),
    [
        (("Ann saw it", "It rains"), ["The gate", "The bell"]),
        (("Rotate the keys", "Write the guide"), ["Rotate the keys", "Write the guide"]),
    ],
    ids=["notes", "work"],
)
def test_an_entry_with_an_id_is_a_category_only_over_work(told, notes, titles):
    text = "## Open items\n\n- K1: The gate\n  - {}\n- K2: The bell\n  - {}".format(*notes)
    assert [title for _, title in told(text)] == titles
