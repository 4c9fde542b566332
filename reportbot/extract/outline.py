"""Blocks to sections: headings, what they mean, and which mark makes a heading look like one piece of work.

A heading inside ``<details>``, or inside the body of an issue that is written out in the document ("**Body:**"),
belongs to that piece of work, whatever its level says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportbot.extract.titles import is_work
from reportbot.extract.words import MEANINGS, Words
from reportbot.text.markdown import Block, Box, split_box
from reportbot.text.plain import count_words, is_unspaced, plain, unmarked, without_pictures

_NUMBERED_WORD = re.compile(
    r"^(?P<word>[^\W\d_]+)"
    r"\s*(?P<hash>#)?(?P<number>\d{1,6})\s*[:.)\-–—]+\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
# P0 to P4 and Q1 to Q4 say how urgent it is and when, not which one.
_ID = re.compile(
    r"^(?![PQ][0-4](?:\.\d)?\b)(?P<id>\[?[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,8}){0,3}-?\d{1,5}\]?)\s*(?:[:.)]|\s[-–—]|–|—)\s*(?P<rest>\S.*)$"
)
_HASH = re.compile(r"^#(?P<number>\d{1,6})\s*[:.)\-–—]*\s*(?P<rest>\S.*)$")
_NUMBER = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}(?=\s|[.):])|[A-Z](?=[.)]))\s*[.):]?\s+(?P<rest>\S.*)$")
# In capitals, in brackets or as P1: "Normal: the mode switch hangs" names a mode.
_LEVEL = re.compile(r"^(?:(?P<bracket>\[))?(?P<level>[^\W_]+)\]?\s*(?:[:：]|\s[-–—])\s*(?P<rest>\S.*)$")
_TODO_WORD = re.compile(r"^(?:TODO|FIXME)\s*[:\-–—]\s*(?P<rest>\S.*)$")
# How a heading says how far its work is: a mark behind the words, a word behind a dash or in brackets at the end.
_DONE_MARK, _OPEN_MARK = re.compile(r"(?P<words>\S.*)[✅✔☑]\ufe0f?\s*(?P<rest>.*)$"), re.compile("\\S.*[❌⏳⌛🔄🚧]")
_TAIL = re.compile(r"(?:\s[-–—]+\s*|[:：]\s*|\s[(（[]|[(（[])(?P<said>[^-–—:：()（）\[\]]{2,40})[)）\]]?\s*$")
_DETAILS = re.compile(r"<(/?)details\b", re.IGNORECASE)

# These count only where the heading starts or ends with them: "cache order and size" is no recommended order.
_AT_AN_END = ("order", "info", "criteria", "remarks", "weak")

_WORK, _SETTLED = ("open", "unfinished"), ("done", "tracked", "dropped")

_DEEPEST, _SHORT_WORD = 20, 3
_ENDING = 2

Shape = str  # "box", "issue", "id", "hash", "todo", "number" or ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart. ``shape`` says which mark makes it look like one piece of work ("" for none).

    ``progress`` is what it says at its end about all below it: done, unfinished, dropped or nothing; ``level`` the word
    in front that says how urgent the one thing that it names is ("CRITICAL: keys are logged").
    """

    title: str
    shape: Shape = ""
    reference: str | None = None
    number: str | None = None
    box: Box | None = None
    mark: str = ""
    progress: str | None = None
    level: str = ""


@dataclass(slots=True)
class Section:
    """A heading with all that stands under it. ``meaning`` is its own, ``inherited`` that of the nearest ancestor."""

    heading: Heading
    level: int
    raw_level: int
    first_line: int
    last_line: int
    trail: tuple[str, ...] = ()
    meaning: str | None = None
    inherited: str | None = None
    inherited_from_title: bool = False
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def effective(self) -> str | None:
        """Return the meaning that counts for what stands in this section."""
        if self.meaning == "weak" and self.inherited in _WORK:
            return self.inherited
        return self.meaning or self.inherited


def read_heading(text: str, words: Words) -> Heading:
    """Take a heading's text apart: box, number or id in front, and the title that is left."""
    return replace(_taken_apart(text, words), progress=_progress(text, words))


def _progress(text: str, words: Words) -> str | None:
    """Return what a heading says at its end about how far its work is ("... ✅", "... - FIXED", "... (half done)")."""
    bare = unmarked(text)
    said = _TAIL.search(without_pictures(bare))
    folded = said["said"].casefold().split(",")[0].strip(" .!*_") if said else ""
    partly = words.pattern("status", "partly").match(folded)
    if partly and (partly.end() == len(folded) or words.pattern("status", "done").search(folded)):
        return "unfinished"
    for key, meaning in (("open", "unfinished"), ("dropped", "dropped"), ("done", "done"), ("settled", "done")):
        if words.pattern("status", key).fullmatch(folded):
            return meaning
    if _OPEN_MARK.search(bare):
        return "unfinished"
    marked = _DONE_MARK.search(bare)
    if marked is None:
        return None
    rest = marked["rest"].casefold()
    between_words = rest[:1].isalpha() and any(map(str.isalpha, marked["words"]))
    return None if between_words and not words.pattern("status", "done").match(rest) else "done"


