"""What a title says beside its work: by when, by whom, how long. "(2 days, Ann)", "by Friday", "as discussed". Pure."""

from __future__ import annotations

import re
from functools import cache

from reportbot.text.lexicon import Lexicon, families, lexicon
from reportbot.text.plain import UNSPACED, count_words
from reportbot.text.wording import normalise

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]")
_DATE = r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|\d{1,2}/\d{1,2}/\d{2,4}"
_HANDLE = re.compile(r"(?<!\S)@[a-z\d][\w.-]*(?!\S)", re.IGNORECASE)
_PRIORITY = re.compile(r"\bp[0-4]\b", re.IGNORECASE)
_PERSON = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?: [A-ZÄÖÜ][a-zäöüß]*\.?)?")
_END = " ,;:-"
# With fewer words left, what would be taken off is what the title is about: "Plan the next sprint".
_SHORTEST = 2


def without_remarks(title: str, language: str) -> str:
    """Return the title without owner, due date, effort and what is said in passing.

    A bare date or duration may be the work itself and stays.
    """
    words = lexicon(language)
    bare = _BRACKET.sub(lambda found: "" if _is_remark(found[1], words) else found[0], normalise(title))
    while (shorter := _without_end(bare, words)) != bare:
        bare = shorter
    return bare or title


def times(title: str, language: str) -> frozenset[str]:
    """Return the numbers of a title that belong to a date or a duration, as they are written."""
    found = _time(language).findall(title.casefold())
    return frozenset(number for one in found for number in (one.strip("."), *re.findall(r"\d+(?:[.,]\d+)?", one)))


def _without_end(title: str, words: Lexicon) -> str:
    bare = _without_passing(_due(words.language).sub("", title), words)
    handle = re.search(r"\s@[a-z\d][\w.-]*$", bare, re.IGNORECASE)
    before = bare[: handle.start()].split() if handle else []
    if before and before[-1].casefold() not in words.stopwords:
        bare = " ".join(before)
    return bare.rstrip(_END) or title


def _without_passing(title: str, words: Lexicon) -> str:
    bare = _passing(words.language).sub("", title)
    ends = bare.casefold().split()[-1:]
    return bare if count_words(bare) >= _SHORTEST and words.stopwords.isdisjoint(ends) else title


def _is_remark(inner: str, words: Lexicon) -> bool:
    """Tell whether a bracket holds nothing but who, when and how much, and more than one bare date or duration."""
    parts = [part.strip() for part in re.split(r"[,;]", inner) if part.strip()]
    rests = [_rest(part, words) for part in parts]
    said = [part for part, rest in zip(parts, rests, strict=True) if rest != part]
    plain = all(not rest or _is_person(rest) for rest in rests)
    sure = any(not _time(words.language).fullmatch(part.casefold()) and not _is_aside(part, words) for part in said)
    return plain and bool(said) and (sure or len(parts) > len(said))


def _rest(part: str, words: Lexicon) -> str:
    """Return what is left of one part of a bracket without dates, durations, handles and the words around them."""
    bare = _PRIORITY.sub("", _HANDLE.sub("", _time(words.language).sub("", _due(words.language).sub("", f" {part}"))))
    known = words.due | words.asides
    left = [word for word in bare.split() if word.strip(":.~").casefold() not in known]
    return " ".join(left).strip(" :~")


def _is_aside(part: str, words: Lexicon) -> bool:
    return ":" not in part and all(word.casefold() in words.asides for word in part.split())


def _is_person(text: str) -> bool:
    return bool(_PERSON.fullmatch(text)) and text.casefold() not in families().names


@cache
def _time(language: str) -> re.Pattern[str]:
    units = "|".join(sorted(lexicon(language).units, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{_DATE}|~?\d+(?:[.,]\d+)?(?:\s*-\s*\d+)?[\s-]*(?:{units}))(?!\w)", re.IGNORECASE)


@cache
def _due(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    due, days = "|".join(sorted(words.due)), "|".join(sorted(words.days))
    when = rf"(?:{_DATE}|(?:\d{{1,2}}\.?\s+)?(?:{days})(?:\s+\d{{1,4}})?)"
    return re.compile(rf"[\s,;-]+(?:{due})(?:\s+(?:{due}|am|on|zum))?:?\s+{when}\.?$", re.IGNORECASE)


@cache
def _passing(language: str) -> re.Pattern[str]:
    longest_first = sorted(lexicon(language).passing, key=len, reverse=True)
    said = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    front, end = rf"(?:\s*[:,、-]\s*|\s+|(?=[{UNSPACED}]))", rf"(?:[\s,、;:(-]+|(?<=[{UNSPACED}]))"
    return re.compile(rf"^(?:{said}){front}|{end}(?:{said})[).!。]*$", re.IGNORECASE)
