"""The YAML that reportbot writes itself: one key a line, quoted as JSON quotes wherever a plain word could mislead.

Most front matter still is as we wrote it, or nearly so. For that much of YAML there is a reader here that takes a
tenth of the time of the full one; it says None to everything else, and never anything different from what that says.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

NOTHING = ("", "~", "null", "Null", "NULL")

# A plain scalar begins with a letter or digit and has no mark that YAML could read.
_PLAIN = re.compile(r"\w(?:[\w ./()+@&'-]*[\w)])?")
_MISREAD = re.compile(
    r"[-+.0-9][-+.,_0-9]*(?:e[-+]?[0-9.]+)?|0[xob][0-9a-f_]+|\d{4}-\d\d?-\d\d?.*|y|n|yes|no|on|off|true|false|null",
    re.IGNORECASE,
)
# JSON's escapes are YAML's; these are the characters that JSON leaves alone and YAML, git or a terminal do not.
_HIDDEN = "\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff"
_UNSAFE = re.compile(f"[{_HIDDEN}]")

_QUOTED = rf'"(?:[^"\\\x00-\x1f{_HIDDEN}]|\\["\\bfnrt]|\\u(?!d[89a-f])[0-9a-f]{{4}})*"'
_SCALAR = f"(?:{_QUOTED}|{_PLAIN.pattern})"
_KEY = re.compile(rf"([a-z_]+):(?: ({_SCALAR}|\[(?:{_SCALAR}(?:, {_SCALAR})*)?\]))?\n")
_RECORD = re.compile(rf"  - (\{{[a-z0-9_]+: {_SCALAR}(?:, [a-z0-9_]+: {_SCALAR})*\}})\n")
_WORD = re.compile(_SCALAR)
_PAIR = re.compile(rf"([a-z0-9_]+): ({_SCALAR})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the front matter. ``colon`` is the index behind its colon; the value is ``yaml[start:end]``.

    ``line`` is the 1-based line in the file, ``indent`` the column of the key.
    """

    value: Value
    colon: int
    start: int
    end: int
    line: int
    indent: int


def entries(yaml: str) -> dict[str, Entry] | None:
    """Return the keys of front matter that looks as if we had written it, None for any other."""
    found: dict[str, Entry] = {}
    position, line = 0, 2
    while position < len(yaml):
        key = _KEY.match(yaml, position)
        if key is None or key[1] in found:
            return None
        records = list(_records(yaml, key.end())) if key[2] is None else []
        if records:
            value: Value = [_mapping(record[1]) for record in records]
            start, end, position = records[0].start() + 2, records[-1].end(1), records[-1].end()
        else:
            value = _value(key[2])
            start, end, position = key.start(2), key.end(2), key.end()
        colon = key.end(1) + 1
        found[key[1]] = Entry(value, colon, max(start, colon), max(end, colon), line, 0)
        line += 1 + len(records)
    return found


def scalar(value: str | None) -> str:
    """Return ``value`` on one line, quoted unless every YAML reader takes the plain word for this very text."""
    if value is None:
        return ""
    if _PLAIN.fullmatch(value) and not _MISREAD.fullmatch(value) and not _UNSAFE.search(value):
        return value
    escaped = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", escaped)


def flow_list(values: Iterable[str]) -> str:
    """Return a list on one line: ``[one, two]``."""
    return f"[{', '.join(map(scalar, values))}]"


def flow_mapping(values: Mapping[str, str]) -> str:
    """Return a mapping of rendered values on one line: ``{lines: 12-14, quote: "…"}``."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def _records(yaml: str, position: int) -> Iterator[re.Match[str]]:
    while record := _RECORD.match(yaml, position):
        yield record
        position = record.end()


def _value(shown: str | None) -> Value:
    if shown is None or not shown.startswith("["):
        return _scalar(shown or "")
    return [_scalar(word.group()) for word in _WORD.finditer(shown, 1)]


def _mapping(shown: str) -> Value:
    return {pair[1]: _scalar(pair[2]) for pair in _PAIR.finditer(shown, 1)}


def _scalar(shown: str) -> str | None:
    if shown.startswith('"'):
        return str(json.loads(shown))
    return None if shown in NOTHING else shown
