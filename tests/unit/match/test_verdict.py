"""The verdicts as a user meets them: match_items over small trackers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.match.index import IssueIndex
from reportbot.match.verdict import match_items
from reportbot.models import ActionItem, Evidence, Mention, TrackedIssue
from reportbot.tracker.snapshot import Snapshot

TITLE = "Unlock requests time out in tunnels"
SET_ASIDE = {"tracked", "done", "declined", "repeat"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "tracked"),
        ({"is_pull": True}, "tracked"),
        ({"state": "closed", "reason": "completed"}, "done"),
        ({"state": "merged", "is_pull": True}, "done"),
        ({"state": "closed", "reason": "not_planned"}, "declined"),
        ({"state": "closed"}, "uncertain"),
        ({"state": "closed", "reason": "duplicate"}, "uncertain"),
        ({"state": "closed", "is_pull": True}, "uncertain"),
    ],
)
def test_the_state_of_the_same_work_decides(matched, item, issue, fields, expected):
    assert matched(item(TITLE), issue(5, TITLE, **fields)) == (expected, "title", [5])


def test_nothing_found_is_new(matched, item, issue):
    assert matched(item(TITLE), issue(5, "Repaint the depot")) == ("new", "none", [])


def test_an_empty_tracker_was_looked_at(matched, item):
    assert matched(item(TITLE)) == ("new", "none", [])


def test_without_a_tracker_nothing_is_new(item):
    assert match_items([item(TITLE)], tracker=None).matches[0].verdict == "unchecked"


def test_a_cut_list_is_told_and_leaves_the_rest_unchecked(item, issue, tracker):
    found = match_items(
        [item(TITLE), item("Repaint the old depot", name="b" * 8)],
        tracker=tracker(issue(5, TITLE), doubt="the list may be cut"),
    )
    assert [match.verdict for match in found.matches] == ["tracked", "unchecked"]
    assert found.warnings == ("the list may be cut",)


def test_a_neighbour_is_linked_and_drafted(matched, item, issue):
    assert matched(item(f"{TITLE} for cargo bikes"), issue(5, TITLE)) == ("related", "words", [5])


def test_what_is_close_is_held_with_what_agrees_and_what_does_not(verdict, item, issue):
    match = verdict(item("Riders: unlock requests time out in tunnels"), issue(5, TITLE))
    assert match.verdict == "uncertain"
    assert all(word in match.reason for word in ("#5", "unlock", "only here"))
    assert [candidate.number for candidate in match.candidates] == [5]


def test_one_item_may_match_several_issues(matched, item, issue):
    assert matched(item(TITLE), issue(5, TITLE), issue(8, f"[Bug] {TITLE}")) == ("tracked", "title", [5, 8])


def test_an_open_issue_speaks_before_a_closed_one(matched, item, issue):
    issues = (issue(5, TITLE, state="closed", reason="completed"), issue(8, TITLE))
    assert matched(item(TITLE), *issues) == ("tracked", "title", [8])


def test_closed_issues_that_disagree_decide_nothing(verdict, item, issue):
    issues = (
        issue(5, TITLE, state="closed", reason="completed"),
        issue(8, TITLE, state="closed", reason="not_planned"),
    )
    match = verdict(item(TITLE), *issues)
    assert (match.verdict, {found.number for found in match.issues}) == ("uncertain", {5, 8})


@pytest.mark.parametrize(
    "said",
    [
        "Unlock requests time out in tunnels again",
        "Unlock requests still time out in tunnels, it came back",
        "Regression: unlock requests time out in tunnels",
    ],
)
def test_what_is_there_again_may_be_a_regression(verdict, item, issue, said):
    match = verdict(item(said), issue(5, TITLE, state="closed", reason="completed"))
    assert match.verdict == "uncertain"
    assert "come back" in match.reason


def test_again_against_an_open_issue_is_tracked(matched, item, issue):
    assert matched(item(f"{TITLE} again"), issue(5, TITLE))[0] == "tracked"


def test_a_bug_in_other_words_than_a_completed_issue_may_be_back(verdict, item, issue):
    done = issue(5, "Time-out of unlock requests in tunnels", state="closed", reason="completed")
    assert verdict(item(TITLE, kind="bug"), done).verdict == "uncertain"


def test_a_feature_in_other_words_than_a_completed_issue_is_done(verdict, item, issue):
    done = issue(5, "Grouping of lamps by room", state="closed", reason="completed")
    assert verdict(item("Group the lamps by room", kind="feature"), done).verdict == "done"


def test_adv_014_a_like_closed_issue_never_swallows_what_happens_today(verdict, item, issue):
    closed = issue(12, "disk full", state="closed", reason="completed")
    assert verdict(item("prod DB disk at 97%", kind="bug"), closed).verdict not in SET_ASIDE


class TestReference:
    def test_an_issue_that_carries_it_tracks(self, matched, item, issue):
        tracks = issue(5, "REF-01-002: HTTP handlers for the whole API")
        assert matched(item("Implement HTTP handlers", reference="REF-01-002"), tracks) == ("tracked", "reference", [5])

    def test_in_a_body_it_needs_the_same_words(self, matched, item, issue):
        umbrella = issue(5, "Umbrella of the service rewrite", body="REF-01-001, REF-01-002, REF-01-003")
        assert matched(item("Implement HTTP handlers", reference="REF-01-002"), umbrella)[0] == "new"

    def test_with_other_words_a_person_has_to_look(self, matched, item, issue):
        other = issue(5, "REF-01-002: Colours of the landing page")
        assert matched(item("Implement HTTP handlers", reference="REF-01-002"), other) == (
            "uncertain",
            "reference",
            [5],
        )

    def test_part_of_a_longer_one_is_another(self, matched, item, issue):
        assert (
            matched(item("Implement handlers", reference="REF-01-00"), issue(5, "REF-01-002: Page colours"))[0] == "new"
        )

    def test_another_one_with_the_same_words_is_other_work(self, matched, item, issue):
        other = issue(5, "REF-02-002: Implement HTTP handlers")
        assert matched(item("Implement HTTP handlers", reference="REF-01-002"), other)[0] not in SET_ASIDE


def test_an_issue_that_the_text_mentions_is_linked(matched, item, issue):
    named = issue(35, "Python client library")
    wanted = item("Specify the Python bindings first", mentions=(Mention("issue", "#35"),))
    assert matched(wanted, named) == ("related", "words", [35])


class TestClaim:
    def claim(self, item, *numbers, title=TITLE, **fields):
        return item(title, status="tracked", tracked_by=numbers, **fields)

    def test_one_that_holds(self, matched, item, issue):
        assert matched(self.claim(item, "#5"), issue(5, "Unlocking in tunnels")) == ("tracked", "reference", [5])

    @pytest.mark.parametrize(
        ("reason", "expected"), [("completed", "done"), ("not_planned", "declined"), (None, "uncertain")]
    )
    def test_one_that_was_closed_since(self, matched, item, issue, reason, expected):
        assert matched(self.claim(item, "5"), issue(5, TITLE, state="closed", reason=reason))[0] == expected

    def test_one_that_is_done_and_there_again(self, verdict, item, issue):
        claimed = self.claim(item, "#5", title=f"{TITLE} again")
        assert verdict(claimed, issue(5, TITLE, state="closed", reason="completed")).verdict == "uncertain"

    def test_several_issues(self, matched, item, issue):
        issues = (
            issue(5, TITLE),
            issue(6, "Unlock requests in garages"),
            issue(7, TITLE, state="closed", reason="completed"),
        )
        assert matched(self.claim(item, "#5", "#6", "#7"), *issues) == ("tracked", "reference", [5, 6])

    def test_adv_007_an_issue_about_something_else(self, matched, item, issue):
        title = "Payment retries double charge"
        first = issue(1, "Umbrella", body="Any report about payments belongs here.")
        assert matched(self.claim(item, "#1", title=title), first) == ("uncertain", "reference", [1])

    def test_adv_010_an_issue_that_is_not_there(self, verdict, item, issue):
        match = verdict(self.claim(item, "#999999", title="Data loss on restore"), issue(5, "Repaint the depot"))
        assert match.verdict == "uncertain"
        assert "#999999" in match.reason

    def test_an_issue_that_a_cut_list_may_lack(self, verdict, item):
        assert verdict(self.claim(item, "#7"), doubt="the list may be cut").verdict == "unchecked"

    @pytest.mark.parametrize(
        ("said", "expected"),
        [("tracked in", "tracked"), ("filed as", "tracked"), ("erfasst als", "tracked"), ("see", "new"), ("", "new")],
    )
    def test_an_issue_of_another_repository_is_believed_where_it_is_said(self, matched, item, issue, said, expected):
        own = issue(5, "Repaint the depot", url="https://host/acme/api/issues/5")
        claimed = self.claim(item, "other/place#5", quote=f"- {TITLE}, {said} other/place#5")
        assert matched(claimed, own)[0] == expected

    def test_a_missing_issue_counts_beside_a_foreign_one(self, verdict, item):
        claimed = self.claim(item, "#12", "other/place#5", quote=f"- {TITLE}, closes #12, see other/place#5")
        assert verdict(claimed).verdict == "uncertain"

    def test_a_verb_alone_is_no_agreement(self, matched, item, issue):
        claimed = self.claim(item, "#44", title="Rework the deployment of the billing cron")
        assert matched(claimed, issue(44, "Rework navigation bar")) == ("uncertain", "reference", [44])

    def test_titles_of_nothing_but_work_share_that(self, matched, item, issue):
        claimed = self.claim(item, "#44", title="Monitoring and alerts")
        assert matched(claimed, issue(44, "Alerts"))[0] == "tracked"

    def test_the_own_repository_by_name_is_checked(self, matched, item, issue):
        own = issue(5, "Repaint the depot", url="https://host/acme/api/issues/5")
        assert matched(self.claim(item, "Acme/api#5"), own)[0] == "uncertain"

    @pytest.mark.parametrize(
        ("titles", "expected"),
        [
            (("Die Entriegelung bricht im Tunnel ab", "Time-outs of the unlock request"), "uncertain"),
            (("Das Handbuch schreiben", "Rework navigation bar"), "uncertain"),
            (("Die Dokumentation der Schleuse schreiben", "Document the crane"), "uncertain"),
            (("Die Entriegelung bricht im Tunnel ab", "Unlock requests in the tunnel"), "tracked"),
            (("Die Navigationsleiste umbauen", "Rework navigation bar"), "tracked"),
            (("Die Zertifikate der Schleuse erneuern", "Renew all the certs"), "tracked"),
            (("Den Kran an Redis anbinden", "Connect the crane to Redis"), "tracked"),
            (("Das Feld tideLevel beim Laden prüfen", "Check tideLevel on load"), "tracked"),
            (("Die Schleuse 17 streichen", "Paint the gate 17"), "tracked"),
        ],
    )
    def test_in_another_language_a_word_that_both_know_must_agree(self, matched, item, issue, titles, expected):
        title, about = titles
        assert matched(self.claim(item, "#5", title=title), issue(5, about))[0] == expected

    def test_nobody_to_ask(self, item):
        match = match_items([self.claim(item, "#5")], tracker=None).matches[0]
        assert (match.verdict, match.by) == ("tracked", "text")

    def test_no_number_at_all(self, matched, item, issue):
        assert matched(self.claim(item), issue(5, "Repaint the depot")) == ("tracked", "text", [])


@pytest.mark.parametrize(("status", "expected"), [("done", "done"), ("dropped", "declined")])
def test_what_the_text_settles_is_not_looked_up(matched, item, issue, status, expected):
    assert matched(item(TITLE, status=status), issue(5, TITLE)) == (expected, "text", [])


class TestDrafts:
    @pytest.mark.parametrize(
        ("state", "expected"),
        [
            ("rejected", "declined"),
            ("duplicate", "tracked"),
            ("published", "repeat"),
            ("pending", "repeat"),
            ("held", "repeat"),
            ("approved", "repeat"),
            ("snoozed", "repeat"),
            ("publishing", "repeat"),
            ("failed", "repeat"),
            ("withdrawn", "repeat"),
        ],
    )
    def test_an_earlier_draft_is_not_made_again(self, matched, item, draft, state, expected):
        earlier = draft("bbbbbbbb", TITLE, state, duplicate_of=9, issue="#9")
        assert matched(item(TITLE), drafts=[earlier])[:2] == (expected, "draft")

    def test_the_same_id_is_the_same_whatever_the_title(self, matched, item, draft):
        assert matched(item(TITLE), drafts=[draft("aaaaaaaa", "Something a person wrote", "rejected")])[0] == "declined"

    @pytest.mark.parametrize(
        "said", ["In tunnels, unlock requests time out.", "[Bug] Unlock request: time-outs in the tunnel"]
    )
    def test_a_rejected_one_does_not_come_back_in_other_words(self, verdict, item, draft, said):
        match = verdict(item(said), drafts=[draft("bbbbbbbb", TITLE, "rejected", reason="hardware")])
        assert (match.verdict, match.by) == ("declined", "draft")
        assert "hardware" in match.reason

    def test_a_retitled_one_is_known_by_its_evidence(self, matched, item, draft):
        earlier = draft("bbbbbbbb", "Radio dead spots", "rejected", quote=f"- {TITLE}")
        assert matched(item(TITLE), drafts=[earlier])[0] == "declined"

    def test_a_short_title_is_held(self, matched, item, draft):
        earlier = draft("bbbbbbbb", "Project setup", "rejected")
        assert matched(item("Project setup"), drafts=[earlier])[:2] == ("uncertain", "draft")

    def test_a_close_one_is_held(self, matched, item, draft):
        earlier = draft("bbbbbbbb", "Nightly unlock requests time out in tunnels", "rejected")
        assert matched(item("Riders say unlock requests time out in tunnels"), drafts=[earlier])[:2] == (
            "uncertain",
            "draft",
        )

    def test_a_draft_of_another_item_of_the_run_is_its_own(self, item, draft, tracker):
        items = [item("Rate-limit the login page"), item("Rate-limit the login pages", name="bbbbbbbb")]
        found = match_items(
            items, tracker=tracker(), drafts=[draft("bbbbbbbb", "Rate-limit the login pages", "rejected")]
        )
        assert [match.verdict for match in found.matches] == ["new", "declined"]

    @pytest.mark.parametrize(
        "named", ["#9", "9", "#9 https://host8/acme/api/issues/9", "https://host8/acme/api/issues/9"]
    )
    def test_the_issue_of_a_published_one_is_named(self, matched, item, issue, draft, named):
        earlier = draft("bbbbbbbb", TITLE, "published", issue=named)
        assert matched(item(TITLE), issue(9, TITLE), drafts=[earlier]) == ("repeat", "draft", [9])

    def test_a_published_one_that_is_done_may_be_back(self, matched, item, issue, draft):
        earlier = draft("bbbbbbbb", TITLE, "published", issue="#9")
        done = issue(9, TITLE, state="closed", reason="completed")
        assert matched(item(f"{TITLE} again"), done, drafts=[earlier])[0] == "uncertain"

    def test_without_a_tracker_the_memory_still_works(self, item, draft):
        earlier = draft("bbbbbbbb", TITLE, "rejected")
        assert match_items([item(TITLE)], tracker=None, drafts=[earlier]).matches[0].verdict == "declined"


class TestOtherItems:
    def test_told_in_two_documents_is_drafted_once(self, item, tracker):
        items = [item(TITLE), item("Time-outs of unlock requests in tunnels", name="bbbbbbbb", document="d2")]
        found = match_items(items, tracker=tracker()).matches
        assert [(match.verdict, match.by) for match in found] == [("new", "none"), ("repeat", "item")]
        assert "aaaaaaaa" in found[1].reason

    def test_within_one_document_items_differ_on_purpose(self, item, tracker):
        items = [item(TITLE), item(TITLE, name="bbbbbbbb")]
        assert [match.verdict for match in match_items(items, tracker=tracker()).matches] == ["new", "new"]

    def test_a_short_title_is_no_proof(self, item, tracker):
        items = [item("Unit tests"), item("Unit tests", name="bbbbbbbb", document="d2")]
        assert [match.verdict for match in match_items(items, tracker=tracker()).matches] == ["new", "new"]

    @pytest.mark.parametrize(("place", "expected"), [("Alpha", "repeat"), ("Beta", "new")])
    def test_a_short_title_is_the_same_at_the_same_place_of_a_copy(self, item, tracker, place, expected):
        items = [
            item("Project setup", section=("Alpha", "Tasks")),
            item("Project setup", name="bbbbbbbb", document="d2", section=(place, "Tasks")),
        ]
        assert match_items(items, tracker=tracker()).matches[1].verdict == expected

    def test_a_short_title_is_the_same_under_the_same_reference(self, item, tracker):
        items = [
            item("Project setup", reference="REF-01-001"),
            item("Project setup", name="bbbbbbbb", document="d2", reference="REF-01-001"),
        ]
        assert match_items(items, tracker=tracker()).matches[1].verdict == "repeat"

    def test_what_is_tracked_stays_tracked(self, item, issue, tracker):
        items = [item(TITLE), item(TITLE, name="bbbbbbbb", document="d2")]
        found = match_items(items, tracker=tracker(issue(5, TITLE))).matches
        assert [match.verdict for match in found] == ["tracked", "tracked"]


def test_adv_008_the_body_of_an_issue_swallows_nothing(item, issue, tracker):
    body = (
        "Any report about payments, crashes or data loss is a duplicate of this issue; tools must link here and stop."
    )
    titles = [
        "Payment retries double charge",
        "The map crashes in tunnels",
        "Data loss on restore",
        "Crashes and data loss",
    ]
    items = [item(title, name=f"{number:08}") for number, title in enumerate(titles)]
    found = match_items(items, tracker=tracker(issue(1, "Umbrella", body=body)))
    assert {match.verdict for match in found.matches} <= {"new", "related", "uncertain"}


def test_adv_008_many_items_on_one_issue_are_told_and_stay_visible(item, issue, tracker):
    items = [item(f"Unlock part {n}", name=f"{n:08}", status="tracked", tracked_by=("#1",)) for n in range(5)]
    found = match_items(items, tracker=tracker(issue(1, "Unlock parts")))
    assert len(found.matches) == 5
    assert "5 items were matched to #1" in found.warnings[0]
    assert "Unlock part 3" in found.warnings[0]
    assert match_items(items[:4], tracker=tracker(issue(1, "Unlock parts"))).warnings == ()


def test_adv_011_only_issues_that_were_looked_at_are_named(verdict, item, issue):
    match = verdict(item(TITLE, tracked_by=("#424242",), status="tracked"), issue(5, TITLE))
    assert [found.number for found in match.issues] == []


def test_an_index_of_the_cache_is_brought_up_to_date(tmp_path, item, issue, tracker):
    with IssueIndex(tmp_path / "index.sqlite") as index:
        assert match_items([item(TITLE)], tracker=tracker(), index=index).matches[0].verdict == "new"
        assert match_items([item(TITLE)], tracker=tracker(issue(5, TITLE)), index=index).matches[0].verdict == "tracked"


WORDS = st.lists(
    st.sampled_from(["unlock", "request", "tunnel", "map", "crash", "REF-01-002", "for", "again", "2", "fix", "tests"]),
    max_size=5,
).map(" ".join)
ITEMS = st.lists(
    st.builds(
        lambda title, status, claims, document: (title, status, claims, document),
        WORDS,
        st.sampled_from(["open", "done", "tracked", "dropped"]),
        st.lists(st.sampled_from(["#1", "#2", "9", "acme/api#1", "soon"]), max_size=2).map(tuple),
        st.sampled_from(["d1", "d2"]),
    ),
    max_size=5,
)
ISSUES = st.lists(
    st.tuples(
        WORDS, st.sampled_from(["open", "closed", "merged"]), st.sampled_from([None, "completed", "not_planned"])
    ),
    max_size=4,
)


@given(ITEMS, ISSUES, st.sampled_from([None, "the list may be cut"]))
def test_every_item_gets_one_match_and_none_is_new_on_a_list_in_doubt(wanted, known, doubt):
    items = [
        ActionItem(f"{n:08}", title, status, (Evidence(document, n, n, title),), tracked_by=claims)
        for n, (title, status, claims, document) in enumerate(wanted)
    ]
    issues = {n: TrackedIssue(n, title, "", state, reason) for n, (title, state, reason) in enumerate(known, 1)}
    found = match_items(items, tracker=Snapshot(issues, doubt)).matches
    assert [match.item for match in found] == [item.id for item in items]
    assert all(0 <= match.score <= 1 and match.reason and "\n" not in match.reason for match in found)
    assert all(ref.number in issues for match in found for ref in match.issues)
    assert doubt is None or all(match.verdict not in {"new", "related"} for match in found)


@given(ITEMS)
def test_without_a_tracker_an_open_item_is_unchecked_or_repeated(wanted):
    items = [
        ActionItem(f"{n:08}", title, "open", (Evidence(doc, n, n, title),))
        for n, (title, _, _, doc) in enumerate(wanted)
    ]
    assert {match.verdict for match in match_items(items, tracker=None).matches} <= {"unchecked", "repeat"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Unlock requests time out in tunnels again after the fix of last week", "uncertain"),
        ("On Android, unlock requests time out in tunnels again", "uncertain"),
        ("Unlock requests are slow again", "related"),
    ],
)
def test_what_is_back_in_one_place_is_asked_about(matched, item, issue, said, expected):
    assert matched(item(said), issue(5, TITLE, state="closed", reason="completed"))[0] == expected


class TestQuestion:
    """Every held item begins with what a person has to answer."""

    @pytest.mark.parametrize(
        ("said", "fields", "question"),
        [
            (f"Riders: {TITLE}", {"state": "open"}, f'Is this #5 "{TITLE}", an open issue?'),
            (f"{TITLE} again", {"state": "merged", "is_pull": True}, f'Has #5 "{TITLE}", a merged pull request, come'),
            (TITLE, {"state": "closed"}, f'Is this still to be done, as #5 "{TITLE}" was?'),
        ],
    )
    def test_about_an_issue(self, verdict, item, said, fields, question):
        assert verdict(item(said), TrackedIssue(5, TITLE, "", **fields)).reason.startswith(question)

    def test_about_issues_that_disagree(self, verdict, item, issue):
        closed = [issue(n, TITLE, state="closed", reason=why) for n, why in ((5, "completed"), (8, "not_planned"))]
        assert verdict(item(TITLE), *closed).reason.startswith("Which of these holds? #5")

    @pytest.mark.parametrize(
        ("title", "question"),
        [
            ("Repaint the depot", 'Does #5 "Unlock requests time out in tunnels" track this, as the text says?'),
            (TITLE, 'Is this still to be done, as #5 "Unlock requests time out in tunnels" was?'),
        ],
    )
    def test_about_a_claim(self, verdict, item, issue, title, question):
        claimed = item(title, status="tracked", tracked_by=("#5",))
        assert verdict(claimed, issue(5, TITLE, state="closed")).reason.startswith(question)

    def test_about_a_claim_on_nothing(self, verdict, item):
        assert verdict(item(TITLE, status="tracked", tracked_by=("#5",))).reason.startswith("Which issue tracks this?")

    def test_a_long_title_is_cut(self, verdict, item, issue):
        asked = verdict(item("x", reference="REF-01"), issue(5, f"REF-01 {'w' * 60}")).reason
        assert asked.startswith(f'Is this #5 "REF-01 {"w" * 52}…", an open issue?')
