"""The state folder: where each thing stands in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reportbot.state import files

GITIGNORE = "cache/\nlog/\n*.lock\n*.tmp\n"


def _go_on(step: str) -> None:
    """Do nothing: the ordinary observer of durable steps."""


@dataclass(frozen=True, slots=True)
class StateFolder:
    """The folder that ``state`` in the settings names, ``.reportbot`` by default.

    ``name`` is how people write that folder, so that a path of a draft can be opened: relative to the root of the work
    tree, or as they gave it; without one, its last part.
    ``step`` is told the name of every step of a write right before it happens, such as ``replace k7q2m9xa-runbook.md``.
    A fault test dies there; nobody else needs it.
    """

    root: Path
    step: Callable[[str], None] = field(default=_go_on, compare=False, repr=False)
    name: Path | None = field(default=None, compare=False)

    @property
    def drafts(self) -> Path:
        """The folder with one Markdown file a draft."""
        return self.root / "drafts"

    @property
    def analyses(self) -> Path:
        """The folder with the analysis of each document version."""
        return self.root / "analyses"

    @property
    def sources(self) -> Path:
        """The folder with the text that each analysis was made from."""
        return self.root / "sources"

    @property
    def index(self) -> Path:
        """The full-text index of the tracker's issues; it can be deleted at any time."""
        return self.root / "cache" / "index.sqlite"

    @property
    def ledger(self) -> Path:
        """The file with everything that happened, one JSON object a line."""
        return self.root / "ledger.jsonl"

    @property
    def run_lock(self) -> Path:
        """The lock file of a run."""
        return self.root / "run.lock"

    @property
    def decision_lock(self) -> Path:
        """The lock file of a decision."""
        return self.root / "decision.lock"

    @property
    def unwritten(self) -> Path:
        """The mark of a decision that is recorded and not yet in all its draft files."""
        return self.root / "unwritten.tmp"

    def create(self) -> None:
        """Make the folder, and the ``.gitignore`` in it unless it is there; raise StateError when that fails."""
        files.make_folder(self.root)
        if not files.exists(self.root / ".gitignore"):
            files.write(self.root / ".gitignore", GITIGNORE.encode(), step=self.step)

    def shown(self, path: Path) -> str:
        """Return a path under the state folder as people and ``Draft.path`` have it: ``.reportbot/drafts/…``."""
        return ((self.name or Path(self.root.absolute().name)) / path.relative_to(self.root)).as_posix()
