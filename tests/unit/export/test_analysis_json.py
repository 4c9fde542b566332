"""``analyze --json``: all keys, always, and the way back."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportbot.errors import StateError
from reportbot.export.analysis_json import analysis_from_json, analysis_to_json, json_schema
from reportbot.models import (
    ActionItem,
    Analysis,
    Candidate,
    Document,
    Draft,
    Effort,
    Evidence,
    Group,
    IssueRef,
    LeftAside,
    Match,
    Mention,
    Task,
    Usage,
)

ITEM = ActionItem(
    id="k7q2m9xa",
    title="Rotate the keys",
    status="open",
    evidence=(Evidence("d1", 12, 14, "- Rotate the keys"),),
    kind="security",
    priority="high",
    effort=Effort("2-3 days", (16.0, 24.0)),
    labels=("ops",),
    owner="ann",
    section=("Plan",),
    tasks=(Task("Make one", done=True),),
    mentions=(Mention("issue", "#35"),),
)
ANALYSIS = Analysis(
    "acme/api",
    (Document("d1", "report.md", "Report", "ab" * 32, ("a", "b"), ("encoding",), None, (LeftAside(2, 2, "metric"),)),),
    (Group("g1", "WS-1", 1, Effort("6 hours", (6.0, 6.0))),),
    (ITEM,),
    (
        Match(
            "k7q2m9xa",
            "tracked",
            0.93,
            "reference",
            "named",
            (IssueRef(35, "Keys", "open", "https://example.org/35"),),
            (Candidate(35, 0.93),),
        ),
    ),
    (
        Draft(
            "k7q2m9xa",
            "Rotate the keys",
            "body",
            "held",
            ("limit",),
            labels=("ops",),
            path=".reportbot/drafts/k7q2m9xa-rotate.md",
        ),
    ),
    Usage(),
    (("read", 0.01),),
)


def test_the_keys_are_those_of_the_contract():
    shown = analysis_to_json(ANALYSIS)
    assert list(shown) == [
        "schema_version",
        "repo",
        "documents",
        "groups",
        "items",
        "matches",
        "drafts",
        "usage",
        "seconds",
    ]
    assert list(shown["documents"][0]) == [
        "id",
        "source",
        "title",
        "sha256",
        "lines",
        "repairs",
        "skipped",
        "left_aside",
    ]
    assert set(shown["items"][0]) == {
        "id",
        "title",
        "status",
        "status_reason",
        "kind",
        "type",
        "priority",
        "effort",
        "labels",
        "owner",
        "due",
        "milestone",
        "reference",
        "group",
        "section",
        "tasks",
        "body",
        "depends_on",
        "mentions",
        "evidence",
    }
    assert set(shown["matches"][0]) == {"item", "verdict", "score", "by", "issues", "reason", "candidates"}
    assert set(shown["drafts"][0]) == {"id", "path", "title", "labels", "state", "held_for"}
    assert set(shown["usage"]) == {"engine", "model", "calls", "input_tokens", "output_tokens", "cached_calls", "cost"}


def test_values_are_plain_json():
    shown = json.loads(json.dumps(analysis_to_json(ANALYSIS)))
    assert shown["schema_version"] == 1
    assert shown["documents"][0]["lines"] == 2
    assert shown["items"][0]["effort"] == {"text": "2-3 days", "hours": [16.0, 24.0]}
    assert shown["matches"][0]["candidates"] == [{"number": 35, "score": 0.93}]
    assert shown["seconds"] == {"read": 0.01}


def test_an_empty_analysis_has_all_keys():
    assert set(analysis_to_json(Analysis(None, ()))) == set(analysis_to_json(ANALYSIS))


def test_what_comes_back_says_the_same():
    stored = analysis_to_json(ANALYSIS)
    assert analysis_to_json(analysis_from_json(stored)) | {"documents": stored["documents"]} == stored


def test_items_matches_and_groups_come_back_equal():
    back = analysis_from_json(json.loads(json.dumps(analysis_to_json(ANALYSIS))))
    assert (back.items, back.matches, back.groups, back.usage) == (
        ANALYSIS.items,
        ANALYSIS.matches,
        ANALYSIS.groups,
        ANALYSIS.usage,
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored.pop("items"),
        lambda stored: stored.update(schema_version=2),
        lambda stored: stored["items"][0].update(status="maybe"),
        lambda stored: stored.update(extra=1),
        lambda stored: stored["items"][0].pop("id"),
    ],
    ids=["missing", "version", "value", "unknown", "nested"],
)
def test_another_shape_is_refused_with_its_place(change):
    stored = json.loads(json.dumps(analysis_to_json(ANALYSIS)))
    change(stored)
    with pytest.raises(StateError, match="cannot be read"):
        analysis_from_json(stored)


def test_the_schema_describes_what_is_printed():
    schema = json_schema()
    assert set(schema["properties"]) == set(analysis_to_json(ANALYSIS))
    assert sorted(schema["required"]) == sorted(schema["properties"])


TEXT = st.text(max_size=12)
ITEMS = st.builds(
    ActionItem,
    id=TEXT,
    title=TEXT,
    status=st.sampled_from(["open", "done", "tracked", "dropped"]),
    status_reason=st.none() | TEXT,
    priority=st.sampled_from([None, "critical", "low"]),
    effort=st.none() | st.builds(Effort, TEXT, st.none() | st.tuples(st.floats(0, 99), st.floats(0, 99))),
    labels=st.tuples(TEXT),
    group=st.none() | TEXT,
    section=st.tuples(TEXT, TEXT),
    body=TEXT,
    tasks=st.tuples(st.builds(Task, TEXT, st.booleans())),
    depends_on=st.tuples(TEXT),
    mentions=st.tuples(st.builds(Mention, TEXT, TEXT)),
    parts=st.just(()),
    tracked_by=st.just(()),
    evidence=st.tuples(st.builds(Evidence, TEXT, st.integers(1, 9), st.integers(1, 9), TEXT)),
)


@settings(max_examples=60)
@given(st.lists(ITEMS, max_size=3))
def test_every_item_survives_the_way_there_and_back(items):
    analysis = Analysis("acme/api", (), (), tuple(items))
    assert analysis_from_json(json.loads(json.dumps(analysis_to_json(analysis)))).items == tuple(items)
