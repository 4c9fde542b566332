"""Rejected work stays rejected when its report changes: the rate of kept identity by kind of change.

    python benchmarks/identity.py [--seed N] [--of-each N] [--show]

Every report of fixtures/ is analysed, and a person rejects all of its drafts. Then one thing about one item changes
(its words, its place, its marks, the sections around it ...) and the report is analysed again. What comes back as new
has lost its identity; what is held with the question whether it is the same is counted apart.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportbot.draft.make import DraftRules, make_draft
from reportbot.extract.rules import RulesEngine
from reportbot.match.verdict import match_items
from reportbot.models import ActionItem, Document, Draft
from reportbot.text.decode import decode
from reportbot.tracker.snapshot import Snapshot

ROOT = Path(__file__).parent.parent
REPORTS = sorted(
    path
    for room in ("reports", "demo")
    for path in (ROOT / "fixtures" / room).glob("*")
    if path.suffix in {".md", ".txt"}
)
GERMAN = ("offene-punkte", "projektstand", "sprint-ende", "wochenbericht")
SEED, OF_EACH = 7, 24
DRAFTED = {"new", "related", "uncertain", "unchecked"}

ENGINE = RulesEngine()
ENTRY = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+•・]|\d{1,2}[.)])(?P<blank>\s+)(?P<text>\S.*)")
HEADING = re.compile(r"(#{1,6})\s+\S")
BOX = re.compile(r"\[ \]")
UNSPACED = ("ja", "zh")
SHORTEST = 4


@dataclass(frozen=True)
class Ways:
    """How a language says the same again; see rewordings.toml."""

    heading: list[str]
    also: str
    before: list[str]
    after: list[str]
    of: list[str]
    forms: list[tuple[str, str]]
    swaps: dict[str, str]


_TEXT = (Path(__file__).parent / "rewordings.toml").read_text(encoding="utf-8")
WAYS = {language: Ways(**table) for language, table in tomllib.loads(_TEXT).items()}


@dataclass(frozen=True)
class Target:
    """One rejected item of a report, and what is needed to change it. ``at`` is the index of its first line."""

    name: str
    language: str
    lines: tuple[str, ...]
    item: ActionItem
    rejected: tuple[Draft, ...]

    @property
    def at(self) -> int:
        """Return the index of the line that tells the item first."""
        return self.item.evidence[0].first_line - 1

    @property
    def line(self) -> str:
        """Return that line."""
        return self.lines[self.at]

    @property
    def ways(self) -> Ways:
        """Return the ways to say things again in the report's language."""
        return WAYS[self.language]

    @property
    def span(self) -> range:
        """Return the indexes of all lines that tell the item first."""
        return range(self.at, self.item.evidence[0].last_line)

    def with_lines(self, start: int, end: int, *new: str) -> list[str]:
        """Return the lines with those from ``start`` to before ``end`` replaced."""
        return [*self.lines[:start], *new, *self.lines[end:]]

    def with_title(self, title: str | None) -> list[str] | None:
        """Return the lines with other words in place of the title; None when the title stands in no line as it is."""
        found = self.line.casefold().find(self.item.title.casefold())
        if title is None or title == self.item.title or found < 0 or len(self.line) != len(self.line.casefold()):
            return None
        changed = self.line[:found] + title + self.line[found + len(self.item.title) :]
        return self.with_lines(self.at, self.at + 1, changed)


Change = Callable[[Target, random.Random], list[str] | None]


def moved_in_its_list(target: Target, chance: random.Random) -> list[str] | None:
    """Put the entry behind another one of the same depth and mark."""
    own = ENTRY.match(target.line)
    if not own or len(target.span) > 1:
        return None
    places = [
        number
        for number, line in enumerate(target.lines)
        if number not in (target.at, target.at - 1)
        and (other := ENTRY.match(line))
        and (other["indent"], other["mark"]) == (own["indent"], own["mark"])
        and abs(number - target.at) < 6  # noqa: PLR2004
    ]
    if not places:
        return None
    return _moved(target, chance.choice(places) + 1)


def moved_to_another_section(target: Target, chance: random.Random) -> list[str] | None:
    """Put the entry, with all that stands in it, under a heading of its own at the end."""
    if not ENTRY.match(target.line) or target.line[:1].isspace():
        return None
    rest = target.with_lines(target.span.start, target.span.stop)
    return [*rest, "", f"## {chance.choice(target.ways.heading)}", "", *target.lines[target.at : target.span.stop]]


