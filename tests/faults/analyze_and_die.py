"""Runs one analysis and is killed at the step of a write that it is told, as by kill -9: REPORT STATE_FOLDER [STEP]."""

import io
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reportbot.analyze import AnalyzeRequest, analyze
from reportbot.settings import Settings
from reportbot.state.folder import StateFolder


def dying(number: int) -> Callable[[str], None]:
    left = iter(range(number))

    def step(_name: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def counting(_name: str) -> None:
    print("step", flush=True)  # noqa: T201 - what the test counts


if __name__ == "__main__":
    report, root = Path(sys.argv[1]), Path(sys.argv[2])
    step = dying(int(sys.argv[3])) if len(sys.argv) > 3 else counting
    analyze(
        AnalyzeRequest(
            arguments=(str(report),),
            root=report.parent,
            folder=StateFolder(root, step),
            stdin=io.BytesIO(),
            settings=Settings(),
            now=datetime(2026, 5, 6, 9, 0, tzinfo=UTC),
            who="maria",
        )
    )
