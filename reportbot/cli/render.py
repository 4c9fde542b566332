"""The only module that prints. Results go to standard output, everything else to standard error.

Text from reports, file names and settings is made harmless for a terminal here, in one place, whatever it came through.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal, TextIO

from reportbot.errors import UsageError

PROGRESS_AFTER = 0.5
"""Seconds until a progress line appears: a run that is over by then needs none."""

# In JSON, text stays readable in its own script; only what could move a cursor or reorder a line is escaped.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_WEIGHTS = {"bold": "\x1b[1m", "dim": "\x1b[2m"}
_PLAIN = "\x1b[0m"


class ReaderGone(Exception):
    """The program that our output was piped into has closed it."""


class OutputLost(UsageError):
    """Standard output leads to where nothing can be written, such as a full disk."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a result. ``weight`` is how it looks on a terminal that shows such things: bold, dim or nothing."""

    text: str
    weight: Literal["", "bold", "dim"] = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """How this command may speak. ``verbosity`` is -1 for quiet, else the count of ``-v``; a pipe has no ``width``."""

    styled: bool = False
    verbosity: int = 0
    width: int | None = None

    def result(self, lines: Iterable[Line | str]) -> None:
        """Print the lines of a result."""
        _write(sys.stdout, lines, styled=self.styled)

    def warn(self, text: str) -> None:
        """Tell something that the user should act on; also when quiet."""
        _write(sys.stderr, [f"warning: {text}"])

    def note(self, text: str) -> None:
        """Tell something that is good to know, unless quiet."""
        if self.verbosity >= 0:
            flush()  # with nobody left to read the result, nobody wants the note
            _write(sys.stderr, [text])

    def detail(self, text: str) -> None:
        """Tell something that only ``-v`` wants to hear."""
        if self.verbosity > 0:
            flush()
            _write(sys.stderr, [text])

    @contextmanager
    def progress(self, clock: Callable[[], float]) -> Iterator[Callable[[str, int, int], None]]:
        """Yield a function of stage, done and total that redraws one line on a terminal, and clears it at the end."""
        if self.verbosity < 0 or not sys.stderr.isatty():
            yield _silent
            return
        bar = _Progress(clock)
        try:
            yield bar.show
        finally:
            bar.clear()


def _silent(stage: str, done: int, total: int) -> None:
    """Show nothing."""


class _Progress:
    """One line of progress. It needs a carriage return and blanks only, so the dullest terminal can show it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._start = clock()
        self._shown = 0

    def show(self, stage: str, done: int, total: int) -> None:
        """Draw how far the stage is."""
        if self._clock() - self._start < PROGRESS_AFTER:
            return
        text = _harmless(f"{stage} {done}/{total}")[:70]
        sys.stderr.write("\r" + text.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(text)

    def clear(self) -> None:
        """Leave the line as if nothing had been drawn."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()


def result(lines: Iterable[Line | str]) -> None:
    """Print lines to standard output. Raises ReaderGone when nobody reads it any more."""
    _write(sys.stdout, lines)


def json_result(value: object) -> None:
    """Print one JSON value to standard output, without any character that a terminal would obey."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    _emit(sys.stdout, _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def verbatim(text: str) -> None:
    """Print a text that reportbot made itself, such as a script, byte for byte."""
    _emit(sys.stdout, text)


def failure(cause: str, next_step: str = "") -> None:
    """Print why the command ends, and what to do about it, to standard error."""
    _write(sys.stderr, [f"error: {cause}", *([f"hint: {next_step}"] if next_step else [])])


def flush() -> None:
    """Bring out what is printed, as long as there is somebody to be told that it did not work."""
    with _reaching(sys.stdout):
        sys.stdout.flush()


def open_closed_streams() -> None:
    """Let the standard streams that the caller closed (``>&-``) lead nowhere, so that no file takes their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for as long as the process


def detach() -> None:
    """Let standard output lead nowhere, so that the interpreter does not complain about a closed pipe when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(stream: TextIO, lines: Iterable[Line | str], *, styled: bool = False) -> None:
    whole = [line if isinstance(line, Line) else Line(line) for line in lines]
    _emit(stream, "".join(_dressed(line, styled=styled) + "\n" for line in whole))


def _dressed(line: Line, *, styled: bool) -> str:
    text = _harmless(line.text)
    return f"{_WEIGHTS[line.weight]}{text}{_PLAIN}" if styled and line.weight else text


def _harmless(text: str) -> str:
    from reportbot.text.sanitize import for_terminal

    return for_terminal(text)


def _emit(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    if stream is sys.stderr:  # what was said before stands before it, also where both streams end in one place
        with suppress(ReaderGone, OutputLost):
            flush()
    with _reaching(stream):
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def output_lost(error: OSError) -> OutputLost:
    """Return the explanation of what the system said when standard output was written."""
    return OutputLost(
        f"standard output cannot be written: {error.strerror}", "Make room, or send the output elsewhere."
    )


@contextmanager
def _reaching(stream: TextIO) -> Iterator[None]:
    """Tell what becomes of a stream that cannot be written; without standard error there is nobody to tell it to."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        if stream is sys.stdout:
            raise output_lost(error) from error
