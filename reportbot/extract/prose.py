"""Prose: sentences that start with a marker of work ("TODO:", "ACTION (name):") or say that somebody has to act."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from reportbot.extract.found import PROSE, Found
from reportbot.extract.place import Place
from reportbot.extract.status import OPEN_CLAIM, claim_of
from reportbot.extract.titles import is_placeholder, own_text, title_of
from reportbot.extract.tracking import tracking
from reportbot.extract.values import due_of, owner_of, priority_of, spoken_priority
from reportbot.extract.words import Words
from reportbot.text.plain import UNSPACED, count_words, is_unspaced, plain
from reportbot.text.similarity import filler_weight, overlap, tellings
from reportbot.text.wording import guess_language, wording

_SENTENCE_END = re.compile(
    r"(?<=[.!?。！？])(?<!e\.g\.)(?<!i\.e\.)(?<!z\.B\.)(?<!bzw\.)(?<!\bca\.)(?<!\bvs\.)(?<!\b[A-Z]\.)[\s]+(?=[\"'(*_`\[]*[^\W\d_a-z])"
    r"|(?<=[。！？])"
    rf"|(?<=[{UNSPACED}][.!?])\s+"
)
_MARKED = re.compile(
    r"^[*_\s]*(?P<marker>[^\W\d]+(?:[ -][^\W\d]+)?)(?:\s*\((?P<name>[^()]{2,40})\))?"
    r"\s*[*_]*\s*:\s*[*_]*\s*(?P<rest>\S.*)$",
    re.DOTALL,
)
_BULLET = re.compile(r"^(?:>\s*)*(?:[-*+•]|\d{1,3}[.)])\s+")
# "23 of 27 points", "5/12": how much is done, not what is to do.
_TALLY = re.compile(r"(?<![\w.])\d{1,4}\s*(?:/|[^\W\d_]{2,3})\s*\d{1,4}(?![\w.])\s+(?=[^\W\d_])")
_SHORTEST, _LONGEST = 8, 400
_FEWEST_WORDS = 3
_PAIR = 2
_LEVEL = re.compile(r"^[*_\s]*\[?(?P<level>P[0-4])\]?[*_]*\s*[-–—:]\s*(?P<rest>\S.*)$", re.DOTALL)


def sentences_of_work(span: tuple[int, int], place: Place, *, markers_only: bool = False) -> list[Found]:
    """Return what the sentences of a paragraph or entry tell; a sentence's span is the lines on which it stands.

    Neighbouring sentences about the same thing are one piece of work: the need and its remedy.
    """
    joined: list[tuple[Found, str]] = []
    previous: tuple[str, int] | None = None
    for sentence, first, last in _sentences(span, place):
        found = _read(sentence, (first, last), f"prose:{span[0]}", place, markers_only=markers_only)
        if found and previous and _points_back(sentence, place.words):
            found = _taken_back(found, *previous, place.words)
        previous = (sentence, first)
        if found is None:
            continue
        before, said = joined[-1] if joined else (None, "")
        if before and before.owner is None and found.owner is None and _share_subject(said, sentence):
            joined[-1] = (replace(before, last_line=max(last, before.last_line)), said)
        else:
            joined.append((found, sentence))
    return [found for found, _ in joined]


def _is_in_passing(sentence: str, place: Place) -> bool:
    """Tell whether a sentence outside of sections of open work says what has to be and asks nobody for it."""
    asks = place.words.pattern("duty", "asking").search(plain(sentence).casefold())
    return not asks and place.meaning not in ("open", "unfinished")


def _points_back(sentence: str, words: Words) -> bool:
    return bool(words.pattern("duty", "pointing").match(plain(sentence).casefold()))


def _taken_back(found: Found, before: str, first_line: int, words: Words) -> Found:
    """Widen "This must be fixed": it is about the sentence before it, which says what."""
    text = f"{before} {found.parts[0].text if found.parts else found.title}"
    title = title_of(before, words) or found.title
    return replace(found, title=title, first_line=first_line, parts=own_text(text, words))


def _read(sentence: str, span: tuple[int, int], origin: str, place: Place, *, markers_only: bool) -> Found | None:
    words = place.words
    led = None if markers_only else _LEVEL.match(sentence)
    rest, owner = (led["rest"], None) if led else _marked(sentence, words, by_section=not markers_only)
    if rest is None and (markers_only or not is_duty(sentence, words)):
        return None
    text = rest or sentence
    title = title_of(text, words)
    if not title or is_placeholder(text, words) or _TALLY.search(text):
        return None
    claim = claim_of(text, words) or OPEN_CLAIM
    said = spoken_priority(text, words)
    urgent = words.pattern("urgency", "anywhere").search(text.casefold())
    due = words.pattern("due", "before").search(text.casefold())
    return Found(
        title=title,
        parts=own_text(text, words),
        first_line=span[0],
        last_line=span[1],
        strength=PROSE,
        origin=origin,
        section=place.trail(),
        status=claim.status,
        status_reason=claim.reason,
        owner=owner,
        in_passing=rest is None and due is None and _is_in_passing(sentence, place),
        priority=priority_of(led["level"], words) if led else (said or ("high" if urgent else place.priority)),
        due=due_of(text, words) if due else None,
        tracked_by=tracking(text, words) if claim.status == "tracked" else (),
    )


def _sentences(span: tuple[int, int], place: Place) -> Iterator[tuple[str, int, int]]:
    """Yield (sentence, first line, last line) of a paragraph; a line that starts with a marker starts a sentence."""
    starts = [number for number in range(span[0], span[1] + 1) if number == span[0] or _starts_anew(number, place)]
    for first, following in zip(starts, [*starts[1:], span[1] + 1], strict=True):
        yield from sentences_of(place.lines, first, following - 1)


def _starts_anew(number: int, place: Place) -> bool:
    return _marked(place.lines[number - 1].strip(), place.words)[0] is not None


def sentences_of(lines: Sequence[str], first_line: int, last_line: int) -> Iterator[tuple[str, int, int]]:
    """Yield (sentence, first line, last line) of the text on these lines."""
    text, starts = "", []
    for number in range(first_line, last_line + 1):
        starts.append((len(text), number))
        line = lines[number - 1].strip()
        text += (_BULLET.sub("", line) if number == first_line else line) + "\n"
    position = 0
    for piece in _SENTENCE_END.split(text):
        start = text.index(piece, position) if piece else position
        position = start + len(piece)
        if _SHORTEST <= len(piece.strip()) <= _LONGEST:
            yield piece.strip(), _line_at(starts, start), _line_at(starts, start + len(piece.rstrip()) - 1)


def _line_at(starts: list[tuple[int, int]], offset: int) -> int:
    return starts[bisect_right(starts, offset, key=itemgetter(0)) - 1][1]


def _marked(sentence: str, words: Words, *, by_section: bool = True) -> tuple[str | None, str | None]:
    found = _MARKED.match(sentence.lstrip("-*• "))
    if not found:
        return None, None
    if words.key_of("markers", found["marker"]):
        return found["rest"], owner_of(found["name"], words) if found["name"] else None
    # "Next steps: rotate the keys" in one line; "Open: 5" is a number.
    named = by_section and words.key_of("sections", found["marker"]) in ("open", "unfinished")
    rest = found["rest"].lstrip("*_ ")
    said = named and not rest[:1].isdigit() and count_words(rest) >= _FEWEST_WORDS
    return (found["rest"], None) if said else (None, None)


def is_duty(sentence: str, words: Words) -> bool:
    """Return whether a sentence says that somebody has to do something, or wishes that somebody would."""
    folded = plain(sentence).casefold()
    if folded.endswith(":") or words.pattern("duty", "about_text").match(folded):
        return False
    if words.pattern("duty", "settled").search(folded) or words.pattern("machine", "phrases").search(folded):
        return False
    return bool(words.pattern("duty", "must").search(folded))


def _share_subject(first: str, second: str) -> bool:
    language = guess_language(f"{first} {second}")
    both = overlap(wording(first, language), wording(second, language), filler_weight(language))
    said = tellings(both.shared, language)
    # A pair of characters is half a word: two texts have one in common by accident.
    return len(said) > 1 or any(len(word.raw) > _PAIR or not is_unspaced(word.raw[0]) for word in said)
