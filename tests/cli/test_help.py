import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from reportbot import __version__
from reportbot.cli.main import COMMANDS, cli
from reportbot.cli.options import flags_after_command

HEAVY = ("pydantic", "markdown_it", "ruamel", "sqlite3", "ftfy", "snowballstemmer", "charset_normalizer", "filelock")


def commands():
    """All commands with their full names, those of groups too."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", command.commands[inner]) for inner in command.commands)


ALL = dict(commands())
LEAVES = {name: command for name, command in ALL.items() if not isinstance(command, click.Group)}


def help_of(name):
    done = CliRunner().invoke(cli, [*name.split(), "--help"])
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("name", ALL)
def test_every_command_has_an_example_of_itself_in_its_help(name):
    examples = help_of(name).partition("Examples:")[2]
    assert f"reportbot {name}" in examples


@pytest.mark.parametrize("name", LEAVES)
def test_every_flag_is_explained(name):
    for option in LEAVES[name].params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.opts[-1] in help_of(name)


@pytest.mark.parametrize("name", LEAVES)
def test_every_example_is_a_command_line_that_parses(name):
    examples = re.findall(rf"reportbot ({name}\b[^\n#>)|]*)", help_of(name).partition("Examples:")[2])
    assert examples
    for example in examples:
        words = re.findall(r'"[^"]*"|\S+', example)[len(name.split()) :]
        LEAVES[name].make_context(name, [word.strip('"') for word in words])


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_takes_the_flags_that_mean_the_same_everywhere(name):
    flags = {flag for parameter in LEAVES[name].params for flag in parameter.opts}
    common = {
        "-R",
        "--repo",
        "--config",
        "--state",
        "--color",
        "-q",
        "--quiet",
        "-v",
        "--verbose",
        "--offline",
        "--no-input",
    }
    assert common <= flags


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_list_of_commands_fits_the_command(name):
    assert name in help_of(name)
    listed = CliRunner().invoke(cli, ["--help"]).output
    assert re.search(rf"^  {name} +{re.escape(COMMANDS[name][1])}$", listed, re.MULTILINE)


@pytest.mark.parametrize("group", [[], ["config"]])
def test_a_group_without_a_command_prints_its_help(app, group):
    outcome = app(*group)
    assert outcome.code == 0
    assert outcome.out.startswith(" ".join(["Usage: reportbot", *group]))


def test_the_version_is_printed(app):
    assert app("--version").out == f"reportbot {__version__}\n"


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_version_and_help_import_nothing_heavy(flag):
    code = (
        f"import sys; sys.argv = ['reportbot', {flag!r}]; there = set(sys.modules)\n"
        "from reportbot.cli.main import entry\n"
        "try: entry()\n"
        f"finally: print([name for name in {HEAVY!r} if name in sys.modules and name not in there], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    ("given", "parsed"),
    [
        (["--json", "status"], ["status", "--json"]),
        (["-R", "acme/api", "-q", "status", "-v"], ["status", "-R", "acme/api", "-q", "-v"]),
        (["--state=x", "show", "k7q2"], ["show", "--state=x", "k7q2"]),
        (["status", "--json"], ["status", "--json"]),
        (["--help"], ["--help"]),
        (["-q", "--version"], ["-q", "--version"]),
        (["--nonsense"], ["--nonsense"]),
        ([], []),
    ],
)
def test_flags_before_the_command_are_flags_of_the_command(given, parsed):
    assert flags_after_command(given) == parsed


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        (["--state"], "--state needs a value"),
        (["-q", "--repo"], "--repo needs a value"),
        (["--state", "elsewhere"], "which command?"),
        (["--state=elsewhere", "-q"], "which command?"),
        (["config", "--state"], "--state needs a value"),
        (["--nonsense"], "No such option"),
    ],
)
def test_flags_without_a_value_or_a_command_are_explained(app, given, cause):
    outcome = app(*given)
    assert (outcome.code, outcome.out) == (2, "")
    assert cause in outcome.err
    assert "--help" in outcome.err
