"""What an item, an issue or a draft says, taken apart so that any two can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, takewhile

from reportbot.match.remarks import times, without_remarks
from reportbot.match.thresholds import TEXT_LENGTH, TITLE_LENGTH
from reportbot.models import ActionItem, Draft, TrackedIssue
from reportbot.text.lexicon import DEFAULT_LANGUAGE, Lexicon, conjunctions, families, lexicon, negations
from reportbot.text.titles import strip_prefix, title_reference
from reportbot.text.wording import Wording, guess_language, wording

_MARKS = ".,;:!?()[]{}\"'`*"
# How many words behind "for" are what a title narrows to.
_REACH = 3
# Scripts behind this character are written without blanks.
_ALPHABETS = 0x2E80
# How many lines of a text are taken for pieces of work of their own.
_LINES = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """A title as written, its words without labels, the beginning of all else that is said, its own reference.

    ``scopes`` are the title's words behind each one such as "for" or "and", ``placed`` pairs of a word such as "from"
    and the words behind it, ``times`` the numbers of dates and durations, ``sides`` the words that have an opposite.
    ``is_negated`` tells whether it says that something is not so.
    """

    title: str
    words: Wording
    text: str
    reference: str | None = None
    scopes: tuple[frozenset[str], ...] = ()
    placed: tuple[tuple[str, frozenset[str]], ...] = ()
    times: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    is_negated: bool = False

    @property
    def language(self) -> str:
        """The code of the language that the title was read in."""
        return self.words.language

    @property
    def narrowed(self) -> frozenset[str]:
        """The title's words that stand behind one such as "for" or "and"."""
        return frozenset(word for scope in self.scopes for word in scope)

    @property
    def more(self) -> Wording:
        """The words of the text; taken apart only when they are asked for, since most comparisons end at the titles."""
        return wording(self.text, self.language)

    @property
    def everything(self) -> Wording:
        """All that is said, as one wording."""
        one, two = self.words, self.more
        return Wording((*one.words, *two.words), one.keys | two.keys, one.numbers | two.numbers, one.language)


def of_item(item: ActionItem, language: str | None = None) -> Subject:
    """Return an item's subject; tasks, parts and quotes explain its title. ``language`` is a code, None means guess."""
    return _subject(item.title, text_of(item), reference=item.reference, language=language)


def of_issue(issue: TrackedIssue, default: str = DEFAULT_LANGUAGE) -> Subject:
    """Return an issue's subject; it is read in the language ``default`` unless it tells another."""
    title, body = issue.title[:TITLE_LENGTH], issue.body[:TEXT_LENGTH]
    return _subject(title, body, language=guess_language(f"{title} {body}", default))


def of_draft(draft: Draft, default: str = DEFAULT_LANGUAGE) -> Subject:
    """Return a draft's subject; the quoted evidence explains a title that a person may have edited."""
    quotes = "\n".join(evidence.quote for evidence in draft.evidence)
    # A title alone says too little of its language.
    return _subject(draft.title, quotes, language=guess_language(f"{draft.title}\n{quotes}\n{draft.body}", default))


def parts_of(title: str, language: str) -> tuple[Subject, ...]:
    """Return the pieces of work that a title joins ("Rotate the keys and document it"), if there are several."""
    bare = without_remarks(strip_prefix(title[:TITLE_LENGTH]), language)
    found = [piece.strip() for piece in _conjunction().split(bare) if piece.strip()]
    return tuple(_subject(piece, "", language=language) for piece in found) if len(found) > 1 else ()


def said_in(text: str, language: str) -> tuple[Subject, ...]:
    """Return the first lines of a text, each as a subject of its own, with the pieces of those that join several."""
    every = ((line, *parts_of(line.title, language)) for line in lines_of(text, language))
    return tuple(subject for subjects in every for subject in subjects)


def lines_of(text: str, language: str) -> tuple[Subject, ...]:
    """Return the first lines of a text, each as a subject of its own."""
    lines = list(dict.fromkeys(line.strip() for line in text[:TEXT_LENGTH].splitlines() if line.strip()))[:_LINES]
    return tuple(_subject(line, "", language=language) for line in lines)


def text_of(item: ActionItem) -> str:
    """Return what the report says of an item beside its title."""
    tasks = (task.text for task in item.tasks)
    return "\n".join([*tasks, *(part.text for part in item.parts), *(evidence.quote for evidence in item.evidence)])


def _subject(title: str, text: str, *, reference: str | None = None, language: str | None = None) -> Subject:
    title, text = title[:TITLE_LENGTH], text[:TEXT_LENGTH]
    code = language or guess_language(f"{title} {text}")
    bare = without_remarks(strip_prefix(title), code)
    # "again", "since the update" say when, not what; of "no longer works" it stays that it fails.
    what = lexicon(code).again.sub(lambda said: f" {lexicon(code).joined.get(said[0].casefold(), '')} ", bare)
    words = wording(what if what.strip() else bare, code)
    chunks = [chunk.strip(_MARKS) for chunk in re.split(r"[\s-]+", bare.casefold())]
    scopes, placed = _scopes(chunks, lexicon(code)), _placed(chunks, lexicon(code))
    spoken = {*re.findall(r"\w+", title.casefold()), *(word.raw for word in words.words)}
    sides = families().opposites.keys() & spoken
    negated = _negates(bare, code) or any(word.action == "prevent" for word in words.words)
    own = reference or title_reference(title)
    return Subject(title, words, text, own, scopes, placed, times(bare, code), frozenset(sides), negated)


@cache
def _conjunction() -> re.Pattern[str]:
    words = "|".join(map(re.escape, (word for word in conjunctions() if word.isalpha() and word.isascii())))
    signs = "".join(map(re.escape, (sign for sign in conjunctions() if not sign.isalnum() or not sign.isascii())))
    return re.compile(rf"\s(?:{words})\s|[{signs}](?!\d)", re.IGNORECASE)


def _negates(title: str, language: str) -> bool:
    """Tell whether a title has a word such as "not"; what has no letters of an alphabet is looked for in words too."""
    spoken, known = set(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", title.casefold())), negations(language)
    return not known.isdisjoint(spoken) or any(word in title for word in known if ord(word[0]) > _ALPHABETS)


def _scopes(chunks: Sequence[str], words: Lexicon) -> tuple[frozenset[str], ...]:
    starts = (at for at, chunk in enumerate(chunks) if chunk in words.narrowing or chunk in conjunctions())
    return tuple(frozenset(chunks[at + 1 : at + 1 + _REACH]) for at in starts)


def _placed(chunks: Sequence[str], words: Lexicon) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (chunk, _phrase(chunks[at + 1 :], words)) for at, chunk in enumerate(chunks) if chunk in words.directions
    )


def _phrase(chunks: Sequence[str], words: Lexicon) -> frozenset[str]:
    """Return the first words that belong together: up to the next stop word, without those before them."""
    behind = dropwhile(lambda chunk: chunk in words.stopwords, chunks)
    return frozenset(takewhile(lambda chunk: chunk not in words.stopwords, behind))
