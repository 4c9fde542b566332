"""The guards of conftest.py work: without them a test could reach the network or somebody's home unnoticed."""

import _socket
import os
import pwd
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from no_network import NetworkRefused

REAL_HOME = Path(pwd.getpwuid(os.getuid()).pw_dir)
CONNECT = "import socket; socket.create_connection(('127.0.0.1', 9))"


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_network_socket_cannot_be_made(family):
    with pytest.raises(NetworkRefused):
        socket.socket(family)


def test_a_host_cannot_be_looked_up():
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("example.invalid", 443)


def test_an_error_boundary_does_not_swallow_the_refusal():
    assert not issubclass(NetworkRefused, Exception)


def test_a_socket_that_does_not_say_its_family_cannot_connect():
    with closing(_socket.socket()) as unnamed, pytest.raises(NetworkRefused):
        unnamed.connect(("127.0.0.1", 9))


def test_processes_of_one_machine_may_talk():
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")
        assert right.recv(1) == b"x"


def test_a_python_process_cannot_reach_the_network():
    done = subprocess.run([sys.executable, "-c", CONNECT], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "NetworkRefused" in done.stderr


def test_git_cannot_reach_the_network(tmp_path):
    command = ["git", "-C", tmp_path, "ls-remote", "https://127.0.0.1:9/x.git"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "not allowed" in done.stderr


def test_home_is_empty_and_not_the_real_one(home):
    assert Path.home() == home
    assert Path("~").expanduser() == home
    assert list(home.iterdir()) == []
    assert home != REAL_HOME


def test_user_folders_are_in_the_home_of_the_test(home):
    assert platformdirs.user_config_path("reportbot").is_relative_to(home)
    assert platformdirs.user_cache_path("reportbot").is_relative_to(home)
    assert platformdirs.user_state_path("reportbot").is_relative_to(home)


def test_a_process_gets_the_same_home(home):
    command = [sys.executable, "-c", "import pathlib; print(pathlib.Path.home())"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == str(home)


def test_fixtures_that_live_longer_have_another_home(home, shared_home):
    assert shared_home != home


def test_settings_and_secrets_are_not_inherited():
    names = ("REPORTBOT_", "OPENAI_", "GITHUB_", "GH_")
    assert [name for name in os.environ if name.startswith(names)] == []


def test_git_has_no_configuration_of_the_machine(tmp_path):
    command = ["git", "-C", tmp_path, "config", "--list", "--show-origin"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


@given(st.from_regex(r"[a-z]{1,9}", fullmatch=True))
def test_a_property_test_is_guarded_too(host):
    assert Path.home() != REAL_HOME
    with pytest.raises(NetworkRefused):
        socket.gethostbyname(host)
