r"""UTF-8 that was read as cp1252 and written again as UTF-8 is put right, line by line.

The bytes that cp1252 does not define come through as C1 control characters, so ``\x8f`` may stand in the middle of
such a sequence. ftfy does the undoing; this module decides whether there is anything to undo, because a clean document
may quote a broken word, and keeps the number of lines.
"""

from __future__ import annotations

import re


def _misread(first: int, last: int) -> str:
    """Return a regex class of what bytes ``first`` to ``last`` become in cp1252, or in Latin-1 where it has none."""
    values = range(first, last + 1)
    characters = {bytes([value]).decode("cp1252", "ignore") for value in values} | {chr(value) for value in values}
    return "[" + "".join(re.escape(c) for c in sorted(characters)) + "]"


_TAIL = _misread(0x80, 0xBF)
# A lead byte with as many continuation bytes as UTF-8 asks for.
_SEQUENCE = re.compile(f"[\xc2-\xdf]{_TAIL}|[\xe0-\xef]{_TAIL}{{2}}|[\xf0-\xf4]{_TAIL}{{3}}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_CODE_SPAN = re.compile(r"`[^`]*`")
# The share of what is beyond ASCII that has to look misread before a document counts as broken.
_BROKEN_SHARE = 2 / 3


def repair_mojibake(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``lines`` with double-encoded text decoded once more; the same tuple when the document is not broken.

    The number of lines never changes, and a line is replaced only when the new one has fewer misread sequences.
    """
    suspicious = [index for index, line in enumerate(lines) if not line.isascii() and _SEQUENCE.search(line)]
    if not suspicious or not _is_broken(lines):
        return lines
    repaired = list(lines)
    for index in suspicious:
        repaired[index] = _repair_line(lines[index])
    return tuple(repaired)


def _is_broken(lines: tuple[str, ...]) -> bool:
    misread = other = 0
    for line in lines:
        if line.isascii():
            continue
        rest, found = _SEQUENCE.subn(" ", _CODE_SPAN.sub(" ", line))
        misread += found
        other += len(_BEYOND_ASCII.findall(rest))
    return misread > 0 and misread >= _BROKEN_SHARE * (misread + other)


def _repair_line(line: str) -> str:
    # It costs 50 ms to import, and a clean report does not need it.
    from ftfy import fix_encoding  # noqa: PLC0415

    fixed = fix_encoding(line).replace("\0", "")
    better = len(_SEQUENCE.findall(fixed)) < len(_SEQUENCE.findall(line))
    return fixed if better and not {"\n", "\r"} & set(fixed) else line
