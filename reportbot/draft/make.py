"""An item and its match to a draft: safe to publish, with the question that a person answers when it is held."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportbot.draft.compose import evidence_of, headings_of
from reportbot.models import ActionItem, Document, Draft, DraftEvidence, Match, Similar, TrackedIssue
from reportbot.text.sanitize import for_issue, for_title
from reportbot.text.secrets import mask

# What reading or mask() put in place of a secret.
_MASK = re.compile(r"\[secret: [a-z-]+\]")
# A title is made for one line of a list; a body has room for what publishing adds to the 65,536 that are stored.
LONGEST_TITLE, LONGEST_BODY = 72, 65_000
_QUESTIONS = {
    "uncertain": "{reason}",
    "unchecked": "Is there an issue for it already? {reason}",
    "secret": "Something here looks like a secret and was masked. May the rest be published?",
    "limit": "Held because the run's limit of new drafts was reached.",
}


@dataclass(frozen=True, slots=True)
class DraftRules:
    """What is the same for all drafts of a run.

    ``known_labels`` are the tracker's, None when they are not known; ``issues`` those of the tracker by number.
    """

    repo: str | None
    extra_labels: tuple[str, ...] = ()
    known_labels: frozenset[str] | None = None
    issues: Mapping[int, TrackedIssue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A draft, and what was changed or left out to make it."""

    draft: Draft
    notes: tuple[str, ...] = ()


def make_draft(
    item: ActionItem,
    match: Match,
    document: Document,
    rules: DraftRules,
    *,
    over_limit: bool = False,
) -> Made:
    """Return the draft of an item, held for the limit when it is over it.

    Everything from the report passes the sanitiser; secrets are masked and hold it.
    """
    title = for_title(mask(item.title).text, repo=rules.repo)
    text = _with_neighbours(item, match, rules.issues)
    masked = mask(f"{text}\n\n{evidence_of(item)}")
    body = for_issue(_cut(masked.text), repo=rules.repo)
    secret = bool(_MASK.search(f"{title.text} {masked.text}"))
    held = _held_for(match, secret=secret, over_limit=over_limit)
    labels, dropped = _labels(item.labels, rules)
    draft = Draft(
        id=item.id,
        title=_fitting(title.text.strip()) or item.id,
        body=body.text.strip() + "\n",
        state="held" if held else "pending",
        held_for=held,
        question=question_of(held, match.reason),
        repo=rules.repo,
        labels=labels,
        priority=item.priority,
        depends_on=item.depends_on,
        evidence=_evidence(item, document),
        similar=_similar(match, rules.issues),
    )
    notes = (*title.notes, *body.notes, *(f"label {label} is not in the tracker" for label in dropped))
    return Made(draft, tuple(f"{item.title}: {note}" for note in dict.fromkeys(notes)))


def _fitting(title: str) -> str:
    """Cut a title that grew while it was cleaned after a whole word, not inside a code span."""
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[: title[:LONGEST_TITLE].rfind(" ")]
    return cut[: cut.rfind("`")].rstrip(" `") if cut.count("`") % 2 else cut.rstrip()


def _held_for(match: Match, *, secret: bool, over_limit: bool) -> tuple[str, ...]:
    doubts = {match.verdict: match.verdict in ("uncertain", "unchecked"), "secret": secret, "limit": over_limit}
    return tuple(reason for reason, holds in doubts.items() if holds)


def question_of(held: Sequence[str], reason: str) -> str | None:
    """Return what a person has to answer for a draft that is held for these; ``reason`` is that of its match."""
    asked = (_QUESTIONS[one].format(reason=reason).strip() for one in held if one in _QUESTIONS)
    return " ".join(text if text.endswith(("?", ".")) else f"{text}." for text in asked) or None


def _with_neighbours(item: ActionItem, match: Match, issues: Mapping[int, TrackedIssue]) -> str:
    """Add the issue that the work is next to, when the verdict is that it is related and not the same."""
    if match.verdict != "related" or not match.issues:
        return item.body
    lines = "\n".join(
        f"- #{issue.number} ({issue.state}): {issue.title}" for issue in match.issues if issue.number in issues
    )
    heading = f"## {headings_of(item)['related']}"
    return f"{item.body}\n\n{heading}\n\n{lines}" if lines and heading not in item.body else item.body


def _labels(wanted: Sequence[str], rules: DraftRules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (labels to use, labels left out): the tracker's own spelling, and nothing that it does not have."""
    names = tuple(dict.fromkeys((*wanted, *rules.extra_labels)))
    if rules.known_labels is None:
        return names, ()
    known = {label.casefold(): label for label in rules.known_labels}
    kept = tuple(dict.fromkeys(known[name.casefold()] for name in names if name.casefold() in known))
    return kept, tuple(name for name in names if name.casefold() not in known)


def _evidence(item: ActionItem, document: Document) -> tuple[DraftEvidence, ...]:
    return tuple(
        DraftEvidence(document.source, part.first_line, part.last_line, document.sha256, mask(part.quote).text)
        for part in item.evidence
    )


def _similar(match: Match, issues: Mapping[int, TrackedIssue]) -> tuple[Similar, ...]:
    near = [(candidate, issues[candidate.number]) for candidate in match.candidates[:5] if candidate.number in issues]
    return tuple(
        Similar(issue.number, issue.state, round(candidate.score, 2), issue.title) for candidate, issue in near
    )


def _cut(body: str) -> str:
    """Keep a body within what a tracker stores (65,536 characters), with room for the marker and the permalink."""
    if len(body) <= LONGEST_BODY:
        return body
    return body[:LONGEST_BODY].rsplit("\n", 1)[0] + "\n\n… (cut: the report has more)"
