"""One pass over the Markdown of an issue's body: each region is rewritten by the rules that GitHub reads it with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from reportbot.text.hidden import HIDING_TEX, quoted
from reportbot.text.invisible import strip_invisible
from reportbot.text.links import DEFINITION, is_safe_target
from reportbot.text.neutralise import neutralise_html, neutralise_markdown
from reportbot.text.reading import Neutral
from reportbot.text.regions import CELL_EDGE, DELIMITER_ROW, LATE_TAG, Kind, NestedTooDeeply, Region, regions
from reportbot.text.triggers import Stretch

__all__ = ["NestedTooDeeply", "break_markers", "rewrite"]

_OWN_MARKER = re.compile(r"<!--(?=\s*reportbot:)", re.IGNORECASE)
_OPEN_FENCE = re.compile(r"(?P<indent> {0,3})(?P<fence>`{3,}|~{3,})")
_MATH_FENCE = re.compile(r"(?P<fence>[\s>*+.)\d-]*(?:`{3,}|~{3,})[ \t]*)math\b", re.IGNORECASE)
# Not a definition by the specification, but GitHub's parser accepts more, with a title that nobody sees.
_MAYBE_DEFINITION = re.compile(
    r"[\s>*+.)\d-]*(?:\[[ xX]\][ \t]+)?\[(?=[^\]]*[^\s\]])[^\[\]]+\]:[^\n]*(?:[\"'(<]|\n[\s>]*[\"'(<])"
)
# A blank for some parsers, behind a tag that is alone on its line, and not for others.
_WIDE_BLANK = re.compile(r"[^\S \t\n]")
# A box of a task list in front of what GitHub's parser takes for a block of its own, and others for text.
_ODD_BOX = re.compile(
    r"[\s>*+.)\d-]*[*+.)-][ \t]+\[[ xX]\]"
    r"(?=[ \t]*(?:\n|</?(?:details|summary)|</?\w+[ \t]*/?>[ \t]*(?:\n|$)|\[[^\[\]]*\]:)"
    r"|[ \t]+(?:#|>|[*+-][ \t]|\d+[.)][ \t]|```|~~~)[^\n]*\n)"
)
# What may follow a definition: nothing, a blank line or another one. Parsers differ on all else.
_AFTER_DEFINITION = re.compile(r"$|\n(?:[ \t>]*(?:\n|$)|[ >]{0,3}\\?\[[^\[\]\n]+\]:)")


def rewrite(text: str, repo: str | None) -> Neutral:
    """Return ``text`` (lines end at LF) rewritten once; what it changes may give rise to another pass.

    What is code, a link or HTML comes first, since that decides where words act. Folds that do not close, or close what
    is not open, would hide what stands behind them: their tags become text. Raises ``NestedTooDeeply``.
    """
    parts = regions(text)
    structure = _rewrite(text, parts, repo, words=False, folding=True)
    folding = _folds_match(structure.folds)
    if not folding:
        structure = _rewrite(text, parts, repo, words=False, folding=False)
    return structure if structure.text != text else _rewrite(text, parts, repo, words=True, folding=folding)


def break_markers(text: str) -> str:
    """Return ``text`` with markers of ours changed so that nothing takes them for one."""
    return _OWN_MARKER.sub("<!-- (quoted)", text)


def _rewrite(text: str, parts: tuple[Region, ...], repo: str | None, *, words: bool, folding: bool) -> Neutral:
    pieces: list[str] = []
    done: list[Neutral] = []
    position = 0
    for part in parts:
        neutral = _neutral(text, part, repo, words=words, folding=folding)
        pieces += [text[position : part.start], neutral.text]
        done.append(neutral)
        position = part.end
    pieces.append(text[position:])
    notes = tuple(note for neutral in done for note in neutral.notes)
    return Neutral(
        break_markers(strip_invisible("".join(pieces))),
        notes,
        tuple(fold for neutral in done for fold in neutral.folds),
    )


def _neutral(text: str, part: Region, repo: str | None, *, words: bool, folding: bool) -> Neutral:
    within = Stretch(text, part.start, part.end, repo)
    body = text[part.start : part.end]
    match part.kind:
        case "code":
            return _fence(within)
        case "html" if not _WIDE_BLANK.search(body.partition("\n")[0]):
            return neutralise_html(within, words=words, folding=folding)
        case "table":
            return _table(within, words=words, folding=folding)
        case "definition":
            return _definition(within)
        case "prose" if not (_MAYBE_DEFINITION.match(body) or _ODD_BOX.match(body)):
            return neutralise_markdown(within, words=words, folding=folding)
        case _:
            return Neutral(_UNAMBIGUOUS[part.kind](body))


def _escape_bracket(body: str) -> str:
    return body.replace("[", "\\[", 1)


def _escape_late_tags(body: str) -> str:
    first, *rest = body.split("\n")
    return "\n".join([first, *(LATE_TAG.sub(r"\1&lt;", line, count=1) for line in rest)])


def _break_delimiter_row(text: str) -> str:
    """Escape the first dash of each line that could make a table of the lines around it; it shows the same."""
    return "\n".join(
        line.replace("-", "\\-", 1) if DELIMITER_ROW.fullmatch(line) else line for line in text.split("\n")
    )


# What parsers take for different things is changed into what all take for the same; it shows the same.
_UNAMBIGUOUS: dict[Kind, Callable[[str], str]] = {
    "html": lambda body: _WIDE_BLANK.sub(" ", body),
    "open-table": lambda body: f"{body}\n",
    "late-code": lambda body: f"\n{body}",
    "late-tag": _escape_late_tags,
    "far-quote": lambda body: body.replace(">", "\\>", 1),
    "almost-table": _break_delimiter_row,
    "prose": _escape_bracket,
}


def _folds_match(folds: tuple[int, ...]) -> bool:
    depth = 0
    for fold in folds:
        depth += fold
        if depth < 0:
            return False
    return depth == 0


def _fence(within: Stretch) -> Neutral:
    """Leave fenced code as it is, but close the last fence, and show a formula that may hide text."""
    body = within.text[within.start : within.end]
    notes: tuple[str, ...] = ()
    math = _MATH_FENCE.match(body)
    if math and HIDING_TEX.search(body):
        notes = (f"formula shown as text: {quoted(body)}",)
        body = f"{math['fence']}tex{body[math.end() :]}"
    opened = _OPEN_FENCE.match(body)
    if opened and not within.text[within.end :].strip() and not _is_closed(body, opened["fence"]):
        body = f"{body}\n{opened['indent']}{opened['fence']}"
    return Neutral(body, notes)


def _is_closed(body: str, fence: str) -> bool:
    _, _, rest = body.partition("\n")
    last = rest.rpartition("\n")[2].strip()
    return len(last) >= len(fence) and not last.strip(fence[0])


def _table(within: Stretch, *, words: bool, folding: bool) -> Neutral:
    """Rewrite each cell by itself: a pipe ends it even inside what looks like a code span."""
    cells = [Stretch(within.text, start, end, within.repo) for start, end in _cells(within)]
    rewritten = [neutralise_markdown(cell, words=words, folding=folding) for cell in cells]
    if any(cell.added_code for cell in rewritten):
        escaped = partial(neutralise_markdown, words=words, folding=folding, escape_backticks=True)
        rewritten = [escaped(cell) for cell in cells]
    edges = [within.text[cell.end : min(cell.end + 1, within.end)] for cell in cells]
    text = "".join(cell.text + edge for cell, edge in zip(rewritten, edges, strict=True))
    notes = tuple(note for cell in rewritten for note in cell.notes)
    return Neutral(text, notes, tuple(fold for cell in rewritten for fold in cell.folds))


def _cells(within: Stretch) -> Iterator[tuple[int, int]]:
    start = within.start
    for edge in CELL_EDGE.finditer(within.text, within.start, within.end):
        if edge[0] in "|\n":
            yield start, edge.start()
            start = edge.end()
    yield start, within.end


def _definition(within: Stretch) -> Neutral:
    """Take the title of a link definition away; one that leads where no link may lead becomes text.

    So does one that spans lines, and a footnote, which GitHub reads as text.
    """
    body = within.text[within.start : within.end]
    found = DEFINITION.fullmatch(body)
    note = (f"link title removed: {quoted(found['title'][1:-1])}",) if found and found["titled"] else ()
    stands_alone = _AFTER_DEFINITION.match(within.text, within.end) is not None
    is_link = found is not None and stands_alone and not found["label"].startswith("^")
    if found is None or not is_link or not is_safe_target(found["to"], within.repo):
        return Neutral(body.replace("[", "\\[", 1), note)
    return Neutral(body[: found.start("titled")] + body[found.end("titled") :] if note else body, note)
