r"""UTF-8 that was read as cp1252 and written again as UTF-8 is put right, line by line.

The bytes that cp1252 does not define come through as C1 control characters, so ``\x8f`` may stand in the middle of
such a sequence. Whether there is anything to undo is decided for the whole document, because a clean one may quote a
broken word. ftfy helps with sequences that are not whole any more.
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
# What is left of a sequence that lost a character on its way, such as a no-break space that became a blank.
_REST = re.compile("\xc3(?= |$)|\xe2\u20ac|\xef\xb8|\xf0\u0178")
# "CAFÉ…" and "«fermé»…" end like a sequence does; with nothing but such marks behind the lead, it may be clean.
_CLOSING_MARKS = frozenset("…”’»›–—•·.®™\xa0")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_CODE_SPAN = re.compile(r"`[^`]*`")
# The share of what is beyond ASCII that has to look misread before a document counts as broken.
_BROKEN_SHARE = 2 / 3
# A text that went wrong twice is put right twice.
_MOST_ROUNDS = 3


def repair_mojibake(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``lines`` with double-encoded text decoded once more; the same tuple when the document is not broken.

    The number of lines never changes.
    """
    for _ in range(_MOST_ROUNDS):
        if not _is_broken(lines):
            break
        lines = tuple(line if line.isascii() else _repair_line(line) for line in lines)
    return lines


def _is_broken(lines: tuple[str, ...]) -> bool:
    misread = other = 0
    for line in lines:
        if line.isascii():
            continue
        prose = _CODE_SPAN.sub(" ", line)
        sequences = [found for found in _SEQUENCE.findall(prose) if not _CLOSING_MARKS.issuperset(found[1:])]
        rest, cut_short = _REST.subn(" ", _SEQUENCE.sub(" ", prose))
        misread += len(sequences) + (cut_short if sequences else 0)
        other += len(_BEYOND_ASCII.findall(rest))
    return misread > 0 and misread >= _BROKEN_SHARE * (misread + other)


def _repair_line(line: str) -> str:
    whole = _SEQUENCE.sub(_decoded, line)
    if not _REST.search(whole):
        return whole
    # It costs 50 ms to import, and few broken reports need it.
    from ftfy import fix_encoding  # noqa: PLC0415

    fixed = fix_encoding(whole)
    return whole if {"\n", "\r", "\0"} & set(fixed) else fixed


def _decoded(sequence: re.Match[str]) -> str:
    misread = b"".join(c.encode("cp1252") if c > "\xff" else bytes([ord(c)]) for c in sequence[0])
    try:
        return misread.decode("utf-8")
    except UnicodeDecodeError:
        return sequence[0]
