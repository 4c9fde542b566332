"""What GitHub and the bots on it act upon in plain text: mentions, references, links, commands.

Each recogniser gets the stretch that is being read, the position of the character that gave rise to it, and where it
may look back, ``floor``, where the text already handled ends. It returns what to put into code, or the position to go
on from when the text is harmless. Sources: the mention pattern of jch/html-pipeline, "Linking a pull request to an
issue" and "Autolinked references and URLs" in GitHub's documentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# How far back an e-mail address or owner/repo may reach, and a closing word with its blanks.
_LONGEST_NAME = 140
_LONGEST_PHRASE = 60

_MENTION = re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9-]|_(?=[A-Za-z0-9]))*(?:/[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_MAIL_DOMAIN = re.compile(r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9][A-Za-z0-9-]*)+")
# A number ends where a word ends, or where GitHub begins a link.
_END = r"(?![A-Za-z0-9])|(?=https?://|ftp://|www\.)"
_COMMIT = re.compile(rf"@[0-9a-f]{{7,40}}(?:{_END})", re.IGNORECASE)
_ISSUE_NUMBER = re.compile(rf"#\d+(?:{_END})", re.IGNORECASE)
_GH_NUMBER = re.compile(rf"GH-\d+(?:{_END})", re.IGNORECASE)
_URL = re.compile(r"(?:(?:https?|ftp)://|www\.)[^ \t\n<>`|\[\]]*", re.IGNORECASE)
# Outside brackets, GitHub lets a bare URL run to the next blank or tag, over what would begin code or a link elsewhere.
_RUN_ON = re.compile(r"[>`|\[\]]")
_RUN_ON_TO_CODE = re.compile(r"[^ \t\n<`]*`")
_PLAUSIBLE_URL = re.compile(r"(?:\w+://|www\.)[a-z0-9][a-z0-9.-]*(?=[/?#:]|$)", re.IGNORECASE | re.ASCII)
_ACTS_INSIDE = re.compile(r"[#$!]|://")
_ENTITY = re.compile(r"&[#\w]{2,31};")
_ISSUE_URL = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)?github\.com/(?P<repo>[\w.-]+/[\w.-]+)/(?:issues|pulls?|discussions|commit|compare)/",
    re.IGNORECASE,
)
_TRACKER_PATH = re.compile(r"/(?:issues|pulls?|merge_requests)/\d")
# The nine closing verbs, and the phrase that marks a duplicate, directly before a reference.
_CLOSING = re.compile(
    r"(?<![A-Za-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|duplicate\s+of)"
    r"(?:[^\S\n]|\n(?![ \t>]*\n)|[:*_~`>\\(\[\"']|&[#\w]{2,8};|</?\w{1,9}>|\[\]\([^()\n]{0,40}\))*$",
    re.IGNORECASE,
)
# "PR#12" and the like name the own tracker; GitHub would read any other word as the owner of a fork.
_KINDS = frozenset({"pr", "prs", "issue", "issues", "bug", "ticket", "task", "mr", "gh"})
_SLASH_COMMAND = re.compile(r"/[A-Za-z][A-Za-z0-9_-]*(?![\w/.-])")
_COMMANDS = frozenset({
    "/approve", "/assign", "/cancel", "/cc", "/cherry-pick", "/close", "/deploy", "/duplicate", "/hold", "/label",
    "/lgtm", "/merge", "/milestone", "/priority", "/rebase", "/reopen", "/rerun", "/retest", "/test", "/unassign",
    "/unlabel",
})  # fmt: skip
_BOT_PHRASE = re.compile(
    r"bors[:,]?\s+(?:r[+=-][\w,.-]*|try|merge|delegate|retry|ping|single)"
    r"|renovate[:,]?\s+(?:rebase|retry|recreate)"
    r"|(?:dependabot|mergify(?:io)?)[:,]?\s+(?:rebase|recreate|merge|squash|cancel|reopen|close|ignore|refresh|queue)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of ``text`` from ``start`` to ``end`` that is read as one; ``repo`` (owner/name) is the own tracker."""

    text: str
    start: int
    end: int
    repo: str | None

    def name_before(self, at: int, floor: int, marks: str) -> int:
        """Return where the letters, digits and ``marks`` directly before ``at`` begin, not before ``floor``."""
        start, first = at, max(floor, at - _LONGEST_NAME)
        while start > first and (self.text[start - 1].isalnum() or self.text[start - 1] in marks):
            start -= 1
        return start

    def closes(self, at: int) -> bool:
        """Say whether a closing word, or "duplicate of", stands directly before ``at``."""
        return _CLOSING.search(self.text, max(0, at - _LONGEST_PHRASE), at) is not None

    def starts_line(self, at: int) -> bool:
        """Say whether only blanks and quote marks stand before ``at`` on its line."""
        first = max(self.start, at - _LONGEST_PHRASE)
        _, newline, line = self.text[first:at].rpartition("\n")
        return not line.strip(" \t>") and (bool(newline) or first == self.start)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A stretch that must not act: from ``start`` to ``end``."""

    start: int
    end: int


def mention(within: Stretch, at: int, floor: int) -> Trigger | int:
    """Judge the ``@`` at ``at``: a person, team or bot, a commit of another repository, or an address."""
    text = within.text
    start = within.name_before(at, floor, "._+-")
    if any(c.isalnum() for c in text[start:at]):
        commit = _COMMIT.match(text, at, within.end)
        owner = within.name_before(at, floor, "._/-")
        is_address = _MAIL_DOMAIN.match(text, at, within.end) is not None
        if commit and ("/" in text[owner:at] or not is_address):
            return Trigger(owner, commit.end())
        if is_address or (text[at - 1].isascii() and text[at - 1].isalnum()):
            return at + 1
    name = _MENTION.match(text, at, within.end)
    return Trigger(at, name.end()) if name else at + 1


def issue_number(within: Stretch, at: int, floor: int) -> Trigger | int:
    """Judge the ``#`` at ``at``: an issue of the own tracker stays a link unless a closing word stands before it."""
    number = _ISSUE_NUMBER.match(within.text, at, within.end)
    if number is None:
        return at + 1
    start = within.name_before(at, floor, "._/-")
    name = within.text[start:at].lstrip("/._-").casefold()
    # "my\-acme/api#1" is another repository than "acme/api#1".
    is_whole = start == within.start or within.text[start - 1] not in "._-"
    own = is_whole and (not name or name in _KINDS or name == (within.repo or "").casefold())
    return number.end() if own and not within.closes(start) else Trigger(start, number.end())


