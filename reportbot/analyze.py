"""The first of the two use cases: reports become drafts. Nothing here can write to a tracker.

    read -> extract -> ground -> match -> draft

A source that cannot be used is skipped and named; the others go on. Analysing the same bytes again writes nothing new.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from reportbot.draft.compose import body_of
from reportbot.draft.make import DraftRules, make_draft
from reportbot.errors import UnknownDraft
from reportbot.export.filing import file_versions, stored
from reportbot.extract.interface import Extractor
from reportbot.extract.rules import RulesEngine
from reportbot.extract.words import joined
from reportbot.match.index import kept_index
from reportbot.match.verdict import match_items
from reportbot.models import PRIORITY_RANKS, ActionItem, Analysis, Document, Draft, Group, IssueRef, Match, TrackedIssue
from reportbot.recheck import look_up, to_look_up
from reportbot.settings import Settings
from reportbot.sources.documents import Progress, read_documents
from reportbot.state import ledger, store
from reportbot.state.draftwrite import file_name
from reportbot.state.folder import StateFolder
from reportbot.state.lock import decision_lock, run_lock
from reportbot.text.spans import stands_in
from reportbot.tracker.interface import Tracker
from reportbot.tracker.snapshot import load as load_snapshot

_DRAFTED = ("new", "related", "uncertain", "unchecked")


@dataclass(frozen=True, slots=True)
class AnalyzeRequest:
    """What to analyse. ``now`` is an aware time; ``progress`` is told (source, number, of how many)."""

    arguments: tuple[str, ...]
    root: Path
    folder: StateFolder
    stdin: BinaryIO
    settings: Settings
    now: datetime
    who: str
    issues: Path | None = None
    dry_run: bool = False
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The analysis, and what the user has to be told beside it.

    ``failed`` counts skipped sources and unreadable drafts.
    """

    analysis: Analysis
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    failed: int = 0


def analyze(request: AnalyzeRequest) -> AnalysisResult:
    """Do the whole job once.

    Raises, before anything is read, SettingsError when a file of words and SnapshotError when the tracker snapshot is
    unusable; RunLocked when another run works in this state folder, StateError when the folder cannot be used.
    """
    engine = RulesEngine(joined(request.settings.words))
    tracker = load_snapshot(request.issues) if request.issues else None
    folder, settings, clock = request.folder, request.settings, _Clock()
    kept = None if request.dry_run or tracker is None else folder.index
    with _lock(folder, dry_run=request.dry_run), kept_index(kept) as index:
        read = read_documents(
            request.arguments,
            root=request.root,
            stdin=request.stdin,
            limit_bytes=settings.max_bytes,
            progress=request.progress,
        )
        clock.lap("read")
        documents, items, groups = _extract(read.documents, engine, settings.repo)
        clock.lap("extract")
        known = store.load(folder)
        asked = to_look_up(known.drafts, [item.id for item in items], tracker)
        earlier = (draft for draft in known.drafts if draft.id not in asked)
        matched = match_items(
            items,
            tracker=tracker,
            drafts=(*earlier, *_removed(known)),
            index=index,
            sources={document.id: document.source for document in documents},
        )
        clock.lap("match")
        wanted = [item for item in items if item.id not in asked | known.unread]
        drafts, notes = _draft(documents, wanted, matched.matches, tracker, settings)
        analysis = Analysis(settings.repo, documents, groups, items, matched.matches, drafts)
        moved: tuple[Draft, ...] = ()
        if not request.dry_run:
            analysis = _save(analysis, folder, request)
            looked_up = {draft.id: draft for draft in known.drafts if draft.id in asked}
            moved = look_up(folder, looked_up, matched.matches, who=request.who, at=ledger.timestamp(request.now))
        clock.lap("draft")
    placed = tuple(draft if draft.path else _placed(draft, folder) for draft in analysis.drafts)
    hidden = (f"{document.source}: {note}" for document in documents for note in document.hidden)
    return AnalysisResult(
        replace(analysis, drafts=placed, seconds=clock.laps()),
        warnings=(*read.warnings, *matched.warnings, *map(str, known.problems), *_unread(known, items)),
        notes=(*hidden, *known.notes, *notes, *map(_told, moved)),
        failed=sum(document.skipped is not None for document in documents) + len(known.unread),
    )


def draft_item(folder: StateFolder, prefix: str, settings: Settings, *, who: str, at: str) -> Draft:
    """Make a draft of an item that an earlier analysis set aside (tracked, done, declined or repeated).

    Raises UnknownDraft when no stored item, or several, have this prefix, StateError when there is a draft already.
    """
    found = {item.id: (analysis, item) for analysis in stored(folder) for item in analysis.items}
    fitting = sorted(item_id for item_id in found if item_id.startswith(prefix))
    if len(fitting) != 1:
        what = f"fits {len(fitting)} items: {', '.join(fitting)}" if fitting else "names no item of a stored analysis"
        raise UnknownDraft(f"{prefix} {what}", "`reportbot analyze --json` prints the ids of all items.")
    analysis, item = found[fitting[0]]
    document = next(document for document in analysis.documents if document.id == item.evidence[0].document)
    match = next(match for match in analysis.matches if match.item == item.id)
    named = {issue.number: _as_tracked(issue) for issue in match.issues}
    draft = make_draft(item, match, document, DraftRules(settings.repo, settings.publish.labels, issues=named)).draft
    (added,) = store.add(folder, [draft], who=who, via="draft", at=at)
    return added


