"""Decisions, undo, edits by hand, crashes and restarts in any order, held against the simplest model of them."""

import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reportbot import decide
from reportbot.decide import Edit, Person
from reportbot.errors import MoveRefused
from reportbot.models import Draft
from reportbot.state import ledger, store
from reportbot.state.folder import StateFolder

MARIA = Person("maria", "cli", datetime(2026, 5, 6, 9, 0, tzinfo=UTC))
IDS = ("aaaaaaaa", "bbbbbbbb")
ids = st.sampled_from(IDS)
titles = st.sampled_from(["Write it", "no", "Fix: #1", "Été 2026"])
deaths = st.none() | st.integers(0, 7)

OPEN = ("held", "pending", "approved", "snoozed")
CLOSED = ("duplicate", "rejected")
ALLOWED = {"approve": OPEN, "reject": OPEN + CLOSED, "duplicate": OPEN + CLOSED, "snooze": OPEN, "edit": OPEN}
TARGET = {"approve": "approved", "reject": "rejected", "duplicate": "duplicate", "snooze": "snoozed"}


class DiedError(BaseException):
    pass


@dataclass(frozen=True)
class Known:
    """What was decided last, the title, and the title that was approved."""

    decided: str
    title: str
    approved: str | None = None

    def state(self):
        return "pending" if self.decided == "approved" and self.title != self.approved else self.decided


@dataclass(frozen=True)
class Done:
    decision: str
    before: Known
    after: Known


class Decisions(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.root = Path(self.temporary.name) / ".reportbot"
        new = [Draft(IDS[0], "First", "Body\n"), Draft(IDS[1], "Second", "Body\n", "held", ("unchecked",))]
        store.add(StateFolder(self.root), new, who="maria", via="cli", at=MARIA.at())
        self.known = {IDS[0]: Known("pending", "First"), IDS[1]: Known("held", "Second")}
        self.done = {name: [] for name in IDS}

    def teardown(self):
        self.temporary.cleanup()

    def recorded(self, death, action):
        """Run a decision that dies at a step, if at all; return whether it is in the ledger."""
        left = iter(range(100 if death is None else death))

        def step(_name):
            if next(left, None) is None:
                raise DiedError

        before = len(ledger.read(StateFolder(self.root))[0])
        with suppress(DiedError):
            action(StateFolder(self.root, step))
        return len(ledger.read(StateFolder(self.root))[0]) > before

    def decide(self, name, decision, death, action, title=None):
        before = self.known[name]
        if before.state() not in ALLOWED[decision]:
            try:
                action(StateFolder(self.root))
            except MoveRefused:
                return
            raise AssertionError(f"{decision} of {before} was not refused")
        approved = before.title if decision == "approve" else before.approved
        unmoved = "pending" if before.state() == "approved" else before.state()
        after = Known(TARGET.get(decision, unmoved), title or before.title, approved)
        if self.recorded(death, action):
            self.done[name].append(Done(decision, before, after))
            self.known[name] = after
        elif death is None:
            assert (after.title, after.state()) == (before.title, before.state()) or title == before.title

    @rule(name=ids, death=deaths)
    def approve(self, name, death):
        self.decide(name, "approve", death, lambda folder: decide.approve(folder, [name], MARIA))

    @rule(name=ids, death=deaths, reason=titles)
    def reject(self, name, death, reason):
        self.decide(name, "reject", death, lambda folder: decide.reject(folder, [name], MARIA, reason=reason))

    @rule(name=ids, death=deaths, of=st.integers(1, 2))
    def duplicate(self, name, death, of):
        self.decide(name, "duplicate", death, lambda folder: decide.duplicate(folder, [name], MARIA, of=of))

    @rule(name=ids, death=deaths, day=st.integers(7, 8))
    def snooze(self, name, death, day):
        until = date(2026, 5, day)
        self.decide(name, "snooze", death, lambda folder: decide.snooze(folder, [name], MARIA, until=until))

    @rule(name=ids, death=deaths, title=titles)
    def edit(self, name, death, title):
        self.decide(name, "edit", death, lambda folder: decide.edit(folder, [name], MARIA, Edit(title=title)), title)

    @rule(name=ids, death=deaths)
    def undo(self, name, death):
        if not self.done[name]:
            try:
                decide.undo(StateFolder(self.root), [name], MARIA)
            except MoveRefused:
                return
            raise AssertionError("there was nothing to undo")
        if self.recorded(death, lambda folder: decide.undo(folder, [name], MARIA)):
            last, now = self.done[name].pop(), self.known[name]
            # What was changed by hand since an edit stays.
            title = last.before.title if now.title == last.after.title else now.title
            self.known[name] = replace(last.before, decided=last.before.state(), title=title)

    @rule(name=ids, title=titles)
    def edit_by_hand(self, name, title):
        (path,) = (self.root / "drafts").glob(f"{name}-*.md")
        before = path.read_text()
        after = re.sub(r"(?m)^title:.*$", f"title: '{title}' # mine", before)
        path.write_text(after)
        if after != before:  # else nobody could tell it from a file that a crash left behind
            self.known[name] = replace(self.known[name], title=title)

    @invariant()
    def everything_reads_as_it_should(self):
        loaded = store.load(StateFolder(self.root))  # a restart: nothing is remembered but the files
        assert loaded.problems == ()
        read = {draft.id: (draft.state, draft.title) for draft in loaded.drafts}
        assert read == {name: (known.state(), known.title) for name, known in self.known.items()}


TestDecisions = Decisions.TestCase
TestDecisions.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
