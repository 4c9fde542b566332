"""Changes to a stretch of text, collected while it is read and made in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``start`` to ``end`` by ``text``; ``as_code`` says that it is to stand in code."""

    start: int
    end: int
    text: str
    as_code: bool = False


def apply_edits(text: str, start: int, end: int, edits: Iterable[Edit], *, code: str) -> str:
    """Return ``text[start:end]`` with the edits made; ``code`` is the pattern that puts ``{}`` into code.

    A blank goes between a code span of ours and a backtick or an escaping backslash beside it. Of edits that overlap,
    the first one counts.
    """
    pieces: list[str] = []
    position = start
    for edit in sorted(edits):
        if edit.start < position:
            continue
        between = text[position : edit.start]
        pieces.append(between)
        if edit.as_code:
            last = between[-1:] or next((piece[-1] for piece in reversed(pieces) if piece), "")
            following = text[edit.end : min(edit.end + 1, end)]
            pieces.append(" " if last == code[0] or _escapes_next(between) else "")
            pieces.append(code.format(edit.text))
            pieces.append(" " if following == code[-1] else "")
        else:
            pieces.append(edit.text)
        position = edit.end
    return "".join([*pieces, text[position:end]])


def _escapes_next(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1
