import json

import pytest

from reportbot.errors import LabelsError
from reportbot.evaluate.labels import check_lines, load


@pytest.fixture
def folders(tmp_path):
    """Return what reads one file of labels about a document of three lines."""
    documents, labels = tmp_path / "documents", tmp_path / "labels"
    documents.mkdir()
    labels.mkdir()
    (documents / "report.md").write_text("one\ntwo\nthree\n")

    def read(content, name="report.json"):
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (labels / name).write_bytes(data)
        return load(documents, labels)

    return read


def item(**fields):
    return {"id": "1", "lines": [1, 1], "status": "open", **fields}


def of(*items):
    return {"document": "report.md", "items": list(items)}


def test_a_label_has_its_lines_first_and_then_where_the_text_tells_it_again(folders):
    ((labels),) = folders(of(item(also_lines=[[3, 3]], title="Write it", depends_on=["2"])))
    (want,) = labels.wanted
    assert (want.title, want.spans, want.depends_on) == ("Write it", ((1, 1), (3, 3)), ("2",))
    assert (labels.name, labels.document.read_text()) == ("report.md", "one\ntwo\nthree\n")


def test_without_a_title_the_id_stands_for_the_item(folders):
    assert folders(of(item()))[0].wanted[0].title == "1"


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, False),
        ({"priority": None}, True),
        ({"priority": "high"}, True),
        ({"priority": "high", "priority_text": "!!"}, True),
        ({"priority": None, "priority_text": "!!"}, False),
    ],
)
def test_a_priority_counts_when_the_person_could_tell_it(folders, fields, counts):
    assert folders(of(item(**fields)))[0].wanted[0].priority_counts is counts


def test_what_only_looks_like_work_is_dropped(folders):
    assert folders(of(item(status="not_actionable_but_tempting")))[0].wanted[0].status == "dropped"


def test_an_ambiguous_item_may_have_any_status(folders):
    assert folders(of(item(ambiguous=True, status="open or done")))[0].wanted[0].unclear


def test_other_keys_are_the_users_own(folders):
    assert folders({**of(item(effort="2 days")), "rules": "mine"})


def test_a_byte_order_mark_is_no_error(folders):
    assert folders(b"\xef\xbb\xbf" + json.dumps(of(item())).encode())


def test_files_are_read_in_the_order_of_their_names(folders):
    folders(of(item()), "b.json")
    assert [labels.file.name for labels in folders(of(item()), "a.json")] == ["a.json", "b.json"]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b'{"document": "report.md",\n "items": [\n}', r"report\.json:3: not valid JSON"),
        (b"", r"report\.json:1: not valid JSON"),
        (b"\xff\xfe{", r"report\.json:1: not valid JSON"),
        (b"[" * 100_000, r"report\.json:1: not valid JSON"),
        ([], "the file should be an object"),
        ({"items": []}, "document is missing"),
        ({"document": "report.md"}, "items is missing"),
        ({"document": "other.md", "items": []}, r"other\.md does not exist"),
        ({"document": "../report.md", "items": []}, "below the folder of documents"),
        ({"document": "/report.md", "items": []}, "below the folder of documents"),
        ({"document": "", "items": []}, "below the folder of documents"),
        ({"document": "a\0b", "items": []}, "below the folder of documents"),
        (of({"lines": [1, 1], "status": "open"}), r"items\[0\]\.id is missing"),
        (of(item(), {"id": "2", "status": "open"}), r"items\[1\]\.lines is missing"),
        (of({"id": "1", "lines": [1, 1]}), r"items\[0\]\.status is missing"),
        (of(item(status="opened")), r"items\[0\]\.status should be 'open', 'done'"),
        (of(item(lines=[2, 1])), "the first and the last line, counted from 1"),
        (of(item(lines=[0, 1])), "the first and the last line, counted from 1"),
        (of(item(lines=["1", 1])), r"items\[0\]\.lines\[0\] should be a valid integer"),
        (of(item(also_lines=[[2]])), r"items\[0\]\.also_lines\[0\]\[1\] is missing"),
        (of(item(priority="urgent")), r"items\[0\]\.priority should be 'critical'"),
        (of(item(), item()), "two items have the id 1"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(folders, content, cause):
    with pytest.raises(LabelsError, match=cause) as caught:
        folders(content)
    assert "report.json" in caught.value.cause
    assert caught.value.next_step
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LabelsError, match="nowhere: no such folder"):
        load(tmp_path, tmp_path / "nowhere")
    with pytest.raises(LabelsError, match=r"no \*\.json in this folder"):
        load(tmp_path, tmp_path)


@pytest.mark.parametrize(("last", "inside"), [(3, True), (4, True), (5, False), (10**15, False)])
def test_a_label_lies_in_its_document_or_on_the_empty_line_behind_it(folders, last, inside):
    (labels,) = folders(of(item(lines=[2, last])))
    if inside:
        check_lines(labels, 3)
    else:
        with pytest.raises(LabelsError, match=rf"item 1 has lines 2-{last}, but report\.md has 3 lines"):
            check_lines(labels, 3)
