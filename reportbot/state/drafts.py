"""The folder of drafts: each file read for itself, written whole or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportbot.errors import StateError
from reportbot.models import Draft
from reportbot.state import draftwrite, files
from reportbot.state.draftread import parse
from reportbot.state.folder import StateFolder
from reportbot.state.ledger import Fields

# 65,536 characters of body in the longest encoding, the front matter, and some air.
MAX_BYTES = 512 * 1024

_NAMED = re.compile(r"[0-9a-z]{8}-")


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft as its file has it, claims about its state included, and the bytes of that file."""

    draft: Draft
    data: bytes
    path: Path


def read(folder: StateFolder, path: Path) -> DraftFile:
    """Read one file; raise StateError (FrontMatterError for its front matter), which names the file."""
    shown = folder.shown(path)
    data = files.read(path, limit=MAX_BYTES)
    return DraftFile(replace(parse(data, shown), path=shown), data, path)


def read_all(
    folder: StateFolder, prefixes: Sequence[str] = ("",)
) -> tuple[tuple[DraftFile, ...], tuple[StateError, ...]]:
    """Read the drafts whose file names begin with one of ``prefixes``, in the order of these names.

    A file that cannot be read is a problem in the second tuple and hides no other; so is a second file with the id of
    another. Hidden files, such as those of editors and killed runs, are passed over.
    """
    found: dict[str, DraftFile] = {}
    problems: list[StateError] = []
    for path in _paths(folder, prefixes):
        try:
            file = read(folder, path)
        except StateError as error:
            problems.append(error)
            continue
        first = found.setdefault(file.draft.id, file)
        if first is not file:
            problems.append(_doubled(file, first))
    return tuple(found.values()), tuple(problems)


def named(folder: StateFolder, prefixes: Sequence[str] = ("",)) -> frozenset[str]:
    """Return the ids by which the files in the folder are named, readable or not."""
    return frozenset(path.name[:8] for path in _paths(folder, prefixes) if _NAMED.match(path.name))


def refuse_known(folder: StateFolder, draft: Draft) -> None:
    """Raise StateError when the folder has a file for the id of ``draft``."""
    there = _paths(folder, [f"{draft.id}-"])
    if there:
        raise StateError(f"There is a draft {draft.id} already: {folder.shown(there[0])}", "Decide or edit that one.")


def write_new(folder: StateFolder, draft: Draft) -> Draft:
    """Write the file of a new draft and return the draft as it will be read.

    The caller holds the decision lock. Raises StateError when there is a file for its id, or it does not fit.
    """
    data = draftwrite.render(draft)
    refuse_known(folder, draft)
    files.make_folder(folder.drafts)
    path = folder.drafts / draftwrite.file_name(draft)
    files.write(path, data, step=folder.step)
    return replace(parse(data, path.name), path=folder.shown(path))


def update(folder: StateFolder, path: Path, fields: Fields) -> Draft:
    """Change ``fields`` in a draft file and return the draft as it now reads.

    The file is read again right before, so that what a person saved in the meantime stays. The caller holds the
    decision lock. Raises StateError.
    """
    data = draftwrite.changed(files.read(path, limit=MAX_BYTES), folder.shown(path), fields)
    files.write(path, data, step=folder.step)
    return replace(parse(data, path.name), path=folder.shown(path))


def _paths(folder: StateFolder, prefixes: Sequence[str]) -> list[Path]:
    wanted = tuple(prefixes)
    shown = (name for name in files.names(folder.drafts) if name.endswith(".md") and not name.startswith("."))
    return [folder.drafts / name for name in shown if name.startswith(wanted)]


def _doubled(file: DraftFile, first: DraftFile) -> StateError:
    return StateError(
        f"{file.draft.path} has the id of {first.draft.path}, so only that one counts",
        "Delete the copy. A new draft comes from `reportbot draft`.",
    )
