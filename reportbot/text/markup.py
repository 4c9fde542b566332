"""The marks of Markdown and HTML: each handler judges the one at ``at`` and returns where to go on reading.

They follow CommonMark on what comes first: escapes, code spans, tags and links in the order of their first characters.
"""

from __future__ import annotations

import re

from reportbot.text import links, triggers
from reportbot.text.edits import Edit
from reportbot.text.hidden import HIDING_TEX, comment_end, quoted
from reportbot.text.reading import BACKTICKS, Bracket, Reading

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SKIP_CI = re.compile(r"\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\](?!\()", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^([^\]]{0,999})\]:?")
_IN_LABEL = re.compile(r"[\\`<!\[&$@#/]|://|www\.|GH-|bors|renovate|dependabot|mergify", re.IGNORECASE)
_NUMBER_OR_CODE = re.compile(r"`[^`]*`|[\w./-]{0,99}#\d+|(?<![A-Za-z0-9])GH-\d+", re.IGNORECASE)
_FORMULA = re.compile(r"\$\$?[^$`]*\$\$?")


def on_backslash(reading: Reading, at: int) -> int:
    """Skip an escaped character; what may act is written plainly, by which nothing is lost, and judged then."""
    following = reading.within.text[at + 1 : min(at + 2, reading.within.end)]
    if following and following in "@#/":
        return reading.replace(at, at + 1, "")
    return reading.settle(at + 2) if following in _PUNCTUATION else at + 1


def on_backtick(reading: Reading, at: int) -> int:
    """Skip a code span, or remember the run that pairs with nothing."""
    run = BACKTICKS.match(reading.within.text, at, reading.within.end)
    length = len(run[0]) if run else 1
    close = reading.closing_run(at, length)
    if close is None:
        reading.unpaired.append((at, length))
        return at + length
    reading.has_code = True
    return reading.settle(close + length)


def on_angle(reading: Reading, at: int) -> int:
    """Judge a comment, an autolink or a tag."""
    text, end = reading.within.text, reading.within.end
    if text.startswith("<!--", at):
        return _on_comment(reading, at)
    autolink = None if reading.mode == "html" else links.AUTOLINK.match(text, at, end)
    if autolink:
        return _on_autolink(reading, autolink)
    code = links.HTML_CODE.match(text, at, end) if reading.mode == "html" else None
    if code:
        return reading.settle(code.end())
    tag = links.HARMLESS_TAG.match(text, at, end)
    if tag and _may_stay(reading, tag):
        reading.folds += [-1 if tag[0].startswith("</") else 1] if tag["fold"] else []
        return reading.settle(tag.end())
    following = text[at + 1 : min(at + 2, end)]
    if following.isalpha() or following in {"/", "!", "?"}:
        return reading.replace(at, at + 1, "&lt;")
    return at + 1


def _may_stay(reading: Reading, tag: re.Match[str]) -> bool:
    """Say whether a harmless tag stays a tag.

    Alone on a line, a tag such as ``<kbd>`` may start an HTML block, and parsers differ on when it does.
    """
    if tag["block"]:
        return reading.folding or not tag["fold"]
    return reading.mode == "html" or not reading.within.starts_line(tag.start())


def _on_comment(reading: Reading, at: int) -> int:
    text, end = reading.within.text, reading.within.end
    closed = comment_end(text, at, end) if at <= reading.last_closer else None
    if closed is None and reading.mode != "html":
        return reading.replace(at, at + 1, "&lt;")
    inside = text[at : closed or end].removeprefix("<!--").removesuffix("-->")
    if inside.strip(" ->"):
        reading.notes.append(f"hidden comment removed: {quoted(inside)}")
    return reading.replace(at, closed or end, " " if reading.mode == "title" else "")


def on_title_comment(reading: Reading, at: int) -> int:
    """Take a comment out of a title; one that is not closed is shown there."""
    return _on_comment(reading, at) if at <= reading.last_closer else at + 1


def _on_autolink(reading: Reading, autolink: re.Match[str]) -> int:
    target = autolink["to"]
    is_address = "://" not in target and not target.lower().startswith("mailto:")
    closing = triggers.is_issue(target) and reading.within.closes(autolink.start())
    if (is_address or links.is_safe_target(target, reading.within.repo)) and not closing:
        return reading.settle(autolink.end())
    return reading.replace(autolink.start(), autolink.end(), target, as_code=True)


def on_bang(reading: Reading, at: int) -> int:
    """Remember where an image may begin."""
    if not reading.within.text.startswith("![", at) or at + 1 >= reading.within.end:
        return at + 1
    reading.brackets.append(Bracket(at, is_image=True))
    return at + 2


def on_opening_bracket(reading: Reading, at: int) -> int:
    """Remember where a link may begin; break what stops a build, and a footnote."""
    skip = _SKIP_CI.match(reading.within.text, at, reading.within.end)
    if skip:
        return reading.replace(at, skip.end(), f"\\[{skip[0][1:-1]}\\]")
    if _is_footnote(reading, at):
        return reading.replace(at, at + 1, "\\[")
    reading.brackets.append(Bracket(at, is_image=False))
    return at + 1


