"""The analysis of each document version, and the text it was made from, filed under the SHA-256 of the document.

The caller translates: what comes in and goes out here are plain JSON objects and texts (secrets already masked), and
the caller holds the run lock while it writes.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from reportbot.errors import StateError
from reportbot.state import files
from reportbot.state.folder import StateFolder
from reportbot.state.ledger import JsonValue

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILED = re.compile(r"[0-9a-f]{64}\.json")


def write(folder: StateFolder, sha256: str, analysis: Mapping[str, JsonValue]) -> bool:
    """File an analysis, its keys in the order given; return False, and touch nothing, when it is there unchanged."""
    text = json.dumps(dict(analysis), ensure_ascii=False, indent=1) + "\n"
    return _write(folder, _path(folder.analyses, sha256, "json"), text)


def read(folder: StateFolder, sha256: str) -> dict[str, JsonValue] | None:
    """Return the analysis of a document version, None when there is none; raise StateError when it is unreadable."""
    path = _path(folder.analyses, sha256, "json")
    text = _read(path)
    if text is None:
        return None
    try:
        analysis = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StateError(
            f"{folder.shown(path)} is not JSON ({error})", "Delete it and run `reportbot analyze` again."
        ) from error
    if not isinstance(analysis, dict):
        raise StateError(f"{folder.shown(path)} is not an object", "Delete it and run `reportbot analyze` again.")
    return analysis


def names(folder: StateFolder) -> tuple[str, ...]:
    """Return the SHA-256 of every document version that has an analysis, sorted."""
    return tuple(name[:-5] for name in files.names(folder.analyses) if _FILED.fullmatch(name))


def write_source(folder: StateFolder, sha256: str, text: str) -> bool:
    """File the text of a document version; return False, and touch nothing, when it is there unchanged."""
    return _write(folder, _path(folder.sources, sha256, "txt"), text)


def read_source(folder: StateFolder, sha256: str) -> str | None:
    """Return the text of a document version with its line endings, None when there is none."""
    return _read(_path(folder.sources, sha256, "txt"))


def _write(folder: StateFolder, path: Path, text: str) -> bool:
    data = text.encode("utf-8", "replace")
    if files.exists(path) and files.read(path) == data:
        return False
    files.make_folder(path.parent)
    files.write(path, data, step=folder.step)
    return True


def _read(path: Path) -> str | None:
    return files.read(path).decode("utf-8", "replace") if files.exists(path) else None


def _path(parent: Path, sha256: str, suffix: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise StateError(f"{sha256!r} is not a SHA-256, so no document version is filed under it")
    return parent / f"{sha256}.{suffix}"
