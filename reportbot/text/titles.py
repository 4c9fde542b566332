"""Titles without what only labels them: ``[Feature]``, ``feat(api):``, ``Issue 3:``, ``REF-01-002:``, an emoji.

A label that says what the work is about (``[iOS]``, ``docs:``) is no such thing and stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportbot.text.lexicon import labels, standards
from reportbot.text.wording import normalise

# REF-01-002, AI-17, P49: letters in capitals and a number, as teams number their items.
_REFERENCE = re.compile(r"([A-Z]{1,8}(?:-[A-Z]{1,8})*(?:-\d+)+|[A-Z]\d{1,3})(?:\s*[:.)]|\s+-)\s+")
_BRACKETED = re.compile(r"\[([^\]\n]{1,30})\]\s*|\(([^)\n]{1,20})\)\s*")
_NUMBERED = re.compile(
    r"(?:issue|ticket|task|item|step|todo|aufgabe|punkt|schritt)\s*#?\d[\d.]*\s*[:.)-]?\s+|\d{1,3}(?:\.\d{1,3})*[.):]+\s+",
    re.IGNORECASE,
)
_COMMIT = re.compile(r"(?:feat|fix|chore|feature|bug|bugfix|enhancement|todo)(?:\(([\w./ -]+)\))?!?:\s+", re.IGNORECASE)
_MARK = re.compile(r"[^\w\s\"'`/.@#(\[-]+\s*|[-*+]\s+")
_MOST_LABELS = 8


def strip_prefix(title: str) -> str:
    """Return the title, normalised, without its labels; the scope of ``feat(api):`` stays, and so do labels alone."""
    return _split(title)[0]


def title_reference(title: str) -> str | None:
    """Return the item's own reference that the title begins with (``REF-01-002``), if any."""
    return _split(title)[1]


def is_same_title(first: str, second: str) -> bool:
    """Tell whether two titles are the same apart from labels, case and punctuation; references must not contradict."""
    (one, its_reference), (two, other_reference) = _split(first), _split(second)
    if its_reference and other_reference and its_reference != other_reference:
        return False
    return bool(_bare(one)) and _bare(one) == _bare(two)


@lru_cache(maxsize=4_096)
def _split(title: str) -> tuple[str, str | None]:
    bare, reference = normalise(title), None
    for _ in range(_MOST_LABELS):
        if (found := _REFERENCE.match(bare)) and found.group(1).split("-")[0].casefold() not in standards():
            reference, rest = reference or found.group(1), bare[found.end() :]
        else:
            rest = _without_label(bare)
        if rest in ("", bare):
            break
        bare = rest
    return bare, reference


def _without_label(bare: str) -> str:
    if found := _BRACKETED.match(bare):
        words = re.findall(r"\w+", (found.group(1) or found.group(2)).casefold())
        return bare[found.end() :] if all(word in labels() for word in words) else bare
    if found := _COMMIT.match(bare):
        return f"{found.group(1)}: {bare[found.end() :]}" if found.group(1) else bare[found.end() :]
    found = _NUMBERED.match(bare) or _MARK.match(bare)
    return bare[found.end() :] if found else bare


@lru_cache(maxsize=16_384)
def _bare(title: str) -> str:
    return " ".join(re.findall(r"[\w+#]+", title.casefold()))
