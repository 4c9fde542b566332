"""What a text names: issues, pull requests, URLs, paths, commits, people - and the role of an issue reference.

``#12`` may be the tracker of the work, a neighbour, or what broke; only the words directly before it tell
(corpus finding in docs/decisions). Which words those are is data of the caller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportbot.models import Mention

_ISSUE = re.compile(
    r"(?P<url>https?://[\w.-]+/(?P<url_repo>[\w.-]+/[\w.-]+)/(?P<url_kind>issues|pull)/(?P<url_number>\d+))"
    r"|(?<![\w/&#.])(?P<repo>[\w.-]+/[\w.-]+)?#(?P<number>\d{1,7})\b"
    r"|(?<![\w/])GH-(?P<gh>\d{1,7})\b"
    r"|\[(?P<link_text>issue|pr|pull request|ticket)\s*(?P<link_number>\d+)?\]\((?P<link_url>[^()\s]*)\)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
_PATH = re.compile(
    r"(?<![\w/.:@-])(?:[\w.-]+/)+[\w-]+(?:\.[A-Za-z][\w]{0,9})?(?::\d+)?|(?<![\w/.:@-])[\w-]+\.(?:py|go|rs|ts|tsx|js|md|toml|ya?ml|json|sh|zig|c|h|cpp|java|rb|sql|txt|cfg|ini)(?::\d+)?\b"
)
_COMMIT = re.compile(r"(?<![\w])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![\w])")
_PERSON = re.compile(r"(?<![\w/`.@-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))(?![\w/.@-])")
_PULL_WORD = re.compile(r"(?:\bPR|\bpull request|\bpull|\bMR)\s*$", re.IGNORECASE)
_LEAD = 48


@dataclass(frozen=True, slots=True)
class IssueReference:
    """One reference: ``value`` is ``#12``, ``owner/name#12``; ``before`` the words in front of it, case-folded."""

    value: str
    is_pull: bool
    before: str
    start: int
    end: int
    labelled: bool = False


def issue_references(text: str) -> tuple[IssueReference, ...]:
    """Return the issue and pull-request references of ``text`` in order.

    ``labelled`` is set for a link whose text says that it is the issue or pull request ("([Issue](...))").
    """
    found = []
    for hit in _ISSUE.finditer(text):
        before = text[max(0, hit.start() - _LEAD) : hit.start()].casefold()
        reference = _reference(hit, before)
        if reference:
            found.append(reference)
    return tuple(found)


def mentions(text: str) -> tuple[Mention, ...]:
    """Return everything that ``text`` names, without repetitions, in the order issue, url, path, commit, person."""
    found = [Mention("pull" if ref.is_pull else "issue", ref.value) for ref in issue_references(text)]
    found += [Mention("url", hit[0].rstrip(".,;:!?")) for hit in _URL.finditer(text)]
    rest = _URL.sub(" ", text)
    found += [Mention("path", hit[0]) for hit in _PATH.finditer(rest)]
    found += [Mention("commit", hit[0]) for hit in _COMMIT.finditer(rest)]
    found += [Mention("person", hit[1]) for hit in _PERSON.finditer(rest)]
    return tuple(dict.fromkeys(found))


def _reference(hit: re.Match[str], before: str) -> IssueReference | None:
    if hit["url"]:
        inside = before.rstrip().endswith("](") and re.search(
            r"\[(issue|pr|pull request|ticket)[^\[\]]*\]\($", before.rstrip()
        )
        value = f"{hit['url_repo']}#{hit['url_number']}"
        return IssueReference(value, hit["url_kind"].lower() == "pull", before, hit.start(), hit.end(), bool(inside))
    if hit["link_text"]:
        linked = _ISSUE.match(hit["link_url"]) if hit["link_url"] else None
        if linked is None or not linked["url"]:
            return None
        value = f"{linked['url_repo']}#{linked['url_number']}"
        return IssueReference(
            value, linked["url_kind"].lower() == "pull", before, hit.start(), hit.end(), labelled=True
        )
    number = hit["number"] or hit["gh"]
    value = f"{hit['repo'] or ''}#{number}"
    return IssueReference(value, bool(_PULL_WORD.search(before)), before, hit.start(), hit.end())
