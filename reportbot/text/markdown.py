"""Lines to blocks: the structure of a Markdown or plain-text document, with the lines on which everything stands.

markdown-it-py finds the blocks (commonmark preset plus tables; its inline parser stays off, so text keeps its marks and
a hostile line costs nothing). On top of that: boxes (``[ ]``, ``☐``, ``✅`` ...) on list entries, box lines without a
bullet, HTML lists and tables, and YAML front matter, which is not part of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from reportbot.text import html

Box = Literal["open", "done", "dropped"]

BOXES: dict[str, Box] = {
    "[ ]": "open", "[]": "open", "[x]": "done", "[X]": "done", "[✓]": "done", "[✔]": "done",
    "[-]": "dropped", "[~]": "open", "[/]": "open",
    "☐": "open", "⬜": "open", "🔲": "open", "◻": "open", "☑": "done", "✅": "done", "✔": "done", "🗹": "done",
    "❌": "open", "☒": "dropped",
}  # fmt: skip
_BOX = re.compile(r"\\?(\[[ xX✓✔~/-]?\\?\]|[☐⬜🔲◻☑✅✔🗹❌☒])\ufe0f?(?=\s|$)\s*")
_BARE_ENTRY = re.compile(r"\s{0,3}(?:\[[ xX✓✔~/-]?\](?!\()|[☐⬜☑✅✔❌]\ufe0f?|[•◦▪‣]|->|→|=>)\s+\S")
# Lines that start with an id are a list when there are two or more of them.
_NUMBERED = re.compile(r"\s{0,3}(?![PQ][0-4]\b)[A-Z]{1,8}-?\d{1,5}[:.)]?\s+\S")
_DASHED = re.compile(r"\s{0,3}[–—]\s+\S")
_BULLET = re.compile(r"^(?:[•◦▪‣–—]|->|→|=>)\s+")
_FRONT_MATTER_LINES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One list entry. ``text`` is its own first paragraph; ``last_line`` includes all that is nested in it."""

    text: str
    first_line: int
    text_last_line: int
    last_line: int
    box: Box | None = None
    mark: str = ""
    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One table row with its cells."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``level`` is a heading's (1-6); ``text`` the raw text of a heading, paragraph, fence or HTML block."""

    kind: Literal["heading", "paragraph", "list", "table", "fence", "html", "quote", "rule"]
    first_line: int
    last_line: int
    text: str = ""
    level: int = 0
    entries: tuple[Entry, ...] = ()
    rows: tuple[Row, ...] = ()
    children: tuple[Block, ...] = ()


def split_box(text: str) -> tuple[Box | None, str, str]:
    """Return (meaning, mark, rest) of a box at the start of ``text``; (None, "", text) when there is none."""
    found = _BOX.match(text)
    if not found:
        return None, "", text
    mark = found[1].replace("\\", "")
    return BOXES[mark], mark, text[found.end() :]


def parse(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of the document in order; ``first_line`` of the first line is 1."""
    hidden = _front_matter_end(lines)
    text = "\n".join([""] * hidden + list(lines[hidden:]))
    reader = MarkdownIt("commonmark", {"linkify": False, "typographer": False}).enable("table")
    reader.core.ruler.enableOnly(["normalize", "block"])
    tree = SyntaxTreeNode(reader.parse(text))
    return tuple(_split_bare(tuple(_blocks(tree.children, lines)), lines))


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield every block, depth first, with those nested in entries and quotes."""
    for block in blocks:
        yield block
        yield from walk(block.children)
        for entry in block.entries:
            yield from walk(entry.children)


def _front_matter_end(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:_FRONT_MATTER_LINES], start=1):
        if line.rstrip() in ("---", "..."):
            return number + 1
    return 0


def _span(node: SyntaxTreeNode, lines: Sequence[str]) -> tuple[int, int]:
    first, end = node.map or (0, 0)
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    return first + 1, max(end, first + 1)


def _inline(node: SyntaxTreeNode) -> str:
    return "\n".join(
        line.strip() for child in node.children if child.type == "inline" for line in child.content.split("\n")
    )