def _taken_apart(text: str, words: Words) -> Heading:
    box, mark, rest = split_box(unmarked(text))
    clean = without_pictures(rest).strip()
    inner, inner_mark, inner_rest = split_box(clean)
    if inner and not box:
        box, mark, clean = inner, inner_mark, inner_rest
    for shape, pattern in (
        ("issue", _NUMBERED_WORD),
        ("hash", _HASH),
        ("id", _ID),
        ("todo", _TODO_WORD),
        ("number", _NUMBER),
    ):
        found = pattern.match(clean)
        if found and (shape != "issue" or words.pattern("titles", "numbered").fullmatch(found["word"].casefold())):
            return _shaped(shape, found, box, mark)
    led = _LEVEL.match(clean)
    shouted = led and (led["level"].isupper() or led["bracket"])
    if led and shouted and words.key_of("priority", led["level"]) and count_words(led["rest"]) > 1:
        return Heading(plain(led["rest"]), "level", None, None, box, mark, level=led["level"])
    return Heading(plain(clean), "box" if box and mark not in ("✅", "✔", "❌") else "", None, None, box, mark)


def meaning_of(text: str, words: Words) -> str | None:
    """Return what a heading or label says about the text below it (a key of ``sections``), if anything."""
    folded = re.sub(r"\s*\([^()]*\)", "", plain(text).casefold()).strip(" :.!?")
    if words.pattern("alone", "headings").fullmatch(folded):
        return "unfinished"
    if words.pattern("alone", "archives").fullmatch(folded):
        return "done"
    criteria = words.pattern("sections", "criteria").match(folded)
    if criteria and _speaks(criteria, folded, words):
        return "criteria"
    done = words.pattern("sections", "done").search(folded)
    if done and (said := _completion(folded, done, words, asked=text.rstrip(" *_").endswith("?"))):
        return said
    for meaning in MEANINGS:
        found = words.pattern("sections", meaning).search(folded)
        if meaning in ("never", "criteria") and found and not _speaks(found, folded, words):
            continue
        if found and (meaning not in _AT_AN_END or found.start() == 0 or found.end() == len(folded)):
            return "done" if meaning == "open" and done and _closes(done, found, folded) else meaning
    return None


def _speaks(found: re.Match[str], folded: str, words: Words) -> bool:
    """Tell whether a phrase names all that stands below: "Agenda", "Timeline of events"; "Agenda view" does not."""
    if found.end() == len(folded) or (found.start() == 0 and re.search(r"\w[\s-]+\w", found[0])):
        return True
    if is_unspaced(found[0][-1:]):
        return len(found[0]) * 2 > len(folded)
    rest = folded[found.end() :].lstrip()
    joined = (
        words.pattern("titles", "joints").match(rest) or len(rest.split()[0]) <= _SHORT_WORD or not rest[:1].isalnum()
    )
    return found.start() == 0 and bool(joined)


def _completion(folded: str, done: re.Match[str], words: Words, *, asked: bool) -> str | None:
    """Return what a heading means that has a word of completion in it, where that word decides."""
    before = folded[: done.start()]
    if words.pattern("status", "partly").search(before):
        return "dropped" if words.pattern("sections", "dropped").search(folded) else "unfinished"
    if asked:
        return "unfinished"
    return "done" if not before and not words.pattern("sections", "unfinished").search(folded) else None


def _closes(done: re.Match[str], work: re.Match[str], folded: str) -> bool:
    """Tell whether a heading ends with a word of completion right behind the work ("Known issues fixed")."""
    return done.end() == len(folded) and not folded[work.end() : done.start()].strip() and work.end() <= done.start()


def _is_status(text: str, words: Words) -> bool:
    """Tell whether a heading is "Status: in progress": that speaks of the document, not of what stands below."""
    label, colon, _ = text.partition(":")
    return bool(colon) and words.key_of("fields", label) == "status"


def build(
    blocks: Sequence[Block], line_count: int, words: Words, *, above: Section | None = None, first_line: int = 1
) -> Section:
    """Return the root section (level 0, no title) of a document, or of what a block quote below ``above`` holds."""
    root = Section(Heading(""), 0, 0, first_line, max(line_count, 1))
    stack = [root]
    nesting = _Nesting(words)
    previous: Block | None = None
    for block in blocks:
        if block.kind == "heading":
            heading = read_heading(block.text, words)
            level = nesting.level(block, heading, previous)
            while stack[-1].level >= level:
                stack.pop()
            section = Section(heading, level, block.level, block.first_line, line_count)
            stack[-1].children.append(section)
            stack.append(section)
        else:
            nesting.see(block, stack[-1])
        stack[-1].blocks.append(block)
        previous = block
    _close(root, line_count)
    trail = (*above.trail, above.heading.title) if above and above.heading.title else ()
    _name(root, trail, above.effective() if above else None, words)
    return root


