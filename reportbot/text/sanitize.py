"""What may be shown on a terminal, and what may stand in an issue that is published.

Report text is never trusted: it may hold control sequences for a terminal, and for GitHub mentions, closing words,
references to other trackers, commands for bots, hidden text and images that tell a stranger who reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportbot.text.hidden import describe_invisible, hidden_text
from reportbot.text.invisible import invisible_characters, show_invisible, strip_invisible
from reportbot.text.neutralise import neutralise_title
from reportbot.text.triggers import Stretch

__all__ = ["Cleaned", "for_issue", "for_terminal", "for_title", "hidden_text"]

_TERMINAL_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PUBLISHED_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_PUBLISHED_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Each pass leaves less that acts; ordinary text is clean after one, and nothing needed more than five in tests.
_MOST_PASSES = 12


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text that may be published, and notes for the reviewer on hidden text, titles and images that were taken out."""

    text: str
    notes: tuple[str, ...] = ()


def for_terminal(text: str, *, keep_newlines: bool = True) -> str:
    r"""Return ``text`` with nothing in it that a terminal obeys: controls as ``\x1b``, bidi controls as ``<U+202E>``.

    Tabs stay, and newlines with ``keep_newlines``; without, they become blanks.
    """
    shown = show_invisible(_TERMINAL_CONTROL.sub(_visible_control, text))
    return shown if keep_newlines else shown.replace("\n", " ")


def for_issue(text: str, *, repo: str | None) -> Cleaned:
    """Return Markdown for the body of an issue of ``repo`` (owner/name; None: not known) that pings and links nobody.

    Give it the whole body, since what is code depends on what stands before it. Ordinary Markdown comes back byte for
    byte; lines end at LF. The result comes back unchanged when it is cleaned again.
    """
    # The Markdown parser takes 50 ms to import, and what is only shown does not need it.
    from reportbot.text.rewrite import NestedTooDeeply, break_markers, rewrite  # noqa: PLC0415

    text, notes = _without_controls(text)
    for _ in range(_MOST_PASSES):
        try:
            cleaned = rewrite(text, repo)
        except NestedTooDeeply:
            break
        if cleaned.text == text:
            return Cleaned(text, tuple(dict.fromkeys(notes)))
        notes += cleaned.notes
        text = cleaned.text
    return Cleaned(
        _fenced(break_markers(text)), (*dict.fromkeys(notes), "shown as source: the text is nested too deeply")
    )


def for_title(text: str, *, repo: str | None) -> Cleaned:
    """Return one line for the title of an issue of ``repo``, under the same rules as the body."""
    text, notes = _without_controls(text)
    # Of runs of backticks, nobody knows what GitHub makes in a title.
    line = re.sub("`{2,}", "`", " ".join(text.split()))
    for _ in range(_MOST_PASSES):
        neutral = neutralise_title(Stretch(line, 0, len(line), repo))
        notes += neutral.notes
        cleaned = " ".join(strip_invisible(neutral.text).split())
        if cleaned == line:
            break
        line = cleaned
    return Cleaned(line, tuple(dict.fromkeys(notes)))


def _visible_control(control: re.Match[str]) -> str:
    if control[0] == "\r":
        return "\\r"
    code = ord(control[0])
    return f"\\x{code:02x}" if control[0] < "\u0100" else f"<U+{code:04X}>"


def _without_controls(text: str) -> tuple[str, list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE.sub("\ufffd", _PUBLISHED_BREAK.sub(" ", _PUBLISHED_CONTROL.sub("", text)))
    hidden = invisible_characters(text)
    return strip_invisible(text), [f"removed: {describe_invisible(hidden)}"] if hidden else []


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
