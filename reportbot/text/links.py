"""Links, images, tags and entities of Markdown: how far they reach, and where a link may lead."""

from __future__ import annotations

import re
from html import unescape

from reportbot.text.invisible import strip_invisible
from reportbot.text.triggers import is_foreign_issue

# What follows the closing bracket of an inline link. Backticks are left out: there, parsers differ on what comes first.
LINK_TAIL = re.compile(
    r"\(\s*+(?:<(?P<angle>[^<>\n`]*)>|(?P<plain>(?:[^\s()<>`\\]|\\[^\s`]|\([^\s()<>`\\]*\))*))"
    r"(?P<titled>\s++(?P<title>\"(?:[^\"\\`]|\\[^`])*\"|'(?:[^'\\`]|\\[^`])*'|\((?:[^()\\`]|\\[^`])*\)))?\s*+\)"
)
# A definition on one line, behind quote marks and list marks.
DEFINITION = re.compile(
    r"(?P<before>[\s>*+.)\d-]*)\[(?P<label>(?:[^\[\]\\]|\\.)+)\]:[ \t]*(?P<to><[^<>\n]*>|[^\s<]\S*)"
    r"(?P<titled>[ \t]+(?P<title>[\"'(].*[\"')]))?[ \t]*"
)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
AUTOLINK = re.compile(
    rf"<(?P<to>(?:https?://|mailto:)[^\s<>`]*|[A-Za-z0-9.+_-]+@{_LABEL}(?:\.{_LABEL})*)>", re.IGNORECASE | re.ASCII
)
# Tags that neither load anything nor hide more than a reader can unfold. ``block`` are those that always start an HTML
# block at the start of a line.
HARMLESS_TAG = re.compile(
    r"</?(?:(?P<block>(?P<fold>details(?:\s+open(?:=\"\")?)?)|summary)|br|sub|sup|kbd|code)\s*/?>", re.IGNORECASE
)
# Our own way of putting a word into code where Markdown is not read.
HTML_CODE = re.compile(r"<code>[^<>]*</code>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED = ("https://", "http://", "mailto:")
_USERINFO = re.compile(r"https?://[^/?#]*@")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_PUNCTUATION = "@:/"


def is_safe_target(raw: str, repo: str | None) -> bool:
    """Say whether a link may lead to ``raw``, as written in the text: https, http, mailto, a path or an anchor.

    Not to a user name before the host, not to an issue of another repository than ``repo``, not by a backslash.
    """
    target = _BLANK_OR_CONTROL.sub("", strip_invisible(unescape(_ESCAPED.sub(r"\1", raw.strip("<>")))))
    if "\\" in target or target.startswith("//"):
        return False
    if _SCHEME.match(target):
        # An entity that is none for Markdown must not make a scheme out of what is none.
        is_plain = raw.lstrip("<").startswith(_ALLOWED)
        return (
            is_plain
            and target.startswith(_ALLOWED)
            and not _USERINFO.match(target)
            and not is_foreign_issue(target, repo)
        )
    return "@" not in target


def plain_character(entity: str, following: str) -> str | None:
    """Return what to write for an HTML entity so that it cannot hide a trigger; None when it may stay.

    Letters, digits, ``@``, ``:``, ``/`` and a ``#`` before a digit come as themselves; what nobody sees, as nothing.
    """
    character = unescape(entity)
    if len(character) != 1:
        return None
    if not strip_invisible(f"x{character}x").removeprefix("x").removesuffix("x"):
        return ""
    if character.isascii() and (character.isalnum() or character in _PUNCTUATION):
        return character
    return character if character == "#" and (following.isdigit() or following == "&") else None
