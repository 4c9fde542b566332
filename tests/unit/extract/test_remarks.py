"""Sentences in passing: work in a text without lists, remarks in one that lists its work."""

import pytest

LISTED = "# Station\n\n## Open items\n\n- Paint the hall\n- Sweep the yard\n- Mow the lawn\n"
SAID = "The gate needs some oil."


def titles(told, text):
    return [title for _, title in told(text)]


@pytest.mark.parametrize(
    "above",
    [
        "# Station",
        "# Station\n\n## Open items\n\n- Paint the hall\n- Sweep the yard",
        LISTED.replace("Open items", "Attendees"),
    ],
    ids=["no-list", "two-entries", "no-work"],
)
def test_a_duty_in_passing_is_work_where_no_list_says_what_to_do(told, above):
    assert any("gate" in title for title in titles(told, f"{above}\n\n## Tour\n\n{SAID}"))


@pytest.mark.parametrize("heading", ["Open items", "Done", "Roadmap"])
def test_a_duty_in_passing_is_a_remark_beside_a_list_of_work(told, heading):
    text = f"{LISTED.replace('Open items', heading)}\n## Tour\n\n{SAID}"
    assert titles(told, text) == ["Paint the hall", "Sweep the yard", "Mow the lawn"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Someone should oil the gate.",
        "TODO: oil the gate",
        "ACTION (Ann): oil the gate",
        "The gate must be oiled.",
        "The gate needs some oil by 2026-11-02.",
        "There is still no oil for the gate.",
        "Jemand muss das Tor ölen: gate.",
    ],
)
def test_a_sentence_that_asks_or_has_a_date_is_work_all_the_same(told, sentence):
    assert any("gate" in title for title in titles(told, f"{LISTED}\n## Tour\n\n{sentence}"))


def test_a_duty_in_a_section_of_open_work_is_work(told):
    assert any("gate" in title for title in titles(told, f"{LISTED}\n{SAID}"))


def test_a_remark_about_listed_work_is_more_evidence_and_closes_nothing(extract):
    items = extract(f"{LISTED}\n## Tour\n\nThe lawn needs some water.").items
    assert [item.status for item in items] == ["open", "open", "open"]
