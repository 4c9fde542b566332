"""Aligning text on a terminal: widths, columns, shortening, counting words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from reportbot.text.sanitize import for_terminal

NARROWEST = 20
"""Cells that the stretching column of a table keeps on the narrowest terminal."""


def one_line(text: str) -> str:
    """Return text from a report on one line, harmless, with blanks only between words."""
    return for_terminal(" ".join(text.split()))


def cells(text: str) -> int:
    """Return how many columns of a terminal the text takes; wide East Asian characters take two."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def shorten(text: str, room: int) -> str:
    """Return the text, cut so that it takes at most ``room`` columns, with an ellipsis where it was cut."""
    if cells(text) <= room:
        return text
    kept = ""
    for char in text:
        if cells(kept + char) > room - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def shorten_path(path: str, room: int | None) -> str:
    """Return the path, cut at its front so that it takes at most ``room`` columns: its end tells files apart."""
    return path if room is None or cells(path) <= room else "…" + shorten(path[::-1], room)[:-1][::-1]


def pad(text: str, room: int) -> str:
    """Return the text with blanks up to ``room`` columns."""
    return text + " " * (room - cells(text))


def aligned(rows: Sequence[Sequence[str]], width: int | None, stretch: int, indent: str = "") -> list[str]:
    """Return the rows with their columns aligned to the left, two blanks apart.

    Column ``stretch`` is shortened where a row would be wider than ``width``; None is as wide as it takes.
    """
    if not rows:
        return []
    rooms = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    if width is not None:
        others = sum(rooms) - rooms[stretch] + 2 * (len(rooms) - 1) + len(indent)
        rooms[stretch] = min(rooms[stretch], max(width - others, NARROWEST))
    return [indent + "  ".join(_row(row, rooms, stretch)).rstrip() for row in rows]


def _row(row: Sequence[str], rooms: Sequence[int], stretch: int) -> list[str]:
    texts = [shorten(text, rooms[stretch]) if column == stretch else text for column, text in enumerate(row)]
    return [pad(text, room) for text, room in zip(texts, rooms, strict=True)]


def count(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 draft`` or ``3 drafts``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def tally(words: Iterable[str]) -> str:
    """Return how often each word occurs, the most frequent first: ``metric 8, attendance 6``."""
    return ", ".join(f"{word} {number}" for word, number in Counter(words).most_common())


def lines_of(first: int, last: int) -> str:
    """Return ``12`` or ``12-14``."""
    return str(first) if first == last else f"{first}-{last}"
