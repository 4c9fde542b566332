"""The git client: where the work tree is, which repository its origin names, who works here.

Every call is the real ``git``, without a shell, with a time limit, and with the parts of a repository's own
configuration that start programs switched off: a checkout must not be able to run something by being looked at.
Git that is missing, slow, or refuses is the answer None, never an exception.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

GITHUB_HOSTS = frozenset({"github.com", "www.github.com", "ssh.github.com"})
"""ssh.github.com is GitHub's SSH over port 443."""

REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}", re.ASCII)
"""OWNER/NAME as GitHub allows them: at most 39 letters, digits and hyphens; then any name but ``.`` and ``..``."""

SECONDS_A_CALL = 10

_HARMLESS = ("-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null")
_SCP_REMOTE = re.compile(r"(?:[^@/:\s]+@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>.+)")
# A hook runs with these set; they would answer for its repository instead of for the folder that is asked about.
_OTHER_REPOSITORY = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"})


def _git(folder: Path, environ: Mapping[str, str], *arguments: str, seconds: float = SECONDS_A_CALL) -> str | None:
    """Return what ``git`` printed, without the final line end, or None when it could not answer."""
    quiet = {name: value for name, value in environ.items() if name not in _OTHER_REPOSITORY}
    quiet |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *_HARMLESS, "-C", str(folder), *arguments],
            env=quiet, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\r\n") if done.returncode == 0 else None


def version(environ: Mapping[str, str], *, seconds: float = SECONDS_A_CALL) -> str | None:
    """Return the version of the installed git, such as ``2.39.5``, or None when none answers in time."""
    printed = _git(Path(), environ, "version", seconds=seconds)
    return printed.removeprefix("git version ").split(" ")[0] if printed else None


def work_tree(folder: Path, environ: Mapping[str, str]) -> Path | None:
    """Return the root of the work tree that ``folder`` is in; None outside, or where git does not trust it."""
    printed = _git(folder, environ, "rev-parse", "--show-toplevel")
    return Path(printed) if printed else None


def origin(folder: Path, environ: Mapping[str, str]) -> str | None:
    """Return the address of the remote ``origin``, with git's ``insteadOf`` abbreviations resolved."""
    return _git(folder, environ, "remote", "get-url", "origin") or None


def origin_repository(folder: Path, environ: Mapping[str, str], hosts: Iterable[str] = GITHUB_HOSTS) -> str | None:
    """Return OWNER/NAME of the remote ``origin``, or None when it is not on one of ``hosts``."""
    address = origin(folder, environ)
    return parse_remote(address, hosts) if address else None


def parse_remote(address: str, hosts: Iterable[str] = GITHUB_HOSTS) -> str | None:
    """Return OWNER/NAME that a remote's address names, or None.

    Understood: ``https://HOST/OWNER/NAME[.git]``, ``ssh://git@HOST[:PORT]/OWNER/NAME[.git]``, ``git://…`` and
    ``git@HOST:OWNER/NAME[.git]``. A host that is not listed, more or fewer path segments, or a name that GitHub
    would not allow is None.
    """
    host, path = _host_and_path(address.strip())
    if host.lower() not in {name.lower() for name in hosts}:
        return None
    name = path.strip("/").removesuffix(".git")
    return name if REPOSITORY.fullmatch(name) else None


def _host_and_path(address: str) -> tuple[str, str]:
    if "://" in address:
        try:
            parts = urlsplit(address)
            return (parts.hostname or "", parts.path) if parts.scheme in {"https", "http", "ssh", "git"} else ("", "")
        except ValueError:
            return "", ""
    scp = _SCP_REMOTE.fullmatch(address)
    return (scp["host"], scp["path"]) if scp else ("", "")


def author(folder: Path, environ: Mapping[str, str]) -> str | None:
    """Return who git says is working here, as ``Name <address>``, or the name alone; None when it does not know."""
    name = _git(folder, environ, "config", "--get", "user.name")
    address = _git(folder, environ, "config", "--get", "user.email")
    return f"{name} <{address}>" if name and address else name or address
