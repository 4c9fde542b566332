import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot import word_tables
from reportbot.errors import SettingsError
from reportbot.extract.words import compile_words, joined, shipped
from reportbot.settings import OwnWords


@pytest.fixture
def file(tmp_path):
    """Return what writes a file of words."""

    def write(text):
        path = tmp_path / "xx.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_english_comes_first_and_knows_every_table():
    english = word_tables.shipped()[0]
    assert english["sections"]["open"][0] == "next steps"
    assert list(word_tables.known())[: len(english)] == list(english)


def test_every_phrase_that_ships_is_one_that_a_user_may_write():
    for tables in word_tables.shipped():
        for keys in tables.values():
            for phrases in keys.values():
                assert word_tables.phrases(phrases) == tuple(phrases)


def test_a_file_has_its_phrases_without_the_blanks_around_them(file):
    read = word_tables.read(file('\ufeff[sections]\nopen = [" te doen ", "straks*"]\n'))
    assert read == {"sections": {"open": ("te doen", "straks*")}}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[sections", "not valid TOML"),
        ("[sections]\nopen = [1\n", "not valid TOML"),
        (b"\xff\xfe", "not valid TOML"),
        ("x = " + "[" * 5000, "nested too deeply|not valid TOML"),
        ('language = "xx"', "language is no table of words"),
        ('sections = "x"', "sections must be a table"),
        ('[section]\nopen = ["x"]', "section is no table of words. Did you mean sections?"),
        ('[sections]\nopn = ["x"]', "sections.opn is no key of words. Did you mean open?"),
        ('[sections]\nopen = "x"', "sections.open must be a list of phrases"),
        ("[sections]\nopen = [1]", "sections.open must be a list of phrases"),
        ('[sections]\nopen = [""]', "sections.open must be a list of phrases"),
        ("[sections.open]\nx = 1", "sections.open must be a list of phrases"),
        ("#" * (word_tables.LARGEST_FILE + 1), "larger than the 250,000 bytes"),
    ],
)
def test_what_cannot_be_used_is_told_with_file_and_key(file, text, cause):
    path = file(text)
    with pytest.raises(SettingsError, match=cause) as caught:
        word_tables.read(path)
    assert caught.value.cause.startswith(f"{path}: ")
    assert caught.value.next_step


def test_an_unknown_key_is_told_with_the_known_ones(file):
    with pytest.raises(SettingsError, match="The keys of quarter are names"):
        word_tables.read(file('[quarter]\nname = ["x"]'))
    with pytest.raises(SettingsError, match="The tables are sections, parts, fields"):
        word_tables.read(file('[q]\nname = ["x"]'))


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(SettingsError, match="no such file of words"):
        word_tables.read(tmp_path / "nowhere.toml")
    with pytest.raises(SettingsError, match="not a file"):
        word_tables.read(tmp_path)
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(SettingsError, match="not a file"):
        word_tables.read(tmp_path / "pipe.toml")


@pytest.mark.parametrize("phrase", ["", " ", "*", " * ", "a …  … b", "a … b … c … d", "x" * 201, 1, None, ["x"]])
def test_what_would_be_found_everywhere_or_slowly_is_no_phrase(phrase):
    with pytest.raises(ValueError, match="a list of phrases"):
        word_tables.phrases([phrase])


@given(st.lists(st.text(min_size=1, max_size=30)))
def test_phrases_are_refused_or_compile_to_something_that_is_not_found_in_nothing(texts):
    try:
        phrases = word_tables.phrases(texts)
    except ValueError:
        return
    pattern = compile_words([{"generic": {"words": phrases}}]).pattern("generic", "words")
    assert not pattern.search("")


def test_without_words_of_their_own_users_get_those_that_ship():
    assert joined(OwnWords()) is shipped()


def test_words_of_a_user_are_joined_with_those_that_ship(file):
    path = file('[status]\ndone = ["kloar"]\n')
    own = OwnWords.model_validate({"files": [str(path)], "status": {"done": ["op en top"]}})
    done = joined(own).pattern("status", "done")
    assert [bool(done.fullmatch(text)) for text in ("done", "kloar", "op en top", "straks")] == [
        True,
        True,
        True,
        False,
    ]
