"""What is told later under "Update" or "Addendum" about work that stands above, in words and without an id.

"The style inspector is merged" closes the item whose title it names, "the mail bug is back" opens one again. Only an
addendum may do so, only with a word that says how far it is, and only where one item is meant: what is closed by
mistake is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from reportbot.extract.found import PROSE, Found
from reportbot.extract.prose import is_duty, sentences_of
from reportbot.extract.statements import statement_claim
from reportbot.extract.status import Claim
from reportbot.extract.words import Words
from reportbot.text.similarity import tellings
from reportbot.text.wording import wording

# So much of a title's words, each the more the fewer titles have it, stands in the sentence that means it ...
_NAMED = 0.6
# ... and so much more of it than of any other title's.
_AHEAD = 1.25
_FEWEST_WORDS = 2
_CLAUSE = re.compile(r";\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an addendum that says how far some work is."""

    text: str
    first_line: int
    last_line: int
    claim: Claim


def statements(lines: Sequence[str], numbers: set[int], words: Words) -> list[Statement]:
    """Return the sentences on the lines of addenda (1-based numbers) that claim something; a duty settles nothing."""
    return [
        Statement(clause, first, last, claim)
        for start, end in _runs(lines, numbers)
        for sentence, first, last in sentences_of(lines, start, end)
        for clause in _CLAUSE.split(sentence)
        if (claim := statement_claim(clause, words)) and (claim.status == "open" or not is_duty(clause, words))
    ]


def apply(clusters: Sequence[list[Found]], told: Sequence[Statement], language: str) -> None:
    """Add each statement to the one cluster that it is about, if there is one; the clusters are changed in place."""
    titles = [frozenset(word.key for word in tellings(wording(c[0].title, language).words, language)) for c in clusters]
    frequency = Counter(key for title in titles for key in title)
    for statement in told:
        said = wording(statement.text, language).keys
        scored = sorted(
            ((_share(title, said, frequency), number) for number, title in enumerate(titles) if title & said),
            reverse=True,
        )
        if not scored or scored[0][0] < _NAMED or (len(scored) > 1 and scored[0][0] < _AHEAD * scored[1][0]):
            continue
        cluster = clusters[scored[0][1]]
        if not any(first <= statement.first_line <= last for item in cluster for first, last in item.spans()):
            cluster.append(_telling(statement))


def _share(title: frozenset[str], said: frozenset[str], frequency: Counter[str]) -> float:
    shared = title & said
    if len(shared) < min(_FEWEST_WORDS, len(title)):
        return 0.0
    return fsum(1 / frequency[key] for key in shared) / fsum(1 / frequency[key] for key in title)


def _runs(lines: Sequence[str], numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs and entries on these lines: an empty line or a list marker starts anew."""
    run: list[int] = []
    for number in sorted(numbers):
        line = lines[number - 1].lstrip()
        if run and (number != run[-1] + 1 or not line or line[:1] in "-*+|#"):
            yield run[0], run[-1]
            run = []
        if line:
            run.append(number)
    if run:
        yield run[0], run[-1]


def _telling(statement: Statement) -> Found:
    return Found(
        title="",
        first_line=statement.first_line,
        last_line=statement.last_line,
        strength=PROSE,
        origin=f"update:{statement.first_line}",
        mention=True,
        status=statement.claim.status,
        status_reason=statement.claim.reason,
        tracked_by=statement.claim.tracked_by,
    )
