"""What a person wrote down about documents: a folder of JSON files, one a document.

An item has an id, a title, its lines and its status; ``also_lines`` where the text tells it again, ``ambiguous`` when
another reading is defensible, ``priority`` and ``depends_on`` as the text has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Annotated, ClassVar

from pydantic import AfterValidator, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator

from reportbot.errors import LabelsError
from reportbot.evaluate.scoring import Wanted
from reportbot.evaluate.shapes import Shape, parse, read_bytes
from reportbot.models import Priority, Status

# What looks like work and is none is told in these words by people who label for machines.
_OTHER_NAMES = {"not_actionable_but_tempting": "dropped"}


@dataclass(frozen=True, slots=True)
class Labels:
    """One file of labels. ``document`` is the path of its document, ``name`` that path as the file has it."""

    file: Path
    name: str
    document: Path
    wanted: tuple[Wanted, ...]


def _status(value: object, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Status:
    """Take any word for an ambiguous item, whose status counts for nothing: people write there what they doubt."""
    if info.data.get("ambiguous") and isinstance(value, str):
        return "open"
    known: Status = check(_OTHER_NAMES.get(value, value) if isinstance(value, str) else value)
    return known


def _in_order(span: tuple[int, int]) -> tuple[int, int]:
    if not 1 <= span[0] <= span[1]:
        raise ValueError("must be the first and the last line, counted from 1")
    return span


def _below(name: str) -> str:
    path = PurePath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or "\0" in name:
        raise ValueError("must be the path of a file below the folder of documents")
    return name


_Span = Annotated[tuple[int, int], AfterValidator(_in_order)]


class _Item(Shape):
    id: str
    lines: _Span
    ambiguous: bool = False
    status: Annotated[Status, WrapValidator(_status)]
    title: str = ""
    also_lines: tuple[_Span, ...] = ()
    priority: Priority | None = None
    priority_text: str | None = None
    depends_on: tuple[str, ...] = ()


class _File(Shape):
    example: ClassVar[str] = (
        '{"document": "report.md", "items": [{"id": "1", "title": "…", "lines": [12, 14], "status": "open"}]}'
    )
    document: Annotated[str, AfterValidator(_below)]
    items: tuple[_Item, ...]


def load(documents: Path, folder: Path) -> tuple[Labels, ...]:
    """Read all labels of a folder, in the order of their files' names.

    Raises LabelsError when a folder or a document is missing, or a file is not JSON of this shape.
    """
    for place in (documents, folder):
        if not place.is_dir():
            what = "not a folder" if place.exists() else "no such folder"
            raise LabelsError(f"{place}: {what}", "Name the folder of the documents, then that of their labels.")
    found = tuple(_load(file, documents) for file in sorted(folder.glob("*.json")))
    if not found:
        raise LabelsError(f"{folder}: no *.json in this folder", f"Write one a document: {_File.example}")
    return found


def check_lines(labels: Labels, count: int) -> None:
    """Raise LabelsError when a label lies outside of a document of ``count`` lines.

    The empty line that editors show behind the end of the last one may be part of a label.
    """
    for want in labels.wanted:
        for first, last in want.spans:
            if last > count + 1:
                raise LabelsError(
                    f"{labels.file}: item {want.id} has lines {first}-{last}, but {labels.name} has {count:,} lines",
                    "Correct the lines; they are those of the file on disk, from 1.",
                )


def _load(file: Path, documents: Path) -> Labels:
    read = parse(_File, read_bytes(file), file)
    document = documents / read.document
    if not document.is_file():
        raise LabelsError(f"{file}: its document {document} does not exist", "Correct document, or remove the file.")
    for twice in _repeated([item.id for item in read.items]):
        raise LabelsError(f"{file}: two items have the id {twice}", "Give each item an id of its own.")
    return Labels(file, read.document, document, tuple(map(_wanted, read.items)))


def _repeated(names: Sequence[str]) -> Iterator[str]:
    return (name for number, name in enumerate(names) if name in names[:number])


def _wanted(item: _Item) -> Wanted:
    """A priority that is left out counts for nothing, null says that the text has none."""
    said = "priority" in item.model_fields_set
    return Wanted(
        id=item.id,
        title=item.title or item.id,
        spans=(item.lines, *item.also_lines),
        status=item.status,
        unclear=item.ambiguous,
        priority=item.priority,
        priority_counts=said and bool(item.priority or not item.priority_text),
        depends_on=item.depends_on,
    )
