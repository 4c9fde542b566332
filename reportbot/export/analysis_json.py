"""``analyze --json``: the analysis as other programs read it, its JSON Schema, and the way back from a stored one.

The shape is fixed by the schema version; every key is always there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from reportbot.errors import StateError
from reportbot.models import (
    ActionItem,
    Analysis,
    Candidate,
    Document,
    Draft,
    DraftState,
    Effort,
    Evidence,
    Group,
    IssueRef,
    Kind,
    LeftAside,
    Match,
    Mention,
    Priority,
    Status,
    Task,
    Usage,
    Verdict,
)
from reportbot.state.ledger import JsonValue


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class LeftAsideShape(_Shape):
    """Lines that look like a task and belong to no item."""

    first_line: int
    last_line: int
    reason: str


class DocumentShape(_Shape):
    """A source; ``lines`` is their number, ``skipped`` the reason when it could not be used."""

    id: str
    source: str
    title: str
    sha256: str
    lines: int
    repairs: tuple[str, ...]
    skipped: str | None
    left_aside: tuple[LeftAsideShape, ...]


class EffortShape(_Shape):
    """Effort in the text's words and as a range of hours."""

    text: str
    hours: tuple[float, float] | None


class GroupShape(_Shape):
    """A workstream, epic or milestone."""

    id: str
    title: str
    first_line: int
    effort: EffortShape | None


class TaskShape(_Shape):
    """One entry of a checklist."""

    text: str
    done: bool


class MentionShape(_Shape):
    """Something that the text names."""

    kind: str
    value: str


class EvidenceShape(_Shape):
    """Where the text says it, verbatim."""

    document: str
    first_line: int
    last_line: int
    quote: str


class ItemShape(_Shape):
    """One piece of work."""

    id: str
    title: str
    status: Status
    status_reason: str | None
    kind: Kind
    type: str | None
    priority: Priority | None
    effort: EffortShape | None
    labels: tuple[str, ...]
    owner: str | None
    due: str | None
    milestone: str | None
    reference: str | None
    group: str | None
    section: tuple[str, ...]
    tasks: tuple[TaskShape, ...]
    body: str
    depends_on: tuple[str, ...]
    mentions: tuple[MentionShape, ...]
    evidence: tuple[EvidenceShape, ...]


class IssueShape(_Shape):
    """An issue or pull request that a match names."""

    number: int
    title: str
    state: str
    url: str


class CandidateShape(_Shape):
    """An issue that was looked at."""

    number: int
    score: float


class MatchShape(_Shape):
    """What was found for one item."""

    item: str
    verdict: Verdict
    score: float
    by: str
    issues: tuple[IssueShape, ...]
    reason: str
    candidates: tuple[CandidateShape, ...]


class DraftShape(_Shape):
    """A draft that this run made."""

    id: str
    path: str
    title: str
    labels: tuple[str, ...]
    state: DraftState
    held_for: tuple[str, ...]


class UsageShape(_Shape):
    """What the run cost."""

    engine: str
    model: str | None
    calls: int
    input_tokens: int
    output_tokens: int
    cached_calls: int
    cost: float | None


class AnalysisShape(_Shape):
    """What ``reportbot analyze --json`` prints."""

    schema_version: Literal[1]
    repo: str | None
    documents: tuple[DocumentShape, ...]
    groups: tuple[GroupShape, ...]
    items: tuple[ItemShape, ...]
    matches: tuple[MatchShape, ...]
    drafts: tuple[DraftShape, ...]
    usage: UsageShape
    seconds: dict[str, float]


JsonObject = dict[str, JsonValue]


def json_schema() -> JsonObject:
    """Return the JSON Schema (2020-12) of ``analyze --json``."""
    return AnalysisShape.model_json_schema(mode="serialization")


def analysis_to_json(analysis: Analysis) -> JsonObject:
    """Return the analysis as JSON values, keys in the order of the contract."""
    shape = AnalysisShape(
        schema_version=1,
        repo=analysis.repo,
        documents=tuple(map(_document, analysis.documents)),
        groups=tuple(GroupShape.model_validate(group) for group in analysis.groups),
        items=tuple(ItemShape.model_validate(item) for item in analysis.items),
        matches=tuple(MatchShape.model_validate(match) for match in analysis.matches),
        drafts=tuple(DraftShape.model_validate(draft) for draft in analysis.drafts),
        usage=UsageShape.model_validate(analysis.usage),
        seconds=dict(analysis.seconds),
    )
    return shape.model_dump(mode="json")


def analysis_from_json(stored: Mapping[str, object]) -> Analysis:
    """Return a stored analysis as values; documents come without their lines. Raises StateError for another shape."""
    try:
        shape = AnalysisShape.model_validate(stored)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise StateError(
            f"A stored analysis cannot be read ({where}: {first['msg']})",
            "Delete it and run `reportbot analyze` again.",
        ) from error
    return Analysis(
        repo=shape.repo,
        documents=tuple(map(_to_document, shape.documents)),
        groups=tuple(
            Group(group.id, group.title, group.first_line, _to_effort(group.effort)) for group in shape.groups
        ),
        items=tuple(map(_to_item, shape.items)),
        matches=tuple(map(_to_match, shape.matches)),
        drafts=tuple(map(_to_draft, shape.drafts)),
        usage=Usage(**shape.usage.model_dump()),
        seconds=tuple(shape.seconds.items()),
    )


def _document(document: Document) -> DocumentShape:
    return DocumentShape(
        id=document.id,
        source=document.source,
        title=document.title,
        sha256=document.sha256,
        lines=len(document.lines),
        repairs=document.repairs,
        skipped=document.skipped,
        left_aside=tuple(LeftAsideShape.model_validate(part) for part in document.left_aside),
    )


def _to_document(shape: DocumentShape) -> Document:
    aside = tuple(LeftAside(part.first_line, part.last_line, part.reason) for part in shape.left_aside)
    return Document(shape.id, shape.source, shape.title, shape.sha256, (), shape.repairs, shape.skipped, aside)


def _to_draft(shape: DraftShape) -> Draft:
    return Draft(shape.id, shape.title, "", shape.state, shape.held_for, labels=shape.labels, path=shape.path)


def _to_effort(shape: EffortShape | None) -> Effort | None:
    return Effort(shape.text, shape.hours) if shape else None


def _to_item(shape: ItemShape) -> ActionItem:
    return ActionItem(
        id=shape.id,
        title=shape.title,
        status=shape.status,
        status_reason=shape.status_reason,
        kind=shape.kind,
        type=shape.type,
        priority=shape.priority,
        effort=_to_effort(shape.effort),
        labels=shape.labels,
        owner=shape.owner,
        due=shape.due,
        milestone=shape.milestone,
        reference=shape.reference,
        group=shape.group,
        section=shape.section,
        tasks=tuple(Task(task.text, task.done) for task in shape.tasks),
        body=shape.body,
        depends_on=shape.depends_on,
        mentions=tuple(Mention(mention.kind, mention.value) for mention in shape.mentions),
        evidence=tuple(Evidence(part.document, part.first_line, part.last_line, part.quote) for part in shape.evidence),
    )


def _to_match(shape: MatchShape) -> Match:
    return Match(
        shape.item,
        shape.verdict,
        shape.score,
        shape.by,
        shape.reason,
        tuple(IssueRef(issue.number, issue.title, issue.state, issue.url) for issue in shape.issues),
        tuple(Candidate(candidate.number, candidate.score) for candidate in shape.candidates),
    )
