"""Files that are whole or not there: atomic and durable writes, and reads that follow no link.

A new content is written to a temporary file in the same folder, flushed to the disk, renamed over the old one, and
the folder is flushed too. All of that goes through the descriptor of the folder, so that neither the folder nor the
file can be exchanged for a symbolic link in between (openat and O_NOFOLLOW; renaming replaces a link, it never
follows one).
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportbot.errors import StateError

Step = Callable[[str], None]


def write(path: Path, data: bytes, *, step: Step) -> None:
    """Replace the content of ``path`` by ``data``, or make the file; its folder must exist.

    The caller holds the lock under which this file is written. Raises StateError when the file or its folder is a
    symbolic link, or the system refuses.
    """
    with explained(path, "written"), _folder(path.parent) as folder:
        mode = _mode(folder, path)
        temporary = temporary_name(path.name)
        try:
            _fill(folder, temporary, data, mode, step)
            _mode(folder, path)
            step(f"replace {path.name}")
            os.replace(temporary, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=folder)
            raise
        step(f"flush the folder of {path.name}")
        os.fsync(folder)


def append(path: Path, data: bytes, *, step: Step) -> None:
    """Add ``data``, whole lines, to the end of ``path`` and flush it to the disk; the caller holds the lock.

    A last line that a killed run left without its ending gets one first, so that it spoils no other line.
    """
    with explained(path, "written"), _folder(path.parent) as folder:
        descriptor = os.open(path.name, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o666, dir_fd=folder)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            step(f"append to {path.name}")
            _write_all(descriptor, b"\n" + data if torn else data)
            step(f"flush {path.name}")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.fsync(folder)


def read(path: Path, *, limit: int | None = None) -> bytes:
    """Return the bytes of ``path``.

    Raises StateError when it is a symbolic link, no regular file, larger than ``limit`` bytes, or unreadable; a pipe
    does not make it wait.
    """
    with explained(path, "read"):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise StateError(f"{path} is not a regular file", "Move it out of the state folder.")
            if limit is not None and status.st_size > limit:
                raise StateError(f"{path} has {status.st_size:,} bytes; at most {limit:,} are read", "Shorten it.")
            with os.fdopen(descriptor, "rb", closefd=False) as stream:
                return stream.read()
        finally:
            os.close(descriptor)


def exists(path: Path) -> bool:
    """Return whether something is at ``path``, a link that leads nowhere too.

    Raises StateError when the system does not say, such as below a folder that may not be entered: only what is known
    to be missing is missing.
    """
    with explained(path, "read"):
        try:
            os.lstat(path)
        except FileNotFoundError:
            return False
        return True


def names(folder: Path) -> tuple[str, ...]:
    """Return the names in ``folder``, sorted; none when there is no such folder. Raises StateError."""
    with explained(folder, "read"):
        try:
            return tuple(sorted(path.name for path in folder.iterdir()))
        except FileNotFoundError:
            return ()


def remove(path: Path) -> None:
    """Remove a file unless it is gone already; raise StateError when the system refuses."""
    with explained(path, "removed"):
        path.unlink(missing_ok=True)


def mark(path: Path) -> None:
    """Make an empty file; raise StateError when the system refuses. The next flush of its folder makes it durable."""
    with explained(path, "written"):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o666))


def make_folder(path: Path) -> None:
    """Make a folder and those above it unless they are there; raise StateError when the system refuses."""
    with explained(path, "made"):
        path.mkdir(parents=True, exist_ok=True)


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left in ``folder``; the caller holds the lock of its writers."""
    for name in names(folder):
        if name.startswith(".") and name.endswith(".tmp"):
            with suppress(OSError):
                (folder / name).unlink()


def temporary_name(name: str) -> str:
    """Return the name of this process's temporary file for ``name``: hidden, so that nothing reads it."""
    return f".{name}.{os.getpid()}.tmp"


def _fill(folder: int, name: str, data: bytes, mode: int | None, step: Step) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
    step(f"open {name}")
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666, dir_fd=folder)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        middle = len(data) // 2
        _write_all(descriptor, data[:middle])
        step(f"write the rest of {name}")
        _write_all(descriptor, data[middle:])
        step(f"flush {name}")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _mode(folder: int, path: Path) -> int | None:
    """Return the permissions of the file to be replaced, None when there is none yet."""
    try:
        status = os.stat(path.name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ELOOP, "it is a symbolic link or no regular file")
    return stat.S_IMODE(status.st_mode)


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def explained(path: Path, verb: str) -> Iterator[None]:
    """Make a StateError with a cause and a next step of what the system says inside about ``path``."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise StateError(
                f"{path} is not {verb}: it, or the folder that it stands in, is a symbolic link, or no folder at all",
                "Put the file or folder itself in that place, or name another state folder with --state.",
            ) from error
        raise StateError(
            f"{path} cannot be {verb}: {error.strerror}", "Check the folder and its permissions."
        ) from error