def _as_tracked(issue: IssueRef) -> TrackedIssue:
    """Return an issue as a stored match names it, for a draft that is made without the tracker."""
    state: Literal["open", "closed"] = "open" if issue.state == "open" else "closed"
    return TrackedIssue(issue.number, issue.title, "", state, url=issue.url)


def _lock(folder: StateFolder, *, dry_run: bool) -> AbstractContextManager[None]:
    return nullcontext() if dry_run else run_lock(folder)


def _extract(
    documents: Sequence[Document], engine: Extractor, repo: str | None
) -> tuple[tuple[Document, ...], tuple[ActionItem, ...], tuple[Group, ...]]:
    """Return the documents with what was left aside, all grounded items, and the groups with ids of the whole run."""
    read: list[Document] = []
    items: list[ActionItem] = []
    groups: list[Group] = []
    for document in documents:
        if document.skipped is not None:
            read.append(document)
            continue
        found = engine.extract(document, repo)
        names = {group.id: f"g{len(groups) + number}" for number, group in enumerate(found.groups, start=1)}
        groups += [replace(group, id=names[group.id]) for group in found.groups]
        grounded = [item for item in found.items if _is_grounded(item, document)]
        titles = {item.id: item.title for item in grounded}
        items += [
            replace(item, group=names.get(item.group or ""), body=body_of(item, document, titles)) for item in grounded
        ]
        read.append(replace(document, left_aside=found.left_aside))
    return tuple(read), tuple(items), tuple(groups)


def _is_grounded(item: ActionItem, document: Document) -> bool:
    """Tell whether every quote stands in its lines: an item whose quote is not in its document does not exist."""
    spans = ((part.first_line, part.last_line, part.quote) for part in item.evidence)
    return bool(item.evidence) and all(stands_in(document.lines, *span) for span in spans)


def _draft(
    documents: Sequence[Document],
    items: Sequence[ActionItem],
    matches: Sequence[Match],
    tracker: Tracker | None,
    settings: Settings,
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """Return drafts for what nobody tracks, the most urgent first; beyond the limit they are held for it."""
    issues: Mapping[int, TrackedIssue] = {issue.number: issue for issue in tracker.issues()} if tracker else {}
    rules = DraftRules(settings.repo, settings.publish.labels, tracker.labels() if tracker else None, issues)
    by_document = {document.id: document for document in documents}
    found = {match.item: match for match in matches}
    wanted = sorted(
        (item for item in items if found[item.id].verdict in _DRAFTED), key=lambda item: PRIORITY_RANKS[item.priority]
    )
    made = [
        make_draft(
            item,
            found[item.id],
            by_document[item.evidence[0].document],
            rules,
            over_limit=number >= settings.limit,
        )
        for number, item in enumerate(wanted)
    ]
    return tuple(one.draft for one in made), tuple(note for one in made for note in one.notes)


def _save(analysis: Analysis, folder: StateFolder, request: AnalyzeRequest) -> Analysis:
    """Write what is new: the analyses first, so that a killed run is completed by the next one; then the drafts."""
    at = ledger.timestamp(request.now)
    new = file_versions(analysis, folder, keep_sources=request.settings.keep_sources)
    events = [ledger.Event("analysis", at, request.who, "analyze", extra={"sha256": sha256}) for sha256 in new]
    if events:
        with decision_lock(folder):
            ledger.append(folder, events)
    return replace(analysis, drafts=store.add(folder, analysis.drafts, who=request.who, via="analyze", at=at))


def _removed(known: store.Loaded) -> Iterator[Draft]:
    """Yield drafts that were decided and whose files a person removed: what was rejected stays rejected."""
    there = {draft.id for draft in known.drafts}
    for standing in known.standings.values():
        if standing.draft not in there and standing.undoable:
            yield Draft(standing.draft, standing.title, "", standing.state)


def _told(draft: Draft) -> str:
    """Say what became of a draft that was made when nobody could be asked."""
    why = draft.question or draft.reason
    return f"{draft.id} ({draft.title}) was looked up now: {draft.state}{f', {why}' if why else ''}"


def _unread(known: store.Loaded, items: Sequence[ActionItem]) -> Iterator[str]:
    """Say of items whose draft cannot be read that they have one, and so got no other."""
    for item in items:
        if item.id in known.unread:
            yield f"{item.id} ({item.title}) has a draft that cannot be read; mend its file"


def _placed(draft: Draft, folder: StateFolder) -> Draft:
    return replace(draft, path=folder.shown(folder.drafts / file_name(draft)))


class _Clock:
    """Seconds since the last lap, by stage."""

    def __init__(self) -> None:
        self._laps: list[tuple[str, float]] = []
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = time.perf_counter()
        self._laps.append((stage, round(now - self._last, 3)))
        self._last = now

    def laps(self) -> tuple[tuple[str, float], ...]:
        """Return (stage, seconds) in the order in which the stages ended."""
        return tuple(self._laps)
