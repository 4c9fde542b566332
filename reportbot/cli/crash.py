"""The log of a bug: the user sees one line, whoever mends it the traceback."""

from __future__ import annotations

import tempfile
from pathlib import Path
from traceback import format_exception


def write_log(error: BaseException, folder: Path | None) -> Path:
    """Write the traceback to a new file and return its path.

    The file goes to ``folder``, the log folder of a state folder that exists; else, or when that cannot be written, to
    the system's folder for temporary files. Only its owner can read it.
    """
    text = "".join(format_exception(error))
    for place in _places(folder):
        try:
            place.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w",
                encoding="utf-8",
                errors="backslashreplace",
                dir=place,
                prefix="reportbot-bug-",
                suffix=".log",
                delete=False,
            ) as file:
                file.write(text)
                return Path(file.name)
        except OSError:
            continue
    return Path("no file, because none can be written")


def _places(folder: Path | None) -> list[Path]:
    temporary = Path(tempfile.gettempdir())
    return [folder, temporary] if folder and folder.parent.is_dir() else [temporary]
