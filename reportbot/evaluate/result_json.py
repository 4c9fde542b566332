"""``evaluate --json``: what was measured, as other programs read it. Every key is always there."""

from __future__ import annotations

from collections.abc import Sequence

from reportbot.evaluate.duplicates import Judged, PairScore
from reportbot.evaluate.run import Evaluated, Evaluation
from reportbot.evaluate.scoring import Counts, Place, Share, Summary
from reportbot.models import Usage

JsonObject = dict[str, object]

SCHEMA_VERSION = 1


def evaluation_to_json(evaluation: Evaluation) -> JsonObject:
    """Return the evaluation as JSON values; shares are from 0 to 1, null of nothing."""
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": [_document(document) for document in evaluation.documents],
        "summary": _summary(evaluation.summary) if evaluation.summary else None,
        "pairs": _pairs(evaluation.pairs) if evaluation.pairs else None,
        "usage": _usage(evaluation.usage),
        "seconds": round(evaluation.seconds, 3),
    }


def _document(document: Evaluated) -> JsonObject:
    score = document.score
    return {
        "document": document.document,
        "labels": document.labels.name,
        "f1": score.f1,
        "silent": score.silent,
        "found": score.items.found,
        "wanted": score.items.wanted,
        "given": score.items.given,
        "missed": _places(score.missed),
        "false": _places(score.false),
    }


def _places(places: Sequence[Place]) -> list[JsonObject]:
    return [{"lines": [place.first_line, place.last_line], "title": place.title} for place in places]


def _summary(summary: Summary) -> JsonObject:
    return {
        "mean_f1": summary.mean_f1,
        "documents_with_open_work": summary.documents,
        "silent": _share(summary.silent),
        "micro": _counts(summary.items),
        "status": _share(summary.status),
        "priority": _share(summary.priority),
        "dependencies": _counts(summary.dependencies) if summary.dependencies.wanted else None,
    }


def _share(share: Share) -> JsonObject:
    return {"right": share.right, "of": share.of, "share": share.value}


def _counts(counts: Counts) -> JsonObject:
    return {
        "found": counts.found,
        "given": counts.given,
        "wanted": counts.wanted,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


def _pairs(pairs: PairScore) -> JsonObject:
    return {
        "pairs": len(pairs.judged),
        "verdicts": [
            {"expected": expected, "verdict": verdict, "pairs": number}
            for (expected, verdict), number in sorted(pairs.table.items())
        ],
        "precision": _share(pairs.precision),
        "recall": _share(pairs.recall),
        "wrong": _judged(pairs.wrong),
        "missed": _judged(pairs.missed),
        "held": _judged(pairs.held),
    }


def _judged(judged: Sequence[Judged]) -> list[JsonObject]:
    return [
        {
            "id": one.pair.id,
            "title": one.pair.title,
            "issue": one.pair.issue.number,
            "expected": list(one.pair.expected),
            "verdict": one.verdict,
            "reason": one.reason,
        }
        for one in judged
    ]


def _usage(usage: Usage) -> JsonObject:
    return {
        "engine": usage.engine,
        "model": usage.model,
        "calls": usage.calls,
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cached_calls": usage.cached_calls,
        "cost": usage.cost,
    }
