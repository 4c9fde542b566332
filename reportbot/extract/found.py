"""What a reader of one shape of text found, before it is an action item: with its span, without an id."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportbot.models import Effort, LeftAside, Priority, Section, Status, Task

# How much a telling says about the work: a section of its own, a box or row or command, a bullet, a passing sentence.
SECTION, ENTRY, BULLET, PROSE = 4, 3, 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One telling of one piece of work.

    ``origin`` names the list or table it stands in: siblings are never the same work. A ``mention`` (an entry of a
    recommended order, of a summary) is evidence of work told elsewhere, and nothing by itself. ``claimed`` tells if
    the text itself says the status; a heading or row that says nothing is open until something else is said.
    ``in_passing`` marks a sentence that says what has to be and asks nobody: work only where no list says what to do.
    """

    title: str
    first_line: int
    last_line: int
    status: Status = "open"
    status_reason: str | None = None
    strength: int = BULLET
    origin: str = ""
    mention: bool = False
    claimed: bool = True
    in_passing: bool = False
    ordinal: str | None = None
    section: tuple[str, ...] = ()
    priority: Priority | None = None
    effort: Effort | None = None
    labels: tuple[str, ...] = ()
    owner: str | None = None
    due: str | None = None
    milestone: str | None = None
    reference: str | None = None
    type: str | None = None
    group: str | None = None
    tasks: tuple[Task, ...] = ()
    parts: tuple[Section, ...] = ()
    full_body: str = ""
    depends_on: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    tracked_by: tuple[str, ...] = ()
    also: tuple[tuple[int, int], ...] = ()

    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return all spans that tell this work, the main one first."""
        return ((self.first_line, self.last_line), *self.also)


@dataclass(slots=True)
class Findings:
    """What has been found so far, and what was looked at and left aside."""

    found: list[Found] = field(default_factory=list)
    aside: list[LeftAside] = field(default_factory=list)

    def leave(self, first_line: int, last_line: int, reason: str) -> None:
        """Record lines that look like work and are not."""
        self.aside.append(LeftAside(first_line, last_line, reason))
