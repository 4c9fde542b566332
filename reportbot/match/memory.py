"""What was met before: earlier drafts, and the other items of the run."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Generic, TypeVar

from reportbot.match.agreement import Agreement, agree
from reportbot.match.finding import Finding, apart, has_come_back, in_quotes, says_again, shares, verdict_of_state
from reportbot.match.subject import Subject, lines_of, of_draft, parts_of, said_in
from reportbot.match.thresholds import DECIDED, SAME_WORDS, WORDS_OF_A_PART
from reportbot.models import ActionItem, Draft, TrackedIssue
from reportbot.text.lexicon import DEFAULT_LANGUAGE
from reportbot.text.similarity import Weigh, telling, tellings
from reportbot.text.wording import wording
from reportbot.tracker.interface import Tracker

T = TypeVar("T")

_ISSUE = re.compile(r"(?:#|/issues/|/pull/|^)(\d+)")
# How many of those that share the most words are compared word by word.
_COMPARED = 20
_DECIDED = frozenset({"rejected", "published", "duplicate"})
_MARK = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[ \]\s+)?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """Subjects with a value each, found again by the words that they share, so that a long list stays fast."""

    kept: list[tuple[Subject, T]] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def put(self, subject: Subject, value: T) -> None:
        """Keep one more."""
        for key in _keys(subject):
            self.by_word[key].append(len(self.kept))
        self.kept.append((subject, value))

    def near(self, subject: Subject, weigh: Weigh) -> list[tuple[Agreement, T]]:
        """Return those that agree with ``subject`` in some word, best first; of equals the one kept first."""
        counts = Counter(number for key in _keys(subject) for number in self.by_word.get(key, ()))
        most = nsmallest(_COMPARED, counts, key=lambda number: (-counts[number], number))
        found = [(agree(subject, self.kept[number][0], weigh), number) for number in most]
        found.sort(key=lambda pair: (not pair[0].is_same, pair[0].level != "close", -pair[0].score, pair[1]))
        return [(agreement, self.kept[number][1]) for agreement, number in found]


@dataclass(frozen=True, slots=True)
class Drafts:
    """Earlier drafts, found again by the words of their titles, by what they quote, and the decided ones by a part.

    ``by_part`` holds what a decided draft consists of: pieces of its title, and the lines that it quotes; ``saying``
    has the places in ``lines`` of those that say a word. ``sources`` names the source of each document of the run.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    by_words: Shelf[Draft] = field(default_factory=Shelf)
    by_quote: dict[str, Draft] = field(default_factory=dict)
    by_part: Shelf[Draft] = field(default_factory=Shelf)
    lines: list[tuple[Subject, Draft]] = field(default_factory=list)
    saying: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def put(self, draft: Draft, language: str = DEFAULT_LANGUAGE) -> None:
        """Keep one more, and its quotes if they say enough: "- Project setup" may stand for other work elsewhere."""
        subject = of_draft(draft, language)
        self.by_words.put(subject, draft)
        for evidence in draft.evidence:
            if telling(wording(evidence.quote)) >= SAME_WORDS:
                self.by_quote.setdefault(_plain(evidence.quote), draft)
        if draft.state in _DECIDED:
            for part in (*parts_of(draft.title, subject.language), *said_in(subject.text, subject.language)):
                self.by_part.put(part, draft)
            for line in (subject, *lines_of(subject.text, subject.language)):
                for key in line.words.keys:
                    self.saying[key].add(len(self.lines))
                self.lines.append((line, draft))

    def quoting(self, item: ActionItem) -> Draft | None:
        """Return the draft that quotes what the item quotes: a person may have given it another title."""
        return next((found for part in item.evidence if (found := self.by_quote.get(_plain(part.quote)))), None)

    def sharing(self, item: ActionItem, subject: Subject, weigh: Weigh) -> tuple[Agreement, Draft] | None:
        """Return a decided draft that says the same as a part of the item, or of which a part says what the item says.

        So lines that were split or joined since are known again.
        """
        if not self.lines:
            return None
        parts = (*parts_of(item.title, subject.language), *said_in(_listed(item), subject.language))
        pairs = [*self.by_part.near(subject, weigh)]
        for part in parts:
            pairs += [*self.by_words.near(part, weigh), *self.by_part.near(part, weigh)]
        same = (pair for pair in pairs if pair[1].state in _DECIDED and pair[0].is_same and says_enough(pair[0]))
        return next(same, None) or self.containing(item, subject, weigh)

    def containing(self, item: ActionItem, subject: Subject, weigh: Weigh) -> tuple[Agreement, Draft] | None:
        """Return a decided draft of which one line says the item's title and more; in its own report few words do."""
        words = subject.words.distinct
        if len(words) < WORDS_OF_A_PART or not (own := telling(subject.words)):
            return None
        source = self.sources.get(item.evidence[0].document)
        places = (self.saying.get(word.key, set()) | self.saying.get(word.raw, set()) for word in words)
        for place in sorted(set.intersection(*places)):
            line, draft = self.lines[place]
            if own >= SAME_WORDS or source in {evidence.source for evidence in draft.evidence}:
                agreement = agree(subject, line, weigh)
                if agreement.only_second:  # else it says as much in another order: "from A to B"
                    return agreement, draft
        return None


