"""The inside of one piece of work: its ``Name: value`` fields, its labelled parts and its checklist.

Text is taken as it stands (whole source lines), so a draft says what the report says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportbot.extract.outline import Section as OutlineSection
from reportbot.extract.titles import is_work
from reportbot.extract.words import Words
from reportbot.models import Section, Task
from reportbot.text.markdown import Block, Entry
from reportbot.text.plain import plain, unmarked

_BOLD_LABEL = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:\*\*|__)(?P<name>[^*_\n]{1,60}?)(?P<in>\s*[::])?(?:\*\*|__)(?P<out>\s*[::])?\s*(?P<value>.*)$"
)
_PLAIN_LABEL = re.compile(r"^\s*(?:[-*+•]\s+)?(?P<name>[^\W\d][\w /&()-]{0,40}?)\s*[::]\s*(?P<value>.*)$")
_NEXT_FIELD = re.compile(r"\s*(?:[|·;]|\.(?=\s))\s*(?=(?:\*\*)?[^\W\d][\w -]{1,24}(?:\*\*)?:)")
# Lists in these parts are no steps of the work.
_NO_TASKS = ("criteria", "related", "notes", "deliverables", "dependencies", "context")
_ROLES = ("context", "objective", "scope", "deliverables", "criteria", "dependencies", "related", "notes")
_LONG_VALUE = 60
_DETAILS = re.compile(r"</?(?:details|summary)\b[^>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary\b.*?</summary>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Label:
    """A ``Name: value`` line. ``field`` is a key of the fields, ``role`` one of the parts."""

    name: str
    value: str
    line: int
    field: str | None = None
    role: str | None = None


@dataclass(slots=True)
class Inside:
    """What stands in one piece of work: fields by key, parts and tasks in their order, the line of "**Body:**"."""

    fields: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    body_line: int | None = None


@dataclass(slots=True)
class Part:
    """One labelled part while it is read: its lines, without the label."""

    role: str
    heading: str
    text: list[str] = field(default_factory=list)


def read_label(line: str, number: int, words: Words, *, bold_only: bool = False) -> Label | None:
    """Return the label that a line starts with; a name in plain type counts only when it is a known one."""
    found = _BOLD_LABEL.match(line)
    if found and (found["in"] or found["out"] or not found["value"]):
        name = plain(found["name"])
        return Label(name, found["value"].strip(), number, words.key_of("fields", name), role_of(name, words))
    plain_label = None if found or bold_only else _PLAIN_LABEL.match(line)
    if plain_label:
        known, role = words.key_of("fields", plain_label["name"]), role_of(plain_label["name"], words)
        if known or role:
            return Label(plain_label["name"].strip(), plain_label["value"].strip(), number, known, role)
    return None


def _bare(name: str) -> str:
    return " ".join(name.casefold().strip(" :*_`.").split())


def role_of(name: str, words: Words) -> str | None:
    """Return the part that a label or heading names; of several words the first one may do ("Why critical")."""
    exact = next((key for key in _ROLES if words.pattern("parts", key).fullmatch(_bare(name))), None)
    first = words.pattern("parts", "leading").match(name.casefold())
    return exact or ("context" if first else None)


def inside(section: OutlineSection, lines: Sequence[str], words: Words) -> Inside:
    """Read everything below a section's heading."""
    reader = _Reader(lines, words)
    for block, heading in _all_blocks(section):
        reader.read(block, heading)
    return reader.result()


def inside_entry(entry: Entry, lines: Sequence[str], words: Words) -> Inside:
    """Read what is nested in a list entry."""
    reader = _Reader(lines, words, entry=True)
    for number in range(entry.first_line + 1, entry.text_last_line + 1):
        reader.read_line(number)
    for block in entry.children:
        reader.read(block, None)
    return reader.result()


def is_checklist(block: Block) -> bool:
    """Return whether a list has boxes on at least half of its entries."""
    boxes = sum(entry.box is not None for entry in block.entries)
    return block.kind == "list" and boxes * 2 >= len(block.entries) > 0


def _all_blocks(section: OutlineSection) -> Iterator[tuple[Block, OutlineSection | None]]:
    for number, block in enumerate(section.blocks):
        if not (number == 0 and block.kind == "heading"):
            yield block, None
    for child in section.children:
        yield child.blocks[0], child
        yield from _all_blocks(child)


