"""Titles: short, in the text's own words, and different from each other within a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportbot.extract.found import Found
from reportbot.extract.values import due_of
from reportbot.extract.words import Words
from reportbot.models import Section
from reportbot.text.lexicon import DEFAULT_LANGUAGE, lexicon
from reportbot.text.plain import UNSPACED, count_words, plain, unmarked, without_pictures

LONGEST = 72
_LONGEST_TEXT = 2_000
_LITTLE = 6
_FEWEST_WORDS = 2
# "No open points for this sprint" says no more than "No open points".
_FEW_ABOUT = 5
_LONGEST_DATE = 20
# "... - AUTHORIZE NOW": what is shouted behind a dash is no part of the work; "... - CSV" is.
_SHOUTED = re.compile(
    r"(?<=[a-zß-öø-ÿ)])\s+[-–—]\s+(?:[A-ZÀ-ÖØ-Þ]{5,}|[A-ZÀ-ÖØ-Þ]{3,}(?= ))(?:[ \d]+[A-ZÀ-ÖØ-Þ]*)*[!.]*$"
)
_LEVEL_TAIL = re.compile(r"\s+[-–—]?\s*\(?P[0-4]\)?$")
_LEVEL_LEAD = re.compile(r"^\(?P[0-4]\)?\s*[-–—:]\s*(?=\S)")
_HANDLE = re.compile(r"\s+@[\w-]+$")
_REFERENCE_TAIL = re.compile(r"\s[-–—]\s[^-–—]{0,40}#\d+\s*$")
# Of a script that writes blanks between words.
_ONE_WORD = re.compile(rf"[^\s{UNSPACED}]{{1,24}}")
_SHORT_NAME = 3
_TOPIC_WORDS, _SHORT_FAULT = 4, 60
_SHORTEST_CLAUSE, _SHORTEST_JOINT = 24, 36
_ENDS = " ,;:-–—"
_LEAD = re.compile(
    r"^(?:\*\*|__)(?P<lead>.{2,90}?)(?:\*\*|__)\s*(?P<sep>[::.]|\s[-–—]+\s|[-–—])?\s*(?P<rest>.*)$",
    re.DOTALL,
)
_PREFIX = re.compile(r"^(?P<word>[^\W\d][\w -]{2,16}?)\s*(?:#\d+|\([^()]{1,40}\))?\s*[:–—]\s*(?=\S)|^#\d+\s*[:–—-]\s*")
_TAG = re.compile(r"^\[[^\[\]]{1,24}\]\s*(?=\S)")
_ORDINAL = re.compile(r"^\(?\d{1,3}[.)]\s+")
_STRUCK = re.compile(r"~~[^~]{1,300}~~")
_SENTENCE = re.compile(r"(?<![A-Z\d])(?<!e\.g)(?<!i\.e)(?<!z\.B)[.!?]\s+(?=[^\W\d_a-zß-öø-ÿ]|[(\[¿¡])")
_REMARK = re.compile(r"\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\])\s*$")
_CLAUSE = re.compile(r"[.!,;:]\s|\s[-–—]+\s")
_NUMBERS = re.compile(r"(?:[\w./-]*#|GH-)\d+|\d{1,3}\s?%|^@[\w/-]+$")
_STAGE = re.compile(r"\s*\d+$")
_MARKS = ("; ", " — ", " – ", " - ", ": ", ". ", " (", ", ")
_FEW_REFERENCES = 3


def title_of(text: str, words: Words) -> str:
    """Return a title of at most 72 characters for a piece of text, in its own words; "" when nothing is left of it."""
    text = _struck_out(text)
    lead = _lead(text.strip().split("\n\n")[0][:_LONGEST_TEXT], words)
    return shorten(_stripped(_without_lead_in(_first_sentence(lead), words), words), words)


def bold_lead(text: str, words: Words) -> str:
    """Return the title that a text has in bold before what it says about it; "" when it has none."""
    found = _LEAD.match(text.strip())
    if not found or not found["rest"].strip() or not (found["sep"] or found["lead"].endswith((":", "."))):
        return ""
    lead = plain(found["lead"]).rstrip(":. ")
    return title_of(text, words) if " " in lead and not _is_label(lead, words) else ""


def shorten(title: str, words: Words) -> str:
    """Return ``title`` cut to 72 characters: at the end of a clause, before a word that joins on, or after a word."""
    if len(title) <= LONGEST:
        return title
    head = title[: LONGEST + 1]
    clause = max([head.rfind(mark) for mark in _MARKS] + _starts(head, words, "clauses"))
    if clause >= _SHORTEST_CLAUSE:
        return _balanced(head[:clause].rstrip(_ENDS))
    joint = max(_starts(head, words, "joints"))
    if joint >= _SHORTEST_JOINT:
        return _balanced(head[:joint].rstrip(_ENDS))
    word = title[: LONGEST - 1].rfind(" ")
    return _balanced(title[: word if word >= _SHORTEST_CLAUSE else LONGEST - 1].rstrip(_ENDS + "(") + "…")


def _said_of(text: str, words: Words) -> str:
    """Return what an entry says beside its title: without marker, number, owner and remarks, "" when that is nothing.

    Links stay, since a title has only their text.
    """
    said = _ORDINAL.sub("", text.strip())
    for _ in range(4):
        before = said
        found = _REMARK.search(said)
        if found and "](" not in found[0] and _are_remarks(found["round"] or found["square"] or "", words):
            said = said[: found.start()].rstrip()
        if said == before:
            break
    bare, title = plain(said).casefold().rstrip(" .!"), title_of(text, words).casefold()
    return said if "](" in said or "://" in said or (bare != title and len(bare) > len(title) + _LITTLE) else ""


def _struck_out(text: str) -> str:
    """Leave out what is struck through, unless that is all but a remark."""
    rest = _STRUCK.sub("", text).strip()
    return rest if count_words(_REMARK.sub("", rest)) >= _FEW_REFERENCES else text.replace("~~", "")


def own_text(text: str, words: Words) -> tuple[Section, ...]:
    """Return the entry's own text when it says more than the title: what to do, or what is wrong."""
    said = _said_of(text, words)
    return (Section("objective" if is_work(said, words) else "context", "", said),) if said else ()


