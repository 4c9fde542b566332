"""What the tests import is the built wheel, and the wheel is whole."""

import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

import reportbot

CHECKOUT = Path(__file__).parents[2]
INSTALLED = Path(reportbot.__file__).parent

pytestmark = pytest.mark.skipif(
    os.environ.get("REPORTBOT_TEST_CHECKOUT") == "1", reason="a development run imports the checkout"
)


def package_files(folder):
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path for path in files if "__pycache__" not in path.parts}


def test_the_tests_run_on_the_installed_package():
    assert not INSTALLED.is_relative_to(CHECKOUT / "reportbot")
    assert str(CHECKOUT) not in sys.path
    assert "" not in sys.path


def test_processes_run_on_the_installed_package(tmp_path):
    command = [sys.executable, "-c", "import reportbot; print(reportbot.__file__)"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == reportbot.__file__


def test_every_file_of_the_package_ships_unchanged():
    assert package_files(INSTALLED) == package_files(CHECKOUT / "reportbot")
    for name in package_files(INSTALLED):
        assert (INSTALLED / name).read_bytes() == (CHECKOUT / "reportbot" / name).read_bytes(), name


def test_the_words_of_each_language_ship():
    assert {"en.toml", "de.toml"} <= {path.name for path in (INSTALLED / "extract" / "words").glob("*.toml")}


def test_the_version_is_that_of_the_distribution():
    assert distribution("reportbot").version == reportbot.__version__
