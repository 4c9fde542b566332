"""Markdown's marks off a piece of text: what a title or a comparison needs."""

from __future__ import annotations

import re
from functools import lru_cache

_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:<[^<>]*>|[^()\s]*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)")
_REF_LINK = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)(.{1,300}?)(?<=\S)\1", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE = (
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\U0001f000-\U0001faff\ufe0f\u20e3\u200d]"
)
_LEADING_PICTURES = re.compile(rf"^(?:\s*{_PICTURE})+\s*")
_TRAILING_PICTURES = re.compile(rf"\s*(?:{_PICTURE}\s*)+$")
_ENDS_IN_PICTURE = re.compile(_PICTURE)
_LONGEST = 4_000
# Scripts that write no blanks between words, and how many of their characters make a word on average.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_WORD_LENGTH = 2


@lru_cache(maxsize=4_096)
def unmarked(text: str) -> str:
    """Return ``text`` without links' targets, emphasis, comments, tags and escapes; code spans keep their backticks.

    Of a text without end, the first 4,000 characters.
    """
    text = text[:_LONGEST]
    # Most lines have no marks, and looking for a character is far cheaper than a substitution.
    if "<" in text:
        text = _TAG.sub("", _COMMENT.sub("", text))
    if "](" in text or "][" in text:
        text = _REF_LINK.sub(r"\1", _LINK.sub(r"\1", text))
    if "*" in text or "_" in text or "~~" in text:
        for _ in range(2):
            text = _EMPHASIS.sub(r"\2", text)
        text = _ITALIC.sub(lambda found: found[1] or found[2], text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def without_pictures(text: str) -> str:
    """Return ``text`` without emoji and symbols at its start and end."""
    text = _LEADING_PICTURES.sub("", text)
    return _TRAILING_PICTURES.sub("", text) if _ENDS_IN_PICTURE.match(text.rstrip()[-1:]) else text


def count_words(text: str) -> int:
    """Return how many words ``text`` has; where no blanks stand between them, every two characters count as one."""
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    return len(_UNSPACED.sub(" ", text).split()) + -(-unspaced // _WORD_LENGTH)


def is_unspaced(char: str) -> bool:
    """Return whether a character belongs to a script without blanks between words."""
    return bool(_UNSPACED.match(char))


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Return ``text`` without marks, without pictures at its ends and without code backticks."""
    return without_pictures(unmarked(text)).replace("`", "").strip()
