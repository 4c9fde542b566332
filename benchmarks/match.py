"""Verdicts, memory and speed of matching.

    python benchmarks/match.py                the labelled pairs of fixtures/pairs: wrong, held and missed verdicts;
                                              what becomes of them after a person rejected a draft; speed
                                              on made-up issues
    python benchmarks/match.py --bench DIR    and on real issues: how often issues that nobody closed as duplicates are
                                              set aside or held, and speed

DIR holds ``issues.jsonl.gz``: one issue a line with id, title, body and resolution.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportbot.match.index import IssueIndex
from reportbot.match.verdict import match_items
from reportbot.models import ActionItem, Draft, DraftEvidence, Evidence, Match, TrackedIssue
from reportbot.tracker.snapshot import Snapshot

FOLDER = Path(__file__).parent.parent / "fixtures" / "pairs"
SET_ASIDE = frozenset({"tracked", "done", "declined", "repeat"})
SAME, OTHER = frozenset({"same", "reworded"}), frozenset({"narrower", "wider", "neighbour", "other", "unrelated"})
ISSUES, REPORTS, ITEMS = 10_000, 200, 10
# Another seed gives another sample of the same issues.
SEED = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """An item, the issues beside it, and the verdicts that a careful reader accepts, the best one first."""

    name: str
    relation: str
    language: str
    item: ActionItem
    issues: tuple[TrackedIssue, ...]
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs got a verdict that is wrong, were held without need, held at all, or missed what is the same."""

    pairs: int
    wrong: int
    held: int
    asked: int
    missed: int
    same: int

    def __str__(self) -> str:
        """Return the score as one line."""
        return (
            f"{self.pairs:>3} pairs; set aside wrongly {self.wrong / self.pairs:.1%}; held without need "
            f"{self.held / self.pairs:.1%}, held at all {self.asked / self.pairs:.1%}; "
            f"missed {self.missed} of {self.same} ({self.missed / max(1, self.same):.1%})"
        )


