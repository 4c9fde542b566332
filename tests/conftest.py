"""What no test may do, whatever it tests: use the network, see the real home, inherit the caller's settings.

The network is refused by ``guards/no_network.py``, here and, over PYTHONPATH, in the Python processes that tests start;
git is left with local repositories. A test gets an empty home of its own, as the fixture ``home``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import no_network

GUARDS = Path(no_network.__file__).parent
INHERITED = ("REPORTBOT_", "OPENAI_", "GITHUB_", "GH_", "XDG_", "GIT_")

no_network.install()

settings.register_profile("default", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("fuzz", deadline=None, max_examples=2000)
settings.load_profile("default")


def isolate(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Make ``home`` the only home, for this process and those that it starts."""
    for name in [name for name in os.environ if name.startswith(INHERITED)]:
        patch.delenv(name)
    patch.setenv("HOME", str(home))
    patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    patch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
    patch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))
    patch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    patch.setenv("PYTHONPATH", str(GUARDS))
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    patch.setenv("GIT_ALLOW_PROTOCOL", "file")
    patch.setenv("GIT_TERMINAL_PROMPT", "0")
    for role in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{role}_NAME", "Test Person")
        patch.setenv(f"GIT_{role}_EMAIL", "test@example.invalid")


@pytest.fixture(scope="session", autouse=True)
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of fixtures that live longer than a test."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("shared-home")
        isolate(patch, folder)
        yield folder


@pytest.fixture(autouse=True)
def home(shared_home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty home of this test."""
    folder = tmp_path_factory.mktemp("home")
    assert folder != shared_home
    isolate(monkeypatch, folder)
    return folder
