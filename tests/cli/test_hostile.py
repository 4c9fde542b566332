import importlib.util
import sys
from pathlib import Path

import pytest

_SOURCE = Path(__file__).parents[2] / "benchmarks" / "hostile.py"
_SAMPLE = ("lists", "quotes", "brackets", "html-soup", "one-line", "same-boxes", "pipes", "nuls", "front-matter", "cjk")


@pytest.fixture(scope="module")
def hostile():
    """The benchmark, which stands outside of every package."""
    spec = importlib.util.spec_from_file_location("hostile", _SOURCE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["hostile"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("name", _SAMPLE)
def test_a_file_made_to_cost_time_is_analysed(hostile, tmp_path, name):
    taken = hostile.run(hostile.FILES[name](), tmp_path)
    assert taken.code in (0, 5)
    assert taken.megabytes < 2 * hostile.MEGABYTES
