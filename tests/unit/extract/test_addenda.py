"""What is told later under "Update" about work that stands above, in words."""

import pytest

from reportbot.extract.addenda import statements
from reportbot.extract.words import shipped

PLAN = "# Plan\n\n## Open items\n\n- Replace the inverter fans\n- Write the ticket manual\n- Translate the guide\n"


def status(extract, said, above=PLAN):
    return {item.title: item.status for item in extract(f"{above}\n{said}\n").items}["Replace the inverter fans"]


@pytest.mark.parametrize(
    "opening",
    [
        "## Update\n\n",
        "## Update, 4 June\n\n",
        "## Addendum\n\n- ",
        "## Nachtrag vom 4. Juni\n\n",
        "**Update:** ",
        "Update 4 June: ",
        "P.S. ",
    ],
    ids=lambda text: text.strip(),
)
def test_an_addendum_may_close_what_it_names(extract, opening):
    assert status(extract, f"{opening}The inverter fans are done.") == "done"


@pytest.mark.parametrize(
    "opening", ["## Summary\n\n", "## Tour\n\n", "", "> ", "## Outdated\n\n"], ids=lambda text: text.strip() or "none"
)
def test_no_other_text_may(extract, opening):
    assert status(extract, f"{opening}The inverter fans are done.") == "open"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Inverter fans: fixed.", "done"),
        ("The inverter fans have been replaced: done.", "done"),
        ("Die inverter fans sind erledigt.", "done"),
        ("The inverter fans are dropped.", "dropped"),
        ("The inverter fans are tracked in #12.", "tracked"),
        ("Inverter fans ✅", "done"),
    ],
    ids=lambda value: value,
)
def test_a_statement_says_how_far_it_is(extract, said, expected):
    assert status(extract, f"## Update\n\n{said}") == expected


@pytest.mark.parametrize(
    "said",
    [
        "The inverter fans are not done.",
        "The inverter fans are almost done.",
        "The inverter fans are hardly finished.",
        "Half of the inverter fans are done.",
        "The inverter fans: nothing done so far.",
        "The inverter fans are no longer done by us.",
        "The inverter fans cannot be fixed.",
        "The inverter fans could not be finished.",
        "The inverter fans are done except for the left one.",
        "The inverter fans will be done in June.",
        "The inverter fans should have been done in May.",
        "The inverter fans need to be done by June.",
        "The inverter fans are done if the shop delivers.",
        "Once the inverter fans are done we can close the hall.",
        "Without the inverter fans the hall is closed.",
        "I thought the inverter fans were done.",
        "Are the inverter fans done?",
        "Nobody has done the inverter fans.",
        "We discussed the inverter fans; the hall was closed.",
        "The inverter fans are 60 % done.",
        "Die inverter fans sind noch nicht erledigt.",
        "Sobald die inverter fans erledigt sind, feiern wir.",
        "Les inverter fans ne sont pas encore terminés.",
    ],
)
def test_a_hope_a_condition_or_a_half_closes_nothing(extract, said):
    assert status(extract, f"## Update\n\n{said}") == "open"


@pytest.mark.parametrize("said", ["The fans are done.", "The coffee machine is done.", "Inverter: done.", "All done."])
def test_a_statement_about_something_else_closes_nothing(extract, said):
    assert "done" not in {item.status for item in extract(f"{PLAN}\n## Update\n\n{said}").items}


def test_the_last_statement_counts(extract):
    done, again = "## Update\n\nThe inverter fans are done.", "## Update 2\n\nThe inverter fans are broken again."
    assert status(extract, f"{done}\n\n{again}") == "open"
    assert status(extract, f"{again}\n\n{done}") == "done"


def test_a_statement_opens_again_what_was_done(extract):
    text = "# Plan\n\n## Done\n\n- Replace the inverter fans\n- Write the ticket manual\n"
    assert status(extract, "## Update\n\nThe inverter fans are reopened.", text) == "open"


def test_two_clauses_speak_of_two_things(extract):
    text = f"{PLAN}\n## Update\n\nThe ticket manual is done; the guide is not done.\n"
    assert [item.status for item in extract(text).items] == ["open", "done", "open"]


def test_a_piece_of_work_that_starts_with_update_is_no_addendum(extract):
    text = (
        "# Plan\n\n## Open items\n\n### 1. Update the shop\n\nThe ticket printer is closed off.\n\n"
        "### 2. Replace the ticket printer\n\nText.\n"
    )
    assert [item.status for item in extract(text).items] == ["open", "open"]


def test_statements_have_the_lines_they_stand_on():
    lines = ["## Update", "", "- The fans are", "  replaced: done.", "- We had tea.", "", "The gate is done. It rains."]
    told = statements(lines, set(range(2, 8)), shipped())
    assert [(said.first_line, said.last_line, said.claim.status) for said in told] == [(3, 4, "done"), (7, 7, "done")]
