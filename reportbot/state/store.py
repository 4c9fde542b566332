"""Drafts and ledger together: the one reader and the one writer of new drafts.

Of a draft, the file says what would be published, and a person may change that with any editor. The ledger says what
was decided, and only reportbot writes it: a state written into a file by hand approves, rejects or publishes nothing,
since it has no name, time and digest to it. So the ledger's last word on a draft is its state, whatever the file
claims. Without a word there, a draft is pending, or held while something holds it. An approval holds for the request
with the digest that was approved: after an edit the draft is pending until it is approved again.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportbot.errors import StateError
from reportbot.models import Draft, DraftState
from reportbot.state import drafts, draftwrite, files, ledger
from reportbot.state.draftread import parse
from reportbot.state.drafts import DraftFile
from reportbot.state.folder import StateFolder
from reportbot.state.ledger import Event, Fields, Standing
from reportbot.state.lock import decision_lock
from reportbot.state.transitions import UNDECIDED


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the state folder holds. ``problems`` are files and lines that could not be read, ``notes`` are sentences.

    ``files`` has the file of each draft by id; ``standings`` what the ledger says, also of drafts whose file a person
    removed; ``behind`` the fields by id that a killed run recorded and did not write to the file any more. ``unread``
    are the ids by which files that could not be read are named: these drafts exist, so nothing makes them again.
    """

    drafts: tuple[Draft, ...]
    problems: tuple[StateError, ...]
    notes: tuple[str, ...]
    files: Mapping[str, DraftFile]
    standings: Mapping[str, Standing]
    behind: Mapping[str, Fields]
    unread: frozenset[str]


def load(folder: StateFolder, prefixes: Sequence[str] = ("",)) -> Loaded:
    """Read the ledger and the drafts whose file names begin with one of ``prefixes``; write nothing.

    No state folder at all is an empty one. Raises StateError only when the ledger is no regular file or unreadable.
    """
    events, torn = ledger.read(folder)
    standings = ledger.standings(events)
    found, problems = drafts.read_all(folder, prefixes)
    interrupted = files.exists(folder.unwritten)
    settled = [_settled(file, standings.get(file.draft.id), interrupted=interrupted) for file in found]
    return Loaded(
        drafts=tuple(one.draft for one in settled),
        problems=(*problems, *torn),
        notes=tuple(one.note for one in settled if one.note),
        files={file.draft.id: file for file in found},
        standings=standings,
        behind={one.draft.id: one.behind for one in settled if one.behind},
        unread=drafts.named(folder, prefixes) - {file.draft.id for file in found},
    )


def record(folder: StateFolder, decisions: Sequence[tuple[Event, Path]]) -> None:
    """Record decisions, all in one write, then write each into its draft file; the caller holds the decision lock.

    A mark stands beside the ledger until the last file is written. Without it a file that reads as it did before the
    decision could as well have been put back by a person. Raises StateError.
    """
    if not decisions:
        return
    files.mark(folder.unwritten)
    ledger.append(folder, [event for event, _ in decisions])
    for event, path in decisions:
        drafts.update(folder, path, _written(event))
    folder.step("remove the mark")
    files.remove(folder.unwritten)


def mend(folder: StateFolder) -> None:
    """Repeat the writes that a killed run recorded and did not get to; the caller holds the decision lock."""
    if not files.exists(folder.unwritten):
        return
    loaded = load(folder)
    for draft, fields in loaded.behind.items():
        drafts.update(folder, loaded.files[draft].path, fields)
    files.remove(folder.unwritten)


