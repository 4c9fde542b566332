"""Files made to cost a reader time or memory, and what `reportbot analyze` takes for each: `make bench`.

Run it alone with names to try only those (``python benchmarks/hostile.py brackets quotes``); it exits with 1 when one
of them is beyond the limits.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS, MEGABYTES = 5.0, 300.0
# A run that takes longer is stopped: it has failed anyway.
STOP = 60
# What a source may have at most, in bytes (``max_bytes``).
LARGEST = 5_000_000
COMMAND = (sys.executable, "-m", "reportbot.cli.main", "analyze", "--offline", "--dry-run", "--json")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: CPU seconds, peak memory (MB), exit code."""

    seconds: float
    megabytes: float
    code: int

    @property
    def is_within(self) -> bool:
        """Tell whether the run kept the limits and ended as a run does, whatever it found."""
        return self.code in (0, 5) and self.seconds < SECONDS and self.megabytes < MEGABYTES


def table(rows: int, columns: int) -> str:
    """Return a table of tasks with so many rows and columns."""
    head = "| " + " | ".join(["Task", "Owner", "Status", *(f"Column {n}" for n in range(columns - 3))]) + " |\n"
    rule = "|" + "---|" * columns + "\n"
    cells = " | ".join("value" for _ in range(columns - 3))
    return head + rule + "".join(f"| Fix part {n} | Ann | open | {cells} |\n" for n in range(rows))


def nested(depth: int, mark: str, text: str = "[ ] Fix the pump") -> str:
    """Return list entries, each one level deeper than the one above."""
    return "".join(f"{'  ' * level}{mark} {text} {level}\n" for level in range(depth))


