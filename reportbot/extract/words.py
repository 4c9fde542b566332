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
from reportbot.extract.phrases import Phrases
from reportbot.settings import OwnWords
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

_NOTHING = Phrases()


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases by table and key, such as ``pattern("sections", "done")``."""

    phrases: Mapping[str, Mapping[str, Phrases]]

    def pattern(self, table: str, key: str) -> Phrases:
        """Return what finds any phrase of this key as whole words in case-folded text."""
        return self.phrases.get(table, {}).get(key, _NOTHING)

    def key_of(self, table: str, text: str) -> str | None:
        """Return the key of ``table`` that has ``text`` (all of it, case and marks at its ends ignored) as a phrase."""
        wanted = " ".join(text.casefold().strip(" :*_`.").split())
        return next((key for key in self.keys(table) if self.pattern(table, key).fullmatch(wanted)), None)

    def keys(self, table: str) -> tuple[str, ...]:
        """Return the keys of a table in the order of the files."""
        return tuple(self.phrases.get(table, ()))

    def at_end(self, table: str, key: str, text: str) -> re.Match[str] | None:
        """Return the longest phrase of this key with which case-folded ``text`` ends, blanks ignored."""
        end = len(text.rstrip())
        return next((hit for hit in self.pattern(table, key).finditer(text[:end]) if hit.end() == end), None)

    def ends_with(self, table: str, key: str, text: str) -> bool:
        """Return whether case-folded ``text`` ends with a phrase of this key."""
        return self.at_end(table, key, text) is not None


def compile_words(languages: Iterable[Tables]) -> Words:
    """Join the tables of several languages."""
    phrases: dict[str, dict[str, list[str]]] = {}
    for tables in languages:
        for table, keys in tables.items():
            of_table = phrases.setdefault(table, {})
            for key, values in keys.items():
                of_table.setdefault(key, []).extend(values)
    return Words({table: {key: Phrases(values) for key, values in keys.items()} for table, keys in phrases.items()})


@cache
def shipped() -> Words:
    """Return the words of all languages that ship with the package."""
    return compile_words(word_tables.shipped())


def joined(own: OwnWords) -> Words:
    """Return the shipped words joined with a user's own. Raises SettingsError when a file of them cannot be used."""
    tables = [*(word_tables.read(Path(file)) for file in own.files), *([own.tables] if own.tables else [])]
    return compile_words([*word_tables.shipped(), *tables]) if tables else shipped()