def load_pairs(*names: str) -> list[Pair]:
    """Return the pairs of these files of fixtures/pairs; without a name, of those that are a fair sample."""
    paths = [FOLDER / f"{name}.jsonl" for name in names or ("first", "second", "several")]
    return [_pair(json.loads(line)) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def verdicts(pairs: Sequence[Pair]) -> list[Match]:
    """Ask about every pair with the issues of all of them in the tracker."""
    tracker = snapshot(issue for pair in pairs for issue in pair.issues)
    return list(match_items([pair.item for pair in pairs], tracker=tracker).matches)


def score(pairs: Sequence[Pair], matches: Sequence[Match]) -> Score:
    """Count what became of the pairs."""
    both = list(zip(pairs, matches, strict=True))
    asked = [pair for pair, match in both if match.verdict == "uncertain"]
    same = [(pair, match) for pair, match in both if pair.expected[0] in SET_ASIDE]
    return Score(
        len(both),
        sum(match.verdict in SET_ASIDE - set(pair.expected) for pair, match in both),
        sum(pair.expected[0] != "uncertain" for pair in asked),
        len(asked),
        sum(match.verdict not in SET_ASIDE | {"uncertain"} for _, match in same),
        len(same),
    )


def remembered(pairs: Sequence[Pair], state: str = "rejected") -> tuple[Counter[str], Counter[str]]:
    """Return the verdicts on the same work and on other work, beside a decided draft with the issue's title."""
    found: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for pair in pairs:
        if pair.relation in SAME | OTHER:
            title = pair.issues[0].title
            evidence = (DraftEvidence("old.md", 1, 1, "0" * 64, f"- {title}"),)
            draft = Draft("bbbbbbbb", title, "", state, evidence=evidence)  # type: ignore[arg-type]
            match = match_items([pair.item], tracker=snapshot(()), drafts=[draft]).matches[0]
            found[pair.relation in SAME][match.verdict] += 1
    return found[True], found[False]


def snapshot(issues: Iterable[TrackedIssue]) -> Snapshot:
    """Return a tracker that holds these issues."""
    return Snapshot({issue.number: issue for issue in issues})


def real_issues(folder: Path) -> list[dict[str, str]]:
    """Return the issues of a benchmark's folder."""
    with gzip.open(folder / "issues.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def others(issues: Sequence[dict[str, str]], count: int = 300) -> Counter[str]:
    """Return the verdicts on issues that nobody closed as duplicates, each against all the others."""
    plain = [n for n, issue in enumerate(issues, 1) if issue["resolution"] != "Duplicate"]
    asked = random.Random(SEED).sample(plain, count)  # noqa: S311  # a sample, no secret
    tracker = snapshot(_issue(number, issue) for number, issue in enumerate(issues, 1) if number not in set(asked))
    items = [make_item(str(n), f"d{n}", issues[n - 1]["title"], issues[n - 1]["body"]) for n in asked]
    return Counter(match.verdict for match in match_items(items, tracker=tracker).matches)


def make_item(name: str, document: str, title: str, text: str = "", claims: tuple[str, ...] = ()) -> ActionItem:
    """Return an item as a report would give it."""
    evidence = (Evidence(document, 1, 1, f"- {title}\n{text}".strip()),)
    return ActionItem(name, title, "tracked" if claims else "open", evidence, tracked_by=claims)


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path)
    arguments = parser.parse_args()
    # First, while nothing else has taken memory.
    _speed("made-up", *_made_up(random.Random(SEED)))  # noqa: S311  # the same words at every run
    _print_pairs()
    if arguments.bench:
        issues = real_issues(arguments.bench)
        asked = random.Random(SEED).sample(issues[ISSUES:], REPORTS * ITEMS)  # noqa: S311  # a sample, no secret
        items = [
            make_item(issue["id"], f"d{n // ITEMS}", issue["title"], issue["body"]) for n, issue in enumerate(asked)
        ]
        _speed("real", [_issue(number, issue) for number, issue in enumerate(issues[:ISSUES], 1)], items)
        counts = others(issues)
        print(
            f"others: {', '.join(f'{verdict} {count / counts.total():.1%}' for verdict, count in counts.most_common())}"
        )


def _print_pairs() -> None:
    pairs = load_pairs()
    matches = verdicts(pairs)
    print(f"pairs:       {score(pairs, matches)}")
    for name, start in (("even", 0), ("odd", 1)):
        print(f"  {name:<10} {score(pairs[start::2], matches[start::2])}")
    for language in sorted({pair.language for pair in pairs}):
        part = [(pair, match) for pair, match in zip(pairs, matches, strict=True) if pair.language == language]
        print(f"  {language:<10} {score([pair for pair, _ in part], [match for _, match in part])}")
    for pair, match in zip(pairs, matches, strict=True):
        if match.verdict in SET_ASIDE - set(pair.expected):
            print(f"  wrong: {pair.name} {match.verdict}: {match.reason}")
    contrary = load_pairs("contrary")
    print(f"contrary:    {score(contrary, verdicts(contrary))}")
    same, other = remembered(pairs)
    print(f"rejected before: the same work {dict(same)}; other work {dict(other)}")


def _speed(name: str, issues: Sequence[TrackedIssue], items: Sequence[ActionItem]) -> None:
    """Match the items of many reports against many issues: once building the index, once with the one of the cache."""
    tracker = snapshot(issues)
    with tempfile.TemporaryDirectory() as folder:
        started, started_cpu = time.perf_counter(), time.process_time()
        with IssueIndex(Path(folder) / "index.sqlite") as index:
            index.sync(tracker.issues())
        built, built_cpu = time.perf_counter(), time.process_time()
        with IssueIndex(Path(folder) / "index.sqlite") as index:
            match_items(items, tracker=tracker, index=index)
        done, done_cpu = time.perf_counter(), time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"speed, {name}: {len(issues):,} issues indexed in {built - started:.1f} s "
        f"({built_cpu - started_cpu:.1f} s of processor)"
    )
    print(
        f"  {len(items):,} items of {REPORTS} reports of 10 kB matched in {done - built:.1f} s "
        f"({done_cpu - built_cpu:.1f} s of processor); peak {peak} MB"
    )


def _made_up(chance: random.Random) -> tuple[list[TrackedIssue], list[ActionItem]]:
    """Return issues and items of made-up words, some frequent, most rare; one item in five repeats an issue."""
    syllables = ["ba", "de", "ki", "lo", "mu", "na", "po", "ri", "su", "te", "va", "zo", "fen", "gar", "hol", "tris"]
    names = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(20_000)]
    shares = [1 / rank for rank in range(1, len(names) + 1)]

    def text(count: int) -> str:
        words = chance.choices(names, shares, k=count)
        return " ".join(f"the {word}" if chance.random() < 1 / 4 else word for word in words)

    issues = [TrackedIssue(n, f"Add {text(6)}", text(200), "open") for n in range(1, ISSUES + 1)]
    titles = [chance.choice(issues).title if chance.random() < 1 / 5 else text(7) for _ in range(REPORTS * ITEMS)]
    return issues, [make_item(f"{n:08}", f"d{n // ITEMS}", title, text(130)) for n, title in enumerate(titles)]


def _pair(data: dict[str, object]) -> Pair:
    item, first, expected = data["item"], data["issue"], data["expected"]
    assert isinstance(item, dict)  # noqa: S101  # the file is our own
    assert isinstance(first, dict)  # noqa: S101
    assert isinstance(expected, list)  # noqa: S101
    more = data.get("more", [])
    assert isinstance(more, list)  # noqa: S101
    made = make_item(str(data["id"]), str(data["domain"]), item["title"], item["body"], tuple(item.get("claims", ())))
    issues = tuple(TrackedIssue(**issue) for issue in (first, *more))
    return Pair(made.id, str(data["relation"]), str(data["language"]), made, issues, tuple(expected))


def _issue(number: int, issue: dict[str, str]) -> TrackedIssue:
    return TrackedIssue(number, issue["title"], issue["body"], "open")


if __name__ == "__main__":
    main()
