"""`reportbot schema`: what scripts may expect of `analyze --json`."""

from __future__ import annotations

from reportbot.cli import render
from reportbot.cli.invocation import Invocation
from reportbot.cli.options import command


@command("schema", examples=["reportbot schema > analysis.schema.json"])
def schema(_invocation: Invocation) -> None:
    """Print the JSON schema of what `analyze --json` prints."""
    from reportbot.export.analysis_json import json_schema

    render.json_result(json_schema())