FILES: dict[str, Callable[[], str]] = {
    "lists": lambda: nested(2_000, "-"),
    "quotes": lambda: "".join(f"{'> ' * level}- [ ] Fix pump {level}\n" for level in range(1, 1_500)),
    "quote-line": lambda: ">" * 500_000 + " [ ] Fix the pump\n",
    "details": lambda: "<details>\n<summary>Open tasks</summary>\n\n" * 10_000 + "- [ ] Fix the pump\n",
    "html-boxes": lambda: "<ul>" * 5_000 + "<li>[ ] Fix the pump" * 5_000,
    "html-soup": lambda: "<div><td><li><h2><table class='a' <b \"c" * 20_000 + "\n\n# Open\n\n- [ ] Fix the pump\n",
    "html-table": lambda: "<table>" + "<tr><td>Fix the pump<td>open" * 20_000 + "</table>\n",
    "comments": lambda: "<!-- <!-- " * 100_000 + "\n",
    "brackets": lambda: "[" * 65_536 + "\n",
    "links": lambda: "- [ ] " + "[a](" * 30_000 + "\n",
    "images": lambda: "![a](b) ![" * 50_000 + "\n",
    "definitions": lambda: "".join(f"[{n}]: http://a/{n} 'title'\n" for n in range(50_000)) + "- [ ] Fix [1][2]\n",
    "footnotes": lambda: "".join(f"- [ ] Fix pump {n}[^{n}]\n" for n in range(10_000)) + "[^1]: x\n" * 10_000,
    "cells": lambda: table(10_000, 10),
    "wide-table": lambda: table(20, 5_000),
    "pipes": lambda: "|" * 500_000 + "\n" + "|-" * 250_000 + "\n" + "|" * 500_000 + "\n",
    "one-line": lambda: "fix the pump and " * (LARGEST // 17) + "\n",
    "one-word": lambda: "x" * (LARGEST - 1) + "\n",
    "one-task": lambda: "- [ ] " + "we must fix the pump. " * 200_000 + "\n",
    "boxes": lambda: "".join(f"- [ ] Fix pump {n}\n" for n in range(100_000)),
    "same-boxes": lambda: "- [ ] Fix the pump\n" * 100_000,
    "nested-boxes": lambda: "".join(f"{'  ' * (n % 8)}- [ ] Fix pump {n}\n" for n in range(50_000)),
    "headings": lambda: "".join(f"{'#' * (n % 6 + 1)} Fix pump {n}\n\n" for n in range(50_000)),
    "issue-headings": lambda: "# Report\n\n" + "".join(f"### Issue {n}: Fix pump {n}\n\n" for n in range(50_000)),
    "open-headings": lambda: "# Open tasks\n" * 50_000,
    "fences": lambda: "```\n" * 200_000,
    "open-fence": lambda: "~~~\n" + "gh issue create --title x --body y\n" * 100_000,
    "commands": lambda: "```bash\n" + "gh issue create --title 'Fix the pump' --body 'now' \\\n" * 50_000,
    "marks": lambda: ("*_~" * 20_000 + "\n") * 20,
    "emphasis": lambda: "- [ ] " + "**a *b " * 50_000 + "c* d**" * 50_000 + "\n",
    "references": lambda: "- [ ] Fix " + " ".join(f"#{n}" for n in range(1, 100_000)) + "\n",
    "reference-lines": lambda: "".join(f"- [ ] Fix #{n} and #{n + 1}\n" for n in range(1, 50_000)),
    "arrows": lambda: "- " + "a -> " * 200_000 + "\n",
    "ids": lambda: "# Open\n\n" + "".join(f"- AB-{n}: Fix pump {n}\n" for n in range(10_000)),
    "id-chain": lambda: "# Open\n\n" + "".join(f"- AB-{n}: Fix pump {n} after AB-{n + 1}\n" for n in range(400))
    + "AB-0-AB-399 is done, AB-9 depends on AB-1.\n\n" * 5_000,
    "cjk": lambda: "# 未完成\n\n" + "修复登录失败并更新文档，" * 100_000 + "\n",
    "cjk-boxes": lambda: "# 待办\n\n" + "".join(f"- [ ] 修复（紧急）：第{n}号登录失败。\n" for n in range(30_000)),
    "combining": lambda: "- [ ] Fix e" + "\u0301" * 1_000_000 + "\n",
    "bidi": lambda: ("\u202eabc\u202c אבג " * 50 + "\n") * 2_000,
    "invisible": lambda: "- [ ] Fix\n" + "\U000e0041\u200b\u2066" * 300_000 + "\n",
    "nuls": lambda: "- [ ] Fix the pump\0\0\0 now please\n" * 50_000,
    "endings": lambda: "- [ ] Fix\r- [x] Moved\r\n- [ ] Add\n\r" * 30_000,
    "front-matter": lambda: "---\n" + "a: &a [*a, *a]\n" * 100_000 + "---\n# Open\n\n- [ ] Fix the pump\n",
    "rules": lambda: "---\n" * 300_000,
    "prose": lambda: "We must fix the pump. It is broken and somebody has to look at it, see #12. " * 25_000 + "\n",
    "prose-lines": lambda: "".join(f"We must fix the pump of house {n}.\n" for n in range(50_000)),
    "labels": lambda: "".join(f"**Problem {n}:** the pump is broken\n" for n in range(50_000)),
    "label-value": lambda: "**a:** " * 200_000 + "\n",
    "mojibake": lambda: "Ã¤Ã¶Ã¼ â€œfixâ€\x9d " * 100_000 + "\n",
    "secrets": lambda: "token=ghp_" + "a" * 36 + " password: hunter2 " * 100_000 + "\n",
    "dollars": lambda: "$\\color{white}" * 100_000 + "\n",
    "spaces": lambda: ("- [ ] a" + " " * 100_000 + "b\n") * 20,
    "tabs": lambda: "\t" * 1_000_000 + "- [ ] Fix\n",
    "backslashes": lambda: "- [ ] " + "\\" * 500_000 + "\n",
    "backticks": lambda: "- [ ] " + " ".join("`" * (n % 300) for n in range(20_000)) + "\n",
    "brackets-round": lambda: "- [ ] Fix " + "(" * 200_000 + ")" * 200_000 + "\n",
    "colons": lambda: "- [ ] " + "a: " * 300_000 + "\n",
    "commas": lambda: "- [ ] Fix the pump (" + "1, " * 300_000 + ")\n",
    "dates": lambda: "- [ ] Fix by " + "5 March 2026 " * 100_000 + "\n",
    "numbers": lambda: "- [ ] Fix " + "1 2-3 " * 200_000 + "days\n",
    "urls": lambda: "- [ ] Fix " + "http://" * 200_000 + "\n",
    "paths": lambda: "- [ ] Fix " + "a/" * 500_000 + "\n",
    "commits": lambda: "- [ ] Fix " + "a1" * 500_000 + "\n",
    "ignored": lambda: "<!-- reportbot: ignore -->\n# Open\n" * 30_000,
    "setext": lambda: "Fix the pump\n===\n" * 50_000,
    "ordered": lambda: "".join(f"{n}) Fix pump {n}\n" for n in range(50_000)),
    "lazy": lambda: "> - a\nb\n" * 50_000,
    "list-quote": lambda: "".join(f"{'> - ' * level}Fix {level}\n" for level in range(1, 400)),
    "blank": lambda: "- [ ] Fix\n" + "\n" * 2_000_000,
    "pictures": lambda: "- [ ] " + "✅ ☐ " * 200_000 + "x\n",
}  # fmt: skip


def run(text: str, folder: Path) -> Run:
    """Analyse a text in a process of its own."""
    (folder / "report.md").write_bytes(text.encode("utf-8"))
    process = subprocess.Popen(
        [*COMMAND, "report.md"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    timer = threading.Timer(STOP, process.kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in units of 1,024 bytes, macOS in bytes.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1_024)
    return Run(usage.ru_utime + usage.ru_stime, peak / 1_000_000, process.returncode)


def main() -> None:
    """Print what each file takes beside the limits; exit with 1 when one is beyond them."""
    print(f"hostile files: CPU seconds (limit {SECONDS:g}), peak memory (limit {MEGABYTES:g} MB)")
    beyond = []
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or FILES:
            text = FILES[name]()
            taken = run(text, Path(folder))
            verdict = "" if taken.is_within else f"  BEYOND, exit {taken.code}"
            size = len(text.encode("utf-8")) / 1000
            print(f"{name:>16} {size:5.0f} kB {taken.seconds:6.2f} s {taken.megabytes:4.0f} MB{verdict}", flush=True)
            beyond += [] if taken.is_within else [name]
    if beyond:
        sys.exit(f"beyond the limits: {', '.join(beyond)}")


if __name__ == "__main__":
    main()
