import json

import pytest

from reportbot.state import lock
from reportbot.state.store import load

REPORT = """\
# Weekly report

All services were healthy this week.

## Next steps

- [ ] Write the runbook for failing over the message broker (high priority)
- [ ] Add a health check to the ingest service
- [x] Rotate the signing keys
"""

ISSUES = [
    {"number": 12, "title": "Add a health check to the ingest service", "body": "", "state": "OPEN", "labels": []},
    {
        "number": 3,
        "title": "Rotate the signing keys",
        "body": "",
        "state": "CLOSED",
        "stateReason": "COMPLETED",
        "labels": [],
    },
]


@pytest.fixture
def project(app):
    app.write("report.md", REPORT)
    app.write("issues.json", json.dumps(ISSUES))
    return app


def files(app):
    return {path: path.read_bytes() for path in app.root.rglob("*") if path.is_file() and path.suffix != ".lock"}


def test_a_report_becomes_drafts_and_the_summary_says_so(project):
    outcome = project("analyze", "report.md", "--issues", "issues.json")
    assert outcome.code == 0
    assert "1 new draft" in outcome.out
    (draft,) = load(project.folder).drafts
    assert f"  {draft.id}  high  new  " in outcome.out
    assert "report.md:7" in outcome.out
    assert "tracked already  #12" in outcome.out
    assert f"reportbot show {draft.id}" in outcome.err


def test_without_a_tracker_the_drafts_are_held_and_the_way_to_look_is_told(project):
    outcome = project("analyze", "report.md")
    assert outcome.code == 0
    assert "2 new drafts, all held" in outcome.out
    assert "unchecked" in outcome.out
    assert "gh issue list" in outcome.err


def test_the_json_is_what_the_schema_says(project):
    outcome = project("analyze", "report.md", "--issues", "issues.json", "--json")
    analysis = json.loads(outcome.out)
    schema = json.loads(project("schema").out)
    assert set(analysis) == set(schema["properties"])
    assert analysis["schema_version"] == 1
    assert analysis["documents"][0]["source"] == "report.md"


def test_analysing_again_finds_nothing_new_and_writes_nothing(project):
    project("analyze", "report.md", "--issues", "issues.json")
    before = files(project)
    outcome = project("analyze", "report.md", "--issues", "issues.json")
    assert "No new drafts." in outcome.out
    assert files(project) == before


def test_exit_code_tells_whether_there_are_new_drafts(project):
    assert project("analyze", "report.md", "--exit-code").code == 1
    assert project("analyze", "report.md", "--exit-code").code == 0


def test_a_dry_run_shows_the_same_and_writes_nothing(project):
    before = files(project)
    outcome = project("analyze", "report.md", "--issues", "issues.json", "--dry-run")
    assert "1 new draft" in outcome.out
    assert "Nothing was written." in outcome.err
    assert files(project) == before


def test_beyond_the_limit_drafts_are_held(project):
    project("analyze", "report.md", "--limit", "0")
    assert all("limit" in draft.held_for for draft in load(project.folder).drafts)


def test_a_source_that_cannot_be_read_is_exit_5_and_the_others_are_done(project):
    (project.root / "photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    outcome = project("analyze", "report.md", "photo.md", "missing.md", "--exit-code")
    assert outcome.code == 5
    assert len(load(project.folder).drafts) == 2
    assert "photo.md" in outcome.err
    assert "missing.md" in outcome.err


def test_a_report_comes_from_standard_input(project):
    outcome = project("analyze", "-", stdin=REPORT.encode())
    assert outcome.code == 0
    assert "<stdin>" in outcome.out


def test_sources_of_the_settings_are_read_when_none_is_named(project):
    project.write("reportbot.toml", 'sources = ["*.md"]\n')
    assert "report.md" in project("analyze").out


def test_no_source_at_all_is_wrong_usage(project):
    outcome = project("analyze")
    assert outcome.code == 2
    assert "no source was named" in outcome.err


def test_a_tracker_snapshot_that_cannot_be_read_is_exit_2_before_anything_is_analysed(project):
    project.write("issues.json", "{")
    outcome = project("analyze", "report.md", "--issues", "issues.json")
    assert (outcome.code, outcome.out) == (2, "")
    assert not project.folder.root.exists()


def test_two_runs_at_once_are_one_run_and_exit_75(project):
    with lock.run_lock(project.folder):
        outcome = project("analyze", "report.md")
    assert (outcome.code, outcome.out) == (75, "")


def test_what_a_person_rejected_does_not_come_back(project):
    project("analyze", "report.md", "--issues", "issues.json")
    (draft,) = load(project.folder).drafts
    project("reject", draft.id, "--reason", "Not wanted")
    project.write("report.md", "Moved down.\n\n" + REPORT)
    outcome = project("analyze", "report.md", "--issues", "issues.json")
    assert "No new drafts." in outcome.out
    assert "declined before" in outcome.out


def test_an_item_that_was_set_aside_can_be_drafted_all_the_same(project):
    analysis = json.loads(project("analyze", "report.md", "--issues", "issues.json", "--json").out)
    (tracked,) = [match["item"] for match in analysis["matches"] if match["verdict"] == "tracked"]
    outcome = project("draft", tracked)
    assert outcome.code == 0
    assert tracked in outcome.out
    assert tracked in {draft.id for draft in load(project.folder).drafts}


def test_draft_needs_an_item_that_exists(project):
    assert project("draft", "zzzzzzzz").code == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07 \x1b]52;c;Zm9v\x07 \x1b]0;root\x07 \x1b[2J", id="ADV-116"
        ),
        pytest.param("\x9b31mred \x9d0;t\x9c \x90q", id="ADV-117"),
        pytest.param("50%\r100% OK (overwrites the line)", id="ADV-119"),
    ],
)
@pytest.mark.parametrize("flags", [[], ["--json"], ["--color", "always"]])
def test_a_report_cannot_make_the_terminal_do_anything(app, text, flags):
    app.write("report.md", f"# Report {text}\n\n## Next steps\n\n- [ ] Write the runbook {text} for the broker\n")
    outcome = app("analyze", "report.md", *flags)
    shown = outcome.out.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") + outcome.err
    assert outcome.code == 0
    assert not {char for char in shown if (char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f"}
    for draft in load(app.folder).drafts:
        assert not set("\x1b\x9b\r") & set(app("show", draft.id).out)


def test_a_file_name_cannot_make_the_terminal_do_anything(app):
    app.write("re\x1b[2Jport\x9b31m.md", REPORT)
    outcome = app("analyze", ".")
    assert outcome.code == 0
    assert not set("\x1b\x9b") & set(outcome.out + outcome.err)


def test_a_terminal_that_can_do_nothing_gets_plain_text(project):
    seen = project.terminal("analyze", "report.md", TERM="dumb")
    assert b"2 new drafts" in seen
    assert b"\x1b" not in seen
