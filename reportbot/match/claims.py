"""Checking what a text claims: that an issue tracks the work. A claim that cannot be checked is believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportbot.match.agreement import Agreement, agree
from reportbot.match.finding import Finding, differs, says_again, shares, state_in_words, verdict_of_state
from reportbot.match.subject import Subject, of_issue
from reportbot.match.thresholds import CLAIM, CLAIM_IN_TEXT
from reportbot.models import ActionItem, TrackedIssue
from reportbot.text.similarity import Weigh, overlap
from reportbot.tracker.interface import Tracker

_NUMBER = re.compile(r"(?:(?P<repo>[\w.-]+/[\w.-]+)?#)?(?P<number>\d{1,10})$")


@dataclass(frozen=True, slots=True)
class Claims:
    """What became of the issues that a text names.

    ``found`` are findings about those that the tracker has, ``missing`` the numbers that it has not; references that
    point to another repository, or are no numbers, are in neither.
    """

    found: tuple[Finding, ...]
    missing: tuple[int, ...]

    @property
    def believed(self) -> tuple[Finding, ...]:
        """Findings whose issue is about the work and whose state says what became of it; open ones alone if any."""
        sure = tuple(finding for finding in self.found if finding.verdict != "uncertain")
        return tuple(finding for finding in sure if finding.verdict == "tracked") or sure

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """Findings that a person has to look at."""
        return tuple(finding for finding in self.found if finding.verdict == "uncertain")


def check(item: ActionItem, subject: Subject, tracker: Tracker, weigh: Weigh) -> Claims:
    """Look up every issue that the text says tracks the item."""
    found, missing = [], []
    for claim in item.tracked_by:
        name = _NUMBER.search(claim)
        issue = tracker.get(int(name["number"])) if name else None
        if name is None or (name["repo"] and not _is_ours(name["repo"], issue, tracker)):
            continue
        if issue is None:
            missing.append(int(name["number"]))
        else:
            found.append(_finding(item, subject, issue, weigh))
    return Claims(tuple(found), tuple(dict.fromkeys(missing)))


def in_words(item: ActionItem) -> str:
    """Return what an unchecked claim says, for a reason."""
    return (
        f"the text says that {', '.join(item.tracked_by)} tracks it"
        if item.tracked_by
        else "the text says that it is tracked"
    )


def missing_in_words(missing: Sequence[int]) -> str:
    """Return what is wrong with a claim whose issues the tracker does not have, for a reason."""
    names = ", ".join(f"#{number}" for number in missing)
    return f"the text says that {names} tracks it, but the tracker has no such issue"


def _finding(item: ActionItem, subject: Subject, issue: TrackedIssue, weigh: Weigh) -> Finding:
    other = of_issue(issue)
    agreement = agree(subject, other, weigh)
    named = f"the text names #{issue.number}, {state_in_words(issue)}"
    if not _is_about(subject, other, agreement, weigh):
        apart = "; ".join(part for part in (shares(agreement), differs(agreement)) if part)
        return Finding(
            "uncertain",
            "reference",
            agreement.score,
            f"{named}, which seems to be about something else: it {apart}",
            issue,
        )
    verdict = verdict_of_state(issue)
    if verdict == "done" and says_again(item):
        reason = f"{named}, and says that the problem is there again, so it may have come back"
        return Finding("uncertain", "reference", agreement.score, reason, issue)
    return Finding(verdict, "reference", agreement.score, named, issue)


def _is_about(subject: Subject, other: Subject, agreement: Agreement, weigh: Weigh) -> bool:
    """Tell whether item and issue may be the same work; words of two languages cannot be compared and are let pass."""
    if subject.language != other.language:
        return True
    in_text = overlap(subject.words, other.everything, weigh).there
    in_item = overlap(other.words, subject.everything, weigh).there
    return agreement.score >= CLAIM or max(in_text, in_item) >= CLAIM_IN_TEXT


def _is_ours(repo: str, issue: TrackedIssue | None, tracker: Tracker) -> bool:
    """Tell whether ``owner/name`` is the tracker's own repository, by the addresses of its issues."""
    known = issue or next(iter(tracker.issues()), None)
    return known is not None and f"/{repo.casefold()}/" in known.url.casefold()
