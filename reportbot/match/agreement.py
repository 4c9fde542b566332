"""How far two subjects (an item, an issue, a draft) are the same work, from their wordings alone. Pure.

Titles decide. The body of the one may explain what the title of the other adds, but never makes two titles agree: an
issue's body is anybody's text and must not be able to swallow reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from reportbot.match.subject import Subject
from reportbot.match.thresholds import (
    BODY_COUNTS,
    CLOSE,
    CLOSE_EACH_WAY,
    FAR,
    NEIGHBOUR,
    RARE,
    SAME_TITLE,
    SAME_WORDS,
    SHARED_BY_NEIGHBOURS,
)
from reportbot.text.lexicon import families, faults, lexicon
from reportbot.text.similarity import Overlap, Weigh, are_cognate, covered, is_code, overlap, tellings
from reportbot.text.titles import is_same_title
from reportbot.text.wording import Word, Wording

Level = Literal["title", "words", "close", "neighbour", "other"]

# Which of these a title says makes no difference of scope; any other action (documenting, testing, removing ...) does.
_NEUTRAL = frozenset({"", "make", "change", "fix"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two subjects agree.

    ``level`` is ``title`` (same title), ``words`` (all words that matter), ``close`` (a person has to look),
    ``neighbour`` (same area, other scope) or ``other``. ``score`` is 0 to 1. ``shared``, ``only_first`` and
    ``only_second`` are words as written; ``difference`` says in plain words what tells the two apart, if anything does.
    ``is_distinct`` tells whether that is more than wording: another number, name, scope or kind of work.
    """

    level: Level
    score: float
    shared: tuple[str, ...] = ()
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    difference: str = ""
    is_distinct: bool = False

    @property
    def is_same(self) -> bool:
        """Whether both are the same work as far as words can tell."""
        return self.level in {"title", "words"}


def agree(first: Subject, second: Subject, weigh: Weigh) -> Agreement:
    """Compare two subjects; ``weigh`` says how telling a word is (0 to 1)."""
    both = overlap(first.words, second.words, weigh)
    foreign = first.language != second.language and any(_is_rare_code(word, weigh) for word in both.shared)
    if both.score < FAR and not foreign and not is_same_title(first.title, second.title):
        shared, mine, theirs = (
            tellings(words, first.language) for words in (both.shared, both.only_first, both.only_second)
        )
        return Agreement("other", round(both.score, 3), _raw(shared), _raw(mine), _raw(theirs))
    mine = _unexplained(both.only_first, first, second, both.there)
    theirs = _unexplained(both.only_second, second, first, both.back)
    difference = _difference(first, second, both) or ("" if foreign else _other_words(first, second, mine, theirs))
    loose = bool(mine or theirs) or _turned_once(first, second) or first.is_negated != second.is_negated
    return Agreement(
        _level(first, second, both, difference, unexplained=loose, foreign=foreign),
        round(both.score, 3),
        _raw(tellings(both.shared, first.language)),
        _raw(mine),
        _raw(theirs),
        difference,
        bool(difference) and _is_distinct(first, second, both, mine, theirs),
    )


def _level(  # noqa: PLR0913  # what two titles say is judged together
    first: Subject, second: Subject, both: Overlap, difference: str, *, unexplained: bool, foreign: bool
) -> Level:
    shared = tellings(both.shared, first.language)
    things = len({word.key for word in shared if word.action in _NEUTRAL})
    works = len({word.key for word in shared if word.action not in _NEUTRAL})
    if is_same_title(first.title, second.title) and not _references(first, second):
        return "title" if things >= SAME_TITLE else "close"
    if not difference and not unexplained and shared:
        enough = things >= SAME_TITLE and things + works >= (SAME_TITLE if _only_made(both) else SAME_WORDS)
        return "words" if enough else "close"
    # An identifier says as much as two words, but never enough to set something aside.
    telling = things + len({word.key for word in shared if is_code(word)})
    if not difference and (foreign or (telling >= SAME_TITLE and (_same_work(both) or _is_near(both)))):
        return "close"
    return "neighbour" if telling >= SHARED_BY_NEIGHBOURS and both.score >= NEIGHBOUR else "other"


