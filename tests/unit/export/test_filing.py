"""Analyses on disk."""

import pytest

from reportbot.errors import StateError
from reportbot.export.filing import file_versions, stored
from reportbot.models import ActionItem, Analysis, Document, Evidence, Match
from reportbot.state import analyses
from reportbot.state.folder import StateFolder

HERE, THERE = "aa" * 32, "bb" * 32


@pytest.fixture
def folder(tmp_path):
    return StateFolder(tmp_path / ".reportbot")


def analysis(*documents):
    items = tuple(
        ActionItem(
            id=f"item{part.id}", title=part.source, status="open", evidence=(Evidence(part.id, 1, 1, "- [ ] x"),)
        )
        for part in documents
        if not part.skipped
    )
    return Analysis("acme/api", documents, (), items, tuple(Match(part.id, "new", 0.0, "none", "") for part in items))


FIRST = Document("d1", "a.md", "", HERE, ("- [ ] x",))
SECOND = Document("d2", "b.md", "", THERE, ("- [ ] y",))
SKIPPED = Document("d3", "c.md", "", "cc" * 32, (), skipped="binary")


def test_every_version_that_could_be_read_is_filed(folder):
    assert file_versions(analysis(FIRST, SECOND, SKIPPED), folder, keep_sources=True) == (HERE, THERE)
    assert [part.documents[0].source for part in stored(folder)] == ["a.md", "b.md"]


def test_filing_again_files_nothing_new(folder):
    file_versions(analysis(FIRST, SECOND), folder, keep_sources=True)
    assert file_versions(analysis(FIRST, SECOND), folder, keep_sources=True) == ()


@pytest.mark.parametrize("keep", [True, False])
def test_source_texts_are_kept_only_when_wanted(folder, keep):
    file_versions(analysis(FIRST), folder, keep_sources=keep)
    texts = [
        path.read_text()
        for path in folder.root.rglob("*")
        if path.is_file() and path.suffix != ".json" and "[ ] x" in path.read_text()
    ]
    assert bool(texts) is keep


def test_an_analysis_that_cannot_be_read_is_refused(folder):
    file_versions(analysis(FIRST), folder, keep_sources=False)
    path = next(folder.root.rglob(f"{HERE}.json"))
    path.write_text("{}")
    with pytest.raises(StateError):
        list(stored(folder))


def test_an_empty_folder_has_no_analyses(folder):
    assert list(stored(folder)) == []
    assert analyses.names(folder) == ()
