"""The rules between one item and one issue of the tracker. Pure."""

from __future__ import annotations

import re

from reportbot.match.agreement import Agreement
from reportbot.match.finding import Finding, differs, says_again, says_failing, shares, state_in_words, verdict_of_state
from reportbot.match.thresholds import REFERENCE
from reportbot.models import ActionItem, TrackedIssue, Verdict
from reportbot.text.titles import title_reference

# A reference that is too short ("A1", "P49") stands in too many texts to prove anything.
_TELLING_REFERENCE = re.compile(r"(?=.*[A-Za-z])(?=.*\d).{5,}")


def look_at(item: ActionItem, issue: TrackedIssue, agreement: Agreement) -> Finding | None:
    """Return what this issue says about the item, None when it says nothing.

    Only a reference, the same title or the same words may set an item aside; what is merely close is held for a person,
    and a neighbour is linked.
    """
    carries = _carries(item, issue)
    if carries == "title" and not agreement.is_same:
        return _by_reference(item, issue, agreement)
    if agreement.is_same:
        by = "reference" if carries else "title" if agreement.level == "title" else "words"
        return _same(item, issue, agreement, by)
    if agreement.level == "close" or (
        carries == "body" and agreement.level == "neighbour" and not agreement.difference
    ):
        return _finding("uncertain", "words", issue, agreement, f"#{issue.number} {_apart(agreement)}")
    if agreement.level == "neighbour" or (_mentions(item, issue) and agreement.shared):
        return _finding("related", "words", issue, agreement, f"#{issue.number} is next to it: it {_apart(agreement)}")
    return None


def _same(item: ActionItem, issue: TrackedIssue, agreement: Agreement, by: str) -> Finding:
    verdict, doubt = verdict_of_state(issue), ""
    if verdict == "done" and says_again(item):
        doubt = "the text says that the problem is there again, so it may have come back"
    elif verdict == "done" and agreement.level != "title" and says_failing(item):
        doubt = "the text says that it fails now, so it may have come back"
    elif verdict == "uncertain":
        doubt = "that does not tell what became of the work"
    how = {"title": "has the same title", "reference": f"carries {item.reference}"}.get(by, "says the same")
    what = f"#{issue.number}, {state_in_words(issue)}, {how}"
    if agreement.level != "title":
        what += f": it {shares(agreement)}"
    return _finding("uncertain" if doubt else verdict, by, issue, agreement, f"{what}; {doubt}" if doubt else what)


def _by_reference(item: ActionItem, issue: TrackedIssue, agreement: Agreement) -> Finding:
    labelled = title_reference(issue.title) == item.reference
    if agreement.score >= REFERENCE and (labelled or not agreement.difference):
        return _same(item, issue, agreement, "reference")
    reason = f"#{issue.number} carries {item.reference} but {_apart(agreement)}"
    return _finding("uncertain", "reference", issue, agreement, reason)


def _carries(item: ActionItem, issue: TrackedIssue) -> str:
    """Return where the issue names the item's own reference as a whole: ``title``, ``body`` or nowhere."""
    if not item.reference or not _TELLING_REFERENCE.fullmatch(item.reference):
        return ""
    pattern = re.compile(rf"(?<![\w-]){re.escape(item.reference)}(?![\w-])", re.IGNORECASE)
    return "title" if pattern.search(issue.title) else "body" if pattern.search(issue.body) else ""


def _mentions(item: ActionItem, issue: TrackedIssue) -> bool:
    return any(mention.kind in {"issue", "pull"} and mention.value == f"#{issue.number}" for mention in item.mentions)


def _apart(agreement: Agreement) -> str:
    return "; ".join(part for part in (shares(agreement), differs(agreement)) if part)


def _finding(verdict: Verdict, by: str, issue: TrackedIssue, agreement: Agreement, reason: str) -> Finding:
    return Finding(verdict, by, agreement.score, reason, issue)