def _is_near(both: Overlap) -> bool:
    return both.score >= CLOSE and min(both.there, both.back) >= CLOSE_EACH_WAY


def _same_work(both: Overlap) -> bool:
    """Tell whether the titles differ by nothing but the word for one kind of work: "guide" and "documentation"."""
    kinds = [{word.action for word in words if word.action != "make"} for words in (both.only_first, both.only_second)]
    return len(kinds[0]) == 1 and kinds[0] == kinds[1] and kinds[0].isdisjoint(_NEUTRAL)


def _is_rare_code(word: Word, weigh: Weigh) -> bool:
    """Tell whether a word is an identifier that few issues have: it is the same in every language."""
    return is_code(word) and weigh(word) >= RARE


def _only_made(both: Overlap) -> bool:
    """Tell whether the titles differ by nothing but a verb such as "add"."""
    return all(word.action == "make" for word in (*both.only_first, *both.only_second))


def _unexplained(words: Sequence[Word], owner: Subject, other: Subject, share: float) -> list[Word]:
    """Return the telling words of ``owner``'s title that ``other`` does not say, not even in its text.

    The text of ``other`` explains only what is no narrowing ("for the mobile app"), and only when the titles agree.
    """
    telling = [word for word in tellings(words, owner.language) if not _fixes_what_it_says(word, other)]
    if share < BODY_COUNTS:
        return telling
    explained = covered((word for word in telling if not word.action), other.more.keys)
    return [word for word in telling if word not in explained or word.raw in owner.narrowed]


def _fixes_what_it_says(word: Word, other: Subject) -> bool:
    """Tell whether a word only says that what the other title tells has to be fixed."""
    return word.action == "fix" and any(one.key in faults() for one in other.words.words)


def _difference(first: Subject, second: Subject, both: Overlap) -> str:
    """Return what tells two titles apart in any language, if anything does."""
    return (
        _references(first, second)
        or _two_sided("number", _numbers(first, second), _numbers(second, first))
        or _opposites(first, second)
        or _turned(first, second)
        or _two_sided("name", _names(both.only_first), _names(both.only_second))
        or _two_sided("kind of work", _actions(first, second), _actions(second, first))
    )


def _other_words(first: Subject, second: Subject, mine: Sequence[Word], theirs: Sequence[Word]) -> str:
    """Return which words tell two titles of one language apart, by where they stand, if any do."""
    return (
        _exchange(first.words, second.words, mine, theirs)
        or _narrowed(first, mine, "here")
        or _narrowed(second, theirs, "there")
    )


def _references(first: Subject, second: Subject) -> str:
    both = first.reference and second.reference and first.reference.casefold() != second.reference.casefold()
    return f"{first.reference} here, {second.reference} there" if both else ""


def _two_sided(what: str, here: Iterable[str], there: Iterable[str]) -> str:
    ours, others = ", ".join(sorted(set(here))), ", ".join(sorted(set(there)))
    if ours and others:
        return f"another {what}: {ours} here, {others} there"
    return f"{ours} only here" if ours else f"{others} only there" if others else ""


def _numbers(first: Subject, second: Subject) -> list[str]:
    known = second.words.numbers | second.words.keys | (frozenset() if second.times else first.times)
    return [number for number in first.words.numbers if number not in known and not number.endswith("%")]


def _names(words: Iterable[Word]) -> list[str]:
    return [word.raw for word in words if word.raw in families().names]


def _actions(first: Subject, second: Subject) -> list[str]:
    others, known = {word.action for word in second.words.words}, second.words.keys
    return [word.raw for word in first.words.words if word.action not in _NEUTRAL | others and word.key not in known]


