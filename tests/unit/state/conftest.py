import pytest

from reportbot.models import Draft, DraftEvidence, Similar
from reportbot.state.folder import StateFolder

SHA = "9f2c" * 16


@pytest.fixture
def folder(tmp_path):
    made = StateFolder(tmp_path / ".reportbot")
    made.drafts.mkdir(parents=True)
    return made


@pytest.fixture
def draft():
    return Draft(
        id="k7q2m9xa",
        title="Write the runbook for failing over the broker",
        body="## Context\n\nThe broker has no runbook.\n",
        repo="acme/api",
        labels=("operations",),
        priority="high",
        evidence=(DraftEvidence("reports/2026-05-06.md", 12, 14, SHA, "We still lack: a runbook"),),
        similar=(Similar(118, "open", 0.62, "Broker: write docs"),),
    )
