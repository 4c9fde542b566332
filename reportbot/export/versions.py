"""The analysis of one document version, as it is filed: independent of the run that it was made in.

The same bytes may stand in several sources, so a version has one document for each of them, sorted and numbered anew.
"""

from __future__ import annotations

from dataclasses import replace

from reportbot.models import ActionItem, Analysis


def version_of(analysis: Analysis, sha256: str, stored: Analysis | None) -> Analysis:
    """Return the part of ``analysis`` that is about one document version, joined with what is stored of other sources.

    An item that now meets its own draft keeps the match that led to that draft.
    """
    ids = {document.id for document in analysis.documents if document.sha256 == sha256}
    part = _part(analysis, ids)
    if stored is None:
        return _numbered(part)
    before = {match.item: match for match in stored.matches}
    matches = tuple(
        before.get(match.item, match) if match.verdict == "repeat" and match.by == "draft" else match
        for match in part.matches
    )
    sources = {document.source for document in part.documents}
    others = _part(
        _apart(stored), {f"stored-{document.id}" for document in stored.documents if document.source not in sources}
    )
    return _numbered(
        replace(
            part,
            documents=(*part.documents, *others.documents),
            groups=(*part.groups, *others.groups),
            items=(*part.items, *others.items),
            matches=(*matches, *others.matches),
        )
    )


def _part(analysis: Analysis, documents: set[str]) -> Analysis:
    items = tuple(item for item in analysis.items if item.evidence[0].document in documents)
    kept, groups = {item.id for item in items}, {item.group for item in items}
    return Analysis(
        analysis.repo, tuple(document for document in analysis.documents if document.id in documents),
        tuple(group for group in analysis.groups if group.id in groups), items,
        tuple(match for match in analysis.matches if match.item in kept), (), analysis.usage,
    )  # fmt: skip


def _apart(stored: Analysis) -> Analysis:
    """Give the stored documents and groups ids that no run uses."""
    documents = {document.id: f"stored-{document.id}" for document in stored.documents}
    groups = {group.id: f"stored-{group.id}" for group in stored.groups}
    return _renamed(stored, documents, groups)


def _numbered(analysis: Analysis) -> Analysis:
    ordered = sorted(analysis.documents, key=lambda document: document.source)
    documents = {document.id: f"d{number}" for number, document in enumerate(ordered, start=1)}
    groups = {group.id: f"g{number}" for number, group in enumerate(analysis.groups, start=1)}
    return _renamed(replace(analysis, documents=tuple(ordered)), documents, groups)


def _renamed(analysis: Analysis, documents: dict[str, str], groups: dict[str, str]) -> Analysis:
    return replace(
        analysis,
        documents=tuple(replace(document, id=documents[document.id]) for document in analysis.documents),
        groups=tuple(replace(group, id=groups[group.id]) for group in analysis.groups),
        items=tuple(_renamed_item(item, documents, groups) for item in analysis.items),
    )


def _renamed_item(item: ActionItem, documents: dict[str, str], groups: dict[str, str]) -> ActionItem:
    evidence = tuple(replace(part, document=documents[part.document]) for part in item.evidence)
    return replace(item, evidence=evidence, group=groups.get(item.group or ""))
