"""Lists that tell again, in other words, what the document has told before: "Next steps" behind the details.

No single line of such a list says enough to be sure. The list does: when a good part of its entries repeat work that is
told elsewhere, the others are held against that work with less asked of each.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import fsum

from reportbot.extract.found import PROSE, SECTION, Found
from reportbot.extract.words import Words
from reportbot.text.similarity import tellings
from reportbot.text.wording import Wording, wording

# So much of a list repeats other work before it counts as a recap: this share of its entries, and so many.
_SHARE, _FEWEST = 0.4, 2
# Of the weight of an entry's words, so much stands in the other telling; a word of its text or headings counts less.
_REPEATED, _IN_TEXT = 0.5, 0.7
# When this much of a list is found again, so little of an entry's words is enough for the others.
_MOSTLY, _HINTED = 0.7, 0.35
_LONGEST_TEXT = 1_500
# How many others with the same words each is compared with; keeps the time linear.
_MOST_PARTNERS, _MOST_HOLDERS, _SMALL = 40, 200, 3
_STAGE_NUMBER = re.compile(r"\s*\d+(?:\.\d+)?\s*[:.)–—-]\s*(?=\S)")
_LISTS, _PROSE = ("list:", "table:"), "prose"


@dataclass(slots=True)
class _Told:
    """One piece of work with its tellings, and the words of its title and of all that stands around it."""

    tellings: list[Found]
    title: Wording
    keys: frozenset[str]
    around: frozenset[str] = field(default_factory=frozenset)

    @property
    def main(self) -> Found:
        return self.tellings[0]


class Recaps:
    """Joins the pieces of work that lists of a document tell again. ``lines`` are the document's, for their text."""

    def __init__(self, clusters: Sequence[Sequence[Found]], lines: Sequence[str], language: str, words: Words) -> None:
        self._lines, self._language, self._known = lines, language, words
        self._told = [self._read(cluster) for cluster in clusters]
        self._frequency = Counter(key for told in self._told for key in told.keys)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, told in enumerate(self._told):
            for key in told.keys:
                self._holders[key].append(number)
        # How many entries of each list have been joined with other work.
        self._repeated = Counter(_list_of(item) for told in self._told for item in told.tellings[1:])

    def joined(self) -> list[list[Found]]:
        """Return the clusters, those that a recap repeats with its tellings."""
        gone: set[int] = set()
        for names, listed in self._lists():
            members = [number for number in listed if number not in gone]
            partners = self._partners(members, gone, _REPEATED)
            share = self._share(names, members, partners)
            if share < _SHARE:
                continue
            if share >= _MOSTLY:
                partners = self._partners(members, gone, _HINTED)
            for number, partner in partners.items():
                self._told[partner].tellings += self._told[number].tellings
                self._frequency.subtract(self._told[number].keys)
                self._repeated.update(map(_list_of, self._told[number].tellings))
                gone.add(number)
        return [told.tellings for number, told in enumerate(self._told) if number not in gone]

    def _read(self, cluster: Sequence[Found]) -> _Told:
        main = cluster[0]
        title = wording(self._without_stage(main.title), self._language)
        last = min(main.last_line, main.first_line + _LONGEST_TEXT)
        text = "\n".join((*main.section, *self._lines[main.first_line - 1 : last]))[:_LONGEST_TEXT]
        around = wording(text, self._language).keys if main.strength == SECTION or main.parts or main.tasks else None
        keys = frozenset(word.key for word in tellings(title.words, self._language))
        return _Told(list(cluster), title, keys, around or frozenset())

    def _without_stage(self, title: str) -> str:
        """Return a title without "Phase 2:" in front: that says when, not what."""
        stage = self._known.pattern("titles", "stages").match(title.casefold())
        number = _STAGE_NUMBER.match(title, stage.end()) if stage else None
        return title[number.end() :] if number else title

    def _lists(self) -> Iterator[tuple[tuple[str, ...], list[int]]]:
        """Yield the lists and tables that work stands in, in their order: (names, numbers of the work).

        All sentences are one list. Short lists under headings or labels of one parent come again as one, at the end.
        """
        lists: dict[str, list[int]] = defaultdict(list)
        for number, told in enumerate(self._told):
            if (name := _list_of(told.main)) and not (told.main.tasks and told.main.strength < SECTION):
                lists[name].append(number)
        small: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name, members in lists.items():
            if len(members) <= _SMALL and name != _PROSE:
                small[self._told[members[0]].main.section[:-1]].append(name)
            yield (name,), members
        for names in small.values():
            if len(names) > 1:
                yield tuple(names), [number for name in names for number in lists[name]]

    def _share(self, names: Sequence[str], members: Sequence[int], partners: dict[int, int]) -> float:
        """Return how much of a list repeats other work, as found so far; 0 when that is a single entry."""
        others = sum(self._repeated[name] for name in names)
        repeated = len(partners) + others
        return repeated / (len(members) + others) if repeated >= _FEWEST else 0.0

    def _partners(self, members: Sequence[int], gone: set[int], least: float) -> dict[int, int]:
        found = ((number, self._partner(number, gone, least)) for number in members)
        return {number: partner for number, partner in found if partner is not None}

    def _partner(self, number: int, gone: set[int], least: float) -> int | None:
        """Return the work that an entry most likely repeats: told more fully, or earlier in another place."""
        scored = [
            (score, -partner)
            for partner in self._near(number)
            if partner not in gone and self._may_repeat(number, partner)
            if (score := self._score(number, partner)) >= self._least(number, partner, least)
        ]
        return -max(scored)[1] if scored else None

    def _least(self, number: int, partner: int, least: float) -> float:
        """Return the score that is asked for: a hint is enough only between work that stands equal."""
        equal = self._told[number].main.status == self._told[partner].main.status
        return least if equal else max(least, _REPEATED)

    def _near(self, number: int) -> Iterator[int]:
        shared = Counter(holder for key in self._told[number].keys for holder in self._holders[key][:_MOST_HOLDERS])
        shared.pop(number, None)
        yield from sorted(shared, key=lambda partner: (-shared[partner], partner))[:_MOST_PARTNERS]

    def _may_repeat(self, number: int, partner: int) -> bool:
        one, other = self._told[number], self._told[partner]
        if (
            one.main.origin == other.main.origin
            or one.main.strength == other.main.strength == PROSE
            or (one.main.reference and other.main.reference)
        ):
            return False
        if one.main.status != other.main.status != "tracked":
            return False
        if one.title.numbers - other.title.numbers - other.around and other.title.numbers:
            return False
        return (other.main.strength, -other.main.first_line) > (one.main.strength, -one.main.first_line)

    def _score(self, number: int, partner: int) -> float:
        one, other = self._told[number], self._told[partner]
        weights = {key: 1 / max(1, self._frequency[key] - 1) for key in one.keys}
        # The order of a set changes from run to run, and with it the last digit of a plain sum.
        titled = fsum(weights[key] for key in one.keys & other.title.keys)
        around = fsum(weights[key] for key in (one.keys - other.title.keys) & other.around)
        return (titled + _IN_TEXT * around) / fsum(weights.values()) if titled else 0.0


def _list_of(item: Found) -> str | None:
    """Return the list or table that a telling stands in; all sentences are one, and sections under one heading."""
    if item.strength == PROSE:
        return None if item.mention else _PROSE
    if item.strength == SECTION and not item.reference and not item.ordinal:
        return f"sections:{item.section}"
    return item.origin if item.origin.startswith(_LISTS) else None
