"""What the words of a field mean: priorities, efforts, dates, labels, owners, kinds. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from typing import get_args

from reportbot.extract.words import Words
from reportbot.models import Effort, Kind, Priority
from reportbot.text.plain import is_unspaced, plain

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
_COMPOUND = ("-", "/", "–", "—", "~", "～")
_LABEL_PARTS = re.compile(r"[\s:/_-]+")
# "1" in a column of priorities, "Prio 1": as P1.
_LONE_NUMBER = re.compile(r"(?P<name>[^\W\d_]*)\.?\s*(?P<level>[0-4])")
_LEVEL_ID = re.compile(r"\bp[0-4]\b")
_RANGE = re.compile(
    r"(?P<low>\d+(?:[.,]\d+)?)\s*(?:(?:[-‐-―~〜～]|(?P<joint>[^\W\d_]{1,3}))\s*(?P<high>\d+(?:[.,]\d+)?))?"
    r"\s*(?P<unit>[^\W\d_]+(?:-[^\W\d_]+)?\.?)"
)
_HOURS = {"minutes": 1 / 60, "hours": 1.0, "days": 8.0, "weeks": 40.0, "months": 160.0}
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})(?:-|/|\s*年\s*)(\d{1,2})(?:-|/|\s*月\s*)(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
# "5 March 2026", "5. März 2026", "5 de mayo de 2026"; "March 5th, 2026".
_ORDINAL = r"(?:\.|[^\W\d_]{2}(?![^\W\d_])|[ºª])?"
_MONTH_SECOND = re.compile(
    rf"\b(?P<day>\d{{1,2}}){_ORDINAL}\s+(?:[^\W\d_]{{2}}\s+)?(?P<month>[^\W\d_]{{3,10}})\.?,?\s+(?:[^\W\d_]{{2,3}}\s+)?(?P<year>20\d\d)\b"
)
_MONTH_FIRST = re.compile(rf"\b(?P<month>[^\W\d_]{{3,10}})\.?\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>20\d\d)\b")
_NUMBERED_NAME = re.compile(r"(?<=[^\W\d_])(?=\d)")
_QUARTER_BEHIND = re.compile(r"\s*([1-4])(?!\d)")
_QUARTER_BEFORE = re.compile(r"(?<!\d)([1-4])(?:[.ºª°]|[^\W\d_]{1,3})?\s*$")
_YEAR_BEHIND = re.compile(r"\s*[/-]?\s*(?:[^\W\d_]{2,3}\s+)?(20\d\d)\b")
_YEAR_BEFORE = re.compile(r"(20\d\d)\s*[年/-]?[\s第]*[1-4]?\s*$")
_FIRST_HALF = 12
_PARTS_OF_NAME = re.compile(r"[,;，；]\s*")
_LONGEST_LABEL, _LONGEST_NAME = 50, 60


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
        if other != first and _joins(folded[end:start].strip(), words):
            return min((first, other), key=lambda level: abs(_LEVELS.index(level) - _LEVELS.index("medium")))
    return first


def _joins(between: str, words: Words) -> bool:
    """Return whether what stands between two values makes them the ends of a range."""
    return between in _COMPOUND or bool(words.pattern("range", "joints").fullmatch(between.casefold()))


def priority_of_field(text: str, words: Words) -> Priority | None:
    """Return the priority of a priority field or cell, in which a lone coloured mark counts as well."""
    number = _LONE_NUMBER.fullmatch(plain(text).casefold())
    if number and (not number["name"] or words.pattern("urgency", "naming").fullmatch(number["name"])):
        return priority_of(f"p{number['level']}", words)
    return priority_of(text, words) or next((_COLOURS[mark] for mark in text if mark in _COLOURS), None)


def priority_of_labels(labels: tuple[str, ...], words: Words) -> Priority | None:
    """Return the priority that a label states ("high-priority", "priority: low", "p2")."""
    naming, alone = words.pattern("urgency", "naming"), words.pattern("urgency", "alone")
    for label in labels:
        parts = _LABEL_PARTS.split(label.casefold().strip())
        rest = " ".join(part for part in parts if not naming.fullmatch(part))
        says_so = len(rest) < len(" ".join(parts)) or _LEVEL_ID.fullmatch(rest) or alone.fullmatch(rest)
        if says_so and (level := priority_of(rest, words)):
            return level
    return None


def spoken_priority(text: str, words: Words) -> Priority | None:
    """Return the priority that a sentence states in passing ("low priority, it can wait", "priority: high", "P1")."""
    folded = plain(text).casefold()
    for name in words.pattern("urgency", "naming").finditer(folded):
        before, after = folded[: name.start()].split()[-1:], folded[name.end() :].strip(" :=-–").split()[:1]
        number = _LONE_NUMBER.fullmatch(after[0].strip(".,;:()*")) if after else None
        if number and not number["name"]:
            return priority_of(f"p{number['level']}", words)
        denied = words.pattern("urgency", "negations").search(" ".join(folded[: name.start()].split()[-3:-1]))
        for said in (() if denied else before, after):
            if level := priority_of(" ".join(said).strip(".,;:()*"), words):
                return level
    level_id = _LEVEL_ID.search(folded)
    return priority_of(level_id[0], words) if level_id else None


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
    stated = words.pattern("urgency", "naming").search(folded) or _LEVEL_ID.search(folded)
    return level if stated or not re.search(r"\w", rest) else None


def effort_of(text: str, words: Words) -> Effort | None:
    """Return the effort that ``text`` states with a unit of time ("2-3 days", "~30 min"); None when it states none."""
    for found in _RANGE.finditer(text):
        unit = _unit(found["unit"].casefold().rstrip("."), words)
        if unit is None or not _joins(found["joint"] or "-", words):
            continue
        low = float(found["low"].replace(",", "."))
        high = float((found["high"] or found["low"]).replace(",", "."))
        hours = (round(low * _HOURS[unit], 2), round(high * _HOURS[unit], 2))
        return Effort(" ".join(found[0].split()).rstrip("."), hours)
    return None


def _unit(text: str, words: Words) -> str | None:
    """Return the unit of time that ``text`` is; without blanks between words, that it begins with."""
    for unit in _HOURS:
        pattern = words.pattern("effort", unit)
        if pattern.fullmatch(text) or (is_unspaced(text[0]) and pattern.match(text)):
            return unit
    return None


def due_of(text: str, words: Words) -> str | None:
    """Return the first full date in ``text`` as YYYY-MM-DD; None when there is none or it is not in the calendar.

    "05/03/2026" may be in March or in May: only a day after the twelfth tells.
    """
    if found := _YEAR_FIRST.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.search(text):
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > _FIRST_HALF or first == second:
            return _date(int(found[4]), second, first)
        return _date(int(found[4]), first, second) if second > _FIRST_HALF else None
    for pattern in (_MONTH_SECOND, _MONTH_FIRST):
        for found in pattern.finditer(text):
            if month := _month(found["month"], words):
                return _date(int(found["year"]), month, int(found["day"]))
    return None


def _month(name: str, words: Words) -> int | None:
    key = words.key_of("months", name)
    return int(key) if key else None


def quarter_of(text: str, words: Words) -> str | None:
    """Return the quarter named in ``text`` as "Q3 2026" or "Q3"."""
    spaced = _NUMBERED_NAME.sub(" ", text)
    for name in words.pattern("quarter", "names").finditer(spaced.casefold()):
        before = spaced[: name.start()]
        number = _QUARTER_BEHIND.match(spaced, name.end()) or _QUARTER_BEFORE.search(before)
        if number:
            behind = number.end() if number.re is _QUARTER_BEHIND else name.end()
            year = _YEAR_BEHIND.match(spaced, behind) or _YEAR_BEFORE.search(before)
            return f"Q{number[1]} {year[1]}" if year else f"Q{number[1]}"
    return None


def labels_of(text: str) -> tuple[str, ...]:
    """Return the labels of a label field: separated by commas, semicolons or as code spans."""
    parts = re.findall(r"`([^`]+)`", text) or re.split(r"[,;]|\s/\s", text)
    labels = (plain(part).strip("[]\"' ") for part in parts)
    return tuple(dict.fromkeys(label for label in labels if 0 < len(label) <= _LONGEST_LABEL))


def owner_of(text: str, words: Words) -> str | None:
    """Return who is named as responsible, without ``@`` and marks; None for "TBD" and the like."""
    first, *others = _PARTS_OF_NAME.split(plain(text).strip("[]() "))
    names = [first, *takewhile(lambda part: not _is_date(part, words), others)] if ";" not in text else [first]
    name = ", ".join(names).removeprefix("@").strip(" ,;.-–—?")
    nobody = words.pattern("owner", "nobody").fullmatch(name.casefold())
    return None if not name or nobody or len(name) > _LONGEST_NAME else name


def _is_date(text: str, words: Words) -> bool:
    return text[:1].isdigit() or bool(words.pattern("due", "before").match(text.casefold()))


def kind_of(type_word: str | None, labels: tuple[str, ...], title: str, words: Words) -> Kind:
    """Return the kind: from the own type, else the labels, else the title; "chore" when none tells."""
    for text in filter(None, (type_word, " ; ".join(labels), title)):
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
