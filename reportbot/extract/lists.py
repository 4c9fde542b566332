"""Lists: checklists anywhere, plain lists where the section says that they are work."""

from __future__ import annotations

import re
from dataclasses import replace

from reportbot.extract.entries import are_numbered, is_filled, is_marked, named_owner, open_tasks, read_entry
from reportbot.extract.found import Findings
from reportbot.extract.leads import read_lead
from reportbot.extract.parts import inside_entry, is_checklist
from reportbot.extract.place import OPEN, REASONS, SETTLED, Place
from reportbot.extract.prose import sentences_of_work
from reportbot.extract.status import (
    OPEN_CLAIM,
    Claim,
    claim_of,
    field_claim,
    leading_claim,
    note_claim,
    unsettled_claim,
)
from reportbot.extract.titles import bold_lead, is_placeholder, is_work, own_text
from reportbot.extract.values import stated_priority
from reportbot.text.markdown import Block, Entry
from reportbot.text.plain import count_words, plain, unmarked

_QUIET = ("never", "info", "criteria", "done", "dropped", "tracked", "process")
# A mark that stands for a state as often as for a box ("❌ not reachable" in a legend).
_PICTURES = ("✅", "✔", "❌")
# Sections that do not say whether their lists are work.
_UNNAMED = (None, "weak", "remarks")
_TAIL = re.compile(r"\s(?:[-–—]+|->|→|=>)\s")
# Nothing but the name of a file, and a remark on it.
_FILE = re.compile(r"`?[\w.@-]*[./][\w./*@{}\[\]-]*`?\s*(?:\([^()]*\))?")
_LABEL = re.compile(r"^\*\*(?P<label>[^*]{1,40})(?::\*\*|\*\*\s*:)\s*(?P<rest>\S.*)$", re.DOTALL)
_CATEGORY_WORDS, _LABEL_WORDS, _POINTER_WORDS = 4, 2, 8
# Where a list of ids is a list of work; under "recommended order" it only names what is told elsewhere.
_SPEAKING = (None, "open", "unfinished", "weak", "remarks")


def read_list(block: Block, place: Place, findings: Findings) -> None:
    """Add what a list's top-level entries tell; entries that are not work are left aside with the reason."""
    origin = f"list:{block.first_line}"
    ticked = [entry.mark in ("✅", "✔") for entry in block.entries]
    by_title = place.section.meaning is None and place.section.inherited_from_title
    ticks_are_bullets = len(ticked) > 1 and all(ticked) and place.meaning in OPEN and not by_title
    numbered = are_numbered(block)
    has_boxes = any(entry.box is not None for entry in block.entries)
    assigned = any(named_owner(entry.text, place.words) for entry in block.entries)
    for entry in block.entries:
        if reason := _refusal(entry, place):
            if entry.box is not None or place.meaning in (*OPEN, "order", "process"):
                findings.leave(entry.first_line, entry.last_line, reason)
            if not plain(entry.text):
                _read_nested(entry, place, findings)
        elif not has_boxes and _is_category(entry, place) and not (numbered and _is_noted(entry, place)):
            _read_nested(entry, place.below(plain(entry.text).rstrip(":")), findings)
        elif not _points_elsewhere(entry, place) and (
            claim := _claim(
                entry,
                place,
                boxed=_is_boxed(entry, siblings=has_boxes) and not ticks_are_bullets,
                marked=(numbered and place.meaning in _SPEAKING) or is_marked(entry, place.words),
            )
        ):
            findings.found.append(read_entry(entry, place, origin, claim, mention=False))
        elif assigned and place.meaning in _UNNAMED and is_work(_TAIL.split(entry.text)[0], place.words):
            # Beside an entry that names its owner, "Order cables - Ann" and "check the fence -> Bob asks" are work too.
            findings.found.append(read_entry(entry, place, origin, OPEN_CLAIM, mention=False))
        elif place.meaning in ("order", "info") or _points_elsewhere(entry, place):
            said = claim_of(entry.text, place.words)
            tracked = said if said and said.tracked_by else OPEN_CLAIM
            findings.found.append(read_entry(entry, place, origin, tracked, mention=True))
        else:
            _read_sentences(entry, place, findings)


def _read_nested(entry: Entry, place: Place, findings: Findings) -> None:
    for child in entry.children:
        if child.kind == "list":
            read_list(child, place, findings)


def _read_sentences(entry: Entry, place: Place, findings: Findings) -> None:
    told = sentences_of_work((entry.first_line, entry.text_last_line), place, markers_only=place.meaning in _QUIET)
    if told and (title := bold_lead(entry.text, place.words)):
        first = replace(told[0], title=title, parts=own_text(entry.text, place.words), first_line=entry.first_line)
        told = [replace(first, last_line=entry.text_last_line, in_passing=False)]
    findings.found += told
    if not told and place.meaning not in ("done", "tracked", "dropped") and _looks_like_work(entry, place):
        findings.leave(entry.first_line, entry.text_last_line, REASONS.get(place.meaning or "", "unclaimed"))
    _read_nested(entry, place, findings)


def _looks_like_work(entry: Entry, place: Place) -> bool:
    """Tell whether somebody may take an entry for work that was overlooked."""
    return place.meaning == "weak" or place.section.level == 0 or is_work(entry.text, place.words)


