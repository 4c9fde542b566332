import os
import signal
import subprocess
import sys
import threading

import pytest

from reportbot.errors import RunLocked, StateError
from reportbot.state.folder import StateFolder
from reportbot.state.lock import decision_lock, run_lock

HOLDER = """
import sys
from pathlib import Path
from reportbot.state import lock
from reportbot.state.folder import StateFolder
with getattr(lock, sys.argv[1])(StateFolder(Path(sys.argv[2]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def hold(folder):
    """Start a process that holds a lock until its standard input ends."""
    started = []

    def start(name):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, name, folder.root], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        started.append(process)
        assert process.stdout.readline() == b"held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_a_second_run_is_refused_at_once_and_told_who_holds_the_lock(folder, hold):
    process = hold("run_lock")
    with pytest.raises(RunLocked) as refused, run_lock(folder):
        pass
    assert refused.value.exit_code == 75
    assert f"process {process.pid}" in refused.value.cause
    assert ".reportbot/run.lock" in refused.value.cause


def test_a_run_after_another_gets_the_lock(folder):
    with run_lock(folder):
        pass
    with run_lock(folder):
        assert folder.run_lock.read_text() == f"{os.getpid()}\n"


def test_kill_minus_nine_frees_the_lock(folder, hold):
    process = hold("run_lock")
    process.send_signal(signal.SIGKILL)
    process.wait()
    with run_lock(folder):
        pass


def test_a_run_blocks_no_decision(folder, hold):
    hold("run_lock")
    with decision_lock(folder, seconds=0):
        pass


def test_a_decision_waits_for_the_one_before(folder, hold):
    process = hold("decision_lock")
    threading.Timer(0.2, process.stdin.close).start()
    with decision_lock(folder, seconds=20):
        assert process.wait(timeout=20) == 0


def test_a_decision_does_not_wait_for_ever(folder, hold):
    hold("decision_lock")
    with pytest.raises(RunLocked, match="Another decision"), decision_lock(folder, seconds=0.1):
        pass


def test_two_threads_exclude_each_other_as_well(folder):
    refused = []

    def decide():
        try:
            with decision_lock(folder, seconds=0):
                pass
        except RunLocked as error:
            refused.append(error)

    with decision_lock(folder):
        thread = threading.Thread(target=decide)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_a_lock_makes_the_state_folder_and_its_gitignore(tmp_path):
    folder = StateFolder(tmp_path / "deep" / ".reportbot")
    with run_lock(folder):
        assert "*.lock" in (folder.root / ".gitignore").read_text()


def test_a_lock_removes_what_killed_runs_left(folder):
    folder.analyses.mkdir()
    run_leftover, decision_leftover = folder.analyses / ".a.json.12.tmp", folder.drafts / ".a.md.12.tmp"
    for leftover in (run_leftover, decision_leftover):
        leftover.write_text("half")
    with run_lock(folder):
        assert (run_leftover.exists(), decision_leftover.exists()) == (False, True)
    with decision_lock(folder):
        assert not decision_leftover.exists()


def test_a_lock_file_that_is_a_link_is_refused(folder, tmp_path):
    (tmp_path / "target").write_text("precious")
    folder.run_lock.symlink_to(tmp_path / "target")
    with pytest.raises(StateError, match="cannot be locked"), run_lock(folder):
        pass
    assert (tmp_path / "target").read_text() == "precious"


def test_a_state_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError), run_lock(StateFolder(tmp_path / "file" / ".reportbot")):
        pass
