"""Which of the issues that a text names hold its work: the words right before and behind a reference tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportbot.extract.words import Words
from reportbot.text.references import IssueReference, issue_references

# The key of an issue in a tracker that numbers by project.
_KEY = re.compile(r"(?<![\w/-])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?![\w-])")
_NUMBER_LINK = re.compile(r"\[(#\d+)\]\([^()\s]*\)")
_LINK_TEXT = re.compile(r"\[[^\[\]]*\]\($")
_MARKS = " *_[(`✅☐☑-#<"
_OPENING = " #[(:,*_"
# How much of an entry is read, and how many of its references: what counts stands in front.
_LONGEST, _MOST_REFERENCES, _NEAR = 2_000, 50, 80


def tracking(text: str, words: Words) -> tuple[str, ...]:
    """Return the references that the text gives as the tracker of this work, in order.

    A reference tracks when a link is titled "Issue" or "PR", when words such as "tracked in" stand before it, or when
    it stands alone in front of or behind the text. "Related to #4" or "blocked by #4" names a neighbour.
    """
    text = _NUMBER_LINK.sub(r"\1", text[:_LONGEST])
    found = issue_references(text)[:_MOST_REFERENCES]
    numbers = [ref.value for ref in found if _tracks(ref, text, words)]
    return tuple(dict.fromkeys([*numbers, *_keys(text, words)]))


def _keys(text: str, words: Words) -> Iterator[str]:
    """Yield keys of another tracker ("PROS-877") that words such as "ticket" or "filed as" give as the tracker."""
    for hit in _KEY.finditer(text):
        before = text[max(0, hit.start() - _NEAR) : hit.start()].casefold().rstrip(_OPENING)
        lead = _without_noun(before, words)
        named = len(lead) < len(before) or words.ends_with("tracking", "by", lead)
        if (
            named
            and not words.ends_with("tracking", "not_by", lead)
            and not words.ends_with("depends", "phrases", lead)
        ):
            yield hit[0]


def _tracks(ref: IssueReference, text: str, words: Words) -> bool:
    lead = _without_noun(_LINK_TEXT.sub("", ref.before), words).rstrip(_OPENING)
    if words.ends_with("tracking", "not_by", lead):
        return False
    said = words.at_end("tracking", "by", lead)
    if said and words.ends_with("status", "negations", lead[: said.start()]):
        return False
    if said and words.pattern("tracking", "about").match(text[ref.end :].strip().casefold()):
        return False
    if ref.labelled or said:
        return True
    front, back = text[max(0, ref.start - _NEAR) : ref.start].rstrip(), text[ref.end :].strip()
    if not back.strip(" .)]*_") and words.ends_with("tracking", "pointing", lead):
        return True
    subject = _without_noun(front.casefold(), words).strip(" *_")
    behind, on = words.pattern("tracking", "behind"), words.pattern("tracking", "on")
    return bool(behind.match(back.casefold()) or on.fullmatch(subject)) or _stands_alone(front, back, subject, ref)


def _stands_alone(front: str, back: str, subject: str, ref: IssueReference) -> bool:
    """It is all that brackets at the end hold, all that follows a colon, or a number in front of the text."""
    bracketed = subject.endswith(("(", "[")) or (front.endswith(("(", "[")) and not front.endswith("]("))
    if bracketed and re.match(r"[\s\])/,#\d]*[)\]]\s*[.:]?$", back):
        return True
    if not back.strip(" .)>") and (front.endswith(":") or not front.strip(" <(*_")):
        return True
    if not back.strip(" .") and subject.endswith(",") and not front.casefold().endswith(subject):
        return True
    return not subject.strip(_MARKS) and not ref.is_pull and back.startswith((":", "-", "–", "—", "]", "*"))


def _without_noun(text: str, words: Words) -> str:
    """Return ``text`` without "issue", "PR" and the like, and without marks, at its end."""
    text = text.rstrip(_OPENING)
    found = words.at_end("tracking", "nouns", text)
    return text[: found.start()].rstrip(" ") if found else text
