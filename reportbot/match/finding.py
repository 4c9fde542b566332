"""What a look at one issue, draft or item says of the work, before the verdict chooses among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportbot.match.agreement import Agreement
from reportbot.models import ActionItem, IssueRef, TrackedIssue, Verdict
from reportbot.text.lexicon import languages, lexicon
from reportbot.text.wording import normalise

# Where "again" and "fails" are looked for: a section of a hundred lines says "today" for other reasons.
_SAID = 300
_NAMED = 4
# How much of a title a question repeats, in characters.
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict that one issue or draft speaks for, how it was found, why, and the issue if there is one.

    ``question`` is what a person has to answer when the verdict is ``uncertain``.
    """

    verdict: Verdict
    by: str
    score: float
    reason: str
    issue: TrackedIssue | None = None
    question: str = ""


def ref(issue: TrackedIssue) -> IssueRef:
    """Return an issue as a match names it."""
    return IssueRef(issue.number, issue.title, issue.state, issue.url)


def verdict_of_state(issue: TrackedIssue) -> Verdict:
    """Return what the state of an issue about the same work means.

    Closed without a reason, or as a duplicate, does not say what became of the work.
    """
    if issue.state == "open":
        return "tracked"
    if issue.state == "merged" or issue.state_reason == "completed":
        return "done"
    return "declined" if issue.state_reason == "not_planned" else "uncertain"


def state_in_words(issue: TrackedIssue) -> str:
    """Return the state for a sentence, such as ``an open pull request``."""
    what = "pull request" if issue.is_pull else "issue"
    if issue.state != "closed":
        return f"an open {what}" if issue.state == "open" else f"a merged {what}"
    how = {"completed": "as completed", "not_planned": "as not planned", "duplicate": "as a duplicate"}
    return f"a{'n' if what == 'issue' else ''} {what} closed {how.get(issue.state_reason or '', 'without a reason')}"


def says_again(item: ActionItem) -> bool:
    """Tell whether the text says that the problem is there again or still ("again", "came back", "immer noch")."""
    said = _said(item)
    return any(lexicon(code).again.search(said) for code in languages())


def says_failing(item: ActionItem) -> bool:
    """Tell whether the text says that something does not work now ("fails", "is down", "stürzt ab")."""
    said = _said(item)
    return item.kind == "bug" or any(lexicon(code).failing.search(said) for code in languages())


def says_tracked(item: ActionItem) -> bool:
    """Tell whether the text says that an issue has the work ("tracked in", "erfasst als"), not only where to look."""
    said = _said(item)
    return any(lexicon(code).claims.search(said) for code in languages())


def shares(agreement: Agreement) -> str:
    """Return which words agree, for a reason."""
    return f"shares {named(agreement.shared)}" if agreement.shared else "shares no word"


def differs(agreement: Agreement) -> str:
    """Return what tells the two apart, for a reason; empty when nothing does."""
    if agreement.difference:
        return agreement.difference
    sides = ((agreement.only_first, "here"), (agreement.only_second, "there"))
    return "; ".join(f"only {where}: {named(words)}" for words, where in sides if words)


def apart(agreement: Agreement) -> str:
    """Return what agrees and what does not, for a reason."""
    return "; ".join(part for part in (shares(agreement), differs(agreement)) if part)


def in_quotes(title: str) -> str:
    """Return a title as a question names it: on one line, and not longer than that."""
    plain = normalise(title)
    return f'"{plain if len(plain) <= _TITLE else plain[: _TITLE - 1].rstrip() + "…"}"'


def has_come_back(issue: TrackedIssue) -> str:
    """Return the question about something closed that a text says is there again."""
    return f"Has #{issue.number} {in_quotes(issue.title)}, {state_in_words(issue)}, come back?"


def named(words: Iterable[str]) -> str:
    """Return the first few words as a list for a sentence."""
    every = list(words)
    return ", ".join(every[:_NAMED]) + (" and more" if len(every) > _NAMED else "")


def _said(item: ActionItem) -> str:
    quotes = (evidence.quote[:_SAID] for evidence in item.evidence)
    return re.sub(r"[*_`]", "", normalise(" . ".join([item.title, *quotes])).casefold())
