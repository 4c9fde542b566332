"""Every exception that reportbot raises on purpose, each with the exit code that the command ends with.

    ReportbotError                 3   (never raised itself)
    ├── UsageError                 2   wrong command line, settings or input that the run depends on
    │   ├── SettingsError          2   a value in a settings file, the environment or a flag
    │   ├── SnapshotError          2   a tracker snapshot that cannot be read
    │   ├── LabelsError            2   labelled files that cannot be read, or do not fit their documents
    │   └── UnknownDraft           2   an id that names no draft, or several
    ├── StateError                 2   a file under the state folder that is not what it should be
    │   ├── FrontMatterError       2   a draft file whose front matter is refused
    │   └── MoveRefused            2   a decision that the draft's present state does not allow
    ├── SourceError                5   one source that could not be read; the others go on
    └── RunLocked                  75  another run holds the lock

The docstrings are the sentences that stand in the documentation; the message of an exception says what was
wrong (``cause``) and what to do about it (``next_step``).
"""


class ReportbotError(Exception):
    """Something that reportbot can explain.

    ``cause`` is one sentence without a final full stop; ``next_step``, when there is one, an instruction.
    """

    exit_code = 3

    def __init__(self, cause: str, next_step: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.cause}. {self.next_step}" if self.next_step else self.cause


class UsageError(ReportbotError):
    """The command line or an input file that the whole run depends on is wrong."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting has a value that cannot be used, or stands where it must not stand."""


class SnapshotError(UsageError):
    """The tracker snapshot cannot be read, so nothing was analysed."""


class LabelsError(UsageError):
    """A file of labels cannot be read or does not fit its document, so nothing was measured."""


class UnknownDraft(UsageError):
    """The id names no draft, or the prefix fits several."""


class StateError(ReportbotError):
    """A file under the state folder is not what reportbot wrote or a person may have edited."""

    exit_code = 2


class FrontMatterError(StateError):
    """The front matter of a draft is too large, not YAML, or uses a feature that is refused."""


class MoveRefused(StateError):
    """The draft is in a state from which this decision is not possible."""


class SourceError(ReportbotError):
    """One source could not be read. ``reason`` is a short word for counting, such as ``binary``."""

    exit_code = 5

    def __init__(self, source: str, reason: str, cause: str, next_step: str = "") -> None:
        super().__init__(cause, next_step)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {super().__str__()}"


class RunLocked(ReportbotError):
    """Another run holds the lock of this state folder."""

    exit_code = 75
