import json

import pytest

REPORT = """\
# Weekly report

## Next steps

- [ ] Write the runbook for failing over the message broker
- [ ] Add a health check to the ingest service
- [x] Rotate the signing keys
"""
QUIET = "# Weekly report\n\n## Done\n\n- [x] Rotate the signing keys\n"

LABELS = {
    "document": "report.md",
    "items": [
        {"id": "1", "title": "Runbook", "lines": [5, 5], "status": "open", "priority": None},
        {"id": "2", "title": "Health check", "lines": [6, 6], "status": "open"},
        {"id": "3", "title": "Keys", "lines": [7, 7], "status": "done"},
    ],
}
PAIR = {
    "id": "p1",
    "item": {"title": "Write the runbook for the broker"},
    "issue": {"number": 7, "title": "Write the runbook for the broker", "state": "open"},
    "expected": ["tracked"],
}


@pytest.fixture
def project(app):
    app.write("docs/report.md", REPORT)
    app.write("docs/quiet.md", QUIET)
    app.write("gold/1.json", json.dumps(LABELS))
    app.write("gold/2.json", json.dumps({"document": "quiet.md", "items": []}))
    app.write("pairs.jsonl", json.dumps(PAIR) + "\n")
    return app


def files(app):
    return {path: path.read_bytes() for path in app.root.rglob("*") if path.is_file()}


def test_a_row_a_document_and_the_figures_over_all(project):
    outcome = project("evaluate", "docs", "gold")
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
    assert outcome.code == 0
    assert lines[:3] == ["document F1 found missed false", "report.md 1.00 2 of 2 0 0", "quiet.md silent 0 of 0 0 0"]
    assert "mean F1 1.000 over 1 document with open work" in lines
    assert "silent 1 of 1 document without open work" in lines
    assert "status 1.000, 3 of 3 items right" in lines
    assert "priority 1.000, 1 of 1 open item right" in lines
    assert "engine rules" in lines


def test_json_has_the_same_figures(project):
    shown = json.loads(project("evaluate", "docs", "gold", "--pairs", "pairs.jsonl", "--json").out)
    assert shown["schema_version"] == 1
    assert set(shown) == {"schema_version", "documents", "summary", "pairs", "usage", "seconds"}
    assert shown["summary"]["mean_f1"] == 1.0
    assert shown["summary"]["silent"] == {"right": 1, "of": 1, "share": 1.0}
    assert shown["pairs"]["precision"] == {"right": 1, "of": 1, "share": 1.0}
    first = shown["documents"][0]
    assert (first["document"], first["labels"], first["found"], first["missed"]) == ("report.md", "1.json", 2, [])


def test_verbose_names_what_was_missed_and_what_is_no_work(project):
    labels = [{"id": "1", "title": "Look at the services", "lines": [1, 1], "status": "open"}, *LABELS["items"][1:]]
    project.write("gold/1.json", json.dumps({**LABELS, "items": labels}))
    plain, outcome = project("evaluate", "docs", "gold"), project("evaluate", "docs", "gold", "-v")
    assert "missed          1  Look at the services" in outcome.out
    assert "false           5  Write the runbook for failing over the message broker" in outcome.out
    assert "Look at" not in plain.out


def test_nothing_is_written_and_no_earlier_decision_counts(project):
    project("analyze", "docs")
    before = files(project)
    assert project("evaluate", "docs", "gold", "--pairs", "pairs.jsonl").code == 0
    assert files(project) == before


def test_without_a_state_folder_none_is_made(project):
    project("evaluate", "docs", "gold", "--pairs", "pairs.jsonl")
    assert not project.folder.root.exists()


def test_two_files_of_labels_may_be_about_one_document(project):
    project.write("gold/3.json", json.dumps({**LABELS, "items": LABELS["items"][:1]}))
    shown = json.loads(project("evaluate", "docs", "gold", "--json").out)
    assert [(one["found"], one["wanted"]) for one in shown["documents"]] == [(2, 2), (0, 0), (1, 1)]


def test_pairs_alone_need_no_folders(project):
    outcome = project("evaluate", "--pairs", "pairs.jsonl")
    assert outcome.code == 0
    assert "precision  1.000, 1 of 1 item set aside rightly" in outcome.out
    assert "mean F1" not in outcome.out


