"""The figures of an evaluation are those that a reader computes by hand from its definition (docs/how-to/evaluate.md).

A change here is a change of what people compare from one version to the next.
"""

from dataclasses import dataclass

import pytest

from reportbot.evaluate.scoring import Counts, Share, Wanted, score, summarise
from reportbot.models import ActionItem, Evidence


@dataclass(frozen=True)
class Case:
    """Items as (first line, last line, status), labels likewise, and the figures."""

    found: list[tuple[int, int, str]]
    wanted: list[tuple[int, int, str]]
    items: Counts
    status: Share
    f1: float | None


CASES = {
    # two of three open items, one invented: F1 = 2·2 / (3 + 3)
    "two of three": Case(
        [(1, 1, "open"), (2, 2, "open"), (40, 40, "open")],
        [(1, 1, "open"), (2, 2, "open"), (3, 3, "open")],
        Counts(2, 3, 3),
        Share(2, 2),
        2 / 3,
    ),
    # one telling covers two wanted items; it stands for one only: F1 = 2·1 / (1 + 2)
    "two in one": Case([(1, 4, "open")], [(1, 2, "open"), (3, 4, "open")], Counts(1, 1, 2), Share(1, 1), 2 / 3),
    # one wanted item found in two halves: the second is false: F1 = 2·1 / (2 + 1)
    "one in two": Case([(1, 2, "open"), (3, 4, "open")], [(1, 4, "open")], Counts(1, 2, 1), Share(1, 1), 2 / 3),
    # the whole document as one item stands for nothing
    "everything": Case([(1, 100, "open")], [(7, 7, "open")], Counts(0, 1, 1), Share(0, 0), 0.0),
    # nothing to draft, and nothing drafted
    "silent": Case([(1, 1, "done")], [(1, 1, "done"), (2, 2, "dropped")], Counts(0, 0, 0), Share(1, 1), None),
    # nothing to draft, and something drafted
    "noisy": Case([(1, 1, "open")], [(1, 1, "done")], Counts(0, 1, 0), Share(0, 1), None),
}


def scored(case):
    found = [
        ActionItem(f"f{n}", "Title", status, (Evidence("d1", first, last, "text"),))
        for n, (first, last, status) in enumerate(case.found)
    ]
    wanted = [Wanted(f"w{n}", "Title", ((first, last),), status) for n, (first, last, status) in enumerate(case.wanted)]
    return score(found, wanted)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_document(case):
    result = scored(case)
    assert (result.items, result.status, result.f1) == (case.items, case.status, case.f1)


def test_all_documents():
    summary = summarise([scored(case) for case in CASES.values()])
    assert summary.mean_f1 == pytest.approx((2 / 3 + 2 / 3 + 2 / 3 + 0) / 4)
    assert (summary.documents, summary.silent) == (4, Share(1, 2))
    assert summary.items == Counts(4, 8, 7)
    assert summary.items.f1 == pytest.approx(8 / 15)
    assert (summary.items.precision, summary.items.recall) == (0.5, pytest.approx(4 / 7))
    assert summary.status == Share(5, 6)
