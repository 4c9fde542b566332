"""Which files an argument stands for: a file, a folder, or a glob in which ``**`` crosses folders.

Folders and globs leave hidden folders and ``node_modules`` alone, do not enter folders behind links, and follow a link
to a file only while it stays inside the root or the folder that was named. A file that the user names himself may lie
anywhere. Nothing here opens a file.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path

from reportbot.sources.interface import Skipped

TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".rst", ".org"})
_UNVISITED = frozenset({"node_modules", "__pycache__"})
_MAGIC = frozenset("*?[")
_KINDS = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISDIR, "a folder"))


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file: ``target`` is its real path without links, ``name`` what the user is shown."""

    target: Path
    name: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """How far a search may reach: inside ``root`` or inside ``base``, the folder that it started from (both real)."""

    root: Path
    base: Path

    def holds(self, path: Path) -> bool:
        return path.is_relative_to(self.root) or path.is_relative_to(self.base)


def find(argument: str, root: Path) -> Iterator[Found | Skipped]:
    """Yield the files that ``argument`` stands for; ``root`` is a real path. Raises nothing for what is on the disk."""
    try:
        mode = Path(argument).stat().st_mode
    except FileNotFoundError:
        yield from _find_pattern(argument, root)
    except (OSError, ValueError) as error:
        yield skipped_for(error, argument)
    else:
        if stat.S_ISDIR(mode):
            yield from _find_in_folder(argument, root)
        elif stat.S_ISREG(mode):
            yield _found(Path(argument), root)
        else:
            yield not_a_file(printable(argument), mode)


def not_a_file(name: str, mode: int) -> Skipped:
    """Return the value for something that is neither a regular file nor a folder; ``mode`` is its ``st_mode``."""
    kind = next((word for test, word in _KINDS if test(mode)), "a device")
    return Skipped(name, "not-a-file", f"{kind}, not a regular file", "Name a file, or pipe the text in and name -.")


def skipped_for(error: OSError | ValueError, name: str) -> Skipped:
    """Return the value for a path that the system refused."""
    name = printable(name)
    if isinstance(error, FileNotFoundError | ValueError):
        return Skipped(name, "missing", "there is no such file", "Check the path; it starts at the current folder.")
    if error.errno == errno.ELOOP:
        return Skipped(name, "symlink-loop", "the link leads back to itself", "Name the file that is meant.")
    cause = f"it cannot be read: {error.strerror or error}"
    return Skipped(name, "unreadable", cause, "Check its permissions, then run again.")


def printable(name: str) -> str:
    """Return a file name as text: bytes that are no UTF-8 are shown as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _found(path: Path, root: Path) -> Found | Skipped:
    try:
        target = _real(path)
    except OSError as error:
        return skipped_for(error, os.fspath(path))
    return Found(target, _name(path, target, root))


def _real(path: Path) -> Path:
    # Path.resolve raises RuntimeError for a loop before Python 3.13; this raises OSError on all.
    return Path(os.path.realpath(path, strict=True))


def _name(path: Path, target: Path, root: Path) -> str:
    return printable(os.fspath(target.relative_to(root) if target.is_relative_to(root) else path))


def _find_in_folder(argument: str, root: Path) -> Iterator[Found | Skipped]:
    nothing = True
    for found in _walk(Path(argument), _Scope(root, Path(os.path.realpath(argument))), named=True):
        nothing = False
        yield found
    if nothing:
        suffixes = ", ".join(sorted(TEXT_SUFFIXES))
        cause = f"the folder holds no report ({suffixes})"
        yield Skipped(printable(argument), "no-files", cause, "Name the files themselves, or another folder.")


def _find_pattern(argument: str, root: Path) -> Iterator[Found | Skipped]:
    if not _MAGIC & set(argument):
        yield skipped_for(FileNotFoundError(), argument)
        return
    parts = Path(argument).parts
    fixed = tuple(takewhile(lambda part: not _MAGIC & set(part), parts))
    start = Path(*fixed)
    scope = _Scope(root, Path(os.path.realpath(start)))
    nothing = True
    for path in _glob(start, parts[len(fixed) :]):
        nothing = False
        yield from _walk(path, scope)
    if nothing:
        yield Skipped(printable(argument), "no-match", "the pattern fits no file", "Check it; ** crosses folders.")


def _glob(start: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    """Yield what the pattern ``parts`` fits under ``start``, sorted; a pattern that ends in ``**`` yields folders."""
    waiting = [(start, parts)]
    while waiting:
        path, rest = waiting.pop()
        if not rest or rest == ("**",):
            yield path
        elif rest[0] == "**":
            below = [(folder, rest) for folder in _fitting(path, "*") if _is_real_folder(folder)]
            waiting += [*reversed(below), (path, rest[1:])]
        else:
            waiting += [(match, rest[1:]) for match in reversed(_fitting(path, rest[0]))]


def _names(folder: Path, *, hidden: bool = False) -> list[str]:
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if name not in _UNVISITED and (hidden or not name.startswith("."))]


def _fitting(folder: Path, pattern: str) -> list[Path]:
    try:
        names = _names(folder, hidden=pattern.startswith("."))
    except OSError:
        return []
    return [folder / name for name in names if fnmatchcase(name, pattern)]


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _walk(start: Path, scope: _Scope, *, named: bool = False) -> Iterator[Found | Skipped]:
    """Yield the reports at and below ``start``, sorted by path; ``named`` says that the user named it, link or not.

    ``start`` itself counts whatever its suffix. Iterative, because a tree may be deeper than Python's stack.
    """
    waiting = [start]
    while waiting:
        path = waiting.pop()
        first = path is start
        try:
            mode = path.stat(follow_symlinks=named and first).st_mode
            if stat.S_ISDIR(mode):
                waiting += [path / name for name in reversed(_names(path))]
                continue
        except OSError as error:
            yield skipped_for(error, os.fspath(path))
            continue
        yield from _entry(path, mode, scope, wanted=first or path.suffix.lower() in TEXT_SUFFIXES)


def _entry(path: Path, mode: int, scope: _Scope, *, wanted: bool) -> Iterator[Found | Skipped]:
    if stat.S_ISLNK(mode):
        yield from _linked(path, scope, wanted=wanted)
    elif not stat.S_ISREG(mode):
        yield not_a_file(printable(os.fspath(path)), mode)
    elif wanted:
        yield _found(path, scope.root)


def _linked(path: Path, scope: _Scope, *, wanted: bool) -> Iterator[Found | Skipped]:
    name = printable(os.fspath(path))
    try:
        target = _real(path)
        mode = target.stat().st_mode
    except OSError as error:
        if wanted or error.errno == errno.ELOOP:
            yield skipped_for(error, name)
        return
    if not scope.holds(target):
        yield Skipped(name, "symlink-outside", "the link leads out of the folder", "Name the file behind it.")
    elif stat.S_ISDIR(mode):
        yield from _linked_folder(path, target, scope)
    else:
        yield from _entry(target, mode, scope, wanted=wanted)


def _linked_folder(path: Path, target: Path, scope: _Scope) -> Iterator[Skipped]:
    name = printable(os.fspath(path))
    if _real(path.parent).is_relative_to(target):
        yield Skipped(name, "symlink-loop", "the link leads back to a folder above it", "Remove it, or name the files.")
    elif not target.is_relative_to(scope.base):
        cause = f"the link leads to another folder, {printable(os.fspath(target))}"
        yield Skipped(name, "symlink-folder", cause, "Name that folder too if it is meant.")
