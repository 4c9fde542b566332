"""What is filed for one document version."""

from dataclasses import replace

from reportbot.export.versions import version_of
from reportbot.models import ActionItem, Analysis, Document, Draft, Evidence, Group, Match

HERE, THERE = "aa" * 32, "bb" * 32


def document(number, source, sha256=HERE):
    return Document(f"d{number}", source, "", sha256, ("- [ ] x",))


def item(name, document_id, group=None):
    return ActionItem(
        id=name, title=name, status="open", evidence=(Evidence(document_id, 1, 1, "- [ ] x"),), group=group
    )


def match(name, verdict="new", by="none"):
    return Match(name, verdict, 0.0, by, "")


def analysis(*documents, items=(), matches=(), groups=(), drafts=()):
    return Analysis("acme/api", documents, groups, items, matches, drafts)


BOTH = analysis(
    document(1, "b.md"),
    document(2, "other.md", THERE),
    items=(item("one", "d1", "g2"), item("two", "d2", "g1")),
    matches=(match("one"), match("two")),
    groups=(Group("g1", "Other", 1), Group("g2", "Mine", 1)),
    drafts=(Draft("one", "one", ""),),
)


def test_a_version_holds_what_is_about_it_and_nothing_else():
    version = version_of(BOTH, HERE, None)
    assert [part.source for part in version.documents] == ["b.md"]
    assert [(part.id, part.group) for part in version.items] == [("one", "g1")]
    assert [part.item for part in version.matches] == ["one"]
    assert [part.title for part in version.groups] == ["Mine"]
    assert version.drafts == ()


def test_a_version_does_not_depend_on_the_run_that_it_was_made_in():
    alone = analysis(
        document(7, "b.md"), items=(item("one", "d7", "g9"),), matches=(match("one"),), groups=(Group("g9", "Mine", 1),)
    )
    assert version_of(alone, HERE, None) == version_of(BOTH, HERE, None)


def test_the_same_bytes_in_another_source_are_joined_and_numbered_by_source():
    stored = version_of(BOTH, HERE, None)
    later = analysis(document(1, "a.md"), items=(item("three", "d1"),), matches=(match("three"),))
    joined = version_of(later, HERE, stored)
    assert [(part.id, part.source) for part in joined.documents] == [("d1", "a.md"), ("d2", "b.md")]
    assert {part.id: part.evidence[0].document for part in joined.items} == {"three": "d1", "one": "d2"}
    assert [group.id for group in joined.groups] == [part.group for part in joined.items if part.group]


def test_filing_the_same_run_again_changes_nothing():
    stored = version_of(BOTH, HERE, None)
    assert version_of(BOTH, HERE, stored) == stored


def test_an_item_that_meets_its_own_draft_keeps_its_first_match():
    stored = version_of(BOTH, HERE, None)
    again = replace(BOTH, matches=(match("one", "repeat", "draft"), match("two")))
    assert version_of(again, HERE, stored) == stored


def test_another_verdict_replaces_the_stored_one():
    again = replace(BOTH, matches=(match("one", "tracked", "title"), match("two")))
    assert version_of(again, HERE, version_of(BOTH, HERE, None)).matches[0].verdict == "tracked"