def _opposites(first: Subject, second: Subject) -> str:
    """Tell whether one title says "into" where the other says "out of"; stop words count here."""
    known = families().opposites
    for word in sorted(first.sides - second.sides):
        for other in sorted(second.sides - first.sides):
            if known.get(word, frozenset()) & known.get(other, frozenset()):
                return f"{word} here, {other} there"
    return ""


def _turned(first: Subject, second: Subject) -> str:
    """Tell whether two directions exchange what stands behind them: "from A to B" and "from B to A"."""
    shared = sorted({word for word, _ in first.placed} & {word for word, _ in second.placed})
    for one, other in permutations(shared, 2):
        here, there = _behind(first, one), _behind(second, one)
        if here & _behind(second, other) and there & _behind(first, other) and here.isdisjoint(there):
            return f"{one} {', '.join(sorted(here))} here, {one} {', '.join(sorted(there))} there"
    return ""


def _turned_once(first: Subject, second: Subject) -> bool:
    """Tell whether one direction points elsewhere though the words are the same: "A to B" and "B to A"."""
    for direction in {word for word, _ in first.placed}:
        here, there = _behind(first, direction), _behind(second, direction)
        known = second.words.keys.issuperset(here) and first.words.keys.issuperset(there)
        if here and there and known and here.isdisjoint(there):
            return True
    return False


def _behind(subject: Subject, direction: str) -> frozenset[str]:
    return frozenset(word for placed, behind in subject.placed if placed == direction for word in behind)


def _is_distinct(first: Subject, second: Subject, both: Overlap, mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Tell whether more than wording differs: a number, a name, an opposite, a scope of its own, the kind of work."""
    numbers = {*_numbers(first, second), *_numbers(second, first)} - first.times - second.times
    told = _references(first, second) or _opposites(first, second) or _turned(first, second)
    named = _names(both.only_first) or _names(both.only_second)
    worked = _actions(first, second) or _actions(second, first)
    scoped = _has_own_scope(first, mine) or _has_own_scope(second, theirs)
    if told or numbers or named or scoped:
        return True
    if _exchange(first.words, second.words, mine, theirs):
        faulty = {mine[0].key, theirs[0].key} <= faults()
        verbs = _is_verb(mine[0], first) and _is_verb(theirs[0], second)
        return not (faulty or verbs or are_cognate(mine[0].raw, theirs[0].raw))
    return bool(worked)


def _has_own_scope(owner: Subject, words: Sequence[Word]) -> bool:
    """Tell whether all that stands behind a word such as "for" is said here only: "for guests"."""
    only, all_words = {word.raw for word in words}, {word.raw for word in owner.words.words}
    scopes = (scope & all_words for scope in owner.scopes)
    return any(scope and scope <= only for scope in scopes)


def _is_verb(word: Word, owner: Subject) -> bool:
    """Tell whether a word stands where a title has its verb; in a language with the verb last it is no noun either."""
    every = owner.words.words
    if not lexicon(owner.language).verb_last:
        label = re.match(r"[\[(]|[\w ]{1,30}:", owner.title)
        return bool(every) and every[0] == word and not label
    return bool(every) and every[-1] == word and bool(re.search(rf"(?<!\w){re.escape(word.raw)}(?!\w)", owner.title))


def _exchange(first: Wording, second: Wording, mine: Sequence[Word], theirs: Sequence[Word]) -> str:
    """Tell whether the titles are one pattern with another word in the same place: then they name different things."""
    if len(mine) != 1 or len(theirs) != 1:
        return ""
    ours = ["" if word in mine else word.key for word in tellings(first.words, first.language)]
    others = ["" if word in theirs else word.key for word in tellings(second.words, second.language)]
    return f"{mine[0].raw} here, {theirs[0].raw} there" if ours == others else ""


def _narrowed(owner: Subject, words: Sequence[Word], where: str) -> str:
    narrowing = [word.raw for word in words if word.raw in owner.narrowed]
    return f"{', '.join(narrowing)} only {where}" if narrowing else ""


def _raw(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.raw for word in words))
