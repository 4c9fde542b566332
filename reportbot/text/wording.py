"""A title or sentence taken apart into words, identifiers, numbers and quoted strings. Pure.

Case is folded, stop words are left out, inflections and synonyms meet under one key, while identifiers, paths, numbers
and quoted error strings are kept whole **and** split (camelCase, snake_case), so that ``userList`` meets both
``userlist`` and ``user list``. Text without blanks is cut at the words that its language
knows, and what is left becomes pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from reportbot.text.lexicon import DEFAULT_LANGUAGE, Lexicon, languages, lexicon, stem

# A title has 256 characters; of a body, this much tells what it is about.
LONGEST = 20_000
_LONGEST_WORD = 200

# Verbs that are joined under one key, since which of them is used says nothing; to fix is to say that something fails.
_JOINED = {
    "make": "make", "change": "change", "fix": "fail", "remove": "remove", "upgrade": "upgrade", "prevent": "prevent",
}  # fmt: skip
_PLAIN = str.maketrans("’‘“”„–—·", '\'\'"""   ', "\u00ad\u200b")
_URL = re.compile(r"\bhttps?://\S+", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<![\w&])#\d+\b")
_QUOTED = re.compile(r'"([^"\n]{4,120})"|`([^`\n]{4,120})`')
_CHUNK = re.compile(r"(?:--?|\.{0,2}/|[.@])?[^\W_][\w./:\\@+#'%-]*|_+[^\W_][\w./:\\@+#'%-]*")
_END = "./:\\@'-"
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CODE = re.compile(
    r"[a-z\d][A-Z] | _ | :: | [A-Za-z]\.[A-Za-z] | [^\W\d_][.-]?\d | \d[^\W\d_]"
    r"| ^\.{0,2}/\S | ^[\w.@-]+(?:[/\\][\w.@-]+){2,}$",
    re.VERBOSE,
)
_PATH = re.compile(r"^\.{0,2}/\S|^[\w.@-]+(?:/[\w.@-]+){2,}$|/[\w@-]+\.[A-Za-z]\w{0,4}$")
_NUMBER = re.compile(r"v?\d+(?:[.,]\d+)*%?")
# Shorter than these (in letters) a compound and its halves are found by accident.
SHORTEST_COMPOUND, _SHORTEST_HEAD, _SHORTEST_TAIL = 8, 4, 3
_GLUE = ("", "s", "n", "en", "er", "es", "ns", "ung", "ungs", "ungen", "enen")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")
_RUN = re.compile(rf"{_UNSPACED.pattern}|\d+|[a-z]+")
_HIRAGANA, _KATAKANA = re.compile(r"[\u3040-\u309f]"), re.compile(r"[\u30a0-\u30ff]")
_SCRIPT = re.compile(rf"{_HIRAGANA.pattern}+|{_KATAKANA.pattern}+|[^\u3040-\u30ff]+")
# Shorter ones are particles and endings.
_SHORTEST_HIRAGANA = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word with meaning.

    ``raw`` is as written (case folded), ``key`` where its synonyms and inflections meet, ``parts`` the keys of its
    parts, ``action`` the kind of work that it says (an action of the lexicon) or nothing.
    """

    raw: str
    key: str
    parts: tuple[str, ...] = ()
    action: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text taken apart.

    ``words`` keep their order, ``distinct`` has each once, ``keys`` hold what may cover a word of another wording (its
    words, and pairs of neighbours written as one), ``numbers`` what stands for itself (``2``, ``v3``, ``404``).
    """

    words: tuple[Word, ...]
    keys: frozenset[str]
    numbers: frozenset[str]
    language: str
    distinct: tuple[Word, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "distinct", tuple(dict.fromkeys(self.words)))


def normalise(text: str) -> str:
    """Return the text in one form: NFKC, typographic quotes and dashes plain, white space single. Case is kept."""
    return " ".join(unicodedata.normalize("NFKC", text[:LONGEST]).translate(_PLAIN).split())


