import re

import pytest

from reportbot.extract.phrases import Phrases
from reportbot.extract.words import shipped

PHRASES = Phrases(["add", "add a", "add … test", "erledig*", "für", "vérifier", "→ next", "要修复"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("add a test", ["add a test"]),
        ("add a page, add it", ["add a", "add"]),
        ("addition", []),
        ("readd", []),
        ("erledigt und unerledigt", ["erledigt"]),
        ("fuer uns, für sie", ["fuer", "für"]),
        ("verifier, vérifier", ["verifier", "vérifier"]),
        ("now → next → next", ["→ next"] * 2),
        ("我们要修复它 add", ["要修复", "add"]),
        ("add我", ["add"]),
        ("", []),
    ],
)
def test_whole_words_are_found_the_longest_first(text, found):
    assert [hit[0] for hit in PHRASES.finditer(text)] == found
    first = PHRASES.search(text)
    assert ([first[0]] if first else []) == found[:1]


def test_a_match_may_start_inside_a_text_but_not_inside_a_word():
    assert PHRASES.match("to add", 3)
    assert not PHRASES.match("readd", 2)
    assert not PHRASES.match("to add")
    assert PHRASES.fullmatch("add a")
    assert not PHRASES.fullmatch("add b")


def test_what_is_found_can_be_replaced():
    assert PHRASES.sub("-", "add a page → next") == "- page -"
    assert PHRASES.findall("add, für") == ["add", "für"]


def test_no_phrases_find_nothing():
    assert Phrases().search("add") is None
    assert Phrases().fullmatch("") is None


@pytest.mark.parametrize(
    ("table", "key"), [("work", "verbs"), ("duty", "must"), ("sections", "open"), ("status", "open")]
)
def test_every_phrase_that_ships_finds_itself(table, key):
    phrases = shipped().pattern(table, key)
    plain = [phrase for phrase in phrases.ordered if re.fullmatch(r"[^\W_]+(?: [^\W_]+)*", phrase)]
    assert [phrase for phrase in plain if not phrases.fullmatch(phrase)] == []
    assert [phrase for phrase in plain if not phrases.search(f"({phrase})")] == []
