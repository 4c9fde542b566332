"""The laws on documents made by Hypothesis, on the fixtures, and on a folder of real documents where there is one."""

import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import made
from reportbot.analyze import AnalyzeRequest, analyze
from reportbot.draft.make import DraftRules, make_draft
from reportbot.extract.rules import RulesEngine
from reportbot.match.verdict import match_items
from reportbot.models import Document, TrackedIssue
from reportbot.settings import Settings
from reportbot.state.folder import StateFolder
from reportbot.tracker.snapshot import Snapshot

ENGINE = RulesEngine()
FIXTURES = Path(__file__).parents[2] / "fixtures"
OWN = sorted(
    path for room in ("reports", "demo") for path in (FIXTURES / room).glob("*") if path.suffix in {".md", ".txt"}
)
# A folder of other documents; read where it is set when the tests start.
CORPUS = sorted(Path(os.environ["REPORTBOT_CORPUS"]).glob("*.md")) if "REPORTBOT_CORPUS" in os.environ else []

many = settings(max_examples=max(225, settings.default.max_examples))


def document(lines, source="report.md"):
    return Document("d1", source, "Report", "0" * 64, tuple(lines))


def tracker_of(language):
    """A tracker that has one open, one finished and one refused piece of the work that the documents tell."""
    words = made.LANGUAGES[language]
    title = [
        words["task"].format(verb=verb, thing=thing)
        for verb, thing in zip(words["verbs"], words["things"], strict=False)
    ]
    return Snapshot(
        {
            3: TrackedIssue(3, title[0], "", "open"),
            7: TrackedIssue(7, title[1], "", "closed", "completed"),
            12: TrackedIssue(12, title[2], "", "closed", "not_planned"),
            35: TrackedIssue(35, title[3], "", "merged", is_pull=True),
        },
        None,
    )


def drafts_of(items, matches, read):
    return [
        make_draft(item, match, read, DraftRules("acme/api")).draft
        for item, match in zip(items, matches, strict=True)
        if match.verdict in laws.DRAFTED
    ]


def broken(lines, tracker=None):
    """Return all laws that a document breaks: in extraction, in matching, and when it is analysed again."""
    read = document(lines)
    result = ENGINE.extract(read, "acme/api")
    matches = match_items(result.items, tracker=tracker).matches
    drafts = drafts_of(result.items, matches, read)
    again = match_items(result.items, tracker=tracker, drafts=drafts).matches
    back = [match for match in again if match.verdict in laws.DRAFTED]
    return [
        *laws.broken_by_extraction(read.lines, result),
        *laws.broken_by_matching(result.items, matches, drafts),
        *[f"{match.item} would be drafted again: {match.reason}" for match in back],
    ]


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_every_law_holds_for_made_documents(language):
    tracker = tracker_of(language)

    @many
    @given(made.reports(language), st.booleans())
    def holds(lines, asked):
        assert broken(lines, tracker if asked else None) == []

    holds()


@pytest.mark.parametrize("path", [*OWN, *CORPUS], ids=lambda path: path.name)
def test_every_law_holds_for_written_documents(path):
    assert broken(path.read_text(encoding="utf-8", errors="replace").split("\n")) == []


@pytest.mark.skipif(not CORPUS, reason="REPORTBOT_CORPUS names no folder of documents")
def test_the_corpus_was_read():
    assert any(ENGINE.extract(document(path.read_text("utf-8", "replace").split("\n")), None).items for path in CORPUS)


def request(folder, arguments):
    return AnalyzeRequest(
        arguments=tuple(map(str, arguments)),
        root=folder,
        folder=StateFolder(folder / ".reportbot"),
        stdin=io.BytesIO(),
        settings=Settings(repo="acme/api"),
        now=datetime(2026, 5, 6, tzinfo=UTC),
        who="ann",
    )


def test_every_item_of_many_fixtures_ends_in_one_place_and_a_second_analysis_drafts_nothing(tmp_path):
    first = analyze(request(tmp_path, OWN[::2])).analysis
    ledger = (tmp_path / ".reportbot" / "ledger.jsonl").read_bytes()
    second = analyze(request(tmp_path, OWN[::2])).analysis
    assert list(laws.broken_by_matching(first.items, first.matches, first.drafts)) == []
    assert len(first.drafts) > 150
    assert second.items == first.items
    assert second.drafts == ()
    assert {match.verdict for match in second.matches} <= laws.SET_ASIDE
    assert (tmp_path / ".reportbot" / "ledger.jsonl").read_bytes() == ledger


DIGEST = """
import hashlib, sys
from pathlib import Path
from reportbot.extract.rules import RulesEngine
from reportbot.models import Document
for name in sys.argv[1:]:
    lines = tuple(Path(name).read_text(encoding="utf-8").split("\\n"))
    found = RulesEngine().extract(Document("d1", "report.md", "", "0" * 64, lines), "acme/api")
    print(hashlib.sha256(repr(found).encode()).hexdigest())
"""


def test_extraction_does_not_depend_on_the_hash_seed():
    told = [
        subprocess.run(
            [sys.executable, "-c", DIGEST, *map(str, OWN[::6])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