def is_placeholder(text: str, words: Words) -> bool:
    """Return whether a text says that there is nothing ("None", "None - all systems operational", "No bugs in May")."""
    first = _CLAUSE.split(plain(text).casefold().strip())[0].strip(" .!:")
    if not first or words.pattern("empty", "placeholders").fullmatch(first):
        return True
    if words.pattern("empty", "none_left").match(first):
        return True
    begun = words.pattern("empty", "placeholders").match(first)
    about = first[begun.end() :].strip() if begun and " " in begun[0] else ""
    return bool(words.pattern("titles", "joints").match(about)) and count_words(about) <= _FEW_ABOUT


def is_nothing(text: str, words: Words) -> bool:
    """Return whether a field or cell says that it has no value: empty, a dash, or a placeholder ("None", "keine")."""
    folded = plain(text).casefold().strip(" .!:-–—")
    return not folded or is_placeholder(text, words)


def is_work(text: str, words: Words) -> bool:
    """Return whether a heading or entry says what to do: it starts with a verb of work, or ends with one.

    A lone word ("Review", "Store") is a name; what stands behind the verb may say that it has been done.
    """
    folded = plain(text).casefold().lstrip("([ ")
    if count_words(folded) < _FEWEST_WORDS:
        return False
    if verb := words.pattern("work", "verbs").match(folded):
        return not words.pattern("work", "told").match(folded, verb.end())
    last = re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", folded).rstrip(" .!:。！：").rpartition(" ")[2]
    return words.ends_with("work", "endings", last)


def with_symptom(title: str, parts: Sequence[Section], words: Words) -> str:
    """Return a title that only names a topic ("Check endpoint") with the fault that a short labelled part states."""
    if is_work(title, words) or count_words(title) > _TOPIC_WORDS:
        return title
    faults = (
        plain(part.text) for part in parts if words.pattern("parts", "symptoms").fullmatch(part.heading.casefold())
    )
    fault = next((text for text in faults if 0 < len(text) <= _SHORT_FAULT), "")
    return shorten(f"{title}: {fault}", words) if fault else title


