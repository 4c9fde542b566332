import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.errors import LabelsError
from reportbot.evaluate.duplicates import SET_ASIDE, Judged, LabelledPair, PairScore, judge, load
from reportbot.evaluate.scoring import Share
from reportbot.models import TrackedIssue

VERDICTS = ["new", "tracked", "done", "declined", "repeat", "related", "uncertain", "unchecked"]


def line(number=1, *, title="Write the runbook for the broker", **fields):
    issue = {"number": number, "title": title, "state": "open"}
    return {"item": {"title": title}, "issue": issue, "expected": ["tracked"], **fields}


@pytest.fixture
def read(tmp_path):
    def of(*lines):
        file = tmp_path / "pairs.jsonl"
        file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines))
        return load(file)

    return of


def judged(*pairs):
    """Judge (expected verdicts, verdict) by hand."""
    issue = TrackedIssue(1, "Title", "", "open")
    return PairScore(
        tuple(
            Judged(LabelledPair(str(n), "", "Title", "", issue, tuple(expected.split())), verdict, "")
            for n, (expected, verdict) in enumerate(pairs)
        )
    )


def test_the_same_title_is_found_among_all_issues_of_the_file(read):
    result = judge(read(line(1), line(2, title="Rotate the signing keys"), line(3, title="Ask legal about the logs")))
    assert [one.verdict for one in result.judged] == ["tracked"] * 3
    assert (result.precision, result.recall) == (Share(3, 3), Share(3, 3))


def test_work_that_no_issue_has_is_not_set_aside(read):
    other = line(2, title="Rotate the signing keys", expected=["new", "related"])
    other["item"]["title"] = "Draw a map of the cellar"
    result = judge(read(line(1), other))
    assert [one.verdict in SET_ASIDE for one in result.judged] == [True, False]
    assert (result.wrong, result.missed) == ((), ())


def test_what_each_verdict_counts_for():
    result = judged(
        ("tracked", "tracked"),
        ("tracked uncertain", "uncertain"),
        ("tracked", "new"),
        ("tracked", "done"),
        ("new related", "related"),
        ("new", "tracked"),
        ("new", "uncertain"),
        ("uncertain", "uncertain"),
    )
    assert result.precision == Share(1, 3)
    assert result.recall == Share(1, 4)
    assert [one.pair.id for one in result.wrong] == ["3", "5"]
    assert [one.pair.id for one in result.missed] == ["2"]
    assert [one.pair.id for one in result.held] == ["1", "6"]
    assert result.table["tracked", "uncertain"] == 1


@given(st.lists(st.tuples(st.sampled_from(VERDICTS), st.sampled_from(VERDICTS))))
def test_every_pair_is_in_the_table_once_and_no_pair_is_wrong_in_two_ways(pairs):
    result = judged(*pairs)
    assert sum(result.table.values()) == len(pairs)
    ways = [one.pair.id for one in (*result.wrong, *result.missed, *result.held)]
    assert len(ways) == len(set(ways))
    assert result.precision.of - result.precision.right == len(result.wrong)


@given(st.lists(st.sampled_from(VERDICTS)))
def test_the_right_verdicts_are_all_right(verdicts):
    result = judged(*((verdict, verdict) for verdict in verdicts))
    assert result.wrong == result.missed == result.held == ()
    assert result.recall.right == result.recall.of == result.precision.right == result.precision.of


def test_blank_lines_are_nothing_and_a_pair_without_an_id_is_named_by_its_line(read):
    assert [pair.id for pair in read("", line(1), "", line(2, title="Rotate the keys", id="p2"))] == ["line 2", "p2"]


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        ([line(1), "{"], r"pairs\.jsonl:2: not valid JSON"),
        ([""], "no pair in this file"),
        ([{"item": {"title": "x"}}], r"pairs\.jsonl:1: issue is missing"),
        ([line(1, expected=[])], "expected must name the verdicts"),
        ([line(1, expected=["same"])], r"expected\[0\] should be 'new'"),
        ([line(0)], r"issue\.number should be greater than 0"),
        ([line(1, id="a"), line(2, title="Other", id="a")], "2 pairs have the id a"),
        ([line(1), line(1, title="Other", id="b")], "issue 1 is told in two ways, the second time in b"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(read, lines, cause):
    with pytest.raises(LabelsError, match=cause) as caught:
        read(*lines)
    assert caught.value.next_step


def test_two_items_may_have_one_issue(read):
    assert len(read(line(1), line(1, id="again"))) == 2
