"""What the words of a field mean: priorities, efforts, dates, labels, owners, kinds. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from reportbot.extract.words import Words
from reportbot.models import Effort, Kind, Priority
from reportbot.text.plain import plain

_LEVELS: tuple[Priority, ...] = ("critical", "high", "medium", "low")
_COLOURS: dict[str, Priority] = {
    "🔴": "high",
    "🟥": "high",
    "🟠": "medium",
    "🟡": "medium",
    "🟨": "medium",
    "🟢": "low",
    "🟩": "low",
}
_COMPOUND = ("-", "/", "to", "bis", "–", "—")
_LABEL_LEVEL = re.compile(r"^(?:prio(?:rity)?[\s:/_-]*)?(p[0-4]|\w+)(?:[\s:/_-]*prio(?:rity)?)?$")
_RANGE = re.compile(
    r"(?P<low>\d+(?:[.,]\d+)?)\s*(?:(?:[-‐-―]|to|bis|à|a)\s*(?P<high>\d+(?:[.,]\d+)?))?\s*(?P<unit>[^\W\d_]+(?:-[^\W\d_]+)?\.?)",
    re.IGNORECASE,
)
_HOURS = {"minutes": 1 / 60, "hours": 1.0, "days": 8.0, "weeks": 40.0, "months": 160.0}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_QUARTER = re.compile(r"\bQ([1-4])(?:\s*[/-]?\s*(20\d\d))?\b")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WORDY = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([A-Z][a-z]{2,8})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(20\d\d)\b"
)
_AFTER_NAME = re.compile(r"[,;]\s*(?=(?:due|by|until|before|eta|bis|fällig|ab)\b|\d)|;", re.IGNORECASE)
_LONGEST_LABEL, _LONGEST_NAME = 50, 60
_NOBODY = ("tbd", "tba", "unassigned", "none", "n/a", "-", "–", "?", "offen", "nobody", "open", "")


def priority_of(text: str, words: Words) -> Priority | None:
    """Return the priority that ``text`` states; of a compound such as "Medium-High" the level nearer to medium."""
    folded = text.casefold()
    found = sorted(
        (hit.start(), hit.end(), level)
        for level in _LEVELS
        for hit in words.pattern("priority", level).finditer(folded)
        if not words.ends_with("urgency", "negations", folded[: hit.start()].rstrip(" -"))
    )
    if not found:
        return None
    _, end, first = found[0]
    for start, _, other in found[1:]:
        if other != first and folded[end:start].strip() in _COMPOUND:
            return min((first, other), key=lambda level: abs(_LEVELS.index(level) - _LEVELS.index("medium")))
    return first


def priority_of_field(text: str, words: Words) -> Priority | None:
    """Return the priority of a priority field or cell, in which a lone coloured mark counts as well."""
    return priority_of(text, words) or next((_COLOURS[mark] for mark in text if mark in _COLOURS), None)


def priority_of_labels(labels: tuple[str, ...], words: Words) -> Priority | None:
    """Return the priority that a label states ("high-priority", "priority: low", "p2")."""
    for label in labels:
        folded = label.casefold().strip()
        found = _LABEL_LEVEL.match(folded)
        if found and ("prio" in folded or re.fullmatch(r"p[0-4]|critical|blocker|urgent", folded)):
            level = priority_of(found[1], words)
            if level:
                return level
    return None


def stated_priority(text: str, words: Words) -> Priority | None:
    """Return the priority that a heading or remark sets: it says "priority", P0 to P4, or nothing but the level."""
    folded = plain(text).casefold()
    level = priority_of(folded, words)
    if level is None:
        return None
    rest = re.sub(r"\([^()]*\)", "", folded)
    for key in _LEVELS:
        rest = words.pattern("priority", key).sub("", rest)
    rest = words.pattern("urgency", "neutral").sub("", rest)
    stated = "prio" in folded or re.search(r"\bp[0-4]\b", folded)
    return level if stated or not re.search(r"\w", rest) else None


def effort_of(text: str, words: Words) -> Effort | None:
    """Return the effort that ``text`` states with a unit of time ("2-3 days", "~30 min"); None when it states none."""
    for found in _RANGE.finditer(text):
        unit = next(
            (u for u in _HOURS if words.pattern("effort", u).fullmatch(found["unit"].casefold().rstrip("."))), None
        )
        if unit is None:
            continue
        low = float(found["low"].replace(",", "."))
        high = float((found["high"] or found["low"]).replace(",", "."))
        hours = (round(low * _HOURS[unit], 2), round(high * _HOURS[unit], 2))
        return Effort(" ".join(found[0].split()).rstrip("."), hours)
    return None


def due_of(text: str) -> str | None:
    """Return the first full date in ``text`` as YYYY-MM-DD; None when there is none or it is not in the calendar."""
    if found := _ISO.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.search(text):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    for found in _WORDY.finditer(text):
        month = found[2][:3].lower()
        day = found[1] or found[3]
        if month in _MONTHS and day:
            return _date(int(found[4]), _MONTHS.index(month) + 1, int(day))
    return None


def quarter_of(text: str) -> str | None:
    """Return the quarter named in ``text`` ("Q3 2026", "Q3")."""
    found = _QUARTER.search(text)
    return (f"Q{found[1]} {found[2]}" if found[2] else f"Q{found[1]}") if found else None


def labels_of(text: str) -> tuple[str, ...]:
    """Return the labels of a label field: separated by commas, semicolons or as code spans."""
    parts = re.findall(r"`([^`]+)`", text) or re.split(r"[,;]|\s/\s", text)
    labels = (plain(part).strip("[]\"' ") for part in parts)
    return tuple(dict.fromkeys(label for label in labels if 0 < len(label) <= _LONGEST_LABEL))


def owner_of(text: str) -> str | None:
    """Return who is named as responsible, without ``@`` and marks; None for "TBD" and the like."""
    name = _AFTER_NAME.split(plain(text).strip("[]() "))[0].removeprefix("@").strip(" ,;.")
    return None if name.casefold() in _NOBODY or len(name) > _LONGEST_NAME else name


def kind_of(type_word: str | None, labels: tuple[str, ...], title: str, words: Words) -> Kind:
    """Return the kind: from the own type, else the labels, else the title; "chore" when none tells."""
    for text in (type_word or "", " ; ".join(labels), title):
        folded = text.casefold()
        hits = [
            (found.start(), kind) for kind in get_args(Kind) if (found := words.pattern("kinds", kind).search(folded))
        ]
        if hits:
            order = words.keys("kinds")
            kind: Kind = min(hits, key=lambda hit: order.index(hit[1]))[1]
            return kind
    return "chore"


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
