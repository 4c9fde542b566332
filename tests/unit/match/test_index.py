import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.match.index import IssueIndex, kept_index
from reportbot.models import TrackedIssue

ISSUES = (
    TrackedIssue(1, "Disk of the build host is full", "Every Monday.", "open"),
    TrackedIssue(2, "Add pagination to the user list", "The page loads all users at once.", "open"),
    TrackedIssue(3, "Write the release notes", "", "closed", "completed"),
    TrackedIssue(4, "`parse_header()` loses the charset", "Seen in src/mime/header.py.", "open"),
    TrackedIssue(5, "Sicherung der Datenbank prüfen", "Die Sicherung ist zu alt.", "open"),
)


@pytest.fixture(scope="module")
def index():
    with IssueIndex() as made:
        made.sync(ISSUES)
        yield made


def numbers(index, title, body=""):
    return [candidate.number for candidate in index.candidates(title, body)]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Paginate userList", 2),
        ("build host: no space on disk", 1),
        ("parse_header", 4),
        ("charset lost in src/mime/header.py", 4),
        ("Alte Sicherungen der Datenbanken", 5),
        ("Database backup", 5),
    ],
)
def test_the_issue_with_the_same_words_comes_first(index, title, first):
    assert numbers(index, title)[0] == first


def test_words_of_the_body_are_asked_too(index):
    assert numbers(index, "Too slow", "All users are loaded at once") == [2]


def test_nothing_in_common_is_no_candidate(index):
    assert numbers(index, "Umbrella stand") == []


def test_scores_fall_from_one_to_zero(index):
    scores = [candidate.score for candidate in index.candidates("Disk full on the build host, see the user list")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_the_list_is_as_long_as_asked_for(index):
    assert len(index.candidates("disk user release charset Sicherung", limit=3)) == 3


def test_a_rare_word_weighs_more_than_a_common_one():
    with IssueIndex() as index:
        index.sync([TrackedIssue(n, "common" if n > 1 else "common rare", "", "open") for n in range(1, 400)])
        assert 0 < index.rarity("common") < index.rarity("rare") < index.rarity("unheard") <= 1


def test_only_what_changed_is_written():
    with IssueIndex() as index:
        assert index.sync(ISSUES) == len(ISSUES)
        assert index.sync(ISSUES) == 0
        assert index.sync([*ISSUES[1:], TrackedIssue(9, "New one", "", "open")]) == 2


def test_a_changed_title_is_found_and_the_old_one_is_not():
    with IssueIndex() as index:
        index.sync(ISSUES)
        index.sync([TrackedIssue(1, "Archive the mail", "", "open")])
        assert (numbers(index, "Archive mail"), numbers(index, "Disk of the build host")) == ([1], [])


def test_a_file_keeps_the_index(tmp_path):
    path = tmp_path / "cache" / "index.sqlite"
    with IssueIndex(path) as index:
        index.sync(ISSUES)
    with IssueIndex(path) as again:
        assert again.sync(ISSUES) == 0
        assert numbers(again, "Pagination of the user list")[0] == 2


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_built_anew(tmp_path, damage):
    path = tmp_path / "index.sqlite"
    path.write_bytes(damage)
    with IssueIndex(path) as index:
        assert index.sync(ISSUES) == len(ISSUES)


def test_a_file_that_another_process_has_locked_is_not_taken_away(tmp_path):
    path = tmp_path / "index.sqlite"
    IssueIndex(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    size = path.stat().st_size
    with pytest.raises(sqlite3.OperationalError):
        IssueIndex(path)
    other.close()
    assert path.stat().st_size == size


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "''",
        "NEAR(a b)",
        "title: x OR *",
        "a AND NOT b",
        "^a*",
        "-user",
        "{title body}: a",
        '"); DROP TABLE issue; --',
        "\0",
        "a\0b",
        "%s '",
    ],
)
def test_what_means_something_to_the_search_engine_is_text(index, text):
    index.candidates(text, text)
    assert numbers(index, "Disk full")[0] == 1


@given(st.text(), st.text())
def test_any_text_is_a_safe_question(index, title, body):
    for candidate in index.candidates(title, body):
        assert 0 < candidate.number <= len(ISSUES)


@given(st.text(), st.text())
def test_any_text_can_be_indexed(title, body):
    with IssueIndex() as index:
        assert index.sync([TrackedIssue(1, title, body, "open")]) == 1


def test_what_common_words_add_is_looked_up_for_the_best_only():
    common = [TrackedIssue(n, "Gate" if n % 2 else "Pier of the island", "", "open") for n in range(10, 14_000)]
    with IssueIndex() as index:
        index.sync([TrackedIssue(1, "Crane lamp", "", "open"), TrackedIssue(2, "Crane gate", "", "open"), *common])
        found = index.candidates("Crane of the gate")
    assert [one.number for one in found] == [2, 1]


def test_the_order_is_that_of_bm25(tmp_path):
    with IssueIndex(tmp_path / "index.sqlite") as index:
        index.sync(ISSUES)
        found = [one.number for one in index.candidates("page user charset release")]
    with closing(sqlite3.connect(tmp_path / "index.sqlite")) as database:
        # The weights are the columns': a title word counts four times.
        rows = database.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 4.0, 1.0)",
            ("page OR user OR charset OR releas",),
        ).fetchall()
    assert found == [number for (number,) in rows]


def test_an_index_of_another_format_is_built_anew(tmp_path):
    path = tmp_path / "index.sqlite"
    with closing(sqlite3.connect(path)) as old:
        old.executescript("CREATE TABLE issue (number INTEGER); PRAGMA user_version = 1")
    with kept_index(path) as index:
        assert index.sync(ISSUES) == len(ISSUES)


def test_opening_a_kept_index_writes_nothing(tmp_path):
    path = tmp_path / "index.sqlite"
    contents = []
    for _ in range(2):
        with kept_index(path) as index:
            index.sync(ISSUES)
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]


def test_where_no_file_can_be_kept_the_index_is_in_memory(tmp_path):
    (tmp_path / "cache").write_text("a file, no folder")
    with kept_index(tmp_path / "cache" / "index.sqlite") as index:
        assert index.sync(ISSUES) == len(ISSUES)
