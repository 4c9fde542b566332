"""A draft file as a draft: every key read as what it should be, or refused with its line. Nothing touches a disk."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar, get_args

from reportbot.errors import FrontMatterError
from reportbot.models import Draft, DraftEvidence, DraftState, Priority, Similar
from reportbot.state import frontmatter
from reportbot.state.frontmatter import refusal
from reportbot.state.ownyaml import Entry, Value

Record = TypeVar("Record", DraftEvidence, Similar)

_ID = re.compile(r"[0-9a-z]{8}")
_ISSUE = re.compile(r"#?[0-9]{1,9}")
_LINES = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_NEWLINE = re.compile(r"\r\n|\r")
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(data: bytes, name: str) -> Draft:
    """Return the draft that the bytes of the file ``name`` hold; its ``path`` is left empty.

    Keys that reportbot does not know are passed over, missing ones have the value of a fresh draft. The state is the
    one that the file claims. Raises FrontMatterError.
    """
    parts = frontmatter.split(text_of(data, name), name)
    keys = _Keys(frontmatter.parse(parts.yaml, name), name)
    return Draft(
        id=keys.id(),
        title=keys.title(),
        body=lf(parts.body),
        state=keys.state(),
        held_for=keys.texts("held_for"),
        question=keys.text("question"),
        repo=keys.text("repo"),
        labels=keys.texts("labels"),
        milestone=keys.text("milestone"),
        type=keys.text("type"),
        assignee=keys.text("assignee"),
        priority=keys.priority(),
        depends_on=keys.texts("depends_on"),
        duplicate_of=keys.number("duplicate_of"),
        snooze_until=keys.text("snooze_until"),
        reason=keys.text("reason"),
        evidence=keys.records("evidence", _evidence),
        similar=keys.records("similar", _similar),
        issue=keys.text("issue"),
    )


def text_of(data: bytes, name: str) -> str:
    """Return the text of the file ``name``; raise FrontMatterError when it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refusal(name, line, "the file is not UTF-8", "Save it as UTF-8.") from error


def lf(text: str) -> str:
    """Return the text with LF as the only line ending, so that a digest does not depend on the file's."""
    return _NEWLINE.sub("\n", text)


def clean(text: str) -> str:
    """Return the text without lone surrogates, which no file can hold."""
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return the text on one line, as a title has to be."""
    return _LINE_BREAKS.sub(" ", clean(text)).strip()


class _Keys:
    """The front matter of one file, asked for typed values; every complaint names the line of the key."""

    def __init__(self, entries: Mapping[str, Entry], name: str) -> None:
        self._entries = entries
        self._name = name

    def id(self) -> str:
        value = self.text("id")
        if value is None or not _ID.fullmatch(value):
            raise self._refusal("id", "id is not 8 lower-case letters and digits", "Put back what the file name has.")
        return value

    def title(self) -> str:
        title = one_line(self.text("title") or "")
        if not title:
            raise self._refusal("title", "the title is empty", "Write one; in quotes if it begins with # or a quote.")
        return title

    def state(self) -> DraftState:
        value = self.text("state") or "pending"
        for state in get_args(DraftState):
            if value == state:
                return state  # type: ignore[no-any-return]
        raise self._refusal(
            "state", f"{value!r} is no state", "Decide with `reportbot`, which writes the state itself."
        )

    def priority(self) -> Priority | None:
        value = self.text("priority")
        for priority in get_args(Priority):
            if value is not None and value.lower() == priority:
                return priority  # type: ignore[no-any-return]
        if value is None:
            return None
        raise self._refusal("priority", f"{value!r} is no priority", "Write critical, high, medium, low or nothing.")

    def text(self, key: str) -> str | None:
        value = self._value(key)
        if isinstance(value, list | dict):
            raise self._refusal(key, f"{key} is not one value", "Write it on one line, in quotes if need be.")
        return clean(value) or None if value is not None else None

    def number(self, key: str) -> int | None:
        value = self.text(key)
        if value is None:
            return None
        if not _ISSUE.fullmatch(value):
            raise self._refusal(key, f"{key} is not the number of an issue", "Write the number alone.")
        return int(value.removeprefix("#"))

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self._refusal(key, f"{key} is not a list of words", "Write it as [one, two].")
        return tuple(clean(str(entry)) for entry in value)

    def records(self, key: str, build: Callable[[Mapping[str, str]], Record]) -> tuple[Record, ...]:
        value = self._value(key)
        if value is None:
            return ()
        try:
            return tuple(build(_record(entry)) for entry in (value if isinstance(value, list) else [value]))
        except (KeyError, ValueError) as error:
            raise self._refusal(
                key, f"{key} is not what reportbot wrote ({error})", "Take it back from git."
            ) from error

    def _value(self, key: str) -> Value:
        return self._entries[key].value if key in self._entries else None

    def _refusal(self, key: str, cause: str, next_step: str) -> FrontMatterError:
        return refusal(self._name, self._entries[key].line if key in self._entries else 1, cause, next_step)


def _record(value: Value) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError("an entry is not {key: value}")
    return {key: clean(entry) for key, entry in value.items() if isinstance(entry, str)}


def _evidence(record: Mapping[str, str]) -> DraftEvidence:
    lines = _LINES.fullmatch(record["lines"])
    if lines is None:
        raise ValueError("lines are not first-last")
    first, last = int(lines[1]), int(lines[2] or lines[1])
    return DraftEvidence(record["source"], first, last, record["sha256"], record.get("quote", ""))


def _similar(record: Mapping[str, str]) -> Similar:
    return Similar(int(record["issue"]), record["state"], float(record["score"]), record.get("title", ""))
