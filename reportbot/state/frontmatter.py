"""The YAML at the head of a draft file: read defensively, changed by replacing only the values that change.

Every scalar is read as the text that stands there (``no``, ``1e3`` and ``2026-05-06`` are texts; empty, ``~`` and
``null`` are None), so a person's edit means what it looks like. What YAML offers beyond plain data is refused before
anything is built from it: aliases can blow up, merge keys and doubled keys hide values, tags can name code. Nesting is
bounded while the events come in, because the scanner takes seconds for a few thousand open brackets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from reportbot.errors import FrontMatterError
from reportbot.state import ownyaml
from reportbot.state.ownyaml import Entry, Value

MAX_BYTES = 8192
MAX_DEPTH = 8

_OPENING = re.compile(r"\ufeff?---[ \t]*(\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r|\Z)")
_NEWLINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Parts:
    """A draft file cut in three: ``head + yaml + tail + body`` is the file. ``newline`` is that of its first line."""

    head: str
    yaml: str
    tail: str
    body: str
    newline: str


def split(text: str, name: str) -> Parts:
    """Cut a draft file; raise FrontMatterError when it has no front matter or that is over 8 KiB."""
    opening = _OPENING.match(text)
    if opening is None:
        raise refusal(
            name, 1, "the file does not begin with a line ---", "Put the front matter back, from git if need be."
        )
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise refusal(name, 1, "no line --- ends the front matter", "Add it above the body.")
    yaml = text[opening.end() : closing.start()]
    size = len(yaml.encode())
    if size > MAX_BYTES:
        raise refusal(name, 1, f"the front matter has {size:,} bytes; at most {MAX_BYTES:,} are read", "Shorten it.")
    return Parts(opening.group(), yaml, closing.group(), text[closing.end() :], opening.group(1))


def parse(yaml: str, name: str) -> dict[str, Entry]:
    """Return the keys of the front matter ``yaml`` of the file ``name`` in their order; raise FrontMatterError."""
    own = ownyaml.entries(yaml)
    if own is not None:
        return own
    try:
        return _Reader(yaml, name).entries()
    except ReaderError as error:
        raise _broken(
            yaml, name, error.position, f"the character U+{error.character:04X} may not stand here"
        ) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _broken(yaml, name, mark.index if mark else 0, error.problem or "it is not YAML") from error
    except (YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise _broken(yaml, name, 0, "it is not YAML") from error


def replaced(yaml: str, entries: Mapping[str, Entry], changes: Mapping[str, str], newline: str) -> str:
    """Return ``yaml`` with the values of ``changes`` (key to rendered value) in place of the old ones.

    Everything else stays as it is, comments and order included; a key that is not there comes last.
    """
    present = sorted((key for key in changes if key in entries), key=lambda key: -entries[key].start)
    for key in present:
        entry = entries[key]
        # A comment between the key and a value on the lines below it stays.
        between = yaml[entry.colon : entry.start].rstrip(" \t\r\n")
        shown = f" {changes[key]}" if changes[key] else ""
        yaml = yaml[: entry.colon] + shown + between + yaml[entry.end :]
    indent = " " * (min(entry.indent for entry in entries.values()) if entries else 0)
    added = [f"{indent}{key}: {value}".rstrip() + newline for key, value in changes.items() if key not in entries]
    return yaml + "".join(added)


def refusal(name: str, line: int, cause: str, next_step: str) -> FrontMatterError:
    """Return the error for line ``line`` of the file ``name``."""
    return FrontMatterError(f"{name}:{line}: {cause}", next_step)


def _broken(yaml: str, name: str, index: int, cause: str) -> FrontMatterError:
    return refusal(name, _line(yaml, index), cause, "Put the value in quotes, or take the line back from git.")


def _line(yaml: str, index: int) -> int:
    # The line --- above the front matter is line 1 of the file.
    return len(_NEWLINE.findall(yaml, 0, index)) + 2


class _Reader:
    """Builds the values out of the parser's events, refusing on the way what a draft has no use for."""

    def __init__(self, yaml: str, name: str) -> None:
        self._yaml = yaml
        self._name = name
        self._end = 0
        self._events = self._checked(YAML(typ="safe", pure=True).parse(yaml))

    def entries(self) -> dict[str, Entry]:
        first = next(self._events, None)
        if first is None:
            return {}
        if not isinstance(first, MappingStartEvent) or first.flow_style:
            raise self._refusal(first, "the front matter is not one key a line", "Write it as key: value lines.")
        entries: dict[str, Entry] = {}
        while not isinstance(key := next(self._events), MappingEndEvent):
            name = self._key(key, entries)
            entries[name] = self._entry(key)
        next(self._events, None)  # the parser is asked to the end: a second document is refused
        return entries

    def _entry(self, key: Event) -> Entry:
        colon = self._yaml.index(":", key.end_mark.index) + 1
        event = next(self._events)
        value = self._value(event)
        start = event.start_mark.index
        end = start + len(self._yaml[start : self._end].rstrip(" \t\r\n"))
        if start == end:
            # The parser puts a missing value where the next key begins.
            start = end = colon
        return Entry(value, colon, start, end, self._line_of(key), key.start_mark.column)

    def _value(self, event: Event) -> Value:
        self._end = event.end_mark.index
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._list()
        return self._mapping()

    def _list(self) -> Value:
        values: list[Value] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            values.append(self._value(event))
        self._close(event)
        return values

    def _mapping(self) -> Value:
        values: dict[str, Value] = {}
        while not isinstance(key := next(self._events), MappingEndEvent):
            name = self._key(key, values)
            values[name] = self._value(next(self._events))
        self._close(key)
        return values

    def _close(self, event: Event) -> None:
        # The end of a block is where the next key begins; the end of a flow is its bracket.
        if event.end_mark.index > event.start_mark.index:
            self._end = event.end_mark.index

    def _key(self, event: Event, known: Mapping[str, object]) -> str:
        if not isinstance(event, ScalarEvent):
            raise self._refusal(event, "a key is not a word", "Write it as key: value.")
        if event.value == "<<":
            raise self._refusal(event, "merge keys (<<) are not allowed", "Write the values out.")
        if event.value in known:
            raise self._refusal(event, f"the key {event.value} stands here twice", "Remove one of the two.")
        return str(event.value)

    def _checked(self, events: Iterator[Event]) -> Iterator[Event]:
        depth = documents = 0
        for event in events:
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            documents += isinstance(event, DocumentStartEvent)
            if depth > MAX_DEPTH:
                raise self._refusal(event, f"lists are nested deeper than {MAX_DEPTH} levels", "Write it flat.")
            if documents > 1 or getattr(event, "version", None) or getattr(event, "tags", None):
                raise self._refusal(event, "there is a second document or a directive", "Leave the keys alone.")
            self._plain_data(event)
            if isinstance(event, NodeEvent | CollectionEndEvent):
                yield event

    def _plain_data(self, event: Event) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self._refusal(
                event, "anchors and aliases (&, *) are not allowed", "Write the value out, or quote it."
            )
        if getattr(event, "tag", None) is not None:
            raise self._refusal(event, "tags (!) are not allowed", "Remove the tag, or quote the value.")

    def _line_of(self, event: Event) -> int:
        return _line(self._yaml, event.start_mark.index)

    def _refusal(self, event: Event, cause: str, next_step: str) -> FrontMatterError:
        return refusal(self._name, self._line_of(event), cause, next_step)


def _scalar(event: ScalarEvent) -> str | None:
    plain = event.style is None
    return None if plain and event.value in ownyaml.NOTHING else str(event.value)
