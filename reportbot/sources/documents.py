"""Sources to documents: bytes decoded, secrets masked before anything else sees the text, hidden text noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportbot.errors import SourceError
from reportbot.models import Document
from reportbot.sources.files import expand
from reportbot.sources.interface import RawSource, Skipped
from reportbot.text.bounds import unread
from reportbot.text.decode import decode
from reportbot.text.hidden import hidden_text
from reportbot.text.markdown import split_box
from reportbot.text.plain import plain
from reportbot.text.secrets import mask

Progress = Callable[[str, int, int], None]
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The documents in the order of the arguments, skipped ones too; ``warnings`` has a sentence for each of those."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()


def read_documents(
    arguments: Iterable[str], *, root: Path, stdin: BinaryIO, limit_bytes: int, progress: Progress | None = None
) -> ReadResult:
    """Read what the arguments name; see ``files.expand``. ``progress`` is told (source, number, of how many)."""
    sources = list(expand(arguments, root=root, stdin=stdin, limit_bytes=limit_bytes))
    documents, warnings = [], []
    for number, source in enumerate(sources, start=1):
        if progress:
            progress(_name(source), number, len(sources))
        document, warning = _read(source, f"d{number}")
        documents.append(document)
        warnings += [f"skipped {warning}"] if warning else []
        warnings += [f"{document.source}: {note}" for note in unread(document.lines)]
    return ReadResult(tuple(documents), tuple(warnings))


def _name(source: RawSource | Skipped) -> str:
    return source.name if isinstance(source, RawSource) else source.source


def _read(source: RawSource | Skipped, document_id: str) -> tuple[Document, str]:
    """Return the document and, when it had to be skipped, why."""
    if isinstance(source, Skipped):
        skipped = Document(document_id, source.source, source.source, "", (), skipped=source.reason)
        return skipped, f"{source.source}: {source.cause}. {source.next_step}"
    try:
        return _document(source, document_id), ""
    except SourceError as error:
        return Document(document_id, source.name, source.name, source.sha256, (), skipped=error.reason), str(error)


def _document(source: RawSource, document_id: str) -> Document:
    decoded = decode(source.data, source.name)
    masked = mask("\n".join(decoded.lines))
    lines = tuple(masked.text.split("\n"))
    return Document(
        id=document_id,
        source=source.name,
        title=_title(lines, source.name),
        sha256=source.sha256,
        lines=lines,
        repairs=(*decoded.repairs, *(("secrets",) if masked.found else ())),
        hidden=hidden_text(lines),
    )


def _title(lines: Sequence[str], name: str) -> str:
    """Return the first heading when it is the first text, else the source's name."""
    first = next((line for line in lines if line.strip(" -=#>")), "")
    return plain(split_box(first.lstrip("# "))[2])[:_LONGEST_TITLE] if first.startswith("#") else name
