"""What `evaluate` says: a row a document, the figures over all, the verdicts on pairs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportbot.cli.layout import aligned, count, lines_of, one_line, shorten_path
from reportbot.cli.render import Line
from reportbot.evaluate.duplicates import Judged, PairScore
from reportbot.evaluate.run import Evaluated, Evaluation
from reportbot.evaluate.scoring import Counts, Place, Score, Share, Summary
from reportbot.models import Usage


def report(evaluation: Evaluation, *, width: int | None, detailed: bool) -> Iterator[Line]:
    """Yield the lines for a terminal of ``width`` columns, None for a pipe; ``detailed`` lists what was wrong."""
    if evaluation.summary:
        yield from _documents(evaluation.documents, width, detailed=detailed)
        yield Line("")
        yield from _table(_summary(evaluation.summary, evaluation))
    if evaluation.summary and evaluation.pairs:
        yield Line("")
    if evaluation.pairs:
        yield from _pairs(evaluation.pairs, width, detailed=detailed)


def _documents(documents: Sequence[Evaluated], width: int | None, *, detailed: bool) -> Iterator[Line]:
    room = width // 2 if width else None
    rows = [(shorten_path(one_line(one.document), room), *_figures(one.score)) for one in documents]
    head, *lines = aligned([("document", "F1", "found", "missed", "false"), *rows], width, stretch=0)
    yield Line(head, "bold")
    for one, line in zip(documents, lines, strict=True):
        yield Line(line)
        if detailed:
            yield from _places("missed", one.score.missed)
            yield from _places("false", one.score.false)


def _figures(score: Score) -> tuple[str, str, str, str]:
    result = f"{score.f1:.2f}" if score.f1 is not None else "silent" if score.silent else "noisy"
    found = f"{score.items.found} of {score.items.wanted}"
    return result, found, str(score.items.wanted - score.items.found), str(score.items.given - score.items.found)


def _places(what: str, places: Sequence[Place]) -> Iterator[Line]:
    for place in places:
        where = lines_of(place.first_line, place.last_line)
        yield Line(f"  {what:6}  {where:>9}  {one_line(place.title)}", "dim")


def _summary(summary: Summary, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    mean = "none" if summary.mean_f1 is None else f"{summary.mean_f1:.3f}"
    yield "mean F1", f"{mean} over {count(summary.documents, 'document')} with open work"
    yield "silent", f"{summary.silent.right} of {count(summary.silent.of, 'document')} without open work"
    yield "all items", _counts(summary.items)
    yield "status", _share(summary.status, "item", "right")
    yield "priority", _share(summary.priority, "open item", "right")
    if summary.dependencies.wanted:
        yield "dependencies", _counts(summary.dependencies)
    yield "engine", evaluation.usage.model or evaluation.usage.engine
    yield "seconds", f"{evaluation.seconds:.2f}"
    if evaluation.usage.model:
        yield "tokens", _tokens(evaluation.usage)


def _counts(counts: Counts) -> str:
    return f"F1 {counts.f1:.3f}, precision {counts.precision:.3f}, recall {counts.recall:.3f}"


def _share(share: Share, noun: str, adjective: str) -> str:
    if share.value is None:
        return "nothing to compare"
    return f"{share.value:.3f}, {share.right} of {count(share.of, noun)} {adjective}"


def _tokens(usage: Usage) -> str:
    cost = "" if usage.cost is None else f", cost {usage.cost:.2f}"
    calls = count(usage.calls, "call")
    return f"{usage.input_tokens:,} in, {usage.output_tokens:,} out, {calls}{cost}"


def _pairs(pairs: PairScore, width: int | None, *, detailed: bool) -> Iterator[Line]:
    rows = [(expected, found, f"{number:>5}") for (expected, found), number in sorted(pairs.table.items())]
    head, *lines = aligned([("expected", "found", "pairs"), *rows], width, stretch=0)
    yield Line(head, "bold")
    yield from map(Line, lines)
    yield Line("")
    yield from _table(_pair_figures(pairs))
    if detailed:
        for what, judged in (("wrong", pairs.wrong), ("missed", pairs.missed), ("held", pairs.held)):
            yield from _judged(what, judged)


def _pair_figures(pairs: PairScore) -> Iterator[tuple[str, str]]:
    yield "pairs", f"{len(pairs.judged):,}"
    yield "precision", _share(pairs.precision, "item", "set aside rightly")
    yield "recall", _share(pairs.recall, "duplicate", "set aside")
    yield "wrong", f"{len(pairs.wrong):,} set aside that should not be"
    yield "missed", f"{len(pairs.missed):,} duplicates that would be drafted"
    yield "held", f"{len(pairs.held):,} without need"


def _judged(what: str, judged: Sequence[Judged]) -> Iterator[Line]:
    for one in judged:
        expected = " or ".join(one.pair.expected)
        yield Line(f"  {what:6}  {one_line(one.pair.id)}  {one_line(one.pair.title)}", "dim")
        yield Line(f"          {one.verdict}, not {expected}: {one_line(one.reason)}", "dim")


def _table(rows: Iterator[tuple[str, str]]) -> Iterator[Line]:
    return map(Line, aligned(list(rows), None, stretch=1))