def make_unique(found: Sequence[Found], words: Words) -> list[Found]:
    """Return the findings with titles that are unique in the document and say more than one word.

    The nearest heading is put before, then the reference or the line behind.
    """
    result = [
        replace(item, title=_with_section(item, words)) if _ONE_WORD.fullmatch(item.title) else item for item in found
    ]
    for step in (_with_section, _with_reference, _with_line):
        counts = Counter(item.title.casefold() for item in result)
        doubled = [counts[item.title.casefold()] > 1 for item in result]
        result = [
            replace(item, title=step(item, words)) if is_doubled else item
            for item, is_doubled in zip(result, doubled, strict=True)
        ]
    return result


def _starts(head: str, words: Words, key: str) -> list[int]:
    """Return where the words of this key start in ``head``, or -1 when none does."""
    folded = head.casefold()
    found = words.pattern("titles", key).finditer(folded) if len(folded) == len(head) else ()
    return [hit.start() - 1 for hit in found] or [-1]


def _first_sentence(text: str) -> str:
    """Return the text without the sentences that explain, when the first one has three words or more."""
    found = _SENTENCE.search(text)
    return text[: found.start() + 1] if found and count_words(text[: found.start()]) >= _FEW_REFERENCES else text


def _without_lead_in(text: str, words: Words) -> str:
    """Take off "we need to"; "we still have no alert" becomes "No alert"."""
    folded = text.casefold()
    found = words.pattern("lead_in", "phrases").match(folded)
    if not found or len(text) != len(folded) or count_words(text[found.end() :]) < _FEWEST_WORDS:
        return text
    denied = words.at_end("lead_in", "denials", found[0])
    return f"{denied[0] if denied else ''} {text[found.end() :].strip()}".strip()


def _lead(text: str, words: Words) -> str:
    """A bold beginning is the title when it says enough; else it is a label, or a part of the title."""
    found = _LEAD.match(text.strip())
    if not found:
        return text
    lead, rest = plain(found["lead"]), found["rest"].strip()
    separated = bool(found["sep"]) or lead.endswith((":", "."))
    lead = lead.rstrip(":. ")
    if not rest:
        return lead
    if _is_label(lead, words):
        return rest
    if separated and not _is_stage(lead, words) and (is_work(lead, words) or count_words(lead) > 1):
        return lead
    return f"{lead}: {rest}" if separated else f"{lead} {rest}"


def _is_label(lead: str, words: Words) -> bool:
    if words.pattern("period", "phrases").fullmatch(lead.casefold()):
        return True
    if words.key_of("sections", lead) in ("open", "unfinished"):  # "**Next steps:** oil the gate"
        return True
    return (
        any(words.key_of(table, lead) for table in ("priority", "markers")) or words.key_of("columns", lead) == "title"
    )


def _is_stage(lead: str, words: Words) -> bool:
    """Tell whether a lead only numbers a stage ("Phase 2"); what it is about stands behind it."""
    return bool(words.pattern("titles", "stages").fullmatch(_STAGE.sub("", lead.casefold()))) and lead[-1:].isdigit()


def _stripped(text: str, words: Words) -> str:
    title = without_pictures(unmarked(text)).replace("`", "").strip()
    for _ in range(4):
        before = title
        title = _TAG.sub("", _ORDINAL.sub("", _LEVEL_LEAD.sub("", _without_prefix(title, words)))).strip()
        title = _without_remark(without_pictures(title), words).strip()
        if title == before:
            break
    title = _calmed(title.rstrip(".:;,!").strip())
    return (
        title[:1].upper() + title[1:]
        if title[:2].isalpha() and title[:1].islower() and not (_is_name(title) or text.lstrip().startswith("`"))
        else title
    )


