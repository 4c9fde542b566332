"""What was drafted while nobody could be asked is looked up as soon as somebody can."""

import json
import subprocess
import sys

from reportbot.state import store
from reportbot.state.folder import StateFolder

REPORT = "## Next steps\n\n- Write the runbook for the broker\n- Measure cold start times of the worker image\n"
ISSUES = [
    {"number": 7, "title": "Measure cold start times of the worker image", "body": "", "state": "OPEN", "labels": []},
    {"number": 8, "title": "Replace the session store", "body": "", "state": "OPEN", "labels": []},
]


def analyze(folder, *arguments):
    command = [sys.executable, "-m", "reportbot.cli.main", "analyze", "report.md", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def states(folder):
    drafts = store.load(StateFolder(folder / ".reportbot")).drafts
    return {draft.title: (draft.state, draft.held_for) for draft in drafts}


def test_a_second_run_with_a_tracker_releases_and_withdraws(tmp_path):
    (tmp_path / "report.md").write_text(REPORT)
    (tmp_path / "issues.json").write_text(json.dumps(ISSUES))
    analyze(tmp_path)
    assert set(states(tmp_path).values()) == {("held", ("unchecked",))}
    told = analyze(tmp_path, "--issues", "issues.json")
    assert states(tmp_path) == {
        "Write the runbook for the broker": ("pending", ()),
        "Measure cold start times of the worker image": ("withdrawn", ()),
    }
    assert "looked up now: withdrawn" in told.stderr


def test_the_third_run_changes_nothing(tmp_path):
    (tmp_path / "report.md").write_text(REPORT)
    (tmp_path / "issues.json").write_text(json.dumps(ISSUES))
    analyze(tmp_path)
    analyze(tmp_path, "--issues", "issues.json")
    before = (tmp_path / ".reportbot" / "ledger.jsonl").read_bytes()
    analyze(tmp_path, "--issues", "issues.json")
    assert (tmp_path / ".reportbot" / "ledger.jsonl").read_bytes() == before


def test_a_list_that_may_be_cut_releases_nothing(tmp_path):
    (tmp_path / "report.md").write_text(REPORT)
    cut = [{"number": n, "title": f"Other work {n}", "state": "OPEN"} for n in range(1, 31)]
    (tmp_path / "issues.json").write_text(json.dumps(cut))
    analyze(tmp_path)
    analyze(tmp_path, "--issues", "issues.json")
    assert set(states(tmp_path).values()) == {("held", ("unchecked",))}
