"""How well duplicates are found: labelled pairs of an item and an issue, with the verdicts that a person accepts.

All issues of a file are one tracker, so that each item has to find its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from reportbot.errors import LabelsError
from reportbot.evaluate.scoring import Share
from reportbot.evaluate.shapes import Shape, parse, read_bytes
from reportbot.match.verdict import match_items
from reportbot.models import ActionItem, Evidence, Match, TrackedIssue, Verdict
from reportbot.tracker.snapshot import Snapshot

SET_ASIDE: frozenset[Verdict] = frozenset({"tracked", "done", "declined", "repeat"})
"""The verdicts after which no draft is made."""

_OVERLOOKED: frozenset[Verdict] = frozenset({"new", "related"})


def _some(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    if not verdicts:
        raise ValueError("must name the verdicts that are right, the best one first")
    return verdicts


class _Item(Shape):
    title: str
    body: str = ""


class _Issue(Shape):
    number: Annotated[int, Field(gt=0, lt=2**53)]
    title: str
    state: Literal["open", "closed", "merged"]
    body: str = ""
    state_reason: Literal["completed", "not_planned", "duplicate"] | None = None
    is_pull: bool = False


class _Line(Shape):
    example: ClassVar[str] = (
        '{"item": {"title": "…", "body": "…"}, "issue": {"number": 7, "title": "…", "body": "…", "state": "open"},'
        ' "expected": ["tracked"]}'
    )
    item: _Item
    issue: _Issue
    expected: Annotated[tuple[Verdict, ...], AfterValidator(_some)]
    id: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """An item, the issue beside it, and the verdicts that are right, the best one first.

    The items of one ``domain`` count as told in one document.
    """

    id: str
    domain: str
    title: str
    body: str
    issue: TrackedIssue
    expected: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what was found for its item."""

    pair: LabelledPair
    verdict: Verdict
    reason: str

    @property
    def is_same(self) -> bool:
        """Whether the person says that the issue has the work, so that the item should be set aside."""
        return self.pair.expected[0] in SET_ASIDE

    @property
    def is_set_aside(self) -> bool:
        """Whether no draft would be made."""
        return self.verdict in SET_ASIDE

    @property
    def is_accepted(self) -> bool:
        """Whether the person accepts the verdict."""
        return self.verdict in self.pair.expected

    @property
    def is_wrong(self) -> bool:
        """Whether work was set aside that should have become a draft, or for another reason: the worst that happens."""
        return self.is_set_aside and not self.is_accepted

    @property
    def is_missed(self) -> bool:
        """Whether a duplicate would be drafted without a question."""
        return self.is_same and self.verdict in _OVERLOOKED

    @property
    def is_held(self) -> bool:
        """Whether a person is asked about something that is clear."""
        return self.verdict == "uncertain" != self.pair.expected[0]


@dataclass(frozen=True, slots=True)
class PairScore:
    """All pairs, judged, in the order of the file."""

    judged: tuple[Judged, ...]

    @property
    def table(self) -> Mapping[tuple[Verdict, Verdict], int]:
        """How often each (best verdict, verdict found) occurs."""
        return Counter((one.pair.expected[0], one.verdict) for one in self.judged)

    @property
    def precision(self) -> Share:
        """Of the items that were set aside, those that may be."""
        aside = [one for one in self.judged if one.is_set_aside]
        return Share(sum(one.is_accepted for one in aside), len(aside))

    @property
    def recall(self) -> Share:
        """Of the items that an issue has, those that were set aside for it."""
        same = [one for one in self.judged if one.is_same]
        return Share(sum(one.is_set_aside and one.is_accepted for one in same), len(same))

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """Set aside and not to be."""
        return tuple(one for one in self.judged if one.is_wrong)

    @property
    def missed(self) -> tuple[Judged, ...]:
        """Duplicates that would be drafted."""
        return tuple(one for one in self.judged if one.is_missed)

    @property
    def held(self) -> tuple[Judged, ...]:
        """Held without need."""
        return tuple(one for one in self.judged if one.is_held)


def load(file: Path) -> tuple[LabelledPair, ...]:
    """Read the pairs of a file with one JSON object a line. Raises LabelsError, naming the line."""
    pairs: list[LabelledPair] = []
    for number, line in enumerate(read_bytes(file).split(b"\n"), start=1):
        if line.strip():
            pairs.append(_pair(parse(_Line, line, file, number), number))
    if not pairs:
        raise LabelsError(f"{file}: no pair in this file", f"Write one a line: {_Line.example}")
    _refuse_contradictions(pairs, file)
    return tuple(pairs)


def judge(pairs: Sequence[LabelledPair]) -> PairScore:
    """Look every item up among the issues of all pairs."""
    tracker = Snapshot({pair.issue.number: pair.issue for pair in sorted(pairs, key=lambda pair: pair.issue.number)})
    matches = match_items([_as_item(pair) for pair in pairs], tracker=tracker).matches
    return PairScore(tuple(_judged(pair, match) for pair, match in zip(pairs, matches, strict=True)))


def _pair(line: _Line, number: int) -> LabelledPair:
    issue = TrackedIssue(**line.issue.model_dump())
    return LabelledPair(line.id or f"line {number}", line.domain, line.item.title, line.item.body, issue, line.expected)


def _refuse_contradictions(pairs: Sequence[LabelledPair], file: Path) -> None:
    for cause in (*_same_names(pairs), *_two_issues(pairs)):
        raise LabelsError(f"{file}: {cause}", "Correct the file.")


def _same_names(pairs: Sequence[LabelledPair]) -> Iterator[str]:
    counts = Counter(pair.id for pair in pairs)
    return (f"{count} pairs have the id {name}" for name, count in counts.items() if count > 1)


def _two_issues(pairs: Sequence[LabelledPair]) -> Iterator[str]:
    seen: dict[int, TrackedIssue] = {}
    for pair in pairs:
        if seen.setdefault(pair.issue.number, pair.issue) != pair.issue:
            yield f"issue {pair.issue.number} is told in two ways, the second time in {pair.id}"


def _as_item(pair: LabelledPair) -> ActionItem:
    return ActionItem(pair.id, pair.title, "open", (Evidence(pair.domain, 1, 1, f"{pair.title}\n{pair.body}"),))


def _judged(pair: LabelledPair, match: Match) -> Judged:
    return Judged(pair, match.verdict, match.reason)
