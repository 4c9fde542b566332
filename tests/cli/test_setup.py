import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reportbot.settings import Settings
from reportbot.state import store
from reportbot.state.folder import StateFolder


def in_git(app, *arguments):
    subprocess.run(["git", *arguments], cwd=app.root, check=True, capture_output=True)


# init


def test_init_writes_a_file_that_can_be_read_back(app):
    outcome = app("init")
    assert outcome.code == 0
    assert "reportbot.toml written" in outcome.out
    assert app("config", "show").code == 0


def test_init_finds_the_reports(app):
    for name in ("TODO.md", "docs/roadmap.md", "reports/2026-05-06.md", "README.md", "docs/api.md", "src/status.md"):
        app.write(name, "# x\n")
    app("init")
    found = tomllib.loads((app.root / "reportbot.toml").read_text())["sources"]
    assert sorted(found) == ["TODO.md", "docs/roadmap.md", "reports/*.md"]


def test_init_names_the_repository_that_git_knows(app):
    in_git(app, "init", "--quiet")
    in_git(app, "remote", "add", "origin", "git@github.com:acme/api.git")
    app("init")
    assert tomllib.loads((app.root / "reportbot.toml").read_text())["repo"] == "acme/api"


def test_init_leaves_a_file_that_exists_as_it_is(app):
    file = app.write("reportbot.toml", "limit = 3\n")
    outcome = app("init")
    assert (outcome.code, file.read_text()) == (0, "limit = 3\n")
    assert "left as it is" in outcome.out
    assert "--yes" in outcome.err


def test_init_replaces_it_when_told_so(app):
    file = app.write("reportbot.toml", "limit = 3\n")
    app("init", "--yes")
    assert "sources" in file.read_text()


def test_init_twice_is_init_once(app):
    app("init")
    first = (app.root / "reportbot.toml").read_text()
    app("init", "--yes")
    assert (app.root / "reportbot.toml").read_text() == first


def test_init_dry_run_prints_the_file_and_writes_none(app):
    text = app("init", "--dry-run").out
    assert tomllib.loads(text) == {"sources": []}
    assert list(app.root.iterdir()) == []


def test_init_writes_names_as_toml_needs_them(app):
    app.write('the "old" TODO.md', "x")
    assert tomllib.loads(app("init", "--dry-run").out)["sources"] == ['the "old" TODO.md']


# doctor


def checks(app, *arguments):
    outcome = app("doctor", "--json", *arguments)
    return outcome.code, {check["name"]: check for check in json.loads(outcome.out)}


def test_doctor_finds_nothing_wrong_in_a_sound_project(app, make_draft):
    app.add(make_draft("k7q2m9xa"))
    code, found = checks(app, "-R", "acme/api")
    assert code == 0
    assert {check["state"] for check in found.values()} == {"ok"}
    assert found["drafts"]["found"] == "1 draft"


def test_doctor_writes_nothing(app):
    app("doctor")
    assert list(app.root.iterdir()) == []


def test_doctor_says_what_to_do_about_a_missing_repository(app):
    code, found = checks(app)
    assert (code, found["repo"]["state"]) == (0, "warn")
    assert found["repo"]["next_step"]


def test_adv_143_doctor_exits_non_zero_for_a_token_in_a_file(app):
    app.write("reportbot.toml", 'token = "x"\n')
    code, found = checks(app)
    assert (code, found["settings"]["state"]) == (2, "fail")
    assert "secret" in found["settings"]["found"]


def test_doctor_fails_on_a_draft_that_cannot_be_read(app, make_draft):
    app.add(make_draft("k7q2m9xa"))
    (app.folder.drafts / "eeeeeeee-broken.md").write_text("---\nid: [\n---\n")
    outcome = app("doctor")
    assert outcome.code == 2
    assert "eeeeeeee-broken.md" in outcome.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_doctor_fails_on_a_state_folder_that_cannot_be_written(app):
    app.folder.root.mkdir(mode=0o500)
    assert checks(app)[1]["state"]["state"] == "fail"


def test_doctor_fails_on_a_state_folder_that_is_a_file(app):
    app.write(".reportbot", "x")
    code, found = checks(app)
    assert (code, found["state"]["state"]) == (2, "fail")


def test_doctor_warns_when_there_is_no_git(app, tmp_path):
    app.environ["PATH"] = str(tmp_path)
    code, found = checks(app)
    assert (code, found["git"]["state"]) == (0, "warn")


def test_doctor_fails_on_a_ledger_that_is_no_file(app):
    app.folder.ledger.mkdir(parents=True)
    code, found = checks(app)
    assert (code, found["ledger"]["state"]) == (2, "fail")


# config, schema, completion


def test_config_show_has_every_setting_with_its_origin(app):
    app.write("reportbot.toml", "limit = 3\n")
    shown = json.loads(app("config", "show", "--json").out)
    assert shown["limit"] == {"value": 3, "origin": str(app.root / "reportbot.toml")}
    assert shown["timeout"]["origin"] == "default"
    top = {key.partition(".")[0] for key in shown}
    assert top == set(Settings.model_fields)


