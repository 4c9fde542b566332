import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.errors import SettingsError
from reportbot.settings import Resolved, Settings, is_loopback, load, parse_duration


@dataclass
class Project:
    """A project folder, a user's own file, and an environment, to load settings in."""

    root: Path
    user_file: Path
    environ: dict[str, str]

    def file(self, text, name="reportbot.toml"):
        (self.root / name).write_text(text, encoding="utf-8")
        return self

    def user(self, text):
        self.user_file.write_text(text, encoding="utf-8")
        return self

    def load(self, flags=None, config=None, cwd=None, **environ) -> Resolved:
        return load(flags or {}, {**self.environ, **environ}, cwd or self.root, self.user_file, config)


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    return Project(root, tmp_path / "user.toml", environ)


def in_git(project, *arguments):
    subprocess.run(["git", "-C", str(project.root), *arguments], env=project.environ, check=True, capture_output=True)


# The order of the places

PLACES = ("user", "pyproject", "file", "environment", "flag")


def load_from(project, places):
    """Set ``limit`` in each of the places to the place's own rank, and load."""
    texts = {place: f"limit = {PLACES.index(place)}\n" for place in places}
    if "user" in texts:
        project.user(texts["user"])
    if "pyproject" in texts:
        project.file("[tool.reportbot]\n" + texts["pyproject"], "pyproject.toml")
    if "file" in texts:
        project.file(texts["file"])
    flags = {"limit": 4} if "flag" in places else {}
    return project.load(flags, **({"REPORTBOT_LIMIT": "3"} if "environment" in places else {}))


@pytest.mark.parametrize("bits", range(1, 32))
def test_of_any_set_of_places_the_strongest_wins(project, bits):
    places = [place for rank, place in enumerate(PLACES) if bits & (1 << rank)]
    resolved = load_from(project, places)
    assert resolved.settings.limit == PLACES.index(places[-1])
    words = {"user": "user.toml", "pyproject": "pyproject.toml", "file": "reportbot.toml"}
    assert words.get(places[-1], places[-1]) in resolved.origins["limit"]


def test_with_nothing_set_the_defaults_hold(project):
    resolved = project.load()
    assert resolved.settings == Settings()
    assert set(resolved.origins.values()) == {"default"}


def test_the_parts_of_one_table_may_come_from_different_places(project):
    project.user("[budget]\ncost = 7.5\n").file("[budget]\ncalls = 3\n")
    resolved = project.load(REPORTBOT_BUDGET_TOKENS="12")
    budget = resolved.settings.budget
    assert (budget.calls, budget.tokens, budget.cost) == (3, 12, 7.5)
    assert resolved.origins["budget.tokens"] == "the environment, REPORTBOT_BUDGET_TOKENS"


def test_prices_of_several_models_add_up(project):
    project.user('[prices."openai/one"]\ninput = 1.5\n').file('[prices."openai/two"]\noutput = 2\n')
    prices = project.load().settings.prices
    assert (prices["openai/one"].input, prices["openai/two"].output) == (1.5, 2.0)


# What a file may hold


