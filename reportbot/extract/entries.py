"""One list entry as a telling of work: its title, its values, and what is nested in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportbot.extract.dependencies import said_waits
from reportbot.extract.found import BULLET, ENTRY, PROSE, Found
from reportbot.extract.leads import Lead, prefix_of, read_lead
from reportbot.extract.parts import Inside, inside_entry, sections_of
from reportbot.extract.place import OPEN, Place
from reportbot.extract.shape import WORK_FIELDS
from reportbot.extract.status import OPEN_CLAIM, Claim, without_claim
from reportbot.extract.titles import own_text, title_of, with_symptom
from reportbot.extract.tracking import tracking
from reportbot.extract.values import (
    due_of,
    effort_of,
    labels_of,
    owner_of,
    priority_of_field,
    priority_of_labels,
    spoken_priority,
    stated_priority,
)
from reportbot.extract.words import Words
from reportbot.models import Effort, Priority, Task
from reportbot.text.markdown import Block, Entry
from reportbot.text.plain import plain, unmarked

_HANDLES = (
    re.compile(r"[\[(]@([\w-]+(?:/[\w-]+)?)[\])]"),
    re.compile(r"(?:^|\s)@([A-Za-z][\w-]+)\s*(?::|$)"),
    re.compile(r"[-–—]\s*@([A-Za-z][\w-]+)\s*$"),
)
_NAMED = re.compile(r"^(?P<marker>[^\W\d][\w ]{1,16}?)\s*\((?P<name>[^()\d]{2,40})\)\s*\S")
_ROUND = re.compile(r"\((?P<name>[^()]{2,60})\)")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_LEVEL_LEAD = re.compile(r"^\s*[\[(]?(p[0-4]|[\w-]{3,12})[\])]?\s*[::]", re.IGNORECASE)
_LEVEL_WORDS = re.compile(r"^\s*((?:[^\W\d]+ ){0,2}[^\W\d]+)\s*[:：]\s")
_MARKER = re.compile(
    r"^(?:\*\*)?(?P<marker>[^\W\d][\w-]*(?: [^\W\d][\w-]*)?)\s*(?:\([^()]{1,40}\))?\s*"
    r"(?::(?:\*\*)?|\*\*:)\s*(?P<rest>\S.*)$",
    re.DOTALL,
)
_FIELD = re.compile(r"^[^:]{2,24}:\s")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.'-]+(?: [A-ZÀ-ÖØ-Þ][\w.'-]+){0,2}")
# "Owner: Ada" at the end of an entry.
_NAME_BEHIND = re.compile(r"\s*:\s*@?(?P<name>[^\s,;:()\[\]|]{1,30}(?: [A-ZÀ-ÖØ-Þ][\w.'-]+)?)\s*(?:$|[,;)|])")
# What knows the words that stand as labels where a name may stand.
_LABELS = ("fields", "parts", "sections", "markers", "status", "priority")
_NEAR = 40
# How many lines of an entry are looked through for what it waits for.
_NOTES = 12


def is_marked(entry: Entry, words: Words) -> bool:
    """Return whether an entry starts with a marker of work ("TODO:", "ACTION (name):", "AI-3 Ann:")."""
    found = _MARKER.match(entry.text)
    marked = found and words.key_of("markers", found["marker"])
    return bool(marked or _leading_owner(read_lead(entry.text), words))


def _leading_owner(lead: Lead | None, words: Words) -> str | None:
    """Return the name behind an id; "T-1: Result: 5 ms" has a label there."""
    if lead is None or lead.owner is None or any(words.key_of(table, lead.owner) for table in _LABELS):
        return None
    return owner_of(lead.owner, words)


def are_numbered(block: Block) -> bool:
    """Return whether entries of a list carry ids with the same letters: the list is a register of work."""
    leads = [lead for entry in block.entries if (lead := read_lead(unmarked(entry.text)))]
    return len(leads) > 1 and len({prefix_of(lead.reference) for lead in leads}) < len(leads)


def named_owner(text: str, words: Words) -> str | None:
    """Return the name in "(owner: name)", if a text has it."""
    for found in _ROUND.finditer(plain(text)):
        word, _, name = found["name"].partition(":")
        if name and words.pattern("owner", "before").fullmatch(word.strip().casefold()):
            return owner_of(name, words)
    return None


def is_filled(entry: Entry, place: Place) -> bool:
    """Return whether fields of work, or the labels of a problem report, stand below an entry.

    With an id in front one is enough, else two.
    """
    inside = inside_entry(entry, place.lines, place.words)
    fields = {label.field or label.role for label in inside.labels if label.role or label.field in WORK_FIELDS}
    return len(fields) >= (1 if read_lead(unmarked(entry.text)) else 2)


def open_tasks(entry: Entry) -> list[Task]:
    """Return what is nested in an entry and not done."""
    return [task for task in _tasks(entry) if not task.done]


def read_entry(entry: Entry, place: Place, origin: str, claim: Claim, *, mention: bool) -> Found:
    """Return what an entry tells, with the status that was decided for it."""
    words, inside = place.words, inside_entry(entry, place.lines, place.words)
    text = _without_marker(entry.text, words)
    lead = read_lead(text)
    told = without_claim(lead.text if lead else text, words)
    tasks = tuple(task for task in _tasks(entry, inside) if not (entry.box == "done" and task.done))
    labels, fields = labels_of(inside.fields.get("labels", "")), inside.fields
    title = title_of(fields.get("title") or told, words)
    return Found(
        title=with_symptom(title or plain(text)[:72], sections_of(inside.parts), words),
        first_line=entry.first_line,
        last_line=entry.last_line,
        status=claim.status,
        status_reason=claim.reason,
        claimed=claim is not OPEN_CLAIM or entry.box is not None or place.meaning in OPEN,
        mention=mention,
        strength=PROSE if mention else (ENTRY if entry.box is not None else BULLET),
        origin=origin,
        section=place.trail(),
        priority=_priority(entry.text, inside, labels, place),
        effort=_effort(entry.text, inside, words),
        labels=labels,
        owner=_leading_owner(lead, words) or owner_of(fields.get("owner", ""), words) or _owner(entry.text, words),
        due=due_of(fields.get("due", ""), words) or _due(entry.text, words),
        milestone=fields.get("milestone"),
        reference=lead.reference if lead else None,
        type=fields.get("type"),
        tasks=tasks,
        parts=(*own_text(text, words), *(sections_of(inside.parts) if inside.labels or not tasks else ())),
        depends_on=tuple(waits for waits in (fields.get("depends"), *_said_waits(entry, place)) if waits),
        blocks=(fields["blocks"],) if "blocks" in fields else (),
        tracked_by=tracking(f"{text} {fields.get('tracker', '')}".strip(), words) if claim.status == "tracked" else (),
    )


def _without_marker(text: str, words: Words) -> str:
    found = _MARKER.match(text)
    return found["rest"] if found and words.key_of("markers", found["marker"]) else text


def _tasks(entry: Entry, inside: Inside | None = None) -> list[Task]:
    """Return the nested entries as tasks; beside labelled parts, only those with a box."""
    boxes_only = bool(inside and inside.labels)
    tasks = []
    for nested in (nested for child in entry.children for nested in child.entries):
        text = unmarked(nested.text.split("\n")[0])
        if text and (nested.box is not None or not (boxes_only or _FIELD.match(text))):
            tasks.append(Task(text, nested.box in ("done", "dropped")))
        tasks += [task for task in _tasks(nested) if nested.children and not boxes_only]
    return tasks or (inside.tasks if inside else [])


def _priority(text: str, inside: Inside, labels: tuple[str, ...], place: Place) -> Priority | None:
    words = place.words
    stated = priority_of_field(inside.fields.get("priority", ""), words) or priority_of_labels(labels, words)
    if stated:
        return stated
    lead = _LEVEL_LEAD.match(plain(text)) or _LEVEL_WORDS.match(plain(text))
    remarks = (*_BRACKETS.findall(text), lead[1] if lead else "")
    said = next((level for remark in remarks if (level := stated_priority(remark, words))), None)
    said = said or spoken_priority(text, words)
    urgent = words.pattern("urgency", "anywhere").search(text.casefold())
    return said or ("high" if urgent else place.priority)


def _effort(text: str, inside: Inside, words: Words) -> Effort | None:
    texts = (inside.fields.get("effort", ""), *_BRACKETS.findall(text))
    return next((effort for said in texts if (effort := effort_of(said, words))), None)


def _owner(text: str, words: Words) -> str | None:
    """Return who is named: a handle, or the name in "ACTION (name):" or "(owner: name)"."""
    for handle in _HANDLES:
        if found := handle.search(text):
            return owner_of(found[1], words)
    named = _NAMED.match(plain(text))
    if named and words.key_of("markers", named["marker"]):
        return owner_of(named["name"], words)
    if owner := named_owner(text, words):
        return owner
    for found in _ROUND.finditer(plain(text)):
        name, _, rest = found["name"].partition(",")
        dated = words.pattern("due", "before").match(rest.strip().casefold()) or due_of(rest, words)
        if dated and _NAME.fullmatch(name.strip()):
            return owner_of(name, words)
    folded = plain(text).casefold()
    hits = words.pattern("owner", "before").finditer(folded) if len(folded) == len(plain(text)) else ()
    names = (named for hit in hits if (named := _NAME_BEHIND.match(plain(text), hit.end())))
    return next((owner_of(named["name"], words) for named in names), None)


def _said_waits(entry: Entry, place: Place) -> Iterator[str]:
    """Yield what the entry, or a note below it, says that it waits for ("after BI-02", "depends on EP-03")."""
    for number in range(entry.first_line, min(entry.last_line, entry.first_line + _NOTES) + 1):
        yield from said_waits(place.lines[number - 1], place.words)


def _due(text: str, words: Words) -> str | None:
    folded = text.casefold()
    said = [text[hit.end() : hit.end() + _NEAR] for hit in words.pattern("due", "before").finditer(folded)]
    said += [text[max(0, hit.start() - _NEAR) : hit.start()] for hit in words.pattern("due", "behind").finditer(folded)]
    behind_names = (found["name"].partition(",") for found in _ROUND.finditer(plain(text)))
    said += [rest for name, _, rest in behind_names if _NAME.fullmatch(name.strip())]
    return next((found for part in said if (found := due_of(part, words))), None)
