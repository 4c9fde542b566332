"""The figures behind reportbot/match/thresholds.py: each number is moved while the others stay.

    python benchmarks/thresholds.py                 what the labelled pairs can tell (half a minute)
    python benchmarks/thresholds.py NAME...         only these
    python benchmarks/thresholds.py --bench DIR     and, on real issues (minutes): recall of the candidates, and how
                                                    many that nobody closed as duplicates are held or set aside

DIR holds ``issues.jsonl.gz`` and ``dev.json``, as for match.py and recall.py. The value in use has a star.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from match import (
    SAME,
    SET_ASIDE,
    Pair,
    load_pairs,
    make_item,
    others,
    real_issues,
    remembered,
    score,
    snapshot,
    verdicts,
)

import reportbot.match
from reportbot.match import thresholds
from reportbot.match.index import IssueIndex
from reportbot.match.verdict import match_items
from reportbot.models import TrackedIssue

Measure = Callable[[], str]

VERDICTS: Mapping[str, Sequence[float]] = {
    "SAME_TITLE": (1, 2, 3),
    "SAME_WORDS": (2, 3, 4),
    "SHARED_BY_NEIGHBOURS": (1, 2, 3),
    "BODY_COUNTS": (0.5, 0.75, 0.9, 1.01),
    "CLOSE": (0.5, 0.6, 0.7, 0.75, 0.8, 0.82, 0.84, 0.85, 0.86, 0.88, 0.9),
    "CLOSE_EACH_WAY": (0.3, 0.5, 0.6, 0.7),
    "RARE": (0.3, 0.6, 0.9),
    "NEIGHBOUR": (0.3, 0.45, 0.6),
    "FAR": (0.1, 0.3, 0.45),
    "CANDIDATES": (5, 10, 30, 60),
}
MEMORY: Mapping[str, Sequence[float]] = {"DECIDED": (0.45, 0.5, 0.6, 0.7, 0.8)}
CLAIMS: Mapping[str, Sequence[float]] = {"CLAIM": (0.05, 0.15, 0.3, 0.5), "CLAIM_IN_TEXT": (0.3, 0.5, 0.7, 0.9)}
RECALL: Mapping[str, Sequence[float]] = {
    "TITLE_WEIGHT": (1.0, 2.0, 4.0, 8.0),
    "TITLE_TERMS": (5, 10, 20),
    "BODY_TERMS": (10, 20, 40),
    "BODY_SHARE": (0.0, 0.15, 0.3, 0.6),
    "TITLE_COMMON": (0.05, 0.1, 0.3, 0.6),
    "BODY_COMMON": (0.05, 0.1, 0.3),
    "ALWAYS_ASKED": (2, 4, 6),
    "POOL": (150, 300, 600, 1200),
    "SCANNED": (1_000, 3_000, 6_000, 12_000),
}
OTHERS: Mapping[str, Sequence[float]] = {"CLOSE": (0.6, 0.7, 0.8), "SAME_WORDS": (2, 3)}


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--bench", type=Path)
    arguments = parser.parse_args()
    pairs = load_pairs()
    sweeps: list[tuple[Mapping[str, Sequence[float]], Measure]] = [
        (VERDICTS, lambda: str(score(pairs, verdicts(pairs)))),
        (MEMORY, lambda: _remembered(pairs)),
        (CLAIMS, lambda: _claimed(pairs)),
    ]
    with TemporaryDirectory() as folder:
        if arguments.bench:
            issues = real_issues(arguments.bench)
            queries = json.loads((arguments.bench / "dev.json").read_text(encoding="utf-8"))["queries"]
            recall = _Recall(Path(folder) / "index.sqlite", issues, queries)
            sweeps += [(RECALL, recall.measured), (OTHERS, lambda: _others(issues))]
        for values, measure in sweeps:
            for name in values:
                if not arguments.names or name in arguments.names:
                    _sweep(name, values[name], measure)


def _sweep(name: str, values: Sequence[float], measure: Measure) -> None:
    print(name)
    for value in values:
        mark = "*" if value == getattr(thresholds, name) else " "
        with _set(name, value):
            print(f" {mark}{value:>8}  {measure()}", flush=True)


@contextmanager
def _set(name: str, value: float) -> Iterator[None]:
    """Give a threshold another value in every module that uses it."""
    known = getattr(thresholds, name)
    modules = [
        importlib.import_module(f"reportbot.match.{one.name}") for one in pkgutil.iter_modules(reportbot.match.__path__)
    ]
    using = [module for module in modules if hasattr(module, name)]
    for module in using:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module in using:
            setattr(module, name, known)


def _remembered(pairs: Sequence[Pair]) -> str:
    same, other = remembered(pairs)
    back, held = f"{same['new']} of {same.total()}", f"{other['uncertain']} of {other.total()}"
    return f"rejected, the same comes back {back}; other work held {held}"


def _claimed(pairs: Sequence[Pair]) -> str:
    """Let every item claim that its own issue tracks it, and that the next pair's does."""
    same = [pair for pair in pairs if pair.relation in SAME]
    doubted = sum(_claim(pair, pair.issues[0]) == "uncertain" for pair in same if pair.issues[0].state == "open")
    following = [(pair, other) for pair, other in zip(same, [*same[1:], same[0]], strict=True)]
    believed = sum(_claim(pair, other.issues[0]) in SET_ASIDE for pair, other in following)
    return f"claims on the same issue doubted {doubted}, on any other issue believed {believed} of {len(same)}"


def _claim(pair: Pair, issue: TrackedIssue) -> str:
    document = pair.item.evidence[0].document
    item = make_item(pair.name, document, pair.item.title, claims=(f"#{issue.number}",))
    return match_items([item], tracker=snapshot([issue])).matches[0].verdict


class _Recall:
    """How often the issue that people named is among the first, with one index for all values."""

    def __init__(self, path: Path, issues: Sequence[dict[str, str]], queries: Sequence[dict[str, object]]) -> None:
        asked = {query["id"] for query in queries}
        self._path, self._queries = path, queries
        self._issues = {issue["id"]: issue for issue in issues}
        self._names = [name for name in self._issues if name not in asked]
        with IssueIndex(path) as index:
            index.sync(self._tracked(number, name) for number, name in enumerate(self._names, 1))

    def measured(self) -> str:
        """Return the recall of all queries."""
        hits = dict.fromkeys((10, 30, 50), 0)
        with IssueIndex(self._path) as index:
            started = time.process_time()
            for query in self._queries:
                issue, gold = self._issues[str(query["id"])], query["gold"]
                assert isinstance(gold, list)  # noqa: S101  # the file is our own
                near = index.candidates(issue["title"], issue["body"], limit=50)
                found = [self._names[one.number - 1] for one in near]
                for first in hits:
                    hits[first] += not set(gold).isdisjoint(found[:first])
            taken = time.process_time() - started
        shares = ", ".join(f"recall@{first} {count / len(self._queries):.3f}" for first, count in hits.items())
        return f"{shares}; {taken / len(self._queries) * 1000:.1f} ms a query"

    def _tracked(self, number: int, name: str) -> TrackedIssue:
        return TrackedIssue(number, self._issues[name]["title"], self._issues[name]["body"], "open")


def _others(issues: Sequence[dict[str, str]]) -> str:
    counts = others(issues)
    return ", ".join(f"{verdict} {count / counts.total():.1%}" for verdict, count in counts.most_common())


if __name__ == "__main__":
    main()
