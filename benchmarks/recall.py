"""Recall of the candidate index on real duplicates: how often the issue that people named is among the first 10 or 50.

    python benchmarks/recall.py --bench DIR [--query short|full] [--run RUN.jsonl]

DIR holds ``issues.jsonl.gz`` (one issue a line: id, title, body) and ``dev.json``
({"queries": [{"id", "gold": [ids]}]}).
Every query is itself an issue and is left out of the index. RUN.jsonl gets one line a query: {"query", "ranking"}.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

from reportbot.match.index import IssueIndex
from reportbot.models import TrackedIssue

Issue = dict[str, str]


def main() -> None:
    """Build the index, ask every query, print recall and speed."""
    arguments = _arguments()
    queries = json.loads((arguments.bench / "dev.json").read_text(encoding="utf-8"))["queries"]
    issues = _issues(arguments.bench / "issues.jsonl.gz")
    asked = {query["id"] for query in queries}
    names = [name for name in issues if name not in asked]
    started = time.perf_counter()
    with IssueIndex() as index:
        index.sync(_tracked(number, issues[name]) for number, name in enumerate(names, 1))
        built = time.perf_counter() - started
        rankings, seconds = _ask(index, [issues[query["id"]] for query in queries], names, arguments.query == "full")
    _write(arguments.run, queries, rankings)
    print(f"{len(names):,} issues indexed in {built:.1f} s; query {arguments.query}")
    _report([set(query["gold"]) for query in queries], rankings, sorted(seconds))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--query", choices=("short", "full"), default="full")
    parser.add_argument("--run", type=Path)
    return parser.parse_args()


def _issues(path: Path) -> dict[str, Issue]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {issue["id"]: issue for issue in map(json.loads, lines)}


def _tracked(number: int, issue: Issue) -> TrackedIssue:
    return TrackedIssue(number, issue["title"], issue["body"], "open")


def _ask(
    index: IssueIndex,
    asked: list[Issue],
    names: list[str],
    with_body: bool,  # noqa: FBT001
) -> tuple[list[list[str]], list[float]]:
    rankings, seconds = [], []
    for issue in asked:
        started = time.perf_counter()
        found = index.candidates(issue["title"], issue["body"] if with_body else "", limit=50)
        seconds.append(time.perf_counter() - started)
        rankings.append([names[candidate.number - 1] for candidate in found])
    return rankings, seconds


def _write(path: Path | None, queries: list[dict[str, str]], rankings: list[list[str]]) -> None:
    if path:
        runs = ({"query": query["id"], "ranking": ranking} for query, ranking in zip(queries, rankings, strict=True))
        path.write_text("".join(json.dumps(run) + "\n" for run in runs), encoding="utf-8")


def _report(gold: list[set[str]], rankings: list[list[str]], seconds: list[float]) -> None:
    for first in (1, 10, 50):
        hits = sum(bool(wanted & set(ranking[:first])) for wanted, ranking in zip(gold, rankings, strict=True))
        print(f"recall@{first} {hits / len(gold):.3f}")
    median, p95 = seconds[len(seconds) // 2] * 1000, seconds[len(seconds) * 95 // 100] * 1000
    print(f"one query: median {median:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
