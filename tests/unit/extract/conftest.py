import pytest

from reportbot.extract.rules import RulesEngine
from reportbot.models import Document

ENGINE = RulesEngine()


def extraction(text):
    return ENGINE.extract(Document("d1", "report.md", "", "0" * 64, tuple(text.split("\n"))), None)


def one(text):
    found = extraction(text).items
    assert len(found) == 1, [item.title for item in found]
    return found[0]


@pytest.fixture
def extract():
    """What the rules engine gives for a text."""
    return extraction


@pytest.fixture
def told():
    """(status, title) of each item of a text."""
    return lambda text: [(item.status, item.title) for item in extraction(text).items]


@pytest.fixture
def only():
    """The one item of a text."""
    return one
