"""Text of East Asian scripts in the form that the readers of all other text know: marks narrow, blanks between.

``修复（紧急）：登录失败`` is read as ``修复 (紧急): 登录失败``, a line that starts with ``・``, ``一、`` or ``■`` as a
list entry or a label. Lines keep their numbers; what is taken from a line gets back the marks that its author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportbot.text.plain import UNSPACED as CJK

_MARKS = {
    "：": ":", "，": ",", "、": ",", "；": ";", "。": ".", "！": "!", "？": "?", "（": "(", "）": ")",
    "【": "[", "】": "]", "［": "[", "］": "]", "｜": "|", "＃": "#", "＠": "@", "／": "/", "％": "%",
}  # fmt: skip
_OPENING, _CLOSING, _STOPS = "([", ")]", ":,;.!?"
_EASTERN = re.compile(f"[{CJK}{''.join(map(re.escape, _MARKS))}]")
_WIDE = re.compile(rf"[ ]*([{''.join(map(re.escape, _MARKS))}])[ ]*")
_READ = re.compile(rf"[ ](?=[#@])|[ ]*[{''.join(map(re.escape, sorted({*_MARKS.values()})))}][ ]*|[ ]")
# A single character in brackets may be a box: those are left as they are.
_LONE = re.compile(r"【\s*[xX✓✔~-]?\s*】")
_EDGE = re.compile(f"(?<=[{CJK}])(?=[A-Za-z0-9#@`])|(?<=[A-Za-z0-9`%])(?=[{CJK}])")
_FENCE = re.compile(r"\s*(?:>\s*)*(```+|~~~+)")
_NEAR = 6
_MARKUP = "*_~` \t\u3000"

_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")}
_INDENT = re.compile(r"\s*")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LEAD = re.compile(r"(?P<before>\s*(?:>\s*)*(?:#{1,6}\s+|(?:\*\*|__)(?=\S))?)")
_NUMBER = re.compile(
    rf"(?:[（(](?P<round>\d{{1,3}}|{_NUMERAL})[）)]|(?P<plain>\d{{1,3}})(?:[、．）]|[.](?=[{CJK}（【「《]))"
    rf"|(?P<numeral>{_NUMERAL})[、．，]|(?P<circle>[①-⑳]))\s*(?=\S)"
)
_DOT = re.compile(r"[・･](?=[^\s・･])\s*|[・･●○◆◇■□▪▼▽▶▷★☆]\s+(?=\S)|[●○◆◇■▼▽▶▷★☆]\s*(?=\S)")
_BOX = re.compile(r"(?P<before>\s*(?:[-*+]\s+)?)(?:□|【\s*】|［\s*］|\[　\])\s*(?=\S)")
_TITLED = re.compile(r"(?P<before>\s*)[【〔＜](?P<title>[^【】〔〕＜＞]{2,30})[】〕＞]\s*[：:]?\s*$")
_ENTRY = re.compile(r"\s*(?:[-*+•☐]\s|\d{1,3}[.)]\s|\|)")
# What stands over a list: short, and no sentence.
_LONGEST_LABEL = 30
_SENTENCE = re.compile(r"[。！？]|[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class Narrow:
    """``lines`` as they are read; ``wide`` says what the author wrote in their place, by the characters around."""

    lines: tuple[str, ...]
    wide: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def restored(self, text: str) -> str:
        """Return a piece of text that was taken from the lines with the marks of its author."""

        def written(found: re.Match[str]) -> str:
            left = text[max(0, found.start() - _NEAR) : found.start()].rstrip(_MARKUP)[-1:]
            right = text[found.end() : found.end() + _NEAR].lstrip(_MARKUP)[:1]
            return self.wide.get((left, found[0].strip(), right), found[0])

        return _READ.sub(written, text) if self.wide else text


def narrowed(lines: Iterable[str]) -> Narrow:
    """Return the lines with narrow marks and with blanks at the edges of scripts; code blocks stay as they are."""
    lines = tuple(lines)
    if not any(map(_EASTERN.search, lines)):
        return Narrow(lines)
    wide: dict[tuple[str, str, str], str] = {}
    read: list[str] = []
    fence = ""
    for line in lines:
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        if opened or fence:
            read.append(line)
            continue
        rest = _with_plain_lead(_INDENT.sub(lambda found: found[0].replace("\u3000", "  "), line, count=1))
        wide.update(_traces(rest))
        read.append(spaced(rest))
    return Narrow(tuple(_with_labels(read, lines)), wide)


def spaced(text: str) -> str:
    """Return one line with narrow marks and a blank wherever one would stand in a script that has blanks."""
    kept = {at for hit in _LONE.finditer(text) for at in (hit.start(), hit.end() - 1)}
    marked = "".join(_narrowed(text, at) if char in _MARKS and at not in kept else char for at, char in enumerate(text))
    return _EDGE.sub(" ", marked)


def _narrowed(text: str, at: int) -> str:
    mark = _MARKS[text[at]]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _OPENING:
        return f" {mark}" if before and (before.isalnum() or before in "`%」》") else mark
    if mark in _STOPS or mark in _CLOSING:
        joins = not after or after.isspace() or after in "*_~|" or _MARKS.get(after, after) in f"{_STOPS}{_CLOSING}"
        return mark if joins else f"{mark} "
    return mark


def _with_plain_lead(line: str) -> str:
    """Return the line with its number, dot or box in front as Markdown writes them."""
    if boxed := _BOX.match(line):
        return f"{boxed['before']}☐ {line[boxed.end() :]}"
    lead = _LEAD.match(line)
    before = lead["before"] if lead else ""
    rest = line[len(before) :]
    if number := _NUMBER.match(rest):
        said = number["round"] or number["plain"] or number["numeral"] or number["circle"]
        return f"{before}{_value(said)}. {rest[number.end() :]}"
    if not before.strip(" \t>") and (dot := _DOT.match(rest)):
        return f"{before}- {rest[dot.end() :]}"
    return line


def _value(said: str) -> int:
    if said.isdecimal():
        return int(said)
    if "①" <= said <= "⑳":
        return ord(said) - ord("①") + 1
    tens, ten, ones = said.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones[-1:], 0)


def _with_labels(read: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """Write as a label in bold what stands alone over a list: ``【完了】``, ``■ 今週の実績``, ``一、本周完成``."""
    following = [*_next_starts(lines), ""]
    for number, (line, source) in enumerate(zip(read, lines, strict=True)):
        if titled := _TITLED.match(source):
            yield f"{titled['before']}**{spaced(titled['title'].strip())}**"
        elif (label := _label(source)) and following[number] not in ("", _start(source)):
            yield f"**{spaced(label)}**"
        else:
            yield line


def _label(source: str) -> str:
    """Return the text behind a dot or a Chinese numeral that starts a line, when it may be a label."""
    bare = source.strip()
    found = _DOT.match(bare) or ((number := _NUMBER.match(bare)) and number["numeral"] and number) or None
    if not found or bare[0] in "・･" or source[:1].isspace():
        return ""
    text = bare[found.end() :].rstrip("：: ")
    return text if len(text) <= _LONGEST_LABEL and not _SENTENCE.search(text) else ""


def _next_starts(lines: Sequence[str]) -> list[str]:
    """Return for each line but the last how the next line with text starts, "" when that is no list."""
    starts: list[str] = []
    following = ""
    for line in reversed(lines[1:]):
        if line.strip():
            following = _start(line)
        starts.append(following)
    return starts[::-1]


def _start(line: str) -> str:
    """Return the kind of mark with which a line starts a list entry."""
    bare = line.strip()
    if dot := _DOT.match(bare):
        return dot[0].strip()
    if number := _NUMBER.match(bare):
        return number.lastgroup or ""
    entry = _ENTRY.match(line)
    return entry[0].strip()[-1:] if entry else ""


def _traces(line: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield (character before, what is read, character behind) with what the line has there, marks of markup aside."""
    for hit in _WIDE.finditer(line):
        before, after = line[: hit.start()].rstrip(_MARKUP)[-1:], line[hit.end() :].lstrip(_MARKUP)[:1]
        left, right = (_MARKS.get(char, char) for char in (before, after))
        for key in {(left, right), (left, ""), ("", right)} - {("", "")}:
            yield (key[0], _MARKS[hit[1]], key[1]), hit[0]
    for hit in _EDGE.finditer(line):
        yield (line[hit.start() - 1], "", line[hit.start()]), ""
