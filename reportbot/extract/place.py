"""Where a block stands: its section, and what the heading or the label above it says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportbot.extract.outline import Section, meaning_of
from reportbot.extract.parts import read_label, role_of
from reportbot.extract.titles import title_of
from reportbot.extract.values import stated_priority
from reportbot.extract.words import Words
from reportbot.models import Priority, Status
from reportbot.text.markdown import Block
from reportbot.text.plain import count_words, plain

OPEN = ("open", "unfinished", "weak")
SETTLED: dict[str, Status] = {"done": "done", "tracked": "tracked", "dropped": "dropped"}
# Why a line that looks like a task under such a heading is none.
REASONS = {
    "weak": "not-work",
    "criteria": "criterion",
    "never": "record",
    "process": "process",
    "order": "order",
    "info": "not-work",
}

_BOLD_LINE = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__)\s*(?:\([^()]*\))?\s*:?")
# "Apologies: Ann, Bob" over a list of boxes: who was there, not what is to do.
_LED = re.compile(r"^[*_]{0,2}(?P<label>[^\W\d_][^:：]{1,30})[*_]{0,2}[:：]")
_FOLD = re.compile(r"</?(?:details|summary)\b", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary[^<>]*>(.{1,400}?)</summary>", re.IGNORECASE | re.DOTALL)
# What stands before the last sentence of a line.
_LAST_SENTENCE = re.compile(r"^.*[.!?]\s+(?=\S)")
_REMARK = re.compile(r"\s*\([^()]*\)")
_NAMED = ("list", "table", "fence")
_LONGEST_LABEL = 80
# A longer line in front of a list is a sentence: its words say nothing about what the list is.
_LABEL_WORDS, _BARE_LABEL_WORDS, _NAME_WORDS = 6, 5, 3
_PLAIN_PARTS = ("deliverables", "context", "related", "notes", "dependencies")


@dataclass(frozen=True, slots=True)
class Place:
    """``meaning`` is that of the label above, else of the section; ``priority`` what a heading above sets."""

    section: Section
    meaning: str | None
    words: Words
    lines: Sequence[str]
    priority: Priority | None = None
    label: str = ""

    def trail(self) -> tuple[str, ...]:
        """Return the headings above, the label last."""
        return tuple(name for name in (*self.section.trail, self.section.heading.title, self.label) if name)

    def name(self) -> str:
        """Return the nearest heading or label."""
        return self.label or self.section.heading.title

    def below(self, label: str) -> Place:
        """Return the place of what stands under a label here."""
        meaning = _label_meaning(label, self.meaning, self.words)
        priority = stated_priority(label, self.words) or self.priority
        return replace(self, label=label, meaning=meaning, priority=priority)


def placed(
    section: Section, lines: Sequence[str], words: Words, priority: Priority | None
) -> Iterator[tuple[Block, Place]]:
    """Yield the blocks of a section with the place of each; a line in front of a list or table is its label."""
    base = Place(section, section.effective(), words, lines, priority)
    place = base
    blocks = [block for block in section.blocks if block.kind != "heading"]
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if block.kind == "html" and _FOLD.search(block.text):
            place = _folded(block, base)
        if block.kind == "paragraph" and (label := _label(block, following, lines, words)):
            place = base.below(label)
        yield block, place


def _folded(block: Block, base: Place) -> Place:
    """Return the place below ``<details>``: its summary is a label; behind ``</details>`` the section goes on."""
    named = _SUMMARY.search(block.text)
    label = plain(named[1])[:_LONGEST_LABEL] if named else ""
    return base.below(label) if label and not block.text.rstrip().lower().endswith("</details>") else base


def _label(block: Block, following: Block | None, lines: Sequence[str], words: Words) -> str | None:
    """Return the label that a paragraph's last line gives to what follows."""
    last = lines[block.last_line - 1].strip()
    label = read_label(last, block.last_line, words)
    if label is not None and not label.value:
        return label.name[:_LONGEST_LABEL]
    if following is None:
        return None
    led = _LED.match(last)
    if led and _are_names(following) and meaning_of(led["label"], words) == "never":
        return led["label"][:_LONGEST_LABEL]
    if _BOLD_LINE.fullmatch(last) or (last.endswith((":", "：")) and following.kind in _NAMED):
        return (title_of(_LAST_SENTENCE.sub("", last), words) or last)[:_LONGEST_LABEL]
    is_alone = following.kind == "list" and block.first_line == block.last_line
    if is_alone and count_words(last) <= _BARE_LABEL_WORDS and meaning_of(last, words) in OPEN:
        return last[:_LONGEST_LABEL]
    return None


def _are_names(block: Block) -> bool:
    """Tell whether a list has boxes with little behind each."""
    return block.kind == "list" and all(
        entry.box is not None and count_words(entry.text) <= _NAME_WORDS for entry in block.entries
    )


def _label_meaning(label: str, inherited: str | None, words: Words) -> str | None:
    role = role_of(label, words)
    own = meaning_of(label, words) if count_words(label) <= _LABEL_WORDS else None
    if "criteria" in (role, own):
        return "criteria"
    if role in _PLAIN_PARTS or (own == "info" and words.key_of("sections", _REMARK.sub("", label)) == "info"):
        return "info"
    if own is None or (own in ("info", "weak") and inherited in ("open", "unfinished", *SETTLED)):
        return inherited
    return own
