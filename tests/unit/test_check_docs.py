"""The documentation checks find what they are for."""

import importlib.util
from pathlib import Path

import click
import pytest

SPEC = importlib.util.spec_from_file_location("check_docs", Path(__file__).parents[2] / "scripts" / "check_docs.py")
check_docs = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(check_docs)

# In parts, as no file of the repository may hold them.
REGISTRY = ".".join(["pypi", "org"])  # noqa: FLY002
OPTION = "-".join(["--index", "url"])  # noqa: FLY002


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


def test_links_to_files_and_headings_that_exist_are_fine(tmp_path, write):
    write("README.md", "[a](docs/a.md) [b](docs/a.md#set-up-twice-1) [c](#top) [d](https://x.invalid)\n\n# Top\n")
    write("docs/a.md", "# Set up, `twice`\n\n# Set up twice\n\n[back](../README.md)\n")
    assert list(check_docs.broken_links(tmp_path)) == []


@pytest.mark.parametrize("target", ["gone.md", "a.md#gone", "#gone"])
def test_a_link_that_leads_nowhere_is_found(tmp_path, write, target):
    write("a.md", f"# Here\n\n| [x]({target}) |\n| --- |\n")
    assert list(check_docs.broken_links(tmp_path)) == [f"a.md: {target} leads nowhere"]


@pytest.mark.parametrize(
    "line",
    ["see /home/somebody/x", "cp a '/tmp/b'", "C:\\Users\\x", f"https://{REGISTRY}/simple", f"{OPTION}=https://x"],
)
def test_paths_of_machines_and_addresses_of_registries_are_found(tmp_path, write, line):
    write("docs/a.txt", f"first\n{line}\n")
    (problem,) = check_docs.private_addresses(tmp_path)
    assert problem.startswith("docs/a.txt:2: ")


def test_a_fixture_may_quote_a_path_but_no_registry(tmp_path, write):
    write("fixtures/a.md", f"/home/somebody/x\n{REGISTRY}\n")
    assert list(check_docs.private_addresses(tmp_path)) == [f"fixtures/a.md:2: {REGISTRY} must not stand here"]


def test_what_the_recipes_make_is_not_looked_at(tmp_path, write):
    for folder in (".venv", "build", ".ruff_cache"):
        write(f"{folder}/a.md", "/home/somebody/x [x](gone.md)\n")
    assert list(check_docs.private_addresses(tmp_path)) == []
    assert list(check_docs.broken_links(tmp_path)) == []


def test_a_decision_that_is_not_listed_is_found(tmp_path, write):
    write("docs/decisions/README.md", "- [One](0001-one.md)\n")
    write("docs/decisions/0001-one.md", "# One\n")
    write("docs/decisions/0002-two.md", "# Two\n")
    assert list(check_docs.unlisted_decisions(tmp_path)) == ["docs/decisions/README.md: 0002-two.md is not listed"]


def test_a_command_without_a_page_is_found(tmp_path, write):
    write("docs/reference/cli.md", "`reportbot config show`\n")
    found = check_docs.undocumented_commands(tmp_path, ["reportbot config", "reportbot config show", "reportbot show"])
    assert list(found) == ["docs/reference: `reportbot show` is not mentioned"]


def test_subcommands_are_commands_and_hidden_ones_are_not():
    inner = click.Group("config", commands=[click.Command("show")])
    outer = click.Group("reportbot", commands=[inner, click.Command("secret", hidden=True)])
    assert list(check_docs.visible(outer, "reportbot")) == ["reportbot config", "reportbot config show"]
