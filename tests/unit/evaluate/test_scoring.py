"""Laws of the figures, and the choices that a pairing has to make."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.evaluate.scoring import Counts, Score, Share, Wanted, pair, score, summarise
from reportbot.models import ActionItem, Evidence

STATUSES = st.sampled_from(["open", "done", "tracked", "dropped"])
PRIORITIES = st.sampled_from([None, "critical", "high", "medium", "low"])


@st.composite
def labelled(draw, statuses=STATUSES):
    """Wanted items whose lines do not overlap, in any order of their files."""
    lengths = draw(st.lists(st.integers(1, 9), max_size=8))
    wanted, line = [], 1
    for number, length in enumerate(lengths):
        others = tuple(draw(st.sets(st.sampled_from([f"w{n}" for n in range(len(lengths))]), max_size=2)))
        span = (line, line + length - 1)
        priority = draw(PRIORITIES)
        fields = {"priority": priority, "priority_counts": True, "depends_on": others}
        wanted.append(Wanted(f"w{number}", f"Item {number}", (span,), draw(statuses), **fields))
        line += length + draw(st.integers(0, 3))
    return wanted


def as_found(want):
    evidence = tuple(Evidence("d1", first, last, "text") for first, last in want.spans)
    return ActionItem(
        f"of-{want.id}",
        want.title,
        want.status,
        evidence,
        priority=want.priority,
        depends_on=tuple(f"of-{name}" for name in want.depends_on),
    )


@given(labelled())
def test_a_perfect_prediction_is_perfect(wanted):
    result = score([as_found(want) for want in wanted], wanted)
    assert result.items.f1 == result.items.precision == result.items.recall == 1.0
    assert result.dependencies.f1 == 1.0
    assert result.status.right == result.status.of == len(wanted)
    assert result.priority.right == result.priority.of == result.items.wanted
    assert result.missed == result.false == ()
    assert (result.f1, result.silent) == ((1.0, None) if result.items.wanted else (None, True))


@given(labelled(statuses=st.just("open")))
def test_nothing_found_is_nothing_unless_nothing_was_wanted(wanted):
    result = score([], wanted)
    assert result.items == Counts(0, 0, len(wanted))
    assert result.items.f1 == (0.0 if wanted else 1.0)
    assert len(result.missed) == len(wanted)


@given(labelled(), st.randoms(use_true_random=False))
def test_the_order_of_the_labels_and_of_what_was_found_changes_nothing(wanted, random):
    found = [as_found(want) for want in wanted[::2]]
    figures = score(found, wanted)
    others = random.sample(wanted, len(wanted))
    assert {place.first_line for place in score(found, others).missed} == {place.first_line for place in figures.missed}
    for result in (score(random.sample(found, len(found)), wanted), score(found, others)):
        assert dataclasses.replace(result, missed=(), false=()) == dataclasses.replace(figures, missed=(), false=())


@given(labelled(), st.data())
def test_what_is_unclear_counts_neither_for_nor_against(wanted, data):
    fog = [dataclasses.replace(want, id=f"{want.id}-fog", unclear=True) for want in wanted]
    found = [as_found(want) for want in fog if data.draw(st.booleans())]
    result = score(found, fog)
    assert (result.items, result.status, result.priority) == (Counts(), Share(), Share())


@given(labelled(), labelled())
def test_no_item_is_paired_twice(wanted, others):
    pairs = pair([as_found(want) for want in others], wanted)
    assert len(set(pairs.values())) == len(pairs)


@given(labelled(), labelled())
def test_every_figure_is_a_share_and_the_lists_are_as_long_as_the_counts(wanted, others):
    result = score([as_found(want) for want in others], wanted)
    assert all(0.0 <= value <= 1.0 for value in (result.items.f1, result.items.precision, result.items.recall))
    assert len(result.missed) == result.items.wanted - result.items.found
    assert len(result.false) == result.items.given - result.items.found


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_is_symmetric_and_between_precision_and_recall(found, more_given, more_wanted):
    counts = Counts(found, found + more_given, found + more_wanted)
    turned = Counts(found, counts.wanted, counts.given)
    assert counts.f1 == turned.f1
    assert (counts.precision, counts.recall) == (turned.recall, turned.precision)
    if counts.given and counts.wanted:
        assert min(counts.precision, counts.recall) - 1e-9 <= counts.f1 <= max(counts.precision, counts.recall) + 1e-9


@given(labelled(statuses=st.just("open")))
def test_swapping_what_was_found_with_what_was_wanted_keeps_f1(wanted):
    some, others = wanted[::2], wanted[1:]
    one = score([as_found(want) for want in some], others)
    other = score([as_found(want) for want in others], some)
    assert one.items.f1 == other.items.f1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=6))
def test_a_summary_pools_counts_and_averages_f1(triples):
    scores = [Score(Counts(f, f + g, f + w), Share(f, f + g), Share(f, f + w), Counts()) for f, g, w in triples]
    summary = summarise(scores)
    with_work = [one.items.f1 for one in scores if one.items.wanted]
    assert summary.documents + summary.silent.of == len(scores)
    assert summary.mean_f1 == (pytest.approx(sum(with_work) / len(with_work)) if with_work else None)
    assert summary.items.given == sum(one.items.given for one in scores)
    assert summarise(scores[::-1]).items == summary.items


# Choices


def test_the_better_overlap_is_paired_first(found, wanted):
    assert pair([found((1, 3)), found((1, 2))], [wanted((1, 2))]) == {1: 0}


def test_of_two_equal_overlaps_the_one_that_begins_nearer_is_taken(found, wanted):
    assert pair([found((5, 6)), found((7, 8))], [wanted((5, 8))]) == {0: 0}


def test_a_telling_elsewhere_stands_for_the_item(found, wanted):
    assert pair([found((30, 30))], [wanted((5, 8), (30, 31))]) == {0: 0}


@pytest.mark.parametrize(("last", "fits"), [(9, True), (10, False)])
def test_a_short_telling_may_have_four_lines_elsewhere(found, wanted, last, fits):
    assert bool(pair([found((5, last))], [wanted((5, 5))])) is fits


@pytest.mark.parametrize(("last", "fits"), [(40, True), (42, False)])
def test_a_long_telling_may_have_half_of_its_lines_elsewhere(found, wanted, last, fits):
    assert bool(pair([found((1, last))], [wanted((1, 20))])) is fits


def test_only_the_first_eight_tellings_count(found, wanted):
    far = [(100 + n, 100 + n) for n in range(8)]
    assert pair([found(*far, (5, 5))], [wanted((5, 5))]) == {}
    assert pair([found(*far[1:], (5, 5))], [wanted((5, 5))]) == {0: 0}


def test_an_item_without_evidence_stands_for_nothing_and_is_false(found, wanted):
    result = score([found()], [wanted((5, 5))])
    assert result.items == Counts(0, 1, 1)
    assert len(result.false) == 1


@pytest.mark.parametrize("fields", [{"title": " "}, {"quote": " "}])
def test_an_item_without_a_title_or_a_quote_stands_for_nothing(found, wanted, fields):
    assert score([found((5, 5), **fields)], [wanted((5, 5))]).items == Counts(0, 1, 1)


def test_done_work_that_is_called_open_is_false_and_has_the_wrong_status(found, wanted):
    result = score([found((5, 5))], [wanted((5, 5), status="done")])
    assert (result.items, result.status, result.silent) == (Counts(0, 1, 0), Share(0, 1), False)


def test_open_work_that_is_called_done_is_missed(found, wanted):
    result = score([found((5, 5), status="done")], [wanted((5, 6))])
    assert (result.items, result.status) == (Counts(0, 0, 1), Share(0, 1))
    assert [(place.first_line, place.last_line) for place in result.missed] == [(5, 6)]


def test_what_lies_in_something_unclear_is_not_false(found, wanted):
    fog = wanted((1, 9), unclear=True)
    assert score([found((2, 4)), found((6, 9))], [fog]).items == Counts()


def test_a_priority_that_nobody_wrote_down_is_not_compared(found, wanted):
    assert score([found((5, 5), priority="high")], [wanted((5, 5))]).priority == Share()
    said = wanted((5, 5), priority_counts=True)
    assert score([found((5, 5), priority="high")], [said]).priority == Share(0, 1)


def test_dependencies_are_compared_by_the_labels_ids(found, wanted):
    first, second = wanted((1, 1), name="1"), wanted((5, 5), name="2", depends_on=("1",))
    right = [found((1, 1), name="a"), found((5, 5), name="b", depends_on=("a",))]
    turned = [found((1, 1), name="a", depends_on=("b",)), found((5, 5), name="b")]
    assert score(right, [first, second]).dependencies == Counts(1, 1, 1)
    assert score(turned, [first, second]).dependencies == Counts(0, 1, 1)
    assert score(right, [first, wanted((5, 5), name="2")]).dependencies == Counts()
