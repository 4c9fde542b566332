import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.similarity import filler_weight, is_same_wording, overlap, telling, title_similarity
from reportbot.text.wording import wording

TITLES = st.text(alphabet="abc XY.-_/12äß", max_size=40)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Add retries to webhook delivery", "Implement a retry for the webhook deliveries"),
        ("[Feature] Cache rendered pages", "cache rendered pages"),
        ("Show unread counts for shared folders", "Unread counts for shared directories"),
        ("Liste der Benutzer seitenweise anzeigen", "Benutzerliste seitenweise anzeigen"),
        ("Rate-limit the `userList` endpoint", "Rate limit the user list endpoint"),
        ("Extraction of sparse files is broken", "Fix extraction of sparse files"),
    ],
)
def test_the_same_in_other_words(first, second):
    assert is_same_wording(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Phase 2 of the importer", "Phase 3 of the importer"),
        ("Add bash completion", "Add fish completion"),
        ("Add shell completion", "Add shell completion for fish"),
        ("Write tests for the importer", "Write documentation for the importer"),
        ("REF-01-001: Write the guide", "REF-02-001: Write the guide"),
        ("Tests", "Add tests"),
        ("Retry the upload", "Time out the download"),
        ("", ""),
    ],
)
def test_other_work(first, second):
    assert not is_same_wording(first, second)


def test_half_of_an_identifier_is_another_word():
    both = overlap(wording("Cannot scroll the page"), wording("ScrollView of the page"), filler_weight("en"))
    assert [word.raw for word in both.only_first] == ["scroll"]


def test_overlap_tells_what_only_one_side_says():
    both = overlap(wording("Retry failed uploads"), wording("Retry uploads nightly"), filler_weight("en"))
    assert [word.raw for word in both.shared] == ["retry", "uploads"]
    assert ([word.raw for word in both.only_first], [word.raw for word in both.only_second]) == (
        ["failed"],
        ["nightly"],
    )


def test_filler_weighs_little():
    assert title_similarity("A new upload page", "Upload page") > 0.9
    assert title_similarity("Remove upload page", "Upload page") < 0.9


def test_telling_words_are_counted_once():
    assert telling(wording("Add tests, tests and more tests")) == 1


@given(TITLES, TITLES)
def test_similarity_is_symmetric_and_bounded(first, second):
    score = title_similarity(first, second)
    assert 0 <= score <= 1
    assert score == pytest.approx(title_similarity(second, first))


@given(TITLES, TITLES)
def test_same_wording_does_not_depend_on_the_order(first, second):
    assert is_same_wording(first, second) == is_same_wording(second, first)


@given(st.text())
def test_every_wording_with_words_is_the_same_as_itself(text):
    assert is_same_wording(text, text) or not any(letter.isalnum() for letter in text)
