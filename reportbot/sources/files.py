"""Report text from the disk and from standard input: the bytes of what the arguments stand for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from reportbot.sources.find import Found, find, not_a_file, skipped_for
from reportbot.sources.interface import RawSource, Skipped

DEFAULT_LIMIT_BYTES = 5_000_000
STDIN_NAME = "<stdin>"
_MEGABYTE = 1_000_000
# Without O_NONBLOCK, opening a pipe that took the place of the file would wait for a writer. The path is real, so a
# link at its end appeared after it was looked up.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def expand(
    arguments: Iterable[str], *, root: Path, stdin: BinaryIO, limit_bytes: int = DEFAULT_LIMIT_BYTES
) -> Iterator[RawSource | Skipped]:
    """Yield what the arguments stand for, in their order; a folder's files sorted, a file named twice only once.

    ``-`` is standard input. Relative arguments start at the current folder. A name is the path relative to ``root``
    (the top of the work tree) when the file is inside it, else the path as given. ``limit_bytes`` is the size in bytes
    above which a source is not read. Raises nothing for what is on the disk: that comes as ``Skipped``.
    """
    real_root = Path(os.path.realpath(root))
    seen: set[Path | Skipped] = set()
    for argument in dict.fromkeys(arguments):
        if argument == "-":
            yield _read_stdin(stdin, limit_bytes)
            continue
        for found in find(argument, real_root):
            key = found.target if isinstance(found, Found) else found
            if key not in seen:
                seen.add(key)
                yield _read(found, limit_bytes) if isinstance(found, Found) else found


def _read(found: Found, limit_bytes: int) -> RawSource | Skipped:
    try:
        descriptor = os.open(found.target, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return not_a_file(found.name, status.st_mode)
            if status.st_size > limit_bytes:
                return _too_large(found.name, limit_bytes, f"it has {_megabytes(status.st_size)}")
            return _capped(found.name, file, limit_bytes)
    except OSError as error:
        return skipped_for(error, found.name)


def _read_stdin(stdin: BinaryIO, limit_bytes: int) -> RawSource | Skipped:
    try:
        return _capped(STDIN_NAME, stdin, limit_bytes)
    except (OSError, ValueError) as error:
        return Skipped(STDIN_NAME, "unreadable", f"standard input cannot be read: {error}", "Pipe a report into it.")


def _capped(name: str, file: BinaryIO, limit_bytes: int) -> RawSource | Skipped:
    """Read to the end or to one byte past the limit: a file may have grown since its size was asked."""
    data = file.read(limit_bytes + 1)
    return RawSource(name, data) if len(data) <= limit_bytes else _too_large(name, limit_bytes, "it goes on")


def _too_large(name: str, limit_bytes: int, fact: str) -> Skipped:
    cause = f"{fact}, more than the {_megabytes(limit_bytes)} that a source may have"
    return Skipped(name, "too-large", cause, "Split it, or raise max_bytes in reportbot.toml.")


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.3g} MB" if size >= _MEGABYTE else f"{size:,} bytes"
