"""Told twice is one item: the tellings of one document joined, with all their lines as evidence.

The strongest telling (a section of its own before a box, a box before a bullet, a bullet before a sentence) gives the
title; what it leaves out the others fill in. Where they disagree on the status, an issue number wins, then the later
line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportbot.extract.addenda import Statement, apply
from reportbot.extract.found import BULLET, SECTION, Found
from reportbot.extract.outline import meaning_of
from reportbot.extract.recap import Recaps
from reportbot.extract.words import Words
from reportbot.text.lexicon import families
from reportbot.text.similarity import filler_weight, is_same_wording, overlap, telling, tellings
from reportbot.text.wording import Word, Wording, guess_language, wording

# A weaker telling is the same work when this share of its words that matter stands in the stronger one's title ...
_COVERED = 0.75
# ... or this share in the stronger section's whole text.
_TOLD_INSIDE = 0.8
_SHARED_WORDS = 2
# Of a bullet, one word in so many may stand nowhere in the section.
_WORDS_PER_OTHER = 6
_FEW_WORDS = 3
# How many earlier tellings are compared with each, those with the most words in common; keeps the time linear.
_MOST_PARTNERS, _MOST_HOLDERS = 12, 400
_REFERENCE_LINES = 5
_LONGEST_TEXT = 1_000
_NAMED = re.compile(r"(?<![\w-])[A-Z][\w-]{0,40}\d")
_NUMBER_OF = re.compile(r"\([^()]{0,24}?(?P<kind>[^\W\d_]+)\s*#?(?P<number>\d{1,3})\)\s*\.?\s*$")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


def merge(
    found: Sequence[Found], lines: Sequence[str], words: Words, later: Sequence[Statement] = ()
) -> tuple[list[Found], list[Found]]:
    """Return (the pieces of work in the order of their main lines, the mentions that belong to none of them).

    ``later`` is what addenda say of them.
    """
    joiner = _Joiner(lines, words)
    loose = [
        item
        for item in sorted(found, key=lambda item: (item.mention, -item.strength, item.first_line))
        if not joiner.place(item) and item.mention
    ]
    joined = Recaps(joiner.clusters, lines, joiner.language, words).joined()
    apply(joined, later, joiner.language)
    return sorted(map(_join, joined), key=lambda item: item.first_line), loose


class _Joiner:
    """Puts tellings, the strongest first, into clusters of one piece of work each."""

    def __init__(self, lines: Sequence[str], words: Words) -> None:
        self._lines, self._known = lines, words
        self.language = guess_language("\n".join(lines))
        self._words: list[Wording] = []
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._references: dict[str, int] = {}
        self.clusters: list[list[Found]] = []

    def place(self, item: Found) -> bool:
        """Join a telling with what it repeats, or start a cluster with it; return whether it repeats something."""
        words = self._wording(item)
        weigh = filler_weight(self.language)
        same = [number for number in self._candidates(item, words) if self._is_same(number, item, words)]
        if same:
            best = max(same, key=lambda number: (overlap(words, self._words[number], weigh).score, -number))
            self.clusters[best].append(item)
        elif not item.mention:
            self._start(item, words)
        return bool(same)

    def _start(self, item: Found, words: Wording) -> None:
        number = len(self.clusters)
        self.clusters.append([item])
        self._words.append(words)
        for key in {word.key for word in words.words}:
            self._holders[key].append(number)
        if item.reference:
            self._references.setdefault(item.reference, number)

    def _wording(self, item: Found) -> Wording:
        """Return the words of a title; a remark in brackets at its end says nothing about which work it is."""
        return wording(_bare(item.title), self.language)

    def _candidates(self, item: Found, words: Wording) -> Iterator[int]:
        """Yield the clusters that share a word, the most shared first; and that whose reference the telling names."""
        shared = Counter(
            number
            for key in {word.key for word in words.words}
            for number in self._holders.get(key, ())[:_MOST_HOLDERS]
        )
        ranked = sorted(shared, key=lambda number: (-shared[number], number))[:_MOST_PARTNERS]
        yield from ranked
        text = " ".join(self._lines[item.first_line - 1 : item.last_line][:_REFERENCE_LINES])
        if item.strength < SECTION:
            own = [item.reference] if item.reference else []  # in the middle of a range ("L1-L3") no line names it
            yield from {
                number
                for reference in [*_NAMED.findall(text[:_LONGEST_TEXT]), *own]
                if (number := self._references.get(reference)) is not None and number not in ranked
            }

    def _is_same(self, number: int, weak: Found, words: Wording) -> bool:
        strong, strong_words = self.clusters[number][0], self._words[number]
        if strong.reference and weak.reference:
            return strong.reference == weak.reference
        if strong.title.casefold() == weak.title.casefold():
            return not self._is_elsewhere(strong, weak, strong_words)
        if strong.origin == weak.origin or self._distinct(strong.title) != self._distinct(weak.title):
            return False
        if self._is_named(strong, weak) or self._is_numbered(strong, weak, strong_words, words):
            return True
        if strong.first_line <= weak.first_line and weak.last_line <= strong.last_line:
            return weak.strength < strong.strength
        return self._is_reworded(strong, weak, strong_words, words)

    def _distinct(self, title: str) -> set[str]:
        """Return the words that set work apart from its like: the *other* flag, the *second* node."""
        return set(self._known.pattern("titles", "distinct").findall(title.casefold()))

    def _begin_otherwise(self, one: str, other: str) -> bool:
        """Tell whether both titles begin with verbs of work of different kinds: design, and implement."""
        verbs = self._known.pattern("work", "verbs")
        first, second = verbs.match(one.casefold()), verbs.match(other.casefold())
        if not first or not second or first[0] == second[0]:
            return False
        kinds = [[word.action for word in wording(hit[0], self.language).words] for hit in (first, second)]
        return kinds[0] != kinds[1] or not any(kinds[0])

    def _is_elsewhere(self, strong: Found, weak: Found, words: Wording) -> bool:
        """The same few words under different headings ("Add tests" for two parts of a system) are different work."""
        if telling(words) >= _FEW_WORDS or strong.strength != weak.strength or weak.mention:
            return False
        return self._subjects(strong) != self._subjects(weak)

    def _subjects(self, item: Found) -> tuple[str, ...]:
        """Return the headings above that name what the work is about, not how it stands ("Next steps") or when."""
        return tuple(name for name in item.section if self._is_subject(name))

    def _is_subject(self, name: str) -> bool:
        stage = self._known.pattern("titles", "stages").match(name.casefold())
        return not stage and meaning_of(name, self._known) is None

    def _is_named(self, strong: Found, weak: Found) -> bool:
        """A telling that starts with the other's reference ("**P49** (30 min)") means that one."""
        first = self._lines[weak.first_line - 1].lstrip(" -*+0123456789.)_[]xX").lstrip("*_`[ ")
        after = first[len(strong.reference or "") :]
        return bool(strong.reference) and first.startswith(strong.reference or "") and not after[:1].isalnum()

    def _is_numbered(self, strong: Found, weak: Found, strong_words: Wording, words: Wording) -> bool:
        """A bullet about the same thing that ends with the number of a section ("(see problem 1)") means that one."""
        if strong.strength < SECTION or weak.strength >= SECTION or strong.ordinal is None:
            return False
        named = _NUMBER_OF.search(self._lines[weak.first_line - 1])
        if not named or named["number"] != strong.ordinal:
            return False
        is_kind = self._known.pattern("titles", "numbered").fullmatch(named["kind"].casefold())
        shared = overlap(words, strong_words, filler_weight(self.language)).shared
        return bool(is_kind) and bool(tellings(shared, self.language))

    def _is_reworded(self, strong: Found, weak: Found, strong_words: Wording, words: Wording) -> bool:
        if self._finishes(strong, weak, strong_words):
            return True
        if self._begin_otherwise(strong.title, weak.title):
            return False
        if is_same_wording(_bare(strong.title), _bare(weak.title), language=self.language):
            return not self._is_elsewhere(strong, weak, strong_words)
        if not weak.mention and weak.strength >= strong.strength:
            return False
        return _is_covered(strong_words, words) or self._is_told_inside(strong, weak, strong_words, words)

    def _finishes(self, strong: Found, weak: Found, strong_words: Wording) -> bool:
        """The next step "Finish the import" is the import that is told to be in progress."""
        folded, said = weak.title.casefold(), self._known.pattern("work", "finishing")
        found = said.match(folded) or self._known.at_end("work", "finishing", folded)
        if not found or said.match(strong.title.casefold()) or strong.section == weak.section:
            return False
        rest = wording(folded[: found.start()] + folded[found.end() :], self.language)
        both = overlap(rest, strong_words, filler_weight(self.language))
        return telling(rest) >= _SHARED_WORDS and not tellings(both.only_first, self.language)

    def _is_told_inside(self, strong: Found, weak: Found, strong_words: Wording, words: Wording) -> bool:
        """A bullet or sentence whose words all stand in the section of the same subject repeats that section."""
        if strong.strength < SECTION or weak.strength > BULLET or weak.mention or telling(words) < _SHARED_WORDS:
            return False
        weigh = filler_weight(self.language)
        if not tellings(overlap(words, strong_words, weigh).shared, self.language):
            return False
        whole = wording("\n".join(self._lines[strong.first_line - 1 : strong.last_line]), self.language)
        inside = overlap(words, whole, weigh)
        missing = [word for word in tellings(inside.only_first, self.language) if not word.action]
        few = len(missing) * _WORDS_PER_OTHER <= telling(words)
        return inside.there >= _TOLD_INSIDE and few and words.numbers <= whole.numbers


