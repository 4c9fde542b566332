"""Two real processes on one state folder: one works, the other ends with 75 and nothing is lost."""

import os
import subprocess
import sys
import time

COMMAND = [sys.executable, "-m", "reportbot.cli.main", "analyze"]


def start(folder, *arguments):
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait_for_lock(folder):
    lock = folder / ".reportbot" / "run.lock"
    for _ in range(500):
        if lock.exists() and lock.read_text().strip():
            return
        time.sleep(0.02)
    raise AssertionError("the first run never took the lock")


def test_the_second_run_ends_with_75_and_names_the_first(tmp_path):
    (tmp_path / "report.md").write_text("## Next steps\n\n- Rotate the signing keys\n")
    first = start(tmp_path, "-")
    wait_for_lock(tmp_path)
    second = start(tmp_path, "report.md")
    _, said = second.communicate(timeout=30)
    first.communicate(b"## Next steps\n\n- Write the runbook\n", timeout=30)
    assert (second.returncode, first.returncode) == (75, 0)
    assert str(first.pid) in said.decode()
    assert [path.name.partition("-")[2] for path in (tmp_path / ".reportbot" / "drafts").iterdir()] == [
        "write-the-runbook.md"
    ]


def test_a_killed_run_leaves_no_lock(tmp_path):
    first = start(tmp_path, "-")
    wait_for_lock(tmp_path)
    os.kill(first.pid, 9)
    first.wait(timeout=30)
    first.communicate()
    second = start(tmp_path, "-")
    second.communicate(b"## Next steps\n\n- Write the runbook\n", timeout=30)
    assert second.returncode == 0
