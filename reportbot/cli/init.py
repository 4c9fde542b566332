"""`reportbot init`: a settings file for this project, with what can be guessed filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from reportbot.cli import render
from reportbot.cli.invocation import Invocation, Session
from reportbot.cli.layout import count
from reportbot.cli.options import command
from reportbot.setting_layers import PROJECT_FILE
from reportbot.state import files

_REPORT_FILE = re.compile(
    r"(todo|roadmap|backlog|status|action[-_ ]?items?|next[-_ ]?steps|open[-_ ]?points|offene[-_ ]punkte)",
    re.IGNORECASE,
)
_REPORT_FOLDER = re.compile(
    r"(.*[-_])?(reports?|status|minutes|meetings?|retros?|retrospectives|standups?|postmortems?)", re.IGNORECASE
)
_WHERE = ("", "docs", "doc")

_FILE = """\
# Settings of reportbot for this project; `reportbot config show` tells what is in force and why.
# Secrets never stand here: GITHUB_TOKEN and OPENAI_API_KEY come from the environment.

{repo}
sources = [{sources}]     # files, folders and globs that `reportbot analyze` reads

# limit = 10              # new drafts a run; the rest are held
# state = ".reportbot"    # where drafts and decisions are kept
# keep_sources = true     # keep the report texts (secrets masked) beside the analyses
# max_bytes = 5_000_000   # a larger source is skipped

# [words.sections]
# open = []               # your team's own names for sections of open work

# [publish]
# labels = []             # added to every issue
"""


@command("init", examples=["reportbot init", "reportbot init --dry-run"], takes=["dry_run", "yes"])
def init(invocation: Invocation) -> None:
    """Write reportbot.toml at the root of the work tree, with the reports that are found there.

    A file that exists is left as it is, unless --yes is given.
    """
    session = invocation.open()
    sources = list(_guess(session.resolved.root))
    text = _FILE.format(
        repo=_repo(session), sources=", ".join(json.dumps(name, ensure_ascii=False) for name in sources)
    )
    if session.dry_run:
        render.verbatim(text)
        return
    target = session.resolved.root / PROJECT_FILE
    if target.exists() and not session.yes:
        session.screen.result([f"{target} exists and was left as it is"])
        session.screen.note("`reportbot init --yes` replaces it, `reportbot init --dry-run` shows by what.")
        return
    files.write(target, text.encode(), step=_unobserved)
    session.screen.result([f"{target} written, with {count(len(sources), 'source')}"])
    session.screen.note("Next: `reportbot doctor`, `reportbot analyze`")


def _unobserved(step: str) -> None:
    """Nobody watches the steps of this write."""


def _repo(session: Session) -> str:
    repo = session.settings.repo
    return f'repo = "{repo}"' if repo else '# repo = "owner/name"   # without one, nothing can be published'


def _guess(root: Path) -> Iterator[str]:
    """Yield a glob for each folder of reports, and each file that looks like a list of work, as TOML may hold them."""
    for where in _WHERE:
        for path in sorted((root / where).iterdir()) if (root / where).is_dir() else []:
            name = path.relative_to(root).as_posix()
            if not name.isprintable() or path.is_symlink():
                continue
            if path.is_dir() and _REPORT_FOLDER.fullmatch(path.name) and any(path.glob("*.md")):
                yield f"{name}/*.md"
            elif path.suffix.lower() == ".md" and path.is_file() and _REPORT_FILE.search(path.stem):
                yield name