def _calmed(title: str) -> str:
    """Write a title in capitals as others are written; short words without vowels and names with marks stay."""
    if not title.isupper() or " " not in title:
        return title
    return " ".join(_calm_word(word) for word in title.split(" ")).strip()


def _calm_word(word: str) -> str:
    is_name = bool(re.search(r"[\d_./-]", word)) or not re.search(r"[AEIOUYÀ-ÖØ-Þ]", word) or len(word) <= _SHORT_NAME
    return word if is_name and word.casefold() not in lexicon(DEFAULT_LANGUAGE).stopwords else word.lower()


def _without_prefix(title: str, words: Words) -> str:
    found = _PREFIX.match(title)
    if not found:
        return title
    word = (found["word"] or "").casefold()
    known = not word or words.pattern("titles", "prefixes").fullmatch(word) or words.key_of("priority", word)
    return title[found.end() :] if known else title


def _without_remark(title: str, words: Words) -> str:
    """Take off what a bracket at the end, or a last word, says about owner, effort, priority or number."""
    found = _REMARK.search(title)
    if found and title[: found.start()].strip() and _are_remarks(found["round"] or found["square"] or "", words):
        return title[: found.start()]
    if (
        cut := _SHOUTED.search(title)
        or _LEVEL_TAIL.search(title)
        or _HANDLE.search(title)
        or _REFERENCE_TAIL.search(title)
    ):
        return title[: cut.start()]
    if (dated := _date_tail(title, words)) is not None:
        return title[:dated]
    folded = title.casefold()
    urgent = words.at_end("titles", "urgent", folded)
    return title[: urgent.start()].rstrip(", ") if urgent and len(folded) == len(title) and urgent.start() else title


def _are_remarks(text: str, words: Words) -> bool:
    return all(_is_remark(part, words) for part in text.split(","))


def _date_tail(title: str, words: Words) -> int | None:
    """Return where "by 2026-06-01" begins at the end of a title."""
    folded = title.casefold()
    hits = words.pattern("due", "before").finditer(folded) if len(folded) == len(title) else ()
    ends = (hit for hit in hits if len(title) - hit.end() <= _LONGEST_DATE and due_of(title[hit.end() :], words))
    return next((hit.start() for hit in ends if hit.start() >= _SHORTEST_CLAUSE), None)


def _is_remark(text: str, words: Words) -> bool:
    folded = text.casefold().strip()
    if _NUMBERS.search(folded) or words.pattern("titles", "remarks").match(folded):
        return True
    if any(words.pattern("priority", key).fullmatch(folded) for key in words.keys("priority")):
        return True
    return bool(re.fullmatch(r"~?\s*[\d.,]+(?:\s*[-–]\s*[\d.,]+)?\s*(?P<unit>[^\W\d_]+\.?)", folded)) and any(
        words.pattern("effort", key).search(folded.lstrip("~0123456789.,-– ")) for key in words.keys("effort")
    )


def _balanced(title: str) -> str:
    """Take off a bracket that was cut open."""
    opened = title.rfind("(")
    return title[:opened].rstrip(_ENDS + "…") if opened > 0 and title.count("(") > title.count(")") else title


def _is_name(title: str) -> bool:
    """A first word such as ``iOS`` or ``build.zig`` keeps its case."""
    first = title.split(maxsplit=1)[0]
    return any(char.isupper() for char in first[1:]) or any(mark in first for mark in "._/()=<>$")


def _with_section(item: Found, words: Words) -> str:
    nearest = next((name for name in reversed(item.section) if name.casefold() != item.title.casefold()), "")
    place = re.sub(r"\s*\([^()]*\)\s*$", "", nearest)
    return shorten(f"{place}: {item.title}", words) if place else item.title


def _with_reference(item: Found, _words: Words) -> str:
    if not item.reference or item.reference in item.title:
        return item.title
    return f"{item.title[: LONGEST - len(item.reference) - 3].rstrip(_ENDS)} ({item.reference})"


def _with_line(item: Found, _words: Words) -> str:
    return f"{item.title[: LONGEST - 14].rstrip(_ENDS)} (line {item.first_line})"