def test_every_key_of_the_documentation_is_accepted(project):
    project.file(
        """
        repo = "acme/api"
        sources = ["reports/*.md", "TODO.md"]
        model = "openai/gpt-5-mini"
        output = "schema"
        timeout = 90
        state = ".reportbot"
        limit = 10
        max_age = "1h"
        max_bytes = 1000
        keep_sources = false
        base_url = "http://127.0.0.1:8000/v1"
        github_url = "http://localhost:8080"
        [budget]
        calls = 50
        tokens = 200_000
        cost = 1.00
        [prices."openai/gpt-5-mini"]
        input = 0.0
        output = 0.0
        [publish]
        labels = ["from-report"]
        create_labels = true
        per_hour = 60
        settle = "15m"
        """
    )
    settings = project.load().settings
    assert settings.sources == ("reports/*.md", "TODO.md")
    assert (settings.max_age, settings.publish.settle) == (3600, 900)
    assert settings.publish.labels == ("from-report",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('limit = "ten"', "limit must be a whole number"),
        ("limit = true", "limit must be a whole number"),
        ("limit = -1", "limit must be at least 0"),
        ("timeout = 0", "timeout must be more than 0"),
        ('max_age = "soon"', "max_age must be a duration such as 90s, 15m, 1h or 2d"),
        ("keep_sources = 1", "keep_sources must be true or false"),
        ("sources = [1]", "sources must be a list of texts"),
        ('output = "xml"', "output must be one of 'strict', 'schema', 'tools', 'json' or 'md_json'"),
        ("budget = 5", "budget must be a table"),
        ("prices = 5", "prices must be a table"),
        ('model = "gpt-5-mini"', "model must be PROVIDER/NAME"),
        ("[publish]\nper_hour = 5000", "publish.per_hour must be at most 500"),
        ('[prices."openai/one"]\ninput = "free"', "prices.openai/one.input must be a number"),
    ],
)
def test_a_wrong_value_names_the_file_the_key_and_what_was_expected(project, line, expected):
    with pytest.raises(SettingsError) as raised:
        project.file(line).load()
    assert expected in raised.value.cause
    assert "reportbot.toml" in raised.value.cause
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("limt = 3", "limit"),
        ("[budget]\ncall = 3", "budget.calls"),
        ("[publish]\nlabel = []", "publish.labels"),
        ("[publsh]\nlabels = []", "publish"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_one(project, line, suggestion):
    with pytest.raises(SettingsError) as raised:
        project.file(line).load()
    assert "is not a setting" in raised.value.cause
    assert f"Did you mean {suggestion}?" == raised.value.next_step


@pytest.mark.parametrize("text", ["limit = ", "limit = 1\nlimit = 2", "\x00", "x = " + "[" * 5000])
def test_a_file_that_is_not_toml_is_refused_by_name(project, text):
    with pytest.raises(SettingsError, match=r"reportbot\.toml"):
        project.file(text).load()


def test_a_file_in_another_encoding_is_refused_by_name(project):
    (project.root / "reportbot.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(SettingsError, match=r"reportbot\.toml"):
        project.load()


@pytest.mark.parametrize(
    "line",
    ['token = "x"', 'api_key = "x"', 'github_token = "x"', '[publish]\napi-key = "x"', 'webhook = "ghp_abc123"'],
)
def test_adv_143_a_secret_in_a_file_is_refused_and_not_repeated(project, line):
    with pytest.raises(SettingsError) as raised:
        project.file(line).load()
    assert "holds a secret" in raised.value.cause
    assert "GITHUB_TOKEN" in raised.value.next_step
    assert "abc123" not in str(raised.value)


def test_adv_143_a_secret_in_the_users_own_file_is_refused_too(project):
    with pytest.raises(SettingsError, match="holds a secret"):
        project.user('token = "x"').load()


def test_a_budget_of_tokens_is_no_secret(project):
    assert project.file("[budget]\ntokens = 5").load().settings.budget.tokens == 5


@pytest.mark.parametrize(
    "repo",
    [
        "o/r/../x",
        "https://evil/o/r",
        "o",
        "o/",
        "/r",
        "o/r/x",
        "o/..",
        "o/.",
        "-o/r",
        "o r/x",
        "o/r\n",
        "ö/r",
        "o/r;ls",
        "",
    ],
)
def test_adv_144_a_repo_is_an_owner_and_a_name_and_nothing_else(project, repo):
    with pytest.raises(SettingsError, match="repo must be OWNER/NAME"):
        project.load({"repo": repo})


# What a file that comes with a checkout may not do


@pytest.mark.parametrize("key", ["base_url", "github_url", "ping_url", "webhook"])
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://10.0.0.1",
        "http://0.0.0.0",
    ],
)
@pytest.mark.parametrize("name", ["reportbot.toml", "pyproject.toml"])
def test_a_project_file_cannot_send_anything_elsewhere(project, key, address, name):
    head = "[tool.reportbot]\n" if name == "pyproject.toml" else ""
    with pytest.raises(SettingsError, match=f"{key} in a project file may name this machine only"):
        project.file(f'{head}{key} = "{address}"', name).load()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1@example.org",
        "ftp://127.0.0.1",
        "http://",
        "127.0.0.1",
        "http://a\\\\@127.0.0.1",
        "http://[::1",
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_none(project, address):
    with pytest.raises(SettingsError, match="base_url must be an http or https address"):
        project.file(f'base_url = "{address}"').load()


def test_the_users_own_places_may_name_any_address(project):
    project.user('webhook = "https://hooks.example.org/a"')
    settings = project.load(REPORTBOT_BASE_URL="https://models.example.org/v1").settings
    assert settings.webhook == "https://hooks.example.org/a"
    assert settings.base_url == "https://models.example.org/v1"


def test_a_file_named_by_flag_is_the_users_own_only_outside_of_the_checkout(project, tmp_path):
    text = 'base_url = "https://models.example.org/v1"'
    inside, outside = project.root / "ci.toml", tmp_path / "mine.toml"
    inside.write_text(text)
    outside.write_text(text)
    assert project.load(config=outside).settings.base_url == "https://models.example.org/v1"
    with pytest.raises(SettingsError, match="may name this machine only"):
        project.load(config=inside)