def _shaped(shape: Shape, found: re.Match[str], box: Box | None, mark: str) -> Heading:
    parts = found.groupdict()
    title = plain(parts["rest"])
    number = parts.get("number")
    reference = parts["id"].strip("[]") if parts.get("id") else None
    if shape == "hash" or parts.get("hash"):
        return Heading(title, "issue" if parts.get("hash") else "hash", f"#{number}", number, box, mark)
    inner = _ID.match(title) if shape == "number" else None
    if inner:
        return Heading(plain(inner["rest"]), "id", inner["id"].strip("[]"), number, box, mark)
    return Heading(
        title, "box" if box and mark not in ("✅", "✔") and shape == "number" else shape, reference, number, box, mark
    )


class _Nesting:
    """Which headings are inside a ``<details>`` or a written-out body, and the level they get for it."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._details: list[int] = []
        self._body: Section | None = None
        self._labelled = False

    def see(self, block: Block, section: Section) -> None:
        """Take notice of a block that may open or close a container."""
        if block.kind == "html":
            for found in _DETAILS.finditer(block.text):
                if found[1]:
                    del self._details[-1:]
                elif len(self._details) < _DEEPEST:
                    self._details.append(section.level)
        if block.kind == "fence" and self._labelled:
            self._body = None
        self._labelled = block.kind == "paragraph" and self._is_body_label(block.text)
        if self._labelled:
            self._body = section

    def level(self, block: Block, heading: Heading, previous: Block | None) -> int:
        """Return the level that a heading has where it stands."""
        if self._body and _ends_body(self._body, block, heading, previous):
            self._body = None
        if self._body:
            return self._body.level + block.level
        if self._details:
            return self._details[-1] + block.level
        return block.level

    def _is_body_label(self, text: str) -> bool:
        last = text.rsplit("\n", maxsplit=1)[-1].strip()
        return last.rstrip("*_ ").endswith(":") and self._words.key_of("fields", last) == "body"


def _ends_body(body: Section, block: Block, heading: Heading, previous: Block | None) -> bool:
    """The next issue, or a higher heading behind a rule, ends what was written out."""
    if block.level == body.raw_level and heading.shape and heading.shape == body.heading.shape:
        return True
    return previous is not None and previous.kind == "rule" and block.level < body.raw_level


def _close(section: Section, last_line: int) -> None:
    section.last_line = last_line
    ends = [child.first_line - 1 for child in section.children[1:]] + [last_line]
    for child, end in zip(section.children, ends[-len(section.children) :], strict=False):
        _close(child, end)


def _is_name(title: str, meaning: str, words: Words) -> bool:
    """Return whether a title is the name of a section and nothing else; without blanks, two characters more may be."""
    folded = title.casefold().strip(" :.!?")
    if words.pattern("alone", "headings").fullmatch(folded):
        return True
    found = words.pattern("sections", meaning).search(folded)
    return found is not None and len(folded) - len(found[0]) <= (_ENDING if is_unspaced(folded[:1]) else 0)


def _own_meaning(section: Section, above: str | None, words: Words, *, from_title: bool) -> str | None:
    """Return what a section's own heading says about all below it; under settled work, only what it says for sure."""
    heading = section.heading
    own = heading.progress or meaning_of(heading.title, words)
    if own in _WORK and _is_status(heading.title, words):
        own = "info"
    if own == "process":
        return own
    if heading.shape in ("id", "issue", "box", "hash", "todo", "level"):
        return None
    named = heading.shape == "number" and own is not None and _is_name(heading.title, own, words)
    level, colon, rest = heading.title.partition(":")
    if own == "weak" and colon and rest.strip() and words.key_of("priority", level):
        return None  # it is the level of one thing: "Critical: passwords are logged"
    # A document's title opens all of its chapters, until one has a name of its own: "2. Resolved" in "Known issues".
    decided = above in (*_WORK, *_SETTLED) and not (named and from_title)
    if heading.shape and decided:
        return heading.progress
    if heading.shape == "number" and own in _AT_AN_END and is_work(heading.title, words) and not named:
        return None
    return None if own == "weak" and above in _SETTLED else own


def _name(
    section: Section, trail: tuple[str, ...], above: str | None, words: Words, *, from_title: bool = False
) -> None:
    own = _own_meaning(section, above, words, from_title=from_title) if section.level else None
    section.trail, section.meaning, section.inherited, section.inherited_from_title = trail, own, above, from_title
    # "Tasks" speaks for its own lists and one level below, a document's title of that kind for nothing.
    below = (own if own != "weak" or section.level > 1 else None) or (above if above != "weak" else None)
    is_title = section.level == 1 and own is not None
    here = (*trail, section.heading.title) if section.heading.title else trail
    for child in section.children:
        _name(child, here, below, words, from_title=is_title or (from_title and own is None))
