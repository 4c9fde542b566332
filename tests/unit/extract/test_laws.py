"""What must hold for every document, whatever stands in it; tests/laws has the laws, and documents that make sense."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import laws
from reportbot.extract.rules import RulesEngine
from reportbot.models import Document
from reportbot.text.markdown import parse, walk

ENGINE = RulesEngine()

VERBS = ("Rotate", "Write", "Fix", "add", "Replace", "prüfen:", "Measure", "we need to drop")
THINGS = (
    "the keys",
    "a runbook",
    "Größe",
    "the `cache.py` limit",
    "#12",
    "the ~~old~~ **new** flag",
    "*",
    "\\[x]",
    "日本語の文書",
)
TAILS = (
    "",
    "",
    "",
    " (see #7)",
    " - done",
    " ✅",
    " (2-3 days)",
    " (@ben)",
    ": https://x.org/o/r/issues/3",
    " \u202e\u200b",
    " <b>",
    " |",
)
PLACES = (
    "Next steps",
    "Done",
    "Success criteria",
    "Nächste Schritte",
    "Issue 3: Cache",
    "☐ Limit",
    "2. Plan",
    "Notes",
    "WS-1",
    "",
)
ODD = (
    "",
    "---",
    "***",
    "<!-- reportbot: ignore -->",
    "<details>",
    "</details>",
    "```",
    "| a |",
    "> ",
    "<ul><li>x",
    "Body:",
    "**Labels:** a, b",
    "\t",
    "===",
)

sentence = st.builds("{} {}{}".format, st.sampled_from(VERBS), st.sampled_from(THINGS), st.sampled_from(TAILS))
weird = st.text(alphabet=st.characters(blacklist_characters="\r\n", blacklist_categories=("Cs",)), max_size=20)
words = st.one_of(sentence, sentence, weird)
box = st.sampled_from(["[ ] ", "[] ", "[x] ", "[-] ", "☐ ", "✅ ", "☑️ ", "\\[ ] ", ""])
bullet = st.sampled_from(["- ", "* ", "+ ", "1. ", "12) ", "• ", ""])
indent = st.sampled_from(["", "", "  ", "    ", "\t", "> ", "> > "])
entry = st.builds("{}{}{}{}".format, indent, bullet, box, words)
marked = st.builds(
    "{}{} {}".format, indent, st.sampled_from(["TODO:", "FIXME(ann):", "ACTION (Bo):", "ACTION ITEM:"]), words
)
heading = st.builds(
    "{} {}{}".format, st.sampled_from(["#", "##", "###"]), box, st.one_of(st.sampled_from(PLACES), sentence)
)
field = st.builds(
    "**{}:** {}".format, st.sampled_from(["Priority", "Effort", "Title", "Depends on", "Status", "Aufwand"]), words
)
row = st.lists(words, min_size=1, max_size=4).map(lambda cells: f"| {' | '.join(cells)} |")

entries = st.lists(entry, min_size=1, max_size=6)
table = st.builds(
    lambda head, rows: [head, "|---|---|---|", *rows],
    st.sampled_from(["| Task | Owner | Status |", "| ID | Title | Blocks |", "| a | b | c |"]),
    st.lists(row, max_size=3),
)
fence = st.builds(
    lambda inside: ["```sh", *inside, "```"],
    st.lists(st.one_of(entry, st.just('gh issue create --title "Fix it" \\')), max_size=3),
)
html = st.builds(
    lambda inside: ["<ul>", *[f"<li>{text}</li>" for text in inside], "</ul>"], st.lists(words, max_size=3)
)
block = st.one_of(
    entries,
    entries,
    table,
    fence,
    html,
    st.lists(st.one_of(heading, field, marked, sentence, st.sampled_from(ODD)), min_size=1, max_size=3),
    st.lists(st.one_of(heading, marked), min_size=1, max_size=2),
    st.just([""]),
    weird.map(lambda text: [text]),
)
documents = st.lists(block, max_size=8).map(lambda blocks: [line for lines in blocks for line in [*lines, ""]])


def document(lines):
    return Document("d1", "report.md", "Report", "0" * 64, tuple(lines))


def extract(lines):
    return ENGINE.extract(document(lines), "acme/api")


@settings(max_examples=max(300, settings.default.max_examples))
@given(documents)
@example(["[ ] fix the search", "[-] cloud database", "[ ] write a test"])
@example(["<!--", "- [ ] hidden", "-->"])
@example(["```", "- [ ] an example", "```"])
@example(["| Task | Status |", "|---|---|", "| [ ] Rotate | open |"])
@example(["---", "TODO: in front matter", "---"])
@example(["## [ ]", "", "- [ ]", "- [ ] x"])
@example(["<!-- reportbot: ignore -->", "- [ ] x"])
def test_every_law_holds_for_odd_documents(lines):
    assert list(laws.broken_by_extraction(lines, extract(lines))) == []


@settings(max_examples=50)
@given(documents)
def test_the_same_document_gives_the_same_result(lines):
    assert extract(lines) == extract(lines)


@given(documents)
def test_blocks_stand_inside_the_document_in_order(lines):
    blocks = parse(lines)
    top = [block.first_line for block in blocks]
    assert top == sorted(top)
    for block in walk(blocks):
        assert 1 <= block.first_line <= block.last_line <= max(len(lines), 1)
        assert all(
            block.first_line <= entry.first_line <= entry.text_last_line <= entry.last_line for entry in block.entries
        )
        assert all(block.first_line <= row.line <= block.last_line for row in block.rows)


WORK = st.lists(
    st.builds(
        "{} {}".format,
        st.sampled_from(["Rotate", "Rewrite", "Measure", "Translate"]),
        st.sampled_from(["the keys", "the guide", "the cache", "Größe"]),
    ),
    min_size=1,
    max_size=5,
    unique=True,
)


def ids(lines):
    return [item.id for item in extract(lines).items]


@given(WORK, st.sampled_from(["- ", "* ", "+ ", "• "]))
def test_ids_stay_when_the_bullet_changes(entries, mark):
    assert ids([f"{mark}[ ] {entry}" for entry in entries]) == ids([f"- [ ] {entry}" for entry in entries])


@given(WORK)
def test_ids_stay_when_a_list_becomes_a_numbered_one(entries):
    numbered = [f"{number}. [ ] {entry}" for number, entry in enumerate(entries, start=1)]
    assert ids(numbered) == ids([f"- [ ] {entry}" for entry in entries])


@given(WORK, st.sampled_from(["[x]", "[X]"]))
def test_ids_stay_when_a_box_is_ticked(entries, ticked):
    assert ids([f"- {ticked} {entry}" for entry in entries]) == ids([f"- [ ] {entry}" for entry in entries])


@given(WORK, st.integers(1, 4))
def test_ids_stay_when_lines_are_added_above(entries, count):
    lines = ["## Next steps", "", *[f"- {entry}" for entry in entries]]
    assert ids([""] * count + lines) == ids(lines)
    assert ids(["A word before.", "", *lines]) == ids(lines)


@given(WORK)
def test_ids_stay_when_the_order_changes(entries):
    assert set(ids([f"- [ ] {entry}" for entry in reversed(entries)])) == set(
        ids([f"- [ ] {entry}" for entry in entries])
    )


@given(WORK)
def test_ids_depend_on_repository_and_source(entries):
    lines = tuple(f"- [ ] {entry}" for entry in entries)
    here = ENGINE.extract(Document("d1", "a.md", "", "0", lines), "acme/api")
    there = ENGINE.extract(Document("d1", "b.md", "", "0", lines), "acme/api")
    elsewhere = ENGINE.extract(Document("d1", "a.md", "", "0", lines), "acme/web")
    assert not {item.id for item in here.items} & {item.id for item in (*there.items, *elsewhere.items)}


@pytest.mark.parametrize(
    "line",
    [
        "[" * 65_536,
        "![[" * 21_845,
        "> " * 20_000,
        "- " * 10_000,
        "|" * 60_000,
        "*_" * 30_000,
        "`" * 60_000,
        "<div>" * 12_000,
        "#" * 60_000 + " x",
        "1." * 30_000,
        "((" * 30_000,
    ],
    ids=[
        "adv-099-brackets",
        "adv-100-images",
        "quotes",
        "bullets",
        "pipes",
        "emphasis",
        "backticks",
        "tags",
        "hashes",
        "numbers",
        "parens",
    ],
)
@pytest.mark.timeout(10)
def test_a_hostile_line_is_read_in_time(line):
    result = extract(["## Next steps", "", "- [ ] Rotate the keys", "", line])
    assert result.items[0].title == "Rotate the keys"


@pytest.mark.parametrize(
    "part",
    ["**a ", "__a ", "~~a ", "#1 ", "[", "(a ", "1-", "A-", "<a ", "see #1, ", "a: "],
    ids=[
        "bold",
        "underlined",
        "struck",
        "references",
        "brackets",
        "parens",
        "ranges",
        "ids",
        "tags",
        "trackers",
        "labels",
    ],
)
@pytest.mark.timeout(10)
def test_a_hostile_entry_is_read_in_time(part):
    assert len(extract([f"- [ ] {part * (20_000 // len(part))}"]).items) <= 1


@pytest.mark.timeout(20)
def test_many_entries_are_read_in_time():
    lines = [f"- [ ] Replace part {number} of the machine" for number in range(2_000)]
    assert len(extract(lines).items) == 2_000
