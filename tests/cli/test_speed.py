"""How long the quickest command takes, against the library that it cannot do without."""

import subprocess
import sys
import time

import pytest

RUNS = 20
MOST = 1.5


def seconds(arguments):
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


@pytest.mark.slow
def test_the_version_comes_in_little_more_than_the_time_of_importing_click():
    ours = ["-c", "import sys; from reportbot.cli.main import entry; sys.argv = ['reportbot', '--version']; entry()"]
    click = ["-c", "import click"]
    pairs = [(seconds(ours), seconds(click)) for _ in range(RUNS)]  # in turns, so that a busy moment hits both
    assert min(pair[0] for pair in pairs) <= MOST * min(pair[1] for pair in pairs)