def synonyms(target: Target, chance: random.Random) -> list[str] | None:
    """Say one or two words with others that mean the same."""
    known = target.ways.swaps
    title, edge = target.item.title, "" if target.language in UNSPACED else r"\b"
    fitting = [word for word in known if re.search(f"{edge}{re.escape(word)}{edge}", title, re.IGNORECASE)]
    if not fitting:
        return None
    for word in chance.sample(fitting, min(2, len(fitting))):
        title = re.sub(f"{edge}{re.escape(word)}{edge}", known[word], title, count=1, flags=re.IGNORECASE)
    return target.with_title(title)


def filler(target: Target, chance: random.Random) -> list[str] | None:
    """Say it with words that add nothing."""
    title = target.item.title
    if chance.random() < 0.5:  # noqa: PLR2004
        return target.with_title(title + chance.choice(target.ways.after))
    return target.with_title(chance.choice(target.ways.before) + title[:1].lower() + title[1:])


def inflection(target: Target, chance: random.Random) -> list[str] | None:
    """Write the first or last word in another form."""
    title = target.item.title
    forms = [(old, new) for old, new in target.ways.forms if _inflected(title, old, new, target.language)]
    return target.with_title(_inflected(title, *chance.choice(forms), target.language)) if forms else None


def reordered(target: Target, chance: random.Random) -> list[str] | None:
    """Say what it is for first."""
    title, place = target.item.title, _place_of_purpose(target, chance)
    return None if place is None else target.with_title(f"{title[place:].strip()}: {title[:place]}")


def split_off(target: Target, chance: random.Random) -> list[str] | None:
    """Put what it is for into an entry of its own below."""
    entry = ENTRY.match(target.line)
    following = target.lines[target.at + 1] if target.at + 1 < len(target.lines) else ""
    title, place = target.item.title, _place_of_purpose(target, chance)
    if not entry or place is None or following[:1].isspace() or not target.line.endswith(title):
        return None
    changed = target.with_title(title[:place])
    child = f"{' ' * entry.start('text')}- {title[place:].strip()}"
    return changed and [*changed[: target.at + 1], child, *changed[target.at + 1 :]]


def wrapped(target: Target, _: random.Random) -> list[str] | None:
    """Break the line in its middle, as an editor does."""
    entry = ENTRY.match(target.line)
    cut = target.line.rfind(" ", 0, len(target.line) * 2 // 3)
    if not entry or cut <= entry.start("text") + SHORTEST or "|" in target.line or "`" in target.line:
        return None
    indent = " " * entry.start("text")
    return target.with_lines(target.at, target.at + 1, target.line[:cut], indent + target.line[cut + 1 :])


def joined(target: Target, _: random.Random) -> list[str] | None:
    """Write the next entry of the list into this one."""
    following = target.lines[target.at + 1] if target.at + 1 < len(target.lines) else ""
    own, other = ENTRY.match(target.line), ENTRY.match(following)
    rejected = {part.first_line for draft in target.rejected for part in draft.evidence}
    if not own or not other or own["indent"] != other["indent"] or target.at + 2 not in rejected:
        return None
    text = re.sub(r"^(?:\[ \]|☐)\s*", "", other["text"])
    line = target.line.rstrip(" .;") + target.ways.also + text[:1].lower() + text[1:]
    return target.with_lines(target.at, target.at + 2, line)


def heading_renamed(target: Target, chance: random.Random) -> list[str] | None:
    """Give the section another name for open work."""
    told = {
        n for draft in target.rejected for part in draft.evidence for n in range(part.first_line, part.last_line + 1)
    }
    headings = [n for n, line in enumerate(target.lines) if HEADING.match(line)]
    above = [n for n in headings if n < target.at]
    if not above or above[-1] + 1 in told or target.lines[above[-1]].startswith("# "):
        return None
    mark = target.lines[above[-1]].partition(" ")[0]
    end = next((n for n in headings if n > target.at), len(target.lines))
    if any(target.lines[n].strip() and n + 1 not in told for n in range(above[-1] + 1, end)):
        return None  # of a section that holds other things another name may say something else
    return target.with_lines(above[-1], above[-1] + 1, f"{mark} {chance.choice(target.ways.heading)}")


def marker_changed(target: Target, chance: random.Random) -> list[str] | None:
    """Write all entries of the document with another mark."""
    own = ENTRY.match(target.line)
    if not own:
        return None
    mark = chance.choice([other for other in "-*+" if other != own["mark"]])
    return [
        f"{found['indent']}{mark}{found['blank']}{found['text']}"
        if (found := ENTRY.match(line)) and found["mark"] == own["mark"]
        else line
        for line in target.lines
    ]


def box_changed(target: Target, chance: random.Random) -> list[str] | None:
    """Draw the box in another way."""
    changed = BOX.sub(chance.choice(("☐", "[]", "\\[ \\]")), target.line, count=1)
    return target.with_lines(target.at, target.at + 1, changed) if changed != target.line else None


def ticked_elsewhere(target: Target, chance: random.Random) -> list[str] | None:
    """Tick another box of the document."""
    others = [n for n, line in enumerate(target.lines) if BOX.search(line) and n not in target.span]
    if not others:
        return None
    number = chance.choice(others)
    return target.with_lines(number, number + 1, BOX.sub("[x]", target.lines[number], count=1))


def whitespace(target: Target, chance: random.Random) -> list[str] | None:
    """Change blanks at the end, between words and between paragraphs."""
    ways: tuple[Callable[[str], str], ...] = (
        lambda line: f"{line}  " if line else line,
        lambda line: re.sub(r"(?<=\w) (?=\w)", "  ", line),
        lambda line: re.sub(r"(?<=\w) (?=\w)", "\u00a0", line, count=1),
        lambda line: re.sub(r"^ {4}", "\t", line),
    )
    way = chance.choice(ways)
    changed = [way(line) for line in target.lines]
    return changed if changed != list(target.lines) else ["", *changed]


def encoding(target: Target, chance: random.Random) -> list[str] | None:
    """Save the report in another encoding, with other line ends, or with decomposed letters."""
    text = "\n".join(target.lines)
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-8-sig"),
        lambda: text.replace("\n", "\r\n").encode(),
        lambda: unicodedata.normalize("NFD", text).encode(),
        lambda: _twice(text),
    )
    return list(decode(chance.choice(ways)(), target.name).lines)


