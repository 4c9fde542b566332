"""Phrases to be found in case-folded text as whole words, with the methods of a compiled pattern.

One pattern for a thousand phrases takes tens of milliseconds to compile, and at every word of a text it tries them all.
Here the word is looked up first; only the phrases that begin with it are compiled and tried, in the same order of
preference: the longest first. ``extract.words`` says how a phrase is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, product

from reportbot.text.lexicon import without_marks
from reportbot.text.plain import UNSPACED, is_unspaced

# "must … be": up to five words between; without blanks, a dozen characters of the same sentence.
_GAP = r"(?:\W+\w+){0,5}?\W+"
_UNSPACED_GAP = r"[^\n。！？；.!?;]{0,12}?"
_JOIN = r"[\s\-‐-―]+"
_APOSTROPHE = "['’]"
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
# A shorter phrase without its accents may mean something else.
_LONG = 6
_BEFORE, _AFTER = rf"(?<![^\W{UNSPACED}])", rf"(?![^\W{UNSPACED}])"
_SPACED_AFTER = r"(?!\w)"
_WORD = re.compile(rf"[^\W{UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
# The words of a longer text are not kept for the next question about it.
_KEPT = 1_000


class Phrases:
    """Finds any of some phrases in case-folded text; ``ordered`` are the phrases in their order of preference."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        folded = {phrase.casefold() for phrase in phrases if phrase.strip("* ")}
        self.ordered = sorted(folded, key=lambda phrase: (-len(phrase), phrase))
        self._whole = [phrase for phrase in self.ordered if _is_whole(phrase)]
        self._others = [phrase for phrase in self.ordered if not _is_whole(phrase)]
        self._patterns: dict[tuple[bool, tuple[int, ...]], re.Pattern[str]] = {}

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return what is found at ``start``."""
        others = self._unbounded(text)
        if others and (hit := others.match(text, start)):
            return hit
        word = _WORD.match(text, start)
        if word is None or not self._is_beginning(word[0]) or (start and _WORD.match(text, start - 1)):
            return None
        return self._beginning_with(word[0], text).match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the phrase that is the whole text."""
        others = self._unbounded(text)
        if others and (hit := others.fullmatch(text)):
            return hit
        word = _WORD.match(text)
        return self._beginning_with(word[0], text).fullmatch(text) if word and self._is_beginning(word[0]) else None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first phrase that is found."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what is found, from left to right and without overlaps."""
        end, others = 0, self._unbounded(text)
        other = others.search(text) if others else None
        first, stems = self._first_words, self._stems
        for start, word in _words_of(text) if len(text) <= _KEPT else _words(text):
            if word not in first and not word.startswith(stems):
                continue
            while others and other and other.start() <= start:
                yield other
                end = other.end()
                other = others.search(text, end)
            hit = self._beginning_with(word, text).match(text, start) if start >= end else None
            if hit:
                yield hit
                end = hit.end()
                other = others.search(text, end) if others and other and other.start() < end else other
        while others and other:
            yield other
            other = others.search(text, other.end())

    def findall(self, text: str) -> list[str]:
        """Return the texts of all that is found."""
        return [hit[0] for hit in self.finditer(text)]

    def sub(self, replacement: str, text: str) -> str:
        """Return ``text`` with all that is found replaced."""
        pieces, end = [], 0
        for hit in self.finditer(text):
            pieces += [text[end : hit.start()], replacement]
            end = hit.end()
        return "".join([*pieces, text[end:]])

    def _is_beginning(self, word: str) -> bool:
        return word in self._first_words or word.startswith(self._stems)

    def _beginning_with(self, word: str, text: str) -> re.Pattern[str]:
        """Return the pattern of the phrases that begin with a word of ``text``."""
        inflected = (self._first_stems[stem] for stem in self._stems if word.startswith(stem))
        numbers = tuple(sorted({*self._first_words.get(word, ()), *chain.from_iterable(inflected)}))
        unspaced = _has_unspaced(text)
        if (unspaced, numbers) not in self._patterns:
            joined = "|".join(_pattern(self._whole[number]) for number in numbers)
            # The bound of whole words among scripts without blanks is dear to compile.
            self._patterns[unspaced, numbers] = re.compile(f"(?:{joined}){_AFTER if unspaced else _SPACED_AFTER}")
        return self._patterns[unspaced, numbers]

    def _unbounded(self, text: str) -> re.Pattern[str] | None:
        """Return the pattern of those phrases that do not begin or end as words do and may stand in ``text``."""
        if not self._others:
            return None
        return self._all_others if _has_unspaced(text) else self._spaced_others

    @cached_property
    def _all_others(self) -> re.Pattern[str] | None:
        return _joined(self._others)

    @cached_property
    def _spaced_others(self) -> re.Pattern[str] | None:
        return _joined([phrase for phrase in self._others if not _HAS_UNSPACED.search(phrase)])

    @cached_property
    def _first_words(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the phrases by their first words, in all spellings."""
        return self._by_beginning(stems=False)

    @cached_property
    def _first_stems(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the phrases that are one stem with any ending, in all spellings."""
        return self._by_beginning(stems=True)

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        return tuple(self._first_stems)

    def _by_beginning(self, *, stems: bool) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self._whole):
            word = _first_word(phrase)
            if (phrase == f"{word}*") == stems:
                for spelling in _spellings(word):
                    found[spelling].append(number)
        return {word: tuple(numbers) for word, numbers in found.items()}


