"""Secrets in report text are masked before anything else sees it; the number of lines never changes.

The known formats are those that the issuers publish (GitHub's token prefixes, AWS's unique identifiers, the prefixes of
Slack, Stripe, npm, PyPI and others). Any other secret has to stand where one is assigned, and to look random: hashes,
UUIDs, commit ids and long names in prose stay, and so do placeholders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import log2

from reportbot.text.invisible import strip_invisible

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FORMATS = {
    "github-token": r"gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}",
    "anthropic-key": r"sk-ant-[A-Za-z0-9_-]{20,}",
    "openai-key": r"sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9]{32,}",
    "aws-key": r"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    "slack-token": r"(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}",
    "slack-webhook": r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}",
    "google-key": r"AIza[A-Za-z0-9_-]{35,}|ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}",
    "stripe-key": r"[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9]{24,}",
    "npm-token": r"npm_[A-Za-z0-9]{30,}",
    "pypi-token": r"pypi-[A-Za-z0-9_-]{40,}",
    "gitlab-token": r"gl(?:pat|dt|rt|soat)-[A-Za-z0-9_-]{20,}",
    "huggingface-token": r"hf_[A-Za-z0-9]{30,}",
    "sendgrid-key": r"SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,}",
}
_KINDS = tuple(_FORMATS)
_TOKEN = re.compile("(?<![A-Za-z0-9])(?:" + "|".join(f"({pattern})" for pattern in _FORMATS.values()) + ")")
_JWT = re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*")
_URL_PASSWORD = re.compile(r"(?<=://)(?P<before>[^\s/:@<>\"'`]{0,99}:)(?P<value>[^\s/@<>\"'`]{1,200})(?=@(?!sha256:))")
_HEADER = re.compile(
    r"(?P<before>\bauthorization[\"'`]?[ \t]{0,4}[:=][ \t]{0,4}[\"'`]?(?:bearer|basic|token)[ \t]{1,4}"
    r"|\bbearer[ \t]{1,4}(?=[\w.~+/-]{20}))(?P<value>[^\s\"'`,;<>\[\]{}()|]{6,})",
    re.IGNORECASE,
)
_ASSIGNMENT = re.compile(
    r"(?P<before>(?P<key>pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|(?:access|account|auth|private|encryption)"
    r"[_-]?key|credentials?)"
    r"(?:[_-]?(?:access[_-]?key|key(?:[_-]?base)?|value|prod|production|dev|test|staging|live|base64|\d{1,3}))?"
    r"[\"'`*]{0,3}[ \t]{0,4}(?P<sign>:=|=>|[:=])[\"'`*]{0,3}[ \t]{0,4}[\"'`*]{0,3})"
    r"(?P<value>[^\s\"'`,;<>()\[\]{}|]{6,512})(?P<after>[\"'`*]{0,3}[ \t]*(?:$|[,;|)}\]]|#|//))?",
    re.IGNORECASE | re.MULTILINE,
)
_OPTION = re.compile(
    r"(?P<before>--[a-z-]{0,20}(?:password|passwd|token|secret|api-key)[ \t]+[\"']?)"
    r"(?P<value>[^\s\"'`,;<>()\[\]{}|]{6,512})",
    re.IGNORECASE,
)
# What base64 makes of the prefixes above (ghp_ and so on, sk-, xox, AKIA, AIza, glpat-, npm_), and hexadecimal of ghp_.
_ENCODED = re.compile(
    r"(?<![A-Za-z0-9+/_-])"
    r"(?:(?:Z2h[wvz1y]|Z2l0aHViX3BhdF|c2st|eG94|QUtJQ|QUl6Y|Z2xwYXQt|bnBtX)[A-Za-z0-9+/_-]{20,}={0,2}"
    r"|6768[67][0-9a-f]5f(?:[0-9a-f]{2}){20,})"
)
_SPACED = re.compile(
    r"(?<![A-Za-z0-9])(?:g {1,3}h {1,3}[pousr] {1,3}_(?: {1,3}[A-Za-z0-9_](?![A-Za-z0-9_])){2,}"
    r"|s {1,3}k {1,3}-(?: {1,3}[A-Za-z0-9_-](?![A-Za-z0-9_])){8,}"
    r"|A {1,3}K {1,3}I {1,3}A(?: {1,3}[A-Z0-9](?![A-Za-z0-9_])){8,})"
)
_PEM_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_PEM_END = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_PEM_LINE = re.compile(r"[\s>|\"',]*+(?:(?:Proc-Type|DEK-Info|Version|Comment):.*|[A-Za-z0-9+/=]*+)(?:\\n)?[\s\"',]*+")
_PEM_BODY = re.compile(r"[\s>|\"',]*+[A-Za-z0-9+/=]{40,}+(?:\\n)?[\s\"',]*+")
# A key of 16,384 bits has 200 lines.
_LONGEST_PEM = 250
_MARGIN = re.compile(r"[\s>|]*")
_PLACEHOLDER = re.compile(
    r"x{4}|\*{3}|\.{3}|…|your|example|placeholder|redacted|change-?me|dummy|insert|secrets\.|vault:|%\w+%|\$[{(]"
    r"|^(?:[$%*-]|env|os\.|process\.)|^[x0*._-]+$|^(?:password|passwd|pass|pwd|secret|token|key|null|none|true|false)$",
    re.IGNORECASE,
)
_PATH = re.compile(r"https?://|\.{0,2}/|.*\.[A-Za-z]{1,5}(?::\d+)?$|.*(?:::|->)")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
_RUN = re.compile(r"[A-Za-z0-9+=]{8,}")
_LETTERS_MEET_DIGITS = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_CLASSES = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile("[^A-Za-z0-9]"))
_PASSWORD_LENGTH, _PASSWORD_CLASSES = 8, 3
_RANDOM_LENGTH, _RANDOM_BITS, _RANDOM_CHANGES = 16, 3.0, 3
_HEADER_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Masked:
    """Text with ``[secret: kind]`` in place of each secret, and the kinds found, one entry a secret."""

    text: str
    found: tuple[str, ...] = ()


def mask(text: str) -> Masked:
    """Return ``text`` without its secrets; LFs stay where they are.

    Found are tokens and keys of known formats, private keys, passwords in URLs, authorization headers, random values
    where a secret is assigned, and tokens that are base64-encoded (``encoded``) or spaced out (``spaced``). A line
    whose invisible or control characters break a secret up loses those characters.
    """
    if text.isascii() and not _CONTROL.search(text):
        return _mask_whole(text)
    return _mask_whole("\n".join(map(_mended, text.split("\n"))))


def _mended(line: str) -> str:
    """Return ``line`` without unseen characters when they hide a secret or a part of one."""
    bare = _seen(line)
    return bare if bare != line and _mask_whole(bare).text != _seen(_mask_whole(line).text) else line


def _seen(line: str) -> str:
    return _CONTROL.sub("", strip_invisible(line))


def _mask_whole(text: str) -> Masked:
    found: list[str] = []
    if "PRIVATE KEY" in text:
        text = _mask_private_keys(text, found)
    text = _TOKEN.sub(partial(_masked_token, found=found), text)
    for kind, rule, is_secret in _RULES:
        text = rule.sub(partial(_masked, kind=kind, is_secret=is_secret, found=found), text)
    return Masked(text, tuple(found))


def _masked_token(hit: re.Match[str], *, found: list[str]) -> str:
    kind = _KINDS[(hit.lastindex or 1) - 1]
    return _note(kind, found) if not _PLACEHOLDER.search(hit[0]) else hit[0]


def _masked(hit: re.Match[str], *, kind: str, is_secret: Callable[[re.Match[str]], bool], found: list[str]) -> str:
    if not is_secret(hit):
        return hit[0]
    start, end = hit.span("value") if "value" in hit.re.groupindex else hit.span()
    return hit.string[hit.start() : start] + _note(kind, found) + hit.string[end : hit.end()]


def _note(kind: str, found: list[str]) -> str:
    found.append(kind)
    return f"[secret: {kind}]"


def _always(hit: re.Match[str]) -> bool:
    return bool(hit[0])


def _is_url_password(hit: re.Match[str]) -> bool:
    return not _PLACEHOLDER.search(hit["value"])


def _is_header_value(hit: re.Match[str]) -> bool:
    value = hit["value"]
    is_word = value.isalpha() and len(value) < _HEADER_LENGTH and value[1:].islower()
    return not is_word and not _PLACEHOLDER.search(value)


def _is_assigned_secret(hit: re.Match[str]) -> bool:
    """Say whether the value looks random; after a colon, in the middle of a sentence, it has to look very random."""
    value = hit["value"].rstrip(".:*!?")
    if _looks_random(value):
        return True
    is_password = hit["key"].lower().startswith(("pass", "pwd"))
    return is_password and (hit["sign"] != ":" or hit["after"] is not None) and _looks_like_password(value)


def _is_option_secret(hit: re.Match[str]) -> bool:
    return _looks_random(hit["value"]) or _looks_like_password(hit["value"])


def _may_be_secret(value: str) -> bool:
    return not (_PLACEHOLDER.search(value) or _PATH.match(value) or _UUID.fullmatch(value))


def _looks_random(value: str) -> bool:
    if not _may_be_secret(value) or len(value) < _RANDOM_LENGTH:
        return False
    runs = _RUN.findall(value)
    changes = max((len(_LETTERS_MEET_DIGITS.findall(run)) for run in runs), default=0)
    return _HEX.fullmatch(value) is not None or (
        changes >= _RANDOM_CHANGES and _bits_a_character(value) >= _RANDOM_BITS
    )


def _looks_like_password(value: str) -> bool:
    classes = sum(1 for characters in _CLASSES if characters.search(value))
    long_enough = len(value) >= _PASSWORD_LENGTH and classes >= _PASSWORD_CLASSES
    return long_enough and any(c.isdigit() for c in value) and _may_be_secret(value)


def _bits_a_character(value: str) -> float:
    """Return the Shannon entropy of the characters of ``value``, in bits."""
    return -sum(count / len(value) * log2(count / len(value)) for count in Counter(value).values())


def _mask_private_keys(text: str, found: list[str]) -> str:
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        lines[number], is_open = _mask_keys_in_line(lines[number], found)
        last = _last_line_of_key(lines, number) if is_open else number
        for index in range(number + 1, last + 1):
            margin = _MARGIN.match(lines[index])
            lines[index] = (margin[0] if margin else "") + "[secret: private-key]"
        number = last + 1
    return "\n".join(lines)


def _mask_keys_in_line(line: str, found: list[str]) -> tuple[str, bool]:
    """Return the line without its keys, and whether the last one goes on in the next line."""
    pieces: list[str] = []
    position = 0
    while begin := _PEM_BEGIN.search(line, position):
        pieces += [line[position : begin.start()], _note("private-key", found)]
        end = _PEM_END.search(line, begin.end())
        if end is None:
            return "".join(pieces), True
        position = end.end()
    return "".join([*pieces, line[position:]]), False


def _last_line_of_key(lines: list[str], begin: int) -> int:
    """Return the index of the line that ends the key, or of the last one that can only be a part of it."""
    last = begin
    for index in range(begin + 1, min(len(lines), begin + _LONGEST_PEM)):
        if _PEM_END.search(lines[index]):
            return index
        if not _PEM_LINE.fullmatch(lines[index]):
            break
        last = index if last == index - 1 and _PEM_BODY.fullmatch(lines[index]) else last
    return last


_RULES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("jwt", _JWT, _always),
    ("password", _URL_PASSWORD, _is_url_password),
    ("authorization", _HEADER, _is_header_value),
    ("credential", _ASSIGNMENT, _is_assigned_secret),
    ("credential", _OPTION, _is_option_secret),
    ("encoded", _ENCODED, _always),
    ("spaced", _SPACED, _always),
)
