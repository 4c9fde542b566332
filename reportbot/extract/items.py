"""Headings that are one piece of work each: ``### Issue 3: …``, ``### ☐ …``, ``### 2. …`` under open work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportbot.extract.found import SECTION, Found
from reportbot.extract.outline import Section
from reportbot.extract.parts import Inside, Part, inside, sections_of
from reportbot.extract.place import OPEN, SETTLED
from reportbot.extract.shape import PERCENT
from reportbot.extract.status import OPEN_CLAIM, Claim, claim_of, field_claim, settled_claim
from reportbot.extract.titles import is_nothing, title_of, with_symptom
from reportbot.extract.tracking import tracking
from reportbot.extract.values import (
    due_of,
    effort_of,
    labels_of,
    owner_of,
    priority_of,
    priority_of_field,
    priority_of_labels,
    quarter_of,
)
from reportbot.extract.words import Words
from reportbot.models import Effort, Priority
from reportbot.text.plain import count_words, plain
from reportbot.text.spans import quote, trim

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_CLOSING_REMARK = re.compile(r"\n+-{3,}\s*\n+[*_][^\n]*[*_]\s*$")
_SHORT_TEXT = 200
_ALL = 100


def read_item(section: Section, lines: Sequence[str], words: Words, priority_above: Priority | None) -> Found:
    """Return what an item-shaped section tells; a priority that it does not state is that of the heading above."""
    content = inside(section, lines, words)
    first, last = trim(lines, section.first_line, section.last_line)
    heading, fields = section.heading, content.fields
    labels = labels_of(fields.get("labels", ""))
    claim = _claim(section, content, words)
    waits = fields.get("depends", "") or _said_dependency(content, words)
    return Found(
        title=with_symptom(_title(section, fields, words), sections_of(content.parts), words),
        first_line=first,
        last_line=last,
        strength=SECTION,
        origin=f"section:{section.first_line}",
        section=section.trail,
        status=claim.status,
        status_reason=claim.reason,
        claimed=claim is not OPEN_CLAIM or section.effective() in OPEN,
        tracked_by=claim.tracked_by,
        reference=heading.reference if heading.shape == "id" else None,
        ordinal=heading.number if heading.shape in ("issue", "number") else None,
        priority=_priority(heading.title, fields, labels, words) or priority_of(heading.level, words) or priority_above,
        effort=_effort(heading.title, fields, words),
        labels=labels,
        owner=owner_of(fields.get("owner", ""), words),
        due=due_of(fields.get("due", ""), words),
        milestone=plain(fields.get("milestone", "")) or quarter_of(fields.get("due", ""), words),
        type=plain(fields["type"]) if "type" in fields else None,
        tasks=tuple(content.tasks),
        parts=sections_of(content.parts),
        full_body=_full_body(content, lines, last),
        depends_on=(waits,) if waits and not is_nothing(waits, words) else (),
        blocks=(fields["blocks"],) if "blocks" in fields else (),
    )


def _said_dependency(content: Inside, words: Words) -> str:
    """Return what a sentence says that this waits for ("Depends on 2.1.")."""
    for text in (*content.fields.values(), *(" ".join(part.text) for part in content.parts)):
        found = words.pattern("depends", "phrases").search(text.casefold())
        if found:
            return re.split(r"[.;]\s|[.;]$", text[found.end() :].strip())[0][:_SHORT_TEXT]
    return ""


def _title(section: Section, fields: dict[str, str], words: Words) -> str:
    texts = (fields.get("title", ""), section.heading.title)
    return next((title for text in texts if (title := title_of(text, words))), section.heading.title)


def _claim(section: Section, content: Inside, words: Words) -> Claim:
    """Return what the section claims about its progress: the first of these that says something counts."""
    for claims in (_heading_claim, _field_claims, _text_claims, _place_claim):
        if claim := claims(section, content, words):
            return claim
    if content.tasks and all(task.done for task in content.tasks) and section.heading.box is None:
        return Claim("done", "all its boxes are checked")
    return OPEN_CLAIM


def _heading_claim(section: Section, content: Inside, words: Words) -> Claim | None:  # noqa: ARG001
    heading = section.heading
    if heading.box in ("done", "dropped"):
        return Claim(heading.box, f"its heading is marked {heading.mark}")
    if heading.progress in ("done", "dropped"):
        return Claim(SETTLED[heading.progress], "its heading says so")
    if heading.reference and heading.reference.startswith("#"):
        return Claim("tracked", f"its heading names {heading.reference}", (heading.reference,))
    share = PERCENT.search(heading.title)
    return Claim("done", f"the text says {share['share']} %") if share and int(share["share"]) >= _ALL else None


def _field_claims(section: Section, content: Inside, words: Words) -> Claim | None:
    status = field_claim(content.fields.get("status", ""), words)
    if status and status.status != "open":
        return status
    numbers = tracking(f"see {content.fields['tracker']}", words) if "tracker" in content.fields else ()
    if numbers:
        return Claim("tracked", f"the text names {', '.join(numbers)}", numbers)
    return claim_of(section.heading.title, words)


def _text_claims(section: Section, content: Inside, words: Words) -> Claim | None:  # noqa: ARG001
    """A short text below the heading that says how far it is, or any part that says that nothing has to be done."""
    for part in content.parts:
        text = " ".join(part.text).strip()
        if not part.heading and len(text) <= _SHORT_TEXT and (claim := claim_of(text, words)):
            return claim
    said = [
        *content.fields.values(),
        *(" ".join(part.text) for part in content.parts if _is_about_progress(part, words)),
    ]
    return next((claim for text in said if (claim := settled_claim(text, words))), None)


def _is_about_progress(part: Part, words: Words) -> bool:
    return part.role == "context" or words.key_of("fields", part.heading) == "status"


def _place_claim(section: Section, content: Inside, words: Words) -> Claim | None:
    """The heading above says what became of all below it, unless its own status says that it is open."""
    meaning = section.effective()
    status = field_claim(content.fields.get("status", ""), words)
    if meaning not in SETTLED or (status and status.status == "open"):
        return None
    return Claim(SETTLED[meaning], f"listed under “{section.trail[-1] if section.trail else ''}”")


def _priority(title: str, fields: dict[str, str], labels: tuple[str, ...], words: Words) -> Priority | None:
    stated = priority_of_field(fields.get("priority", ""), words) or priority_of_labels(labels, words)
    if stated:
        return stated
    naming, brackets = words.pattern("urgency", "naming"), _BRACKETS.findall(title)
    remarks = [said for said in brackets if count_words(said) == 1 or naming.search(said.casefold())]
    lead, colon, _ = title.partition(":")
    remarks += [lead] if colon and words.key_of("priority", lead) else []
    return next((level for remark in remarks if (level := priority_of(remark, words))), None)


def _effort(title: str, fields: dict[str, str], words: Words) -> Effort | None:
    texts = (fields.get("effort", ""), *_BRACKETS.findall(title))
    return next((effort for text in texts if (effort := effort_of(text, words))), None)


def _full_body(content: Inside, lines: Sequence[str], last_line: int) -> str:
    """Return the text below "**Body:**" as it stands, without the rule and the remark that close it."""
    if content.body_line is None or content.body_line >= last_line:
        return ""
    return _CLOSING_REMARK.sub("", quote(lines, content.body_line + 1, last_line).strip("\n")).strip("\n")