def _has_unspaced(text: str) -> bool:
    return not text.isascii() and bool(_HAS_UNSPACED.search(text))


@lru_cache(maxsize=256)
def _words_of(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(_words(text))


def _words(text: str) -> Iterator[tuple[int, str]]:
    return ((word.start(), word[0]) for word in _WORD.finditer(text))


def _first_word(phrase: str) -> str:
    found = _WORD.match(phrase)
    return found[0] if found else ""


def _spellings(word: str) -> Iterator[str]:
    """Yield all spellings of a word that any pattern of it may accept."""
    if word.isascii():
        return iter((word,))
    letters = ({char, _bare(char), _UMLAUTS.get(char, char)} for char in word)
    return map("".join, product(*letters))


def _joined(phrases: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(_bounded, phrases))) if phrases else None


def _is_whole(phrase: str) -> bool:
    """Tell whether a phrase begins and ends as a word does; behind "any ending" there is the end of a word too."""
    return _has_bound(phrase[:1]) and (phrase.endswith("*") or _has_bound(phrase[-1:]))


def _bounded(phrase: str) -> str:
    if len(phrase) == 1 and is_unspaced(phrase):
        return rf"(?<!\w){phrase}(?!\w)"
    right = "" if phrase.endswith("*") or not _has_bound(phrase[-1:]) else _AFTER
    return (_BEFORE if _has_bound(phrase[:1]) else "") + _pattern(phrase) + right


def _pattern(phrase: str) -> str:
    stem, ending = (phrase[:-1], r"\w*") if phrase.endswith("*") else (phrase, "")
    gap = _UNSPACED_GAP if is_unspaced(stem[:1]) else _GAP
    *parts, last = stem.split(" … ")
    # Before any ending an accent stays: "terminé*" is done, "terminer" is not.
    kept = re.escape(last[-1:]) if ending and _bare(last[-1:]) != last[-1:] else ""
    return gap.join([*map(_part, parts), _part(last.removesuffix(last[-1:]) if kept else last) + kept]) + ending


def _has_bound(char: str) -> bool:
    return char.isalnum() and not is_unspaced(char)


def _part(part: str) -> str:
    words = re.findall(r"[^\s-]+", part)
    return _JOIN.join(_spelled(word, bare=len(part) >= _LONG) for word in words) or re.escape(part)


def _spelled(word: str, *, bare: bool) -> str:
    """Return the pattern of one word in all its spellings: an umlaut as "ae", in a long phrase without its accents."""
    return "".join(_letter(char, bare=bare) for char in word)


def _letter(char: str, *, bare: bool) -> str:
    if char in _UMLAUTS:
        return f"(?:{char}|{_UMLAUTS[char]})"
    base = _bare(char) if bare else char
    return re.escape(char).replace("'", _APOSTROPHE) if base == char else f"[{char}{base}]"


def _bare(char: str) -> str:
    """Return a letter without its accent; one that is more than a letter with an accent stays."""
    base = without_marks(char)
    return base if len(base) == 1 else char
