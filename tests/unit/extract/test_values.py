import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.extract.values import (
    due_of,
    effort_of,
    kind_of,
    labels_of,
    owner_of,
    priority_of,
    priority_of_field,
    priority_of_labels,
    quarter_of,
    spoken_priority,
    stated_priority,
)
from reportbot.extract.words import shipped

WORDS = shipped()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("P0", "critical"),
        ("P1", "high"),
        ("P2", "medium"),
        ("P3", "low"),
        ("Critical", "critical"),
        ("HIGH", "high"),
        ("urgent", "high"),
        ("asap", "high"),
        ("Medium-High", "medium"),
        ("Low/Medium", "medium"),
        ("high to critical", "high"),
        ("hoch", "high"),
        ("mittel", "medium"),
        ("niedrig", "low"),
        ("kritisch", "critical"),
        ("non-critical", None),
        ("not urgent", None),
        ("", None),
        ("later", None),
        ("highlight", None),
    ],
    ids=lambda value: value or "none",
)
def test_priorities_are_the_texts_own(text, level):
    assert priority_of(text, WORDS) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [("🔴", "high"), ("🟡", "medium"), ("🟢", "low"), ("🔴 Critical", "critical"), ("-", None)],
    ids=lambda value: value or "none",
)
def test_a_colour_counts_in_a_priority_field(text, level):
    assert priority_of_field(text, WORDS) == level


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("high-priority", "high"),
        ("priority: low", "low"),
        ("P2", "medium"),
        ("critical", "critical"),
        ("low", None),
        ("high availability", None),
        ("bug", None),
    ],
    ids=lambda value: value or "none",
)
def test_a_label_that_names_a_priority_states_it(label, level):
    assert priority_of_labels((label,), WORDS) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("High priority", "high"),
        ("🔴 Critical issues", "critical"),
        ("Low", "low"),
        ("P1 tasks", "high"),
        ("Hohe Priorität", "high"),
        ("High availability", None),
        ("Low temperature alarms", None),
        ("Priorities", None),
    ],
    ids=lambda value: value or "none",
)
def test_a_heading_states_a_priority_when_it_says_little_else(text, level):
    assert stated_priority(text, WORDS) == level


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2-3 days", (16, 24)),
        ("1 week", (40, 40)),
        ("~30 min", (0.5, 0.5)),
        ("6h", (6, 6)),
        ("2 to 4 hours", (2, 4)),
        ("1,5 Tage", (12, 12)),
        ("2 bis 3 Wochen", (80, 120)),
        ("2–3 days", (16, 24)),
        ("about 3.5 hrs", (3.5, 3.5)),
        ("2d", (16, 16)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_efforts_are_read_as_hours(text, hours):
    effort = effort_of(text, WORDS)
    assert effort.hours == pytest.approx(hours)
    assert effort.text in text


@pytest.mark.parametrize(
    "text", ["", "small", "L", "3 points", "2 people", "5", "P1"], ids=lambda text: text or "empty"
)
def test_text_without_a_unit_of_time_is_no_effort(text):
    assert effort_of(text, WORDS) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-05-13", "2026-05-13"),
        ("by 13.5.2026", "2026-05-13"),
        ("May 13, 2026", "2026-05-13"),
        ("13 May 2026", "2026-05-13"),
        ("13th May 2026", "2026-05-13"),
        ("2026-13-40", None),
        ("30.02.2026", None),
        ("May 2026", None),
        ("tomorrow", None),
        ("", None),
        ("1.2.3", None),
    ],
    ids=lambda value: value or "none",
)
def test_full_dates_are_read(text, date):
    assert due_of(text, WORDS) == date


@pytest.mark.parametrize(
    ("text", "quarter"),
    [("Q3 2026", "Q3 2026"), ("in Q3", "Q3"), ("Q3/2026", "Q3 2026"), ("Q5", None), ("FAQ3", None)],
    ids=lambda value: value or "none",
)
def test_quarters_are_read(text, quarter):
    assert quarter_of(text, WORDS) == quarter


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("bug, api", ("bug", "api")),
        ("`bug`, `good first issue`", ("bug", "good first issue")),
        ("bug; api", ("bug", "api")),
        ("bug, bug", ("bug",)),
        ("[bug, api]", ("bug", "api")),
        ("", ()),
        ("x" * 51, ()),
    ],
    ids=["commas", "code", "semicolons", "twice", "brackets", "empty", "too-long"],
)
def test_labels_are_split(text, labels):
    assert labels_of(text) == labels


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("@ann", "ann"),
        ("**Ann Lee**", "Ann Lee"),
        ("TBD", None),
        ("-", None),
        ("unassigned", None),
        ("", None),
        ("x" * 61, None),
    ],
    ids=lambda value: (value or "none")[:12],
)
def test_owners_are_names(text, owner):
    assert owner_of(text, WORDS) == owner


