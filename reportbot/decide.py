"""A person's decisions about drafts: checked, recorded in the ledger, then written into the draft files.

Every function takes the ids (unique prefixes will do) and the person, checks all of them before it writes anything,
and returns the drafts that changed as they now read. The ledger is written first: a run that is killed before it has
written the files loses nothing, because the next one repeats the writes. The decision lock is held for the whole
decision, and only for it.

All raise UnknownDraft for an id that names no draft or several, MoveRefused for a move that the draft's state does not
allow, UsageError for a value that cannot be used, StateError for a file that cannot be written, and RunLocked when
another decision takes too long.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reportbot.errors import MoveRefused, UsageError
from reportbot.models import PRIORITY_RANKS, Draft, DraftState
from reportbot.state import draftwrite, files, ledger, store
from reportbot.state.draftread import one_line
from reportbot.state.folder import StateFolder
from reportbot.state.ledger import Event, Fields, FieldValue, Standing
from reportbot.state.lock import decision_lock
from reportbot.state.select import load_for, select
from reportbot.state.store import Loaded
from reportbot.state.transitions import Decision, move
from reportbot.text.secrets import mask

MAX_BODY = 65_536  # characters; the limits of GitHub's issues
MAX_LABEL = 50
MAX_LABELS = 100

_ORDER: tuple[DraftState, ...] = (
    "pending", "held", "failed", "approved", "publishing", "snoozed", "published", "duplicate", "rejected", "withdrawn",
)  # fmt: skip
# What `mask` leaves in the place of a secret.
_MARK = re.compile(r"\[secret: ([a-z-]+)\]")


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, through which face (``cli``, ``review``, ``web``, ``file``), and when (an aware time)."""

    who: str
    via: str
    now: datetime

    def at(self) -> str:
        """Return the time as the ledger has it, ISO-8601 in UTC."""
        return ledger.timestamp(self.now)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a decision will do to one draft; ``undoes`` names the decision that an undo takes back."""

    decision: Decision
    state: DraftState
    fields: Fields
    digest: str = ""
    undoes: str = ""


_Planner = Callable[[Draft, Standing | None], _Plan]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants a draft to say; None leaves it as it is."""

    title: str | None = None
    body: str | None = None
    labels: tuple[str, ...] | None = None


def approve(
    folder: StateFolder, ids: Sequence[str], person: Person, *, acknowledge_secrets: bool = False
) -> tuple[Draft, ...]:
    """Approve drafts as they now read; one that holds a secret, or is held for one, needs ``acknowledge_secrets``.

    What counts is the text, whatever the file says of ``held_for``. What no issue can hold, after an edit by hand, is a
    UsageError.
    """

    def plan(draft: Draft, _: Standing | None) -> _Plan:
        state = move(draft.state, "approve")
        if not acknowledge_secrets:
            _refuse_secret(draft)
        _fields_of(Edit(draft.title, draft.body, draft.labels))
        return _Plan("approve", state, _outcome(), digest=draft.request().digest())

    return _decide(folder, ids, person, plan)


def reject(folder: StateFolder, ids: Sequence[str], person: Person, *, reason: str) -> tuple[Draft, ...]:
    """Reject drafts for a reason, which must not be empty; the same work is not drafted again."""
    shown = draftwrite.cut_reason(mask(reason).text)
    if not shown:
        raise UsageError("A rejection needs a reason", 'Say why, in a few words: --reason "…".')
    return _decide(folder, ids, person, _plain("reject", _outcome(reason=shown)))


def duplicate(folder: StateFolder, ids: Sequence[str], person: Person, *, of: int) -> tuple[Draft, ...]:
    """Record that issue number ``of`` tracks the work of these drafts already."""
    if of < 1:
        raise UsageError(f"{of} is not the number of an issue", "Name the issue that tracks this work: --of 118.")
    return _decide(folder, ids, person, _plain("duplicate", _outcome(duplicate_of=of)))


def snooze(folder: StateFolder, ids: Sequence[str], person: Person, *, until: date) -> tuple[Draft, ...]:
    """Put drafts off until a day after today (in the time zone of ``person.now``)."""
    if until <= person.now.date():
        raise UsageError(f"{until.isoformat()} is not after today", "Name a later day: --until YYYY-MM-DD.")
    return _decide(folder, ids, person, _plain("snooze", _outcome(snooze_until=until.isoformat())))


def edit(folder: StateFolder, ids: Sequence[str], person: Person, wanted: Edit) -> tuple[Draft, ...]:
    """Change what ``wanted`` names; an approved draft becomes pending.

    Raises UsageError for what no issue can hold, and for a secret: the ledger would keep it for ever.
    """
    found = mask("\n".join((wanted.title or "", wanted.body or "", *(wanted.labels or ())))).found
    if found:
        raise UsageError(
            f"The text holds what looks like a secret ({found[0]})",
            "Leave it out. If it is none, write it into the draft's file, then approve that with --ack-secrets.",
        )
    fields = _fields_of(wanted)
    if not fields:
        raise UsageError("There is nothing to change", "Give --title, --body-file or --label.")
    return _decide(folder, ids, person, _plain("edit", fields))


def undo(folder: StateFolder, ids: Sequence[str], person: Person) -> tuple[Draft, ...]:
    """Take back the last decision about each draft that is not taken back yet, and again with each call.

    What a person changed by hand since then stays. An approval that comes back by an undo is the old one: it holds
    only while the draft reads as it did.
    """
    return _decide(folder, ids, person, _undone)


