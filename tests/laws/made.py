"""Documents as people and programs write them, made of realistic blocks in nine languages.

Hypothesis chooses which blocks, a small random generator of each block its words: a failing document shrinks to the
blocks that matter, and making thousands stays cheap.
"""

import random
import tomllib
from pathlib import Path

from hypothesis import strategies as st

LANGUAGES = tomllib.loads((Path(__file__).parent / "languages.toml").read_text(encoding="utf-8"))
WIDE = ("ja", "zh")

BOXES = ("[ ] ", "[ ] ", "[x] ", "[-] ", "[] ", "☐ ", "☑️ ", "✅ ", "\\[ ] ", "", "")
BULLETS = ("- ", "* ", "+ ", "1. ", "12) ", "• ", "(3) ")
WIDE_BULLETS = ("・", "－ ", "１．", "① ", "● ", "一、", *BULLETS)
WIDE_BOXES = ("［ ］", "［　］", "［x］", "□ ", "【未】", *BOXES)
TAILS = (
    "", "", "", "", "", " (#12)", " (see #7)", " -> done", " → #35", " ✅", " (@ben)", " (2-3 days)", " - P1", " 🔴",
    ": https://x.org/o/r/issues/3", " [link](https://x.org)", " **asap**", " ~~old~~", " \u200b", " |", "　", "  ",
    " <b>",
)  # fmt: skip
NAMES = ("Ann", "Jörg", "三宅", "小李", "@ben", "Zoé")
IDS = ("AI-7", "K-2", "REF-01-002", "#4", "T1", "AI-21")
MARKS = ("# ", "## ", "## ", "### ", "#### ", "## ☐ ", "## ✅ ", "### Issue 3: ", "## 1. ", "## 🔴 ")
ODD = (
    "", "---", "***", "===", "\t", "<!--", "-->", "</details>", "```", "~~~", "> ", "| a |", "**Labels:** a, b",
    "Body:", "[ref]: https://x.org", "![image](a.png)", "<br>", "&nbsp;", "\ufeff", "#", "- ", "1.", "[ ]", "- [ ]",
    ":---|---:", "<ul><li>x", "<!-- reportbot: ignore -->", "\u202e\u200b", "A - [ ] b",
)  # fmt: skip