class _Reader:
    """Reads the blocks of one piece of work in their order; the last label that was seen names the part."""

    def __init__(self, lines: Sequence[str], words: Words, *, entry: bool = False) -> None:
        self._lines, self._words, self._entry = lines, words, entry
        self._inside = Inside()
        self._part: Part | None = None
        self._listed: list[Task] = []

    def read(self, block: Block, heading: OutlineSection | None) -> None:
        """Read one block; ``heading`` is the section that a heading block opens."""
        if heading is not None:
            title = heading.heading.title
            self._open(role_of(title, self._words) or "other", title)
        elif block.kind == "paragraph":
            for number in range(block.first_line, block.last_line + 1):
                self.read_line(number)
        elif block.kind == "list" and self._is_fields(block):
            for entry in block.entries:
                self._field_entry(entry)
        elif block.kind == "html":
            self._html(block)
        elif block.kind != "rule":
            self._take(block)

    def read_line(self, number: int) -> None:
        """Read one line of a paragraph; it may hold several fields."""
        for line in self._statements(self._lines[number - 1]):
            self._read_statement(line, number)

    def result(self) -> Inside:
        """Return what was read. Entries without boxes are tasks only when there are no boxes."""
        if not self._inside.tasks:
            self._inside.tasks = self._listed
        self._inside.parts = [part for part in self._inside.parts if any(line.strip() for line in part.text)]
        return self._inside

    def _statements(self, line: str) -> list[str]:
        """Split "Priority: high | Effort: 2 d" and "Priority: low. Effort: 1 d." at the known names."""
        pieces = _NEXT_FIELD.split(line)
        labels = [read_label(piece, 0, self._words) for piece in pieces]
        return pieces if labels[0] and all(label and label.field for label in labels[1:]) else [line]

    def _read_statement(self, line: str, number: int) -> None:
        label = read_label(line, number, self._words)
        if label is None:
            self._lines_of_part("objective" if self._entry else "context").append(
                line.strip() if self._entry else line.rstrip()
            )
            return
        self._inside.labels.append(label)
        if label.field == "body":
            self._inside.body_line = self._inside.body_line or number
        elif label.field and label.value and not (label.role and len(label.value) > _LONG_VALUE):
            self._inside.fields.setdefault(label.field, label.value)
            if label.field == "files":
                self._open("context", label.name).text.append(label.value)
            self._part = None
        else:
            self._open(label.role or "other", label.name).text += [label.value] if label.value else []

    def _open(self, role: str, heading: str) -> Part:
        part = Part(role, heading)
        self._part = part
        self._inside.parts.append(part)
        return part

    def _lines_of_part(self, role: str) -> list[str]:
        """Return the lines of the open part, of a new one without a name when there is none."""
        return (self._part or self._open(role, "")).text

    def _is_fields(self, block: Block) -> bool:
        firsts = [(self._lines[entry.first_line - 1], entry.first_line) for entry in block.entries]
        labels = [read_label(line, number, self._words) for line, number in firsts]
        known = sum(bool(label and (label.field or label.role)) for label in labels)
        return known * 2 > len(block.entries) or (self._entry and known * 2 == len(block.entries))

    def _field_entry(self, entry: Entry) -> None:
        for number in range(entry.first_line, entry.text_last_line + 1):
            self.read_line(number)
        for child in entry.children:
            self._take(child)

    def _html(self, block: Block) -> None:
        rest = _DETAILS.sub("", _SUMMARY.sub("", block.text)).strip()
        if rest and not rest.startswith("<!--"):
            self._lines_of_part("context").append(rest)

    def _take(self, block: Block) -> None:
        """Take a block as it stands into the open part; a checklist after a sentence without a label is the scope."""
        if self._part is not None and not self._part.heading and self._lists_steps(block):
            self._open("scope", "")
        role = self._part.role if self._part else ("scope" if block.kind == "list" else "context")
        if block.kind == "list" and (role not in _NO_TASKS or (role == "context" and is_checklist(block))):
            self._tasks(block, role)
        source = self._lines[block.first_line - 1 : block.last_line]
        margin = min((len(line) - len(line.lstrip()) for line in source if line.strip()), default=0)
        self._gap()
        for number, line in enumerate(source, start=block.first_line):
            if block.kind == "list" and self._is_swallowed(line, number):
                self.read_line(number)
            else:
                self._lines_of_part(role).append(line[margin:].rstrip())
        self._gap()

    def _lists_steps(self, block: Block) -> bool:
        """Tell whether a list is a checklist, or most of its entries say what to do."""
        steps = sum(is_work(entry.text, self._words) for entry in block.entries)
        return is_checklist(block) or steps * 2 > len(block.entries) > 1

    def _gap(self) -> None:
        if self._part is not None and self._part.text and self._part.text[-1]:
            self._part.text.append("")

    def _is_swallowed(self, line: str, number: int) -> bool:
        """Tell whether Markdown counts a field to the list entry above it, for want of a blank line."""
        label = read_label(line, number, self._words, bold_only=True)
        return bool(label and (label.field or label.role) and line[:1] in "*_")

    def _tasks(self, block: Block, role: str) -> None:
        for entry in block.entries:
            text = unmarked(entry.text.split("\n")[0])
            if entry.box is not None and text:
                self._inside.tasks.append(Task(text, entry.box != "open"))
                for child in filter(is_checklist, entry.children):
                    self._tasks(child, role)
            elif role == "scope" and text:
                self._listed.append(Task(text))


def sections_of(parts: Sequence[Part]) -> tuple[Section, ...]:
    """Return the parts as values, outer blank lines removed."""
    return tuple(Section(part.role, part.heading, "\n".join(part.text).strip("\n")) for part in parts)
