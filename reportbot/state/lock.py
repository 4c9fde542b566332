"""The two locks of a state folder. Both are the operating system's, so they end with their process, also by kill -9."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from reportbot.errors import RunLocked, StateError
from reportbot.state import files
from reportbot.state.folder import StateFolder

DECISION_SECONDS = 10.0


@contextmanager
def run_lock(folder: StateFolder) -> Iterator[None]:
    """Hold the lock of a run; raise RunLocked at once when another run has it.

    Makes the state folder, leaves the process id in the lock file for whoever meets the lock, and removes what killed
    runs left.
    """
    with _held(folder, folder.run_lock, 0.0, "Another run"):
        files.sweep(folder.root)
        files.sweep(folder.analyses)
        files.sweep(folder.sources)
        yield


@contextmanager
def decision_lock(folder: StateFolder, *, seconds: float = DECISION_SECONDS) -> Iterator[None]:
    """Hold the lock of a decision, for one write; wait up to ``seconds`` for it, then raise RunLocked."""
    with _held(folder, folder.decision_lock, seconds, "Another decision"):
        files.sweep(folder.drafts)
        yield


@contextmanager
def _held(folder: StateFolder, path: Path, seconds: float, holder: str) -> Iterator[None]:
    folder.create()
    lock = FileLock(path, timeout=seconds)
    try:
        lock.acquire(poll_interval=0.02)
    except Timeout as error:
        raise RunLocked(
            f"{holder}{_process(path)} holds {folder.shown(path)}", "Try again when it has ended."
        ) from error
    except OSError as error:
        raise StateError(
            f"{path} cannot be locked: {error.strerror}", "Check the folder and its permissions."
        ) from error
    try:
        with files.explained(path, "written"):
            path.write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        lock.release()


def _process(path: Path) -> str:
    """Return `` (process 123)`` from the lock file, nothing when it does not say."""
    try:
        number = re.match(r"[0-9]{1,10}", files.read(path).decode("ascii", "replace"))
    except StateError:
        return ""
    return f" (process {number.group()})" if number else ""
