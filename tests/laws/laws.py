"""What must hold for every document and every analysis, as functions that name what is broken."""

import re
from collections import Counter

from reportbot.extract.ignore import ignored_lines
from reportbot.extract.interface import looks_like_task
from reportbot.text.spans import covered, stands_in

DRAFTED = {"new", "related", "uncertain", "unchecked"}
SET_ASIDE = {"tracked", "done", "declined", "repeat"}


def broken_by_extraction(lines, result):
    """Return a sentence for each law that the extraction of a document with these lines breaks."""
    return [*_lines(lines, result), *_items(lines, result), *_names(result)]


def broken_by_matching(items, matches, drafts):
    """Return a sentence for each item that does not end in exactly one place."""
    drafted = Counter(draft.id for draft in drafts)
    if [item.id for item in items] != [match.item for match in matches]:
        yield "the matches are not those of the items, one each, in their order"
        return
    for item, match in zip(items, matches, strict=True):
        if match.verdict not in DRAFTED | SET_ASIDE:
            yield f"{item.title!r} has the verdict {match.verdict}"
        if drafted[item.id] != (match.verdict in DRAFTED):
            yield f"{item.title!r} is {match.verdict} and has {drafted[item.id]} drafts"
        if not match.reason.strip():
            yield f"{item.title!r} is {match.verdict} without a reason"
    for draft in drafts:
        if not 0 < len(draft.title.strip()) <= 72 or not draft.evidence:
            yield f"the draft {draft.title!r} has no title of at most 72 characters, or no evidence"
        if (draft.state == "held") != bool(draft.held_for):
            yield f"the draft {draft.title!r} is {draft.state} for {draft.held_for}"
    yield from _extra(items, drafted)


def _extra(items, drafted):
    for name in drafted.keys() - {item.id for item in items}:
        yield f"the draft {name} is of no item"


def _lines(lines, result):
    inside = range(1, len(lines) + 1)
    told = covered([(part.first_line, part.last_line) for item in result.items for part in item.evidence])
    aside = Counter(n for part in result.left_aside for n in range(part.first_line, part.last_line + 1))
    for number in (number for number, line in enumerate(lines, start=1) if looks_like_task(line)):
        if number not in told and number not in aside:
            yield f"line {number} is lost: {lines[number - 1]!r}"
    for number in sorted(aside):
        if number not in inside:
            yield f"line {number} is left aside and not in the document"
        elif number in told:
            yield f"line {number} is evidence and left aside: {lines[number - 1]!r}"
        elif aside[number] > 1:
            yield f"line {number} is left aside twice: {lines[number - 1]!r}"
    for number in sorted(told & ignored_lines(lines)):
        yield f"line {number} was turned off and is evidence: {lines[number - 1]!r}"
    if not all(part.reason.strip() for part in result.left_aside):
        yield "something is left aside without a reason"


def _items(lines, result):
    if [item.evidence[0].first_line for item in result.items] != sorted(
        item.evidence[0].first_line for item in result.items
    ):
        yield "the items are not in the order of their lines"
    for item in result.items:
        for part in item.evidence:
            if not 1 <= part.first_line <= part.last_line <= len(lines):
                yield f"{item.title!r} stands outside the document: {part.first_line}-{part.last_line}"
            elif part.quote != "\n".join(lines[part.first_line - 1 : part.last_line]):
                yield f"{item.title!r} is not quoted verbatim: {part.quote!r}"
            elif not stands_in(lines, part.first_line, part.last_line, part.quote):
                yield f"{item.title!r} rests on blank lines {part.first_line}-{part.last_line}"
        if not all(task.text.strip() for task in item.tasks):
            yield f"{item.title!r} has an empty task"


def _names(result):
    ids, groups = [item.id for item in result.items], {group.id for group in result.groups}
    if len(set(ids)) < len(ids) or not all(re.fullmatch("[a-z2-7]{8}", name) for name in ids):
        yield f"the ids are not unique and well formed: {ids}"
    titles = [item.title for item in result.items]
    if len({title.casefold() for title in titles}) < len(titles):
        yield f"two titles are the same: {titles}"
    for item in result.items:
        said = item.title.removesuffix(f"(line {item.evidence[0].first_line})")
        if not said.strip() or len(item.title) > 72 or item.title != item.title.strip() or "\n" in item.title:
            yield f"the title {item.title!r} is empty, long or padded"
        if not set(item.depends_on) <= set(ids) - {item.id} or item.group not in groups | {None}:
            yield f"{item.title!r} waits for, or stands in, what does not exist"
