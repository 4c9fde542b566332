"""What a text says later, or elsewhere, about work by its id: "FD-01 is closed", "C1, H1-H3 have been implemented"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportbot.extract.found import PROSE, Found
from reportbot.extract.leads import prefix_of, read_lead
from reportbot.extract.status import Claim, field_claim
from reportbot.extract.words import Words
from reportbot.text.plain import unmarked

_CLAUSE = re.compile(r"(?<=[.;!?])\s+|;\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKS = re.compile(r"^[\s>*+•-]*(?:\d{1,3}[.)]\s+)?")
_TO = re.compile(r"\s*(?:-|–|—|…|\.\.\.?|[^\W\d_]{1,3})\s*")
# The word that says how far it is stands near behind the last id, "and the first fixes have been" before it.
_NEAR_WORDS = 10
_LONGEST, _MOST_NAMES = 500, 500
_NOT_PROSE = ("#", "|")


def updates(found: Sequence[Found], lines: Sequence[str], words: Words) -> list[Found]:
    """Return a mention for each statement about work that is known by its id, but for lines that claim it anyway."""
    known = {item.reference for item in found if item.reference and not item.reference.startswith("#")}
    if not known or len(known) > _MOST_NAMES:
        return []
    own = _own_lines(found)
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-]*\d)")
    ranges = re.compile(rf"(?<![\w-])({names})-(?=(?:{names})(?![\w-]))")
    return [
        _mention(reference, number, claim)
        for number, line in ((number, ranges.sub(r"\1–", line)) for number, line in _prose(lines))
        if pattern.search(line)
        for reference, claim in _statements(line, pattern, known, words)
        if number not in own.get(reference, ())
    ]


def _own_lines(found: Sequence[Found]) -> Mapping[str, set[int]]:
    own: dict[str, set[int]] = {}
    for item in found:
        if item.reference and item.claimed:
            own.setdefault(item.reference, set()).update(range(item.first_line, item.last_line + 1))
    return own


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that may be a statement: no heading, no table, nothing in a fence."""
    fenced = False
    for number, line in enumerate(lines, start=1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and line.strip() and not line.lstrip().startswith(_NOT_PROSE):
            yield number, line[:_LONGEST]


def _statements(
    line: str, pattern: re.Pattern[str], known: set[str], words: Words
) -> Iterator[tuple[str, Claim | None]]:
    """Yield (id, what the line claims of it); a line that starts with an id tells it again, whatever it claims."""
    text = unmarked(_MARKS.sub("", line))
    told = read_lead(text)
    for number, clause in enumerate(_CLAUSE.split(text)):
        hits = list(pattern.finditer(clause))
        if not hits:
            continue
        claim = _claimed(clause, hits, words)
        again = told is not None and number == 0 and hits[0][0] == told.reference
        for reference in _named(clause, hits, known) if claim else ([hits[0][0]] if again else ()):
            yield reference, claim


def _claimed(clause: str, hits: Sequence[re.Match[str]], words: Words) -> Claim | None:
    behind = clause[hits[-1].end() :].strip(" :,-–—)]").split()
    before = clause[: hits[0].start()].rstrip(" (")
    claim = field_claim(" ".join(behind[:_NEAR_WORDS]), words) if behind else None
    if claim or not before.endswith(":"):
        return claim
    return field_claim(before.rstrip(":"), words) if len(before.split()) <= _NEAR_WORDS else None


def _named(clause: str, hits: Sequence[re.Match[str]], known: set[str]) -> Iterator[str]:
    """Yield the ids of a clause, those between the ends of a range as well ("L1-L3")."""
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        yield hit[0]
        between = clause[hit.end() : following.start()] if following else ""
        if following and between.strip() not in ("", "and", "&") and _TO.fullmatch(between):
            yield from _between(hit[0], following[0], known)


def _between(first: str, last: str, known: set[str]) -> list[str]:
    prefix = prefix_of(first)
    if prefix != prefix_of(last):
        return []
    low, high = (int(re.sub(r"\D", "", reference.removeprefix(prefix)) or 0) for reference in (first, last))
    numbered = (
        (int(re.sub(r"\D", "", name.removeprefix(prefix)) or 0), name) for name in known if prefix_of(name) == prefix
    )
    return [name for number, name in sorted(numbered) if low < number < high]


def _mention(reference: str, number: int, claim: Claim | None) -> Found:
    return Found(
        title="",
        first_line=number,
        last_line=number,
        strength=PROSE,
        origin=f"update:{number}",
        mention=True,
        claimed=claim is not None,
        reference=reference,
        status=claim.status if claim else "open",
        status_reason=claim.reason if claim else None,
        tracked_by=claim.tracked_by if claim else (),
    )
