import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.spans import composed, covered, fold, quote, stands_in, trim

LINES = ("# Report", "", "- [ ] Rotate  the keys", "  of the gateway", "---", "")


def test_a_quote_is_the_verbatim_text_of_its_lines():
    assert quote(LINES, 3, 4) == "- [ ] Rotate  the keys\n  of the gateway"


@pytest.mark.parametrize(
    ("first", "last"), [(0, 1), (3, 2), (1, 7), (-1, -1)], ids=["zero", "backwards", "past-end", "negative"]
)
def test_a_span_outside_the_document_is_refused(first, last):
    with pytest.raises(ValueError, match="not in a document of 6 lines"):
        quote(LINES, first, last)


@pytest.mark.parametrize(
    "wanted",
    ["Rotate the keys of the gateway", "Rotate  the keys", "the keys\n  of", "ﬁne".replace("ﬁne", "Rotate")],
    ids=["across-lines", "as-typed", "with-break", "part"],
)
def test_a_quote_is_found_whatever_its_white_space(wanted):
    assert stands_in(LINES, 3, 4, wanted)


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (3, 3, "of the gateway"),
        (3, 4, ""),
        (3, 4, " \n"),
        (3, 4, "rotate the locks"),
        (3, 9, "Rotate"),
        (0, 4, "Rotate"),
    ],
    ids=["other-line", "empty", "blank", "other-words", "past-end", "line-0"],
)
def test_a_quote_that_is_not_there_is_not_found(first, last, wanted):
    assert not stands_in(LINES, first, last, wanted)


def test_folding_unifies_unicode_forms_and_white_space():
    assert fold("ﬁx\u00a0the\t u\u0308ber ") == "fix the über"


def test_covered_lines_are_inclusive_and_counted_once():
    assert covered([(2, 4), (4, 5), (9, 9)]) == {2, 3, 4, 5, 9}


def test_trimming_takes_blank_lines_and_rules_off_the_end():
    assert trim(LINES, 3, 6) == (3, 4)


@pytest.mark.parametrize(
    ("lines", "last"),
    [(["a", "b", "", ""], 2), (["a", "b", "***"], 2), (["a", " \t_ -*"], 1), (["a", "X"], 2), (["a", "", "b"], 3)],
    ids=["only-what-is-blank", "a-rule-of-stars", "marks-and-blanks", "a-letter", "blank-inside"],
)
def test_trimming_ends_at_the_last_line_that_says_something(lines, last):
    assert trim(lines, 1, len(lines)) == (1, last)


def test_trimming_keeps_the_first_line():
    assert trim(("", "---", ""), 1, 3) == (1, 1)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=10), st.data())
def test_every_span_contains_its_own_quote(lines, data):
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    assert stands_in(lines, first, last, quote(lines, first, last)) == bool(fold("\n".join(lines[first - 1 : last])))


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_composing_joins_letters_and_accents_and_nothing_else():
    assert composed("ﬁn u\u0308ber  x") == "ﬁn über  x"
