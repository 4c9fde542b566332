"""A draft as a file: front matter for people and ``git diff``, then the body in Markdown. Nothing touches a disk."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reportbot.errors import FrontMatterError, StateError
from reportbot.models import Draft, DraftEvidence, Similar
from reportbot.state import frontmatter, ownyaml
from reportbot.state.draftread import clean, lf, one_line, parse, text_of
from reportbot.state.ledger import Fields, FieldValue

# What we write leaves a quarter of the front matter to people, and to the reasons of decisions.
WRITTEN_BYTES = frontmatter.MAX_BYTES * 3 // 4
MAX_TITLE = 256
MAX_SLUG = 40
MAX_REASON = 300
# How much evidence and how many neighbours go in: characters a quote, quotes, neighbours. The first that fits is taken.
_ROOM = ((300, 8, 5), (200, 6, 5), (120, 4, 3), (60, 2, 2), (60, 1, 0), (0, 0, 0))


def file_name(draft: Draft) -> str:
    """Return ``<id>-<slug>.md``; the slug is ASCII of at most 40 characters, ``draft`` when the title has none."""
    letters = unicodedata.normalize("NFKD", draft.title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", letters))
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return f"{draft.id}-{slug or 'draft'}.md"


def render(draft: Draft) -> bytes:
    """Return the file for a new draft.

    Quotes and neighbours are shortened until the front matter leaves room for what a person adds. Raises
    FrontMatterError when it does not fit or cannot be read back, so that whatever is written can be read.
    """
    tidy = _tidied(draft)
    for quote, quotes, neighbours in _ROOM:
        short = _shortened(tidy, quote, quotes, neighbours)
        yaml = "".join(_lines(short))
        if len(yaml.encode()) <= WRITTEN_BYTES:
            data = f"---\n{yaml}---\n{short.body}".encode()
            parse(data, file_name(draft))
            return data
    raise FrontMatterError(
        f"The front matter of the draft {draft.id} does not fit into {WRITTEN_BYTES:,} bytes", "Give it fewer labels."
    )


def changed(data: bytes, name: str, fields: Fields) -> bytes:
    """Return the file ``name`` with ``fields`` (front matter keys, and ``body``) changed and nothing else.

    Comments, the order of the keys, unknown keys and a body that stays the same are kept byte for byte, new lines get
    the file's own ending. Raises StateError when the result would not say what it should.
    """
    parts = frontmatter.split(text_of(data, name), name)
    entries = frontmatter.parse(parts.yaml, name)
    rendered = {key: _rendered(tidied(key, value)) for key, value in fields.items() if key != "body"}
    yaml = frontmatter.replaced(parts.yaml, entries, rendered, parts.newline)
    body = _changed_body(parts.body, fields.get("body"), parts.newline)
    result = f"{parts.head}{yaml}{parts.tail}{body}".encode()
    read_back = parse(result, name)
    wrong = [key for key, value in fields.items() if getattr(read_back, key) != tidied(key, value)]
    if wrong:
        raise StateError(f"{name}: {wrong[0]} could not be changed", "Write this key on one line, as key: value.")
    return result


def tidied(key: str, value: FieldValue) -> FieldValue:
    """Return the value of a field as a file gives it back: no lone surrogates, titles on one line, bodies with LF."""
    if isinstance(value, tuple):
        return tuple(clean(entry) for entry in value)
    if not isinstance(value, str):
        return value
    if key == "body":
        return _closed(lf(clean(value)))
    return one_line(value) if key == "title" else clean(value) or None


def cut_reason(text: str) -> str:
    """Return a reason or question on one line of at most 300 characters: it shares the front matter with the rest."""
    return _cut(one_line(text), MAX_REASON)


def _changed_body(body: str, wanted: FieldValue, newline: str) -> str:
    if not isinstance(wanted, str):
        return body
    new = str(tidied("body", wanted))
    return body if lf(body) == new else new.replace("\n", newline)


def _rendered(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return ownyaml.flow_list(value)
    return str(value) if isinstance(value, int) else ownyaml.scalar(value)


def _tidied(draft: Draft) -> Draft:
    """Return the draft as its file will give it back, but for evidence and neighbours."""
    return replace(
        draft,
        title=_cut(one_line(draft.title), MAX_TITLE),
        body=_closed(lf(clean(draft.body))),
        question=cut_reason(draft.question or "") or None,
        reason=cut_reason(draft.reason or "") or None,
    )


def _shortened(draft: Draft, quote: int, quotes: int, neighbours: int) -> Draft:
    evidence = tuple(replace(found, quote=_cut(clean(found.quote), quote)) for found in draft.evidence[:quotes])
    similar = tuple(replace(found, title=_cut(one_line(found.title), 120)) for found in draft.similar[:neighbours])
    return replace(draft, evidence=evidence, similar=similar)


def _lines(draft: Draft) -> Iterator[str]:
    """Yield the lines of the front matter in the order of the contract."""
    yield from _plain_keys(
        draft, "id", "state", "held_for", *(["question"] if draft.question else []), "repo", "title", "labels",
        "milestone", "type", "assignee", "priority", "depends_on", "duplicate_of", "snooze_until", "reason",
    )  # fmt: skip
    yield from _records("evidence", map(_shown_evidence, draft.evidence))
    yield from _records("similar", map(_shown_similar, draft.similar))
    yield from _plain_keys(draft, "issue")


def _plain_keys(draft: Draft, *keys: str) -> Iterator[str]:
    for key in keys:
        yield f"{key}: {_rendered(tidied(key, getattr(draft, key)))}".rstrip(" ") + "\n"


def _records(key: str, records: Iterable[Mapping[str, str]]) -> Iterator[str]:
    shown = [f"  - {ownyaml.flow_mapping(record)}\n" for record in records]
    yield f"{key}:\n" if shown else f"{key}: []\n"
    yield from shown


def _shown_evidence(found: DraftEvidence) -> dict[str, str]:
    single = found.first_line == found.last_line
    return {
        "source": ownyaml.scalar(clean(found.source)),
        "lines": str(found.first_line) if single else f"{found.first_line}-{found.last_line}",
        "sha256": ownyaml.scalar(found.sha256),
        "quote": ownyaml.scalar(found.quote),
    }


def _shown_similar(found: Similar) -> dict[str, str]:
    return {
        "issue": str(found.issue),
        "state": ownyaml.scalar(found.state),
        "score": f"{found.score:.2f}",
        "title": ownyaml.scalar(found.title),
    }


def _closed(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: max(size - 1, 0)].rstrip() + "…"
