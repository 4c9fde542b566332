"""`reportbot evaluate`: how good the results are on the user's own labelled files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import click

from reportbot.cli import render
from reportbot.cli.evaluation import report
from reportbot.cli.invocation import Invocation, Session
from reportbot.cli.layout import count
from reportbot.cli.options import command
from reportbot.errors import UsageError
from reportbot.evaluate.result_json import evaluation_to_json
from reportbot.evaluate.run import EvaluateRequest, Evaluation, LabelledFolders
from reportbot.evaluate.run import evaluate as measure
from reportbot.evaluate.scoring import Summary

UNDER_THE_MARK = 1
_SHARE = click.FloatRange(0, 1)


@command(
    "evaluate",
    examples=[
        "reportbot evaluate reports labels",
        "reportbot evaluate reports labels --min-f1 0.8 --min-silent 1",
        "reportbot evaluate --pairs pairs.jsonl",
        "reportbot evaluate reports labels --json | jq .summary",
    ],
    takes=["json"],
)
@click.argument("folders", nargs=-1, metavar="[DOCS GOLD]")
@click.option("--pairs", metavar="FILE", help="Labelled pairs of an item and an issue, one JSON object a line.")
@click.option("--min-f1", type=_SHARE, metavar="SHARE", help="Exit with 1 when the mean F1 is lower.")
@click.option("--min-silent", type=_SHARE, metavar="SHARE", help="Exit with 1 when fewer documents stay silent.")
def evaluate(
    invocation: Invocation,
    folders: tuple[str, ...],
    *,
    pairs: str | None,
    min_f1: float | None,
    min_silent: float | None,
) -> int:
    """Measure how well the work in your own documents is found.

    DOCS is a folder of documents, GOLD one of JSON files that say which work they hold. With --pairs, alone or beside
    them, it measures how well duplicates are found. -v lists what was missed and what is no work.

    Nothing is written, and earlier drafts and decisions count for nothing.
    """
    chosen = _folders(folders, needed=pairs is None or min_f1 is not None or min_silent is not None)
    session = invocation.open()
    with session.screen.progress(time.monotonic) as progress:
        evaluation = measure(
            EvaluateRequest(
                folders=chosen,
                pairs=Path(pairs) if pairs else None,
                root=session.resolved.root,
                settings=session.settings,
                now=session.surroundings.now,
                progress=progress,
            )
        )
    _tell(session, evaluation)
    shortfalls = list(_shortfalls(evaluation.summary, min_f1, min_silent)) if evaluation.summary else []
    for shortfall in shortfalls:
        session.screen.warn(shortfall)
    return UNDER_THE_MARK if shortfalls else 0


def _tell(session: Session, evaluation: Evaluation) -> None:
    if session.json:
        render.json_result(evaluation_to_json(evaluation))
    else:
        screen = session.screen
        screen.result(report(evaluation, width=screen.width, detailed=screen.verbosity > 0))


def _folders(names: tuple[str, ...], *, needed: bool) -> LabelledFolders | None:
    """Return both folders, or None when there is something else to measure. Raises UsageError."""
    if not names and not needed:
        return None
    if len(names) != 2:  # noqa: PLR2004 - DOCS and GOLD
        raise UsageError(
            f"two folders are needed, DOCS and GOLD, and {len(names) or 'none'} given",
            "Name the documents and their labels: `reportbot evaluate reports labels`; pairs alone go after --pairs.",
        )
    return LabelledFolders(Path(names[0]), Path(names[1]))


def _shortfalls(summary: Summary, min_f1: float | None, min_silent: float | None) -> Iterator[str]:
    """Say which marks were missed. Without any open work there is no mean F1, and a mark for it is missed."""
    if min_f1 is not None and (summary.mean_f1 or 0.0) < min_f1:
        yield f"mean F1 is {summary.mean_f1 or 0.0:.3f}, under {min_f1:g} of --min-f1"
    share = summary.silent.value
    if min_silent is not None and share is not None and share < min_silent:
        documents = count(summary.silent.of, "document")
        yield f"{summary.silent.right} of {documents} without open work silent, under {min_silent:g} of --min-silent"