def test_a_link_in_the_checkout_does_not_make_a_file_the_users_own(project, tmp_path):
    project.file('base_url = "https://models.example.org/v1"')
    link = tmp_path / "link.toml"
    link.symlink_to(project.root / "reportbot.toml")
    with pytest.raises(SettingsError, match="may name this machine only"):
        project.load(config=link)


@pytest.mark.parametrize("state", ["../elsewhere", "/elsewhere", "a/../../b"])
def test_a_project_file_cannot_put_the_state_folder_outside(project, state):
    with pytest.raises(SettingsError, match="state must be a folder inside"):
        project.file(f'state = "{state}"').load()


@pytest.mark.parametrize(
    ("address", "answer"),
    [("http://localhost:1", True), ("http://127.9.9.9", True), ("http://[::1]:80", True), ("http://[::2]", False)],
)
def test_loopback_is_this_machine(address, answer):
    assert is_loopback(address) is answer


# Where things stand


def test_the_nearest_file_counts_and_none_above_the_work_tree(project, tmp_path):
    in_git(project, "init", "--quiet")
    deep = project.root / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "reportbot.toml").write_text("limit = 1")
    assert project.load(cwd=deep).settings.limit == 10
    project.file("limit = 2")
    assert project.load(cwd=deep).settings.limit == 2
    (deep.parent / "reportbot.toml").write_text("limit = 3")
    assert project.load(cwd=deep).settings.limit == 3


def test_outside_of_a_work_tree_the_current_folder_is_the_root(project):
    deep = project.root / "a"
    deep.mkdir()
    project.file("limit = 2")
    resolved = project.load(cwd=deep)
    assert (resolved.root, resolved.settings.limit) == (deep, 10)


def test_a_pyproject_without_our_table_says_nothing(project):
    assert project.file("[tool.other]\nlimit = 1", "pyproject.toml").load().settings.limit == 10


def test_the_state_folder_stands_at_the_root_of_the_work_tree(project):
    in_git(project, "init", "--quiet")
    (project.root / "docs").mkdir()
    assert project.load(cwd=project.root / "docs").state == project.root / ".reportbot"


def test_a_state_folder_of_a_file_is_relative_to_the_root_and_one_of_a_flag_to_the_current_folder(project):
    in_git(project, "init", "--quiet")
    docs = project.root / "docs"
    docs.mkdir()
    project.file('state = "drafts-here"')
    assert project.load(cwd=docs).state == project.root / "drafts-here"
    assert project.load({"state": "x"}, cwd=docs).state == docs / "x"
    assert project.load(cwd=docs, REPORTBOT_STATE="y").state == docs / "y"


def test_a_missing_file_named_by_flag_is_an_error(project):
    with pytest.raises(SettingsError, match="no such settings file"):
        project.load(config=project.root / "missing.toml")


def test_a_file_named_by_flag_replaces_the_projects_own(project, tmp_path):
    project.file("limit = 2")
    other = tmp_path / "other.toml"
    other.write_text("timeout = 5")
    assert project.load(config=other).settings == Settings(timeout=5)


def test_a_pipe_in_the_place_of_a_settings_file_does_not_hang(project):
    os.mkfifo(project.root / "reportbot.toml")
    assert project.load().settings == Settings()


# Words


def test_words_of_a_table_come_from_the_strongest_place_that_has_the_key(project):
    project.user('[words.sections]\nopen = ["a"]\ndone = ["b"]').file('[words.sections]\nopen = ["c", "d"]')
    resolved = project.load()
    assert resolved.settings.words.tables == {"sections": {"open": ("c", "d"), "done": ("b",)}}
    assert resolved.origins["words.sections.open"] == str(project.root / "reportbot.toml")
    assert resolved.origins["words.sections.done"] == str(project.user_file)


def test_files_of_words_stand_beside_the_file_that_names_them(project, tmp_path):
    in_git(project, "init", "--quiet")
    deep = project.root / "a"
    deep.mkdir()
    project.user('[words]\nfiles = ["mine.toml"]')
    assert project.load(cwd=deep).settings.words.files == (str(tmp_path / "mine.toml"),)
    (deep / "reportbot.toml").write_text('[words]\nfiles = ["words/nl.toml"]')
    assert project.load(cwd=deep).settings.words.files == (str(deep / "words/nl.toml"),)
    in_environment = project.load(cwd=deep, REPORTBOT_WORDS_FILES="nl.toml, da.toml").settings.words.files
    assert in_environment == (str(deep / "nl.toml"), str(deep / "da.toml"))


