"""What is known while a stretch of text is read from left to right, and what it becomes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportbot.text.edits import Edit, apply_edits
from reportbot.text.triggers import Stretch, Trigger

BACKTICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class Neutral:
    """The rewritten stretch, notes on what a reader would not see, and 1 or -1 for each fold that opens or closes."""

    text: str
    notes: tuple[str, ...] = ()
    folds: tuple[int, ...] = ()
    added_code: bool = False


@dataclass(frozen=True, slots=True)
class Bracket:
    """An opening bracket of a link, or of an image, whose exclamation mark is at ``at``."""

    at: int
    is_image: bool


@dataclass(slots=True)
class Reading:
    """The state of reading ``within``.

    ``floor`` is where what is settled ends; ``brackets`` are those that are open, of which the first ``dead_brackets``
    cannot make a link any more; ``runs`` are the offsets of the backtick runs by length, ``unpaired`` the (offset,
    length) of those that pair with nothing; ``last_closer`` is where the last ``-->`` stands.
    """

    within: Stretch
    words: bool = True
    folding: bool = True
    mode: Literal["markdown", "html", "title"] = "markdown"
    floor: int = 0
    edits: list[Edit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    dead_brackets: int = 0
    runs: dict[int, list[int]] = field(default_factory=dict)
    unpaired: list[tuple[int, int]] = field(default_factory=list)
    last_closer: int = -1
    has_code: bool = False

    def read(self, special: re.Pattern[str], handlers: Handlers) -> None:
        """Call the handler of each special character or word, by its first character, where the last one left off."""
        text, at, end = self.within.text, self.within.start, self.within.end
        self.floor = at
        self.last_closer = text.rfind("-->", at, end)
        for run in BACKTICKS.finditer(text, at, end):
            self.runs.setdefault(len(run[0]), []).append(run.start())
        while hit := special.search(text, at, end):
            at = handlers[hit[0][0].lower()](self, hit.start())

    def replace(self, start: int, end: int, text: str, *, as_code: bool = False) -> int:
        """Replace a part and return where to go on."""
        self.edits.append(Edit(start, end, text, as_code))
        return self.settle(end)

    def settle(self, end: int) -> int:
        """Note that nothing before ``end`` is to be looked at again, and return ``end``."""
        self.floor = max(self.floor, end)
        return end

    def take(self, judged: Trigger | int) -> int:
        """Put into code what a recogniser found, unless it is not yet the time for words; return where to go on."""
        if isinstance(judged, int):
            return judged
        if not self.words:
            return self.settle(judged.end)
        return self.replace(judged.start, judged.end, self.within.text[judged.start : judged.end], as_code=True)

    def closing_run(self, at: int, length: int) -> int | None:
        """Return where the backtick run stands that closes the one at ``at``."""
        starts = self.runs.get(length, [])
        index = bisect_right(starts, at)
        return starts[index] if index < len(starts) else None

    def result(self, *, unpaired: str, code: str, escape_backticks: bool = False) -> Neutral:
        """Return the stretch as edited; ``unpaired`` stands for each backtick that pairs with nothing.

        They are replaced when there is code, ours or the text's own (some versions of GitHub's parser miss code spans
        after such a run), and always with ``escape_backticks``.
        """
        edits = self.edits
        added_code = any(edit.as_code for edit in edits)
        if added_code or escape_backticks or self.has_code:
            edits = [*edits, *(Edit(at, at + length, unpaired * length) for at, length in self.unpaired)]
        text = apply_edits(self.within.text, self.within.start, self.within.end, edits, code=code)
        return Neutral(text, tuple(self.notes), tuple(self.folds), added_code)


Handlers = Mapping[str, Callable[[Reading, int], int]]
