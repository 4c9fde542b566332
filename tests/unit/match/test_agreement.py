import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.match.agreement import agree
from reportbot.match.subject import of_issue, of_item
from reportbot.models import ActionItem, Evidence, TrackedIssue
from reportbot.text.similarity import filler_weight

WEIGH = filler_weight("en")
TITLES = st.lists(
    st.sampled_from(
        [
            "add",
            "remove",
            "page",
            "list",
            "user",
            "bash",
            "fish",
            "for",
            "from",
            "to",
            "2",
            "3",
            "docs",
            "test",
            "REF-1",
            "again",
            "the",
        ]
    ),
    max_size=7,
)


def compare(first, second, body=""):
    item = ActionItem("a", first, "open", (Evidence("d1", 1, 1, first),))
    return agree(of_item(item), of_issue(TrackedIssue(1, second, body, "open")), WEIGH)


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ("[Feature] Cache rendered pages", "cache rendered pages", "title"),
        ("Cache the rendered pages", "Implement caching of rendered pages", "words"),
        ("Tests", "Tests", "close"),
        ("Retry failed payments with backoff", "Payments: retry with backoff", "close"),
        ("Cache rendered pages on Windows", "Cache rendered pages", "neighbour"),
        ("Sign the release", "Water the plants", "other"),
        ("", "Cache pages", "other"),
    ],
)
def test_levels(first, second, level):
    assert compare(first, second).level == level


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ("Phase 2 of the stream writer", "Phase 1 of the stream writer", "another number: 2 here, 1 there"),
        ("Add bash completion to the tool", "Add fish completion to the tool", "another name: bash here, fish there"),
        ("Write tests for the page cache", "Page cache", "tests only here"),
        ("Page cache", "Document the page cache", "document only there"),
        ("Refund the cancelled rides", "Charge the cancelled rides", "refund here, charge there"),
        ("Move files into the page store", "Move files out of the page store", "into here, out there"),
        ("Copy the data from lake to store", "Copy the data from store to lake", "from lake here, from store there"),
        ("Save slots of the game for guests", "Save slots of the game", "guests only here"),
        ("P12: Clean the page store", "P13: Clean the page store", "P12 here, P13 there"),
    ],
)
def test_what_makes_it_other_work_is_said(first, second, difference):
    agreement = compare(first, second)
    assert (agreement.is_same, agreement.difference) == (False, difference)


def test_a_percentage_is_a_measurement_and_no_identity():
    assert compare("Disk of build host full at 98%", "Disk of build host full").difference == ""


def test_a_body_explains_what_is_left_of_a_title():
    assert compare(
        "Retry broken uploads to storage with jitter", "Retry broken uploads to storage", "Use some jitter."
    ).is_same
    assert not compare("Retry broken uploads to storage with jitter", "Retry broken uploads to storage").is_same


def test_a_body_does_not_widen_a_title():
    narrow = compare(
        "Retry broken uploads to storage for guests", "Retry broken uploads to storage", "Not for guests yet."
    )
    assert not narrow.is_same


def test_a_body_alone_never_makes_two_titles_agree():
    title = "Tokenizer drops rare symbols"
    assert compare(title, "Umbrella", f"{title}. Everything about {title} belongs here.").level == "other"


def test_what_only_one_side_says_is_told():
    agreement = compare("Export the shift plan as calendar", "Calendar of the shift plan")
    assert (agreement.shared, agreement.only_first, agreement.only_second) == (
        ("shift", "plan", "calendar"),
        ("export",),
        (),
    )


@given(TITLES, TITLES)
def test_levels_do_not_depend_on_the_order(first, second):
    one, two = compare(" ".join(first), " ".join(second)), compare(" ".join(second), " ".join(first))
    assert (one.level, one.score) == (two.level, two.score)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_texts_can_be_compared(first, second, body):
    assert 0 <= compare(first, second, body).score <= 1


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ("Crash in parseHeader", "parseHeader is slow", "neighbour"),
        ("Document conf/limits.yaml", "Documentation of conf/limits.yaml", "close"),
        ("Upgrade pyarrow to 17", "Bump pyarrow to version 17", "words"),
        ("Write a guide for the tide table of the pier", "Write docs for the tide table of the pier", "close"),
        ("Paint the pier and the gate of the harbour", "Paint the pier of the harbour", "neighbour"),
    ],
)
def test_identifiers_kinds_of_work_and_scopes(first, second, level):
    assert compare(first, second).level == level


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ("Absturz in parseHeader() bei leeren Listen beheben", "parseHeader() crashes on empty files", "close"),
        ("Tests für parseHeader() schreiben", "parseHeader() crashes on empty files", "other"),
        ("Die Wand neben ANT1 streichen", "The door beside ANT1 is open", "other"),
    ],
)
def test_an_identifier_is_the_same_in_another_language(first, second, level):
    assert compare(first, second).level == level


def test_an_identifier_that_most_issues_have_says_nothing():
    one = of_item(ActionItem("a", "Absturz in parseHeader() beheben", "open", (Evidence("d1", 1, 1, "x"),)))
    other = of_issue(TrackedIssue(1, "parseHeader() prints what the user wants", "", "open"))
    assert agree(one, other, lambda word: 0.1 if word.parts else 1.0).level == "other"


def test_an_article_without_its_vowel_is_no_part_of_the_word():
    assert compare("L'app del molo perde la posizione", "App del molo: perde la posizione").is_same
