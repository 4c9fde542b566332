"""The body of a draft: what the report says, where it says it, and nothing else."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.draft.compose import body_of, evidence_of, headings_for
from reportbot.extract.rules import RulesEngine
from reportbot.models import ActionItem, Document, Effort, Evidence, Section, Task
from reportbot.text.markdown import parse

REPORTS = sorted((Path(__file__).parents[3] / "fixtures" / "reports").glob("*.md"))
DOCUMENT = Document(
    "d1",
    "reports/may.md",
    "May",
    "0" * 64,
    ("# May", "", "- Rotate the keys, they are old and known to many people", "", "- keys again"),
)


def item(**more):
    quote = DOCUMENT.lines[2]
    values = {
        "id": "aaaaaaaa",
        "title": "Rotate the keys",
        "status": "open",
        "evidence": (Evidence("d1", 3, 3, quote),),
        "section": ("May", "Next steps"),
    }
    return ActionItem(**{**values, **more})


def sections(body):
    """The texts of a body by heading; a heading that stands twice is an error."""
    found = re.split(r"(?m)^## (.+)\n", body)
    names = found[1::2]
    assert len(set(names)) == len(names), names
    return {name: text.strip() for name, text in zip(names, found[2::2], strict=True)}


def test_the_context_says_where_the_report_says_it():
    assert (
        sections(body_of(item(), DOCUMENT, {}))["Context"]
        == "Named in `reports/may.md` under “May › Next steps” (line 3)."
    )


def test_tasks_are_a_checklist():
    with_tasks = item(tasks=(Task("Make a key", done=True), Task("Revoke the old one")))
    assert sections(body_of(with_tasks, DOCUMENT, {}))["Scope"] == "- [x] Make a key\n- [ ] Revoke the old one"


def test_parts_stand_under_the_headings_of_an_issue():
    parts = (
        Section("context", "Problem", "They are old."),
        Section("scope", "Tasks", "- [ ] Make a key\n* ☑ Tell Ann"),
        Section("criteria", "Acceptance criteria", "- No old key works"),
        Section("other", "Budget", "None is needed."),
    )
    found = sections(body_of(item(parts=parts, tasks=(Task("Make a key"), Task("Tell Ann", done=True))), DOCUMENT, {}))
    assert list(found) == ["Context", "Scope", "Success criteria"]
    assert found["Context"].endswith("**Problem:** They are old.")
    assert "- [ ] Make a key\n- [x] Tell Ann" in found["Scope"]
    assert "**Budget:** None is needed." in found["Scope"]
    assert found["Success criteria"] == "- No old key works"


def test_facts_of_the_report_stand_in_the_context():
    context = sections(body_of(item(owner="Ann", due="2026-05-20"), DOCUMENT, {}))["Context"]
    assert "Owner named there: Ann." in context
    assert "Due: 2026-05-20." in context


def test_effort_and_dependencies_have_sections_when_the_text_has_them():
    waiting = item(effort=Effort("2-3 days", (16, 24)), depends_on=("bbbbbbbb", "cccccccc"))
    found = sections(body_of(waiting, DOCUMENT, {"bbbbbbbb": "Create the schema"}))
    assert (found["Effort"], found["Dependencies"]) == ("2-3 days", "- Create the schema")


def test_nothing_that_the_text_lacks_has_a_section():
    assert list(sections(body_of(item(), DOCUMENT, {}))) == ["Context"]


def test_a_body_that_the_report_writes_out_stays_as_it_is():
    text = "First line.\n\n### Steps\n\n- [ ] one"
    assert body_of(item(body=text), DOCUMENT, {}).endswith(f"(line 3).\n\n{text}")


def test_headings_inside_a_part_are_no_sections_of_the_draft():
    found = body_of(
        item(parts=(Section("scope", "Plan", "## Context\n\ntext\n\n```\n# a comment\n```"),)), DOCUMENT, {}
    )
    assert [block.text for block in parse(found.split("\n")) if block.kind == "heading"] == ["Context", "Scope"]
    assert "# a comment" in found


def test_a_german_item_gets_german_headings():
    german = item(
        title="Rezepte vor jedem Update sichern",
        evidence=(
            Evidence("d1", 3, 3, "- Rezepte vor jedem Update sichern, weil sie sonst beim Neustart verloren gehen"),
        ),
    )
    assert list(sections(body_of(german, DOCUMENT, {}))) == ["Kontext"]
    assert "## Beleg" in evidence_of(german)


def test_an_unknown_language_gets_english_headings():
    assert headings_for("xx") == headings_for("en")


@pytest.mark.parametrize("language", ["en", "de"])
def test_all_languages_have_all_headings(language):
    assert set(headings_for(language)) == set(headings_for("en"))
    assert len(set(headings_for(language).values())) == len(headings_for("en"))


def test_evidence_quotes_the_report_verbatim_with_its_lines():
    quoted = item(evidence=(Evidence("d1", 3, 4, "- Rotate **the** keys\n  and ```tell``` @ann"),))
    assert evidence_of(quoted) == (
        "## Evidence\n\nLines 3–4:\n\n````text\n- Rotate **the** keys\n  and ```tell``` @ann\n````"
    )


def test_a_telling_that_adds_words_is_quoted_and_others_are_named():
    often = item(
        evidence=(
            Evidence("d1", 3, 3, "- Rotate the keys"),
            Evidence("d1", 5, 5, "- keys: rotate"),
            Evidence("d1", 7, 7, "The vault in Oslo expires on Friday morning"),
        )
    )
    text = evidence_of(often)
    assert "Line 7:\n\n```text\nThe vault in Oslo" in text
    assert text.endswith("Also told in line 5.")


@pytest.mark.parametrize(
    ("parts", "last"), [((), 11), ((Section("scope", "", "text"),), 3)], ids=["alone", "with-body"]
)
def test_a_long_quote_is_cut_with_a_count(parts, last):
    long = item(evidence=(Evidence("d1", 1, 30, "\n".join(f"line {number}" for number in range(30))),), parts=parts)
    assert f"line {last}\n… {29 - last} more lines\n```" in evidence_of(long)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One sentence\nover two lines.", "One sentence over two lines."),
        ("- one\n- two", "- one\n- two"),
        ("- one entry\n  over two lines", "- one entry over two lines"),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"),
        ("```\none\ntwo\n```", "```\none\ntwo\n```"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("> one\n> two", "> one\n> two"),
        ("a hard break\\\nstays", "a hard break\\\nstays"),
    ],
    ids=["paragraph", "list", "entry", "table", "code", "paragraphs", "quote", "hard-break"],
)
def test_lines_of_a_paragraph_are_joined_and_no_others(text, shown):
    assert sections(body_of(item(parts=(Section("scope", "", text),)), DOCUMENT, {}))["Scope"] == shown


PART = st.builds(
    Section,
    st.sampled_from(["context", "objective", "scope", "criteria", "related", "other"]),
    st.sampled_from(["", "Tasks", "Why", "Plan"]),
    st.lists(
        st.sampled_from(["text", "## Context", "- a", "- [ ] b", "```", "~~~", "| a |", "> c", "    code", "", "1. d"]),
        min_size=1,
        max_size=6,
    ).map("\n".join),
)


@given(st.lists(PART, max_size=4))
def test_a_part_never_swallows_the_sections_behind_it(parts):
    parts = tuple(part for part in parts if part.text.strip())
    body = f"{body_of(item(parts=parts, effort=Effort('2 days')), DOCUMENT, {})}\n\n{evidence_of(item())}"
    headings = [block.text for block in parse(body.split("\n")) if block.kind == "heading" and block.level == 2]
    assert {"Context", "Effort", "Evidence"} <= set(headings)
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_draft_of_a_report_can_be_read_alone(path):
    document = Document("d1", f"reports/{path.name}", "", "0" * 64, tuple(path.read_text(encoding="utf-8").split("\n")))
    for found in RulesEngine().extract(document, None).items:
        body = f"{body_of(found, document, {})}\n\n{evidence_of(found)}"
        headings = [block.text for block in parse(body.split("\n")) if block.kind == "heading" and block.level == 2]
        assert len(set(headings)) == len(headings)
        assert headings[-1] in ("Evidence", "Beleg")
        assert f"`{document.source}`" in body
        assert not re.search(r"(?m)^## .+\n\s*(?:\Z|## )", body)


def test_the_body_depends_on_the_item_alone():
    assert body_of(item(), DOCUMENT, {}) == body_of(replace(item(), id="bbbbbbbb"), DOCUMENT, {})