def _is_footnote(reading: Reading, at: int) -> bool:
    """Say whether the bracket opens a footnote that other Markdown would not protect, or the text of one."""
    label = _FOOTNOTE.match(reading.within.text, at, reading.within.end)
    return label is not None and (label[0].endswith(":") or _IN_LABEL.search(label[1]) is not None)


def on_closing_bracket(reading: Reading, at: int) -> int:
    """Judge what a bracket closes.

    Brackets before a link are dead, since a link holds no links (CommonMark 0.31, 6.3); GitHub's parser overlooks that
    at times, so what they would make is escaped.
    """
    if not reading.brackets:
        return at + 1
    opener = reading.brackets[-1]
    is_dead = len(reading.brackets) <= reading.dead_brackets and not opener.is_image
    has_tail = reading.within.text.startswith("(", at + 1) and at + 1 < reading.within.end
    tail = links.LINK_TAIL.match(reading.within.text, at + 1, reading.within.end) if has_tail and not is_dead else None
    if has_tail and tail is None:
        return reading.replace(at, at + 1, "\\]")
    reading.brackets.pop()
    reading.dead_brackets = min(reading.dead_brackets, len(reading.brackets))
    if tail:
        return _on_link(reading, opener, at, tail)
    if opener.is_image:
        reading.edits.append(Edit(opener.at, opener.at + 1, "\\!"))
    return at + 1


def _on_link(reading: Reading, opener: Bracket, at: int, tail: re.Match[str]) -> int:
    target = tail["angle"] or tail["plain"] or ""
    repo = reading.within.repo
    closing = triggers.is_issue(target) and reading.within.closes(opener.at)
    if opener.is_image or closing or not links.is_safe_target(target, repo):
        return _show_target(reading, opener, at, tail.end(), target)
    if tail["titled"]:
        reading.notes.append(f"link title removed: {quoted(tail['title'][1:-1])}")
        reading.edits.append(Edit(tail.start("titled"), tail.end("titled"), ""))
    reading.dead_brackets = len(reading.brackets)
    return reading.settle(tail.end())


def _show_target(reading: Reading, opener: Bracket, at: int, end: int, target: str) -> int:
    """Write ``text (`target`)`` instead of a link or an image; "#12" in its text, of another tracker, stays code."""
    is_bare = opener.is_image and at == opener.at + 2
    reading.edits.append(Edit(opener.at, opener.at + 1 + opener.is_image, "image" if is_bare else ""))
    for number in _NUMBER_OR_CODE.finditer(reading.within.text, opener.at, at):
        reading.edits += [Edit(*number.span(), number[0], as_code=True)] if number[0][0] != "`" else []
    reading.edits.append(Edit(at, at + 1, " (" if target else ""))
    if target:
        if opener.is_image:
            reading.notes.append(f"image shown as text: {quoted(target)}")
        reading.edits.append(Edit(at + 1, end - 1, target, as_code=True))
        return reading.replace(end - 1, end, ")")
    return reading.replace(at + 1, end, "")


def on_entity(reading: Reading, at: int) -> int:
    """Write an entity plainly that could hide what acts."""
    text = reading.within.text
    entity = links.ENTITY.match(text, at, reading.within.end)
    if entity is None:
        # HTML, unlike Markdown, takes an entity without its semicolon.
        is_entity = reading.mode == "html" and text[at + 1 : at + 2].strip(" \n&")
        return reading.replace(at, at + 1, "&amp;") if is_entity else at + 1
    plain = links.plain_character(entity[0], text[entity.end() : entity.end() + 1])
    return entity.end() if plain is None else reading.replace(at, entity.end(), plain)


def on_dollar(reading: Reading, at: int) -> int:
    """Show a formula that may hide text as its source."""
    text, end = reading.within.text, reading.within.end
    if text.startswith("`", at + 1):
        return _on_dollar_code(reading, at)
    formula = _FORMULA.match(text, at, end)
    if formula is None or not HIDING_TEX.search(formula[0]):
        return at + 1
    reading.notes.append(f"formula shown as text: {quoted(formula[0])}")
    return reading.replace(at, formula.end(), formula[0].replace("\n", " "), as_code=True)


def _on_dollar_code(reading: Reading, at: int) -> int:
    """Judge a dollar sign before code: with another one behind it, GitHub reads the code as a formula."""
    text = reading.within.text
    end = on_backtick(reading, at + 1)
    if HIDING_TEX.search(text, at, end) and text.startswith("$", end):
        reading.notes.append(f"formula shown as text: {quoted(text[at : end + 1])}")
        reading.edits.append(Edit(at, at + 1, ""))
        return reading.replace(end, end + 1, "")
    return end
