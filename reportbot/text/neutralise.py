"""A stretch of text is rewritten so that what would act on GitHub only shows.

Where a word is put into code, backticks around it that pair with nothing are escaped, so that no parser pairs them with
ours.
"""

from __future__ import annotations

import re
from typing import Literal

from reportbot.text import markup, triggers
from reportbot.text.reading import Handlers, Neutral, Reading
from reportbot.text.triggers import Stretch

_WORDS = (
    r"@|#(?=\d)|/(?=[A-Za-z])|(?<![A-Za-z])(?:(?:https?|ftp)://|www\.)|(?<![A-Za-z0-9])GH-(?=\d)"
    r"|(?<![\w/])(?:bors|renovate|dependabot|mergify)"
)
_IN_MARKDOWN = re.compile(r"[\\`<!\[\]&$]|" + _WORDS, re.IGNORECASE)
_IN_HTML = re.compile(r"[<&]|" + _WORDS, re.IGNORECASE)
_IN_TITLE = re.compile(r"`|<(?=!--)|" + _WORDS, re.IGNORECASE)


def neutralise_markdown(within: Stretch, *, words: bool, folding: bool, escape_backticks: bool = False) -> Neutral:
    """Rewrite a stretch of prose or one cell of a table.

    Without ``words``, only tags, links, images and the like are judged, and mentions, references and commands are left
    for when these have come to rest. Without ``folding``, the tags of ``<details>`` become text. Unpaired backticks are
    escaped where code was added, and always with ``escape_backticks``.
    """
    reading = Reading(within, words=words, folding=folding)
    reading.read(_IN_MARKDOWN, _MARKDOWN_HANDLERS)
    return reading.result(unpaired="\\`", code="`{}`", escape_backticks=escape_backticks)


def neutralise_html(within: Stretch, *, words: bool, folding: bool) -> Neutral:
    """Rewrite an HTML block, in which Markdown has no effect and only the element ``code`` protects."""
    reading = Reading(within, words=words, folding=folding, mode="html")
    reading.read(_IN_HTML, _HTML_HANDLERS)
    return reading.result(unpaired="`", code="<code>{}</code>")


def neutralise_title(within: Stretch) -> Neutral:
    """Rewrite a title: one line in which GitHub knows code in single backticks and references, and nothing else."""
    reading = Reading(within, mode="title")
    reading.read(_IN_TITLE, _TITLE_HANDLERS)
    return reading.result(unpaired="", code="`{}`")


def _on_at(reading: Reading, at: int) -> int:
    return reading.take(triggers.mention(reading.within, at, reading.floor))


def _on_number(reading: Reading, at: int) -> int:
    return reading.take(triggers.issue_number(reading.within, at, reading.floor))


def _on_gh(reading: Reading, at: int) -> int:
    return reading.take(triggers.gh_number(reading.within, at))


def _on_slash(reading: Reading, at: int) -> int:
    return reading.take(triggers.command(reading.within, at))


def _on_url(reading: Reading, at: int) -> int:
    if reading.mode != "markdown" or len(reading.brackets) > reading.dead_brackets:
        return reading.take(triggers.bare_url(reading.within, at, linked="never"))
    linked: Literal["surely", "maybe"] = "maybe" if reading.brackets else "surely"
    return reading.take(triggers.bare_url(reading.within, at, linked=linked))


def _on_bot(reading: Reading, at: int) -> int:
    return reading.take(triggers.bot_phrase(reading.within, at))


_WORD_HANDLERS: Handlers = {
    "@": _on_at,
    "#": _on_number,
    "/": _on_slash,
    "g": _on_gh,
    **dict.fromkeys("hfw", _on_url),
    **dict.fromkeys("brdm", _on_bot),
}
_HTML_HANDLERS: Handlers = {**_WORD_HANDLERS, "<": markup.on_angle, "&": markup.on_entity}
_TITLE_HANDLERS: Handlers = {**_WORD_HANDLERS, "<": markup.on_title_comment, "`": markup.on_backtick}
_MARKDOWN_HANDLERS: Handlers = {
    **_HTML_HANDLERS,
    "\\": markup.on_backslash,
    "`": markup.on_backtick,
    "!": markup.on_bang,
    "[": markup.on_opening_bracket,
    "]": markup.on_closing_bracket,
    "$": markup.on_dollar,
}
