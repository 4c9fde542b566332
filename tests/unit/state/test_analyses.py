import pytest

from reportbot.errors import StateError
from reportbot.state import analyses

SHA = "9f2c" * 16


def test_an_analysis_is_filed_and_found(folder):
    analysis = {"schema_version": 1, "items": [{"title": "Überprüfen ✅"}], "a": None}
    assert analyses.write(folder, SHA, analysis)
    assert analyses.read(folder, SHA) == analysis
    assert analyses.names(folder) == (SHA,)


def test_a_filed_analysis_is_made_for_people_and_diffs(folder):
    analyses.write(folder, SHA, {"b": "ü", "a": [1]})
    assert (folder.analyses / f"{SHA}.json").read_text() == '{\n "b": "ü",\n "a": [\n  1\n ]\n}\n'


def test_the_same_again_writes_nothing(folder):
    analyses.write(folder, SHA, {"a": 1})
    before = (folder.analyses / f"{SHA}.json").stat()
    assert not analyses.write(folder, SHA, {"a": 1})
    after = (folder.analyses / f"{SHA}.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert analyses.write(folder, SHA, {"a": 2})


def test_a_source_keeps_its_line_endings(folder):
    assert analyses.write_source(folder, SHA, "one\r\ntwo\rthree\n")
    assert not analyses.write_source(folder, SHA, "one\r\ntwo\rthree\n")
    assert analyses.read_source(folder, SHA) == "one\r\ntwo\rthree\n"


def test_what_was_never_filed_is_none(folder):
    assert analyses.read(folder, SHA) is None
    assert analyses.read_source(folder, SHA) is None
    assert analyses.names(folder) == ()


@pytest.mark.parametrize("name", ["../../evil", "", SHA.upper(), SHA + "0"])
def test_only_a_sha_256_is_a_name(folder, name):
    with pytest.raises(StateError):
        analyses.write(folder, name, {})
    with pytest.raises(StateError):
        analyses.read_source(folder, name)


@pytest.mark.parametrize("content", ["{", "[1]", "[" * 100_000])
def test_an_analysis_that_is_none_is_named(folder, content):
    folder.analyses.mkdir()
    (folder.analyses / f"{SHA}.json").write_text(content)
    with pytest.raises(StateError, match=SHA):
        analyses.read(folder, SHA)