def add(folder: StateFolder, new: Sequence[Draft], *, who: str, via: str, at: str) -> tuple[Draft, ...]:
    """Write new drafts, record them, and return them as they will be read.

    Takes the decision lock itself. ``at`` is ISO-8601 in UTC. Raises StateError before anything is written when two
    have the same id or one does not fit, and when there is a draft with the id of one.
    """
    if not new:
        return ()
    doubled = [draft for draft, count in Counter(draft.id for draft in new).items() if count > 1]
    if doubled:
        raise StateError(f"Two new drafts have the id {doubled[0]}", "Report this: ids have to differ.")
    for draft in new:
        draftwrite.render(draft)
    with decision_lock(folder):
        for draft in new:
            drafts.refuse_known(folder, draft)
        events = [
            Event("drafted", at, who, via, draft=draft.id, title=draft.title, to_state=draft.state) for draft in new
        ]
        ledger.append(folder, events)
        return tuple(drafts.write_new(folder, draft) for draft in new)


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 (hex) by which the ledger knows a state of a draft file."""
    return hashlib.sha256(data).hexdigest()


def _written(event: Event) -> Fields:
    """Return what a recorded decision puts into the file of its draft."""
    state: Fields = {"state": event.to_state} if event.to_state else {}
    return {**event.after, **state}


@dataclass(frozen=True, slots=True)
class _Settled:
    draft: Draft
    note: str = ""
    behind: Fields | None = None


def _settled(file: DraftFile, standing: Standing | None, *, interrupted: bool) -> _Settled:
    """Return the draft of a file with the state that the ledger gives it.

    After an interrupted write, a file that still is what it was before the last decision gets what that changed.
    """
    draft = file.draft
    if standing is None:
        return _without_record(draft)
    if interrupted and standing.last.file == fingerprint(file.data):
        fields = _written(standing.last)
        mended = parse(draftwrite.changed(file.data, draft.path, fields), draft.path)
        if replace(mended, path=draft.path) != draft:
            return _Settled(replace(mended, path=draft.path), behind=fields)
    state = _approved_or_pending(draft, standing)
    note = ""
    if state != standing.state:
        note = f"{draft.path} was edited after its approval, so it is pending again"
    elif draft.state != state and (standing.undoable or standing.state not in UNDECIDED):
        note = f"{draft.path} says {draft.state}, but what was decided is {state}; that counts"
    elif draft.state != state:
        note = _undecided(draft, state)
    return _Settled(replace(draft, state=state), note)


def _without_record(draft: Draft) -> _Settled:
    if draft.state in UNDECIDED:
        return _Settled(draft)
    state: DraftState = "held" if draft.held_for else "pending"
    return _Settled(replace(draft, state=state), _undecided(draft, state))


def _undecided(draft: Draft, state: DraftState) -> str:
    return f"{draft.path} says {draft.state}, but nobody decided that with reportbot; it is {state}"


def _approved_or_pending(draft: Draft, standing: Standing) -> DraftState:
    """Return the ledger's state, but pending for an approval of something else than what the draft now says."""
    edited = standing.state == "approved" and standing.digest != draft.request().digest()
    return "pending" if edited else standing.state


def settle(
    folder: StateFolder, found: Sequence[tuple[str, DraftState, Fields]], *, who: str, at: str
) -> tuple[Draft, ...]:
    """Move undecided drafts to where a look-up has put them: (id, state, fields that change with it) each.

    A draft that a person decided meanwhile stays as it is. Takes the decision lock itself; ``at`` is ISO-8601 in UTC.
    Returns the drafts that were moved. Raises StateError.
    """
    if not found:
        return ()
    with decision_lock(folder):
        mend(folder)
        loaded = load(folder)
        there = {draft.id: draft for draft in loaded.drafts if draft.state in UNDECIDED}
        moves = [
            (_looked_up(there[one], state, fields, who, at), loaded.files[one].path)
            for one, state, fields in found
            if one in there
        ]
        record(folder, moves)
        moved = {event.draft for event, _ in moves}
        return tuple(draft for draft in load(folder).drafts if draft.id in moved)


def _looked_up(draft: Draft, state: DraftState, fields: Fields, who: str, at: str) -> Event:
    """Return the event of a look-up: release, withdrawal, or another reason to hold."""
    decision = {"pending": "release", "withdrawn": "withdraw"}.get(state, "")
    return Event(
        "looked-up",
        at,
        who,
        "analyze",
        draft=draft.id,
        title=draft.title,
        decision=decision,
        from_state=draft.state,
        to_state=state,
        before={key: getattr(draft, key) for key in fields},
        after=fields,
    )
