import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.errors import FrontMatterError, StateError
from reportbot.models import Draft, DraftEvidence, Similar
from reportbot.state import frontmatter
from reportbot.state.draftread import parse
from reportbot.state.draftwrite import changed, file_name, render

SHA = "9f2c" * 16

WRITTEN = f"""\
---
id: k7q2m9xa
state: pending
held_for: []
repo: acme/api
title: Write the runbook for failing over the broker
labels: [operations]
milestone:
type:
assignee:
priority: high
depends_on: []
duplicate_of:
snooze_until:
reason:
evidence:
  - {{source: reports/2026-05-06.md, lines: 12-14, sha256: {SHA}, quote: "We still lack: a runbook"}}
similar:
  - {{issue: 118, state: open, score: 0.62, title: "Broker: write docs"}}
issue:
---
## Context

The broker has no runbook.
"""

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
words = st.none() | texts.filter(bool)


def read(text):
    return parse(text.encode(), "d.md")


def front(*lines):
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\nbody\n"


def edited(line):
    key = line.partition(":")[0]
    return read(re.sub(rf"(?m)^{key}:.*$", lambda _: line, WRITTEN))


def refusal(text):
    with pytest.raises(FrontMatterError) as refused:
        read(text)
    assert refused.value.next_step
    return refused.value.cause


def test_a_new_draft_is_written_in_the_order_of_the_contract(draft):
    assert render(draft).decode() == WRITTEN


def test_what_is_written_is_read(draft):
    assert parse(render(draft), "d.md") == draft


def test_a_question_stands_below_what_the_draft_is_held_for(draft):
    held = replace(draft, state="held", held_for=("uncertain",), question="Is this #35?")
    assert 'held_for: [uncertain]\nquestion: "Is this #35?"\nrepo:' in render(held).decode()
    assert parse(render(held), "d.md") == held


@given(title=texts, body=texts, labels=st.lists(texts, max_size=4).map(tuple), milestone=words)
def test_any_text_of_a_request_comes_back(title, body, labels, milestone):
    draft = Draft("k7q2m9xa", f"x{title}", body, labels=labels, milestone=milestone)
    back = parse(render(draft), "d.md")
    assert (back.labels, back.milestone) == (labels, milestone)
    assert re.sub(r"\s", "", back.title) == re.sub(r"\s", "", draft.title)
    assert len(back.title.splitlines()) == 1
    assert back.body.rstrip("\n") == body.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    assert parse(render(back), "d.md") == back


@given(quote=texts, source=texts, neighbour=texts, assignee=words)
def test_any_text_of_the_evidence_comes_back(quote, source, neighbour, assignee):
    evidence = (DraftEvidence(source, 3, 3, SHA, quote), DraftEvidence(source, 3, 5, SHA, ""))
    similar = (Similar(7, "open", 0.5, neighbour),)
    draft = Draft("k7q2m9xa", "Do it", "", assignee=assignee, evidence=evidence, similar=similar)
    back = parse(render(draft), "d.md")
    assert (back.evidence, back.assignee, back.similar[0].issue) == (evidence, assignee, 7)
    assert parse(render(back), "d.md") == back


@given(size=st.integers(0, 60), length=st.integers(0, 4000), character=st.sampled_from('aé漢😀\x07\n"\\'))
def test_whatever_is_written_fits_and_leaves_room(size, length, character):
    text = character * length
    draft = Draft(
        "k7q2m9xa", f"x {text}", text, question=text or None, labels=("bug",) * min(size, 20),
        evidence=(DraftEvidence("r.md", 1, 2, SHA, text),) * size, similar=(Similar(1, "open", 1.0, text),) * size,
    )  # fmt: skip
    data = render(draft)
    assert len(data.partition(b"---\n")[2].partition(b"\n---\n")[0]) <= frontmatter.MAX_BYTES * 3 // 4
    assert len(parse(data, "d.md").title) <= 256


def test_long_quotes_are_shortened_and_counted_off(draft):
    many = replace(draft, evidence=(replace(draft.evidence[0], quote="q" * 1000),) * 20, similar=draft.similar * 20)
    back = parse(render(many), "d.md")
    assert {len(found.quote) for found in back.evidence} == {300}
    assert back.evidence[0].quote.endswith("q…")
    assert (len(back.evidence), len(back.similar)) == (8, 5)


def test_a_draft_that_cannot_fit_is_refused_before_it_is_written(draft):
    with pytest.raises(FrontMatterError, match="does not fit"):
        render(replace(draft, labels=tuple(f"label-{n}" for n in range(1000))))


def test_a_draft_without_title_is_refused_before_it_is_written(draft):
    with pytest.raises(FrontMatterError, match="title is empty"):
        render(replace(draft, title=" \n "))


def test_lone_surrogates_are_replaced(draft):
    assert parse(render(replace(draft, title="a\ud800b", body="c\udfffd\n")), "d.md").request().digest()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Write the runbook", "k7q2m9xa-write-the-runbook.md"),
        ("Führe  Über-Prüfung ein!", "k7q2m9xa-fuhre-uber-prufung-ein.md"),
        ("../../etc/passwd", "k7q2m9xa-etc-passwd.md"),
        ("執行", "k7q2m9xa-draft.md"),
        ("w" * 60, f"k7q2m9xa-{'w' * 40}.md"),
        ("word " * 20, "k7q2m9xa-word-word-word-word-word-word-word-word.md"),
    ],
)
def test_a_file_is_named_by_id_and_title(draft, title, name):
    assert file_name(replace(draft, title=title)) == name


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("title: 2026-05-06 is the deadline", "title", "2026-05-06 is the deadline"),
        ("title: 1e3", "title", "1e3"),
        ("title: 'It''s #1'", "title", "It's #1"),
        ("title: >-\n  over two\n  lines", "title", "over two lines"),
        ("title: |\n  over two\n  lines", "title", "over two lines"),
        ("labels: [bug, 1.10, no]", "labels", ("bug", "1.10", "no")),
        ("labels:\n- bug\n- ops", "labels", ("bug", "ops")),
        ("labels:", "labels", ()),
        ("milestone: 1.10", "milestone", "1.10"),
        ("milestone: ~", "milestone", None),
        ("type: Bug", "type", "Bug"),
        ("assignee: maria", "assignee", "maria"),
        ("priority: High", "priority", "high"),
        ("priority:", "priority", None),
        ("duplicate_of: '#118'", "duplicate_of", 118),
        ("x-mine: {a: [b]}", "title", "Write the runbook for failing over the broker"),
    ],
)
def test_a_hand_edit_is_what_the_next_read_returns(line, key, value):
    assert getattr(edited(line), key) == value


