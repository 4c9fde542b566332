"""The embedded engine: structure first, words second, no model and no network.

blocks -> sections with meanings -> tellings -> one item each -> ids, quotes, dependencies, what was left aside
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportbot.extract.addenda import statements
from reportbot.extract.dependencies import resolve
from reportbot.extract.found import Found
from reportbot.extract.identity import item_ids
from reportbot.extract.ignore import ignored_lines
from reportbot.extract.interface import Extraction, looks_like_task
from reportbot.extract.merge import merge
from reportbot.extract.outline import build
from reportbot.extract.reader import DocumentReader
from reportbot.extract.remarks import without_remarks
from reportbot.extract.titles import make_unique
from reportbot.extract.updates import updates
from reportbot.extract.values import kind_of
from reportbot.extract.words import Words, shipped
from reportbot.models import ActionItem, Document, Evidence, LeftAside
from reportbot.text.bounds import Bounded, bounded
from reportbot.text.markdown import parse
from reportbot.text.references import mentions
from reportbot.text.spans import composed, covered, quote
from reportbot.text.width import Narrow, narrowed

# Mentions are looked for in this much of an item's evidence (characters): the rest of a long body is detail.
_LONGEST = 20_000


class RulesEngine:
    """The Extractor that needs nothing but the text. ``words`` are those of all shipped languages unless given."""

    def __init__(self, words: Words | None = None) -> None:
        self._words = words or shipped()

    def extract(self, document: Document, repo: str | None) -> Extraction:
        """See Extractor. Time grows linearly with the document."""
        whole = bounded(document.lines)
        ignored = ignored_lines(whole.lines)
        read = narrowed("" if number in ignored else composed(line) for number, line in enumerate(whole.lines, start=1))
        lines = read.lines
        reader = DocumentReader(lines, self._words)
        reader.read(build(parse(lines), len(lines), self._words))
        told = without_remarks(reader.findings.found)
        later = statements(lines, reader.addenda, self._words)
        merged, loose = merge([*told, *updates(told, lines, self._words)], lines, self._words, later)
        found = [_without(item, ignored, lines) for item in make_unique(merged, self._words)]
        ids = item_ids(found, document, repo)
        waits = resolve(found, ids, self._words)
        items = tuple(
            _item(_as_written(item, read), ids[n], waits[n], document, self._words) for n, item in enumerate(found)
        )
        groups = tuple(replace(group, title=read.restored(group.title)) for group in reader.groups)
        aside = _left_aside(whole, items, reader, loose, ignored)
        if len(lines) < len(document.lines):
            aside += (LeftAside(len(lines) + 1, len(document.lines), "beyond-bounds"),)
        return Extraction(items, groups, aside)


def _without(item: Found, ignored: set[int], lines: Sequence[str]) -> Found:
    """Return the item with spans that leave out the lines that are turned off, and what is blank between them."""
    if not ignored:
        return item
    parts = [part for span in item.spans() for part in _split(span, ignored)]
    first, *others = [part for part in parts if any(line.strip() for line in lines[part[0] - 1 : part[1]])]
    return replace(item, first_line=first[0], last_line=first[1], also=tuple(others))


def _as_written(item: Found, read: Narrow) -> Found:
    """Return the item with the marks of its author in all that was taken from the text."""
    if not read.wide:
        return item
    told = read.restored
    return replace(
        item,
        title=told(item.title).strip(),
        status_reason=told(item.status_reason) if item.status_reason else None,
        section=tuple(map(told, item.section)),
        labels=tuple(map(told, item.labels)),
        owner=told(item.owner) if item.owner else None,
        milestone=told(item.milestone) if item.milestone else None,
        type=told(item.type) if item.type else None,
        tasks=tuple(replace(task, text=told(task.text)) for task in item.tasks),
        parts=tuple(replace(part, heading=told(part.heading), text=told(part.text)) for part in item.parts),
        full_body=told(item.full_body),
    )


def _split(span: tuple[int, int], ignored: set[int]) -> Iterator[tuple[int, int]]:
    run: list[int] = []
    for number in range(span[0], span[1] + 2):
        if number <= span[1] and number not in ignored:
            run.append(number)
        elif run:
            yield run[0], run[-1]
            run = []


def _item(found: Found, item_id: str, waits: tuple[str, ...], document: Document, words: Words) -> ActionItem:
    evidence = tuple(
        Evidence(document.id, first, last, quote(document.lines, first, last)) for first, last in found.spans()
    )
    return ActionItem(
        id=item_id,
        title=found.title,
        status=found.status,
        status_reason=found.status_reason,
        evidence=evidence,
        kind=kind_of(found.type, found.labels, found.title, words),
        type=found.type,
        priority=found.priority,
        effort=found.effort,
        labels=found.labels,
        owner=found.owner,
        due=found.due,
        milestone=found.milestone,
        reference=found.reference,
        group=found.group,
        section=found.section,
        tasks=found.tasks,
        parts=found.parts,
        depends_on=waits,
        tracked_by=found.tracked_by,
        mentions=mentions("\n".join(part.quote for part in evidence)[:_LONGEST]),
        body=found.full_body,
    )


def _left_aside(
    read: Bounded, items: Sequence[ActionItem], reader: DocumentReader, loose: Sequence[Found], ignored: set[int]
) -> tuple[LeftAside, ...]:
    """Return every line that looks like a task and is no evidence, once, with the most telling reason."""
    lines = read.lines
    claimed = covered([(part.first_line, part.last_line) for item in items for part in item.evidence])
    tasks = {number for number, line in enumerate(lines, start=1) if looks_like_task(line)}
    reasons = {number: reader.reasons.get(number, "unclaimed") for number in tasks - claimed}
    reasons |= dict.fromkeys(set(read.cut) - claimed, "too-long")
    for part in reader.findings.aside:
        said = {number for number in range(part.first_line, part.last_line + 1) if lines[number - 1].strip()}
        reasons |= dict.fromkeys(said - claimed, part.reason)
    for item in loose:
        if item.in_passing or reader.reasons.get(item.first_line) == "order":
            reason = "remark" if item.in_passing else "order"
            reasons |= dict.fromkeys(covered(item.spans()) - claimed, reason)
    reasons |= {number: "ignored" for number in ignored if number in reasons or number in tasks}
    return tuple(_spans(reasons))


def _spans(reasons: dict[int, str]) -> Iterator[LeftAside]:
    """Join neighbouring lines with the same reason."""
    span: LeftAside | None = None
    for number in sorted(reasons):
        if span and number == span.last_line + 1 and reasons[number] == span.reason:
            span = LeftAside(span.first_line, number, span.reason)
            continue
        if span:
            yield span
        span = LeftAside(number, number, reasons[number])
    if span:
        yield span