def _bare(title: str) -> str:
    """Return a title without the remark in brackets at its end."""
    return _REMARK.sub("", title) or title


def _is_covered(strong: Wording, weak: Wording) -> bool:
    """The words of the weaker title stand in the stronger one, and none that only it has is a name or a number."""
    both = overlap(weak, strong, filler_weight(weak.language))
    shared, own = tellings(both.shared, weak.language), tellings(both.only_first, weak.language)
    if any(word.parts or word.raw in families().names for word in own):
        return False
    if weak.numbers - strong.numbers and (strong.numbers - weak.numbers or telling(weak) <= _FEW_WORDS):
        return False
    if own and tellings(both.only_second, strong.language) and not _are_actions(own):
        return False
    if _actions(strong) and _actions(weak) and not _actions(strong) & _actions(weak):
        return False
    single = telling(weak) == 1 == len(shared) and telling(strong) <= _SHARED_WORDS
    return both.there >= _COVERED and (len(shared) >= _SHARED_WORDS or single)


def _actions(words: Wording) -> set[str]:
    return {word.action for word in words.words if word.action}


def _are_actions(words: Sequence[Word]) -> bool:
    return all(word.action for word in words)


def _join(same: Sequence[Found]) -> Found:
    main, decided = same[0], _decided(same)
    numbers = tuple(dict.fromkeys(number for item in same for number in item.tracked_by))
    return replace(
        main,
        also=tuple(sorted({span for item in same for span in item.spans()} - {main.spans()[0]})),
        status=decided.status,
        status_reason=decided.status_reason,
        tracked_by=numbers if decided.status == "tracked" else (),
        priority=next((item.priority for item in same if item.priority), None),
        effort=next((item.effort for item in same if item.effort), None),
        owner=next((item.owner for item in same if item.owner), None),
        due=next((item.due for item in same if item.due), None),
        milestone=next((item.milestone for item in same if item.milestone), None),
        reference=next((item.reference for item in same if item.reference), None),
        type=next((item.type for item in same if item.type), None),
        group=next((item.group for item in same if item.group), None),
        labels=next((item.labels for item in same if item.labels), ()),
        tasks=next((item.tasks for item in same if item.tasks), ()),
        parts=next((item.parts for item in same if item.parts), ()),
        full_body=next((item.full_body for item in same if item.full_body), ""),
        depends_on=tuple(dict.fromkeys(text for item in same for text in item.depends_on)),
        blocks=tuple(dict.fromkeys(text for item in same for text in item.blocks)),
    )


def _decided(same: Sequence[Found]) -> Found:
    """Return the telling whose status counts: one that names the tracker, else the latest that is no mere mention.

    What nobody claimed (a heading without a status) decides only where nothing is claimed. A bullet that only repeats a
    section does not open again what the section settles.
    """
    named = next((item for item in same if item.status == "tracked" and item.tracked_by), None)
    own = [item for item in same if item.claimed and (not item.mention or item.origin.startswith("update:"))]
    main, own = same[0], own or [item for item in same if not item.mention]
    latest = max(own or same, key=lambda item: (item.first_line, item.strength))
    settled = main.strength == SECTION and main.status != "open" and latest.status == "open"
    return named or (main if settled and latest.strength < SECTION else latest)
