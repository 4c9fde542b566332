"""How much of a document is read: a file without end costs no more than a long report, and what is left out is told.

The largest of the reports from practice that reportbot is tried on (226 kB) has 5,000 lines, and 1,400 list entries,
rows and headings. Entries weigh the most, since each may become a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_LINE = 10_000
MOST_LINES, MOST_ENTRIES = 12_000, 2_500
# Empty lines cost little, but not nothing.
_MOST_EMPTY = 100_000
_ENTRY = re.compile(r"\s*(?:>\s*)*(?:[-*+•]|\d{1,9}[.)]|#{1,6}\s|\||[☐⬜☑✅✔❌]|\[[ xX]?\])")
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")


@dataclass(frozen=True, slots=True)
class Bounded:
    """``lines`` are those that are read, the too long ones (``cut``, 1-based numbers) up to their bound.

    What stands behind ``lines`` in the document is not read.
    """

    lines: tuple[str, ...]
    cut: tuple[int, ...] = ()


def bounded(lines: Sequence[str]) -> Bounded:
    """Return what is read of a document."""
    end = _end(lines)
    cut = tuple(number for number, line in enumerate(lines[:end], start=1) if len(line) > LONGEST_LINE)
    read = tuple(lines[:end])
    return Bounded(tuple(line[:LONGEST_LINE] for line in read) if cut else read, cut)


def unread(lines: Sequence[str]) -> Iterator[str]:
    """Yield notes on what of a document is not read."""
    read = bounded(lines)
    if read.cut:
        more = f" and {len(read.cut) - 1} more" if len(read.cut) > 1 else ""
        yield f"line {read.cut[0]}{more}: only the first {LONGEST_LINE:,} characters of a line are read"
    if len(read.lines) < len(lines):
        most = f"{MOST_LINES:,} lines with text or {MOST_ENTRIES:,} entries, rows and headings"
        yield f"from line {len(read.lines) + 1} on nothing is read: a document may have {most}; split it"


def _end(lines: Sequence[str]) -> int:
    """Return how many lines are read."""
    if len(lines) <= MOST_ENTRIES:
        return len(lines)
    said = entries = 0
    for number, line in enumerate(lines):
        if not line or line.isspace():
            if number - said >= _MOST_EMPTY:
                return number
            continue
        said += 1
        entries += bool(_ENTRY.match(line) or _UNDERLINE.fullmatch(line))
        if said > MOST_LINES or entries > MOST_ENTRIES:
            return number
    return len(lines)
