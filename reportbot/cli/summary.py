"""What `analyze` says at its end: what was read, what is new, what was not drafted and why, what to do next. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from reportbot.cli.layout import aligned, count, one_line, shorten_path, tally
from reportbot.cli.listing import row
from reportbot.cli.render import Line
from reportbot.models import PRIORITY_RANKS, Analysis, Document, Match, Verdict

MOST_DRAFTS = 20
"""Drafts that are listed: with what stands around them, one screen."""

MOST_ISSUES = 8
LIST_ISSUES = (
    "gh issue list --state all --limit 100000"
    " --json number,title,body,state,stateReason,labels,url,createdAt,updatedAt,closedAt"
)
_NOT_DRAFTED: Mapping[Verdict, str] = {
    "tracked": "tracked already",
    "done": "done already",
    "declined": "declined before",
    "repeat": "drafted or named before",
}
_HELD = {
    "limit": "over the limit of new drafts a run",
    "unchecked": "no tracker could tell whether they are new",
    "uncertain": "an issue might track them",
    "left-out": "something was left out",
    "secret": "the text holds a secret",
}


def summary(analysis: Analysis, *, width: int | None) -> Iterator[Line]:
    """Yield the lines for a terminal of ``width`` columns, None for a pipe."""
    yield from _documents(analysis, width)
    yield from _drafts(analysis, width)
    yield from _not_drafted(analysis, width)
    yield from _left_aside(analysis)


def _documents(analysis: Analysis, width: int | None) -> Iterator[Line]:
    items: Counter[str] = Counter(item.evidence[0].document for item in analysis.items)
    room = width // 2 if width else None
    rows = [
        (shorten_path(one_line(document.source), room), *_facts(document, items[document.id]))
        for document in analysis.documents
    ]
    for line in aligned(rows, width, stretch=0):
        yield Line(line)


def _facts(document: Document, items: int) -> tuple[str, str, str]:
    if document.skipped:
        return "skipped", one_line(document.skipped), ""
    repairs = f"repaired: {', '.join(document.repairs)}" if document.repairs else ""
    return count(len(document.lines), "line"), count(items, "item"), repairs


def _drafts(analysis: Analysis, width: int | None) -> Iterator[Line]:
    if not analysis.drafts:
        yield from (Line(""), Line("No new drafts.", "bold"))
        return
    held = [draft for draft in analysis.drafts if draft.state == "held"]
    of_these = "" if not held else ", all held" if len(held) == len(analysis.drafts) else f", {len(held)} of them held"
    yield from (Line(""), Line(f"{count(len(analysis.drafts), 'new draft')}{of_these}", "bold"))
    ordered = sorted(analysis.drafts, key=lambda draft: PRIORITY_RANKS[draft.priority])
    verdicts = {match.item: match.verdict for match in analysis.matches}
    rows = [row(draft, verdicts.get(draft.id, "new"), width) for draft in ordered[:MOST_DRAFTS]]
    for line in aligned(rows, width, stretch=3, indent="  "):
        yield Line(line)
    if len(ordered) > MOST_DRAFTS:
        yield Line(f"  and {len(ordered) - MOST_DRAFTS} more; `reportbot review --list` shows all", "dim")
    for reason, number in Counter(reason for draft in held for reason in draft.held_for).most_common():
        yield Line(f"  held for {reason}: {number}, {_HELD.get(reason, 'see the draft')}", "dim")


def _not_drafted(analysis: Analysis, width: int | None) -> Iterator[Line]:
    rows = []
    for verdict, words in _NOT_DRAFTED.items():
        matches = [match for match in analysis.matches if match.verdict == verdict]
        if matches:
            rows.append((count(len(matches), "item"), words, _issues(matches)))
    if rows:
        yield from (Line(""), Line("Not drafted", "bold"))
        for line in aligned(rows, width, stretch=2, indent="  "):
            yield Line(line)


def _issues(matches: list[Match]) -> str:
    numbers = sorted({issue.number for match in matches for issue in match.issues})
    shown = " ".join(f"#{number}" for number in numbers[:MOST_ISSUES])
    return f"{shown} and {len(numbers) - MOST_ISSUES} more" if len(numbers) > MOST_ISSUES else shown


def _left_aside(analysis: Analysis) -> Iterator[Line]:
    reasons = [aside.reason for document in analysis.documents for aside in document.left_aside]
    if reasons:
        yield from (Line(""), Line(f"{count(len(reasons), 'passage')} left aside ({tally(reasons)})", "dim"))


def remarks(analysis: Analysis, notes: Sequence[str], *, looked_up: bool, written: bool) -> Iterator[str]:
    """Yield what is good to know beside the summary: the notes of the run, and the next command.

    ``looked_up`` says whether there was a tracker to ask, ``written`` whether the drafts were.
    """
    yield from (f"note: {one_line(note)}" for note in notes)
    drafts = analysis.drafts
    if drafts and not looked_up:
        yield "note: no tracker was given, so nobody knows whether these are new. To look them up:"
        yield f"  {LIST_ISSUES} > issues.json"
        yield "  reportbot analyze … --issues issues.json"
    if drafts and written:
        yield f"Next: `reportbot review --list`, `reportbot show {drafts[0].id}`"
    elif drafts:
        yield "Nothing was written."
