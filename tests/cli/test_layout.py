import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.cli.layout import aligned, cells, count, lines_of, one_line, shorten, shorten_path, tally


def test_columns_stand_under_each_other():
    assert aligned([("a", "bb", "c"), ("aaa", "b", "cc")], None, 1) == ["a    bb  c", "aaa  b   cc"]


def test_a_wide_column_gives_way_to_the_width_of_the_terminal():
    lines = aligned([("id", "a very long title that goes on and on", "end")], 40, 1)
    assert lines == ["id  a very long title that goes on…  end"]


def test_a_terminal_that_is_too_narrow_still_shows_the_beginning():
    assert aligned([("id", "a very long title that goes on", "end")], 10, 1) == ["id  a very long title t…  end"]


@given(st.text(), st.integers(1, 40))
def test_a_shortened_text_fits(text, room):
    assert cells(shorten(text, room)) <= room


@given(st.text(max_size=10))
def test_a_text_that_fits_stays_whole(text):
    assert shorten(text, 20) == text


def test_a_long_path_keeps_its_end():
    assert shorten_path("reports/2026/status-of-may.md", 16) == "…tatus-of-may.md"


@given(st.text(), st.integers(1, 40))
def test_a_shortened_path_fits(path, room):
    assert cells(shorten_path(path, room)) <= room


def test_wide_characters_take_two_columns():
    assert cells("日本") == 4
    assert shorten("日本語", 5) == "日本…"


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1), st.integers(30, 120))
def test_no_row_breaks_a_line(rows, width):
    clean = [tuple(one_line(cell) for cell in row) for row in rows]
    assert all("\n" not in line for line in aligned(clean, width, 0))


@pytest.mark.parametrize(("number", "words"), [(1, "1 draft"), (0, "0 drafts"), (2500, "2,500 drafts")])
def test_numbers_agree_with_their_nouns(number, words):
    assert count(number, "draft") == words


def test_the_most_frequent_word_comes_first():
    assert tally(["a", "b", "b"]) == "b 2, a 1"


def test_one_line_is_named_once():
    assert (lines_of(3, 3), lines_of(3, 5)) == ("3", "3-5")