class Writer:
    """Writes blocks in one language; what it chooses depends on the seed alone. Every method returns lines."""

    def __init__(self, language, seed):
        self.words = LANGUAGES[language]
        self.chance = random.Random(seed)  # noqa: S311
        self.bullets, self.boxes = (WIDE_BULLETS, WIDE_BOXES) if language in WIDE else (BULLETS, BOXES)

    def one(self, choices):
        return self.chance.choice(choices)

    def some(self, most):
        return range(self.chance.randint(1, most))

    def task(self):
        text = self.words["task"].format(verb=self.one(self.words["verbs"]), thing=self.one(self.words["things"]))
        return text + self.one(TAILS)

    def heading(self):
        words = self.words
        name = self.one([*words["open"] * 2, *words["done"], *words["aside"], *words["other"], self.task()])
        forms = ([self.one(MARKS) + name],) * 4
        return self.one((*forms, [f"**{name}**"], [f"**{name}**:"], [f"{name}："], [name, self.one(("---", "====="))]))

    def section(self):
        return [*self.heading(), "", *self.plain()]

    def list_(self):
        bullet, box, same = self.one(self.bullets), self.one(self.boxes), self.one((True, False))
        return [f"{bullet}{box if same else self.one(self.boxes)}{self.task()}" for _ in self.some(5)]

    def nested(self):
        """Write a parent, ticked or not, with children, ticked or not, that go on over lines now and then."""
        bullet, indent = self.one(self.bullets), self.one(("  ", "    ", "\t", "   "))
        lines = [f"{bullet}{self.one(self.boxes)}{self.task()}{self.one(('', ':', '：'))}"]
        for _ in self.some(4):
            lines.append(f"{indent * self.one((1, 1, 1, 2))}{bullet}{self.one(self.boxes)}{self.task()}")
            if self.one((True, False, False, False)):
                lines.append(f"{indent * 2}{self.task()}")
        return lines

    def table(self):
        """Write columns in any order, rows that are too short or too long, boxes and ids in cells."""
        names = self.words["columns"]
        columns = self.chance.sample(range(len(names)), self.chance.randint(2, 6))
        lines = [f"| {' | '.join(names[column] for column in columns)} |"]
        lines.append(self.one(("|---", "| :-: ", "|----:")) * len(columns) + "|")
        for _ in self.some(3):
            cells = " | ".join(self.cell(column).replace("|", "/") for column in columns)
            lines.append(
                f"| {self.one(('', '', '', '[ ] ', '☐ '))}{cells} |{self.one(('', '', '', ' extra |', ' | |'))}"
            )
        return lines

    def cell(self, column):
        states = [*self.words["states"], "✅", "[ ]", "❌", "⏳"]
        choices = {0: [self.task()], 1: IDS, 3: states}
        return self.one(choices.get(column, [*self.words["values"], "", "?"]))

    def minutes(self):
        """Write lines of a protocol: an id, a name, the work, what became of it."""
        return [self.minute() for _ in self.some(3)]

    def minute(self):
        name, number, task, state = self.one(NAMES), self.one(IDS), self.task(), self.one(self.words["states"])
        return self.one(
            (
                f"- {number} {name}: {task} -> {state}",
                f"- {number} {name}：{task} → {state}",
                f"ACTION ({name}): {task}",
                f"ACTION ITEM: {task} ({name})",
                f"[{number}] {task} - {state}",
                f"TODO: {task}",
                f"FIXME({name}): {task}",
                f"{number}: {state} ({name})",
                f"{state}: {task}",
            )
        )

    def prose(self):
        return [" ".join(self.one(self.words["must"]).format(task=self.task()) for _ in self.some(2))]

    def fields(self):
        names, values = self.words["fields"], [*self.words["values"], self.task()]
        return [f"{self.one(('**', '- **', ''))}{self.one(names)}:** {self.one(values)}" for _ in self.some(3)]

    def fence(self):
        inside = self.one(
            (
                self.list_(),
                ['gh issue create --title "Fix the import" \\', '  --label bug --body "It fails"'],
                ["$ make deploy", "TODO: remove this", "# [ ] not a heading"],
                self.table(),
            )
        )
        return [f"```{self.one(('', 'sh', 'markdown'))}", *inside, *self.one((["```"], ["```"], []))]

    def html(self):
        tasks = [self.task() for _ in self.some(3)]
        listed = ["<ul>", *[f"<li>{task}</li>" for task in tasks], "</ul>"]
        return self.one((listed, ["<table><tr><td>", *tasks, "</td></tr></table>"]))

    def odd(self):
        return [self.one(ODD)]

    def plain(self):
        kinds = (self.list_, self.list_, self.nested, self.nested, self.table, self.minutes, self.prose, self.fields)
        return self.one((*kinds, self.fence, self.html, self.odd))()

    def wrapped(self):
        """Write a block inside something: a quotation, ``<details>``, a comment, or turned off by its author."""
        lines, mark = self.one((self.plain, self.section))(), self.one(("> ", "> > ", ">", "    ", "\t", "  "))
        return self.one(
            (
                [f"{mark}{line}" for line in lines],
                [f"{mark}{line}" for line in lines],
                ["<details><summary>More</summary>", "", *lines, "", "</details>"],
                ["<!-- reportbot: ignore -->", *lines],
                ["<!-- reportbot: ignore-start -->", *lines, "<!-- reportbot: ignore-end -->"],
                [*lines[:-1], f"{lines[-1]} <!-- reportbot: ignore -->"],
                ["<!--", *lines, "-->"],
            )
        )


# Blocks of which a document is made; the first is what a failing example shrinks to.
KINDS = ("plain", "section", "section", "section", "plain", "heading", "wrapped", "wrapped")


@st.composite
def reports(draw, language):
    """The lines of one document. Now and then a block is told twice, two blocks touch, or there is front matter."""
    block = st.tuples(st.sampled_from(KINDS), st.integers(0, 9_999))
    chosen = draw(st.lists(block, min_size=1, max_size=6))
    parts = [getattr(Writer(language, seed), kind)() for kind, seed in chosen]
    gap = draw(st.sampled_from(([""], [""], [""], [], ["", ""], parts[0])))
    front = draw(st.sampled_from(([], [], [], ["---", "title: x", "---", ""], ["# Report", ""])))
    return [*front, *[line for lines in parts for line in [*lines, *gap]]]
