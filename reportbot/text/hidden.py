"""What a reader of the rendered page does not see: comments, link titles, white formulas, invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportbot.text.invisible import invisible_characters, show_invisible, spelled_out

_QUOTE = 80
# What letters and digits spell by chance is shorter than a message.
_MESSAGE = 4
_COMMENT_EDGE = re.compile("<!--|-->")
_EMPTY_COMMENT = re.compile("<!---?>")
_LINK_TITLE = re.compile(r"""\]\([^()\s]*\s+("[^"]*"|'[^']*'|\([^()]*\))\s*\)""")
_DEFINITION_TITLE = re.compile(r"""[\s>]{0,99}\[[^\[\]]+\]:\s*\S+\s+(["'(].*["')])\s*$""")
# TeX that makes text invisible, tiny or something else than it says.
HIDING_TEX = re.compile(
    r"\\(?:color|textcolor|colorbox|fcolorbox|[hv]?phantom|smash|tiny|scriptscriptstyle|href|class|style|cssId|unicode)\b"
)
_FORMULA = re.compile(r"\$[^$]*\$")
_FENCE = re.compile(r"[\s>]{0,99}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_OWN_DIRECTIVE = re.compile(r"<!--\s*reportbot:\s*ignore\s*-->")


def hidden_text(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return notes on hidden content, in the order of the lines: each names its line and quotes at most 80 characters.

    Comments, link titles and formulas inside code are visible there and not reported; invisible characters are.
    """
    notes = [*_invisible_notes(lines)]
    if any(mark in line for line in lines for mark in ("<!--", "](", "]:", "$")):
        prose = _without_code(lines)
        notes += [*_comment_notes(prose), *_title_notes(prose), *_formula_notes(prose)]
    return tuple(f"line {number}: {what}" for number, what in sorted(notes))


def comment_end(text: str, start: int, end: int) -> int | None:
    """Return where the HTML comment that opens at ``start`` ends, before ``end``; None when it is never closed.

    HTML ends it at the first closer. Where openers stand inside, what follows on the same line up to the closers that
    are left counts as hidden as well, since its writer wanted it so.
    """
    empty = _EMPTY_COMMENT.match(text, start, end)
    if empty:
        return empty.end()
    closer = text.find("-->", start + 4, end)
    if closer < 0:
        return None
    inner, closed = text.count("<!--", start + 4, closer), closer + 3
    newline = text.find("\n", closed, end)
    for edge in _COMMENT_EDGE.finditer(text, closed, end if newline < 0 else newline):
        if not inner:
            break
        inner += 1 if edge[0] == "<!--" else -1
        closed = edge.end() if edge[0] == "-->" else closed
    return closed


def quoted(text: str) -> str:
    """Return ``text`` on one line in quotation marks, bidi controls and tags shown, cut to 80 characters."""
    line = " ".join(show_invisible(text).split())
    return f'"{line}"' if len(line) <= _QUOTE else f'"{line[: _QUOTE - 1]}…"'


def describe_invisible(characters: str) -> str:
    """Return how many invisible characters there are, and what they spell or else which they are."""
    message = spelled_out(characters)
    names = " ".join(dict.fromkeys(f"U+{ord(c):04X}" for c in characters[:_QUOTE]))[:_QUOTE]
    what = f"spelling {quoted(message)}" if len(message) >= _MESSAGE else names
    return f"{len(characters)} invisible character{'s' * (len(characters) > 1)}: {what}"


def _invisible_notes(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        hidden = invisible_characters(line)
        if hidden:
            yield number, describe_invisible(hidden)


def _without_code(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines with code spans and the content of closed fences blanked."""
    kept = [_CODE_SPAN.sub(lambda span: " " * len(span[0]), line) for line in lines]
    opened: tuple[int, str] | None = None
    for index, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if opened is None:
            opened = (index, fence[1])
        elif fence[1].startswith(opened[1]):
            kept[opened[0] : index + 1] = [""] * (index + 1 - opened[0])
            opened = None
    return tuple(kept)


def _comment_notes(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    text = "\n".join(lines)
    counted, number, position = 0, 1, text.find("<!--")
    while position >= 0:
        end = comment_end(text, position, len(text)) or len(text)
        number += text.count("\n", counted, position)
        counted = position
        inside = text[position:end].removeprefix("<!--").removesuffix("-->")
        if inside.strip(" ->") and not _OWN_DIRECTIVE.fullmatch(text, position, end):
            yield number, f"HTML comment: {quoted(inside)}"
        position = text.find("<!--", end)


def _title_notes(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        titles = [hit[1] for hit in _LINK_TITLE.finditer(line)] if "](" in line else []
        definition = _DEFINITION_TITLE.match(line) if "]:" in line else None
        for title in [*titles, *([definition[1]] if definition else [])]:
            yield number, f"link title: {quoted(title[1:-1])}"


def _formula_notes(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if "$" in line and "\\" in line:
            for formula in _FORMULA.findall(line):
                if HIDING_TEX.search(formula):
                    yield number, f"formula that may hide text: {quoted(formula)}"
