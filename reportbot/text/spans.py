"""Quotes and lines: the verbatim text of a span, and whether a quote stands where it is said to stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SPACE = re.compile(r"\s+")


def quote(lines: Sequence[str], first_line: int, last_line: int) -> str:
    """Return the text of lines ``first_line`` to ``last_line`` (1-based, inclusive), joined by LF, verbatim.

    Raises ValueError when the span is empty or not inside the document.
    """
    if not 1 <= first_line <= last_line <= len(lines):
        raise ValueError(f"lines {first_line}-{last_line} are not in a document of {len(lines)} lines")
    return "\n".join(lines[first_line - 1 : last_line])


def fold(text: str) -> str:
    """Return ``text`` with Unicode forms unified (NFKC) and every run of white space as one blank."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def composed(text: str) -> str:
    """Return ``text`` with each letter and its accent as one character (NFC), as nearly all text is stored."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def stands_in(lines: Sequence[str], first_line: int, last_line: int, wanted: str) -> bool:
    """Return whether ``wanted`` is part of the span after folding; an empty quote stands nowhere."""
    folded = fold(wanted)
    if not folded or not 1 <= first_line <= last_line <= len(lines):
        return False
    return folded in fold(quote(lines, first_line, last_line))


def covered(spans: Sequence[tuple[int, int]]) -> set[int]:
    """Return all line numbers in the spans."""
    return {line for first, last in spans for line in range(first, last + 1)}


def trim(lines: Sequence[str], first_line: int, last_line: int) -> tuple[int, int]:
    """Return the span without blank lines and rules (``---``) at its end; its first line always stays."""
    while last_line > first_line and not lines[last_line - 1].strip(" \t-*_"):
        last_line -= 1
    return first_line, last_line
