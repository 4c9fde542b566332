"""A project folder, and two ways to run reportbot in it: in this process, and as a process of its own."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from reportbot.cli.invocation import Invocation, Surroundings
from reportbot.cli.main import run
from reportbot.models import Draft, DraftEvidence
from reportbot.state import store
from reportbot.state.folder import StateFolder

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass
class Outcome:
    code: int
    out: str
    err: str


@dataclass
class App:
    """reportbot in a project folder. ``read`` takes what was printed to the two streams since the last call."""

    root: Path
    capture: pytest.CaptureFixture[str]
    environ: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    now: datetime = NOW

    @property
    def folder(self) -> StateFolder:
        return StateFolder(self.root / ".reportbot")

    def __call__(self, *arguments: str, stdin: bytes | BinaryIO = b"") -> Outcome:
        user_file = self.root.parent / "user.toml"
        stream = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
        here = Surroundings(self.environ, self.root, user_file, self.now, stream)
        self.capture.readouterr()
        code = run(arguments, Invocation(here))
        printed = self.capture.readouterr()
        return Outcome(code, printed.out, printed.err)

    def command_line(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "reportbot.cli.main", *arguments]

    def process(self, *arguments: str, stdin: bytes = b"", **environ: str) -> Outcome:
        done = subprocess.run(
            self.command_line(*arguments),
            cwd=self.root,
            env=self.environ | environ,
            input=stdin,
            capture_output=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    def terminal(self, *arguments: str, **environ: str) -> bytes:
        """Return what a user would see: both streams of a process that runs on a terminal."""
        return on_terminal(
            self.command_line(*arguments), self.root, {"TERM": "xterm-256color", **self.environ, **environ}
        )

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def add(self, *drafts: Draft) -> tuple[Draft, ...]:
        return store.add(self.folder, drafts, who="test", via="cli", at="2026-11-20T09:00:00Z")


def on_terminal(arguments: list[str], cwd: Path, environ: Mapping[str, str]) -> bytes:
    ours, theirs = pty.openpty()
    with subprocess.Popen(arguments, cwd=cwd, env=environ, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:  # the other end is closed
            pass
        process.wait()
    os.close(ours)
    return seen


@pytest.fixture
def app(tmp_path, capsys, monkeypatch) -> App:
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return App(root, capsys)


def draft(identity: str, title: str = "Write the runbook for the broker", **fields: object) -> Draft:
    evidence = DraftEvidence("report.md", 12, 14, "0" * 64, "- [ ] Write the runbook\n  for the broker")
    return Draft(
        **{
            "id": identity,
            "title": title,
            "body": "## Context\n\nIt is missing.\n",
            "priority": "high",
            "evidence": (evidence,),
            **fields,
        }
    )


@pytest.fixture
def make_draft():
    return draft
