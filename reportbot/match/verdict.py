"""The verdict on every item: what its text says, what was met before, what the tracker has. The rules call no model.

    the text's own status -> a checked claim -> earlier drafts -> the tracker -> other items of the run

Setting something aside wrongly is far worse than drafting it twice: only a claim that holds, a reference, the same
title or the same words set an item aside; what is close is held for a person, and a look-up that was cut is never new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

from reportbot.match import claims
from reportbot.match.agreement import Agreement, agree
from reportbot.match.finding import Finding, ref, says_tracked, shares
from reportbot.match.index import IssueIndex
from reportbot.match.issues import look_at
from reportbot.match.memory import Drafts, Shelf, is_told_again, look_back, of_same_id
from reportbot.match.subject import Subject, of_issue, of_item, text_of
from reportbot.match.thresholds import CROWD, SHOWN, SHOWN_FROM
from reportbot.models import ActionItem, Candidate, Draft, Match, Status, TrackedIssue, Verdict
from reportbot.text.similarity import FILLER_WEIGHT, Weigh, adds_little, filler_weight
from reportbot.text.wording import Word, guess_language
from reportbot.tracker.interface import Tracker

_SET_ASIDE = frozenset({"tracked", "done", "declined", "repeat"})
_SAID: Mapping[Status, tuple[Verdict, str]] = {
    "done": ("done", "the text says that it is done"),
    "dropped": ("declined", "the text says that it is dropped"),
}
# Which findings speak first, and of those set aside which verdict.
_ORDER: tuple[Verdict, ...] = ("tracked", "done", "declined", "uncertain", "related")


@dataclass(frozen=True, slots=True)
class Matched:
    """One match an item, in the order of the items, and what the user has to be told."""

    matches: tuple[Match, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """What every look-up of a run needs. ``own`` are the earlier drafts by id, ``others`` those of no item in it."""

    tracker: Tracker | None
    index: IssueIndex
    own: Mapping[str, Draft]
    others: Drafts
    drafted: Shelf[ActionItem] = field(default_factory=Shelf)
    waiting: list[tuple[Subject, ActionItem]] = field(default_factory=list)
    issues: dict[tuple[int, str], Subject] = field(default_factory=dict)
    weights: dict[str, dict[tuple[str, str], float]] = field(default_factory=lambda: defaultdict(dict))

    def weigh(self, language: str) -> Weigh:
        """Return how telling words are: rarer in the tracker is more; without a tracker all are the same but filler."""
        if self.tracker is None:
            return filler_weight(language)
        known = self.weights[language]

        def weight(word: Word) -> float:
            if (found := known.get((word.raw, word.key))) is None:
                share = FILLER_WEIGHT if adds_little(word, language) else 1.0
                found = known[word.raw, word.key] = self.index.rarity(word.key) * share
            return found

        return weight

    def of_issue(self, issue: TrackedIssue, language: str) -> Subject:
        """Return an issue's subject, in ``language`` unless it tells another; taken apart once a run."""
        key = issue.number, language
        if key not in self.issues:
            self.issues[key] = of_issue(issue, language)
        return self.issues[key]


def match_items(
    items: Sequence[ActionItem],
    *,
    tracker: Tracker | None,
    drafts: Sequence[Draft] = (),
    index: IssueIndex | None = None,
    sources: Mapping[str, str] | None = None,
) -> Matched:
    """Return exactly one match for every item.

    ``tracker`` is None when there is none to ask: then nothing is new but unchecked. ``drafts`` are all earlier drafts,
    whatever their state. ``index`` may be one kept in the cache; it is brought up to date with the tracker first.
    ``sources`` names the source of each document, by id: in its own report a draft is known again by fewer words.
    """
    languages = _languages(items)
    ids = {item.id for item in items}
    with IssueIndex() if index is None else nullcontext(index) as searched:
        if tracker is not None:
            searched.sync(tracker.issues())
        run = _Run(tracker, searched, {draft.id: draft for draft in drafts}, Drafts(sources or {}))
        most = Counter(languages.values()).most_common(1)
        for draft in drafts:
            if draft.id not in ids:
                run.others.put(draft, *(language for language, _ in most))
        matches = tuple(_match(item, of_item(item, languages[item.evidence[0].document]), run) for item in items)
    doubt = (tracker.doubt,) if tracker is not None and tracker.doubt else ()
    return Matched(matches, (*doubt, *_crowds(items, matches)))


def _match(item: ActionItem, subject: Subject, run: _Run) -> Match:
    if item.status in _SAID:
        verdict, reason = _SAID[item.status]
        return Match(item.id, verdict, 1.0, "text", reason)
    weigh = run.weigh(subject.language)
    claimed = _claimed(item, subject, run, weigh) if item.status == "tracked" else None
    if claimed and claimed.verdict in _SET_ASIDE:
        return claimed
    own = run.own.get(item.id)
    earlier = of_same_id(own, run.tracker) if own else look_back(item, subject, run.others, run.tracker, weigh)
    if earlier and earlier.verdict in _SET_ASIDE:
        return _of_findings(item, [earlier], ())
    found = claimed or _looked_up(item, subject, run, weigh, earlier)
    return found if found.verdict in _SET_ASIDE else _unless_repeated(item, subject, found, run, weigh)


