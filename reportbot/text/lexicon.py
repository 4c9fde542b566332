"""The words that decide what two wordings have in common, one data file per language under ``vocabulary/``.

A language is added by adding its file; the code knows no word. Snowball stems the words of a file and of a text alike.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer  # type: ignore[import-untyped]  # the package has no stubs

DEFAULT_LANGUAGE = "en"
# An ending is one only behind this many letters: "tour" is no British "tor".
_SPELLED = 3
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, case folded: ``actions`` by stem, the others as written.

    ``compounds`` tells whether nouns are written as one word, ``joined`` are several words that mean one, ``spelling``
    endings that are spelled in two ways. ``concepts`` maps a word to the name that its synonyms share, ``actions`` a
    verb to the kind of work it says; the ``unclear`` ones are nouns too. ``narrowing`` are the words after which a
    title narrows, ``directions`` those that give a place to the word behind them; ``verb_last`` tells where a title has
    its verb. ``again`` and ``failing`` find what says that a problem is back, or there now, ``claims`` that an issue
    has the work. ``due``, ``units``, ``days`` and ``asides`` make up remarks such as "by Friday" and "about 2 days";
    ``passing`` is said at the start or end of a title and adds nothing: "soon", "as discussed".
    """

    language: str
    compounds: bool
    joined: Mapping[str, str]
    spelling: Mapping[str, str]
    stopwords: frozenset[str]
    telling: frozenset[str]
    filler: frozenset[str]
    actions: Mapping[str, str]
    unclear: frozenset[str]
    concepts: Mapping[str, str]
    narrowing: frozenset[str]
    directions: frozenset[str]
    verb_last: bool
    again: re.Pattern[str]
    failing: re.Pattern[str]
    claims: re.Pattern[str]
    due: frozenset[str]
    units: frozenset[str]
    days: frozenset[str]
    asides: frozenset[str]
    passing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Families:
    """Which names stand in for one another. Each maps a word to the number of its family."""

    names: Mapping[str, frozenset[int]]
    opposites: Mapping[str, frozenset[int]]


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, the default one first."""
    names = {entry.name.removesuffix(".toml") for entry in (files("reportbot.text") / "vocabulary").iterdir()}
    return DEFAULT_LANGUAGE, *sorted(names - {DEFAULT_LANGUAGE, "families"})


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of ``language`` (a code such as ``de``); without a file of its own, those of the default."""
    name = language if language in languages() else DEFAULT_LANGUAGE
    data = tomllib.loads(_text(name))
    return Lexicon(
        language=name,
        compounds=data["compounds"],
        joined=data["joined"],
        spelling=data["spelling"],
        stopwords=frozenset(data["stopwords"].casefold().split()),
        telling=frozenset(data["telling"].casefold().split()),
        filler=frozenset(data["filler"].casefold().split()),
        actions=_by_stem(data["actions"], name),
        unclear=frozenset(data["actions"]["unclear"].split()),
        concepts={word: concept for concept, words in data["same"].items() for word in words.casefold().split()},
        narrowing=frozenset(data["scope"]["narrowing"].split()),
        directions=frozenset(data["scope"]["directions"].split()),
        verb_last=data["scope"]["verb"] == "last",
        again=_phrases(data["again"]["phrases"]),
        failing=_phrases(data["again"]["failing"]),
        claims=_phrases(data["claims"]["tracked"]),
        due=frozenset(data["remarks"]["due"].split()),
        units=frozenset(data["remarks"]["units"].split()),
        days=frozenset(data["remarks"]["days"].split()),
        asides=frozenset(data["remarks"]["others"].split()),
        passing=tuple(data["remarks"]["passing"]),
    )


@cache
def families() -> Families:
    """Return the names that stand in for one another, in any language."""
    data = tomllib.loads(_text("families"))
    return Families(_by_member(data["names"]), _by_member(data["opposites"]))


@cache
def conjunctions() -> frozenset[str]:
    """Return the words and signs that join two pieces of work in one title, in any language."""
    return frozenset(tomllib.loads(_text("families"))["conjunctions"].split())


@cache
def faults() -> frozenset[str]:
    """Return the concepts that say that something does not work."""
    return frozenset(tomllib.loads(_text("families"))["faults"].split())


@cache
def negations(language: str) -> frozenset[str]:
    """Return what turns a title into its contrary in a language."""
    return frozenset(tomllib.loads(_text("families"))["negations"].get(language, "").split())


@cache
def labels() -> frozenset[str]:
    """Return the words that, in brackets before a title, only say how it is filed."""
    return frozenset(tomllib.loads(_text("families"))["labels"].split())


@cache
def standards() -> frozenset[str]:
    """Return the letters that before a number name a standard (``utf``), not an item."""
    return frozenset(tomllib.loads(_text("families"))["standards"].split())


@cache
def fingerprint() -> str:
    """Return a digest of all words: what was made with other words (an index) has to be made anew."""
    names = (*languages(), "families")
    return hashlib.sha256("\0".join(_text(name) for name in names).encode()).hexdigest()[:16]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of one case-folded word, without diacritics; what is not made of letters stays as it is."""
    if not _LETTERS.fullmatch(word):
        return word
    return without_marks(_stemmer(language)(_respelled(word, language)))


def _respelled(word: str, language: str) -> str:
    endings = _spelling(language)
    ending = next((word[start:] for start in range(_SPELLED, len(word)) if word[start:] in endings), "")
    return word.removesuffix(ending) + endings.get(ending, "")


def without_marks(text: str) -> str:
    """Return the text without diacritical marks: ``ü`` and ``u`` compare equal."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def _spelling(language: str) -> Mapping[str, str]:
    spelling: Mapping[str, str] = tomllib.loads(_text(language))["spelling"]
    return spelling


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Return what stems the words of a language; one that is not inflected by endings has no stemmer ("")."""
    name = tomllib.loads(_text(language))["stemmer"]
    stem_word: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord if name else str
    return stem_word


def _by_stem(groups: Mapping[str, str], language: str) -> dict[str, str]:
    named = ((name, words) for name, words in groups.items() if name != "unclear")
    return {stem(word, language): name for name, words in named for word in words.casefold().split()}


def _by_member(groups: list[str]) -> dict[str, frozenset[int]]:
    members: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for word in group.casefold().split():
            members.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in members.items()}


def _phrases(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in longest_first) + r")(?!\w)", re.IGNORECASE
    )


def _text(name: str) -> str:
    return (files("reportbot.text") / "vocabulary" / f"{name}.toml").read_text(encoding="utf-8")