def test_verbose_says_why_a_pair_was_judged_wrongly(project):
    project.write("pairs.jsonl", json.dumps({**PAIR, "expected": ["new"]}))
    outcome = project("evaluate", "--pairs", "pairs.jsonl", "-v")
    assert "wrong   p1  Write the runbook for the broker" in outcome.out
    assert "tracked, not new: " in outcome.out


@pytest.mark.parametrize(
    "flags", [["--min-f1", "1"], ["--min-silent", "1"], ["--min-f1", "0.5", "--min-silent", "0.5"]], ids=" ".join
)
def test_marks_that_are_reached_change_nothing(project, flags):
    outcome = project("evaluate", "docs", "gold", *flags)
    assert (outcome.code, outcome.err) == (0, "")


def test_marks_that_are_missed_are_exit_1_and_are_told(project):
    project.write("gold/1.json", json.dumps({**LABELS, "items": LABELS["items"][:1]}))
    project.write("gold/2.json", json.dumps({"document": "report.md", "items": []}))
    outcome = project("evaluate", "docs", "gold", "--min-f1", "0.9", "--min-silent", "1", "--json")
    assert outcome.code == 1
    assert json.loads(outcome.out)["summary"]["mean_f1"] == pytest.approx(2 / 3)
    assert "warning: mean F1 is 0.667, under 0.9 of --min-f1" in outcome.err
    assert "warning: 0 of 1 document without open work silent, under 1 of --min-silent" in outcome.err


def test_without_open_work_a_mark_for_f1_is_missed(project):
    (project.root / "gold/1.json").unlink()
    assert "none over 0 documents" in project("evaluate", "docs", "gold").out
    assert project("evaluate", "docs", "gold", "--min-f1", "0.1").code == 1


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ([], "two folders are needed, DOCS and GOLD, and none given"),
        (["docs"], "two folders are needed, DOCS and GOLD, and 1 given"),
        (["docs", "gold", "more"], "and 3 given"),
        (["docs", "--pairs", "pairs.jsonl"], "and 1 given"),
        (["--pairs", "pairs.jsonl", "--min-f1", "1"], "and none given"),
        (["docs", "gold", "--min-f1", "2"], "--min-f1"),
        (["nowhere", "gold"], "nowhere: no such folder"),
        (["docs", "nowhere"], "nowhere: no such folder"),
        (["docs/report.md", "gold"], "docs/report.md: not a folder"),
        (["docs", "docs"], "no *.json in this folder"),
        (["--pairs", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (["--pairs", "docs"], "docs: not a file"),
    ],
)
def test_wrong_usage_is_exit_2_with_cause_and_next_step(project, arguments, cause):
    outcome = project("evaluate", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert cause in outcome.err
    assert "hint: " in outcome.err
    assert len(outcome.err.splitlines()) == 2
    assert not project.folder.root.exists()


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('{"document": "report.md",\n"items": ]}', "gold/1.json:2: not valid JSON"),
        ('{"document": "other.md", "items": []}', "docs/other.md does not exist"),
        ('{"document": "photo.md", "items": []}', "docs/photo.md: the source is binary data"),
        (
            '{"document": "report.md", "items": [{"id": "1", "lines": [5, 99], "status": "open"}]}',
            "gold/1.json: item 1 has lines 5-99, but report.md has 7 lines",
        ),
    ],
)
def test_labels_that_do_not_fit_are_exit_2_before_anything_is_analysed(project, text, cause):
    (project.root / "docs/photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    project.write("gold/1.json", text)
    outcome = project("evaluate", "docs", "gold")
    assert (outcome.code, outcome.out) == (2, "")
    assert cause in outcome.err
    assert not project.folder.root.exists()


def test_a_document_behind_a_name_with_marks_of_a_pattern_is_that_document(project):
    project.write("docs/[1]* ?.md", REPORT)
    project.write("gold/1.json", json.dumps({**LABELS, "document": "[1]* ?.md"}))
    assert json.loads(project("evaluate", "docs", "gold", "--json").out)["summary"]["mean_f1"] == 1.0
