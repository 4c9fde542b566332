"""A tracker read from a file: what ``gh issue list`` and ``gh pr list`` print as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from reportbot.errors import SnapshotError
from reportbot.models import TrackedIssue

FIELDS = "number,title,body,state,stateReason,labels,url,createdAt,updatedAt,closedAt"
COMMAND = f"gh issue list --state all --limit 100000 --json {FIELDS}"
# gh stops at 30 unless told; a page of the API has 100; people type 1000.
CUTS = (30, 100, 1000)

_REASONS = {"COMPLETED": "completed", "NOT_PLANNED": "not_planned", "DUPLICATE": "duplicate"}


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _label_name(value: object) -> object:
    return value.get("name") if isinstance(value, dict) else value


def _or_empty(value: object) -> object:
    return "" if value is None else value


def _or_no_labels(value: object) -> object:
    return [] if value is None else value


_Text = Annotated[str, BeforeValidator(_or_empty)]
_Label = Annotated[str, BeforeValidator(_label_name)]


class _Entry(BaseModel):
    """One element of the array, as gh writes it. ``mergedAt`` is asked of pull requests only."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    number: Annotated[int, Field(strict=True, gt=0, lt=2**53)]
    title: str
    state: Annotated[Literal["OPEN", "CLOSED", "MERGED"], BeforeValidator(_upper)]
    body: _Text = ""
    stateReason: Annotated[_Text, BeforeValidator(_upper)] = ""  # noqa: N815  # the key of the file
    labels: Annotated[list[_Label], BeforeValidator(_or_no_labels)] = []
    url: _Text = ""
    updatedAt: _Text = ""  # noqa: N815
    mergedAt: str | None = None  # noqa: N815


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The Tracker that a file holds. ``doubt`` is set when the file has just as many entries as a list that gh cut."""

    by_number: dict[int, TrackedIssue]
    doubt: str | None = None

    def issues(self) -> Iterable[TrackedIssue]:
        """Return all issues and pull requests by ascending number."""
        return iter(self.by_number.values())

    def get(self, number: int) -> TrackedIssue | None:
        """Return one issue or pull request."""
        return self.by_number.get(number)

    def labels(self) -> frozenset[str] | None:
        """Return the labels that some issue carries; None when none does: the file then says nothing about labels."""
        return frozenset(label for issue in self.by_number.values() for label in issue.labels) or None


def load(path: Path) -> Snapshot:
    """Read a snapshot. UTF-8 with or without BOM and UTF-16 (PowerShell redirects so) are read.

    Of several entries with one number the last updated stays. Raises SnapshotError when the file cannot be read, is not
    a JSON array, or an entry lacks its number, title or state.
    """
    entries = [_entry(value, index, path) for index, value in enumerate(_array(path))]
    latest: dict[int, _Entry] = {}
    for entry in entries:
        if entry.number not in latest or entry.updatedAt >= latest[entry.number].updatedAt:
            latest[entry.number] = entry
    return Snapshot({number: _issue(latest[number]) for number in sorted(latest)}, _doubt(entries))


def _array(path: Path) -> list[object]:
    try:
        if not path.is_file():
            raise SnapshotError(f"{path} is not a file" if path.exists() else f"{path} does not exist", _how())
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise SnapshotError(
            f"{path} cannot be read: {error.strerror}", "Check its permissions, or write it anew."
        ) from error
    except (ValueError, RecursionError) as error:
        raise SnapshotError(f"{path} is not JSON: {_first_line(error)}", _how()) from error
    if not isinstance(value, list):
        raise SnapshotError(f"{path} does not hold a JSON array of issues but {_kind(value)}", _how())
    return value


def _entry(value: object, index: int, path: Path) -> _Entry:
    try:
        return _ENTRY.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        where = f"entry {index} of {path}" + (f", field {field}" if field else "")
        raise SnapshotError(f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}", _how()) from error


_ENTRY = TypeAdapter(_Entry)


def _issue(entry: _Entry) -> TrackedIssue:
    is_pull = entry.state == "MERGED" or "mergedAt" in entry.model_fields_set or "/pull/" in entry.url
    merged = entry.state == "MERGED" or bool(entry.mergedAt)
    state: Literal["open", "closed", "merged"] = "merged" if merged else "open" if entry.state == "OPEN" else "closed"
    return TrackedIssue(
        number=entry.number,
        title=_whole(entry.title),
        body=_whole(entry.body),
        state=state,
        state_reason=_REASONS.get(entry.stateReason) if state == "closed" else None,
        labels=tuple(_whole(label) for label in entry.labels),
        url=_whole(entry.url),
        is_pull=is_pull,
    )


def _doubt(entries: list[_Entry]) -> str | None:
    """Tell why the list may be cut. gh cuts issues and pull requests each by itself, so each is also counted alone."""
    pulls = sum(_issue(entry).is_pull for entry in entries)
    for count, what in ((len(entries), "entries"), (len(entries) - pulls, "issues"), (pulls, "pull requests")):
        if count in CUTS:
            held = f"the snapshot holds exactly {count:,} {what}"
            return f"{held}, so the list may be cut; ask gh for more with --limit 100000"
    return None


def _whole(text: str) -> str:
    """Return the text without halves of surrogate pairs: JSON can spell them, no file or database can hold them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _how() -> str:
    return f"Write it with: {COMMAND} > issues.json"


def _kind(value: object) -> str:
    return {dict: "an object", str: "a string", type(None): "null"}.get(type(value), "a single value")


def _first_line(error: BaseException) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).split("\n", 1)[0]
