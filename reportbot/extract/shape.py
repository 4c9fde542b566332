"""Whether a heading is one piece of work with all below it, or a place under which work stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportbot.extract.outline import Section
from reportbot.extract.parts import Inside, inside, is_checklist
from reportbot.extract.tables import columns_of
from reportbot.extract.titles import is_work
from reportbot.extract.values import effort_of
from reportbot.extract.words import Words
from reportbot.text.markdown import Block
from reportbot.text.plain import plain

PERCENT = re.compile(r"\((?P<share>\d{1,3})\s?%[^()]*\)")
WORK_FIELDS = ("title", "labels", "priority", "effort", "owner", "due", "body", "files")
_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_OPEN = ("open", "unfinished")
_SETTLED = ("done", "tracked", "dropped")
_NEVER = ("process", "never")
# One label may be chance ("Note:"); two are the form of a problem report ("Symptom:", "Fix:").
_ENOUGH_LABELS = 2


@dataclass(frozen=True, slots=True)
class _View:
    """What the decision looks at: the section without its child headings, its fields, the roles of its labels."""

    section: Section
    own: Inside
    fields: tuple[str, ...]
    roles: frozenset[str]
    words: Words

    @property
    def shape(self) -> str:
        return self.section.heading.shape

    @property
    def meaning(self) -> str | None:
        return self.section.effective()

    @property
    def is_labelled(self) -> bool:
        """It has a field that only work has, or the labels of a problem report."""
        return bool(self.fields) or len(self.roles) >= _ENOUGH_LABELS

    @property
    def has_effort(self) -> bool:
        brackets = _BRACKETS.findall(self.section.heading.title)
        return any(effort_of(said, self.words) for said in brackets)

    @property
    def says_what_to_do(self) -> bool:
        return is_work(self.section.heading.title, self.words)


def is_item(section: Section, lines: Sequence[str], words: Words) -> bool:
    """Return whether a section's heading is one piece of work, with all below it."""
    if _is_out_of_the_question(section):
        return False
    own = inside(without_children(section), lines, words)
    fields = tuple(name for name in WORK_FIELDS if name in own.fields or (name == "body" and own.body_line))
    view = _View(section, own, fields, frozenset(label.role for label in own.labels if label.role), words)
    if _is_marked(view):
        return True
    if section.meaning is not None and not (view.shape and (view.is_labelled or _is_unfinished(section))):
        return False
    if any(map(_is_child_item, section.children)) or has_work_table(section, words):
        return False
    return _is_shaped(view) or (_is_filled(view) and not _entries_are_items(section))


def _is_unfinished(section: Section) -> bool:
    """Tell whether a heading in a list of open work says at its end that it is not done ("2. Paint it (half done)")."""
    return section.meaning == section.heading.progress == "unfinished" and section.inherited in _OPEN


def is_process(section: Section, words: Words) -> bool:
    """Return whether half of what a numbered step lists is work on the issue list itself ("apply labels")."""
    entries = [entry for block in section.blocks if block.kind == "list" for entry in block.entries]
    meta = sum(bool(words.pattern("meta", "phrases").search(plain(entry.text).casefold())) for entry in entries)
    return section.heading.shape == "number" and 0 < len(entries) <= 2 * meta


def has_work_table(section: Section, words: Words) -> bool:
    """Return whether a table directly in this section has pieces of work as rows."""
    return any(block.kind == "table" and columns_of(block, words).is_work for block in section.blocks)


def without_children(section: Section) -> Section:
    """Return the section without what stands under headings of its own."""
    return replace(section, children=[])


def _is_out_of_the_question(section: Section) -> bool:
    shape, meaning = section.heading.shape, section.effective()
    if section.level == 0 or not section.heading.title or meaning in _NEVER:
        return True
    if meaning in ("criteria", "order") and shape not in ("box", "id"):
        return True
    # The title of a document with sections is no work, but for a document that is one issue.
    return section.level == 1 and bool(section.children) and shape not in ("id", "issue")


def _is_marked(view: _View) -> bool:
    """The heading has the mark of an issue or a box: that is enough, but for "Issue 3" in a text about issues."""
    if view.shape in ("box", "hash", "todo"):
        return True
    if view.shape == "level":
        told = any(block.kind in ("paragraph", "fence") for block in view.section.blocks)
        return told and view.meaning not in ("info", "done") and not _is_category(view)
    known = bool(view.fields or view.own.labels) or view.meaning not in ("info", None)
    return view.shape == "issue" and known


def _is_shaped(view: _View) -> bool:
    """The heading's own form, and what stands right below it, make it work."""
    if view.shape and view.is_labelled:
        return True
    if PERCENT.search(view.section.heading.title) and view.meaning not in ("info", "criteria"):
        return True
    if view.shape and view.meaning == "weak" and view.has_effort:
        return True
    if view.shape == "id":
        return view.meaning != "info" or bool(view.own.labels)
    if view.shape == "number" and view.meaning in (*_OPEN, *_SETTLED):
        whole = view.says_what_to_do and not _entries_are_items(view.section)
        return whole or not _is_category(view)
    return False


def _is_filled(view: _View) -> bool:
    """A heading without a mark: its fields, its labels, or a checklist below a title that says what to do."""
    if len(view.fields) >= _ENOUGH_LABELS or (view.fields and view.roles):
        return True
    if view.fields and view.section.meaning is None and (view.says_what_to_do or "priority" in view.fields):
        return True
    if view.says_what_to_do and view.own.tasks and view.meaning != "info":
        return True
    unnamed_open = view.meaning in _OPEN and view.section.meaning is None
    return unnamed_open and (len(view.roles) >= _ENOUGH_LABELS or view.says_what_to_do)


def _is_child_item(child: Section) -> bool:
    shape = child.heading.shape
    return shape in ("issue", "box", "id", "hash") or (shape == "number" and child.effective() in _OPEN)


def _entries_are_items(section: Section) -> bool:
    """Boxes that carry fields or lists of their own are pieces of work themselves."""
    boxes = [block for child in section.walk() for block in child.blocks if is_checklist(block)]
    return any(_carries_fields(block) or _has_parents(block) for block in boxes)


def _has_parents(block: Block) -> bool:
    parents = sum(any(child.kind == "list" for child in entry.children) for entry in block.entries)
    return parents > 1 and parents * 2 >= len(block.entries)


def _carries_fields(block: Block) -> bool:
    nested = [child for entry in block.entries for child in entry.children if child.kind == "list"]
    return any(re.match(r"[^:]{1,30}:\s", plain(entry.text)) for child in nested for entry in child.entries)


def _is_category(view: _View) -> bool:
    """Boxes below it, also below headings of its own, are pieces of work themselves unless fields describe one."""
    boxes = any(is_checklist(block) for section in view.section.walk() for block in section.blocks)
    return boxes and not view.own.fields
