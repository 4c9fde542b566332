"""How much two wordings have in common: pure functions, and the rule for "says the same in nearly the same words"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportbot.text.lexicon import families, lexicon, standards, without_marks
from reportbot.text.titles import is_same_title, strip_prefix, title_reference
from reportbot.text.wording import SHORTEST_COMPOUND, Word, Wording, guess_language, halves, wording

# A word that adds little weighs this share of its rarity.
FILLER_WEIGHT = 0.2
# How far each of two titles must cover the other to be one wording (share of the weight of its words).
SAME_WORDING = 0.8
# With fewer words with meaning ("Tests", "Add documentation") a title says too little to be the same as another.
TELLING_WORDS = 2
# So many letters at the beginning make two words of the same origin.
COGNATE = 5

# A part of an identifier with so many letters is a word.
_SPELLED_OUT = 3

Weigh = Callable[[Word], float]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two wordings share and what only one of them says.

    ``there`` is the share of the first one's weight that the second covers, ``back`` the reverse, both 0 to 1.
    """

    shared: tuple[Word, ...]
    only_first: tuple[Word, ...]
    only_second: tuple[Word, ...]
    there: float
    back: float

    @property
    def score(self) -> float:
        """The harmonic mean of both directions."""
        return 2 * self.there * self.back / (self.there + self.back) if self.there and self.back else 0.0


def overlap(first: Wording, second: Wording, weigh: Weigh) -> Overlap:
    """Compare two wordings word by word; ``weigh`` says how much a word counts (0 to 1)."""
    shared = covered(first.distinct, _meeting(second, first))
    found = covered(second.distinct, _meeting(first, second))
    return Overlap(
        tuple(shared),
        tuple(word for word in first.distinct if word not in shared),
        tuple(word for word in second.distinct if word not in found),
        _share(shared, first.distinct, weigh),
        _share(found, second.distinct, weigh),
    )


def covered(words: Iterable[Word], keys: frozenset[str]) -> list[Word]:
    """Return the distinct words that ``keys`` cover: by key, as written, or by all their parts."""
    return [
        word
        for word in dict.fromkeys(words)
        if word.key in keys or word.raw in keys or (word.parts and all(part in keys for part in word.parts))
    ]


def title_similarity(first: str, second: str, weigh: Weigh | None = None, *, language: str | None = None) -> float:
    """Return 0 to 1: the harmonic mean of how far each title covers the other, whichever comes first."""
    code = language or guess_language(f"{first} {second}")
    one, two = wording(strip_prefix(first), code), wording(strip_prefix(second), code)
    return overlap(one, two, weigh or filler_weight(code)).score


def is_same_wording(first: str, second: str, *, language: str | None = None) -> bool:
    """Tell whether two titles or sentences say the same in nearly the same words.

    Order, case, inflection, punctuation, filler and verbs such as "add" or "implement" make no difference. A number or
    a reference makes one, and so does a word exchanged for another, an identifier or a name that only one side has. A
    wording with fewer than ``TELLING_WORDS`` words of its own is the same only as itself.
    """
    if is_same_title(first, second):
        return True
    code = language or guess_language(f"{first} {second}")
    one, two = wording(strip_prefix(first), code), wording(strip_prefix(second), code)
    references = {title_reference(first), title_reference(second)} - {None}
    if len(references) > 1 or one.numbers != two.numbers or min(telling(one), telling(two)) < TELLING_WORDS:
        return False
    both = overlap(one, two, filler_weight(code))
    first_says, second_says = tellings(both.only_first, code), tellings(both.only_second, code)
    if (first_says and second_says) or any(_is_name(word) for word in (*first_says, *second_says)):
        return False
    return min(both.there, both.back) >= SAME_WORDING


def are_cognate(one: str, other: str) -> bool:
    """Tell whether two words (case folded) begin alike, as "navigation" and "navigationsleiste" do in two languages."""
    first, second = without_marks(one), without_marks(other)
    return len(first) >= COGNATE and first[:COGNATE] == second[:COGNATE] and first[:COGNATE].isalpha()


def telling(text: Wording) -> int:
    """Return how many distinct words with meaning of their own a wording has."""
    return len({word.key for word in tellings(text.words, text.language)})


def tellings(words: Iterable[Word], language: str) -> list[Word]:
    """Return the words with meaning of their own: not filler, not a verb such as "add"."""
    return [word for word in words if not adds_little(word, language)]


def adds_little(word: Word, language: str) -> bool:
    """Tell whether a word is filler or a verb such as "add": titles that differ in it alone say the same."""
    return word.action == "make" or word.raw in lexicon(language).filler


def is_code(word: Word) -> bool:
    """Tell whether a word is an identifier or a path of words (``userList``, ``conf/limits.yaml``), and no name."""
    spelled = [part for part in word.parts if part.isalpha()]
    if len(spelled) < 2 or word.raw in families().names:  # noqa: PLR2004  # one word and a number may be a version
        return False
    named = families().names.keys() | standards()
    return max(map(len, spelled)) >= _SPELLED_OUT and spelled[0] not in named


def filler_weight(language: str) -> Weigh:
    """Return the weight to use where nothing is known about how rare a word is: filler little, all else one."""
    return lambda word: FILLER_WEIGHT if adds_little(word, language) else 1.0


def _share(found: Iterable[Word], words: Iterable[Word], weigh: Weigh) -> float:
    total = sum(weigh(word) for word in words)
    return sum(weigh(word) for word in found) / total if total else 0.0


def _is_name(word: Word) -> bool:
    return bool(word.parts) or word.raw in families().names


def _meeting(by: Wording, words: Wording) -> frozenset[str]:
    """Return the keys of ``by``, and those it reaches through words written as one.

    "user list" meets ``userList`` and "Liste der Benutzer" meets "Benutzerliste" when both halves are there; half of
    such a word ("scroll" beside ``ScrollView``) is another word.
    """
    parts = {part for word in by.words if word.parts and words.keys.issuperset(word.parts) for part in word.parts}
    if not (lexicon(by.language).compounds or lexicon(words.language).compounds):
        return by.keys | parts
    made = {word.key for word in _long(words) if _halves(word, words.language, by.keys)}
    taken = {half for word in _long(by) for half in _halves(word, by.language, words.keys)}
    return by.keys | parts | made | taken


def _long(words: Wording) -> Iterator[Word]:
    """Yield the words that are long enough to be compounds."""
    return (word for word in words.words if len(word.raw) >= SHORTEST_COMPOUND)


def _halves(word: Word, language: str, keys: frozenset[str]) -> set[str]:
    """Return those of ``keys`` that are the two halves of a compound, if both are there."""
    found: set[str] = set()
    tails, pairs = halves(word.raw, language)
    for heads, tail in pairs if not tails.isdisjoint(keys) else ():
        if tail in keys and (known := heads & keys):
            found |= {tail, *known}
    return found
