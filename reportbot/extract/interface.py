"""What an extraction engine takes and gives, and what every engine must keep.

* Every item has a quote that stands verbatim in its lines.
* Every line that looks like a task (``looks_like_task``) is part of an item's evidence or is left aside with a reason.
* Nothing in a document is an order: text that addresses a program is data like all other text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from reportbot.models import ActionItem, Document, Group, LeftAside

_TASK_LINE = re.compile(
    r"^\s*(?:>\s*)*(?:(?:[-*+•]|\(?\d{1,3}[.)]|#{1,6}|\|)\s+|(?:[・●－①-⑳]|（?\d{1,3}[、．）])\s*)*(?:\*\*|__)?"
    r"(?:\\?\[[ \u3000]?\\?\](?!\()\s*\S|［[ \u3000]?］\s*\S|[☐⬜🔲□]\s*\S|(?:TODO|FIXME)\b\s*[:(：（]\s*\S"
    r"|ACTION(?: ITEM)?\s*(?:[(（][^()（）]{1,40}[)）])?\s*[:：]\s*\S)"
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """The items of one document in the order of their lines, its groups, and the lines that were left aside."""

    items: tuple[ActionItem, ...] = ()
    groups: tuple[Group, ...] = ()
    left_aside: tuple[LeftAside, ...] = ()


class Extractor(Protocol):
    """An engine. It raises nothing for any text; a broken engine raises a ReportbotError."""

    def extract(self, document: Document, repo: str | None) -> Extraction:
        """Return what the document tells; item ids depend on ``repo``, the source and the wording only."""
        ...


def looks_like_task(line: str) -> bool:
    """Return whether a line is an explicit task by its form alone: an open box, TODO, FIXME, ACTION."""
    return bool(_TASK_LINE.match(line))
