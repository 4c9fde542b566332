"""Analyses on disk: filed by document version, read back for ``draft`` and for exports."""

from __future__ import annotations

from collections.abc import Iterator

from reportbot.export.analysis_json import analysis_from_json, analysis_to_json
from reportbot.export.versions import version_of
from reportbot.models import Analysis
from reportbot.state import analyses
from reportbot.state.folder import StateFolder


def file_versions(analysis: Analysis, folder: StateFolder, *, keep_sources: bool) -> tuple[str, ...]:
    """File the analysis of every document version, and the texts when ``keep_sources``.

    Returns the SHA-256 of each version in which something is new. Raises StateError.
    """
    versions = dict.fromkeys(document.sha256 for document in analysis.documents if document.skipped is None)
    return tuple(sha256 for sha256 in versions if _file(analysis, folder, sha256, keep_source=keep_sources))


def stored(folder: StateFolder) -> Iterator[Analysis]:
    """Yield all filed analyses in the order of their SHA-256. Raises StateError for one that cannot be read."""
    for sha256 in analyses.names(folder):
        filed = analyses.read(folder, sha256)
        if filed is not None:
            yield analysis_from_json(filed)


def _file(analysis: Analysis, folder: StateFolder, sha256: str, *, keep_source: bool) -> bool:
    filed = analyses.read(folder, sha256)
    version = version_of(analysis, sha256, analysis_from_json(filed) if filed is not None else None)
    if keep_source:
        document = next(document for document in analysis.documents if document.sha256 == sha256)
        analyses.write_source(folder, sha256, "\n".join(document.lines) + "\n")
    return analyses.write(folder, sha256, analysis_to_json(version))