def guess_language(text: str, default: str = DEFAULT_LANGUAGE) -> str:
    """Return the code of the language with the most telling words in ``text``; ``default`` when none stands out.

    Words that merely have a meaning in a language count half: a short title may have no other ("am" is two languages').
    """
    found = set(_found_words(text[:4000].casefold()))
    scores = {code: 2 * len(found & _telling(code)) + len(found & _meaningful(code)) for code in languages()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > scores.get(default, 0) else default


@cache
def _telling(language: str) -> frozenset[str]:
    return lexicon(language).stopwords | lexicon(language).telling


@cache
def _meaningful(language: str) -> frozenset[str]:
    return lexicon(language).filler | lexicon(language).concepts.keys()


@lru_cache(maxsize=4_096)
def wording(text: str, language: str | None = None) -> Wording:
    """Take a title or sentence apart. ``language`` is a code; when it is None it is guessed from the text."""
    words = lexicon(language or guess_language(text))
    found = tuple(_words(text, words))
    numbers = frozenset(word.raw for word in found if _NUMBER.fullmatch(word.raw))
    return Wording(found, frozenset(_keys(found, words)), numbers, words.language)


def index_terms(text: str, language: str | None = None) -> list[str]:
    """Return a text's terms for a full-text index, in order and with repetition: keys, parts and whole identifiers."""
    terms = []
    for word in _words(text, lexicon(language or guess_language(text))):
        terms += [word.key, *(part for part in word.parts if len(part) > 1)]
    return terms + [quoted.replace(" ", "_") for quoted in _quoted(normalise(text))]


@lru_cache(maxsize=50_000)
def halves(word: str, language: str) -> tuple[frozenset[str], tuple[tuple[frozenset[str], str], ...]]:
    """Return each way to cut a compound (case folded) in two: all second halves, and the pairs of what the first may be
    and the second, by key.

    Letters that join the two are not part of either: "Datenbank|sicherung", "Benutzer|liste", "Sicherung|s|kopie".
    """
    words = lexicon(language)
    if len(word) < SHORTEST_COMPOUND or not word.isalpha():
        return frozenset(), ()
    cuts = ((word[:at], word[at:]) for at in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1))
    pairs = tuple((frozenset(_heads(head, words)), _key(tail, words)) for head, tail in cuts)
    return frozenset(tail for _, tail in pairs), pairs


def _heads(head: str, words: Lexicon) -> Iterator[str]:
    bare = (head.removesuffix(glue) for glue in _GLUE)
    yield from (_key(one, words) for one in bare if len(one) >= _SHORTEST_HEAD)


def _keys(found: tuple[Word, ...], words: Lexicon) -> Iterator[str]:
    for word in found:
        yield from (word.key, word.raw)
        if word.raw.isalpha():
            yield stem(word.raw, words.language)
    for left, right in pairwise(found):
        if left.raw.isalpha() and right.raw.isalpha():
            joined = left.raw + right.raw
            # Endings are those of the second word; to stem each pair for itself took a fifth of all time.
            yield from (joined, words.concepts.get(joined) or left.raw + stem(right.raw, words.language))


def _words(text: str, words: Lexicon) -> Iterator[Word]:
    chunks = _with_joined(_chunks(_NUMBERED.sub(" ", normalise(text))), words)
    for number, chunk in enumerate(chunks):
        chunk = _without_article(chunk, words)  # noqa: PLW2901
        if (plain := chunk.casefold()) in words.stopwords:
            continue
        if plain in words.unclear and number == 0 and len(chunks) > 1 and chunks[1].casefold() in words.stopwords:
            yield Word(plain, "make", (), "make")
        else:
            yield from (word for word in _taken_apart(chunk, words.language) if word.raw not in words.stopwords)


def _without_article(chunk: str, words: Lexicon) -> str:
    """Take off a small word that lost its vowel before the next one: "l'utilisateur", "dell'utente"."""
    front, mark, rest = chunk.partition("'")
    return rest if mark and rest and front.casefold() in words.stopwords else chunk


def _with_joined(chunks: list[str], words: Lexicon) -> list[str]:
    """Write as one what is one word in several: "sign in" is a login."""
    begins = _joined(words.language)
    folded = [chunk.casefold() for chunk in chunks]
    if begins.keys().isdisjoint(folded):
        return chunks
    found, at = [], 0
    while at < len(chunks):
        phrase = next((one for one in begins.get(folded[at], ()) if folded[at : at + len(one)] == one), None)
        found.append(words.joined[" ".join(phrase)] if phrase else chunks[at])
        at += len(phrase) if phrase else 1
    return found


@cache
def _joined(language: str) -> dict[str, list[list[str]]]:
    """Return the phrases that are one word, longest first, by their first word."""
    begins: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in sorted(lexicon(language).joined, key=len, reverse=True):
        begins[phrase.split()[0]].append(phrase.split())
    return dict(begins)


