"""A draft's body, from the report alone: what it says, under the headings of an issue, and where it says it.

Nothing is invented: a section stands in the body only when the text has something for it, in the text's own words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
# A line that does not go on with the paragraph above it; a line that is none of a paragraph at all.
_STARTS_ANEW = re.compile(r"\s*(?:[-*+•>|#]|\d{1,3}[.)]\s|<|```|~~~|\*\*[^*]+\*\*\s*:?|={3}|\s{4})")
_NO_TEXT = re.compile(r"\s*(?:[>|#<]|={3}|-{3})")
# Lines quoted: of an item that has nothing but its quote, of one whose body tells the same.
_QUOTED_LINES, _BODY_LINES = 12, 4
# A further telling is quoted when it has this many words that stand nowhere else in the draft.
_NEW_WORDS, _MORE_QUOTES = 4, 2
# Fewer lines than these are shown rather than counted.
_WORTH_A_COUNT = 2
# Characters of the evidence from which the language is guessed.
_TELLING = 1_000

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
    words = headings_of(item)
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


def evidence_of(item: ActionItem) -> str:
    """Return the section that quotes the report, verbatim in code blocks; a telling that adds nothing is only named."""
    words = headings_of(item)
    main, *others = item.evidence
    shown = [_quoted(main, words, keep=_BODY_LINES if item.parts or item.body else _QUOTED_LINES)]
    known = _vocabulary(f"{item.title} {item.body} {main.quote}")
    adding = [
        part
        for part in others
        if "gh issue create" not in part.quote and len(_vocabulary(part.quote) - known) >= _NEW_WORDS
    ][:_MORE_QUOTES]
    shown += [_quoted(part, words, keep=_BODY_LINES) for part in adding]
    if rest := [part for part in others if part not in adding]:
        shown.append(words["also"].format(lines=", ".join(_lines(part, words) for part in rest)))
    return f"## {words['evidence']}\n\n" + "\n\n".join(shown)


def headings_of(item: ActionItem) -> Headings:
    """Return the headings in the language of the item's evidence."""
    quoted = " ".join(part.quote for part in item.evidence)
    return headings_for(guess_language(f"{item.title} {quoted[:_TELLING]}"))


def _told(item: ActionItem, document: Document, words: Headings) -> str:
    trail = [part for part in item.section if part and part != item.title][-3:]
    section = " › ".join(trail)
    where = {"source": document.source, "section": section, "lines": _lines(item.evidence[0], words)}
    return words["told" if section else "bare"].format(**where)


def _facts(item: ActionItem, words: Headings) -> Iterator[str]:
    facts = []
    if item.status_reason and item.status == "open":
        facts.append(words["left"])
    if item.owner:
        facts.append(words["owner"].format(owner=item.owner))
    if item.reference:
        facts.append(words["reference"].format(reference=item.reference))
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
    for part in item.parts:
        role = part.role if part.role in _ROLES else "scope"
        grouped.setdefault(role, []).append(part)
    tasks = {task.text for task in item.tasks}
    sections = {role: _joined(parts, role, words, tasks) for role, parts in grouped.items()}
    if item.tasks and not any("- [" in text for text in sections.values()):
        listed = "\n".join(map(_checked, item.tasks))
        sections["scope"] = "\n\n".join(filter(None, [listed, sections.get("scope", "")]))
    return sections


def _joined(parts: Sequence[Section], role: str, words: Headings, tasks: set[str]) -> str:
    """Return the parts of one role. A lone part whose name says what the heading says ("Tasks") goes without it."""
    usual = plain(parts[0].heading).casefold() in words["usual"].split(", ")
    lone = len(parts) == 1 and parts[0].role == role and usual
    return "\n\n".join(_rendered(part, "" if lone else _name(part, role, words), tasks) for part in parts)


def _name(part: Section, role: str, words: Headings) -> str:
    name = plain(part.heading)
    return "" if name.casefold() in (words[role].casefold(), role, "description", "beschreibung") else name


def _rendered(part: Section, name: str, tasks: set[str]) -> str:
    text = "\n".join(_unwrapped(_lines_of(part.text, tasks))).strip()
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
    if fence:
        yield fence


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


def _quoted(part: Evidence, words: Headings, *, keep: int) -> str:
    lines = part.quote.split("\n")
    keep = len(lines) if len(lines) <= keep + _WORTH_A_COUNT else keep
    last = next(number for number in range(min(keep, len(lines)), 0, -1) if number == 1 or lines[number - 1].strip())
    more = [words["more"].format(count=len(lines) - last)] if last < len(lines) else []
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", part.quote)), default=0))
    where = _lines(part, words)
    return "\n".join([f"{where[:1].upper()}{where[1:]}:", "", f"{fence}text", *lines[:last], *more, fence])


def _vocabulary(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}|\d+", text.casefold()))


def _unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """Join the lines of a paragraph: a tracker shows every line break of a body."""
    fence, open_line = "", ""
    for line in lines:
        mark = _FENCE.match(line)
        joins = open_line and not fence and not mark and line.strip() and not _STARTS_ANEW.match(line)
        if joins:
            open_line = f"{open_line} {line.strip()}"
            continue
        if open_line:
            yield open_line
        open_line = ""
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        if (
            fence
            or mark
            or not line.strip()
            or line.rstrip().endswith("\\")
            or line.endswith("  ")
            or _NO_TEXT.match(line)
        ):
            yield line
        else:
            open_line = line
    if open_line:
        yield open_line
