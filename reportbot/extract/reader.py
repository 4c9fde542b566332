"""The walk through a document's sections: each block goes to the reader that knows its shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportbot.extract.commands import read_commands
from reportbot.extract.found import BULLET, Findings, Found
from reportbot.extract.items import read_item
from reportbot.extract.lists import read_list
from reportbot.extract.outline import Section, build
from reportbot.extract.parts import inside
from reportbot.extract.place import REASONS, Place, placed
from reportbot.extract.prose import sentences_of_work
from reportbot.extract.registers import read_register
from reportbot.extract.shape import has_work_table, is_item, is_process, without_children
from reportbot.extract.status import OPEN_CLAIM, claim_of
from reportbot.extract.tables import read_table
from reportbot.extract.titles import is_placeholder, own_text, title_of
from reportbot.extract.tracking import tracking
from reportbot.extract.values import effort_of, priority_of, stated_priority
from reportbot.extract.words import Words
from reportbot.models import Group, Priority
from reportbot.text.markdown import Block
from reportbot.text.plain import count_words, plain
from reportbot.text.spans import quote

_PROSE_MEANINGS = (None, "open", "unfinished", "weak", "remarks")
# "_Report status: final_": what a report says of itself in italics.
_METADATA = re.compile(r"[_*](?![_*\s])[^_*:]{2,30}:\s[^_*]*[_*]\s*")
_COUNT = re.compile(r"\s*\(\d+ [^()]*\)\s*$")
# A longer heading speaks of something of its own, and its paragraphs explain it.
_FEWEST_WORDS, _LABEL_WORDS = 3, 4


class DocumentReader:
    """Collects findings, groups, and for every line the reason why a task there would be none."""

    def __init__(self, lines: Sequence[str], words: Words) -> None:
        self._lines, self._words = lines, words
        self.findings = Findings()
        self.groups: list[Group] = []
        self.reasons: dict[int, str] = {}
        self.addenda: set[int] = set()

    def read(self, section: Section, priority: Priority | None = None, group: str | None = None) -> None:
        """Read a section with all below it; ``priority`` and ``group`` are those of the headings above."""
        self._explain(section)
        if section.meaning == "process" or is_process(section, self._words):
            if section.last_line > section.first_line:
                self.findings.leave(section.first_line + 1, section.last_line, "process")
            return
        if is_item(section, self._lines, self._words):
            item = read_item(section, self._lines, self._words, priority)
            self.findings.found.append(replace(item, group=group))
            return
        if self._words.pattern("sections", "addendum").match(section.heading.title.casefold()):
            self.addenda.update(range(section.first_line + 1, section.last_line + 1))
        if section.heading.shape == "todo":
            self.findings.leave(section.first_line, section.first_line, "heading")
        level = priority_of(section.heading.level, self._words) or stated_priority(section.heading.title, self._words)
        priority = level or priority
        group = self._group(section) or group
        for block, place in placed(section, self._lines, self._words, priority):
            self._block(block, place, group)
        for child in section.children:
            self.read(child, priority, group)

    def _explain(self, section: Section) -> None:
        reason = REASONS.get(section.effective() or "", "unclaimed")
        self.reasons.update(dict.fromkeys(range(section.first_line, section.last_line + 1), reason))

    def _group(self, section: Section) -> str | None:
        """Return the id of the group that a section is: a workstream over a table of work, or over headings of work."""
        heading = section.heading
        named = bool(heading.shape) or (section.level > 1 and section.meaning in (None, "weak"))
        tabled = named and has_work_table(section, self._words)
        parent = heading.shape and any(is_item(child, self._lines, self._words) for child in section.children)
        if section.level == 0 or not (tabled or parent):
            return None
        title = f"{heading.reference}: {heading.title}" if heading.reference else heading.title
        fields = inside(without_children(section), self._lines, self._words).fields
        effort = effort_of(fields.get("effort", ""), self._words)
        group = Group(f"g{len(self.groups) + 1}", _COUNT.sub("", title), section.first_line, effort)
        self.groups.append(group)
        return group.id

    def _block(self, block: Block, place: Place, group: str | None) -> None:
        before = len(self.findings.found)
        match block.kind:
            case "list":
                read_list(block, place, self.findings)
            case "table":
                read_table(block, place, self.findings)
            case "fence":
                read_commands(block.first_line, block.last_line, place, self.findings)
                read_register(block.first_line, block.last_line, place, self.findings)
            case "paragraph":
                self.findings.found += self._paragraph(block, place)
            case "quote":
                self._quote(block, place, group)
        self.findings.found[before:] = [replace(item, group=group) for item in self.findings.found[before:]]

    def _quote(self, block: Block, place: Place, group: str | None) -> None:
        if any(child.kind == "heading" for child in block.children):
            self.read(
                build(block.children, block.last_line, self._words, above=place.section, first_line=block.first_line)
            )
            return
        for child in block.children:
            self._block(child, place, group)

    def _paragraph(self, block: Block, place: Place) -> list[Found]:
        span = (block.first_line, block.last_line)
        if self._words.pattern("sections", "addendum").match(plain(block.text).casefold()):
            self.addenda.update(range(span[0], span[1] + 1))
        if all(_METADATA.fullmatch(line.strip()) for line in self._lines[span[0] - 1 : span[1]]):
            return []
        told = sentences_of_work(span, place, markers_only=place.meaning not in _PROSE_MEANINGS)
        if told or not _holds_only_paragraphs(place.section):
            return told
        whole = self._whole(span, place)
        return [whole] if whole else []

    def _whole(self, span: tuple[int, int], place: Place) -> Found | None:
        """Return a paragraph under "known issues" as work, but for placeholders and text about the text."""
        text, words = quote(self._lines, *span), self._words
        title, folded = title_of(text, words), plain(text).casefold()
        if count_words(title) < _FEWEST_WORDS or folded.endswith(":"):
            return None
        if is_placeholder(text, words) or any(
            words.pattern("duty", key).match(folded) for key in ("about_text", "settled")
        ):
            return None
        if words.pattern("machine", "phrases").search(folded) or words.pattern("meta", "phrases").search(folded):
            return None
        claim = claim_of(text, words) or OPEN_CLAIM
        return Found(
            title=title,
            parts=own_text(text, words),
            first_line=span[0],
            last_line=span[1],
            strength=BULLET,
            origin=f"paragraphs:{place.section.first_line}",
            section=place.trail(),
            status=claim.status,
            status_reason=claim.reason,
            priority=place.priority,
            tracked_by=tracking(text, words) if claim.status == "tracked" else (),
        )


def _holds_only_paragraphs(section: Section) -> bool:
    """Return whether a section of open work has nothing but paragraphs: then each of them is work."""
    if count_words(section.heading.title) > _LABEL_WORDS:
        return False
    others = {block.kind for block in section.blocks} - {"heading", "paragraph", "rule"}
    return section.meaning in ("open", "unfinished") and section.level > 1 and not others and not section.children
