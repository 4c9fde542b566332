"""Sentences that say in passing what has to be: work in a text without lists, remarks in one that lists its work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportbot.extract.found import PROSE, Found

# A document with so many entries of work, done or not, says there what is to do.
_LISTED = 3


def without_remarks(found: Sequence[Found]) -> list[Found]:
    """Return the findings, with sentences in passing as mere mentions where the document lists its work."""
    listed = sum(item.strength > PROSE and not item.mention for item in found)
    if listed < _LISTED:
        return list(found)
    return [replace(item, mention=True, claimed=False) if item.in_passing else item for item in found]
