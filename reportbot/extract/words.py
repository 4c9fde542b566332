"""The words that the rules engine knows, from one TOML file a language, all languages at once.

A report mixes languages (English labels in a German minute), so the lists of all files are joined. A phrase is matched
as whole words in case-folded text; ``*`` at its end stands for any ending, `` … `` for up to five words. An
apostrophe stands for a typographic one as well, and an accent may be left out, as many do. A script that writes no
blanks between words has no whole words: there a phrase matches wherever it stands, a single character only where no
other is beside it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from reportbot.text.plain import UNSPACED, is_unspaced

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
# What is often written in another way: an apostrophe, and a letter without its accent. "ä" and "å" are other letters.
_ACCENTS = "\u0300\u0301\u0302\u0303\u0327"
_LEFT_OUT = {"'": "['’]"} | {
    char: f"[{char}{plain[0]}]"
    for char in map(chr, range(0xE0, 0x17F))
    if (plain := unicodedata.normalize("NFD", char))[1:] and plain[1:] in _ACCENTS
}
# In a shorter phrase the accent may be all that tells it from another word ("à").
_SURE = 4


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


def compile_words(languages: Iterable[Mapping[str, Mapping[str, list[str]]]]) -> Words:
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
    folder = files("reportbot.extract") / "words"
    names = sorted((entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")), key=_english_first)
    return compile_words(tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names)


def _english_first(name: str) -> tuple[bool, str]:
    return name != "en.toml", name


def _compile(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern of all phrases, the longest first; neighbours share bounds, which compile slowly."""
    ordered = sorted(
        {phrase.casefold() for phrase in phrases}, key=lambda phrase: (_left(phrase), -len(phrase), phrase)
    )
    runs = groupby(ordered, key=lambda phrase: (_left(phrase), _right(phrase)))
    return re.compile(
        "|".join(f"{left}(?:{'|'.join(map(_phrase, run))}){right}" for (left, right), run in runs) or "(?!)"
    )


def _left(phrase: str) -> str:
    return rf"(?<![^\W{UNSPACED}])" if _has_bound(phrase[:1]) else ""


def _right(phrase: str) -> str:
    """Any ending takes all letters that follow, so the bound behind it holds as well."""
    return rf"(?![^\W{UNSPACED}])" if phrase.endswith("*") or _has_bound(phrase[-1:]) else ""


def _phrase(phrase: str) -> str:
    stem, ending = (phrase[:-1], r"\w*") if phrase.endswith("*") else (phrase, "")
    body = (_UNSPACED_GAP if is_unspaced(stem[:1]) else _GAP).join(_words(part) for part in stem.split(" … "))
    return rf"(?<!\w){body}(?!\w)" if len(stem) == 1 and is_unspaced(stem) else body + ending


def _has_bound(char: str) -> bool:
    return char.isalnum() and not is_unspaced(char)


def _words(part: str) -> str:
    written = re.escape if len(part) < _SURE else _freely
    return _JOIN.join(written(word) for word in re.split(r"[\s-]+", part) if word) or re.escape(part)


def _freely(word: str) -> str:
    return "".join(_LEFT_OUT.get(char) or re.escape(char) for char in word)
