"""Items that were found and items that were wanted, in the few words that a test needs."""

import pytest

from reportbot.evaluate.scoring import Wanted
from reportbot.models import ActionItem, Evidence


def make_found(*spans, status="open", name="", title="Write the runbook", quote="text", **fields):
    evidence = tuple(Evidence("d1", first, last, quote) for first, last in spans)
    return ActionItem(name or f"found{spans}", title, status, evidence, **fields)


def make_wanted(*spans, status="open", name="", **fields):
    return Wanted(name or f"wanted{spans}", "Write the runbook", spans, status, **fields)


@pytest.fixture
def found():
    return make_found


@pytest.fixture
def wanted():
    return make_wanted
