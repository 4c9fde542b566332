import tomllib
from importlib.resources import files

import pytest

from reportbot.extract.words import MEANINGS, compile_words, shipped

WORDS = compile_words(
    [{"status": {"done": ["done", "all set"], "open": ["to-do"]}}, {"status": {"done": ["erledigt*"]}}]
)


@pytest.mark.parametrize(
    "text", ["done", "is done.", "all set", "all  set", "all-set", "erledigt", "erledigtes"], ids=lambda text: text
)
def test_a_phrase_of_any_language_is_found_as_whole_words(text):
    assert WORDS.pattern("status", "done").search(text)


@pytest.mark.parametrize("text", ["undone", "donee", "allset", "unerledigt"], ids=lambda text: text)
def test_a_part_of_a_word_is_not_found(text):
    assert not WORDS.pattern("status", "done").search(text)


def test_a_key_that_is_not_there_finds_nothing():
    assert WORDS.pattern("status", "lost").search("lost") is None


@pytest.mark.parametrize(
    ("text", "key"),
    [("Done:", "done"), ("**To do**", "open"), ("to-do", "open"), ("done today", None), ("", None)],
    ids=lambda value: value or "none",
)
def test_a_name_has_the_key_that_is_all_of_it(text, key):
    assert WORDS.key_of("status", text) == key


def phrases():
    for path in sorted((files("reportbot.extract") / "words").iterdir(), key=str):
        if path.name.endswith(".toml"):
            for table, keys in tomllib.loads(path.read_text(encoding="utf-8")).items():
                yield from ((table, key, phrase) for key, values in keys.items() for phrase in values)


def test_every_shipped_phrase_finds_itself():
    words = shipped()
    plain = [(table, key, phrase) for table, key, phrase in phrases() if "…" not in phrase]
    assert len(plain) > 500
    assert [
        entry for entry in plain if not words.pattern(entry[0], entry[1]).search(entry[2].removesuffix("*").casefold())
    ] == []


def test_a_gap_in_a_phrase_takes_a_few_words():
    words = compile_words([{"duty": {"must": ["muss … werden"]}}])
    assert words.pattern("duty", "must").search("das muss vor der abnahme behoben werden")
    assert not words.pattern("duty", "must").search("das muss " + "sehr " * 9 + "werden")


def test_all_meanings_have_words():
    assert {*MEANINGS, "addendum"} == set(shipped().keys("sections"))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("c'è un", "c’è un"),
        ("nächste schritte", "naechste schritte"),
        ("priorità", "priorita"),
        ("n.n.", "n.n."),
    ],
    ids=lambda value: value,
)
def test_a_phrase_is_found_in_its_other_spellings(phrase, text):
    words = compile_words([{"sections": {"open": [phrase]}}])
    assert words.pattern("sections", "open").fullmatch(text)


def test_a_short_word_without_its_accent_is_another_word():
    words = compile_words([{"duty": {"must": ["è da"]}}])
    assert not words.pattern("duty", "must").search("bianco e da")


def test_the_longest_phrase_is_found_first():
    words = compile_words([{"sections": {"open": ["open", "open points", "open*"]}}])
    assert words.pattern("sections", "open").search("all open points").group() == "open points"


@pytest.mark.parametrize("text", ["what's left", "what’s left", "à réaliser", "a realiser"], ids=lambda text: text)
def test_a_typographic_apostrophe_and_a_missing_accent_do_not_matter(text):
    words = compile_words([{"sections": {"open": ["what's left", "à réaliser"]}}])
    assert words.pattern("sections", "open").fullmatch(text)


@pytest.mark.parametrize("text", ["a", "fur"], ids=lambda text: text)
def test_a_mark_that_makes_another_word_is_needed(text):
    assert not compile_words([{"titles": {"joints": ["à", "für"]}}]).pattern("titles", "joints").search(text)
