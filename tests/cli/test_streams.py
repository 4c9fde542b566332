"""What goes where: results, notes, errors, exit codes, colours; and what hostile text cannot do to a terminal."""

import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from reportbot.cli.render import Line, Screen, json_result
from reportbot.models import DraftEvidence

ESCAPE = b"\x1b"


@pytest.fixture
def project(app, make_draft):
    app.add(make_draft("k7q2m9xa"))
    return app


# Errors


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["aprove"], "no such command: aprove; did you mean approve?"),
        (["status", "--jsn"], "No such option"),
        (["approve"], "Missing argument"),
        (["--nonsense"], "No such option"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["init", "--json"], "No such option"),
    ],
)
def test_wrong_usage_is_exit_2_one_error_and_a_hint(app, arguments, cause):
    outcome = app(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    error, hint = outcome.err.splitlines()
    assert error.startswith("error: ")
    assert cause in error
    assert hint.startswith("hint: `reportbot")


def test_a_folder_that_was_deleted_is_no_bug(project):
    gone = project.root / "gone"
    script = 'mkdir "$0" && cd "$0" && rmdir "$0" && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, gone, *project.command_line("status")],
        env=project.environ,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"does not exist any more" in done.stderr


class Faulty(io.RawIOBase):
    """Standard input that raises when it is read: the way to put a bug, or a key press, into a command."""

    def __init__(self, error):
        self.error = error

    def read(self, _size=-1):
        raise self.error


def test_a_bug_is_exit_3_one_line_and_a_log_beside_the_drafts(project):
    outcome = project("edit", "k7q2", "--body-file", "-", stdin=Faulty(ZeroDivisionError("boom")))
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("error: ")
    assert "Traceback" not in outcome.err
    (log,) = (project.folder.root / "log").iterdir()
    assert str(log) in outcome.err
    assert "ZeroDivisionError: boom" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_the_log_of_a_bug_stands_elsewhere_when_there_is_no_state_folder(app, monkeypatch, tmp_path):
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    outcome = app("edit", "k7q2", "--body-file", "-", stdin=Faulty(ZeroDivisionError("boom")))
    assert outcome.code == 3
    (log,) = elsewhere.iterdir()
    assert str(log) in outcome.err
    assert list(app.root.iterdir()) == []


def test_an_interrupt_is_exit_130(project):
    outcome = project("edit", "k7q2", "--body-file", "-", stdin=Faulty(KeyboardInterrupt()))
    assert (outcome.code, outcome.out) == (130, "")
    assert "interrupted" in outcome.err.lower()


def test_control_c_ends_a_process_with_130_and_no_traceback(project):
    pipe = project.root / "body.md"
    os.mkfifo(pipe)
    arguments = project.command_line("edit", "k7q2", "--body-file", "body.md")
    with subprocess.Popen(arguments, cwd=project.root, env=project.environ, stderr=subprocess.PIPE) as process:
        writer = wait_for_the_reader(pipe, process)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    os.close(writer)
    assert process.returncode == 130
    assert b"Traceback" not in err


def wait_for_the_reader(pipe, process):
    """Open the pipe for writing as soon as the process has it open for reading."""
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError(process.communicate())


@pytest.mark.parametrize("arguments", [["config", "show"], ["config", "show", "--json"], ["show", "k7q2"]])
def test_a_reader_that_has_seen_enough_is_no_error(project, arguments):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        project.command_line(*arguments),
        cwd=project.root,
        env=project.environ,
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_what_the_terminal_cannot_encode_is_shown_another_way(project):
    outcome = project.process("edit", "k7q2", "--title", "Grüße aus 東京", PYTHONIOENCODING="ascii")
    assert outcome.code == 0
    assert "Gr\\xfc\\xdfe aus \\u6771\\u4eac" in outcome.out


# Streams


def test_the_result_goes_to_standard_output_and_notes_to_standard_error(project):
    outcome = project("review", "--list")
    assert "k7q2m9xa" in outcome.out
    assert "Next:" not in outcome.out
    assert "Next:" in outcome.err


def test_quiet_leaves_the_result_and_the_warnings(project):
    project.environ["REPORTBOT_LIMITS"] = "1"
    outcome = project("review", "--list", "-q")
    assert "k7q2m9xa" in outcome.out
    assert outcome.err.splitlines() == ["warning: REPORTBOT_LIMITS is not a setting. Did you mean REPORTBOT_LIMIT?"]


# Colours


@pytest.mark.parametrize(
    ("arguments", "environ", "styled"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        (["--color", "never"], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_a_terminal_gets_colours_unless_something_speaks_against_it(project, arguments, environ, styled):
    assert (ESCAPE in project.terminal("show", "k7q2", *arguments, **environ)) is styled


def test_a_pipe_gets_none_unless_told_so(project):
    assert "\x1b" not in project.process("show", "k7q2").out
    assert "\x1b" in project.process("show", "k7q2", "--color", "always").out


# Hostile text

HOSTILE = [
    pytest.param("\x1b]8;;https://evil.example\x07click\x1b]8;;\x07 \x1b]52;c;Zm9v\x07 \x1b[2J", id="ADV-116"),
    pytest.param("\x9b31mred \x9d0;t\x9c \x90q", id="ADV-117"),
    pytest.param("50%\r100% OK (overwrites the line)", id="ADV-119"),
    pytest.param("left \u202eright\u2066", id="bidi"),
]


def controls(text):
    """The characters that a terminal obeys, or that reorder a line, other than line ends and tabs."""
    return set(re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("json_flag", [[], ["--json"]])
def test_text_of_a_draft_cannot_move_the_cursor(app, make_draft, text, json_flag):
    evidence = DraftEvidence(f"{text}.md", 1, 1, "0" * 64, text)
    app.add(make_draft("k7q2m9xa", f"Title {text}", body=f"{text}\n", evidence=(evidence,), labels=(text[:40],)))
    for arguments in (["show", "k7q2"], ["review", "--list"], ["approve", "k7q2"], ["status"]):
        outcome = app(*arguments, *json_flag)
        assert outcome.code == 0
        assert controls(outcome.out + outcome.err) == set()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_an_error_cannot_move_the_cursor(app, text):
    for arguments in (
        [text],
        ["show", text],
        ["status", "--config", text],
        ["snooze", "k", "--until", text],
        [f"--{text}"],
    ):
        outcome = app(*arguments)
        assert outcome.code == 2
        assert controls(outcome.out + outcome.err) == set()


def test_json_keeps_text_readable_and_the_same(capsys):
    value = {"title": "Grüße \u202e\x9b\x1b[2J \ud800"}
    json_result(value)
    out = capsys.readouterr().out
    assert controls(out) == set()
    assert "Grüße" in out
    assert json.loads(out) == value


# Progress


class Clock:
    """A clock that goes a second further at every look."""

    def __init__(self):
        self.seconds = 0

    def __call__(self):
        self.seconds += 1
        return float(self.seconds)


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self):
        return True


def progress_on(stream, monkeypatch, clock, *, verbosity=0):
    monkeypatch.setattr(sys, "stderr", stream)
    with Screen(verbosity=verbosity).progress(clock) as show:
        show("reports/first.md", 1, 2)
        show("second.md\x1b[2J", 2, 2)
    return stream.getvalue()


def test_progress_redraws_one_line_and_takes_it_away(monkeypatch):
    drawn = progress_on(Terminal(), monkeypatch, Clock())
    assert drawn.split("\r") == ["", "reports/first.md 1/2", "second.md\\x1b[2J 2/2", " " * 20, ""]


def test_a_run_that_is_over_at_once_shows_no_progress(monkeypatch):
    assert progress_on(Terminal(), monkeypatch, lambda: 0.0) == ""


def test_progress_is_for_terminals_and_not_for_the_quiet(monkeypatch):
    assert progress_on(io.StringIO(), monkeypatch, Clock()) == ""
    assert progress_on(Terminal(), monkeypatch, Clock(), verbosity=-1) == ""


def test_a_screen_without_style_prints_the_bare_text(capsys):
    Screen().result([Line("Title", "bold"), "text"])
    Screen(styled=True).result([Line("Title", "bold"), "text"])
    assert capsys.readouterr().out == "Title\ntext\n\x1b[1mTitle\x1b[0m\ntext\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [["status"], ["--help"], ["schema"]])
def test_a_full_disk_behind_standard_output_is_told_in_one_line(app, arguments):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            app.command_line(*arguments),
            cwd=app.root,
            env=app.environ,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    told = done.stderr.decode()
    assert done.returncode == 2
    assert "error: standard output cannot be written: No space left on device" in told
    assert "hint: " in told
    assert "bug" not in told
    assert "Traceback" not in told
    assert "Exception ignored" not in told


@pytest.mark.parametrize("closing", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_one_that_leads_nowhere(app, closing):
    command = " ".join(app.command_line("status"))
    done = subprocess.run(
        ["sh", "-c", f"{command} {closing}"], cwd=app.root, env=app.environ, capture_output=True, check=False
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
