"""Bytes of a report become lines, or a ``SourceError`` that says why they cannot.

A line ends at LF, CRLF or a lone CR and nothing else: VT, FF, NEL and U+2028 are characters inside a line. The number
of a line is therefore the same here, in an editor and on disk, whatever was repaired.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass

from reportbot.errors import SourceError
from reportbot.text.mojibake import repair_mojibake

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "bom"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_BINARY_MAGIC = (
    b"\x89PNG", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"BZh",
    b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"OggS", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
# Control bytes that no text editor writes; TAB, LF, VT, FF, CR, BS and ESC occur in logs.
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\b\x1b") + b"\x7f"
# Above these shares of control bytes the data is not text. Eight-bit text has none; UTF-8 may hold stray NULs.
_CONTROLS_IN_UTF8 = 0.1
_CONTROLS_IN_LEGACY = 0.02
# What eight-bit text of Western Europe has beyond ASCII; anything else is left to the detector.
_WESTERN = frozenset("äöüÄÖÜßéèêëàâçîïôùûœñáíóúãõåæøÉÈÊÀÂÇÎÔÛÑÁÍÓÚÃÕÅÆØ…’‘“”„–—•€£°§«»©®™·×½¿¡\xa0")
_LEGACY_CANDIDATES = [
    "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp866", "iso8859_5",
    "cp1253", "cp1254", "cp1252", "cp850", "mac_roman",
]  # fmt: skip
_DETECTION_BYTES = 65_536
_HIGH_BYTES = bytes(range(128, 256))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The lines of a file without their endings, and what had to be done to read them.

    ``repairs`` holds, in this order where present: ``bom``, ``utf-16``, ``utf-32``, ``legacy-8bit:<codec>``,
    ``replaced`` (bytes that fit no character became U+FFFD), ``nul`` (NULs removed), ``encoding`` (UTF-8 that had been
    read as cp1252 was put right).
    """

    lines: tuple[str, ...]
    repairs: tuple[str, ...] = ()


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of ``text`` without their endings (LF, CRLF, CR). A final ending starts no further line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    return tuple(lines)


def decode(data: bytes, name: str) -> Decoded:
    """Return the lines of ``data``, the whole content of the source called ``name``.

    Raises ``SourceError`` with reason ``binary`` when the bytes are no text and ``empty`` when they hold nothing but
    white space.
    """
    text, repairs = _to_text(data, name)
    if "\0" in text:
        text, repairs = text.replace("\0", ""), (*repairs, "nul")
    if not text.strip():
        raise SourceError(name, "empty", "the source holds no text", "Name a report with text in it.")
    lines = split_lines(text)
    repaired = repair_mojibake(lines)
    if repaired != lines:
        repaired = (repaired[0].removeprefix("\ufeff"), *repaired[1:])
        repairs = (*repairs, "encoding")
    return Decoded(repaired, repairs)


def _to_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, codec, repair in _BOMS:
        if data.startswith(mark):
            return _with_codec(data[len(mark) :], codec, repair)
    if data.startswith(_BINARY_MAGIC):
        raise _binary(name)
    utf16 = _utf16_without_bom(data)
    if utf16:
        return _with_codec(data, utf16, "utf-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, name)
    if _control_share(data) > _CONTROLS_IN_UTF8:
        raise _binary(name)
    return text, ()


def _with_codec(data: bytes, codec: str, repair: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(codec).lstrip("\ufeff"), (repair,)
    except UnicodeDecodeError:
        return data.decode(codec, "replace").lstrip("\ufeff"), (repair, "replaced")


def _binary(name: str) -> SourceError:
    next_step = "Export it as Markdown or plain text and name that file."
    return SourceError(name, "binary", "the source is binary data, not text", next_step)


def _control_share(data: bytes) -> float:
    return (len(data) - len(data.translate(None, _CONTROL_BYTES))) / max(len(data), 1)


def _utf16_without_bom(data: bytes) -> str | None:
    """Return the codec when the NULs lie where UTF-16 has them, on one side of each pair, and it is no UTF-8 text."""
    if len(data) % 2 or b"\0" not in data or (_control_share(data) <= _CONTROLS_IN_UTF8 and _is_utf8(data)):
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    if min(even, odd) > 0.1 * max(even, odd):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    printable = sum(c.isprintable() or c.isspace() for c in text[:_DETECTION_BYTES])
    return codec if printable >= 0.95 * min(len(text), _DETECTION_BYTES) else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _not_utf8(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode bytes that are not UTF-8: damaged UTF-8 when most sequences are whole, else a legacy encoding."""
    if _control_share(data) > _CONTROLS_IN_LEGACY:
        raise _binary(name)
    whole = data.decode("utf-8", "ignore")
    beyond_ascii = len(whole) - len(data.translate(None, _HIGH_BYTES))
    bad_bytes = len(data.decode("utf-8", "surrogateescape")) - len(whole)
    if beyond_ascii >= bad_bytes:
        return data.decode("utf-8", "replace"), ("replaced",)
    codec = "cp1252" if _reads_as_western(data) else _detect(data)
    return _with_codec(data, codec, f"legacy-8bit:{codec}")


def _reads_as_western(data: bytes) -> bool:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = Counter({c: count for c, count in Counter(text).items() if not c.isascii()})
    usual = sum(count for c, count in beyond.items() if c in _WESTERN)
    return usual >= 0.95 * beyond.total() and beyond.total() <= 0.5 * len(text)


def _detect(data: bytes) -> str:
    # It costs 30 ms to import, and nearly no report needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    sample = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_DETECTION_BYTES]
    best = from_bytes(sample, cp_isolation=_LEGACY_CANDIDATES).best()
    return best.encoding if best else "cp1252"
