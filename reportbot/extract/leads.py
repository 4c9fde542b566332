"""What stands in front of the work in one line: its id, and who does it ("AI-17 Mara: order the pumps -> done")."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ID = r"(?![PQ][0-4]\b)[A-Z][A-Z0-9]{0,9}-?\d{1,5}"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,30}"
_LEAD = re.compile(
    rf"^\s*(?:(?:->|→|=>)\s*)?(?:\*\*|__|`)?[\[(]?(?P<id>{_ID})[\])]?(?:\*\*|__|`)?\s*"
    rf"(?:[:.)–—-]+\s+|\s)(?P<rest>\S.*)$",
    re.DOTALL,
)
_OWNER = re.compile(
    rf"^(?:\*\*)?[(\[]?(?P<owner>{_NAME}(?:(?:\s*[,+&/]\s*|\s+(?:[^\W\d_]{{1,3}}\s+)?){_NAME}){{0,3}})[)\]]?(?:\*\*)?\s*:\s*(?:\*\*)?(?P<rest>\S.*)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A line taken apart: the id of the work, its owner if one is named behind it, and the rest."""

    reference: str
    text: str
    owner: str | None = None


def read_lead(text: str) -> Lead | None:
    """Return the lead of a line that starts with an id (P1 and Q3 are none); None when it does not."""
    found = _LEAD.match(text)
    if not found:
        return None
    named = _OWNER.match(found["rest"])
    return Lead(found["id"], named["rest"], named["owner"]) if named else Lead(found["id"], found["rest"])


def prefix_of(reference: str) -> str:
    """Return the letters before the number of an id: ids of one list share them."""
    return reference.rstrip("0123456789").rstrip("-")