def _claimed(item: ActionItem, subject: Subject, run: _Run, weigh: Weigh) -> Match | None:
    """Return the match of a text that says it is tracked: checked where that is possible, else as it says.

    None when it only points to another repository ("see"): then the item is looked up like any other.
    """
    if run.tracker is None:
        return Match(item.id, "tracked", 1.0, "text", claims.in_words(item))
    checked = claims.check(item, subject, run.tracker, weigh)
    if checked.believed or checked.doubts:
        return _of_findings(item, checked.believed or checked.doubts, _shown(checked.found))
    if checked.missing:
        verdict: Verdict = "unchecked" if run.tracker.doubt else "uncertain"
        reason = claims.missing_in_words(checked.missing)
        return Match(
            item.id, verdict, 0.0, "reference", f"{reason}; {run.tracker.doubt}" if run.tracker.doubt else reason
        )
    if checked.foreign and not says_tracked(item):
        return None
    return Match(item.id, "tracked", 1.0, "text", claims.in_words(item))


def _looked_up(item: ActionItem, subject: Subject, run: _Run, weigh: Weigh, earlier: Finding | None) -> Match:
    if run.tracker is None:
        nothing = Match(item.id, "unchecked", 0.0, "none", "no tracker was asked")
        return _of_findings(item, [earlier], ()) if earlier else nothing
    compared = [
        (issue, agree(subject, run.of_issue(issue, subject.language), weigh))
        for issue in _candidates(item, subject, run.tracker, run.index)
    ]
    findings = [finding for issue, agreement in compared if (finding := look_at(item, issue, agreement))]
    shown = _ranked(compared)
    if earlier:
        findings.append(earlier)
    speaking = _speaking(findings)
    if run.tracker.doubt and (not speaking or speaking[0].verdict == "related"):
        return Match(
            item.id,
            "unchecked",
            shown[0].score if shown else 0.0,
            "none",
            f"nothing found, but {run.tracker.doubt}",
            (),
            shown,
        )
    if not speaking:
        reason = "no issue says the same" + (f"; the nearest is #{shown[0].number}" if shown else "")
        return Match(item.id, "new", shown[0].score if shown else 0.0, "none", reason, (), shown)
    return _of_findings(item, speaking, shown)


def _candidates(item: ActionItem, subject: Subject, tracker: Tracker, index: IssueIndex) -> list[TrackedIssue]:
    """Return the issues to compare: those that the index finds, and those that the text names."""
    title = f"{item.title} {item.reference or ''}"
    found = index.candidates(title, text_of(item), language=subject.language)
    named = [mention.value for mention in item.mentions if mention.kind in {"issue", "pull"}]
    numbers = [int(value[1:]) for value in named if value[:1] == "#" and value[1:].isdigit()]
    issues = (tracker.get(number) for number in dict.fromkeys([*(candidate.number for candidate in found), *numbers]))
    return [issue for issue in issues if issue is not None]


def _speaking(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that decide: of one verdict, best first. Closed issues that disagree decide nothing."""
    for verdict in _ORDER:
        chosen = sorted(
            (finding for finding in findings if finding.verdict == verdict), key=lambda finding: -finding.score
        )
        if not chosen:
            continue
        against = [finding for finding in findings if finding.verdict in _SET_ASIDE and finding.verdict != verdict]
        if verdict != "tracked" and against:
            both = (*chosen, *against)
            reason = "; ".join(one.reason for one in both)
            return [replace(one, verdict="uncertain", reason=reason, question="Which of these holds?") for one in both]
        return chosen
    return []


def _of_findings(item: ActionItem, findings: Sequence[Finding], shown: tuple[Candidate, ...]) -> Match:
    best = findings[0]
    issues = {finding.issue.number: ref(finding.issue) for finding in findings if finding.issue}
    reason = f"{best.question} {best.reason}" if best.verdict == "uncertain" else best.reason
    return Match(item.id, best.verdict, best.score, best.by, reason, tuple(issues.values())[:SHOWN], shown)


def _unless_repeated(item: ActionItem, subject: Subject, found: Match, run: _Run, weigh: Weigh) -> Match:
    """Return ``found``, or that another document of the run told it before; within one, items differ on purpose.

    So what a document tells waits for the next one before it is looked among.
    """
    if run.waiting and run.waiting[0][1].evidence[0].document != item.evidence[0].document:
        for told in run.waiting:
            run.drafted.put(*told)
        run.waiting.clear()
    for agreement, first in run.drafted.near(subject, weigh):
        if is_told_again(agreement, item, first):
            reason = f"item {first.id} of another document says the same: it {shares(agreement)}"
            return Match(item.id, "repeat", agreement.score, "item", reason)
    run.waiting.append((subject, item))
    return found


def _ranked(compared: Sequence[tuple[TrackedIssue, Agreement]]) -> tuple[Candidate, ...]:
    scored = [
        Candidate(issue.number, agreement.score) for issue, agreement in compared if agreement.score >= SHOWN_FROM
    ]
    return tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.number))[:SHOWN])


def _shown(findings: Sequence[Finding]) -> tuple[Candidate, ...]:
    return tuple(Candidate(finding.issue.number, finding.score) for finding in findings if finding.issue)[:SHOWN]


def _languages(items: Sequence[ActionItem]) -> dict[str, str]:
    """Return the language of each document, guessed from all its items: one title alone says too little."""
    texts: dict[str, list[str]] = defaultdict(list)
    for item in items:
        texts[item.evidence[0].document] += [item.title, *(evidence.quote for evidence in item.evidence)]
    return {document: guess_language("\n".join(text)) for document, text in texts.items()}


def _crowds(items: Sequence[ActionItem], matches: Sequence[Match]) -> list[str]:
    """Return a warning for every issue that many items were set aside for: it may be an umbrella."""
    titles = {item.id: item.title for item in items}
    crowds: dict[int, list[str]] = defaultdict(list)
    for match in matches:
        for issue in match.issues if match.verdict in _SET_ASIDE else ():
            crowds[issue.number].append(titles[match.item])
    return [
        f"{len(members)} items were matched to #{number}; look whether it covers them all: {'; '.join(members)}"
        for number, members in crowds.items()
        if len(members) >= CROWD
    ]
