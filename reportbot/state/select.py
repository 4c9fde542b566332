"""From what a person types to drafts: an id, or any beginning that only one id has."""

import re
from collections.abc import Sequence

from reportbot.errors import UnknownDraft
from reportbot.models import Draft
from reportbot.state.folder import StateFolder
from reportbot.state.store import Loaded, load

_SHOWN = 5
_PREFIX = re.compile(r"[0-9a-z]{1,8}")


def load_for(folder: StateFolder, ids: Sequence[str]) -> Loaded:
    """Load what these ids need: only files whose names begin so, or all when a name says nothing (it was changed)."""
    prefixes = [_normal(prefix) for prefix in ids]
    loaded = load(folder, prefixes)
    missing = any(not _fitting(loaded, prefix) for prefix in prefixes)
    return load(folder) if missing else loaded


def select(loaded: Loaded, ids: Sequence[str]) -> tuple[Draft, ...]:
    """Return the drafts that ``ids`` name, in their order and each once; raise UnknownDraft."""
    chosen = {draft.id: draft for draft in (_only(loaded, _normal(prefix)) for prefix in ids)}
    return tuple(chosen.values())


def _only(loaded: Loaded, prefix: str) -> Draft:
    fitting = _fitting(loaded, prefix)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        shown = ", ".join(f"{draft.id} ({draft.title})" for draft in fitting[:_SHOWN])
        more = f" and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
        raise UnknownDraft(f"{prefix} is the beginning of {len(fitting)} ids: {shown}{more}", "Write more of the id.")
    broken = next((problem for problem in loaded.problems if f"/{prefix}" in problem.cause), None)
    if broken is not None:
        raise UnknownDraft(f"The draft {prefix} cannot be read: {broken.cause}", broken.next_step)
    raise UnknownDraft(f"No draft has the id {prefix}", "`reportbot review --list` shows the drafts with their ids.")


def _fitting(loaded: Loaded, prefix: str) -> list[Draft]:
    exact = [draft for draft in loaded.drafts if draft.id == prefix]
    return exact or [draft for draft in loaded.drafts if draft.id.startswith(prefix)]


def _normal(prefix: str) -> str:
    normal = prefix.strip().lower()
    if not _PREFIX.fullmatch(normal):
        raise UnknownDraft(f"{prefix!r} is not an id", "An id is 8 letters and digits; its beginning is enough.")
    return normal
