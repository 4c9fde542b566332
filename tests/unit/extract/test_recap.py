"""Lists that tell again, in other words, what the document has told before."""

import pytest

ISSUES = """\
# Station

### Issue 1: Visitors wait at the gate

**Priority:** high

The turnstile is slow since the scanner update.

### Issue 2: Lamps flicker in the hall

**Priority:** low

The dimmer hums.

### Issue 3: Tickets print twice

**Priority:** low

The spooler retries.
"""


def steps(*entries, heading="Next steps"):
    return "\n".join([ISSUES, f"## {heading}", "", *(f"- {entry}" for entry in entries)])


def evidence(extract, text):
    return {item.title: len(item.evidence) for item in extract(text).items}


def test_a_list_that_mostly_repeats_is_more_evidence(extract):
    text = steps("Look at the turnstile scanner at the gate", "Swap the dimmer of the flickering lamps")
    assert evidence(extract, text) == {
        "Visitors wait at the gate": 2,
        "Lamps flicker in the hall": 2,
        "Tickets print twice": 1,
    }


def test_new_work_in_such_a_list_stays_work(extract):
    text = steps(
        "Look at the turnstile scanner at the gate", "Swap the dimmer of the flickering lamps", "Buy a new kettle"
    )
    assert evidence(extract, text)["Buy a new kettle"] == 1


@pytest.mark.parametrize(
    "entries",
    [
        ("Look at the turnstile scanner at the gate", "Buy a kettle", "Paint the benches", "Count the coins"),
        ("Buy a kettle", "Paint the benches", "Count the coins"),
    ],
    ids=["one-of-four", "none"],
)
def test_a_list_of_mostly_other_work_joins_nothing(extract, entries):
    found = evidence(extract, steps(*entries))
    assert set(found.values()) == {1}
    assert len(found) == 3 + len(entries)


def test_a_stage_in_front_says_nothing_about_which_work_it_is(extract):
    text = steps("Phase 1: turnstile and scanner of the gate", "Phase 2: dimmer of the lamps in the hall")
    assert len(extract(text).items) == 3


def test_a_number_that_the_other_telling_lacks_keeps_work_apart(extract):
    text = ISSUES.replace("wait at the gate", "wait at gate 7") + (
        "\n## Next steps\n\n- Turnstile scanner at gate 9\n- Dimmer of the flickering lamps\n"
        "- Spooler that retries tickets"
    )
    assert evidence(extract, text)["Turnstile scanner at gate 9"] == 1


def test_what_is_done_is_not_the_open_work_in_other_words(extract):
    text = steps(
        "Checked the turnstile scanner at the gate", "Swapped the dimmer of the flickering lamps", heading="Done"
    )
    statuses = {item.title: item.status for item in extract(text).items}
    assert [statuses[title] for title in ("Visitors wait at the gate", "Lamps flicker in the hall")] == ["open", "open"]


def test_entries_of_one_list_never_repeat_each_other(extract):
    text = "## Next steps\n\n- Oil the gate in the hall\n- Oil the hinge of the gate\n- Hall gate oil"
    assert len(extract(text).items) == 3


def test_two_ids_are_two_pieces_of_work(extract):
    text = (
        "## Findings\n\n### K-1: Slow turnstile at the gate\n\nText.\n\n### K-2: Lamps flicker in the hall\n\nText.\n\n"
        "## Next steps\n\n- Q-1: Slow turnstile, gate\n- Q-2: Flickering lamps, hall\n"
    )
    assert len(extract(text).items) == 4
