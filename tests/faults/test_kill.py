"""kill -9 at every step of every write: no half file, no decision lost, and the next run works."""

import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportbot import decide
from reportbot.decide import Edit, Person
from reportbot.models import Draft
from reportbot.state import ledger, store
from reportbot.state.folder import StateFolder

DRIVER = Path(__file__).with_name("decide_and_die.py")
PERSON = Person("maria", "cli", datetime(2026, 5, 6, 9, 0, tzinfo=UTC))
BOTH = ("aaaaaaaa", "bbbbbbbb")
NEVER = 10_000


@pytest.fixture
def folder(tmp_path):
    made = StateFolder(tmp_path / "work" / ".reportbot")
    store.add(
        made, [Draft(name, f"Title of {name}", "Body\n") for name in BOTH], who="maria", via="cli", at=PERSON.at()
    )
    decide.edit(made, BOTH, PERSON, Edit(labels=("before",)))
    return made


def killed(folder, step, decision):
    process = subprocess.run([sys.executable, DRIVER, folder.root, str(step), decision], check=False)
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode != 0


def reads(folder):
    """Return what a reader sees; every file and line has to be whole for it."""
    loaded = store.load(folder)
    assert (loaded.problems, loaded.notes) == ((), ())
    return [(draft.id, draft.state, draft.title, draft.body, draft.labels) for draft in loaded.drafts]


def files(folder):
    return {path.name for path in folder.root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("decision", ["approve", "snooze", "edit", "undo", "add"])
def test_killed_at_any_step_it_is_decided_or_not_and_nothing_between(folder, tmp_path, decision):
    before = reads(folder)
    undisturbed = StateFolder(tmp_path / "undisturbed" / ".reportbot")
    shutil.copytree(folder.root, undisturbed.root)
    assert not killed(undisturbed, NEVER, decision)
    after = reads(undisturbed)
    assert before != after
    seen = []
    step = 0
    while True:
        trial = StateFolder(tmp_path / str(step) / ".reportbot")
        shutil.copytree(folder.root, trial.root)
        if not killed(trial, step, decision):
            break
        recorded = len(ledger.read(trial)[0]) > len(ledger.read(folder)[0])
        now = reads(trial)
        seen.append(now)
        assert now in (before, after)
        if recorded and decision != "add":  # a draft that is not there yet is made again by the next run
            assert now == after
        recover(trial)
        step += 1
    assert step >= 7
    assert before in seen
    assert after in seen


def recover(folder):
    """Decide once more: that writes what was lost and removes what was left."""
    title = reads(folder)[1][2]
    decide.edit(folder, ["bb"], PERSON, Edit(labels=("next",)))
    assert all(f"\nstate: {draft.state}\n" in file.data.decode() for draft, file in paired(folder))
    assert all(draft.title == file.draft.title for draft, file in paired(folder))
    assert reads(folder)[1][2] == title
    assert not [name for name in files(folder) if name.endswith(".tmp")]


def paired(folder):
    loaded = store.load(folder)
    return [(draft, loaded.files[draft.id]) for draft in loaded.drafts]


@pytest.mark.parametrize("milliseconds", range(0, 60, 6))
def test_killed_at_any_time_no_decision_that_was_told_is_lost(folder, milliseconds):
    with subprocess.Popen([sys.executable, DRIVER, folder.root], stdout=subprocess.PIPE) as process:
        told = process.stdout.readline()
        time.sleep(milliseconds / 1000)
        process.kill()
        told += process.stdout.read()
    last = int(told.split()[-1])
    titles = {title for _, _, title, _, _ in reads(folder)}
    assert titles <= {f"Title {last}", f"Title {last + 1}"}
    assert len(titles) == 1


def test_killed_in_the_middle_of_a_line_the_ledger_stays_readable(folder):
    decide.approve(folder, ["aa"], PERSON)
    whole = folder.ledger.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for end in range(last + 1, len(whole) - 1, 40):
        folder.ledger.write_bytes(whole[:end])
        loaded = store.load(folder)
        assert len(loaded.drafts) == 2
        assert [problem.cause for problem in loaded.problems if "ledger.jsonl" in problem.cause] != []
        assert {draft.state for draft in loaded.drafts} == {"pending"}
    decide.reject(folder, ["bb"], PERSON, reason="no")
    assert [draft.state for draft in store.load(folder).drafts] == ["pending", "rejected"]
