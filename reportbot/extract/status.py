"""What a text says about the progress of its work: open, done, dropped, or tracked by an issue that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportbot.extract.leads import read_lead
from reportbot.extract.titles import is_work
from reportbot.extract.tracking import tracking
from reportbot.extract.words import Words
from reportbot.models import Status
from reportbot.text.plain import count_words, plain, unmarked
from reportbot.text.references import issue_references

# Behind the last comma of a single sentence; of several, the last may end with a word about something else.
_BEHIND_COMMA = re.compile(r"[,;]\s+([^,;]{2,40})$")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])")
# Where an entry says how it stands: in brackets at its end, behind an arrow or dash, after the last comma, in front.
_PLACES = (
    re.compile(r"[(\[]([^()\[\],;:]{2,40})(?:[,;:][^()\[\]]{0,80})?[)\]]\s*[.!]?$"),
    re.compile(r"(?:->|→|=>|[-–—:]|\||✅|✔|☑)\s*([^\-–—>→|:]{2,30})$"),
    _BEHIND_COMMA,
    re.compile(r"\s[-–—]\s([^-–—]{2,40})$"),
    re.compile(r"^[\[(]?([^\[\]():–—-]{2,24})[\])]?\s*[:–—]\s+\S"),
    re.compile(r"^\[([^\[\]]{2,16})\]\s+\S"),
    re.compile(r"^\(([^()]{2,16})\)\s+\S"),
)
# "... -> done, runs since Monday": what an arrow leads to, up to the first comma.
_ARROW = re.compile(r"\s*(?:->|→|=>)\s*(?P<said>[^\->→|:,;.()]{2,40})(?:[,;.(:][^\n]*)?$")
# "... depends on AB-1 (done)": the bracket speaks of the other one.
_ID_END = re.compile(r"\w\s[A-Z][A-Z0-9]{0,9}-?\d{1,5}\s*$")
_LAST_WORD = re.compile(r"(\w+)[\s.!]*(?:\([^()]*\)\s*)?$")
_REMARK = re.compile(r"\s*\([^()]*\)?$")
_STRUCK = re.compile(r"^\s*(?:\*\*)?~~.+~~(?:\*\*)?\s*(?:\([^()]*\)|[-–—:]?\s*\w+)?[.\s]*$", re.DOTALL)
# "... - dropped, the siren does it": a first clause behind a dash.
_ASIDE = re.compile(r"\s[-–—]\s(?P<said>[^-–—:,;.()]{2,40})[,;.(]")
_BEHIND_STRUCK = re.compile(r"^\s*(?:\*\*)?~~[^~]{1,300}~~(?:\*\*)?[\s:,–—-]*(?P<rest>\S.*)$", re.DOTALL)
_DONE_TAIL = re.compile(r"[✅✔☑]\ufe0f?\s*$")
# What a lone mark in a column of states says.
_STATES: dict[str, Status] = {
    **dict.fromkeys(("✅", "✔", "☑", "🟢"), "done"),
    **dict.fromkeys(("⬜", "☐", "🔲", "🔧", "🚧", "🔄", "⏳", "⌛", "🟡", "❌", "⏸"), "open"),
    **dict.fromkeys(("⛔", "🚫", "🗑"), "dropped"),
}
TICKS = ("✅", "✔", "☑")
_FEW_STATE_WORDS = 8
_TAIL_WORDS, _FEW_WORDS, _SHORT_CLAUSE = 24, 3, 5
CLAUSE_END = re.compile(r"[.;:,()!?–—]\s*|\s-\s")
_ALL = 100
_PERCENT = re.compile(r"(\d{1,3})\s?%")
# How much of an entry is read for claims: what counts stands in front.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text claims: a status, the words that say so, and the issues it names as the tracker."""

    status: Status
    reason: str | None = None
    tracked_by: tuple[str, ...] = ()


OPEN_CLAIM = Claim("open")


def claim_of(text: str, words: Words) -> Claim | None:
    """Return what an entry's own words claim; None when they claim nothing and it is as open as its section says."""
    text = text[:_LONGEST]
    if _DONE_TAIL.search(text):
        return Claim("done", "marked ✅ at its end")
    if _STRUCK.match(text):
        return _worded(plain(text.rpartition("~~")[2]).strip(" -–—:()"), words) or Claim("dropped", "struck through")
    if (behind := _BEHIND_STRUCK.match(text)) and (claim := cell_claim(behind["rest"], words)):
        return claim
    bare = plain(text)
    for said in _statements(bare):
        if claim := _worded(said, words) or _already(said, text, words):
            return claim
    if last := _finished(bare, words):
        return Claim("done", f"the text says “{last}”")
    return tracked_claim(text, words)