def test_keys_that_are_missing_are_those_of_a_fresh_draft():
    assert read(front("id: k7q2m9xa", "title: Do it")) == Draft("k7q2m9xa", "Do it", "body\n")


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        (["title: x"], "d.md:1: id is not 8"),
        (["id: ../../..", "title: x"], "d.md:2: id is not 8"),
        (["id: k7q2m9xa"], "d.md:1: the title is empty"),
        (["id: k7q2m9xa", "title: #12 is open"], "d.md:3: the title is empty"),
        (["id: k7q2m9xa", "title: [a]"], "d.md:3: title is not one value"),
        (["id: k7q2m9xa", "title: x", "state: done"], "d.md:4: 'done' is no state"),
        (["id: k7q2m9xa", "title: x", "priority: P1"], "d.md:4: 'P1' is no priority"),
        (["id: k7q2m9xa", "title: x", "labels: a, b"], "d.md:4: labels is not a list"),
        (["id: k7q2m9xa", "title: x", "labels: [{a: b}]"], "d.md:4: labels is not a list"),
        (["id: k7q2m9xa", "title: x", "duplicate_of: soon"], "d.md:4: duplicate_of is not the number"),
        (["id: k7q2m9xa", "title: x", "evidence: [a]"], "d.md:4: evidence is not what reportbot wrote"),
        (["id: k7q2m9xa", "title: x", "evidence: [{lines: 1}]"], "d.md:4: evidence is not what reportbot wrote"),
        (
            ["id: k7q2m9xa", "title: x", "evidence: [{source: a, lines: 1 to 2}]"],
            "d.md:4: evidence is not what reportbot wrote (lines",
        ),
        (["id: k7q2m9xa", "title: x", "similar: [{issue: a}]"], "d.md:4: similar is not what reportbot wrote"),
    ],
)
def test_a_key_that_cannot_be_used_is_named_with_its_line(lines, cause):
    assert cause in refusal(front(*lines))


def test_a_file_that_is_not_utf_8_is_refused_with_its_line():
    with pytest.raises(FrontMatterError, match=r"d\.md:3: the file is not UTF-8"):
        parse(b"---\nid: k7q2m9xa\ntitle: M\xfcller\n---\n", "d.md")


COMMENTED = WRITTEN.replace("state: pending", "state: pending   # not yet").replace(
    "repo: acme/api\ntitle:", "x-mine: 1  # keep\ntitle:  # the short form\n "
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_change_touches_nothing_else(newline):
    before = COMMENTED.replace("\n", newline)
    after = changed(before.encode(), "d.md", {"state": "approved"}).decode()
    assert after == before.replace("pending   #", "approved   #")


def test_the_body_stays_byte_for_byte_unless_it_changes():
    mixed = (WRITTEN.replace("\n", "\r\n") + "  old \n\tMac\rmix").encode()
    after = changed(mixed, "d.md", {"body": parse(mixed, "d.md").body + "\n", "title": "New"})
    assert after.endswith(b"\n")
    assert changed(mixed, "d.md", {"title": "New"}).endswith(b"  old \n\tMac\rmix")


def test_a_new_body_has_the_line_endings_of_its_file():
    after = changed(WRITTEN.replace("\n", "\r\n").encode(), "d.md", {"body": "one\ntwo"})
    assert after.endswith(b"---\r\none\r\ntwo\r\n")
    assert parse(after, "d.md").body == "one\ntwo\n"


@given(
    title=texts.map(lambda text: f"x{text}"), labels=st.lists(texts, max_size=5).map(tuple), reason=texts, body=texts
)
def test_a_change_to_any_text_reads_back(title, labels, reason, body):
    fields = {"title": title, "labels": labels, "reason": reason, "body": body, "duplicate_of": 7, "state": "rejected"}
    back = parse(changed(COMMENTED.encode(), "d.md", fields), "d.md")
    assert (back.labels, back.reason or "", back.duplicate_of, back.state) == (labels, reason, 7, "rejected")
    assert back.priority == "high"
    assert back.evidence == read(WRITTEN).evidence


def test_a_change_that_would_not_fit_is_refused():
    with pytest.raises(FrontMatterError, match="at most 8,192"):
        changed(WRITTEN.encode(), "d.md", {"labels": tuple(f"label-{n}" for n in range(1000))})


def test_a_change_that_cannot_be_made_is_refused():
    odd = WRITTEN.replace("state: pending", "? state\n# a: b\n: pending")
    with pytest.raises(StateError):
        changed(odd.encode(), "d.md", {"state": "approved"})


def test_the_digest_does_not_depend_on_how_the_file_is_written():
    loose = WRITTEN.replace("labels: [operations]", "labels:\n  - 'operations' # mine").replace("\n", "\r\n")
    assert read(loose).request().digest() == read(WRITTEN).request().digest()
