"""`reportbot analyze`: reports become drafts."""

from __future__ import annotations

import time
from pathlib import Path

import click

from reportbot.analyze import AnalysisResult, AnalyzeRequest
from reportbot.analyze import analyze as run_analysis
from reportbot.cli import render
from reportbot.cli.invocation import Invocation, Session
from reportbot.cli.options import command
from reportbot.cli.summary import LIST_ISSUES, remarks, summary
from reportbot.errors import UsageError
from reportbot.export.analysis_json import analysis_to_json

NEW_DRAFTS = 1
PARTIAL = 5


@command(
    "analyze",
    examples=[
        "reportbot analyze report.md",
        f"{LIST_ISSUES} > issues.json",
        'reportbot analyze "reports/*.md" TODO.md --issues issues.json',
        "cat report.md | reportbot analyze - --json | jq .drafts",
    ],
    takes=["json", "dry_run"],
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--issues", metavar="FILE", help="What the tracker has: the output of `gh issue list --json …`.")
@click.option(
    "--engine", type=click.Choice(["rules"]), default="rules", expose_value=False, help="What finds the work in a text."
)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="New drafts of this run; the rest are held.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when there are new drafts.")
def analyze(
    invocation: Invocation,
    sources: tuple[str, ...],
    *,
    issues: str | None,
    limit: int | None,
    exit_code: bool,
) -> int:
    """Read reports and draft the issues that are missing.

    A SOURCE is a file, a folder, a glob in quotes, or - for standard input. Without one, the sources of the settings
    are read.

    With --issues, work that has an issue is not drafted again.
    """
    session = invocation.open(limit=limit)
    with session.screen.progress(time.monotonic) as progress:
        result = run_analysis(
            AnalyzeRequest(
                arguments=sources or _configured(session),
                root=session.resolved.root,
                folder=session.folder,
                stdin=session.surroundings.stdin,
                settings=session.settings,
                now=session.surroundings.now,
                who=session.who,
                issues=Path(session.surroundings.cwd, issues) if issues else None,
                dry_run=session.dry_run,
                progress=progress,
            )
        )
    if session.settings.model:
        session.screen.warn(f"model is set to {session.settings.model}, but this version has the rules engine only")
    _tell(session, result, looked_up=issues is not None)
    if result.failed:
        return PARTIAL
    return NEW_DRAFTS if exit_code and result.analysis.drafts else 0


def _configured(session: Session) -> tuple[str, ...]:
    if not session.settings.sources:
        raise UsageError("no source was named", "Name a file, a folder or a glob, or set sources in reportbot.toml.")
    return tuple(str(session.resolved.root / source) for source in session.settings.sources)


def _tell(session: Session, result: AnalysisResult, *, looked_up: bool) -> None:
    for warning in result.warnings:
        session.screen.warn(warning)
    if session.json:
        render.json_result(analysis_to_json(result.analysis))
    else:
        session.screen.result(summary(result.analysis, width=session.screen.width))
    for remark in remarks(result.analysis, result.notes, looked_up=looked_up, written=not session.dry_run):
        session.screen.note(remark)
    session.screen.detail(f"engine: {result.analysis.usage.engine}, state: {session.resolved.state}")
    for stage, seconds in result.analysis.seconds:
        session.screen.detail(f"{stage}: {seconds:.2f} s")
