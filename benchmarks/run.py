"""Speed on this machine: `make bench`. Times are medians; what counts are the ratios.

- a command that does nothing against `import click`;
- reports of growing size: time per kilobyte should stay the same, and the memory of the largest;
- many reports at once: their memory;
- one report against trackers of growing size.
"""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RUNS, QUICK_RUNS = 5, 15
SIZES = (10, 100, 1000)
REPORTS = 200
TRACKERS = (100, 1000, 10_000)
VERBS = ("Add", "Rotate", "Remove", "Document", "Measure", "Replace", "Cache", "Retry")
THINGS = ("broker", "parser", "ledger", "gateway", "index", "runbook", "exporter", "scheduler", "session", "mirror")


def report(kilobytes: int, chance: random.Random) -> str:
    """Return a report of about this size: minutes, a box done and a box open behind every dozen sentences.

    It has fewer entries than most reports of its size, so that the largest one stays within what is read of a document.
    """
    parts = ["# Status\n"]
    size = 0
    while size < kilobytes * 1000:
        number = len(parts)
        name = f"{chance.choice(VERBS)} the {chance.choice(THINGS)} of {chance.choice(THINGS)} {number}"
        words = " ".join(
            f"The {thing} and the {chance.choice(THINGS)} were looked at this week, at length, by two of us."
            for thing in chance.choices(THINGS, k=16)
        )
        section = f"\n## Part {number}\n\n{words}\n\n- [ ] {name}\n- [x] Moved {number}\n"
        parts.append(section)
        size += len(section)
    return "".join(parts)


def tracker(count: int, chance: random.Random) -> str:
    """Return a snapshot with this many issues."""
    issues = [
        {
            "number": number,
            "title": f"{chance.choice(VERBS)} {chance.choice(THINGS)} {chance.choice(THINGS)} {number}",
            "body": " ".join(chance.choices(THINGS, k=40)),
            "state": "OPEN",
            "labels": [],
            "url": "",
        }
        for number in range(1, count + 1)
    ]
    return json.dumps(issues)


def seconds(run: Callable[[], object], runs: int) -> float:
    """Return the median time of ``run``."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(*arguments: str) -> Callable[[], object]:
    """Return a call of reportbot as a process of its own."""
    return lambda: subprocess.run(
        [sys.executable, "-m", "reportbot.cli.main", *arguments], check=True, capture_output=True, cwd=Path.cwd()
    )


def peak(*arguments: str) -> float:
    """Return the most memory that a call of reportbot takes, in MB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reportbot.cli.main", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1_024) / 1_000_000


def machine() -> str:
    """Return what the figures were measured on."""
    cpuinfo = Path("/proc/cpuinfo")
    models = (
        [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        if cpuinfo.exists()
        else []
    )
    model = models[0] if models else platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def main() -> None:
    """Print all measurements."""
    chance = random.Random(1)  # noqa: S311 - the same reports at every run
    print(machine())
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", "import click"], check=True), QUICK_RUNS)
    version = seconds(command("--version"), QUICK_RUNS)
    print(f"--version: {version / bare:.2f} times `import click` ({version * 1000:.0f} ms)")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        first = 0.0
        for size in SIZES:
            Path("report.md").write_text(report(size, chance), encoding="utf-8")
            taken = seconds(command("analyze", "report.md", "--dry-run", "--json"), RUNS if size < SIZES[-1] else 1)
            first = first or taken
            print(f"analyze {size:>5} kB: {taken:6.2f} s, {taken / size * 1000:6.1f} ms a kB")
        print(f"peak memory of the last: {peak('analyze', 'report.md', '--dry-run', '--json'):.0f} MB")
        for number in range(REPORTS):
            Path(f"many{number}.md").write_text(report(SIZES[0], chance), encoding="utf-8")
        together = peak("analyze", "many*.md", "--dry-run", "--json")
        print(f"peak memory of {REPORTS} reports of {SIZES[0]} kB: {together:.0f} MB")
        Path("report.md").write_text(report(SIZES[0], chance), encoding="utf-8")
        for count in TRACKERS:
            Path("issues.json").write_text(tracker(count, chance), encoding="utf-8")
            against = command("analyze", "report.md", "--dry-run", "--json", "--issues", "issues.json")
            print(f"analyze {SIZES[0]} kB against {count:>6} issues: {seconds(against, 1):6.2f} s")


if __name__ == "__main__":
    main()
