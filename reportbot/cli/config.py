"""`reportbot config show`: every setting, and where its value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from reportbot.cli import render
from reportbot.cli.invocation import Invocation
from reportbot.cli.layout import aligned, one_line
from reportbot.cli.options import FlagsFirstGroup, command
from reportbot.setting_layers import flatten

_TOLD_BY_ADDRESS = ("ping_url", "webhook")
"""Whoever knows these addresses may post to them, so they are shown without their path."""


@command("show", examples=["reportbot config show", "reportbot config show --json"], takes=["json"])
def show(invocation: Invocation) -> None:
    """Show every setting with its value and where that comes from."""
    session = invocation.open()
    values = {".".join(key): value for key, value in flatten(session.settings.model_dump(mode="json")).items()}
    shown = {key: _without_path(value) if key in _TOLD_BY_ADDRESS else value for key, value in values.items()}
    origins = session.resolved.origins
    if session.json:
        render.json_result({key: {"value": value, "origin": _origin(key, origins)} for key, value in shown.items()})
        return
    rows = [(key, _text(value), _origin(key, origins)) for key, value in shown.items()]
    session.screen.result(aligned(rows, None, stretch=1))
    session.screen.note(f"root {session.resolved.root}, state {session.resolved.state}")


def _origin(key: str, origins: Mapping[str, str]) -> str:
    """The origin of the key, or of the table that was set as a whole."""
    return origins.get(key) or origins.get(key.partition(".")[0], "default")


def _text(value: object) -> str:
    if isinstance(value, list):
        return one_line(", ".join(map(str, value))) or "(none)"
    return "(none)" if value in (None, {}) else one_line(str(value).lower() if isinstance(value, bool) else str(value))


def _without_path(value: object) -> object:
    return f"{urlsplit(value).scheme}://{urlsplit(value).hostname}/…" if isinstance(value, str) else value


config = FlagsFirstGroup(
    "config", commands=[show], help="Show the settings and where each one comes from.",
    epilog="\b\nExamples:\n  reportbot config show\n",
)  # fmt: skip
