from dataclasses import replace

import pytest

from reportbot.errors import UnknownDraft
from reportbot.state import drafts
from reportbot.state.select import load_for, select


@pytest.fixture(autouse=True)
def three(folder, draft):
    for name in ("k7q2m9xa", "k7aaaaaa", "b2222222"):
        drafts.write_new(folder, replace(draft, id=name, title=f"Title of {name}"))


def chosen(folder, *ids):
    return [draft.id for draft in select(load_for(folder, ids), ids)]


def test_any_beginning_that_only_one_id_has_will_do(folder):
    assert chosen(folder, "b", "K7Q", " k7aaaaaa ") == ["b2222222", "k7q2m9xa", "k7aaaaaa"]


def test_a_draft_named_twice_is_chosen_once(folder):
    assert chosen(folder, "b2", "b2222222") == ["b2222222"]


def test_a_beginning_of_several_names_the_candidates(folder):
    with pytest.raises(UnknownDraft, match=r"k7aaaaaa \(Title of k7aaaaaa\), k7q2m9xa \(Title of k7q2m9xa\)"):
        chosen(folder, "k7")


def test_an_unknown_id_says_where_the_ids_are(folder):
    with pytest.raises(UnknownDraft, match="review --list"):
        chosen(folder, "zz")


@pytest.mark.parametrize("prefix", ["", "../x", "*", "k7q2m9xa1"])
def test_what_cannot_be_an_id_is_refused(folder, prefix):
    with pytest.raises(UnknownDraft, match="is not an id"):
        chosen(folder, prefix)


def test_a_file_that_a_person_renamed_is_found(folder):
    (path,) = folder.drafts.glob("b2*")
    path.rename(folder.drafts / "important.md")
    assert chosen(folder, "b2", "k7q") == ["b2222222", "k7q2m9xa"]


def test_the_id_of_a_broken_file_names_what_is_broken(folder):
    (path,) = folder.drafts.glob("b2*")
    path.write_text("broken")
    with pytest.raises(UnknownDraft, match=r"b2222222-title-of-b2222222.md:1: the file does not begin"):
        chosen(folder, "b2")


def test_broken_files_of_others_are_not_even_read(folder):
    (folder.drafts / "x.md").write_text("broken")
    assert load_for(folder, ["b2"]).problems == ()
