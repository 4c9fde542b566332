import json
import os

import pytest

from reportbot.errors import SnapshotError
from reportbot.tracker.snapshot import load


def entry(**changes):
    return {"number": 7, "title": "Disk full", "body": "", "state": "OPEN", "labels": [], "url": "", **changes}


@pytest.fixture
def snapshot(tmp_path):
    def of(*entries, encoding="utf-8"):
        path = tmp_path / "issues.json"
        path.write_bytes(json.dumps(entries).encode(encoding))
        return load(path)

    return of


def test_an_issue_is_read(snapshot):
    issue = snapshot(entry(body="Since May.", labels=[{"name": "ops"}], url="https://host/a/b/issues/7")).get(7)
    assert (issue.title, issue.body, issue.state, issue.labels) == ("Disk full", "Since May.", "open", ("ops",))


@pytest.mark.parametrize(
    ("fields", "state", "reason"),
    [
        ({"state": "OPEN"}, "open", None),
        ({"state": "open", "stateReason": "REOPENED"}, "open", None),
        ({"state": "CLOSED", "stateReason": "COMPLETED"}, "closed", "completed"),
        ({"state": "closed", "stateReason": "NOT_PLANNED"}, "closed", "not_planned"),
        ({"state": "Closed", "stateReason": "not_planned"}, "closed", "not_planned"),
        ({"state": "CLOSED", "stateReason": "DUPLICATE"}, "closed", "duplicate"),
        ({"state": "CLOSED", "stateReason": ""}, "closed", None),
        ({"state": "CLOSED", "stateReason": None}, "closed", None),
        ({"state": "CLOSED"}, "closed", None),
        ({"state": "MERGED"}, "merged", None),
        ({"state": "CLOSED", "mergedAt": "2026-01-02T03:04:05Z"}, "merged", None),
        ({"state": "CLOSED", "mergedAt": None}, "closed", None),
    ],
)
def test_states(snapshot, fields, state, reason):
    issue = snapshot(entry(**fields)).get(7)
    assert (issue.state, issue.state_reason) == (state, reason)


@pytest.mark.parametrize(
    ("fields", "is_pull"),
    [({}, False), ({"mergedAt": None}, True), ({"state": "MERGED"}, True), ({"url": "https://host/a/b/pull/7"}, True)],
)
def test_pull_requests_are_told_from_issues(snapshot, fields, is_pull):
    assert snapshot(entry(**fields)).get(7).is_pull is is_pull


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_that_shells_write(snapshot, encoding):
    assert snapshot(entry(title="Überlauf"), encoding=encoding).get(7).title == "Überlauf"


def test_labels_may_be_names(snapshot):
    assert snapshot(entry(labels=["ops", {"name": "bug"}])).labels() == {"ops", "bug"}


def test_without_any_label_nothing_is_known_about_labels(snapshot):
    assert snapshot(entry()).labels() is None


def test_extra_keys_and_missing_optional_ones_do_not_matter(snapshot):
    assert (
        snapshot({"number": 1, "title": "x", "state": "OPEN", "milestone": {"title": "1.0"}, "body": None}).get(1).body
        == ""
    )


def test_of_two_entries_with_one_number_the_last_updated_stays(snapshot):
    old, new = (
        entry(title="old", updatedAt="2026-01-01T00:00:00Z"),
        entry(title="new", updatedAt="2026-02-01T00:00:00Z"),
    )
    assert snapshot(new, old).get(7).title == snapshot(old, new).get(7).title == "new"


def test_an_empty_array_is_a_whole_tracker(snapshot):
    empty = snapshot()
    assert (list(empty.issues()), empty.doubt) == ([], None)


@pytest.mark.parametrize("count", [30, 100, 1000])
def test_a_list_of_a_cut_length_is_in_doubt(snapshot, count):
    assert f"exactly {count:,} entries" in snapshot(*(entry(number=n) for n in range(1, count + 1))).doubt


@pytest.mark.parametrize("count", [1, 29, 31, 99, 101, 999, 1001])
def test_other_lengths_are_not(snapshot, count):
    assert snapshot(*(entry(number=n) for n in range(1, count + 1))).doubt is None


def test_issues_and_pull_requests_are_cut_each_by_itself(snapshot):
    issues = [entry(number=n) for n in range(1, 31)]
    assert "exactly 30 issues" in snapshot(*issues, entry(number=99, mergedAt=None)).doubt


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"number": 1, "state": "OPEN"}, ["entry 1", "title"]),
        ({"title": "x", "state": "OPEN"}, ["entry 1", "number"]),
        ({"number": 1, "title": "x"}, ["entry 1", "state"]),
        ({"number": 1, "title": "x", "state": "LOCKED"}, ["entry 1", "state"]),
        ({"number": "1", "title": "x", "state": "OPEN"}, ["entry 1", "number"]),
        ({"number": True, "title": "x", "state": "OPEN"}, ["entry 1", "number"]),
        ({"number": 2**70, "title": "x", "state": "OPEN"}, ["entry 1", "number"]),
        ({"number": 1, "title": 5, "state": "OPEN"}, ["entry 1", "title"]),
        ({"number": 1, "title": "x", "state": "OPEN", "labels": [{"id": 3}]}, ["entry 1", "labels.0"]),
        ("text", ["entry 1"]),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(snapshot, bad, words):
    with pytest.raises(SnapshotError) as refused:
        snapshot(entry(), bad)
    assert all(word in refused.value.cause for word in words)
    assert "gh issue list --state all" in refused.value.next_step


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe\x00", b"null", b'{"number": 1}', b'"text"', b"[" * 200_000, b"1" * 9999]
)
def test_a_file_that_is_no_array_is_refused(tmp_path, data):
    (tmp_path / "issues.json").write_bytes(data)
    with pytest.raises(SnapshotError) as refused:
        load(tmp_path / "issues.json")
    assert (refused.value.exit_code, "gh issue list" in refused.value.next_step) == (2, True)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(SnapshotError, match=str(path)):
            load(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SnapshotError, match="not a file"):
        load(tmp_path / "pipe")


def test_half_a_surrogate_pair_does_not_survive(tmp_path):
    (tmp_path / "issues.json").write_text('[{"number": 1, "title": "a\\ud800b", "state": "OPEN"}]', encoding="utf-8")
    load(tmp_path / "issues.json").get(1).title.encode()


def test_a_path_that_the_system_refuses_is_named(tmp_path):
    with pytest.raises(SnapshotError, match="cannot be read"):
        load(tmp_path / ("x" * 300))
