"""`reportbot doctor`: is everything there that reportbot needs, and what to do where it is not."""

from __future__ import annotations

import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from reportbot import git
from reportbot.cli import render
from reportbot.cli.invocation import Invocation, Session
from reportbot.cli.layout import aligned, count, one_line
from reportbot.cli.options import command
from reportbot.errors import SettingsError, StateError
from reportbot.extract.words import joined
from reportbot.settings import OwnWords
from reportbot.state import files
from reportbot.state.folder import StateFolder
from reportbot.state.store import load

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and what to do about it unless all is well."""

    name: str
    state: Literal["ok", "warn", "fail"]
    found: str
    next_step: str = ""


@command("doctor", examples=["reportbot doctor", "reportbot doctor --json"], takes=["json"])
def doctor(invocation: Invocation) -> int:
    """Check the installation, the settings and the state folder. Exits with 2 when something fails."""
    checks = [_python(), _search(), _git(invocation.here.environ)]
    try:
        session = invocation.open()
    except SettingsError as error:
        checks.append(Check("settings", "fail", error.cause, error.next_step))
    else:
        checks += [
            *_project(session),
            *_words(session.settings.words),
            _writable(session.folder),
            *_state(session.folder),
        ]
    if invocation.wants("json"):
        render.json_result([asdict(check) for check in checks])
    else:
        _print(invocation, checks)
    return 2 if any(check.state == "fail" for check in checks) else 0


def _print(invocation: Invocation, checks: Sequence[Check]) -> None:
    rows = [(check.state, check.name, one_line(check.found)) for check in checks]
    for check, line in zip(checks, aligned(rows, None, stretch=2), strict=True):
        invocation.screen.result([line, *([f"      {check.next_step}"] if check.next_step else [])])


def _python() -> Check:
    if sys.version_info < OLDEST_PYTHON:
        return Check("python", "fail", platform.python_version(), "Install Python 3.11 or newer.")
    return Check("python", "ok", platform.python_version())


def _search() -> Check:
    try:
        with sqlite3.connect(":memory:") as database:
            database.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite3.OperationalError as error:
        return Check("search", "fail", f"SQLite has no FTS5 ({error})", "Use a Python whose SQLite has FTS5.")
    return Check("search", "ok", f"SQLite {sqlite3.sqlite_version} with FTS5")


def _git(environ: Mapping[str, str]) -> Check:
    version = git.version(environ)
    if version is None:
        return Check("git", "warn", "git was not found", "Install git, or give --repo and --state with every call.")
    return Check("git", "ok", version)


def _project(session: Session) -> Iterator[Check]:
    resolved = session.resolved
    files = ", ".join(map(str, resolved.files)) or "defaults, no file"
    yield Check("settings", "ok", files, "" if resolved.files else "`reportbot init` writes one.")
    yield from (Check("settings", "warn", warning) for warning in resolved.warnings)
    if session.settings.repo:
        yield Check("repo", "ok", f"{session.settings.repo}, from {resolved.origins['repo']}")
    else:
        yield Check("repo", "warn", "no repository is known", "Set repo in reportbot.toml, or add a GitHub origin.")


def _words(own: OwnWords) -> Iterator[Check]:
    """Look at the words of the user's own, where there are some."""
    if not own.files and not own.tables:
        return
    try:
        joined(own)
    except SettingsError as error:
        yield Check("words", "fail", error.cause, error.next_step)
        return
    yield Check("words", "ok", f"{count(len(own.files), 'file')} and {count(len(own.tables), 'table')} of your own")


def _writable(folder: StateFolder) -> Check:
    place = folder.root
    try:
        place = next(parent for parent in (folder.root, *folder.root.parents) if files.exists(parent))
        with tempfile.TemporaryFile(dir=place):
            made = "" if place == folder.root else ", will be made"
            return Check("state", "ok", f"{folder.root}{made}")
    except StateError as error:
        return Check("state", "fail", error.cause, error.next_step)
    except OSError as error:
        return Check("state", "fail", f"{place} cannot be written: {error.strerror}", "Choose another with --state.")


def _state(folder: StateFolder) -> Iterator[Check]:
    try:
        loaded = load(folder)
    except StateError as error:
        yield Check("ledger", "fail", error.cause, error.next_step)
        return
    yield Check("drafts", "ok", count(len(loaded.drafts), "draft"))
    yield from (Check("drafts", "fail", problem.cause, problem.next_step) for problem in loaded.problems)
    yield from (Check("drafts", "warn", note) for note in loaded.notes)