def test_a_project_file_cannot_name_words_outside(project, tmp_path):
    outside = tmp_path / "nl.toml"
    with pytest.raises(SettingsError, match=r"words\.files must name files inside"):
        project.file(f'words.files = ["{outside}"]').load()
    with pytest.raises(SettingsError, match=r"words\.files must name files inside"):
        project.file('words.files = ["../nl.toml"]').load()


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('words.sections.opn = ["x"]', "words.sections.opn is no key of words. Did you mean open?"),
        ('words.section.open = ["x"]', "words.section is no table of words. Did you mean sections?"),
        ('words.file = ["x"]', "words.file is no table of words. Did you mean files?"),
        ('words.sections.open = "x"', "words.sections.open must be a list of phrases"),
        ('words.sections.open = ["x", ""]', "words.sections.open must be a list of phrases"),
        ("words.sections.open = [1]", "words.sections.open must be a list of phrases"),
        ('words.sections.open.x = ["y"]', "words.sections.open must be a list of phrases"),
        ('words.sections = ["x"]', "words.sections must be a table"),
        ("words.files = 1", "words.files must be a list of texts"),
        ("words = 1", "words must be a table"),
    ],
)
def test_words_that_nothing_reads_are_an_error(project, text, cause):
    with pytest.raises(SettingsError, match=re.escape(cause)):
        project.file(text).load()


# The repository


def test_without_a_setting_the_origin_is_the_repository(project):
    in_git(project, "init", "--quiet")
    in_git(project, "remote", "add", "origin", "git@github.com:acme/api.git")
    resolved = project.load()
    assert (resolved.settings.repo, resolved.origins["repo"]) == ("acme/api", "the git remote origin")
    assert project.load({"repo": "acme/web"}).settings.repo == "acme/web"


def test_an_origin_on_the_configured_server_counts(project):
    in_git(project, "init", "--quiet")
    in_git(project, "remote", "add", "origin", "https://git.acme.test/acme/api")
    assert project.load().settings.repo is None
    assert project.load(GITHUB_API_URL="https://git.acme.test/api/v3").settings.repo == "acme/api"
    assert project.load(GITHUB_SERVER_URL="https://git.acme.test").settings.repo == "acme/api"


# The environment


def test_lists_numbers_and_switches_come_from_the_environment(project):
    settings = project.load(
        REPORTBOT_PUBLISH_LABELS="bug, help wanted,",
        REPORTBOT_BUDGET_COST="0.25",
        REPORTBOT_KEEP_SOURCES="false",
        REPORTBOT_MAX_AGE="90m",
        REPORTBOT_PRICES='{"openai/one": {"input": 2}}',
    ).settings
    assert settings.publish.labels == ("bug", "help wanted")
    assert (settings.budget.cost, settings.keep_sources, settings.max_age) == (0.25, False, 5400)
    assert settings.prices["openai/one"].input == 2.0


def test_names_that_users_have_set_already_count_less_than_ours(project):
    assert project.load(OPENAI_BASE_URL="https://a.test/v1").settings.base_url == "https://a.test/v1"
    both = project.load(OPENAI_BASE_URL="https://a.test/v1", REPORTBOT_BASE_URL="https://b.test/v1")
    assert both.settings.base_url == "https://b.test/v1"


def test_an_empty_variable_sets_nothing(project):
    assert project.load(REPORTBOT_LIMIT="").settings.limit == 10


def test_a_wrong_variable_is_named(project):
    with pytest.raises(SettingsError, match="REPORTBOT_LIMIT: limit must be a whole number"):
        project.load(REPORTBOT_LIMIT="many")


def test_an_unknown_variable_is_reported_and_changes_nothing(project):
    resolved = project.load(REPORTBOT_LIMITS="3")
    assert resolved.settings == Settings()
    assert resolved.warnings == ("REPORTBOT_LIMITS is not a setting. Did you mean REPORTBOT_LIMIT?",)


# Durations


@given(st.integers(0, 10**6), st.sampled_from([("s", 1), ("m", 60), ("h", 3600), ("d", 86400)]))
def test_a_duration_is_its_number_times_its_unit(number, unit):
    assert parse_duration(f"{number}{unit[0]}") == number * unit[1]


@pytest.mark.parametrize("value", ["", "1", "h", "1w", "-1h", "1.5h", -1, True, None, 1.5])
def test_anything_else_is_no_duration(value):
    with pytest.raises(ValueError, match="a duration"):
        parse_duration(value)
