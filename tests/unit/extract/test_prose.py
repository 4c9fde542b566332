"""Sentences that say that somebody has to do something."""

import pytest


@pytest.mark.parametrize(
    "sentence",
    [
        "We need to raise a fault when a sensor is silent.",
        "We also have to replace the power supply before the summer.",
        "Somebody should change the display to local time.",
        "The retry logic still needs a test.",
        "The runbook is still missing.",
        "Die Trendkurve muss vor der Abnahme behoben werden.",
        "Die Doku fehlt noch.",
        "Wir müssen noch die Schlüssel tauschen.",
        "There is still no alarm for flat batteries.",
        "TODO: check the siren",
        "FIXME(karin): the plan shows the wrong week",
        "ACTION (Ann): write the rule",
    ],
)
def test_a_duty_in_prose_is_an_open_item(only, sentence):
    assert (
        only(f"# Report\n\nThe pumps run. {sentence}" if ":" not in sentence else f"# Report\n\n{sentence}").status
        == "open"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The new valves are in and have worked since Tuesday.",
        "There is no need to change anything.",
        "You need to install the compiler first.",
        "You should have been at the party!",
        "We needed to roll back.",
        "Next Friday there is a barbecue.",
        "This document needs to be read twice.",
        "Das muss nicht geändert werden.",
        "If you need to restart it, press the button.",
    ],
)
def test_a_fact_or_advice_in_prose_is_none(told, sentence):
    assert told(f"# Report\n\n{sentence}") == []


def test_a_marker_names_who(only):
    found = only("# Minutes\n\nACTION (Noor): write the rule for undated photos")
    assert (found.title, found.owner) == ("Write the rule for undated photos", "Noor")


@pytest.mark.parametrize(
    ("one", "two"),
    [("ACTION (Bo):", "ACTION (Ann):"), ("TODO:", "TODO:"), ("FIXME(bo):", "TODO:")],
    ids=["action", "todo", "mixed"],
)
def test_neighbouring_markers_are_items_of_their_own(told, one, two):
    assert [title for _, title in told(f"{one} rotate the keys\n{two} write the guide")] == [
        "Rotate the keys",
        "Write the guide",
    ]


def test_a_marker_with_an_initial_is_read(only):
    found = only("ACTION (A. Bo): rotate the keys")
    assert (found.title, found.owner) == ("Rotate the keys", "A. Bo")


def test_a_marker_that_is_done_is_done(only):
    assert only("ACTION (Noor): book the room - done during the meeting").status == "done"


def test_urgent_is_high(only):
    assert only("ACTION (Agnes): hide private notes in searches, urgent").priority == "high"


def test_a_sentence_over_two_lines_has_both_as_its_span(only):
    found = only(
        "# Report\n\nThe pumps run. We need to raise a fault when a\nsensor "
        "is silent for more than ten minutes. Good night."
    )
    assert (found.evidence[0].first_line, found.evidence[0].last_line) == (3, 4)


def test_the_lead_in_is_not_part_of_the_title(only):
    assert (
        only("# Report\n\nWe need to raise a fault when a sensor is silent.").title
        == "Raise a fault when a sensor is silent"
    )


def test_a_duty_about_this_takes_the_sentence_before(only):
    found = only(
        "# Notes\n\nThe display freezes when two operators log in at once. "
        "This must be fixed before the\ninspection on 1 October."
    )
    assert found.title == "The display freezes when two operators log in at once"
    assert (found.evidence[0].first_line, found.evidence[0].last_line) == (3, 4)


def test_a_label_with_its_work_behind_it_is_an_item(extract):
    assert extract("**Next steps:** rotate the keys and write the runbook.").items


def test_a_decision_against_is_not_open(told):
    assert all(
        status == "dropped"
        for status, _ in told(
            "# Report\n\nI thought about a phone app again. We decided against it: the web page is good enough."
        )
    )


def test_lessons_are_no_work(told):
    assert told("# Post-mortem\n\n## Lessons learned\n\nWe should treat a printer as a part of the system.") == []


def test_a_plain_text_mail_is_read(told):
    mail = (
        "Subject: Where we are\n\nHello,\n\nthe leak is repaired.\n\nSomebody should "
        "change the display to local time.\n\nBest wishes\nMilan"
    )
    assert told(mail) == [("open", "Change the display to local time")]


@pytest.mark.parametrize("end", ["automática.", "una CDN."], ids=lambda text: text)
def test_an_end_that_looks_like_a_short_form_ends_a_sentence(told, end):
    text = f"## Log\n\nSomeone needs to save drafts {end}\nSomeone needs to renew the certificate."
    assert len(told(text)) == 2
