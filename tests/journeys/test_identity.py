"""What a person rejected is known again when its report changes. `benchmarks/identity.py` measures more of it."""

import importlib.util
import sys
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("identity", Path(__file__).parents[2] / "benchmarks" / "identity.py")
identity = importlib.util.module_from_spec(SPEC)
sys.modules["identity"] = identity
SPEC.loader.exec_module(identity)

REWORDED = {"filler", "synonyms", "inflection", "reordered", "split", "split_off", "joined", "wrapped"}
OF_EACH = 10


@pytest.fixture(scope="module")
def found():
    return list(identity.outcomes(of_each=OF_EACH))


def test_there_are_changes_of_every_kind(found):
    made = {kind: counts.total() for kind, counts in identity.rates(found).items()}
    assert {kind for kind, count in made.items() if count < OF_EACH} == set()
    assert sum(made.values()) >= 170


def test_what_only_moved_or_looks_different_stays_rejected(found):
    same = [outcome for outcome in found if outcome.kind not in REWORDED]
    back = [(outcome.kind, outcome.target.name, outcome.back) for outcome in same if outcome.kept != "kept"]
    assert len(back) / len(same) <= 0.01, back


def test_what_is_told_in_other_words_seldom_comes_back_as_new(found):
    new = [(outcome.kind, outcome.target.item.title) for outcome in found if outcome.kept == "new"]
    assert len(new) / len(found) <= 0.03, new


def test_most_needs_no_second_decision(found):
    asked = [(outcome.kind, outcome.target.item.title) for outcome in found if outcome.kept != "kept"]
    assert len(asked) / len(found) <= 0.16, asked
