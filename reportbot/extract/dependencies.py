"""Which item has to wait for which: "Depends on" and "Blocks" fields and columns, with full, short and ranged ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportbot.extract.found import Found
from reportbot.extract.words import Words
from reportbot.text.lexicon import DEFAULT_LANGUAGE
from reportbot.text.similarity import tellings
from reportbot.text.wording import guess_language, wording

_LONGEST_RANGE = 50
_LONGEST_WAIT = 120
# So much of a title's words stands in a text that means its item.
_MEANT = 0.6
_STOP = re.compile(r"[.;:()|]\s|[.;()|]$")
_ID = r"[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,8}){0,3}-?\d{1,5}"
_IDS = re.compile(rf"\s*(?:[^\W\d_]{{1,12}}\s+){{0,2}}{_ID}(?:\s*(?:[,&/–—-]|[^\W\d_]{{1,3}})\s*{_ID})*")
_FULL = re.compile(r"[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,8}){0,3}-?\d{1,5}")
_SHORT = re.compile(
    r"(?<![\w-])(?P<first>\d{1,5}(?:-\d{1,5})?)(?:\s*(?P<to>-|–|[^\W\d_]+)\s*(?P<last>\d{1,5}))?(?![\w-])"
)
_ORDINAL = re.compile(
    r"(?P<word>[^\W\d_]+)\s+#?(?P<number>\d{1,3})(?![\w.]\w)|(?<![\w.-])(?P<dotted>\d{1,3}(?:\.\d{1,3})+)(?![\w.]\w)"
)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names by which items of a document are known, each with the item's number in document order."""

    references: Mapping[str, int]
    ordinals: Mapping[str, int]
    titles: Mapping[str, int]
    words: Words
    wordings: Sequence[frozenset[str]] = ()
    language: str = DEFAULT_LANGUAGE

    def named(self, text: str, own: str | None) -> set[int]:
        """Return the items that a field names; ``own`` is the reference of the item that the field belongs to."""
        found = {self.references[full] for full in _FULL.findall(text) if full in self.references}
        found |= {
            self.ordinals[name] for hit in _ORDINAL.finditer(text) if (name := self._ordinal(hit)) in self.ordinals
        }
        parts = [text.casefold(), *(part.strip().casefold() for part in re.split(r"[,;]", text))]
        found |= {self.titles[part] for part in parts if part in self.titles}
        if not found and (meant := self._meant(text)) is not None:
            found.add(meant)
        for short in _SHORT.finditer(_FULL.sub(" ", text)) if own else ():
            found |= {self.references[full] for full in self._expand(short, own or "") if full in self.references}
        return found

    def _meant(self, text: str) -> int | None:
        """Return the one item whose title stands in a text but for a word or two ("after the new raster reader")."""
        said = wording(text[:_LONGEST_WAIT], self.language).keys
        shares = [
            (len(title & said) / len(title), number) for number, title in enumerate(self.wordings) if title & said
        ]
        best = [number for share, number in shares if share >= _MEANT]
        return best[0] if len(best) == 1 and len(self.wordings[best[0]] & said) > 1 else None

    def _ordinal(self, hit: re.Match[str]) -> str:
        """Return the number in "issue 3", and a dotted number whatever stands before it."""
        known = hit["word"] and self.words.pattern("titles", "numbered").fullmatch(hit["word"].casefold())
        return hit["dotted"] or (hit["number"] if known else "")

    def _expand(self, short: re.Match[str], own: str) -> list[str]:
        """Return the full ids that a short one may mean: the own id with its last numbers replaced.

        "001-005" may be one id of two numbers as well as a range.
        """
        first, last, to = short["first"], short["last"], short["to"] or ""
        if last and to.isalpha() and not self.words.pattern("titles", "ranges").fullmatch(to.casefold()):
            last = None
        fulls = [_replaced(own, first)]
        start, _, end = first.partition("-")
        end = last or end
        if end and start.isdigit() and 0 <= int(end) - int(start) <= _LONGEST_RANGE:
            fulls += [_replaced(own, str(number).zfill(len(start))) for number in range(int(start), int(end) + 1)]
        return fulls


def said_waits(text: str, words: Words) -> Iterator[str]:
    """Yield what a line says that has to be done first ("depends on EP-03", "only after BI-02"), up to the next stop.

    A weak word such as "after" counts only right before an id.
    """
    folded = text.casefold()
    if len(folded) != len(text):
        return
    for found in words.pattern("depends", "phrases").finditer(folded):
        yield _STOP.split(text[found.end() :])[0][:_LONGEST_WAIT]
    for found in words.pattern("depends", "before_id").finditer(folded):
        if named := _IDS.match(text, found.end()):
            yield named[0]


def resolve(items: Sequence[Found], ids: Sequence[str], words: Words) -> list[tuple[str, ...]]:
    """Return for each item the ids of the items that it waits for, in document order; unknown names are left out."""
    language = guess_language("\n".join(item.title for item in items))
    names = _Names(
        {item.reference: number for number, item in enumerate(items) if item.reference},
        {item.ordinal: number for number, item in enumerate(items) if item.ordinal},
        {item.title.casefold(): number for number, item in enumerate(items)},
        words,
        [frozenset(word.key for word in tellings(wording(item.title, language).words, language)) for item in items],
        language,
    )
    waits: list[set[int]] = [set() for _ in items]
    for number, item in enumerate(items):
        for text in item.depends_on:
            waits[number] |= names.named(text, item.reference)
        for text in item.blocks:
            for other in names.named(text, item.reference):
                waits[other].add(number)
    return [tuple(ids[other] for other in sorted(others - {number})) for number, others in enumerate(waits)]


def _replaced(own: str, short: str) -> str:
    kept = own.split("-")[: -(short.count("-") + 1)]
    return "-".join([*kept, short])
