"""What a text says later, or elsewhere, about work by its id: "FD-01 is closed", "C1, H1-H3 have been implemented"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from reportbot.extract.found import PROSE, Found
from reportbot.extract.leads import prefix_of, read_lead
from reportbot.extract.statements import is_hoped, predicate_claim, statement_claim
from reportbot.extract.status import Claim, leading_claim
from reportbot.extract.words import Words
from reportbot.text.plain import unmarked

_CLAUSE = re.compile(r"(?<=[.;!?])\s+|;\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKS = re.compile(r"^[\s>*+•-]*(?:\d{1,3}[.)]\s+)?")
_TO = re.compile(r"-|–|—|…|\.\.\.?")
# What stands between the ids of one list: a comma, an ampersand, a short word that joins.
_LISTED = re.compile(r"[,;&/+、]?\s*(?:[^\W\d_]{1,3}|[,&])?")
_STOP = re.compile(r"[.;:,()!?–—]\s*|\s-\s")
# A label in front of ids is short.
_LABEL_WORDS = 4
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
    """Yield (id, what the line claims of it).

    A line that starts with an id is about that one alone, whatever others it names. Elsewhere a statement is about the
    ids right before it ("C1, H1-H3 have been implemented"), and a condition, a plan or a duty states nothing.
    """
    text = unmarked(_MARKS.sub("", line))
    told = read_lead(text)
    hits = list(pattern.finditer(text))
    listed = len(hits) > 1 and _is_joined(text[hits[0].end() : hits[1].start()].strip(), words)
    if told and told.reference in known and not listed:
        yield told.reference, leading_claim(text, words) or _claim_behind(told.text, words)
        return
    for clause in _CLAUSE.split(text):
        hits = list(pattern.finditer(clause))
        if not hits or _is_no_statement(clause, hits, words):
            continue
        claim = _claim_behind(clause[hits[-1].end() :], words) or _claim_before(clause[: hits[0].start()], words)
        for reference in _named(clause, hits, known, words) if claim else ():
            yield reference, claim


def _is_no_statement(clause: str, hits: Sequence[re.Match[str]], words: Words) -> bool:
    """Tell whether a clause asks, plans or excludes; "bis" between two ids is a range and no plan."""
    before = clause[: hits[0].start()]
    others = (clause[hit.end() : following.start()] for hit, following in pairwise(hits))
    unlisted = [between for between in others if not _is_joined(between.strip(), words)]
    if is_hoped(" ".join((before, *unlisted, clause[hits[-1].end() :])), words):
        return True
    folded = before.casefold().rstrip(" (,")
    return any(words.ends_with("status", key, folded) for key in ("conditions", "except", "negations"))


def _claim_behind(text: str, words: Words) -> Claim | None:
    """Return what the first clause behind an id says of it."""
    first = next((part for part in _STOP.split(text) if part.strip(" *_`")), "")
    asked = first and text.partition(first)[2].startswith("?")
    return None if asked else statement_claim(first, words)


def _claim_before(text: str, words: Words) -> Claim | None:
    """Return what a short label in front of ids says of them ("Done: H1, H2")."""
    label = text.rstrip(" (")
    if not label.endswith(":") or len(label.split()) > _LABEL_WORDS:
        return None
    return predicate_claim(label.rstrip(":"), words)


def _named(clause: str, hits: Sequence[re.Match[str]], known: set[str], words: Words) -> Iterator[str]:
    """Yield the ids of the last list in a clause, those between the ends of a range as well ("L1-L3")."""
    for hit, following in reversed(list(zip(hits, [*hits[1:], None], strict=True))):
        between = clause[hit.end() : following.start()].strip() if following else ""
        if following and _is_range(between, words):
            yield from _between(hit[0], following[0], known)
        elif following and not _is_joined(between, words):
            return
        yield hit[0]


def _is_joined(between: str, words: Words) -> bool:
    return _is_range(between, words) or bool(_LISTED.fullmatch(between))


def _is_range(between: str, words: Words) -> bool:
    return bool(_TO.fullmatch(between) or words.pattern("range", "joints").fullmatch(between.casefold()))


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
