"""The arithmetic of an evaluation: items that were found against items that a person wrote down. Pure.

A found item stands for a wanted one when its lines overlap those of the wanted one, at most half of them (or 4) lying
elsewhere. Pairs are one to one, the best overlap first. Counted are open items, since only those become drafts; what
a person called ambiguous counts neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportbot.models import ActionItem, Priority, Status

Span = tuple[int, int]
"""First and last line, 1-based and inclusive."""

_SPANS = 8
"""Tellings of a found item that are looked at: who names every line as evidence has found nothing."""

_LONGEST = 5001
_STRAY = 4
"""Lines elsewhere that any telling may have, however short it is."""


@dataclass(frozen=True)
class Wanted:
    """An item that a person wrote down. ``spans`` has its own lines first, then those that tell it again.

    ``unclear`` is set when another reading is defensible, ``priority_counts`` when the person read the priority off the
    text.
    """

    id: str
    title: str
    spans: tuple[Span, ...]
    status: Status
    unclear: bool = False
    priority: Priority | None = None
    priority_counts: bool = False
    depends_on: tuple[str, ...] = ()

    @cached_property
    def ranges(self) -> tuple[frozenset[int], ...]:
        """The line numbers of each span."""
        return tuple(frozenset(range(first, last + 1)) for first, last in self.spans)

    @cached_property
    def everywhere(self) -> frozenset[int]:
        """The line numbers of all spans."""
        return frozenset().union(*self.ranges)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were ``found`` of those ``wanted``, with how many ``given``. Nothing given of nothing is all right."""

    found: int = 0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.found + other.found, self.given + other.given, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was given that is right, from 0 to 1."""
        return self.found / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found, from 0 to 1."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, from 0 to 1."""
        return 2 * self.found / (self.given + self.wanted) if self.given or self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``of`` are right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Place:
    """An item that was missed or called open wrongly: the lines to look at, and what it is about."""

    first_line: int
    last_line: int
    title: str


@dataclass(frozen=True, slots=True)
class Score:
    """What came out for one document. ``items`` are the open ones; ``dependencies`` count where some were labelled."""

    items: Counts
    status: Share
    priority: Share
    dependencies: Counts
    missed: tuple[Place, ...] = ()
    false: tuple[Place, ...] = ()

    @property
    def f1(self) -> float | None:
        """F1 of the open items, None for a document that has none."""
        return self.items.f1 if self.items.wanted else None

    @property
    def silent(self) -> bool | None:
        """Whether a document without open work stayed without drafts, None for one that has some."""
        return None if self.items.wanted else not self.items.given


@dataclass(frozen=True, slots=True)
class Summary:
    """All documents. ``mean_f1`` is the mean over the ``documents`` with open work, None when there is none."""

    mean_f1: float | None
    documents: int
    silent: Share
    items: Counts
    status: Share
    priority: Share
    dependencies: Counts


def summarise(scores: Sequence[Score]) -> Summary:
    """Pool the scores; of each document the F1 counts the same, whatever its length."""
    f1s = [score.f1 for score in scores if score.f1 is not None]
    silent = [score.silent for score in scores if score.silent is not None]
    return Summary(
        mean_f1=sum(f1s) / len(f1s) if f1s else None,
        documents=len(f1s),
        silent=Share(sum(silent), len(silent)),
        items=sum((score.items for score in scores), Counts()),
        status=sum((score.status for score in scores), Share()),
        priority=sum((score.priority for score in scores), Share()),
        dependencies=sum((score.dependencies for score in scores), Counts()),
    )


def score(items: Sequence[ActionItem], wanted: Sequence[Wanted]) -> Score:
    """Score what was found in one document against what a person wrote down about it."""
    pairs = {item: want for item, want in pair(items, wanted).items() if _is_real(items[item])}
    clear = [(items[item], wanted[want]) for item, want in pairs.items() if not wanted[want].unclear]
    given = list(_counted(items, wanted, pairs))
    both = [(item, want) for item, want in clear if item.status == want.status == "open"]
    open_wanted = sum(want.status == "open" and not want.unclear for want in wanted)
    priorities = [item.priority == want.priority for item, want in both if want.priority_counts]
    return Score(
        items=Counts(len(both), len(given), open_wanted),
        status=Share(sum(item.status == want.status for item, want in clear), len(clear)),
        priority=Share(sum(priorities), len(priorities)),
        dependencies=_dependencies(items, wanted, pairs),
        missed=tuple(_missed(items, wanted, pairs)),
        false=tuple(_false(items, wanted, pairs, given)),
    )


