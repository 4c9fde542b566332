"""Reading labelled files: JSON that fits a shape, or a LabelsError that names the file and the place in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from reportbot.errors import LabelsError

LARGEST_FILE = 20_000_000
"""Bytes of a labelled file that are read at most."""

_LINE = re.compile(r" at line (\d+) column \d+$")


class Shape(BaseModel):
    """A part of a labelled file; ``example`` shows one. What it has beside these keys is the user's own."""

    example: ClassVar[str] = ""
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


Shaped = TypeVar("Shaped", bound=Shape)


def read_bytes(file: Path) -> bytes:
    """Return what a labelled file holds. Raises LabelsError when it cannot be read."""
    try:
        if not file.is_file():
            raise LabelsError(f"{file}: {'not a file' if file.exists() else 'no such file'}", "Check the path.")
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise LabelsError(f"{file}: cannot be read ({error.strerror})", "Check its permissions.") from error
    if len(data) > LARGEST_FILE:
        raise LabelsError(f"{file}: larger than the {LARGEST_FILE:,} bytes of a labelled file", "Split it.")
    return data.removeprefix(b"\xef\xbb\xbf")


def parse(shape: type[Shaped], data: bytes, file: Path, line: int | None = None) -> Shaped:
    """Return the JSON object ``data`` in its shape: all of the file, or its ``line``. Raises LabelsError."""
    try:
        return shape.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise _broken(str(first["ctx"]["error"]), file, line or 1) from error
        where = f"{file}:{line}" if line else str(file)
        complaint = f"{_dotted(first['loc'])} {_complaint(first['type'], first['msg'])}"
        raise LabelsError(f"{where}: {complaint}", f"It should look like this: {shape.example}") from error


def _broken(message: str, file: Path, first_line: int) -> LabelsError:
    found = _LINE.search(message)
    line = first_line - 1 + (int(found[1]) if found else 1)
    return LabelsError(f"{file}:{line}: not valid JSON ({_LINE.sub('', message)})", "Correct the file.")


def _dotted(place: tuple[int | str, ...]) -> str:
    """Return the way to a value, such as ``items[3].lines``, counted from 0 as programs do."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".") or "the file"


def _complaint(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    text = message.removeprefix("Value error, ").removeprefix("Input ")
    return text[:1].lower() + text[1:]
