"""``gh issue create`` lines in code blocks: a report that lists the commands lists the work."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from reportbot.extract.found import ENTRY, Findings, Found
from reportbot.extract.place import Place
from reportbot.extract.titles import title_of
from reportbot.extract.values import labels_of, owner_of, priority_of_labels
from reportbot.extract.words import Words
from reportbot.models import Section, Task
from reportbot.text.markdown import split_box

_CREATE = re.compile(r"\bgh\s+issue\s+create\b")
_VARIABLE = re.compile(r"[$<{]\w*|\.\.\.|…")
_FLAGS = {
    **dict.fromkeys(("-t", "--title"), "title"),
    **dict.fromkeys(("-l", "--label"), "label"),
    **dict.fromkeys(("-b", "--body"), "body"),
    **dict.fromkeys(("-m", "--milestone"), "milestone"),
    **dict.fromkeys(("-a", "--assignee"), "assignee"),
}
_HEREDOC = re.compile(r"^\s*\$\(cat <<-?\s*['\"]?(\w+)['\"]?\n(.*?)\n\s*\1\n?\s*\)\s*$", re.DOTALL)
_LONGEST = 20_000


def read_commands(first_line: int, last_line: int, place: Place, findings: Findings) -> None:
    """Add one finding a complete ``gh issue create`` command in these lines; patterns and examples are left aside."""
    for start, end, command in _commands(place, first_line, last_line):
        flags = _flags(command)
        title = title_of(flags.get("title", ""), place.words)
        if not title or _is_example(flags.get("title", ""), place.words):
            findings.leave(start, end, "example")
            continue
        findings.found.append(_found(flags, title, (start, end), f"fence:{first_line}", place))


def _found(flags: dict[str, str], title: str, span: tuple[int, int], origin: str, place: Place) -> Found:
    labels = labels_of(flags.get("label", ""))
    body = _HEREDOC.sub(r"\2", flags.get("body", "").replace("\\n", "\n")).strip()
    return Found(
        title=title,
        first_line=span[0],
        last_line=span[1],
        strength=ENTRY,
        origin=origin,
        section=place.trail(),
        labels=labels,
        priority=priority_of_labels(labels, place.words) or place.priority,
        milestone=flags.get("milestone"),
        owner=owner_of(flags.get("assignee", ""), place.words),
        parts=(Section("objective", "", body),) if body else (),
        tasks=tuple(_tasks(body)),
    )


def _commands(place: Place, first_line: int, last_line: int) -> Iterator[tuple[int, int, str]]:
    """Yield (first line, last line, command) with continued lines and open quotation marks joined."""
    number = first_line
    while number <= last_line:
        if not _CREATE.search(place.lines[number - 1]) or place.lines[number - 1].lstrip().startswith("#"):
            number += 1
            continue
        start, command = number, place.lines[number - 1]
        while (
            number < last_line
            and (command.rstrip().endswith("\\") or not _is_closed(command))
            and len(command) < _LONGEST
        ):
            number += 1
            command = command.rstrip().removesuffix("\\") + "\n" + place.lines[number - 1]
        yield start, number, command
        number += 1


def _tasks(body: str) -> Iterator[Task]:
    for line in body.split("\n"):
        box, _, rest = split_box(line.strip().removeprefix("- ").removeprefix("* "))
        if box and rest.strip():
            yield Task(rest.strip(), done=box != "open")


def _is_closed(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:
        return False
    return True


def _flags(command: str) -> dict[str, str]:
    try:
        words = shlex.split(command[_CREATE.search(command).end() :])  # type: ignore[union-attr]
    except ValueError:
        return {}
    flags: dict[str, str] = {}
    for position, word in enumerate(words):
        name, _, value = word.partition("=")
        key = _FLAGS.get(name)
        if key and not value:
            value = words[position + 1] if position + 1 < len(words) else ""
        if key and value:
            flags[key] = f"{flags[key]},{value}" if key == "label" and key in flags else flags.get(key, value)
    return flags


def _is_example(title: str, words: Words) -> bool:
    bare = [word.casefold() for word in re.findall(r"[^\W\d_]+", title)]
    generic = words.pattern("generic", "words")
    return bool(_VARIABLE.search(title)) or all(generic.fullmatch(word) for word in bare)
