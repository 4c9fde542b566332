"""The words that the rules engine knows, from one TOML file a language, all languages at once.

A report mixes languages (English labels in a German minute), so the lists of all files are joined. A phrase is matched
as whole words in case-folded text; ``*`` at its end stands for any ending, `` … `` for up to five words. An
apostrophe stands for a typographic one as well, and an accent may be left out, as many do. A script that writes no
blanks between words has no whole words: there a phrase matches wherever it stands, a single character only where no
other is beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportbot import word_tables
from reportbot.settings import OwnWords
from reportbot.text.lexicon import without_marks
from reportbot.text.plain import UNSPACED, is_unspaced
from reportbot.word_tables import Tables

# Tried in this order: "remaining tasks" is open although "completed" may stand in it, "next steps summary" is not a
# summary.
MEANINGS = (
    "process",
    "never",
    "unfinished",
    "dropped",
    "criteria",
    "order",
    "tracked",
    "open",
    "done",
    "info",
    "remarks",
    "weak",
)

_NEVER = re.compile(r"(?!)")
# "must … be": up to five words between; without blanks, a dozen characters of the same sentence.
_GAP = r"(?:\W+\w+){0,5}?\W+"
_UNSPACED_GAP = r"[^\n。！？；.!?;]{0,12}?"
_JOIN = r"[\s\-‐-―]+"
_APOSTROPHE = "['’]"
_UMLAUTS = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)"}
# A shorter phrase without its accents may mean something else.
_LONG = 6
_BEFORE, _AFTER = rf"(?<![^\W{UNSPACED}])", rf"(?![^\W{UNSPACED}])"


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns by table and key, such as ``pattern("sections", "done")``."""

    patterns: Mapping[tuple[str, str], re.Pattern[str]]

    def pattern(self, table: str, key: str) -> re.Pattern[str]:
        """Return the pattern that finds any phrase of this key as whole words in case-folded text."""
        return self.patterns.get((table, key), _NEVER)

    def key_of(self, table: str, text: str) -> str | None:
        """Return the key of ``table`` that has ``text`` (all of it, case and marks at its ends ignored) as a phrase."""
        wanted = " ".join(text.casefold().strip(" :*_`.").split())
        for (name, key), pattern in self.patterns.items():
            if name == table and pattern.fullmatch(wanted):
                return key
        return None

    def keys(self, table: str) -> tuple[str, ...]:
        """Return the keys of a table in the order of the files."""
        return tuple(key for name, key in self.patterns if name == table)

    def at_end(self, table: str, key: str, text: str) -> re.Match[str] | None:
        """Return the longest phrase of this key with which case-folded ``text`` ends, blanks ignored."""
        end = len(text.rstrip())
        return next((hit for hit in self.pattern(table, key).finditer(text[:end]) if hit.end() == end), None)

    def ends_with(self, table: str, key: str, text: str) -> bool:
        """Return whether case-folded ``text`` ends with a phrase of this key."""
        return self.at_end(table, key, text) is not None


def compile_words(languages: Iterable[Tables]) -> Words:
    """Join the tables of several languages and compile them."""
    phrases: dict[tuple[str, str], list[str]] = {}
    for tables in languages:
        for table, keys in tables.items():
            for key, values in keys.items():
                phrases.setdefault((table, key), []).extend(values)
    return Words({name: _compile(values) for name, values in phrases.items()})


@cache
def shipped() -> Words:
    """Return the words of all languages that ship with the package."""
    return compile_words(word_tables.shipped())


def joined(own: OwnWords) -> Words:
    """Return the shipped words joined with a user's own. Raises SettingsError when a file of them cannot be used."""
    tables = [*(word_tables.read(Path(file)) for file in own.files), *([own.tables] if own.tables else [])]
    return compile_words([*word_tables.shipped(), *tables]) if tables else shipped()


def _compile(phrases: Iterable[str]) -> re.Pattern[str]:
    """Compile phrases into one pattern, the longest first; the bounds of whole words are written once for all."""
    ordered = sorted({phrase.casefold() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    whole = [_phrase(phrase) for phrase in ordered if _is_whole(phrase)]
    others = [_bounded(phrase) for phrase in ordered if not _is_whole(phrase)]
    joined = [_BEFORE + "(?:" + "|".join(whole) + ")" + _AFTER] if whole else []
    return re.compile("|".join(others + joined)) if ordered else _NEVER


def _is_whole(phrase: str) -> bool:
    """Tell whether a phrase begins and ends as a word does; behind "any ending" there is the end of a word too."""
    return _has_bound(phrase[:1]) and (phrase.endswith("*") or _has_bound(phrase[-1:]))


def _bounded(phrase: str) -> str:
    if len(phrase) == 1 and is_unspaced(phrase):
        return rf"(?<!\w){phrase}(?!\w)"
    right = "" if phrase.endswith("*") or not _has_bound(phrase[-1:]) else _AFTER
    return (_BEFORE if _has_bound(phrase[:1]) else "") + _phrase(phrase) + right


def _phrase(phrase: str) -> str:
    stem, ending = (phrase[:-1], r"\w*") if phrase.endswith("*") else (phrase, "")
    return (_UNSPACED_GAP if is_unspaced(stem[:1]) else _GAP).join(_words(part) for part in stem.split(" … ")) + ending


def _has_bound(char: str) -> bool:
    return char.isalnum() and not is_unspaced(char)


def _words(part: str) -> str:
    words = re.findall(r"[^\s-]+", part)
    return _JOIN.join(_spelled(word, bare=len(part) >= _LONG) for word in words) or re.escape(part)


def _spelled(word: str, *, bare: bool) -> str:
    """Return the pattern of one word in all its spellings: an umlaut as "ae", in a long phrase without its accents."""
    spelled = (_UMLAUTS.get(char) or _letter(char, bare=bare) for char in word)
    return "".join(spelled)


def _letter(char: str, *, bare: bool) -> str:
    base = without_marks(char) if bare else char
    return re.escape(char).replace("'", _APOSTROPHE) if base == char or len(base) != 1 else f"[{char}{base}]"
