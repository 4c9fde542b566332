"""Characters that nobody sees, and which of them a script or an emoji needs.

Unicode gives no single list. The classes here are the default-ignorable characters (DerivedCoreProperties), the bidi
controls and the tag block. What is needed is kept: joiners between letters of joining scripts and inside emoji, one
variation selector after a symbol or an ideograph, the three flags that are spelled with tags.
"""

from __future__ import annotations

import re
from unicodedata import category

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_ZERO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_RUN = re.compile(f"[{_BIDI}{_TAGS}{_SELECTORS}{_ZERO_WIDTH}]+")
_SHOWN = re.compile(f"[{_BIDI}{_TAGS}]")
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_JOINING_LETTER = re.compile(
    "[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefe\U00010a00-\U00011fff]"
)
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_BLACK_FLAG = "\U0001f3f4"
_FLAG_TAGS = frozenset(
    "".join(chr(0xE0000 + ord(c)) for c in region) + "\U000e007f" for region in ("gbeng", "gbsct", "gbwls")
)
_KEYCAP = "\u20e3"
_INFORMATION = "\u2139"
# Tags stand for ASCII one to one; the supplementary selectors stand for the bytes from 16 on.
_SPELLED = {0xE0000 + code: chr(code) for code in range(32, 127)} | {
    0xE00F0 + code: chr(code) for code in range(32, 127)
}


def strip_invisible(text: str) -> str:
    """Return ``text`` without invisible characters, except where a script or an emoji needs them."""
    return text if text.isascii() else _RUN.sub(lambda run: run[0] if _is_needed(run) else "", text)


def show_invisible(text: str) -> str:
    """Like ``strip_invisible``, but bidi controls and tags, which can deceive, are shown as ``<U+202E>``."""
    return text if text.isascii() else _RUN.sub(lambda run: run[0] if _is_needed(run) else _shown(run), text)


def invisible_characters(line: str) -> str:
    """Return the invisible characters of ``line`` that nothing needs, in their order."""
    return "" if line.isascii() else "".join(run[0] for run in _RUN.finditer(line) if not _is_needed(run))


def spelled_out(invisible: str) -> str:
    """Return the ASCII text that tags or variation selectors spell; the empty string when they spell none."""
    return "".join(_SPELLED.get(ord(c), "") for c in invisible)


def _is_needed(run: re.Match[str]) -> bool:
    before = run.string[run.start() - 1 : run.start()] if run.start() else ""
    after = run.string[run.end() : run.end() + 1]
    characters = run[0]
    if not before:
        return False
    if len(characters) == 1:
        return _is_needed_alone(before, characters, after)
    if characters == "\ufe0f\u200d":
        return _is_symbol(before) and _is_symbol(after)
    return before == _BLACK_FLAG and characters in _FLAG_TAGS


def _is_needed_alone(before: str, character: str, after: str) -> bool:
    if character in "\ufe0e\ufe0f" and _takes_presentation(before, after):
        return True
    if character in "\u200c\u200d" and _joins(before) and _joins(after):
        return True
    if character in "\u180b\u180c\u180d\u180e\u180f":
        return bool(_MONGOLIAN.match(before))
    if character == "\u200d":
        return _is_symbol(before) and _is_symbol(after)
    return bool(_SELECTOR.match(character) and _IDEOGRAPH.match(before))


def _takes_presentation(before: str, after: str) -> bool:
    if before.isascii():
        return before in "0123456789#*" and after == _KEYCAP
    return before == _INFORMATION or category(before) in {"So", "Sk", "Sm", "Po", "Pd", "No"}


def _is_symbol(character: str) -> bool:
    return bool(character) and category(character) in {"So", "Sk", "Sm"} and not character.isascii()


def _joins(character: str) -> bool:
    return bool(_JOINING_LETTER.match(character)) and category(character)[0] in "LM"


def _shown(run: re.Match[str]) -> str:
    return "".join(f"<U+{ord(c):04X}>" for c in _SHOWN.findall(run[0]))
