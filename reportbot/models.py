"""The values that cross stages. All are frozen; lists are tuples; line numbers are 1-based and inclusive.

A document becomes action items, each with evidence in it; an item is matched against what the tracker knows;
an item that nobody tracks becomes a draft. The names and meanings are those of ``analyze --json``.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["open", "done", "tracked", "dropped"]
Kind = Literal[
    "feature", "bug", "documentation", "testing", "performance", "security",
    "research", "operations", "refactoring", "discussion", "chore",
]  # fmt: skip
Priority = Literal["critical", "high", "medium", "low"]
Verdict = Literal["new", "tracked", "done", "declined", "repeat", "related", "uncertain", "unchecked"]
DraftState = Literal[
    "held", "pending", "approved", "rejected", "duplicate", "snoozed", "withdrawn", "publishing", "published", "failed"
]

PRIORITY_RANKS: dict[Priority | None, int] = {"critical": 0, "high": 1, "medium": 2, "low": 3, None: 4}
"""The order of priorities, the most urgent first and no priority last."""


@dataclass(frozen=True, slots=True)
class LeftAside:
    """Lines that look like a task and belong to no item, with the reason in one word."""

    first_line: int
    last_line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source after reading.

    ``lines[i]`` is line ``i + 1`` of the file on disk, encoding repaired, secrets masked, without its ending.
    ``sha256`` is that of the bytes as read. ``skipped`` holds the reason when the source could not be used; it then has
    no lines. ``hidden`` are notes on text that a reader of the rendered page would not see.
    """

    id: str
    source: str
    title: str
    sha256: str
    lines: tuple[str, ...]
    repairs: tuple[str, ...] = ()
    skipped: str | None = None
    left_aside: tuple[LeftAside, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effort:
    """What the text says about the effort, and its range in hours (a day is 8, a week 40)."""

    text: str
    hours: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A workstream, epic or milestone that items stand under."""

    id: str
    title: str
    first_line: int
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One entry of an item's checklist."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that the item's text names: kind is issue, pull, url, path, commit or person; value as normalised."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the text says it. ``quote`` is the verbatim text of lines ``first_line`` to ``last_line``."""

    document: str
    first_line: int
    last_line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an item's text that a draft shows under a heading of its own.

    ``role`` is context, objective, scope, deliverables, criteria, dependencies, related, notes or other; ``heading`` is
    the text's own.
    """

    role: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One piece of work that a maintainer would file as one issue, as the text tells it."""

    id: str
    title: str
    status: Status
    evidence: tuple[Evidence, ...]
    status_reason: str | None = None
    kind: Kind = "chore"
    type: str | None = None
    priority: Priority | None = None
    effort: Effort | None = None
    labels: tuple[str, ...] = ()
    owner: str | None = None
    due: str | None = None
    milestone: str | None = None
    reference: str | None = None
    group: str | None = None
    section: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    body: str = ""
    parts: tuple[Section, ...] = ()
    depends_on: tuple[str, ...] = ()
    tracked_by: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackedIssue:
    """An issue or pull request of the tracker. ``state`` is open, closed or merged; ``state_reason`` completed,
    not_planned, duplicate or None when the tracker did not say.
    """

    number: int
    title: str
    body: str
    state: Literal["open", "closed", "merged"]
    state_reason: str | None = None
    labels: tuple[str, ...] = ()
    url: str = ""
    is_pull: bool = False


@dataclass(frozen=True, slots=True)
class IssueRef:
    """An issue as a match names it."""

    number: int
    title: str
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An issue that was looked at, with a score from 0 to 1."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one item. ``by`` says how: reference, title, words, draft, item, text or none."""

    item: str
    verdict: Verdict
    score: float
    by: str
    reason: str
    issues: tuple[IssueRef, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftEvidence:
    """The evidence as a draft file holds it: it must be readable without the analysis."""

    source: str
    first_line: int
    last_line: int
    sha256: str
    quote: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A neighbour that the reviewer is shown."""

    issue: int
    state: str
    score: float
    title: str


@dataclass(frozen=True, slots=True)
class Request:
    """What would be sent to the tracker for a draft. Its digest is what a person approves."""

    repo: str | None
    title: str
    body: str
    labels: tuple[str, ...] = ()
    milestone: str | None = None
    type: str | None = None
    assignee: str | None = None

    def digest(self) -> str:
        """Return the SHA-256 (hex) over all fields, independent of how a file writes them down."""
        fields = [self.repo, self.title, self.body.strip(), list(self.labels), self.milestone, self.type, self.assignee]
        return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: a file under ``drafts/``. ``path`` is relative to the folder that holds the state folder's name.

    ``held_for`` are reasons (limit, uncertain, unchecked, left-out, secret), ``question`` what a person has to answer.
    """

    id: str
    title: str
    body: str
    state: DraftState = "pending"
    held_for: tuple[str, ...] = ()
    question: str | None = None
    repo: str | None = None
    labels: tuple[str, ...] = ()
    milestone: str | None = None
    type: str | None = None
    assignee: str | None = None
    priority: Priority | None = None
    depends_on: tuple[str, ...] = ()
    duplicate_of: int | None = None
    snooze_until: str | None = None
    reason: str | None = None
    evidence: tuple[DraftEvidence, ...] = ()
    similar: tuple[Similar, ...] = ()
    issue: str | None = None
    path: str = ""

    def request(self) -> Request:
        """Return what publishing this draft would send."""
        return Request(self.repo, self.title, self.body, self.labels, self.milestone, self.type, self.assignee)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the run cost. ``cost`` is None when no prices are set."""

    engine: str = "rules"
    model: str | None = None
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_calls: int = 0
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result of one run over one or more documents."""

    repo: str | None
    documents: tuple[Document, ...]
    groups: tuple[Group, ...] = ()
    items: tuple[ActionItem, ...] = ()
    matches: tuple[Match, ...] = ()
    drafts: tuple[Draft, ...] = ()
    usage: Usage = field(default_factory=Usage)
    seconds: tuple[tuple[str, float], ...] = ()
