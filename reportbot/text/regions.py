"""Which lines of a Markdown text are code, HTML, prose, a table or a link definition, by CommonMark's block rules.

GitHub adds tables. Parsers differ on what is one, so only what all of them take for a table counts as such. Told apart,
to be changed into what parsers agree on, are an ``almost-table``, a paragraph that some may take for a table, an
``open-table``, which a line follows that makes a heading of it for some, ``late-code``, which some may take for the
end of the paragraph before it, a paragraph in a quote or list with a ``late-tag`` at the start of a line, where
GitHub's parser starts an HTML block against the specification, and a ``far-quote``, whose mark is indented too far to
be one for some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Python's stack allows this many containers inside each other; who needs more is not writing for people.
_MAX_NESTING = 100
DELIMITER_ROW = re.compile(r"[\s>]*+(?=[^\n]*[|:])\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
# GFM lets a backslash escape a pipe, whatever stands around it.
CELL_EDGE = re.compile(r"\\[!-/:-@\[-`{-~]|\||\n")
_CELL_TEXT = re.compile(r"\\[!-/:-@\[-`{-~]|[^|]")
_PLAIN_ROW = re.compile(r"[^`\[\]<|\\$]*")
_OTHER_BLOCK = re.compile(r"<|\d{1,9}[.)]")
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*")
_FAR_QUOTE = re.compile(r" {0,3}(?: {4}|\t)[ \t]*>")
_EMPTY_ENTRY = re.compile(r"[\s>]*+(?:[*+-]|\d{1,9}[.)])\s*+")
_HEADING = re.compile(r"[ \t>]*#")
LATE_TAG = re.compile(r"([ \t>]*)<(?=/?[A-Za-z][A-Za-z0-9-]*(?:[\s/>]|$))")

Kind = Literal[
    "prose", "table", "open-table", "almost-table", "html", "code", "late-code", "late-tag", "far-quote", "definition"
]
_KINDS: dict[str, Kind] = {
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "definition": "definition",
    "inline": "prose",
}


class NestedTooDeeply(ValueError):
    """The text has more containers inside each other than can be followed."""


@dataclass(frozen=True, slots=True)
class Region:
    """Whole lines of a text: from offset ``start`` up to ``end``, the last line's ending excluded."""

    kind: Kind
    start: int
    end: int


class _EveryDefinition(MarkdownIt):
    """A parser that accepts link definitions whatever their scheme, so that they can be judged."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  the name and argument of the base class
        return True


def regions(text: str) -> tuple[Region, ...]:
    """Return the regions of ``text`` (lines end at LF) in order; lines between them hold nothing but blanks.

    Raises ``NestedTooDeeply``.
    """
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found: list[tuple[Kind, int, int]] = []
    covered = 0
    for token in _blocks(text):
        first, last = token.map or (0, 0)
        if first >= covered and last > first:
            found += [("prose", i, i + 1) for i in range(covered, first)]
            found += _parts(token, lines, first, last)
            covered = found[-1][2]
    found += [("prose", i, i + 1) for i in range(covered, len(lines))]
    whole = (Region(kind, starts[first], starts[last] - 1) for kind, first, last in found)
    return tuple(region for region in whole if text[region.start : region.end].strip())


@cache
def _parser() -> MarkdownIt:
    return _EveryDefinition("commonmark", {"maxNesting": _MAX_NESTING, "inline_definitions": True}).disable("inline")


def _blocks(text: str) -> list[Token]:
    # Without the newline, markdown-it-py 4.3 raises IndexError where a quote mark ends the text inside a list.
    tokens = _parser().parse(f"{text}\n")
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):
        raise NestedTooDeeply
    return [token for token in tokens if token.type in _KINDS and token.map]


def _parts(token: Token, lines: list[str], first: int, last: int) -> Iterator[tuple[Kind, int, int]]:
    if first and lines[first - 1].strip() and _FAR_QUOTE.match(lines[first]):
        yield "far-quote", first, first + 1
    elif token.type == "inline":
        yield from _paragraph(token, lines, first, last)
    elif token.type == "code_block":
        yield _indented(lines, first), first, last
    else:
        yield _KINDS[token.type], first, last


def _indented(lines: list[str], first: int) -> Kind:
    """Say what indented code is: behind an empty list entry, GitHub's parser may take it for the text of that."""
    if first and lines[first - 1].strip():
        return "code" if _HEADING.match(lines[first - 1]) else "late-code"
    before = next((lines[i] for i in range(first - 1, -1, -1) if lines[i].strip()), "")
    return "prose" if _EMPTY_ENTRY.fullmatch(before) else "code"


def _paragraph(token: Token, lines: list[str], first: int, last: int) -> Iterator[tuple[Kind, int, int]]:
    has_late_tag = token.level > 1 and any(LATE_TAG.match(line) for line in lines[first + 1 : last])
    prose: Kind = "late-tag" if has_late_tag else "prose"
    delimiter = next((i for i in range(first + 1, last) if DELIMITER_ROW.fullmatch(lines[i])), None)
    if delimiter is None:
        yield prose, first, last
    elif not _is_table(token, lines[first:last], delimiter - first):
        yield "almost-table", first, last
    else:
        if delimiter - 1 > first:
            yield prose, first, delimiter - 1
        is_open = last < len(lines) and _UNDERLINE.fullmatch(lines[last])
        yield "open-table" if is_open else "table", delimiter - 1, last


def _is_table(token: Token, raw: list[str], delimiter: int) -> bool:
    """Say whether line ``delimiter`` of the paragraph makes a table from the line before it on, for every parser.

    A lazy line, which lacks the marks of the quotes and lists around it, belongs to a paragraph and to no table.
    """
    content = token.content.split("\n")
    if len(content) != len(raw):
        return False
    rows = content[delimiter - 1 :]
    margins = [line[: line.find(inside.strip())] for line, inside in zip(raw, content, strict=True)]
    is_lazy = token.level > 1 and any(_is_lazy(margin, margins[0]) for margin in margins[delimiter - 1 :])
    if is_lazy or any(_OTHER_BLOCK.match(row) for row in rows):
        return False
    return _columns(rows[0]) == _columns(rows[1]) and all(map(_is_row, _without_plain_end(rows)))


def _is_lazy(margin: str, first_margin: str) -> bool:
    return margin.count(">") != first_margin.count(">") or len(margin) < len(first_margin)


def _is_row(line: str) -> bool:
    return "|" in _CELL_TEXT.sub("", line) and line.strip() != "|"


def _without_plain_end(rows: list[str]) -> list[str]:
    """Drop lines without a pipe at the end: GitHub makes rows of them, but nothing in them pairs with anything."""
    last = len(rows)
    while last and _PLAIN_ROW.fullmatch(rows[last - 1]):
        last -= 1
    return rows[:last]


def _columns(row: str) -> int:
    row = row.strip()
    pipes = len(_CELL_TEXT.sub("", row))
    return pipes + 1 - row.startswith("|") - (row.endswith("|") and not row.endswith("\\|"))
