"""Measuring on the user's own labelled files: the analysis that `analyze` does, then counting. Nothing is kept."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from reportbot.analyze import AnalyzeRequest, analyze
from reportbot.errors import LabelsError
from reportbot.evaluate import duplicates, labels
from reportbot.evaluate.duplicates import PairScore
from reportbot.evaluate.labels import Labels
from reportbot.evaluate.scoring import Score, Summary, score, summarise
from reportbot.models import ActionItem, Analysis, Usage
from reportbot.settings import Settings
from reportbot.sources.documents import Progress, read_documents
from reportbot.state.folder import StateFolder


@dataclass(frozen=True, slots=True)
class LabelledFolders:
    """Where the documents stand, and where what a person wrote down about them."""

    documents: Path
    labels: Path


@dataclass(frozen=True, slots=True)
class EvaluateRequest:
    """What to measure. ``root`` and ``settings`` are those of `analyze`; ``now`` is an aware time."""

    folders: LabelledFolders | None
    pairs: Path | None
    root: Path
    settings: Settings
    now: datetime
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One document: its name as the labels have it, the file of the labels, what came out."""

    document: str
    labels: Path
    score: Score


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured. ``summary`` is None without documents, ``pairs`` without pairs.

    ``seconds`` and ``usage`` are those of the analysis.
    """

    documents: tuple[Evaluated, ...] = ()
    summary: Summary | None = None
    pairs: PairScore | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0


def evaluate(request: EvaluateRequest) -> Evaluation:
    """Analyse the labelled documents, judge the labelled pairs, and count.

    Raises LabelsError before anything is analysed when a labelled file cannot be used, SettingsError as `analyze` does.
    """
    labelled = labels.load(request.folders.documents, request.folders.labels) if request.folders else ()
    pairs = duplicates.load(request.pairs) if request.pairs else ()
    judged = duplicates.judge(pairs) if pairs else None
    if not labelled:
        return Evaluation(pairs=judged)
    files = list({_real(one): one.document for one in labelled}.values())
    _check(labelled, files, request)
    analysis = _analyze(files, request)
    items = _by_file(files, analysis)
    documents = tuple(Evaluated(one.name, one.file, score(items[_real(one)], one.wanted)) for one in labelled)
    summary = summarise([document.score for document in documents])
    return Evaluation(documents, summary, judged, analysis.usage, sum(seconds for _, seconds in analysis.seconds))


def _real(one: Labels) -> str:
    """Return what tells documents apart: several files of labels may be about one."""
    return os.path.realpath(one.document)


def _check(labelled: Sequence[Labels], files: Sequence[Path], request: EvaluateRequest) -> None:
    """Read the documents once before a model may be paid for them: can they be read, do the labels lie in them."""
    read = read_documents(
        map(str, files), root=request.root, stdin=io.BytesIO(), limit_bytes=request.settings.max_bytes
    )
    if read.warnings:
        raise LabelsError(read.warnings[0].removeprefix("skipped "), "A document with labels has to be readable.")
    counts = {os.path.realpath(file): len(found.lines) for file, found in zip(files, read.documents, strict=True)}
    for one in labelled:
        labels.check_lines(one, counts[_real(one)])


def _analyze(files: Sequence[Path], request: EvaluateRequest) -> Analysis:
    """Run the analysis with a state folder that is empty and goes away: earlier drafts change nothing here."""
    with TemporaryDirectory(prefix="reportbot-") as state:
        asked = AnalyzeRequest(
            arguments=tuple(map(str, files)),
            root=request.root,
            folder=StateFolder(Path(state)),
            stdin=io.BytesIO(),
            settings=request.settings,
            now=request.now,
            who="",
            dry_run=True,
            progress=request.progress,
        )
        return analyze(asked).analysis


def _by_file(files: Sequence[Path], analysis: Analysis) -> Mapping[str, Sequence[ActionItem]]:
    items: dict[str, list[ActionItem]] = {document.id: [] for document in analysis.documents}
    for item in analysis.items:
        items[item.evidence[0].document].append(item)
    found = zip(files, analysis.documents, strict=True)
    return {os.path.realpath(file): items[document.id] for file, document in found}