def _chunks(plain: str) -> list[str]:
    return [chunk for found in _CHUNK.findall(_URL.sub(" ", plain)) if (chunk := found.rstrip(_END)[:_LONGEST_WORD])]


@lru_cache(maxsize=50_000)
def _taken_apart(chunk: str, language: str) -> tuple[Word, ...]:
    return tuple(_parts(chunk, lexicon(language)))


def _parts(chunk: str, words: Lexicon) -> Iterator[Word]:
    raw = chunk.casefold().removesuffix("'s").lstrip("-./@")
    if _UNSPACED.search(chunk):
        yield from _without_blanks(chunk, words)
    elif "/" in chunk and not _PATH.search(chunk):
        for side in chunk.split("/"):
            yield from _taken_apart(side, words.language) if side.strip(_END) else ()
    elif raw in words.concepts or _NUMBER.fullmatch(raw):
        yield _word(raw, words)
    elif _CODE.search(chunk):
        yield Word(raw, raw, tuple(dict.fromkeys(_key(piece, words) for piece in _pieces(chunk, words))))
    else:
        yield from _plain(raw, words)


def _plain(raw: str, words: Lexicon) -> Iterator[Word]:
    joined = re.sub(r"[-'./:\\@]", "", raw)
    pieces = re.findall(r"[\w+#]+", raw)
    whole = joined in words.concepts or any(len(piece) == 1 for piece in pieces)
    yield from (_word(piece, words) for piece in ([joined] if whole else pieces))


def _word(raw: str, words: Lexicon) -> Word:
    action = "" if raw in words.unclear else words.actions.get(stem(raw, words.language), "")
    return Word(raw, _JOINED.get(action) or _key(raw, words), (), action)


def _pieces(chunk: str, words: Lexicon) -> Iterator[str]:
    for hump in _HUMP.split(chunk):
        for piece in _PIECE.findall(hump.casefold()):
            if piece not in words.stopwords or len(piece) == 1:
                yield piece


def _found_words(folded: str) -> Iterator[str]:
    """Yield the words of a text; where no blanks stand between them, every character and every pair may be one."""
    for word in re.findall(r"[^\W\d_]+", folded):
        yield word
        if _UNSPACED.search(word):
            yield from word
            yield from map("".join, pairwise(word))


def _without_blanks(chunk: str, words: Lexicon) -> Iterator[Word]:
    """Cut a chunk where its script or a known word begins; what nobody knows becomes pairs of characters."""
    known = _known(words.language)
    for run in _RUN.findall(chunk.casefold()):
        if not _UNSPACED.match(run):
            yield _word(run, words)
            continue
        at = 0
        for hit in known.finditer(run):
            yield from _unknown(run[at : hit.start()])
            at = hit.end()
            if hit[0] not in words.stopwords:
                yield _word(hit[0], words)
        yield from _unknown(run[at:])


def _unknown(run: str) -> Iterator[Word]:
    for piece in _SCRIPT.findall(run):
        if _KATAKANA.match(piece):
            yield Word(piece, piece.rstrip("ー") or piece)
        elif not _HIRAGANA.match(piece):
            yield from (Word(pair, pair) for pair in [*map("".join, pairwise(piece))] or [piece])
        elif len(piece) >= _SHORTEST_HIRAGANA:
            yield Word(piece, piece)


@cache
def _known(language: str) -> re.Pattern[str]:
    """Return what finds the words of a language that is written without blanks, the longest first.

    A word in katakana is never a part of a longer one.
    """
    words = lexicon(language)
    longer = (word for word in (*words.filler, *words.actions, *words.concepts) if len(word) > 1)
    spelled = {*words.stopwords, *longer}
    ordered = sorted(filter(_UNSPACED.match, spelled), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_bounded, ordered)) or r"(?!)")


def _bounded(word: str) -> str:
    front = rf"(?<!{_KATAKANA.pattern})" if _KATAKANA.match(word) else ""
    return front + word + (rf"(?!{_KATAKANA.pattern})" if _KATAKANA.match(word[-1]) else "")


def _key(raw: str, words: Lexicon) -> str:
    return words.concepts.get(raw) or stem(raw, words.language)


def _quoted(plain: str) -> Iterator[str]:
    for found in _QUOTED.finditer(plain):
        inner = re.findall(r"\w+", (found.group(1) or found.group(2)).casefold())
        if len(inner) > 1:
            yield " ".join(inner)
