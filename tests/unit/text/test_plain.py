import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.plain import plain, unmarked, without_pictures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Rotate** the *keys*", "Rotate the keys"),
        ("__Rotate__ the _keys_", "Rotate the keys"),
        ("***Rotate*** the ~~old~~ keys", "Rotate the old keys"),
        ('Read [the guide](https://example.org/a_(b) "title")', None),
        ('Read [the guide](https://example.org/guide "a title") now', "Read the guide now"),
        ("Read [the guide](<https://example.org/a b>)", "Read the guide"),
        ("Read [the guide][1] now", "Read the guide now"),
        ("![diagram](d.png) of the flow", "diagram of the flow"),
        ("Keep <b>this</b> <!-- not that --> text", "Keep this text"),
        ("an unclosed <!-- comment", "an unclosed"),
        (r"2 \* 3 \[x\]", "2 * 3 [x]"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("a < b and c > d", "a < b and c > d"),
        ("use `x` twice", "use `x` twice"),
        ("  many \n  spaces ", "many spaces"),
    ],
    ids=[
        "stars",
        "underscores",
        "triple-and-struck",
        "nested-parens",
        "link",
        "angle-link",
        "reference-link",
        "image",
        "tags",
        "open-comment",
        "escapes",
        "not-emphasis",
        "not-tags",
        "code",
        "white-space",
    ],
)
def test_marks_are_taken_off(text, expected):
    if expected is None:
        assert unmarked(text).startswith("Read")
    else:
        assert unmarked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🚀 Ship it ✅", "Ship it"),
        ("⚠️ Mind the ⚠️ gap", "Mind the ⚠️ gap"),
        ("1️⃣ First", "1️⃣ First"),
        ("→ go", "go"),
        ("no pictures", "no pictures"),
        ("👩‍💻 Code", "Code"),
        ("🎉", ""),
    ],
    ids=["both-ends", "middle-stays", "keycap-digit-stays", "arrow", "none", "joined", "alone"],
)
def test_pictures_go_at_the_ends_only(text, expected):
    assert without_pictures(text) == expected


def test_plain_text_has_no_marks_pictures_or_backticks():
    assert plain("✅ **Split** `sync/engine.py` 🎯") == "Split sync/engine.py"


@given(st.text())
def test_no_text_is_too_odd(text):
    for result in (unmarked(text), plain(text)):
        assert "\n" not in result
        assert result == result.strip()


@given(st.text(alphabet="ab *_`~[]()<>!-\\", max_size=40))
def test_marks_only_make_text_shorter(text):
    assert len(plain(text)) <= len(text)


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "*" * 50_000, "_a" * 25_000, "**a " * 12_000, "<a" * 25_000, "![[" * 17_000, "<!--" * 12_000],
    ids=lambda text: text[:4],
)
@pytest.mark.timeout(5)
def test_hostile_text_takes_no_time(text):
    assert len(plain(text)) <= len(text)
