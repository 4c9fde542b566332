"""Runs one decision and is killed at the step of a write that it is told, as by kill -9: STATE_FOLDER STEP DECISION.

Without a number it decides for ever and says of each decision that it is made.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from reportbot import decide
from reportbot.decide import Edit, Person
from reportbot.models import Draft
from reportbot.state import store
from reportbot.state.folder import StateFolder

PERSON = Person("maria", "cli", datetime(2026, 5, 6, 9, 0, tzinfo=UTC))
BOTH = ("aaaaaaaa", "bbbbbbbb")
DECISIONS: dict[str, Callable[[StateFolder], object]] = {
    "approve": lambda folder: decide.approve(folder, BOTH, PERSON),
    "snooze": lambda folder: decide.snooze(folder, BOTH, PERSON, until=date(2026, 6, 1)),
    "edit": lambda folder: decide.edit(folder, BOTH, PERSON, Edit(title="Edited", body="Edited\n" * 2000)),
    "undo": lambda folder: decide.undo(folder, BOTH, PERSON),
    "add": lambda folder: store.add(
        folder, [Draft("cccccccc", "Third", "Third\n" * 2000)], who="maria", via="cli", at=PERSON.at()
    ),
}


def dying(number: int) -> Callable[[str], None]:
    left = iter(range(number))

    def step(_name: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def for_ever(folder: StateFolder) -> None:
    for number in count(1):
        decide.edit(folder, BOTH, PERSON, Edit(title=f"Title {number}"))
        print(number, flush=True)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    root = Path(sys.argv[1])
    if len(sys.argv) == 2:
        for_ever(StateFolder(root))
    DECISIONS[sys.argv[3]](StateFolder(root, dying(int(sys.argv[2]))))
