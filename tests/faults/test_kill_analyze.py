"""kill -9 at every write of a run: no decision is lost, no half file is left, and the next run completes the work."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportbot import decide
from reportbot.decide import Person
from reportbot.state import analyses, store
from reportbot.state.folder import StateFolder

DRIVER = Path(__file__).with_name("analyze_and_die.py")
PERSON = Person("maria", "cli", datetime(2026, 5, 6, 9, 0, tzinfo=UTC))
FIRST = "# Plan\n\n## Next steps\n\n- Rotate the signing keys\n"
SECOND = FIRST + "- Write the runbook for the broker\n- Order the disks for the backup host\n"


def run(report: Path, state: Path, *step: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(DRIVER), str(report), str(state), *map(str, step)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def steps_of_a_run(tmp_path: Path) -> int:
    report = tmp_path / "count.md"
    report.write_text(SECOND)
    return run(report, tmp_path / "count").stdout.count("step")


@pytest.mark.slow
def test_every_write_of_a_run_may_be_its_last(tmp_path):
    for number in range(steps_of_a_run(tmp_path)):
        dies_and_recovers(tmp_path, number)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_write_in_the_middle_may_be_the_last(tmp_path, share):
    dies_and_recovers(tmp_path, int(steps_of_a_run(tmp_path) * share))


def dies_and_recovers(tmp_path: Path, number: int) -> None:
    report, state = tmp_path / f"{number}.md", tmp_path / f"state-{number}"
    report.write_text(FIRST)
    run(report, state)
    folder = StateFolder(state)
    (rejected,) = store.load(folder).drafts
    decide.reject(folder, [rejected.id], PERSON, reason="not now")
    report.write_text(SECOND)
    killed = run(report, state, number)
    if killed.returncode == 0:
        return
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    survives(folder, rejected.id)
    assert run(report, state).returncode == 0
    completed(folder, rejected.id)


def survives(folder: StateFolder, rejected: str) -> None:
    loaded = store.load(folder)
    assert {draft.state for draft in loaded.drafts if draft.id == rejected} == {"rejected"}
    assert [problem for problem in loaded.problems if "ledger" not in str(problem)] == []
    assert all(analyses.read(folder, sha256) for sha256 in analyses.names(folder))


def completed(folder: StateFolder, rejected: str) -> None:
    loaded = store.load(folder)
    assert {draft.title for draft in loaded.drafts} == {
        "Rotate the signing keys",
        "Write the runbook for the broker",
        "Order the disks for the backup host",
    }
    assert {draft.id for draft in loaded.drafts if draft.state == "rejected"} == {rejected}
    assert not list(folder.root.rglob("*.tmp"))


@pytest.mark.parametrize("number", range(3))
def test_a_second_run_writes_nothing(tmp_path, number):
    report, state = tmp_path / "report.md", tmp_path / "state"
    report.write_text(SECOND)
    run(report, state)
    before = {path: path.read_bytes() for path in state.rglob("*") if path.is_file() and path.suffix != ".lock"}
    for _ in range(number + 1):
        run(report, state)
    assert {path: path.read_bytes() for path in before} == before
    assert {path for path in state.rglob("*") if path.is_file() and path.suffix != ".lock"} == set(before)
    assert len((state / "ledger.jsonl").read_text().splitlines()) == 1 + len(list((state / "drafts").iterdir()))


def test_the_ledger_names_the_analysis(tmp_path):
    report, state = tmp_path / "report.md", tmp_path / "state"
    report.write_text(FIRST)
    run(report, state)
    events = [json.loads(line) for line in (state / "ledger.jsonl").read_text().splitlines()]
    assert [(event["event"], event["who"]) for event in events] == [("analysis", "maria"), ("drafted", "maria")]
