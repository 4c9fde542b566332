import os
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot import git


@pytest.fixture
def environ(tmp_path):
    """A git that knows nothing of the machine's own configuration."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "GIT_CONFIG_NOSYSTEM": "1"}


def run_git(folder, environ, *arguments):
    subprocess.run(["git", "-C", str(folder), *arguments], env=environ, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path, environ):
    folder = tmp_path / "checkout"
    folder.mkdir()
    run_git(folder, environ, "init", "--quiet")
    return folder


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/acme/api",
        "https://github.com/acme/api.git",
        "https://github.com/acme/api/",
        "https://someone@github.com/acme/api.git",
        "https://GitHub.com/acme/api.git",
        "ssh://git@github.com/acme/api.git",
        "ssh://git@ssh.github.com:443/acme/api.git",
        "git://github.com/acme/api.git",
        "git@github.com:acme/api.git",
        "git@github.com:/acme/api",
        "github.com:acme/api",
    ],
)
def test_a_remote_on_github_names_its_repository(address):
    assert git.parse_remote(address) == "acme/api"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/srv/git/acme/api",
        "../api",
        "file:///acme/api",
        "https://example.org/acme/api",
        "https://github.com.example.org/acme/api",
        "https://github.com@example.org/acme/api",
        "https://github.com/acme",
        "https://github.com/acme/api/tree/main",
        "https://github.com/acme/..",
        "https://github.com/-acme/api",
        "git@example.org:acme/api.git",
        "ext::sh -c whoami github.com/acme/api",
        "https://[github.com/acme/api",
    ],
)
def test_any_other_remote_names_none(address):
    assert git.parse_remote(address) is None


def test_a_github_server_of_ones_own_is_a_host_when_it_is_listed():
    assert git.parse_remote("git@git.acme.test:acme/api.git", {"git.acme.test"}) == "acme/api"


@given(st.text())
def test_no_address_whatever_raises_or_names_something_that_is_no_repository(address):
    name = git.parse_remote(address)
    assert name is None or git.REPOSITORY.fullmatch(name)


def test_the_work_tree_is_found_from_a_folder_inside_of_it(checkout, environ):
    (checkout / "docs").mkdir()
    assert git.work_tree(checkout / "docs", environ) == checkout


def test_outside_of_a_work_tree_there_is_none(tmp_path, environ):
    assert git.work_tree(tmp_path, environ) is None


def test_the_repository_of_a_running_hook_does_not_answer_for_another_folder(checkout, tmp_path, environ):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert git.work_tree(elsewhere, {**environ, "GIT_DIR": str(checkout / ".git")}) is None


def test_the_origin_names_the_repository(checkout, environ):
    run_git(checkout, environ, "remote", "add", "origin", "git@github.com:acme/api.git")
    assert git.origin_repository(checkout, environ) == "acme/api"


def test_without_an_origin_there_is_no_repository(checkout, environ):
    run_git(checkout, environ, "remote", "add", "upstream", "git@github.com:acme/api.git")
    assert git.origin_repository(checkout, environ) is None


def test_an_abbreviation_in_the_users_own_configuration_is_resolved(checkout, environ):
    run_git(checkout, environ, "config", "url.https://github.com/.insteadOf", "gh:")
    run_git(checkout, environ, "remote", "add", "origin", "gh:acme/api")
    assert git.origin_repository(checkout, environ) == "acme/api"


def test_looking_at_a_hostile_checkout_runs_nothing_of_it(checkout, tmp_path, environ):
    trap, sprung = tmp_path / "trap.sh", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "core.editor", "core.gitProxy"):
        run_git(checkout, environ, "config", key, str(trap))
    run_git(checkout, environ, "config", "alias.rev-parse", f"!{trap}")
    run_git(checkout, environ, "remote", "add", "origin", "git@github.com:acme/api.git")
    assert git.work_tree(checkout, environ) == checkout
    assert git.origin_repository(checkout, environ) == "acme/api"
    assert git.author(checkout, environ) is None
    assert not sprung.exists()


def test_git_that_is_missing_knows_nothing(checkout, tmp_path):
    nowhere = {"PATH": str(tmp_path)}
    assert git.version(nowhere) is None
    assert git.work_tree(checkout, nowhere) is None


def test_git_that_hangs_is_given_up(tmp_path):
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    assert git.version({"PATH": f"{slow.parent}{os.pathsep}{os.environ['PATH']}"}, seconds=0.2) is None


def test_the_version_is_the_bare_number(environ):
    assert git.version(environ).split(".")[0].isdigit()


def test_the_author_is_the_one_of_the_configuration(checkout, environ):
    run_git(checkout, environ, "config", "user.name", "Maria Example")
    assert git.author(checkout, environ) == "Maria Example"
    run_git(checkout, environ, "config", "user.email", "maria@acme.test")
    assert git.author(checkout, environ) == "Maria Example <maria@acme.test>"
