"""Lists and tables written as HTML inside Markdown, with the lines on which their entries start."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from operator import itemgetter

_CELLS = ("td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STRUCK = ("del", "s", "strike")
# A larger block, or one of unclosed tags, costs the parser quadratic time.
_LIMIT, _UNCLOSED = 20_000, 20


@dataclass(slots=True)
class HtmlStructure:
    """Lists of (line, text), tables of (line, cells), and headings as (line, level, text)."""

    lists: list[list[tuple[int, str]]] = field(default_factory=list)
    tables: list[list[tuple[int, tuple[str, ...]]]] = field(default_factory=list)
    headings: list[tuple[int, int, str]] = field(default_factory=list)


def structure(source: str, first_line: int) -> HtmlStructure:
    """Return the lists and tables in ``source``, whose first line is line ``first_line`` of the document."""
    unclosed = source.count("<") - source.count(">")
    if (
        len(source) > _LIMIT
        or unclosed > _UNCLOSED
        or not any(tag in source.lower() for tag in ("<li", "<td", "<th", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6"))
    ):
        return HtmlStructure()
    reader = _Reader(first_line)
    # Python 3.11 raises AssertionError for a broken declaration ("<![x"); what stands in front of it is kept.
    with suppress(AssertionError):
        reader.feed(source)
        reader.close()
    return reader.result()


class _Reader(HTMLParser):
    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._offset = first_line - 1
        self._found = HtmlStructure()
        self._entries: list[tuple[int, str]] = []
        self._rows: list[tuple[int, list[str]]] = []
        self._open: list[tuple[str, int, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "input" and self._open:
            names = {name for name, _ in attrs}
            self._open[-1][2].append("[x] " if "checked" in names else "[ ] ")
        if tag == "tr":
            self._rows.append((self._line(), []))
        if tag in _STRUCK and self._open:
            self._open[-1][2].append("~~")
        if tag in ("li", *_CELLS, *_HEADINGS):
            self._close(tag)
            self._open.append((tag, self._line(), []))

    def handle_endtag(self, tag: str) -> None:
        if tag in _STRUCK and self._open:
            self._open[-1][2].append("~~")
        if tag in ("li", *_CELLS, *_HEADINGS):
            self._close(tag)
        if tag in ("ul", "ol"):
            self._close("li")
            self._end_list()
        if tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)

    def result(self) -> HtmlStructure:
        while self._open:
            self._close(self._open[-1][0])
        self._end_list()
        self._end_table()
        return self._found

    def _line(self) -> int:
        return self.getpos()[0] + self._offset

    def _close(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, line, parts = self._open.pop()
        text = " ".join("".join(parts).split())
        if tag == "li" and text:
            self._entries.append((line, text))
        elif tag in _HEADINGS and text:
            self._found.headings.append((line, int(tag[1]), text))
        elif tag in _CELLS and self._rows:
            self._rows[-1][1].append(text)

    def _end_list(self) -> None:
        if self._entries:
            self._found.lists.append(sorted(self._entries, key=itemgetter(0)))
            self._entries = []

    def _end_table(self) -> None:
        rows = [(line, tuple(cells)) for line, cells in self._rows if cells]
        if rows:
            self._found.tables.append(rows)
        self._rows = []
