"""What was met before: earlier drafts, and the other items of the run."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from reportbot.match.agreement import Agreement, agree
from reportbot.match.finding import Finding, differs, says_again, shares, verdict_of_state
from reportbot.match.subject import Subject
from reportbot.models import ActionItem, Draft, TrackedIssue
from reportbot.text.similarity import Weigh, tellings
from reportbot.tracker.interface import Tracker

T = TypeVar("T")

# How many of those that share the most words are compared word by word.
_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """Subjects with a value each, found again by the words that they share, so that a long list stays fast."""

    kept: list[tuple[Subject, T]] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def put(self, subject: Subject, value: T) -> None:
        """Keep one more."""
        for key in _keys(subject):
            self.by_word[key].append(len(self.kept))
        self.kept.append((subject, value))

    def near(self, subject: Subject, weigh: Weigh) -> list[tuple[Agreement, T]]:
        """Return those that agree with ``subject`` in some word, best first; of equals the one kept first."""
        counts = Counter(number for key in _keys(subject) for number in self.by_word.get(key, ()))
        most = sorted(counts, key=lambda number: (-counts[number], number))[:_COMPARED]
        found = [(agree(subject, self.kept[number][0], weigh), number) for number in most]
        found.sort(key=lambda pair: (not pair[0].is_same, -pair[0].score, pair[1]))
        return [(agreement, self.kept[number][1]) for agreement, number in found]


def look_back(
    item: ActionItem, subject: Subject, drafts: Shelf[Draft], tracker: Tracker | None, weigh: Weigh
) -> Finding | None:
    """Return what an earlier draft says about the item: the same wording decides, a close one is held for a person."""
    for agreement, draft in drafts.near(subject, weigh):
        if agreement.is_same or _same_evidence(item, draft):
            return _of_draft(item, draft, agreement, tracker)
        if agreement.level == "close":
            apart = "; ".join(part for part in (shares(agreement), differs(agreement)) if part)
            reason = f"the {draft.state} draft {draft.id} is close: it {apart}"
            return Finding("uncertain", "draft", agreement.score, reason, _issue_of(draft, tracker))
    return None


def of_same_id(draft: Draft, tracker: Tracker | None) -> Finding:
    """Return what the item's own earlier draft says: the same words at the same place."""
    return _decided(draft, 1.0, f"draft {draft.id} is the same", _issue_of(draft, tracker))


def _of_draft(item: ActionItem, draft: Draft, agreement: Agreement, tracker: Tracker | None) -> Finding:
    issue = _issue_of(draft, tracker)
    if issue and verdict_of_state(issue) == "done" and says_again(item):
        reason = (
            f"draft {draft.id} became #{issue.number}, which is done; the text says that the problem is there again"
        )
        return Finding("uncertain", "draft", agreement.score, reason, issue)
    return _decided(draft, agreement.score, f"draft {draft.id} says the same: it {shares(agreement)}", issue)


def _decided(draft: Draft, score: float, what: str, issue: TrackedIssue | None) -> Finding:
    if draft.state == "rejected":
        why = f" ({draft.reason})" if draft.reason else ""
        return Finding("declined", "draft", score, f"{what}, and a person rejected it{why}", issue)
    if draft.state == "duplicate":
        reason = f"{what}, and a person marked it as a duplicate of #{draft.duplicate_of}"
        found = verdict_of_state(issue) if issue else "tracked"
        return Finding("tracked" if found == "uncertain" else found, "draft", score, reason, issue)
    became = f" as {draft.issue}" if draft.state == "published" and draft.issue else ""
    return Finding("repeat", "draft", score, f"{what}, and is {draft.state}{became}", issue)


def _issue_of(draft: Draft, tracker: Tracker | None) -> TrackedIssue | None:
    """Return the issue that a draft became or repeats, as the tracker has it, or as far as the draft knows it."""
    named = re.search(r"\d+", draft.issue or "") if draft.state == "published" else None
    number = int(named[0]) if named else draft.duplicate_of if draft.state == "duplicate" else None
    if number is None:
        return None
    known = tracker.get(number) if tracker else None
    return known or TrackedIssue(number, draft.title, "", "open")


def _same_evidence(item: ActionItem, draft: Draft) -> bool:
    """Tell whether item and draft quote the same words: a person may have given the draft another title."""
    quotes = {" ".join(evidence.quote.split()).casefold() for evidence in draft.evidence}
    return any(" ".join(evidence.quote.split()).casefold() in quotes for evidence in item.evidence)


def _keys(subject: Subject) -> set[str]:
    return {word.key for word in tellings(subject.words.words, subject.language)}
