"""What reportbot needs to know of an issue tracker, whoever answers: a file, or a mirror of the real one.

Absence of a tracker is ``None`` where one is expected, never an empty tracker: "nobody could be asked" and "there are
no issues" lead to different verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from reportbot.models import TrackedIssue


class Tracker(Protocol):
    """The issues and pull requests of one repository, as known at one moment. Nothing here writes.

    What an implementer must keep (``tests/contract/test_tracker.py``):

    - ``issues`` yields every issue once, open or not, pull requests too, by ascending number, the same at each call.
    - ``get(n)`` is the issue that ``issues`` yields under that number, else None; any integer may be asked for.
    - ``doubt`` is None only when the list is known to be whole. Otherwise it is one sentence without a final full stop
      that says why an issue may be missing; what then finds no match is not new but unchecked.
    - ``labels`` are the names that the tracker is known to have; None when that is not known. An empty set means that
      it has none.
    - A tracker that cannot be read raises a ReportbotError when it is opened, never an empty answer later.
    """

    @property
    def doubt(self) -> str | None:
        """Why the list may be cut, else None."""

    def issues(self) -> Iterable[TrackedIssue]:
        """Return all issues and pull requests by ascending number."""

    def get(self, number: int) -> TrackedIssue | None:
        """Return one issue or pull request."""

    def labels(self) -> frozenset[str] | None:
        """Return the names of the known labels."""
