"""What the shell handed over: flags, folder, environment, time; and the session that a command makes of them.

Nothing that takes time to import is imported before it is used: `--version` comes through here, too.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from reportbot.cli.render import Screen
from reportbot.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from reportbot.settings import Resolved, Settings
    from reportbot.state.folder import StateFolder


@dataclass(frozen=True)
class Surroundings:
    """What a command would otherwise take from the process: tests hand in their own."""

    environ: Mapping[str, str]
    cwd: Path
    user_file: Path
    now: datetime
    stdin: BinaryIO


@dataclass(frozen=True)
class Session:
    """One command's view of the world, after flags, environment and settings files have been read."""

    invocation: Invocation
    resolved: Resolved

    @property
    def surroundings(self) -> Surroundings:
        """Folder, environment, time and standard input."""
        return self.invocation.here

    @property
    def screen(self) -> Screen:
        """How to speak to the user."""
        return self.invocation.screen

    @property
    def json(self) -> bool:
        """Whether the result is JSON."""
        return self.invocation.wants("json")

    @property
    def dry_run(self) -> bool:
        """Whether nothing may be written."""
        return self.invocation.wants("dry_run")

    @property
    def yes(self) -> bool:
        """Whether the user has agreed beforehand."""
        return self.invocation.wants("yes")

    @property
    def settings(self) -> Settings:
        """The validated settings."""
        return self.resolved.settings

    @property
    def folder(self) -> StateFolder:
        """The state folder, which need not exist."""
        from reportbot.state.folder import StateFolder

        return StateFolder(self.resolved.state, name=self._state_name())

    def _state_name(self) -> Path:
        """Return the state folder as given with --state, else from the root of the work tree, else absolute."""
        from pathlib import Path

        given, state, root = self.invocation.flags.get("state"), self.resolved.state, self.resolved.root
        if given:
            return Path(str(given))
        return state.relative_to(root) if state.is_relative_to(root) and state != root else state

    @property
    def who(self) -> str:
        """The person who decides: as git knows them, else their login."""
        from getpass import getuser

        from reportbot import git

        name = git.author(self.resolved.root, self.surroundings.environ)
        try:
            return name or getuser()
        except (KeyError, OSError):  # a container's user may have a number only
            return "unknown"


@dataclass
class Invocation:
    """One call of reportbot. The parser fills ``flags``; ``log_folder`` is known once the settings are."""

    surroundings: Surroundings | None = None
    flags: dict[str, object] = field(default_factory=dict)
    log_folder: Path | None = None

    @cached_property
    def here(self) -> Surroundings:
        """The surroundings, those of the process unless others were handed in."""
        return self.surroundings or of_process()

    @cached_property
    def screen(self) -> Screen:
        """How the flags and the terminal want us to speak."""
        from shutil import get_terminal_size

        terminal, environ = sys.stdout.isatty(), self.here.environ
        plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb" or not terminal
        styled = {"always": True, "never": False}.get(str(self.flags.get("color")), not plain)
        verbosity = -1 if self.flags.get("quiet") else int(self.wants("verbose"))
        return Screen(styled=styled, verbosity=verbosity, width=get_terminal_size().columns if terminal else None)

    def wants(self, flag: str) -> bool:
        """Return whether a switch was given."""
        return bool(self.flags.get(flag))

    def open(self, *, limit: int | None = None) -> Session:
        """Read the settings and return the session; ``limit`` is a flag that only one command has.

        Raises SettingsError. Warnings about the settings are told here, once.
        """
        from reportbot.settings import load

        flags = {"repo": self.flags.get("repo"), "state": self.flags.get("state"), "limit": limit}
        config = self.flags.get("config")
        file = self.here.cwd / str(config) if config else None
        resolved = load(flags, self.here.environ, self.here.cwd, self.here.user_file, file)
        self.log_folder = resolved.state / "log"
        for warning in resolved.warnings:
            self.screen.warn(warning)
        return Session(self, resolved)


def of_process() -> Surroundings:
    """Return the surroundings of this process; raise UsageError when its folder has been deleted."""
    from datetime import UTC, datetime
    from pathlib import Path

    from reportbot.settings import default_user_file, process_environment

    now = datetime.now(UTC).astimezone()  # in the user's own zone: "until tomorrow" is a matter of their calendar
    try:
        cwd = Path.cwd()
    except FileNotFoundError as error:
        raise UsageError("The current folder does not exist any more", "Change to another one.") from error
    return Surroundings(process_environment(), cwd, default_user_file(), now, sys.stdin.buffer)
