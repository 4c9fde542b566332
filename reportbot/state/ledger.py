"""The ledger: what happened to which draft, when, by whom and through which face. Append-only, one JSON object a line.

    {"event": "drafted", "at": "2026-05-06T09:00:00Z", "draft": "k7q2m9xa", "title": "…", "to": "pending"}
    {"event": "decision", "at": …, "who": "maria", "via": "cli", "draft": "k7q2m9xa", "decision": "approve",
     "from": "pending", "to": "approved", "digest": "9f2c…", "file": "51aa…"}
    {"event": "analysis", …}

``before`` and ``after`` hold the fields that a decision changed (``reason``, ``duplicate_of``, ``snooze_until``, and
what ``edit`` changes); ``file`` is the SHA-256 of the draft file right before the decision, by which a
reader sees after a crash whether the file still lacks it.
``digest`` stands where a decision leads to ``approved``.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias, get_args

from reportbot.errors import StateError
from reportbot.models import DraftState
from reportbot.state import files
from reportbot.state.folder import StateFolder
from reportbot.state.transitions import PERSONAL
from reportbot.text.secrets import mask

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"
FieldValue: TypeAlias = str | int | tuple[str, ...] | None
Fields: TypeAlias = Mapping[str, FieldValue]

_TEXTS = ("event", "at", "who", "via", "draft", "title", "decision", "digest", "file", "undoes")
_KNOWN = {*_TEXTS, "from", "to", "before", "after"}


@dataclass(frozen=True, slots=True)
class Event:
    """One line. Empty fields are left out of it; ``extra`` holds the keys that only one kind of event has."""

    event: str
    at: str
    who: str = ""
    via: str = ""
    draft: str = ""
    title: str = ""
    decision: str = ""
    from_state: DraftState | None = None
    to_state: DraftState | None = None
    digest: str = ""
    file: str = ""
    undoes: str = ""
    before: Fields = field(default_factory=dict)
    after: Fields = field(default_factory=dict)
    extra: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the ledger leaves one draft. ``undoable`` are the decisions not yet undone, the oldest first.

    ``digest`` is that of the approved request while the state is approved, else None.
    """

    draft: str
    title: str
    state: DraftState
    digest: str | None
    last: Event
    undoable: tuple[Event, ...] = ()


def timestamp(now: datetime) -> str:
    """Return an aware time as every event has it: ISO-8601 in UTC, to the second, with a Z, so that text order is time.

    ``2026-05-06T11:00:00+02:00`` is ``2026-05-06T09:00:00Z``.
    """
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def append(folder: StateFolder, events: Sequence[Event]) -> None:
    """Add ``events`` durably, in one write, their secrets masked. The caller holds the decision lock.

    Raises StateError when that fails.
    """
    files.append(folder.ledger, "".join(_line(event) for event in events).encode("utf-8", "replace"), step=folder.step)


def read(folder: StateFolder) -> tuple[tuple[Event, ...], tuple[StateError, ...]]:
    """Return the events, the oldest first, and one problem for each line that cannot be read.

    No ledger is an empty one. The last line may lack its ending: what a killed run left of it is a problem like any
    other, or an event when it is whole.
    """
    if not files.exists(folder.ledger):
        return (), ()
    events: list[Event] = []
    problems: list[StateError] = []
    for number, line in enumerate(files.read(folder.ledger).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            events.append(_event(line))
        except (ValueError, RecursionError) as error:
            problems.append(
                StateError(
                    f"{folder.shown(folder.ledger)}:{number}: the line is not an event ({error})",
                    "It counts for nothing; a run that was killed may have left it. Delete it after a look at it.",
                )
            )
    return tuple(events), tuple(problems)


def standings(events: Iterable[Event]) -> dict[str, Standing]:
    """Fold the events into the present standing of every draft that they name.

    A draft that is made anew starts anew: what was decided about an older file of the same id approves nothing. An
    undo takes back the last decision that is not undone yet, without limit.
    """
    folded: dict[str, Standing] = {}
    stacks: dict[str, list[Event]] = {}
    for event in events:
        if not event.draft or event.to_state is None:
            continue
        stack = stacks.setdefault(event.draft, [])
        if event.event == "drafted":
            stack.clear()
        elif event.decision in PERSONAL:
            stack.append(event)
        elif event.decision == "undo" and stack:
            stack.pop()
        digest = event.digest if event.to_state == "approved" else None
        folded[event.draft] = Standing(event.draft, event.title, event.to_state, digest or None, event)
    return {draft: _with_stack(standing, stacks[draft]) for draft, standing in folded.items()}


def _with_stack(standing: Standing, stack: list[Event]) -> Standing:
    return Standing(
        standing.draft, standing.title, standing.state, standing.digest, standing.last, undoable=tuple(stack)
    )


def _line(event: Event) -> str:
    texts = {key: getattr(event, key) for key in _TEXTS}
    record: dict[str, object] = {
        **texts,
        "title": mask(event.title).text,
        "from": event.from_state,
        "to": event.to_state,
        "before": _masked(event.before),
        "after": _masked(event.after),
        **event.extra,
    }
    kept = {key: value for key, value in record.items() if value not in ("", None, {})}
    return json.dumps(kept, ensure_ascii=False) + "\n"


def _masked(fields: Fields) -> dict[str, FieldValue]:
    """Return the fields without secrets: what a person wrote into a draft by hand must not stay here for ever."""
    return {key: mask(value).text if isinstance(value, str) else value for key, value in fields.items()}


def _event(line: bytes) -> Event:
    """Translate one line; raise ValueError with the reason when it is no event."""
    try:
        record = json.loads(line.decode("utf-8"))
    except ValueError as error:
        raise ValueError("it is not JSON") from error
    if not isinstance(record, dict) or not record.get("event"):
        raise ValueError("it has no key event")
    texts = {key: _text(record, key) for key in _TEXTS}
    return Event(
        **texts,
        from_state=_state(record, "from"),
        to_state=_state(record, "to"),
        before=_fields(record, "before"),
        after=_fields(record, "after"),
        extra={key: value for key, value in record.items() if key not in _KNOWN},
    )


def _text(record: dict[str, JsonValue], key: str) -> str:
    value = record.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} is not a text")
    return value


def _state(record: dict[str, JsonValue], key: str) -> DraftState | None:
    value = record.get(key)
    if value is None:
        return None
    for state in get_args(DraftState):
        if value == state:
            return state  # type: ignore[no-any-return]
    raise ValueError(f"{key} is not a state of a draft")


def _fields(record: dict[str, JsonValue], key: str) -> Fields:
    value = record.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"{key} is not an object")
    return {name: _field(name, entry) for name, entry in value.items()}


def _field(name: str, value: JsonValue) -> FieldValue:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list):
        return tuple(str(entry) for entry in value)
    raise ValueError(f"{name} is neither a text, a number nor a list")