def _blocks(nodes: Sequence[SyntaxTreeNode], lines: Sequence[str]) -> Iterator[Block]:
    for node in nodes:
        first, last = _span(node, lines)
        match node.type:
            case "heading":
                yield Block("heading", first, last, _inline(node), int(node.tag[1]))
            case "paragraph":
                yield Block("paragraph", first, last, _inline(node))
            case "bullet_list" | "ordered_list":
                entries = tuple(_entry(child, lines) for child in node.children)
                yield Block("list", first, last, entries=entries)
            case "fence" | "code_block":
                yield Block("fence", first, last, node.content)
            case "blockquote":
                yield Block("quote", first, last, children=tuple(_blocks(node.children, lines)))
            case "table":
                yield Block("table", first, last, rows=tuple(_rows(node)))
            case "html_block":
                yield from _html(node.content, first, last)
            case "hr":
                yield Block("rule", first, last)


def _entry(node: SyntaxTreeNode, lines: Sequence[str]) -> Entry:
    first, last = _span(node, lines)
    children = tuple(_blocks(node.children, lines))
    text, text_last = "", first
    if children and children[0].kind in ("paragraph", "heading"):
        text, text_last, children = children[0].text, children[0].last_line, children[1:]
    box, mark, rest = split_box(text)
    return Entry(rest, first, text_last, last, box, mark, children)


def _rows(table: SyntaxTreeNode) -> Iterator[Row]:
    for part in table.children:
        for row in part.children:
            cells = tuple(_inline(cell) for cell in row.children)
            yield Row(cells, (row.map or (0, 0))[0] + 1)


def _html(source: str, first: int, last: int) -> Iterator[Block]:
    found = html.structure(source, first)
    blocks = [Block("heading", line, line, text, level) for line, level, text in found.headings]
    for table in found.tables:
        rows = tuple(Row(cells, line) for line, cells in table)
        blocks.append(Block("table", rows[0].line, rows[-1].line, rows=rows))
    for entries in found.lists:
        listed = tuple(_html_entry(text, line) for line, text in entries)
        blocks.append(Block("list", listed[0].first_line, listed[-1].last_line, entries=listed))
    yield Block("html", first, last, source)
    yield from sorted(blocks, key=lambda block: block.first_line)


def _html_entry(text: str, line: int) -> Entry:
    box, mark, rest = split_box(text)
    return Entry(rest, line, line, line, box, mark)


def _split_bare(blocks: tuple[Block, ...], lines: Sequence[str]) -> Iterator[Block]:
    """Turn lines of a paragraph that start with a box or a typed bullet (``• x``) into lists; nested blocks likewise.

    A single such line in front of a list is the list's name ("✅ **Long-term goals**").
    """
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        names_a_list = following is not None and following.kind == "list" and block.first_line == block.last_line
        if block.kind == "paragraph" and not names_a_list:
            yield from _split_paragraph(block, lines)
        elif block.children:
            yield replace(block, children=tuple(_split_bare(block.children, lines)))
        else:
            yield block


def _split_paragraph(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    numbers = range(block.first_line, block.last_line + 1)
    dashed = all(_DASHED.match(lines[number - 1]) for number in numbers)
    has_ids = sum(bool(_NUMBERED.match(lines[number - 1])) for number in numbers) > 1
    bare = [dashed or _starts_entry(lines[number - 1], has_ids=has_ids) for number in numbers]
    if not any(bare):
        yield block
        return
    for is_entry, run in groupby(zip(numbers, bare, strict=True), key=itemgetter(1)):
        inside = [number for number, _ in run]
        text = "\n".join(lines[number - 1].strip() for number in inside)
        yield _bare_list(inside, lines) if is_entry else Block("paragraph", inside[0], inside[-1], text)


def _starts_entry(line: str, *, has_ids: bool) -> bool:
    return bool(_BARE_ENTRY.match(line) or (has_ids and _NUMBERED.match(line)))


def _bare_list(numbers: Sequence[int], lines: Sequence[str]) -> Block:
    entries = []
    for number in numbers:
        box, mark, rest = split_box(_BULLET.sub("", lines[number - 1].strip(), count=1))
        entries.append(Entry(rest.strip(), number, number, number, box, mark))
    return Block("list", numbers[0], numbers[-1], entries=tuple(entries))
