"""What a sentence says later of work that stands elsewhere: only what is said of its subject, nothing that is hoped."""

from __future__ import annotations

from reportbot.extract.status import CLAUSE_END, TICKS, Claim, is_share
from reportbot.extract.tracking import tracking
from reportbot.extract.words import Words
from reportbot.models import Status
from reportbot.text.plain import plain

_ENDINGS: tuple[tuple[str, Status], ...] = (
    ("done", "done"), ("trailing", "done"), ("settled", "done"), ("dropped", "dropped"),
)  # fmt: skip


def is_hoped(text: str, words: Words) -> bool:
    """Return whether a sentence is about what may, shall or will be: a question, a condition, a plan, a duty."""
    folded = plain(text).casefold()
    if folded.rstrip(' *_)."”').endswith(("?", "？")):
        return True
    return bool(words.pattern("status", "hopes").search(folded) or words.pattern("duty", "must").search(folded))


def predicate_claim(text: str, words: Words) -> Claim | None:
    """Return what a sentence says of its subject: only what a clause ends with, or begins with, counts.

    "The mail job was fixed" says it, "closed accounts are listed" and "fixed with tape" do not.
    """
    for clause in CLAUSE_END.split(plain(text).casefold()):
        said = clause.strip(" .!*_")
        if found := words.pattern("status", "dropped").match(said):
            return Claim("dropped", f"the text says “{found[0]}”")
        for key, status in _ENDINGS:
            found = words.at_end("status", key, said)
            if found and not _is_taken_back(said[: found.start()], words):
                return Claim(status, f"the text says “{found[0]}”")
    return Claim("done", "marked ✅") if any(tick in text for tick in TICKS) else None


def _is_taken_back(before: str, words: Words) -> bool:
    """Tell whether what stands before a word of completion denies it or makes it a part ("not", "half", "60 %")."""
    if is_share(before):
        return True
    return words.ends_with("status", "negations", before) or bool(words.pattern("status", "partly").search(before))


def statement_claim(text: str, words: Words) -> Claim | None:
    """Return what a sentence that is told later says about work that it names; a condition or a plan says nothing."""
    folded = plain(text).casefold()
    if again := words.pattern("status", "unsettled").search(folded):
        return Claim("open", f"the text says “{again[0]}”")
    if numbers := tracking(text, words):
        return Claim("tracked", f"the text names {', '.join(numbers)}", numbers)
    return None if is_hoped(text, words) else predicate_claim(text, words)
