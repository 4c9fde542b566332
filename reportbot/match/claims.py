"""Checking what a text claims: that an issue tracks the work.

A claim that nobody can check is believed when the text says "tracked"; a mere "see" on another repository is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportbot.match.agreement import Agreement, agree
from reportbot.match.finding import (
    Finding,
    apart,
    has_come_back,
    in_quotes,
    says_again,
    state_in_words,
    verdict_of_state,
)
from reportbot.match.subject import Subject, of_issue
from reportbot.match.thresholds import CLAIM, CLAIM_IN_TEXT
from reportbot.models import ActionItem, TrackedIssue
from reportbot.text.lexicon import families
from reportbot.text.similarity import Weigh, are_cognate, covered, overlap, tellings
from reportbot.text.wording import Word, Wording
from reportbot.tracker.interface import Tracker

_NUMBER = re.compile(r"(?:(?P<repo>[\w.-]+/[\w.-]+)?#)?(?P<number>\d{1,10})$")


@dataclass(frozen=True, slots=True)
class Claims:
    """What became of the issues that a text names.

    ``found`` are findings about those that the tracker has, ``missing`` the numbers that it has not; references that
    are no numbers are in neither. ``foreign`` tells whether all that is left points to another repository.
    """

    found: tuple[Finding, ...]
    missing: tuple[int, ...]
    foreign: bool = False

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
    found, missing, foreign = [], [], 0
    for claim in item.tracked_by:
        name = _NUMBER.search(claim)
        issue = tracker.get(int(name["number"])) if name else None
        if name is None:
            continue
        if name["repo"] and not _is_ours(name["repo"], issue, tracker):
            foreign += 1
            continue
        if issue is None:
            missing.append(int(name["number"]))
        else:
            found.append(_finding(item, subject, issue, weigh))
    return Claims(tuple(found), tuple(dict.fromkeys(missing)), 0 < foreign == len(item.tracked_by))


def in_words(item: ActionItem) -> str:
    """Return what an unchecked claim says, for a reason."""
    return (
        f"the text says that {', '.join(item.tracked_by)} tracks it"
        if item.tracked_by
        else "the text says that it is tracked"
    )


def missing_in_words(missing: Sequence[int]) -> str:
    """Return what has to be asked about a claim whose issues the tracker does not have, and why."""
    names = ", ".join(f"#{number}" for number in missing)
    return f"Which issue tracks this? The text says that {names} does, but the tracker has no such issue"


def _finding(item: ActionItem, subject: Subject, issue: TrackedIssue, weigh: Weigh) -> Finding:
    # A short title may tell no language: then it is read in both.
    readings = {reading.language: reading for reading in (of_issue(issue), of_issue(issue, subject.language))}
    compared = [(reading, agree(subject, reading, weigh)) for reading in readings.values()]
    agreement = max((agreement for _, agreement in compared), key=lambda agreement: agreement.score)
    named = f"the text names #{issue.number}, {state_in_words(issue)}"
    if not any(_is_about(subject, reading, agreed, weigh) for reading, agreed in compared):
        reason = f"{named}, which seems to be about something else: it {apart(agreement)}"
        question = f"Does #{issue.number} {in_quotes(issue.title)} track this, as the text says?"
        return Finding("uncertain", "reference", agreement.score, reason, issue, question)
    verdict = verdict_of_state(issue)
    if verdict == "done" and says_again(item):
        reason = f"{named}, and says that the problem is there again"
        return Finding("uncertain", "reference", agreement.score, reason, issue, has_come_back(issue))
    question = f"Is this still to be done, as #{issue.number} {in_quotes(issue.title)} was?"
    return Finding(verdict, "reference", agreement.score, named, issue, question if verdict == "uncertain" else "")


def _is_about(subject: Subject, other: Subject, agreement: Agreement, weigh: Weigh) -> bool:
    """Tell whether item and issue may be the same work: they share more than a verb such as "rework"."""
    if agreement.level == "title":
        return True
    if subject.language != other.language:
        return _is_alike(subject, other)
    in_text = overlap(subject.words, other.everything, weigh)
    in_item = overlap(other.words, subject.everything, weigh)
    if agreement.score >= CLAIM and _says_what(overlap(subject.words, other.words, weigh).shared, subject, other):
        return True
    return any(one.there >= CLAIM_IN_TEXT and _says_what(one.shared, subject, other) for one in (in_text, in_item))


def _says_what(shared: Sequence[Word], first: Subject, second: Subject) -> bool:
    """Tell whether one of the words is no kind of work; titles of nothing else ("Monitoring, alerts") have no other."""
    if _things(shared, first.language):
        return True
    return bool(shared) and not (
        _things(first.words.words, first.language) and _things(second.words.words, second.language)
    )


def _things(words: Sequence[Word], language: str) -> list[Word]:
    return [word for word in tellings(words, language) if not word.action]


def _is_alike(first: Subject, second: Subject) -> bool:
    """Tell whether titles in two languages share a word that both know, or one beginning alike.

    One title may find a name, a number or an identifier in the other's text; a word like another it may not.
    """
    ours, theirs = _things(first.words.words, first.language), _things(second.words.words, second.language)
    if covered(ours, second.words.keys) or covered(theirs, first.words.keys):
        return True
    if any(are_cognate(one.raw, two.raw) for one in ours for two in theirs):
        return True
    return _names(ours, second.everything) or _names(theirs, first.everything)


def _names(words: Sequence[Word], text: Wording) -> bool:
    known = (word for word in words if word.parts or word.raw in families().names or word.raw.isdigit())
    return bool(covered(known, text.keys))


def _is_ours(repo: str, issue: TrackedIssue | None, tracker: Tracker) -> bool:
    """Tell whether ``owner/name`` is the tracker's own repository, by the addresses of its issues."""
    known = issue or next(iter(tracker.issues()), None)
    return known is not None and f"/{repo.casefold()}/" in known.url.casefold()
