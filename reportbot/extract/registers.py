"""Lists of issues in code blocks ("- #34: Flags to enums"): what they name is tracked, wherever it is told again."""

from __future__ import annotations

import re

from reportbot.extract.found import BULLET, Findings, Found
from reportbot.extract.place import Place
from reportbot.extract.status import claim_of
from reportbot.extract.titles import title_of
from reportbot.extract.words import Words
from reportbot.models import Status
from reportbot.text.plain import without_pictures

_LINE = re.compile(r"^\s*(?:[-*+•]\s+)?(?P<mark>[✅✔☑]?)\W{0,6}#(?P<number>\d{1,6})\s*[:\-–—)\]]\s*(?P<title>\S.*)$")
# "CRITICAL - " before the title says how urgent it is, "API: " what it is about.
_LEVEL = re.compile(r"^[^\w#]*(?P<level>[A-Z]{3,9})\s*[:\-–—]\s*(?=\S)")
_FEWEST = 2


def read_register(first_line: int, last_line: int, place: Place, findings: Findings) -> None:
    """Add one finding for each line of a code block that names an issue with its title, when there are two or more."""
    hits = [(number, _LINE.match(place.lines[number - 1])) for number in range(first_line, last_line + 1)]
    named = [(number, hit) for number, hit in hits if hit]
    if len(named) < _FEWEST:
        return
    for number, hit in named:
        title = title_of(_without_level(without_pictures(hit["title"]), place.words), place.words)
        if title:
            findings.found.append(_found(number, hit, title, f"fence:{first_line}", place))


def _without_level(title: str, words: Words) -> str:
    led = _LEVEL.match(title)
    return title[led.end() :] if led and words.key_of("priority", led["level"]) else title


def _found(number: int, hit: re.Match[str], title: str, origin: str, place: Place) -> Found:
    claim = claim_of(hit["title"], place.words)
    status: Status = "done" if hit["mark"] or (claim and claim.status == "done") else "tracked"
    issue = f"#{hit['number']}"
    return Found(
        title=title,
        first_line=number,
        last_line=number,
        strength=BULLET,
        origin=origin,
        section=place.trail(),
        status=status,
        status_reason=f"listed as {issue}",
        tracked_by=(issue,),
    )