def test_config_show_is_one_line_a_setting(app):
    lines = app("config", "show", "-R", "acme/api").out.splitlines()
    assert ["repo", "acme/api", "the", "flag", "--repo"] in [line.split() for line in lines]


def test_config_show_hides_the_part_of_a_hook_that_is_a_secret(app):
    app.environ["REPORTBOT_WEBHOOK"] = "https://hooks.example.org/T0/secret"
    out = app("config", "show").out
    assert "https://hooks.example.org/…" in out
    assert "T0/secret" not in out + app("config", "show", "--json").out


def test_a_setting_that_is_wrong_ends_every_command_with_2(app):
    app.write("reportbot.toml", "limt = 3\n")
    for command in (["status"], ["review", "--list"], ["config", "show"], ["show", "k7q2"]):
        outcome = app(*command)
        assert (outcome.code, outcome.out) == (2, "")
        assert "limt is not a setting" in outcome.err
        assert "hint: Did you mean limit?" in outcome.err


def test_an_unknown_variable_is_a_warning(app):
    app.environ["REPORTBOT_LIMITS"] = "3"
    outcome = app("status")
    assert outcome.code == 0
    assert outcome.err.startswith("warning: REPORTBOT_LIMITS is not a setting")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(app, shell):
    outcome = app("completion", shell)
    assert outcome.code == 0
    assert "_REPORTBOT_COMPLETE" in outcome.out


def test_completion_knows_no_other_shell(app):
    assert app("completion", "tcsh").code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_script_completes_commands_flags_and_ids_in_bash(app, tmp_path, make_draft):
    app.add(make_draft("k7q2m9xa"))
    program = tmp_path / "bin" / "reportbot"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportbot.cli.main "$@"\n')
    program.chmod(0o755)
    script = (
        f"export PATH={program.parent}:$PATH\n"
        'eval "$(reportbot completion bash)"\n'
        "try() { COMPREPLY=(); _reportbot_completion reportbot; echo ${COMPREPLY[@]}; }\n"
        "complete -p reportbot >/dev/null || exit 9\n"
        "COMP_WORDS=(reportbot re); COMP_CWORD=1; try\n"
        "COMP_WORDS=(reportbot snooze --un); COMP_CWORD=2; try\n"
        "COMP_WORDS=(reportbot show k); COMP_CWORD=2; try\n"
    )
    done = subprocess.run(["bash", "-c", script], cwd=app.root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["review reject", "--until", "k7q2m9xa"]


COMMANDS_THAT_READ = [["status"], ["review", "--list"], ["show", "k7q2"], ["approve", "k7q2"], ["doctor"]]


def assert_refused(outcome, place):
    said = outcome.out + outcome.err
    assert outcome.code == 2
    assert str(place) in said
    assert "bug" not in said
    assert "No drafts yet" not in said


@pytest.mark.parametrize("arguments", COMMANDS_THAT_READ)
def test_a_file_in_the_place_of_the_state_folder_is_refused(app, arguments):
    app.write(".reportbot", "")
    assert_refused(app(*arguments), app.root / ".reportbot")


@pytest.mark.parametrize("arguments", COMMANDS_THAT_READ)
def test_a_file_in_the_place_of_the_drafts_is_refused(app, make_draft, arguments):
    app.add(make_draft("k7q2m9xa"))
    app.folder.drafts.rename(app.root / "away")
    app.write(".reportbot/drafts", "")
    assert_refused(app(*arguments), app.root / ".reportbot" / "drafts")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("arguments", COMMANDS_THAT_READ)
@pytest.mark.parametrize("place", [".reportbot", ".reportbot/drafts", ".reportbot/ledger.jsonl"])
def test_a_state_folder_that_may_not_be_read_is_told(app, make_draft, arguments, place):
    app.add(make_draft("k7q2m9xa"))
    (app.root / place).chmod(0)
    try:
        outcome = app(*arguments)
    finally:
        (app.root / place).chmod(0o700)
    assert_refused(outcome, app.root / place)


def test_the_path_of_a_draft_is_the_state_folder_as_it_was_given(app, make_draft):
    elsewhere = StateFolder(app.root / "deep" / "er" / "s")
    store.add(elsewhere, [make_draft("k7q2m9xa")], who="test", via="cli", at="2026-11-20T09:00:00Z")
    (shown,) = json.loads(app("show", "k7q2", "--state", "deep/er/s", "--json").out)
    assert shown["path"].startswith("deep/er/s/drafts/k7q2m9xa-")
    assert (app.root / shown["path"]).is_file()
    absolute = json.loads(app("show", "k7q2", "--state", str(elsewhere.root), "--json").out)[0]["path"]
    assert Path(absolute).is_absolute()
    assert Path(absolute).is_file()


def test_the_path_of_a_draft_starts_at_the_root_of_the_work_tree(app, make_draft):
    app.write("reportbot.toml", 'state = "work/state"\n')
    folder = StateFolder(app.root / "work" / "state")
    store.add(folder, [make_draft("k7q2m9xa")], who="test", via="cli", at="2026-11-20T09:00:00Z")
    (shown,) = json.loads(app("show", "k7q2", "--json").out)
    assert shown["path"].startswith("work/state/drafts/k7q2m9xa-")