def pair(items: Sequence[ActionItem], wanted: Sequence[Wanted]) -> dict[int, int]:
    """Return which item (by its index) stands for which wanted one, one to one.

    The best overlap is taken first, of equal ones that which begins nearer, then that which comes later.
    """
    fitting = sorted(_fitting(items, wanted), reverse=True)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, item, want in fitting:
        if item not in pairs and want not in taken:
            pairs[item] = want
            taken.add(want)
    return pairs


def overlap(tellings: Iterable[frozenset[int]], want: Wanted) -> float:
    """Return the Jaccard overlap, from 0 to 1, of the best telling (its line numbers) with the best span of ``want``.

    A telling of which too much lies elsewhere overlaps nothing.
    """
    return max((_likeness(lines, want) for lines in tellings), default=0.0)


def _fitting(items: Sequence[ActionItem], wanted: Sequence[Wanted]) -> Iterator[tuple[float, int, int, int]]:
    for item, found in enumerate(items):
        tellings = _tellings(found)
        for want, other in enumerate(wanted):
            likeness = overlap(tellings, other)
            if likeness > 0:
                yield likeness, -abs(found.evidence[0].first_line - other.spans[0][0]), item, want


def _tellings(item: ActionItem) -> list[frozenset[int]]:
    spans = ((part.first_line, part.last_line) for part in item.evidence[:_SPANS])
    return [frozenset(range(first, min(last + 1, first + _LONGEST))) for first, last in spans]


def _likeness(lines: frozenset[int], want: Wanted) -> float:
    if lines.isdisjoint(want.everywhere):
        return 0.0
    stray = lines - want.everywhere
    if len(stray) > max(_STRAY, len(lines) // 2):
        return 0.0
    return max(len(lines & span) / len(stray | span) for span in want.ranges)


def _is_real(item: ActionItem) -> bool:
    """An item without a title, or with an empty quote, stands for nothing."""
    return bool(item.title.strip() and item.evidence) and all(part.quote.strip() for part in item.evidence)


def _counted(items: Sequence[ActionItem], wanted: Sequence[Wanted], pairs: Mapping[int, int]) -> Iterator[int]:
    """Yield the open items that count: those that neither stand for an unclear wanted item nor lie in one."""
    unclear = [want for want in wanted if want.unclear]
    for number, item in enumerate(items):
        if item.status != "open":
            continue
        if number in pairs:
            fog = wanted[pairs[number]].unclear
        else:
            fog = any(overlap(_tellings(item), want) for want in unclear)
        if not fog:
            yield number


def _dependencies(items: Sequence[ActionItem], wanted: Sequence[Wanted], pairs: Mapping[int, int]) -> Counts:
    """Compare the edges, those of items without a partner under their own ids."""
    expected = {(want.id, other) for want in wanted for other in want.depends_on}
    if not expected:
        return Counts()
    names = {items[item].id: wanted[want].id for item, want in pairs.items()}
    got = {(names.get(item.id, item.id), names.get(other, other)) for item in items for other in item.depends_on}
    return Counts(len(got & expected), len(got), len(expected))


def _missed(items: Sequence[ActionItem], wanted: Sequence[Wanted], pairs: Mapping[int, int]) -> Iterator[Place]:
    found = {want for item, want in pairs.items() if items[item].status == "open"}
    for number, want in enumerate(wanted):
        if want.status == "open" and not want.unclear and number not in found:
            yield Place(*want.spans[0], want.title)


def _false(
    items: Sequence[ActionItem], wanted: Sequence[Wanted], pairs: Mapping[int, int], given: Iterable[int]
) -> Iterator[Place]:
    for number in given:
        if number not in pairs or wanted[pairs[number]].status != "open":
            item = items[number]
            lines = (item.evidence[0].first_line, item.evidence[0].last_line) if item.evidence else (0, 0)
            yield Place(*lines, item.title)
