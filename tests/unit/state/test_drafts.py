import os
from dataclasses import replace

import pytest

from reportbot.errors import FrontMatterError, StateError
from reportbot.state import drafts


def test_a_new_draft_is_read_back(folder, draft):
    written = drafts.write_new(folder, draft)
    assert written == replace(draft, path=".reportbot/drafts/k7q2m9xa-write-the-runbook-for-failing-over-the.md")
    found, problems = drafts.read_all(folder)
    assert ([file.draft for file in found], problems) == ([written], ())


def test_a_second_draft_of_an_id_is_refused(folder, draft):
    drafts.write_new(folder, draft)
    with pytest.raises(StateError, match="already"):
        drafts.write_new(folder, replace(draft, title="Another title"))
    assert len(list(folder.drafts.iterdir())) == 1


def test_one_broken_file_hides_no_other(folder, draft):
    drafts.write_new(folder, draft)
    (folder.drafts / "aaaaaaaa-broken.md").write_text("---\nid: [\n---\n")
    (folder.drafts / "README.md").write_text("# Ours\n")
    (folder.drafts / "bbbbbbbb-binary.md").write_bytes(b"\xff\xfe\x00")
    os.mkfifo(folder.drafts / "cccccccc-pipe.md")
    (folder.drafts / "dddddddd-folder.md").mkdir()
    found, problems = drafts.read_all(folder)
    assert [file.draft.id for file in found] == ["k7q2m9xa"]
    assert len(problems) == 5
    assert all(problem.next_step for problem in problems)
    assert isinstance(problems[1], FrontMatterError)


def test_files_of_editors_and_killed_runs_are_passed_over(folder):
    for name in (".k7q2m9xa-x.md.swp", ".#k7q2m9xa-x.md", ".k7q2m9xa-x.md.12.tmp", "notes.txt", "x.md~"):
        (folder.drafts / name).write_text("no draft")
    assert drafts.read_all(folder) == ((), ())


def test_a_copy_with_the_same_id_is_a_problem_that_names_both(folder, draft):
    written = drafts.write_new(folder, draft)
    original = folder.root.parent / written.path
    (folder.drafts / "z-copy.md").write_bytes(original.read_bytes())
    found, (problem,) = drafts.read_all(folder)
    assert [file.path for file in found] == [original]
    assert "z-copy.md has the id of" in problem.cause


def test_only_files_with_the_asked_beginnings_are_read(folder, draft):
    drafts.write_new(folder, draft)
    (folder.drafts / "aaaaaaaa-broken.md").write_text("broken")
    found, problems = drafts.read_all(folder, ["k7", "zz"])
    assert (len(found), problems) == (1, ())


def test_an_update_keeps_what_a_person_saved_in_the_meantime(folder, draft):
    written = drafts.write_new(folder, draft)
    path = folder.root.parent / written.path
    path.write_text(path.read_text().replace("priority: high", "priority: low  # really"))
    assert drafts.update(folder, path, {"state": "rejected", "reason": "no"}).priority == "low"
    assert "priority: low  # really\n" in path.read_text()


def test_adv_114_a_draft_that_is_a_link_is_neither_read_nor_written(folder, draft, tmp_path):
    written = drafts.write_new(folder, draft)
    path, target = folder.root.parent / written.path, tmp_path / "target.md"
    path.rename(target)
    path.symlink_to(target)
    before = target.read_bytes()
    with pytest.raises(StateError, match="symbolic link"):
        drafts.update(folder, path, {"state": "approved"})
    found, (problem,) = drafts.read_all(folder)
    assert (found, target.read_bytes()) == ((), before)
    assert "symbolic link" in problem.cause
