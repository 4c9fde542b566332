"""Verdicts and speed of matching.

    python benchmarks/match.py                     the labelled pairs of fixtures/pairs: wrong, held and missed verdicts
    python benchmarks/match.py --bench DIR         and on real issues: speed, and how often issues that nobody closed as
                                                   duplicates are set aside or held

DIR holds ``issues.jsonl.gz``: one issue a line with id, title, body and resolution.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from reportbot.match.index import IssueIndex
from reportbot.match.verdict import match_items
from reportbot.models import ActionItem, Evidence, TrackedIssue
from reportbot.tracker.snapshot import Snapshot

PAIRS = Path(__file__).parent.parent / "fixtures" / "pairs" / "first.jsonl"
SET_ASIDE = {"tracked", "done", "declined", "repeat"}
ISSUES, REPORTS, ITEMS = 10_000, 200, 10
# Another seed gives another sample of the same issues.
SEED = 3


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path)
    arguments = parser.parse_args()
    _pairs([json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()])
    if arguments.bench:
        with gzip.open(arguments.bench / "issues.jsonl.gz", "rt", encoding="utf-8") as lines:
            issues = [json.loads(line) for line in lines]
        _speed(issues)
        _others(issues)


def _pairs(pairs: Sequence[dict[str, object]]) -> None:
    """Ask about every pair with all issues of the file in the tracker."""
    tracker = _snapshot([TrackedIssue(**pair["issue"]) for pair in pairs])  # type: ignore[arg-type]
    items = [_item(str(pair["id"]), str(pair["domain"]), **pair["item"]) for pair in pairs]  # type: ignore[arg-type]
    for name, start in (("chosen with", 0), ("checked on", 1)):
        part = list(zip(pairs, match_items(items, tracker=tracker).matches, strict=True))[start::2]
        wrong = [match for pair, match in part if match.verdict in SET_ASIDE and match.verdict not in _expected(pair)]
        same = [match for pair, match in part if _expected(pair)[0] in SET_ASIDE]
        missed = [match for match in same if match.verdict in {"new", "related"}]
        held = [match for pair, match in part if match.verdict == "uncertain" != _expected(pair)[0]]
        print(
            f"pairs, {name}: {len(part)}; set aside wrongly {len(wrong)}; "
            f"held without need {len(held) / len(part):.1%}; missed {len(missed)} of {len(same)}"
        )
        for match in wrong:
            print(f"  wrong: {match.item} {match.verdict}: {match.reason}")


def _speed(issues: Sequence[dict[str, str]]) -> None:
    """Match the items of many reports against many issues, once building the index and once with it at hand."""
    tracker = _snapshot([_issue(number, issue) for number, issue in enumerate(issues[:ISSUES], 1)])
    asked = random.Random(SEED).sample(issues[ISSUES:], REPORTS * ITEMS)  # noqa: S311  # a sample, no secret
    items = [_item(issue["id"], f"d{n // ITEMS}", issue["title"], issue["body"]) for n, issue in enumerate(asked)]
    with IssueIndex() as index:
        started, started_cpu = time.perf_counter(), time.process_time()
        index.sync(tracker.issues())
        built, built_cpu = time.perf_counter(), time.process_time()
        match_items(items, tracker=tracker, index=index)
        done, done_cpu = time.perf_counter(), time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"speed: {ISSUES:,} issues indexed in {built - started:.1f} s ({built_cpu - started_cpu:.1f} s of processor)")
    print(
        f"  {len(items):,} items of {REPORTS} reports matched in {done - built:.1f} s "
        f"({done_cpu - built_cpu:.1f} s of processor); peak {peak} MB"
    )


def _others(issues: Sequence[dict[str, str]]) -> None:
    """Ask about issues that nobody closed as duplicates, each against all the others."""
    plain = [n for n, issue in enumerate(issues, 1) if issue["resolution"] != "Duplicate"]
    asked = random.Random(SEED).sample(plain, 300)  # noqa: S311  # a sample, no secret
    tracker = _snapshot([_issue(number, issue) for number, issue in enumerate(issues, 1) if number not in set(asked)])
    items = [_item(str(n), f"d{n}", issues[n - 1]["title"], issues[n - 1]["body"]) for n in asked]
    matches = match_items(items, tracker=tracker).matches
    counts = Counter(match.verdict for match in matches)
    print(f"others: {', '.join(f'{verdict} {count / len(asked):.1%}' for verdict, count in counts.most_common())}")
    print(f"  set aside by: {dict(Counter(match.by for match in matches if match.verdict in SET_ASIDE))}")


def _expected(pair: dict[str, object]) -> list[str]:
    expected = pair["expected"]
    assert isinstance(expected, list)  # noqa: S101  # the file is our own
    return expected


def _item(name: str, document: str, title: str, body: str) -> ActionItem:
    return ActionItem(name, title, "open", (Evidence(document, 1, 1, f"{title}\n{body}"),))


def _issue(number: int, issue: dict[str, str]) -> TrackedIssue:
    return TrackedIssue(number, issue["title"], issue["body"], "open")


def _snapshot(issues: Sequence[TrackedIssue]) -> Snapshot:
    return Snapshot({issue.number: issue for issue in issues})


if __name__ == "__main__":
    main()
