"""What an item, an issue or a draft says, taken apart so that any two can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportbot.match.thresholds import TEXT_LENGTH, TITLE_LENGTH
from reportbot.models import ActionItem, Draft, TrackedIssue
from reportbot.text.lexicon import Lexicon, lexicon
from reportbot.text.titles import strip_prefix, title_reference
from reportbot.text.wording import Wording, guess_language, wording

_MARKS = ".,;:!?()[]{}\"'`*"
# How many words behind "for" are what a title narrows to.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """A title as written, its words without labels, the beginning of all else that is said, its own reference.

    ``narrowed`` are the title's words that stand behind one such as "for", ``placed`` pairs of a word such as "from"
    and the word behind it.
    """

    title: str
    words: Wording
    text: str
    reference: str | None = None
    narrowed: frozenset[str] = frozenset()
    placed: frozenset[tuple[str, str]] = frozenset()

    @property
    def language(self) -> str:
        """The code of the language that the title was read in."""
        return self.words.language

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


def of_issue(issue: TrackedIssue) -> Subject:
    """Return an issue's subject."""
    return _subject(issue.title, issue.body)


def of_draft(draft: Draft) -> Subject:
    """Return a draft's subject; the quoted evidence explains a title that a person may have edited."""
    return _subject(draft.title, "\n".join(evidence.quote for evidence in draft.evidence))


def text_of(item: ActionItem) -> str:
    """Return what the report says of an item beside its title."""
    tasks = (task.text for task in item.tasks)
    return "\n".join([*tasks, *(part.text for part in item.parts), *(evidence.quote for evidence in item.evidence)])


def _subject(title: str, text: str, *, reference: str | None = None, language: str | None = None) -> Subject:
    title, text = title[:TITLE_LENGTH], text[:TEXT_LENGTH]
    code = language or guess_language(f"{title} {text}")
    bare = strip_prefix(title)
    # "again", "since the update" say when, not what; the rules read them for themselves.
    what = lexicon(code).again.sub(" ", bare)
    words = wording(what if what.strip() else bare, code)
    chunks = [chunk.strip(_MARKS) for chunk in re.split(r"[\s-]+", bare.casefold())]
    narrowed, placed = _narrowed(chunks, lexicon(code)), _placed(chunks, lexicon(code))
    return Subject(title, words, text, reference or title_reference(title), narrowed, placed)


def _narrowed(chunks: Sequence[str], words: Lexicon) -> frozenset[str]:
    starts = (at for at, chunk in enumerate(chunks) if chunk in words.narrowing)
    return frozenset(chunk for at in starts for chunk in chunks[at + 1 : at + 1 + _REACH])


def _placed(chunks: Sequence[str], words: Lexicon) -> frozenset[tuple[str, str]]:
    found = set()
    for at, chunk in enumerate(chunks):
        if chunk in words.directions:
            behind = next((other for other in chunks[at + 1 :] if other not in words.stopwords), "")
            found.add((chunk, behind))
    return frozenset(found)
