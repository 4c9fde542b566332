"""Words of the user's own, from the settings to what is found."""

import json
import shutil
from pathlib import Path

import pytest

DUTCH = Path(__file__).parents[2] / "fixtures" / "words"
REPORT = """\
# Report

## Frobnications

- Runbook for failing over the message broker
- Health check of the ingest service
"""


@pytest.fixture
def project(app):
    app.write("report.md", REPORT)
    return app


def titles(app):
    analysis = json.loads(app("analyze", "report.md", "--dry-run", "--json").out)
    return [item["title"] for item in analysis["items"] if item["status"] == "open"]


def test_a_section_name_of_the_team_is_one(project):
    assert titles(project) == []
    project.write("reportbot.toml", '[words.sections]\nopen = ["frobnication*"]\n')
    assert titles(project) == ["Runbook for failing over the message broker", "Health check of the ingest service"]


def test_the_words_that_ship_go_on_counting(project):
    project.write("reportbot.toml", '[words.sections]\nopen = ["frobnication*"]\n')
    project.write("report.md", REPORT.replace("Frobnications", "Next steps"))
    assert len(titles(project)) == 2


def test_config_show_has_the_words_and_where_they_come_from(project):
    file = project.write("reportbot.toml", '[words.sections]\nopen = ["parking lot", "later"]\n')
    shown = json.loads(project("config", "show", "--json").out)
    assert shown["words.sections.open"] == {"value": ["parking lot", "later"], "origin": str(file)}
    assert "parking lot, later" in project("config", "show").out


def dutch(app):
    for name in ("documents", "gold", "nl.toml"):
        source = DUTCH / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, app.root / name)
    app.write("reportbot.toml", '[words]\nfiles = ["nl.toml"]\n')


def test_a_dutch_report_is_read_once_the_words_are_there(app):
    dutch(app)
    items = json.loads(app("analyze", "documents/weekverslag.md", "--dry-run", "--json").out)["items"]
    gold = json.loads((app.root / "gold/weekverslag.json").read_text(encoding="utf-8"))["items"]
    found = [(item["status"], item["evidence"][0]["first_line"]) for item in items]
    assert found == [(item["status"], item["lines"][0]) for item in gold]
    contract = next(item for item in items if item["title"].startswith("Contract"))
    assert (contract["owner"], contract["due"]) == ("Joost", "2026-06-01")


def test_evaluate_measures_with_the_words(app):
    dutch(app)
    shown = json.loads(app("evaluate", "documents", "gold", "--json").out)
    assert shown["summary"]["mean_f1"] == 1.0
    assert shown["summary"]["status"]["share"] == shown["summary"]["priority"]["share"] == 1.0


@pytest.mark.parametrize("command", [["analyze", "report.md"], ["evaluate", ".", "gold"]])
def test_a_file_of_words_that_is_missing_is_exit_2_before_anything_is_analysed(project, command):
    project.write("gold/1.json", json.dumps({"document": "report.md", "items": []}))
    project.write("reportbot.toml", '[words]\nfiles = ["nl.toml"]\n')
    outcome = project(*command)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{project.root / 'nl.toml'}: no such file of words" in outcome.err
    assert not project.folder.root.exists()


def test_doctor_looks_at_the_words(project):
    def checks():
        return {check["name"]: check for check in json.loads(project("doctor", "--json").out)}

    assert "words" not in checks()
    project.write("reportbot.toml", '[words]\nfiles = ["nl.toml"]\n[words.sections]\nopen = ["x"]\n')
    assert checks()["words"]["state"] == "fail"
    project.write("nl.toml", '[sections]\nopen = ["te doen"]\n')
    assert checks()["words"] == {
        "name": "words",
        "state": "ok",
        "found": "1 file and 1 table of your own",
        "next_step": "",
    }


def test_every_command_refuses_a_key_that_does_not_exist(project):
    project.write("reportbot.toml", '[words.sections]\nopn = ["x"]\n')
    for command in (["status"], ["analyze", "report.md"], ["config", "show"]):
        outcome = project(*command)
        assert (outcome.code, outcome.out) == (2, "")
        assert "words.sections.opn is no key of words" in outcome.err
        assert "Did you mean open? The keys of sections are " in outcome.err
        assert " unfinished, open, " in outcome.err