def gh_number(within: Stretch, at: int) -> Trigger | int:
    """Judge ``GH-12`` at ``at``, which is always the own tracker."""
    number = _GH_NUMBER.match(within.text, at, within.end)
    if number is None:
        return at + 1
    return Trigger(at, number.end()) if within.closes(at) else number.end()


def bare_url(within: Stretch, at: int, *, linked: Literal["surely", "maybe", "never"]) -> Trigger | int:
    """Judge the URL at ``at``: GitHub makes a link of it, and of an issue's URL a reference on that issue.

    ``linked`` says whether bare URLs become links here: in prose, but not inside brackets.
    """
    found = _URL.match(within.text, at, within.end)
    if found is None:
        return at + 1
    address = found[0].rstrip(".,:;!?*_~'\")")
    end = at + max(len(address), len("www"))
    acts = is_foreign_issue(address, within.repo) or (is_issue(address) and within.closes(at))
    run_on = _RUN_ON_TO_CODE if linked == "never" else _RUN_ON
    if acts or _deceives(address) or run_on.match(within.text, found.end(), within.end):
        return Trigger(at, end)
    may_act = _ACTS_INSIDE.search(found[0], len("https:"))
    if may_act and not _becomes_link(within, at, address, surely=linked == "surely"):
        return Trigger(at, end)
    return at + len(found[0].rstrip("!"))


def command(within: Stretch, at: int) -> Trigger | int:
    """Judge the slash at ``at``: a command at the start of a line, or after a blank one that bots are known for."""
    found = _SLASH_COMMAND.match(within.text, at, within.end)
    if found is None:
        return at + 1
    after_blank = at > within.start and within.text[at - 1] in " \t\n(,"
    acts = within.starts_line(at) or (after_blank and found[0].lower() in _COMMANDS)
    return Trigger(at, found.end()) if acts else at + 1


def bot_phrase(within: Stretch, at: int) -> Trigger | int:
    """Judge the name of a bot at ``at``."""
    found = _BOT_PHRASE.match(within.text, at, within.end)
    return Trigger(at, found.end()) if found else at + 1


def is_foreign_issue(address: str, repo: str | None) -> bool:
    """Say whether the URL names an issue, pull request, discussion or commit of a repository other than ``repo``."""
    issue = _ISSUE_URL.match(address)
    return issue is not None and issue["repo"].casefold() != (repo or "").casefold()


def is_issue(address: str) -> bool:
    """Say whether the URL looks like that of an issue or pull request, of whichever tracker."""
    return _TRACKER_PATH.search(address) is not None


def _deceives(address: str) -> bool:
    """Say whether the URL may lead elsewhere than it seems, or name a person: ``@``, a backslash, an odd scheme."""
    return "@" in address or "\\" in address or not address[:3].islower() or _ENTITY.search(address) is not None


def _becomes_link(within: Stretch, at: int, address: str, *, surely: bool) -> bool:
    """Say whether GitHub makes one link of the address, in which nothing else acts."""
    if address[:3] == "www" and at > within.start and within.text[at - 1] not in " \t\n*_~(":
        return False
    return _PLAUSIBLE_URL.match(address) is not None and (surely or not _ISSUE_NUMBER.search(address))