def field_claim(text: str, words: Words) -> Claim | None:
    """Return what a status field or cell claims.

    An issue that it names as the tracker counts, else a word of rejection, else the first word of progress; "90 %",
    "almost done" and "done except tests" are open.
    """
    folded = plain(text).casefold()
    if numbers := tracking(text, words):
        return Claim("tracked", f"the text names {', '.join(numbers)}", numbers)
    if dropped := _unless_denied("dropped", folded, words) or words.pattern("status", "called_off").fullmatch(folded):
        return Claim("dropped", f"its status is “{dropped[0]}”")
    if settled := settled_claim(text, words):
        return settled
    first = min(
        (
            (hit.start(), status)
            for status in ("done", "tracked", "open")
            if (hit := _unless_denied(status, folded, words))
        ),
        default=None,
    )
    if first is None:
        return Claim("done", "marked ✅") if text.strip().startswith(TICKS) else None
    if first[1] == "done" and not _is_partial(folded, words):
        return Claim("done", f"its status is “{folded.strip()[:_TAIL_WORDS]}”")
    return Claim("tracked", "its status says so") if first[1] == "tracked" else OPEN_CLAIM


def cell_claim(text: str, words: Words) -> Claim | None:
    """Return what a cell in a column of states claims; a mere "no" refuses, "passed" settles."""
    folded = plain(text).casefold().strip(" .!")
    if words.pattern("status", "refused").fullmatch(folded):
        return Claim("dropped", f"its status is “{folded}”")
    if words.pattern("status", "settled").fullmatch(folded):
        return Claim("done", f"its status is “{folded}”")
    pulls = tuple(ref.value for ref in issue_references(text) if ref.is_pull)
    if pulls and count_words(text) <= _FEW_STATE_WORDS:
        claim = field_claim(text, words)
        return (
            claim
            if claim and claim.status in ("done", "dropped")
            else Claim("tracked", f"its state is {text.strip()}", pulls)
        )
    if (mark := text.strip().rstrip("\ufe0f")) in _STATES:
        return Claim(_STATES[mark], f"marked {mark}")
    return field_claim(text, words)


def leading_claim(text: str, words: Words) -> Claim | None:
    """Return what an entry says right behind its id, or behind an arrow ("F-2: fixed ✔", "AI-3 ... -> open")."""
    lead = read_lead(text)
    said = unmarked(lead.text).casefold() if lead else ""
    if arrow := _ARROW.search(said):
        return field_claim(arrow[0], words)
    if said.startswith(TICKS):
        return Claim("done", f"marked {said[0]}")
    done = words.pattern("status", "trailing").match(said)
    rest = said[done.end() :].lstrip() if done else ""
    ends = not rest[:1].isalnum() or words.pattern("status", "after_done").match(rest)
    if done and ends and not rest.startswith("?"):
        return Claim("done", f"the text says “{done[0]}”")
    dropped = words.pattern("status", "dropped").match(said)
    return Claim("dropped", f"the text says “{dropped[0]}”") if dropped else None


def _unless_denied(status: str, folded: str, words: Words) -> re.Match[str] | None:
    hit = words.pattern("status", status).search(folded)
    return hit if hit and not words.ends_with("status", "negations", folded[: hit.start()]) else None


def is_share(text: str) -> bool:
    """Return whether a text has a percentage, and that is less than all."""
    found = _PERCENT.search(text)
    return found is not None and int(found[1]) < _ALL


def _is_partial(folded: str, words: Words) -> bool:
    """Tell whether a status that has a word of completion takes some of it back."""
    done = words.pattern("status", "done").search(folded)
    if done is None or folded.rstrip().endswith("?") or is_share(folded):
        return True
    before, after = folded[: done.start()], folded[done.end() :]
    return bool(words.pattern("status", "partly").search(before) or words.pattern("status", "except").search(after))


def note_claim(text: str, words: Words) -> Claim | None:
    """Return what a note below an entry claims when it says nothing else ("Fixed by Ann", "Decision: won't fix")."""
    bare = plain(text[:_LONGEST])
    value = bare.partition(":")[2].strip()
    for said in (bare, value, value.split(",")[0]):
        if said and (claim := _worded(said, words) or _already(said, text, words)):
            return claim
    return tracked_claim(text, words)


def settled_claim(text: str, words: Words) -> Claim | None:
    """Return the claim that nothing has to be done, when a clause of the text ends with it ("... is not necessary")."""
    for clause in CLAUSE_END.split(plain(text).casefold()):
        if said := _unneeded(clause.strip(), words):
            return Claim("dropped", f"the text says “{said}”")
    return None


def unsettled_claim(text: str, words: Words) -> Claim | None:
    """Return the claim of a short clause behind the first that takes a completion back ("..., tests still missing")."""
    for clause in CLAUSE_END.split(plain(text[:_LONGEST]).casefold())[1:]:
        said = words.pattern("status", "unsettled").search(clause)
        if said and count_words(clause) <= _SHORT_CLAUSE:
            return Claim("open", f"the text says “{said[0]}”")
    return None


def tracked_claim(text: str, words: Words) -> Claim | None:
    """Return the claim that an issue tracks the work, when the text makes it."""
    numbers = tracking(text, words)
    return Claim("tracked", f"the text names {', '.join(numbers)}", numbers) if numbers else None


