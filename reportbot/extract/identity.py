"""Item ids: 8 characters of lower-case base32, the same as long as repository, document and wording stay the same."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from reportbot.extract.found import Found
from reportbot.models import Document
from reportbot.text.markdown import split_box
from reportbot.text.plain import plain
from reportbot.text.spans import composed

_MARKS = re.compile(r"^[\s>|#*+•-]*(?:\(?\d{1,3}[.)]\s+)?")


def item_ids(found: Sequence[Found], document: Document, repo: str | None) -> list[str]:
    """Return an id for each item. It is made from the words of the item's first line, so neither a ticked box, nor a
    moved line, nor another list marker changes it; the second item with the same words gets another one.
    """
    seen: Counter[str] = Counter()
    ids = []
    for item in found:
        words = f"{item.reference or ''} {_words(document.lines[item.first_line - 1])}"
        seen[words] += 1
        ids.append(make_id(repo or "", document.source, words, str(seen[words])))
    return ids


def make_id(*parts: str) -> str:
    """Return the id of these parts."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest)[:8].decode().lower()


def _words(line: str) -> str:
    rest = _MARKS.sub("", line)
    for _ in range(2):
        _, _, rest = split_box(rest.strip())
    return " ".join(re.findall(r"\w+", plain(composed(rest)).casefold()))
