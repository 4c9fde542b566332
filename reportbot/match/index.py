"""Candidates: which issues an item may be about, by a full-text index in SQLite (FTS5) and bm25.

The places of a term are read from the index once a run and scored here: SQLite's own ``bm25()`` gives the same numbers,
but counts the terms of every issue anew for every question, which took ten times as long.

Text is taken apart by ``text.wording`` before it reaches SQLite: identifiers stay whole, inflections and synonyms meet,
and no character of a query means anything to the search engine. No threshold on the score separates duplicates from
the rest, so the index hands over a list and the verdict decides.
"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from contextlib import closing
from heapq import nlargest
from pathlib import Path
from types import TracebackType
from typing import Self

from reportbot.match.thresholds import (
    ALWAYS_ASKED,
    BODY_COMMON,
    BODY_SHARE,
    BODY_TERMS,
    CANDIDATES,
    POOL,
    SCANNED,
    TITLE_COMMON,
    TITLE_TERMS,
    TITLE_WEIGHT,
)
from reportbot.models import Candidate, TrackedIssue
from reportbot.text.lexicon import fingerprint
from reportbot.text.wording import guess_language, index_terms

# Change it with the tables and with the code that takes texts apart; the words of the lexicon watch themselves.
FORMAT = 2
# Of a long body, what is indexed and what is asked with (in characters): the beginning says what it is about.
_BODY_INDEXED, _BODY_ASKED = 4_000, 1_000
# bm25 with the usual constants, which SQLite has too; a term of weight 1 gives less than (k1 + 1).
_K1, _B = 1.2, 0.75
_SATURATION = _K1 + 1
# A language that this share of the issues or less is guessed to be written in is a wrong guess, or costs too much.
_FEW = 0.05
# The weight that bm25 gives to a term of more than half of the issues.
_LEAST = 1e-6
# A collection of few issues tells little about which words are rare; this many issues without the word are imagined.
_IMAGINED = 1_000

_SCHEMA = """
CREATE TABLE IF NOT EXISTS issue (
    number INTEGER PRIMARY KEY, digest TEXT NOT NULL, language TEXT NOT NULL, terms INTEGER NOT NULL
);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, tokenize = "ascii tokenchars '_./:\\@+#''-,%'");
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(words, 'row');
CREATE VIRTUAL TABLE IF NOT EXISTS place USING fts5vocab(words, 'instance');
"""

_PLACES = "SELECT doc, sum(CASE col WHEN 'title' THEN ? ELSE 1 END) FROM place WHERE term = ? GROUP BY doc ORDER BY doc"


class IssueIndex:
    """A full-text index of issues, in memory or in a file of the cache; a damaged file is built anew.

    Use as a context manager, or call ``close``.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._database = _open(path)
        self._frequency: dict[str, int] = {}
        self._postings: dict[str, tuple[array[int], array[float]]] = {}
        self._lengths: dict[int, float] = {}
        self._size, self._spoken = self._count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the database."""
        self._database.close()

    def sync(self, issues: Iterable[TrackedIssue]) -> int:
        """Make the index hold just these issues, each by its newest text. Return how many were written or taken out."""
        wanted = {issue.number: (issue, _digest(issue)) for issue in issues}
        known: dict[int, str] = dict(self._database.execute("SELECT number, digest FROM issue"))
        gone = [number for number in known if number not in wanted]
        changed = [issue for number, (issue, digest) in wanted.items() if known.get(number) != digest]
        with self._database:
            self._remove([*gone, *(issue.number for issue in changed if issue.number in known)])
            self._add(changed)
        for kept in (self._frequency, self._postings, self._lengths):
            kept.clear()
        self._size, self._spoken = self._count()
        return len(gone) + len(changed)

    def candidates(
        self, title: str, body: str = "", *, language: str | None = None, limit: int = CANDIDATES
    ) -> tuple[Candidate, ...]:
        """Return up to ``limit`` issues whose words agree best, best first, each with a score from 0 to 1.

        Title words weigh most; those of the body are asked for themselves and count ``BODY_SHARE`` of that. Any text
        may be asked with.
        """
        asked = ((title, TITLE_TERMS, TITLE_COMMON, 1.0), (body[:_BODY_ASKED], BODY_TERMS, BODY_COMMON, BODY_SHARE))
        weights: dict[str, float] = {}
        for text, terms, common, share in asked:
            for term, weight in self._telling(text, language, terms, common).items():
                weights[term] = weights.get(term, 0.0) + share * weight
        scores = self._scored(weights)
        highest = _SATURATION * sum(weights.values())
        best = sorted(_highest(scores, limit), key=lambda number: (-scores[number], number))[:limit]
        return tuple(Candidate(number, round(min(1.0, scores[number] / highest), 3)) for number in best)

    def _scored(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Return the score of the issues that may be among the best.

        All issues that have one of the rarest terms are scored with these; what the common ones add is looked up for
        the best of them only.
        """
        scores: dict[int, float] = {}
        scanned = 0
        terms = sorted(weights, key=lambda term: (self._issues_with(term), term))
        for term in terms:
            if scanned and scanned + self._issues_with(term) > SCANNED:
                break
            scanned += self._issues_with(term)
            weight = weights[term]
            for number, part in zip(*self._places(term), strict=True):
                scores[number] = scores.get(number, 0.0) + weight * part
            terms = terms[1:]
        if terms:
            scores = {number: scores[number] for number in _highest(scores, POOL)}
        for term in terms:
            numbers, parts = self._places(term)
            for number in scores:
                if (at := bisect_left(numbers, number)) < len(numbers) and numbers[at] == number:
                    scores[number] += weights[term] * parts[at]
        return scores

    def rarity(self, key: str) -> float:
        """Return how telling a word key is: near 1 for one that no issue has, towards 0 for one that most have."""
        size = self._size + _IMAGINED
        return math.log1p(size / (self._issues_with(key) + 1)) / math.log1p(size)

    def _telling(self, text: str, language: str | None, limit: int, common: float) -> Mapping[str, float]:
        """Return the rarest terms of ``text`` that the index knows, with the weight (over 0) that bm25 gives them.

        Behind the first few, terms that more than the share ``common`` of the issues have are left out: they cost most
        of the time and decide little.
        """
        own = language or guess_language(text)
        terms = {term for code in {own, *self._spoken} for term in index_terms(text, code)}
        known = sorted((self._issues_with(term), term) for term in terms if self._issues_with(term))
        kept = [*known[:ALWAYS_ASKED], *(pair for pair in known[ALWAYS_ASKED:limit] if pair[0] <= common * self._size)]
        weights = ((term, math.log((self._size - count + 0.5) / (count + 0.5))) for count, term in kept)
        return {term: max(weight, _LEAST) for term, weight in weights}

    def _places(self, term: str) -> tuple[array[int], array[float]]:
        """Return the issues that have a term by number, and what bm25 gives each at weight 1: more in a short issue."""
        if term not in self._postings:
            lengths = self._lengths or self._measured()
            rows = self._database.execute(_PLACES, (TITLE_WEIGHT, term)).fetchall()
            parts = (count * _SATURATION / (count + _K1 * lengths[number]) for number, count in rows)
            self._postings[term] = array("q", (number for number, _ in rows)), array("d", parts)
        return self._postings[term]

    def _measured(self) -> dict[int, float]:
        """Return how long each issue is, where 1 is the average and differences count by three quarters."""
        rows = self._database.execute("SELECT number, terms FROM issue").fetchall()
        average = sum(terms for _, terms in rows) / len(rows)
        self._lengths.update((number, 1 - _B + _B * terms / average) for number, terms in rows)
        return self._lengths

    def _issues_with(self, term: str) -> int:
        if term not in self._frequency:
            row = self._database.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
            self._frequency[term] = row[0] if row else 0
        return self._frequency[term]

    def _remove(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._database.execute("DELETE FROM words WHERE rowid = ?", (number,))
            self._database.execute("DELETE FROM issue WHERE number = ?", (number,))

    def _add(self, issues: Iterable[TrackedIssue]) -> None:
        for issue in issues:
            body = issue.body[:_BODY_INDEXED]
            language = guess_language(f"{issue.title} {body}")
            title_terms, body_terms = index_terms(issue.title, language), index_terms(body, language)
            row = (issue.number, " ".join(title_terms), " ".join(body_terms))
            self._database.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", row)
            length = len(title_terms) + len(body_terms)
            known = (issue.number, _digest(issue), language, length)
            self._database.execute("INSERT INTO issue VALUES (?, ?, ?, ?)", known)

    def _count(self) -> tuple[int, tuple[str, ...]]:
        """Return how many issues there are, and the languages that more than a few of them are written in."""
        counts = dict(self._database.execute("SELECT language, count(*) FROM issue GROUP BY language"))
        size = sum(counts.values())
        return size, tuple(code for code, count in counts.items() if count > size * _FEW)


def kept_index(path: Path | None) -> IssueIndex:
    """Return the index of the cache; one in memory without a path, or where the file cannot be used now."""
    try:
        return IssueIndex(path)
    except (OSError, sqlite3.Error):
        return IssueIndex()


def _highest(scores: Mapping[int, float], count: int) -> list[int]:
    """Return the numbers with the highest scores, in no order; with equal last ones maybe more than ``count``."""
    if len(scores) <= count:
        return list(scores)
    lowest = nlargest(count, scores.values())[-1]
    return [number for number, score in scores.items() if score >= lowest]


def _open(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _prepared(":memory:")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not _is_sound(path):
        path.unlink()
    return _prepared(str(path))


def _is_sound(path: Path) -> bool:
    """Tell whether the file is an undamaged database of this format; raise when another process has locked it."""
    with closing(sqlite3.connect(path)) as database:
        try:
            made = database.execute("PRAGMA user_version").fetchone() == (FORMAT,)
            return bool(made and database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            return False


def _prepared(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name)
    # Not at every opening: it would write the file even when nothing has changed.
    if database.execute("PRAGMA user_version").fetchone() != (FORMAT,):
        database.executescript(f"{_SCHEMA}PRAGMA user_version = {FORMAT};")
    return database


def _digest(issue: TrackedIssue) -> str:
    text = "\0".join((str(FORMAT), fingerprint(), issue.title, issue.body[:_BODY_INDEXED]))
    return hashlib.sha256(text.encode()).hexdigest()
