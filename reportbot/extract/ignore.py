"""``<!-- reportbot: ignore -->``: lines that the author of a document turned off."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"<!--\s*reportbot:\s*(ignore(?:-start|-end)?)\s*-->", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s")


def ignored_lines(lines: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that are turned off.

    A mark at the end of a line turns off that line. A mark on a line of its own turns off the paragraph, list or (when
    a heading follows) section below it. ``ignore-start`` and ``ignore-end`` enclose lines; without an end, all that
    follow.
    """
    off: set[int] = set()
    start: int | None = None
    for number, line in enumerate(lines, start=1):
        found = _MARK.search(line)
        if not found:
            continue
        kind = found[1].lower()
        if kind == "ignore-start":
            start = start or number
        elif kind == "ignore-end":
            off |= set(range(start, number + 1)) if start else set()
            start = None
        elif _MARK.sub("", line).strip():
            off.add(number)
        else:
            off |= set(range(number, _end_of_next(lines, number) + 1))
    return off | (set(range(start, len(lines) + 1)) if start else set())


def _end_of_next(lines: Sequence[str], mark: int) -> int:
    number = mark + 1
    while number <= len(lines) and not lines[number - 1].strip():
        number += 1
    heading = _HEADING.match(lines[number - 1]) if number <= len(lines) else None
    if heading:
        return _end_of_section(lines, number, len(heading[1]))
    while number < len(lines) and lines[number].strip():
        number += 1
    return min(number, len(lines))


def _end_of_section(lines: Sequence[str], start: int, level: int) -> int:
    for number in range(start + 1, len(lines) + 1):
        heading = _HEADING.match(lines[number - 1])
        if heading and len(heading[1]) <= level:
            return number - 1
    return len(lines)
