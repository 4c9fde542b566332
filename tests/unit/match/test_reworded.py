"""What a person has rejected, and how the next report may word it: it stays away, unless it is other work."""

import pytest

from reportbot.match.remarks import without_remarks

REWORDED = [
    ("Upgrade Django to 5.2", "Upgrade to Django 5.2"),
    ("Add rate limiting to the public API", "Add rate limiting to the public API @maria due 2026-06-01"),
    ("Add rate limiting to the public API", "Rate limiting for the public API (2 days, Ann)"),
    ("Add rate limiting to the public API", "Add rate limiting to the public API by Friday"),
    ("Add rate limiting to the public API", "Public API: introduce rate limits (~3 days)"),
    ("Write a runbook for the broker failover", "Write the failover runbook for the message broker"),
    ("Purge the build cache every night", "Clean the build cache every night"),
    ("Rotate the signing keys of the release job", "Release job: rotate signing keys (P1, owner: Ann)"),
    ("Move the session store from memory to disk", "Move session store to disk from memory"),
    ("Retry failed uploads with a backoff", "Failed uploads should be retried with backoff"),
    ("Show the tide table on the harbour page", "Harbour page: tide table, due: 2026-05-03"),
    ("Warn skippers before the gate closes", "Warn the skippers before gate closes (Bob, until Monday)"),
    ("Show the tide table on the harbour page", "Please show the tide table on the harbour page as discussed"),
    ("Show the tide table on the harbour page", "Show the tide table on the harbour page (as soon as possible)"),
    ("Rotate the signing keys of the release job", "Don't forget to rotate the signing keys of the release job"),
    ("Review the failure messages of the harbour form", "Review the error messages of the harbour form"),
    ("Zertifikate automatisch erneuern", "Zertifikate automatisiert erneuern (Petra, bis Freitag)"),
    ("Zertifikate automatisch erneuern", "Automatische Erneuerung der Zertifikate"),
    ("Liegeplätze im Hafen nummerieren", "Nummerierung der Liegeplätze im Hafen"),
    ("Mahnungen in der Nacht verschicken", "Mahnungen in der Nacht versenden"),
    ("Gebühren der Liegeplätze jährlich anpassen", "Gebühren der Liegeplätze jährlich anpassen (ca. 3 Tage, Petra)"),
    ("Schleusenzeiten auf der Startseite anzeigen", "Schleusenzeiten auf Startseite anzeigen bis 01.06.2026"),
    ("Winterlager der Boote neu vermessen", "Winterlager der Boote vermessen @petra"),
    ("Anlegen der Fähre per Funk melden", "Anlegen der Fähre per Funk mitteilen"),
    ("Datensicherung auf den zweiten Server spiegeln", "Spiegelung der Datensicherung auf den zweiten Server"),
]
OTHER_WORK = [
    ("Upgrade Django to 5.2", "Upgrade Django to 5.3"),
    ("[Crane] Value is lost after restart", "[Gate] Value is lost after restart"),
    ("Paint the walls of house 2", "Paint the walls of house 4"),
    ("Rate limits for the public API", "Rate limits for the admin API"),
    ("Move the billing jobs to the queue", "Move the mailing jobs to the queue"),
    ("Phase 1 of the harbour survey", "Phase 2 of the harbour survey"),
    ("Copy the tide data from lake to store", "Copy the tide data from store to lake"),
    ("Add bash completion to the tide tool", "Add fish completion to the tide tool"),
    ("Tide table of the harbour page", "Write tests for the tide table of the harbour page"),
    ("Tide table of the harbour", "Tide table of the harbour for guests"),
    ("Keep the tide logs for 7 days", "Translate the tide logs"),
    ("Liegeplätze in Haus 2 vermessen", "Liegeplätze in Haus 4 vermessen"),
    ("Zweite Phase der Hafenplanung 2", "Zweite Phase der Hafenplanung 3"),
    ("Gebühren der Liegeplätze anpassen", "Gebühren der Kräne anpassen"),
    ("Daten vom Lager nach Hafen kopieren, aus Sicht von Nord", "Pegel im Hafen ablesen"),
]


def name(titles):
    """Letters of ASCII only: other tools select tests by these names."""
    return " - ".join(titles).encode("ascii", "ignore").decode()


@pytest.mark.parametrize("state", ["rejected", "published", "duplicate"])
@pytest.mark.parametrize("titles", REWORDED, ids=name)
def test_what_was_decided_does_not_come_back_in_other_words(verdict, item, draft, titles, state):
    before, now = titles
    match = verdict(item(now), drafts=[draft("bbbbbbbb", before, state, issue="#9", duplicate_of=9)])
    assert match.verdict in {"declined", "tracked", "repeat", "uncertain"}
    assert "bbbbbbbb" in match.reason


@pytest.mark.parametrize(("before", "now"), OTHER_WORK, ids=[f"other-{number}" for number, _ in enumerate(OTHER_WORK)])
def test_other_work_next_to_a_rejected_draft_is_new(verdict, item, draft, before, now):
    assert verdict(item(now), drafts=[draft("bbbbbbbb", before, "rejected")]).verdict == "new"


@pytest.mark.parametrize(("before", "now"), [("Purge the build cache", "Shrink the build cache")])
def test_a_draft_that_nobody_decided_holds_nothing_for_its_wording(verdict, item, draft, before, now):
    assert verdict(item(now), drafts=[draft("bbbbbbbb", before, "pending")]).verdict == "new"


@pytest.mark.parametrize(
    ("title", "language", "bare"),
    [
        ("Paint the pier @maria due 2026-06-01", "en", "Paint the pier"),
        ("Paint the pier (2 days, Ann)", "en", "Paint the pier"),
        ("Steg streichen (Petra, bis Freitag)", "de", "Steg streichen"),
        ("Keep logs (30 days)", "en", "Keep logs (30 days)"),
        ("Report of 2026-06-01", "en", "Report of 2026-06-01"),
        ("Alert on memory (high)", "en", "Alert on memory (high)"),
        ("Move to another store (2 days, Redis)", "en", "Move to another store (2 days, Redis)"),
        ("Greet people with @name", "en", "Greet people with @name"),
        ("(2 days, Ann)", "en", "(2 days, Ann)"),
        ("Please paint the pier soon", "en", "paint the pier"),
        ("Still to do: paint the pier (as discussed)", "en", "paint the pier"),
        ("Don't forget to paint the pier by Friday, if possible", "en", "paint the pier"),
        ("Wir müssen noch den Steg streichen, wie besprochen", "de", "den Steg streichen"),
        ("Peindre la jetée comme convenu", "fr", "Peindre la jetée"),
        ("Falta: pintar el muelle cuanto antes", "es", "pintar el muelle"),
        ("Pintar o cais em breve", "pt", "Pintar o cais"),
        ("Dipingere il molo in questo sprint", "it", "Dipingere il molo"),
        ("Måla bryggan så snart som möjligt", "sv", "Måla bryggan"),
        ("至急、桟橋を塗装する", "ja", "桟橋を塗装する"),
        ("给码头刷漆，尽快", "zh", "给码头刷漆"),
        ("Plan the next sprint", "en", "Plan the next sprint"),
        ("Plan this sprint", "en", "Plan this sprint"),
        ("Let's Encrypt certificates", "en", "Let's Encrypt certificates"),
        ("Falta el logo", "es", "Falta el logo"),
        ("予定表を表示する", "ja", "予定表を表示する"),
    ],
)
def test_owner_date_effort_and_what_is_said_in_passing_are_no_part_of_the_work(title, language, bare):
    assert without_remarks(title, language) == bare