def look_back(
    item: ActionItem, subject: Subject, drafts: Drafts, tracker: Tracker | None, weigh: Weigh
) -> Finding | None:
    """Return what an earlier draft says about the item: the same wording decides, a close one is held for a person."""
    near = drafts.by_words.near(subject, weigh)
    best, draft = near[0] if near else (None, None)
    if best and draft and best.is_same and says_enough(best):
        return _of_draft(item, draft, best.score, f"draft {draft.id} says the same: it {shares(best)}", tracker)
    if quoting := drafts.quoting(item):
        return _of_draft(item, quoting, 1.0, f"draft {quoting.id} quotes the same", tracker)
    if shared := drafts.sharing(item, subject, weigh):
        return _asked(*shared, "is this a part of the same?", tracker)
    close = next((pair for pair in near if _is_close(*pair)), None)
    return _asked(*close, "is this the same?", tracker) if close else None


def _is_close(agreement: Agreement, draft: Draft) -> bool:
    """Tell whether a person has to look: the more so when the draft was decided and only the wording differs."""
    if agreement.level in {"close", "words", "title"}:
        return True
    decided = draft.state in _DECIDED and agreement.level == "neighbour"
    return decided and agreement.score >= DECIDED and not agreement.is_distinct


def _asked(agreement: Agreement, draft: Draft, question: str, tracker: Tracker | None) -> Finding:
    """Return the finding that a person has to say whether a draft covers the item."""
    known = {
        "rejected": f"You rejected {in_quotes(draft.title)}",
        "published": f"{in_quotes(draft.title)} was published as {draft.issue}",
        "duplicate": f"{in_quotes(draft.title)} was marked as a duplicate of #{draft.duplicate_of}",
    }.get(draft.state, f"There is a draft {in_quotes(draft.title)}, {draft.state}")
    reason = f"draft {draft.id} {apart(agreement)}"
    return Finding("uncertain", "draft", agreement.score, reason, _issue_of(draft, tracker), f"{known}: {question}")


def of_same_id(draft: Draft, tracker: Tracker | None) -> Finding:
    """Return what the item's own earlier draft says: the same words at the same place."""
    return _decided(draft, 1.0, f"draft {draft.id} is the same", _issue_of(draft, tracker))


def _of_draft(item: ActionItem, draft: Draft, score: float, what: str, tracker: Tracker | None) -> Finding:
    issue = _issue_of(draft, tracker)
    if issue and verdict_of_state(issue) == "done" and says_again(item):
        reason = (
            f"draft {draft.id} became #{issue.number}, which is done; the text says that the problem is there again"
        )
        return Finding("uncertain", "draft", score, reason, issue, has_come_back(issue))
    return _decided(draft, score, what, issue)


def _decided(draft: Draft, score: float, what: str, issue: TrackedIssue | None) -> Finding:
    if draft.state == "rejected":
        why = f" ({draft.reason})" if draft.reason else ""
        return Finding("declined", "draft", score, f"{what}, and a person rejected it{why}", issue)
    if draft.state == "duplicate":
        reason = f"{what}, and a person marked it as a duplicate of #{draft.duplicate_of}"
        found = verdict_of_state(issue) if issue else "tracked"
        return Finding("tracked" if found == "uncertain" else found, "draft", score, reason, issue)
    became = f" as {draft.issue}" if draft.state == "published" and draft.issue else ""
    return Finding("repeat", "draft", score, f"{what}, and is {draft.state}{became}", issue)


def _issue_of(draft: Draft, tracker: Tracker | None) -> TrackedIssue | None:
    """Return the issue that a draft became or repeats, if the tracker has it; the reason names its number anyway."""
    named = _ISSUE.search(draft.issue or "") if draft.state == "published" else None
    number = int(named[1]) if named else draft.duplicate_of if draft.state == "duplicate" else None
    return tracker.get(number) if tracker and number is not None else None


def says_enough(agreement: Agreement) -> bool:
    """Tell whether the same words mean the same work beyond one document; every project has a "Project setup"."""
    return len(agreement.shared) >= SAME_WORDS


def is_told_again(agreement: Agreement, item: ActionItem, first: ActionItem) -> bool:
    """Tell whether an item of another document is the same work: in enough words, or at the same place of a copy."""
    if not agreement.is_same or item.evidence[0].document == first.evidence[0].document:
        return False
    same_reference = item.reference is not None and item.reference == first.reference
    same_place = bool(item.section) and item.section == first.section
    return says_enough(agreement) or same_reference or same_place


def _listed(item: ActionItem) -> str:
    """Return what an item consists of: its tasks, the parts that were told apart, its lines."""
    tasks = (task.text for task in item.tasks)
    return "\n".join([*tasks, *(part.text for part in item.parts), *(part.quote for part in item.evidence)])


def _plain(quote: str) -> str:
    """Return a quote as its words follow one another, without the marks of lists: what was one line may be two."""
    return " ".join(_MARK.sub("", quote).split()).casefold()


def _keys(subject: Subject) -> set[str]:
    return {word.key for word in tellings(subject.words.words, subject.language)}
