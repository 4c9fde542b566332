"""What every place that report text comes from hands over: the bytes of a source, or the reason why there are none.

A source that cannot be used is a value, so that one bad file never stops the others; only a programming error raises.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawSource:
    """One source as read, once, into memory. ``name`` is what the user is shown and what evidence refers to."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of the bytes read; a file that changes afterwards is another version."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that was not read.

    ``reason`` is a word for counting: missing, no-match, no-files, not-a-file, unreadable, too-large, symlink-loop,
    symlink-folder or symlink-outside. ``cause`` is one sentence without a final full stop, ``next_step`` an
    instruction.
    """

    source: str
    reason: str
    cause: str
    next_step: str