def punctuated(target: Target, chance: random.Random) -> list[str] | None:
    """Add a full stop, or put the words in bold or in another case."""
    title = target.item.title
    return target.with_title(chance.choice((f"{title}.", f"**{title}**", title.lower(), f"{title}!", title.title())))


def sections_reordered(target: Target, chance: random.Random) -> list[str] | None:
    """Swap two sections of the report."""
    starts = [n for n, line in enumerate(target.lines) if line.startswith("## ")]
    if len(starts) < 3:  # noqa: PLR2004
        return None
    parts = [target.lines[start:end] for start, end in zip(starts, [*starts[1:], len(target.lines)], strict=True)]
    one, two = chance.sample(range(len(parts)), 2)
    parts[one], parts[two] = parts[two], parts[one]
    return [*target.lines[: starts[0]], *(line for part in parts for line in [*part, ""])]


def row_moved(target: Target, _: random.Random) -> list[str] | None:
    """Put the row of a table in front of the row above it."""
    above = target.lines[target.at - 1] if target.at else ""
    if not target.line.lstrip().startswith("|") or not above.startswith("|") or set(above) <= set("|-: "):
        return None
    return target.with_lines(target.at - 1, target.at + 1, target.line, above)


CHANGES: tuple[Change, ...] = (
    moved_in_its_list, moved_to_another_section, row_moved, sections_reordered, heading_renamed, marker_changed,
    box_changed, ticked_elsewhere, whitespace, encoding, punctuated, wrapped, filler, synonyms, inflection, reordered,
    split_off, joined,
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one changed report: ``kept``, ``held`` (as uncertain) or ``new``; ``back`` says what came back."""

    kind: str
    target: Target
    changed: tuple[str, ...]
    kept: str
    back: tuple[str, ...]


def targets() -> list[Target]:
    """Return every item that a person rejects, of all reports."""
    return [target for path in REPORTS for target in _rejected(path)]


def outcomes(seed: int = SEED, of_each: int = OF_EACH) -> Iterator[Outcome]:
    """Yield what became of each changed report; of every kind of change the same seed makes the same ``of_each``."""
    known = targets()
    for change in CHANGES:
        chance = random.Random(f"{seed} {change.__name__}")  # noqa: S311
        made = 0
        for target in chance.sample(known, len(known)):
            lines = change(target, chance)
            if lines is None or made >= of_each:
                continue
            made += 1
            yield _outcome(change.__name__, target, tuple(lines))
            if change is joined:
                yield _outcome("split", replace(target, rejected=_analysed(target.name, lines)[1]), target.lines)


def rates(found: Sequence[Outcome]) -> dict[str, Counter[str]]:
    """Return how many were kept, held and new, by kind of change."""
    counted: dict[str, Counter[str]] = {}
    for outcome in found:
        counted.setdefault(outcome.kind, Counter())[outcome.kept] += 1
    return counted


def _rejected(path: Path) -> list[Target]:
    lines = tuple(path.read_text(encoding="utf-8").split("\n"))
    items, drafts = _analysed(path.name, lines)
    ids = {draft.id for draft in drafts}
    return [Target(path.name, _language(path), lines, item, drafts) for item in items if item.id in ids]


def _analysed(name: str, lines: Sequence[str]) -> tuple[tuple[ActionItem, ...], tuple[Draft, ...]]:
    """Return the items of a report, and its drafts, all rejected."""
    document, items = _read(name, tuple(lines))
    matches = match_items(items, tracker=Snapshot({}, None)).matches
    drafts = tuple(
        replace(make_draft(item, match, document, DraftRules(None)).draft, state="rejected", held_for=())
        for item, match in zip(items, matches, strict=True)
        if match.verdict in DRAFTED
    )
    return items, drafts


def _read(name: str, lines: tuple[str, ...]) -> tuple[Document, tuple[ActionItem, ...]]:
    document = Document("d1", name, "", "0" * 64, lines)
    return document, ENGINE.extract(document, None).items


def _outcome(kind: str, target: Target, lines: tuple[str, ...]) -> Outcome:
    document, items = _read(target.name, lines)
    sources = {document.id: document.source}
    matches = match_items(items, tracker=Snapshot({}, None), drafts=target.rejected, sources=sources).matches
    back = [
        (match.verdict, f"{match.verdict}: {item.title}  ({match.reason})")
        for item, match in zip(items, matches, strict=True)
        if match.verdict in DRAFTED
    ]
    verdicts = {verdict for verdict, _ in back}
    kept = "new" if verdicts - {"uncertain"} else "held" if verdicts else "kept"
    return Outcome(kind, target, lines, kept, tuple(told for _, told in back))


def _language(path: Path) -> str:
    start = path.name.partition("-")[0]
    return start if start in WAYS else "de" if path.stem in GERMAN else "en"


def _moved(target: Target, place: int) -> list[str]:
    lines = list(target.lines)
    lines.insert(place, target.line)
    del lines[target.at if place > target.at else target.at + 1]
    return lines


def _inflected(title: str, old: str, new: str, language: str) -> str | None:
    if language in UNSPACED:
        return title.replace(old, new, 1) if old in title else None
    if old.endswith(" "):
        first, blank, rest = title.partition(" ")
        ends = first.lower().endswith(old[:-1]) and blank
        return f"{first[: len(first) - len(old) + 1]}{new}{rest}" if ends else None
    return title.removesuffix(old) + new if title.endswith(old) and title[-1:].isalpha() else None


def _place_of_purpose(target: Target, chance: random.Random) -> int | None:
    """Return where "for the broker" begins in the title; there are two words before it and two from there on."""
    title = target.item.title
    found = (title.find(word) for word in target.ways.of)
    places = [
        place for place in found if place > 0 and all(len(part.split()) > 1 for part in (title[:place], title[place:]))
    ]
    return chance.choice(places) if places else None


def _twice(text: str) -> bytes:
    """UTF-8 read as cp1252, with C1 controls where cp1252 has nothing, and written as UTF-8 again."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()).encode()


def main() -> None:
    """Print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--of-each", type=int, default=OF_EACH)
    parser.add_argument("--show", action="store_true", help="print what came back")
    arguments = parser.parse_args()
    found = list(outcomes(arguments.seed, arguments.of_each))
    for outcome in found if arguments.show else ():
        if outcome.kept != "kept":
            print(f"{outcome.kept} after {outcome.kind}, {outcome.target.name}: {outcome.target.item.title}")
            print(*(f"    {told}" for told in outcome.back), sep="\n")
    print(f"{'change':<26}{'made':>6}{'kept':>6}{'held':>6}{'new':>6}")
    for kind, counts in [*rates(found).items(), ("all", Counter(outcome.kept for outcome in found))]:
        print(f"{kind:<26}{counts.total():>6}{counts['kept']:>6}{counts['held']:>6}{counts['new']:>6}")
    kept = sum(outcome.kept == "kept" for outcome in found)
    held = sum(outcome.kept == "held" for outcome in found)
    print(f"kept {kept / len(found):.1%}; kept or held {(kept + held) / len(found):.1%} of {len(found)}")


if __name__ == "__main__":
    main()
