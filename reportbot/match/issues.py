"""The rules between one item and one issue of the tracker. Pure."""

from __future__ import annotations

import re

from reportbot.match.agreement import Agreement
from reportbot.match.finding import (
    Finding,
    apart,
    has_come_back,
    in_quotes,
    says_again,
    says_failing,
    shares,
    state_in_words,
    verdict_of_state,
)
from reportbot.match.thresholds import REFERENCE
from reportbot.models import ActionItem, TrackedIssue
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
    if _may_be_back(item, issue, agreement):
        return _asked(has_come_back(issue), "words", issue, agreement)
    if agreement.level == "close" or (
        carries == "body" and agreement.level == "neighbour" and not agreement.difference
    ):
        return _asked(_is_this(issue), "words", issue, agreement)
    if agreement.level == "neighbour" or (_mentions(item, issue) and agreement.shared):
        reason = f"#{issue.number} is next to it: it {apart(agreement)}"
        return Finding("related", "words", agreement.score, reason, issue)
    return None


def _may_be_back(item: ActionItem, issue: TrackedIssue, agreement: Agreement) -> bool:
    """Tell whether a text says that something done is there again, with all that the issue says and maybe more."""
    near = agreement.level in {"close", "neighbour"} and not agreement.only_second
    return near and verdict_of_state(issue) == "done" and says_again(item)


def _same(item: ActionItem, issue: TrackedIssue, agreement: Agreement, by: str) -> Finding:
    verdict, doubt, question = verdict_of_state(issue), "", ""
    if verdict == "done" and says_again(item):
        doubt, question = "the text says that the problem is there again", has_come_back(issue)
    elif verdict == "done" and agreement.level != "title" and says_failing(item):
        doubt, question = "the text says that it fails now", has_come_back(issue)
    elif verdict == "uncertain":
        doubt = "that does not tell what became of the work"
        question = f"Is this still to be done, as #{issue.number} {in_quotes(issue.title)} was?"
    how = {"title": "has the same title", "reference": f"carries {item.reference}"}.get(by, "says the same")
    what = f"#{issue.number}, {state_in_words(issue)}, {how}"
    if agreement.level != "title":
        what += f": it {shares(agreement)}"
    if not doubt:
        return Finding(verdict, by, agreement.score, what, issue)
    return Finding("uncertain", by, agreement.score, f"{what}; {doubt}", issue, question)


def _by_reference(item: ActionItem, issue: TrackedIssue, agreement: Agreement) -> Finding:
    labelled = title_reference(issue.title) == item.reference
    if agreement.score >= REFERENCE and (labelled or not agreement.difference):
        return _same(item, issue, agreement, "reference")
    reason = f"it carries {item.reference} but {apart(agreement)}"
    return Finding("uncertain", "reference", agreement.score, reason, issue, _is_this(issue))


def _carries(item: ActionItem, issue: TrackedIssue) -> str:
    """Return where the issue names the item's own reference as a whole: ``title``, ``body`` or nowhere."""
    if not item.reference or not _TELLING_REFERENCE.fullmatch(item.reference):
        return ""
    pattern = re.compile(rf"(?<![\w-]){re.escape(item.reference)}(?![\w-])", re.IGNORECASE)
    return "title" if pattern.search(issue.title) else "body" if pattern.search(issue.body) else ""


def _mentions(item: ActionItem, issue: TrackedIssue) -> bool:
    return any(mention.kind in {"issue", "pull"} and mention.value == f"#{issue.number}" for mention in item.mentions)


def _asked(question: str, by: str, issue: TrackedIssue, agreement: Agreement) -> Finding:
    return Finding("uncertain", by, agreement.score, f"it {apart(agreement)}", issue, question)


def _is_this(issue: TrackedIssue) -> str:
    return f"Is this #{issue.number} {in_quotes(issue.title)}, {state_in_words(issue)}?"