@pytest.mark.parametrize(
    ("type_word", "labels", "title", "kind"),
    [
        ("Bug", (), "Write the guide", "bug"),
        (None, ("documentation",), "Fix it", "documentation"),
        (None, (), "Fix the crash", "bug"),
        (None, (), "Write the runbook", "documentation"),
        (None, (), "Frobnicate", "chore"),
        (None, (), "Investigate the leak", "bug"),
        (None, (), "Fehler beheben", "bug"),
        ("Spike", (), "x", "research"),
        (None, ("security",), "x", "security"),
    ],
    ids=["type", "label", "title", "runbook", "none", "leak", "german", "spike", "security"],
)
def test_the_kind_comes_from_type_then_labels_then_title(type_word, labels, title, kind):
    assert kind_of(type_word, labels, title, WORDS) == kind


@given(st.text())
def test_no_text_is_too_odd(text):
    effort = effort_of(text, WORDS)
    assert effort is None or effort.hours[0] >= 0
    assert owner_of(text, WORDS) != ""
    assert all(0 < len(label) <= 50 for label in labels_of(text))
    assert due_of(text, WORDS) is None or len(due_of(text, WORDS)) == 10
    assert priority_of(text, WORDS) in {"critical", "high", "medium", "low", None}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Oil it, low priority, it can wait", "low"),
        ("Oil it, priority: high", "high"),
        ("Oil it, prio 2", "medium"),
        ("Oil it, P1", "high"),
        ("Tor ölen, hohe Priorität", "high"),
        ("Sweep with priority for the kids", None),
        ("Not a high priority", None),
        ("Oil the P10 rollers", None),
        ("Oil the high gate", None),
    ],
    ids=lambda value: value or "none",
)
def test_a_sentence_states_its_priority_in_passing(text, level):
    assert spoken_priority(text, WORDS) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [("1", "high"), ("Prio 0", "critical"), ("5", None), ("1.5", None), ("12", None), ("Gate 1", None)],
    ids=lambda value: value or "none",
)
def test_a_lone_number_is_a_level_in_a_priority_field(text, level):
    assert priority_of_field(text, WORDS) == level


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("13/03/2026", "2026-03-13"),
        ("03/13/2026", "2026-03-13"),
        ("05/05/2026", "2026-05-05"),
        ("05/03/2026", None),
        ("2026/3/5", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("5. März 2026", "2026-03-05"),
        ("5 de mayo de 2026", "2026-05-05"),
        ("le 5 mars 2026", "2026-03-05"),
        ("March 5th, 2026", "2026-03-05"),
        ("5 Fructidor 2026", None),
    ],
    ids=lambda value: value or "none",
)
def test_dates_are_read_in_other_orders_and_languages(text, date):
    assert due_of(text, WORDS) == date


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("3. Quartal 2026", "Q3 2026"),
        ("2026 Q3", "Q3 2026"),
        ("2026年第3季度", "Q3 2026"),
        ("T3 2026", "Q3 2026"),
        ("Q7", None),
        ("3 quarters of it", None),
    ],
    ids=lambda value: value or "none",
)
def test_quarters_are_read_in_other_orders_and_languages(text, quarter):
    assert quarter_of(text, WORDS) == quarter


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Ann, Bo", "Ann, Bo"),
        ("Ann, due 2026-03-05", "Ann"),
        ("Ann, 2026-03-05", "Ann"),
        ("Ann; Bo", "Ann"),
        ("Ann?", "Ann"),
        ("niemand", None),
        ("—", None),
    ],
    ids=lambda value: value or "none",
)
def test_several_owners_and_no_dates(text, owner):
    assert owner_of(text, WORDS) == owner
