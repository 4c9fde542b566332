"""A draft's body, from the report alone: what it says, under the headings of an issue, and where it says it.

Nothing is invented: a section stands in the body only when the text has something for it, in the text's own words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from reportbot.models import ActionItem, Document, Evidence, Section, Task
from reportbot.text.markdown import split_box
from reportbot.text.plain import plain, unmarked
from reportbot.text.wording import guess_language

_ROLES = ("context", "objective", "scope", "deliverables", "criteria", "effort", "dependencies", "related", "notes")
_BULLET = re.compile(r"^(\s*)([-*+•]|\d{1,3}[.)])(\s+)(.*)$")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*)$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_SPEAKING = ("objective", "scope", "deliverables", "criteria", "dependencies", "related")
_QUOTED_LINES = 12
_TOLD_LINES = 3

Headings = Mapping[str, str]


@cache
def headings_for(language: str) -> Headings:
    """Return the headings for a language, English where there are none."""
    text = (files("reportbot.draft") / "headings.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)
    return tables.get(language, tables["en"])


def body_of(item: ActionItem, document: Document, titles: Mapping[str, str]) -> str:
    """Return the Markdown body without its evidence. ``titles`` are those of the document's items by id.

    A body that the report writes out in full stays as it is, after one line that says where it stands.
    """
    words = headings_for(guess_language(f"{item.title} {' '.join(part.quote for part in item.evidence)[:1000]}"))
    told = _told(item, document, words)
    if item.body:
        return f"{told}\n\n{item.body}"
    sections = _by_role(item, words)
    sections["context"] = "\n\n".join(filter(None, [told, *_facts(item, words), sections.get("context", "")]))
    if item.effort and not sections.get("effort"):
        sections["effort"] = item.effort.text
    if waits := [titles[other] for other in item.depends_on if other in titles]:
        sections["dependencies"] = "\n\n".join(
            filter(None, ["\n".join(f"- {title}" for title in waits), sections.get("dependencies", "")])
        )
    return "\n\n".join(f"## {words[role]}\n\n{sections[role]}" for role in _ROLES if sections.get(role))


def evidence_of(item: ActionItem, document: Document) -> str:
    """Return the section that quotes the report: the first lines of each telling, with their numbers."""
    words = headings_for(guess_language(f"{item.title} {' '.join(part.quote for part in item.evidence)[:1000]}"))
    shown = [
        _quoted(part, document, words, whole=not (item.parts or item.body)) for part in item.evidence[:_TOLD_LINES]
    ]
    rest = item.evidence[_TOLD_LINES:]
    if rest:
        shown.append(words["also"].format(lines=", ".join(_lines(part, words) for part in rest)))
    return f"## {words['evidence']}\n\n" + "\n\n".join(shown)


def _told(item: ActionItem, document: Document, words: Headings) -> str:
    trail = [part for part in item.section if part and part != item.title][-3:]
    section = " › ".join(trail)
    where = {"source": document.source, "section": section, "lines": _lines(item.evidence[0], words)}
    return words["told" if section else "bare"].format(**where)


def _facts(item: ActionItem, words: Headings) -> Iterator[str]:
    facts = []
    if item.status_reason and item.status == "open":
        facts.append(words["claim"].format(reason=item.status_reason))
    if item.owner:
        facts.append(words["owner"].format(owner=item.owner))
    if item.due:
        facts.append(words["due"].format(due=item.due))
    if facts:
        yield " ".join(facts)


def _lines(part: Evidence, words: Headings) -> str:
    key = "line" if part.first_line == part.last_line else "lines"
    return words[key].format(first=part.first_line, last=part.last_line)


def _by_role(item: ActionItem, words: Headings) -> dict[str, str]:
    """Return the text of each section of the body; parts of no known role are part of the scope."""
    grouped: dict[str, list[Section]] = {}
    for part in _parts(item):
        role = part.role if part.role in _ROLES else "scope"
        grouped.setdefault(role, []).append(part)
    tasks = {task.text for task in item.tasks}
    sections = {role: _joined(parts, role, words, tasks) for role, parts in grouped.items()}
    if item.tasks and not any("- [" in text for text in sections.values()):
        listed = "\n".join(map(_checked, item.tasks))
        sections["scope"] = "\n\n".join(filter(None, [listed, sections.get("scope", "")]))
    return sections


def _parts(item: ActionItem) -> Iterator[Section]:
    """Yield the item's parts; what stands before its first label says what to do when nothing else does."""
    if item.parts:
        yield from item.parts
        return
    first = item.evidence[0].quote.split("\n")
    own = _own_text(first)
    if own and _says_more(own, item.title) and not _is_table_row(first[0]):
        yield Section("objective", "", own)


def _own_text(lines: Sequence[str]) -> str:
    """Return the text of an entry or paragraph without its bullet, box and nested entries."""
    found = _BULLET.match(lines[0])
    own = [found[4] if found else lines[0].strip()]
    for line in lines[1:]:
        if not line.strip() or _BULLET.match(line):
            break
        own.append(line.strip())
    text = " ".join(own)
    return split_box(text)[2].strip()


def _says_more(text: str, title: str) -> bool:
    return len(plain(text)) > len(title) + 12


def _is_table_row(line: str) -> bool:
    return line.lstrip().startswith("|") or line.lstrip().startswith("<")


def _joined(parts: Sequence[Section], role: str, words: Headings, tasks: set[str]) -> str:
    """Return the parts of one role. A lone part whose name says what the heading says ("Tasks") goes without it."""
    lone = len(parts) == 1 and role in _SPEAKING and parts[0].role == role
    return "\n\n".join(_rendered(part, "" if lone else _name(part, role, words), tasks) for part in parts)


def _name(part: Section, role: str, words: Headings) -> str:
    name = plain(part.heading)
    return "" if name.casefold() in (words[role].casefold(), role, "description", "beschreibung") else name


def _rendered(part: Section, name: str, tasks: set[str]) -> str:
    text = "\n".join(_lines_of(part.text, tasks)).strip()
    if not name:
        return text
    running = (
        not re.search(r"\n\s*\n|```|~~~", text)
        and not any(map(_BULLET.match, text.split("\n")))
        and not text.startswith("|")
    )
    return f"**{name}:** {text}" if running else f"**{name}**\n\n{text}"


def _lines_of(text: str, tasks: set[str]) -> Iterator[str]:
    """Yield the lines of a part: boxes as GitHub's, headings as bold lines; code blocks as they are."""
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        yield line if fence or mark else _HEADING.sub(r"**\1**", _boxed(line, tasks))


def _boxed(line: str, tasks: set[str]) -> str:
    """Return a list line as a GitHub task when it is one of the item's tasks."""
    found = _BULLET.match(line)
    if not found:
        return line
    box, _, rest = split_box(found[4])
    if box:
        return f"{found[1]}- [{' ' if box == 'open' else 'x'}] {rest}"
    return f"{found[1]}- [ ] {rest}" if unmarked(found[4]) in tasks else line


def _checked(task: Task) -> str:
    return f"- [{'x' if task.done else ' '}] {task.text}"


def _quoted(part: Evidence, document: Document, words: Headings, *, whole: bool) -> str:
    lines = part.quote.split("\n")
    keep = _QUOTED_LINES if whole else 1
    shown = [f"> {line}".rstrip() for line in lines[:keep]]
    if len(lines) > keep and whole:
        shown.append(f"> {words['more'].format(count=len(lines) - keep)}")
    return f"`{document.source}`, {_lines(part, words)}:\n\n" + "\n".join(shown)
