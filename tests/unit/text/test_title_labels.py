import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.titles import is_same_title, strip_prefix, title_reference


@pytest.mark.parametrize(
    "labelled",
    [
        "[Feature] Cache pages",
        "feat: Cache pages",
        "Issue 3: Cache pages",
        "3. Cache pages",
        "🚀 Cache pages",
        "REF-01-002: Cache pages",
        "[Feature Request] (P1) Cache pages",
        "**Cache pages**",
    ],
)
def test_labels_are_taken_off(labelled):
    assert strip_prefix(labelled).rstrip("*") == "Cache pages"


@pytest.mark.parametrize(
    "title", ["[iOS] Crash on start", "docs: Cache pages", "UTF-8: names break", "5 MB files fail", "[Bug]"]
)
def test_what_says_something_stays(title):
    assert strip_prefix(title) == title


def test_the_scope_of_a_commit_message_stays():
    assert strip_prefix("feat(parser): support tables") == "parser: support tables"


def test_the_reference_is_told():
    assert title_reference("AI-17: Rotate the keys") == "AI-17"
    assert title_reference("Rotate the keys") is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("[Bug] Login fails", "login fails.", True),
        ("[iOS] Login fails", "[Android] Login fails", False),
        ("REF-01-001: Write tests", "REF-02-001: Write tests", False),
        ("REF-01-001: Write tests", "Write tests", True),
        ("UTF-8: names break", "UTF-16: names break", False),
        ("!!!", "???", False),
    ],
)
def test_same_titles(first, second, same):
    assert is_same_title(first, second) is same


@given(st.text(max_size=80), st.text(max_size=80))
def test_same_titles_do_not_depend_on_the_order(first, second):
    assert is_same_title(first, second) == is_same_title(second, first)