def counts(found: Sequence[Draft]) -> dict[DraftState, int]:
    """Return how many drafts are in each state, all states in the order of ``in_order``."""
    return {state: sum(draft.state == state for draft in found) for state in _ORDER}


def in_order(found: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts by state (what waits for a person first), priority (none last) and id."""
    return tuple(sorted(found, key=lambda draft: (_ORDER.index(draft.state), PRIORITY_RANKS[draft.priority], draft.id)))


def _plain(decision: Decision, fields: Fields) -> _Planner:
    """Return the planner of a decision that means the same for every draft."""
    return lambda draft, _: _Plan(decision, move(draft.state, decision), fields)


def _outcome(
    *, reason: str | None = None, duplicate_of: int | None = None, snooze_until: str | None = None
) -> dict[str, FieldValue]:
    """Return what a decision leaves in the file; what an earlier one left there goes."""
    return {"reason": reason, "duplicate_of": duplicate_of, "snooze_until": snooze_until}


def _refuse_secret(draft: Draft) -> None:
    """Raise MoveRefused when the draft holds what looks like a secret, the mark of one, or is held for one."""
    text = "\n".join((draft.title, draft.body, *draft.labels))
    kinds = (*mask(text).found, *_MARK.findall(text))
    if not kinds and "secret" not in draft.held_for:
        return
    cause = f"holds what looks like a secret ({kinds[0]})" if kinds else "is held because its report holds a secret"
    raise MoveRefused(
        f"The draft {cause}", f"Read it (`reportbot show {draft.id}`), then approve it with --ack-secrets."
    )


@contextmanager
def _about(draft: Draft) -> Iterator[None]:
    """Name the draft in what is refused inside."""
    try:
        yield
    except (MoveRefused, UsageError) as error:
        raise type(error)(f"{draft.id} ({draft.title}): {error.cause}", error.next_step) from error


def _undone(draft: Draft, standing: Standing | None) -> _Plan:
    if standing is None or not standing.undoable:
        raise MoveRefused("No decision is left to undo")
    last = standing.undoable[-1]
    state = move(draft.state, "undo", back_to=last.from_state)
    fields = {key: value for key, value in last.before.items() if getattr(draft, key) == last.after.get(key)}
    approvals = [event.digest for event in standing.undoable[:-1] if event.decision == "approve"]
    digest = approvals[-1] if state == "approved" and approvals else ""
    return _Plan("undo", state, fields, digest=digest, undoes=last.decision)


def _decide(folder: StateFolder, ids: Sequence[str], person: Person, planner: _Planner) -> tuple[Draft, ...]:
    if not files.exists(folder.drafts):
        return select(store.load(folder), ids)  # raises: a wrong folder gets no state folder for it
    with decision_lock(folder):
        store.mend(folder)
        loaded = load_for(folder, ids)
        steps = [step for draft in select(loaded, ids) if (step := _step(loaded, draft, planner, person)) is not None]
        store.record(folder, steps)
        changed = [event.draft for event, _ in steps]
        return select(load_for(folder, changed), changed)


def _step(loaded: Loaded, draft: Draft, planner: _Planner, person: Person) -> tuple[Event, Path] | None:
    """Return what the ledger gets and the file to change, having tried the change: it is refused before any is made.

    None when the plan changes nothing: deciding the same twice leaves one record.
    """
    file = loaded.files[draft.id]
    with _about(draft):
        plan = planner(draft, loaded.standings.get(draft.id))
    wanted = {key: draftwrite.tidied(key, value) for key, value in plan.fields.items()}
    after = {key: value for key, value in wanted.items() if value != getattr(draft, key)}
    if not after and plan.decision != "undo" and (plan.state == draft.state or plan.decision == "edit"):
        return None
    draftwrite.changed(file.data, draft.path, {**after, "state": plan.state})
    event = Event(
        "decision",
        person.at(),
        person.who,
        person.via,
        draft=draft.id,
        title=draft.title,
        decision=plan.decision,
        from_state=draft.state,
        to_state=plan.state,
        digest=plan.digest,
        file=store.fingerprint(file.data),
        undoes=plan.undoes,
        before={key: getattr(draft, key) for key in after},
        after=after,
    )
    return event, file.path


def _fields_of(wanted: Edit) -> dict[str, FieldValue]:
    fields: dict[str, FieldValue] = {}
    if wanted.title is not None:
        fields["title"] = _title(wanted.title)
    if wanted.body is not None:
        fields["body"] = _body(wanted.body)
    if wanted.labels is not None:
        fields["labels"] = _labels(wanted.labels)
    return fields


def _title(title: str) -> str:
    shown = one_line(title)
    if not shown:
        raise UsageError("The title is empty", "Say in a few words what is to be done.")
    return _limited(shown, draftwrite.MAX_TITLE, "The title")


def _body(body: str) -> str:
    if not body.strip():
        raise UsageError("The body is empty", "An issue needs a sentence at least.")
    _limited(body.strip(), MAX_BODY, "The body")
    return body


def _labels(labels: Sequence[str]) -> tuple[str, ...]:
    shown = tuple(dict.fromkeys(one_line(label) for label in labels if label.strip()))
    if len(shown) > MAX_LABELS:
        raise UsageError(f"There are {len(shown)} labels; an issue takes {MAX_LABELS}", "Leave some out.")
    return tuple(_limited(label, MAX_LABEL, f"The label {label[:20]!r}") for label in shown)


def _limited(text: str, limit: int, what: str) -> str:
    if len(text) > limit:
        raise UsageError(f"{what} has {len(text):,} characters; the tracker takes {limit:,}", "Shorten it.")
    return text
