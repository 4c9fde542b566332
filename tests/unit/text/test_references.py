import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.models import Mention
from reportbot.text.references import issue_references, mentions


def values(text):
    return [reference.value for reference in issue_references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see #12 and #13", ["#12", "#13"]),
        ("acme/api#12", ["acme/api#12"]),
        ("GH-7 broke", ["#7"]),
        ("https://github.com/acme/api/issues/9#comment", ["acme/api#9"]),
        ("https://git.example.org/acme/api/pull/10", ["acme/api#10"]),
        ("([Issue](https://github.com/acme/api/issues/11))", ["acme/api#11"]),
        ("(#5)", ["#5"]),
    ],
    ids=["numbers", "repository", "gh", "issue-url", "other-host", "labelled-link", "brackets"],
)
def test_references_are_read_in_order(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["colour #fff000", "a&#39;b", "page.html#12", "C#", "# 12", "#", "route/#3", "#12345678", "abc#4"],
    ids=lambda text: text,
)
def test_what_only_looks_like_a_reference_is_none(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "pull"),
    [
        ("PR #4", True),
        ("pull request #4", True),
        ("issue #4", False),
        ("#4", False),
        ("https://github.com/a/b/pull/4", True),
        ("https://github.com/a/b/issues/4", False),
    ],
    ids=["pr", "pull-request", "issue", "bare", "pull-url", "issue-url"],
)
def test_a_pull_request_is_told_from_an_issue(text, pull):
    assert issue_references(text)[0].is_pull is pull


@pytest.mark.parametrize(
    ("text", "labelled"),
    [("[Issue](https://github.com/a/b/issues/4)", True), ("[the list](https://github.com/a/b/issues/4)", False)],
    ids=["issue", "other-text"],
)
def test_a_link_that_says_issue_is_labelled(text, labelled):
    assert issue_references(text)[0].labelled is labelled


def test_the_words_before_a_reference_come_with_it():
    assert issue_references("Related to #4")[0].before.endswith("related to ")


def test_mentions_are_told_once_and_by_kind():
    text = "@ann saw `src/app/main.py:12` fail since 1a2b3c4d (see #3, #3 and https://example.org/log.)."
    assert mentions(text) == (
        Mention("issue", "#3"),
        Mention("url", "https://example.org/log"),
        Mention("path", "src/app/main.py:12"),
        Mention("commit", "1a2b3c4d"),
        Mention("person", "ann"),
    )


@pytest.mark.parametrize(
    "text",
    ["mail ann@example.org", "1234567 items", "deadbeef", "and/or"],
    ids=["mail", "only-digits", "only-letters", "and-or"],
)
def test_ordinary_text_mentions_no_person_and_no_commit(text):
    assert not {mention.kind for mention in mentions(text)} & {"person", "commit"}


@given(st.text())
def test_no_text_is_too_odd(text):
    for reference in issue_references(text):
        assert 0 <= reference.start < reference.end <= len(text)
    assert len(set(mentions(text))) == len(mentions(text))