def _refusal(entry: Entry, place: Place) -> str | None:
    """Return why an entry is no work whatever it says: it is empty, a placeholder, an order to a machine, process."""
    text = plain(entry.text).casefold().strip(" .!:")
    if not text:
        return "placeholder"
    if is_placeholder(entry.text, place.words) and not entry.children:
        return "placeholder"
    if place.words.pattern("machine", "phrases").match(text):
        return "machine"
    if entry.box is None and _FILE.fullmatch(entry.text):
        return "file"
    if place.words.pattern("meta", "phrases").search(text) or place.meaning == "process":
        return "process"
    return REASONS[place.meaning or ""] if _is_refused_by_place(entry, place) else None


def _is_refused_by_place(entry: Entry, place: Place) -> bool:
    """Tell whether a box stands where boxes are no work: goals, attendance, marks of a state in a legend."""
    if entry.box is not None and place.meaning in ("criteria", "never"):
        return True
    return place.meaning == "info" and entry.mark in _PICTURES and not claim_of(entry.text, place.words)


def _is_category(entry: Entry, place: Place) -> bool:
    """A short noun without a box over a list ("Backend:") names a place, not work."""
    text = plain(entry.text)
    if entry.box is not None or not any(child.kind == "list" for child in entry.children):
        return False
    if count_words(text) > _CATEGORY_WORDS or is_work(text, place.words) or is_filled(entry, place):
        return False
    known = sum(bool(label.field or label.role) for label in inside_entry(entry, place.lines, place.words).labels)
    return known * 2 <= sum(len(child.entries) for child in entry.children if child.kind == "list")


def _is_noted(entry: Entry, place: Place) -> bool:
    """Tell whether an entry with an id has notes below it and no work of its own ("K1: The gate", "Ann saw it")."""
    nested = [note for child in entry.children for note in child.entries]
    has_work = any(note.box is not None or is_work(note.text, place.words) for note in nested)
    return not has_work and read_lead(unmarked(entry.text)) is not None


def _points_elsewhere(entry: Entry, place: Place) -> bool:
    """Tell whether a short entry without a box only points to where the work is told ("Profiles, see section 3")."""
    pointer = place.words.pattern("pointer", "phrases").search(plain(entry.text).casefold())
    return bool(pointer) and entry.box is None and count_words(entry.text) <= _POINTER_WORDS


def _is_boxed(entry: Entry, *, siblings: bool) -> bool:
    """A parent without a box between entries with boxes is one of them, when what is nested in it has boxes."""
    return entry.box is not None or (siblings and any(is_checklist(child) for child in entry.children))


def _claim(entry: Entry, place: Place, *, boxed: bool, marked: bool) -> Claim | None:
    """Return how far an entry is, or None when neither a box, nor its place, nor a marker makes it work."""
    said = claim_of(entry.text, place.words) or leading_claim(entry.text, place.words) or _nested_claim(entry, place)
    if boxed:
        return _box_claim(entry, place, said)
    if _is_stated_work(entry, place, marked=marked):
        return said or OPEN_CLAIM
    if place.meaning in SETTLED:
        return _settled_claim(entry, place, said)
    return None


def _is_stated_work(entry: Entry, place: Place, *, marked: bool) -> bool:
    """Tell whether the place, or what the entry says of itself, makes an entry without a box a piece of work."""
    words = place.words
    if place.meaning in ("open", "unfinished") or (marked and place.meaning not in SETTLED):
        return True
    if place.meaning in (None, "weak") and is_filled(entry, place):
        return True
    if place.meaning in _UNNAMED and named_owner(entry.text, words):
        return True
    ranked = place.meaning == "weak" and stated_priority(place.name(), words) is not None
    return ranked or (place.meaning == "weak" and is_work(_told(entry.text), words))


def _told(text: str) -> str:
    """Return what is told behind a short bold label ("**Build dependency:** tests need all packages")."""
    found = _LABEL.match(text)
    return found["rest"] if found and count_words(found["label"]) <= _LABEL_WORDS else text


def _settled_claim(entry: Entry, place: Place, said: Claim | None) -> Claim:
    if place.meaning == "done" and (taken_back := unsettled_claim(entry.text, place.words)):
        return taken_back
    here = Claim(SETTLED[place.meaning or ""], f"listed under “{place.name()}”")
    return said if said and (said.status == "dropped" or place.meaning != "done") else here


def _box_claim(entry: Entry, place: Place, said: Claim | None) -> Claim:
    if entry.box == "done":
        return (
            Claim("open", "checked, but parts of it are open")
            if open_tasks(entry)
            else Claim("done", "its box is checked")
        )
    if said and said.status == "done" and _has_open_boxes(entry):
        return Claim("open", "called done, but parts of it are open")
    if entry.box is None and not open_tasks(entry):
        return Claim("done", "all boxes below it are checked")
    if entry.box == "dropped":
        return Claim("dropped", "its box says so")
    if place.meaning == "dropped":
        return Claim("dropped", f"listed under “{place.name()}”")
    return said or OPEN_CLAIM


def _has_open_boxes(entry: Entry) -> bool:
    return any(nested.box == "open" for child in entry.children for nested in child.entries)


def _nested_claim(entry: Entry, place: Place) -> Claim | None:
    """Return what a status field below the entry says, or a note that says nothing but how far it is."""
    claim = field_claim(inside_entry(entry, place.lines, place.words).fields.get("status", ""), place.words)
    if claim and claim.status != "open":
        return claim
    if not is_filled(entry, place) and not read_lead(unmarked(entry.text)):
        return None
    nested = (note for child in entry.children for note in child.entries if note.box is None)
    return next((claim for note in nested if (claim := note_claim(note.text, place.words))), None)