def without_claim(text: str, words: Words) -> str:
    """Return an entry's text without what an arrow at its end says about how far it is."""
    found = _ARROW.search(text)
    if not found or not text[: found.start()].strip():
        return text
    said = found["said"].casefold().strip(" .!*_")
    known = any(words.pattern("status", key).match(said) for key in ("done", "open", "dropped", "tracked", "trailing"))
    return text[: found.start()] if known or issue_references(found[0]) or said[:1].isdigit() else text


def _statements(bare: str) -> Iterator[str]:
    if arrow := _ARROW.search(bare):
        yield arrow["said"].strip()
    if aside := _ASIDE.search(bare):
        yield aside["said"].strip()
    # A short last sentence may say it: "... Won't do anything here."
    yield from _SENTENCE_END.split(bare)[1:][-1:]
    for place in _PLACES:
        found = place.search(bare)
        if found and _ID_END.search(bare, 0, found.start()) and found.start():
            continue
        if found and not (place is _BEHIND_COMMA and _SENTENCE_END.search(bare, 0, found.start())):
            yield found[1].strip()


def _worded(said: str, words: Words) -> Claim | None:
    folded = said.casefold().strip(" .!*_")
    adverb = words.pattern("status", "adverbs").match(folded)
    folded = _without_remark(folded[adverb.end() :].strip() if adverb else folded, words)
    finished = any(words.pattern("status", key).fullmatch(folded) for key in ("trailing", "alone"))
    if finished or _is_done_since(folded, words):
        return Claim("done", f"the text says “{said}”")
    if _is_dropped(folded, words) or _unneeded(folded, words) or _is_refused(folded, words):
        return Claim("dropped", f"the text says “{said}”")
    return None


def _without_remark(folded: str, words: Words) -> str:
    """Leave out a bracket that says when or why: "done (in May)", but not "done (except the tests)"."""
    remark = _REMARK.search(folded)
    if remark is None or any(words.pattern("status", key).search(remark[0]) for key in ("except", "partly")):
        return folded
    return folded[: remark.start()] or folded


def _is_dropped(folded: str, words: Words) -> bool:
    """Tell whether a remark says that the work was dropped; a few words may follow ("not planned for now")."""
    if words.pattern("status", "called_off").fullmatch(folded):
        return True
    found = words.pattern("status", "dropped").match(folded)
    rest = folded[found.end() :].split() if found else []
    delayed = words.pattern("status", "yet").search(folded[found.end() :]) if found else None
    return found is not None and len(rest) <= _FEW_WORDS and not delayed


def _is_refused(folded: str, words: Words) -> bool:
    """Tell whether a remark begins with a "no" and a reason ("no, too many already")."""
    found = words.pattern("status", "refused").match(folded)
    return found is not None and folded[found.end() :].startswith((",", ";", ":"))


def _unneeded(clause: str, words: Words) -> str:
    """Return what a clause says at its end about not being needed; "code that is not needed" says it of a thing."""
    found = words.pattern("status", "unneeded").search(clause)
    if not found or clause[found.end() :].strip(" .!"):
        return ""
    before = clause[: found.start()]
    too_much = count_words(before) > _SHORT_CLAUSE or words.pattern("status", "relatives").search(before)
    return "" if too_much or is_work(before, words) else found[0]


def _finished(bare: str, words: Words) -> str:
    """Return the last word of a short note such as "Analysis complete"; a sentence about something closed is none."""
    sentences = _SENTENCE_END.split(bare)
    if len(sentences) > 1 and words.pattern("status", "trailing").fullmatch(sentences[-1].casefold().strip(" .!")):
        return sentences[-1].strip(" .!")
    last = _LAST_WORD.search(bare)
    if not last or not words.pattern("status", "trailing").fullmatch(last[1].casefold()) or is_work(bare, words):
        return ""
    before = bare[: last.start()].casefold()
    sentence = words.pattern("status", "conditions").search(before) or words.pattern("status", "partly").search(before)
    return "" if sentence or count_words(before) > _SHORT_CLAUSE else last[1]


def _is_done_since(folded: str, words: Words) -> bool:
    """Tell "fixed in 1.8", which is done, from "fixed width columns", which is not."""
    done = words.pattern("status", "trailing").match(folded)
    rest = folded[done.end() :].strip() if done else ""
    if words.pattern("status", "except").search(rest):
        return False
    dated = rest[:1].isdigit() or words.pattern("status", "after_done").match(rest)
    return bool(rest) and len(rest) <= _TAIL_WORDS and bool(dated)


def _already(said: str, text: str, words: Words) -> Claim | None:
    """Return the claim of "-> already tracked": the issue that the entry names."""
    folded = said.casefold().strip(" .!")
    if not words.pattern("status", "tracked").search(folded) or words.pattern("tracking", "not_by").match(folded):
        return None
    if words.pattern("status", "negations").search(folded):
        return None
    named = tuple(dict.fromkeys(ref.value for ref in issue_references(text)))
    return Claim("tracked", f"the text says “{said}”", named) if named else None
