"""Where settings come from: files, the environment and flags, each as one flat layer that knows its origin.

What the keys mean is told in ``settings``; here a key is a path of names, such as ``("budget", "calls")``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportbot.errors import SettingsError

PROJECT_FILE = "reportbot.toml"
LARGEST_FILE = 1_000_000
"""Bytes of a settings file that are read at most."""

ENVIRONMENT_PREFIX = "REPORTBOT_"
FOREIGN_NAMES = {"GITHUB_API_URL": ("github_url",), "OPENAI_BASE_URL": ("base_url",)}
"""Names that users have set already, for GitHub Actions and for OpenAI's own client."""

_VARIABLES_FOR_THEM = "OPENAI_API_KEY, GITHUB_TOKEN or GH_TOKEN"
_SECRET_KEY = re.compile(r"(^|[_-])(token|api[_-]?key|secret|password)$", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"(gh[pousr]_|github_pat_|sk-)\w")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Layer:
    """One place that settings come from. ``names`` says per key where exactly; relative paths start at ``folder``.

    Files that a settings file names stand ``beside`` it. ``strict`` is set where values have types of their own (TOML,
    not the environment). ``inside`` is set for a file that comes with a checkout: what it says is not the user's word,
    and its paths must stay in that folder.
    """

    values: Mapping[Key, object]
    names: Mapping[Key, str]
    folder: Path
    beside: Path
    strict: bool = True
    inside: Path | None = None


def flag_layer(flags: Mapping[str, object], cwd: Path) -> Layer:
    """Return the layer of the command line; None means that a flag was not given."""
    values: dict[Key, object] = {(key,): value for key, value in flags.items() if value is not None}
    return Layer(values, {key: f"the flag --{key[0].replace('_', '-')}" for key in values}, cwd, cwd, strict=False)


def environment_names(known: Iterable[Key]) -> dict[str, Key]:
    """Return the environment variable for every known key, such as ``REPORTBOT_BUDGET_CALLS``."""
    return {ENVIRONMENT_PREFIX + "_".join(key).upper(): key for key in known}


def environment_layer(environ: Mapping[str, str], known: Iterable[Key], cwd: Path) -> Layer:
    """Return what the environment sets. An empty variable sets nothing; our own names win over foreign ones."""
    names = {key: name for name, key in (FOREIGN_NAMES | environment_names(known)).items() if environ.get(name)}
    values = {key: environ[name] for key, name in names.items()}
    return Layer(values, {key: f"the environment, {name}" for key, name in names.items()}, cwd, cwd, strict=False)


def files(cwd: Path, root: Path, user_file: Path, config: Path | None) -> Iterator[Path]:
    """Yield the settings files that exist, the weakest first.

    Of each name the file nearest to ``cwd`` counts, and none outside of ``root``. ``config`` replaces the project's.
    """
    if user_file.is_file():
        yield user_file
    if config is not None:
        if not config.is_file():
            raise SettingsError(f"{config}: no such settings file", "Name a TOML file after --config")
        yield config
        return
    upward = [cwd, *(folder for folder in cwd.parents if folder.is_relative_to(root))]
    for name in ("pyproject.toml", PROJECT_FILE):
        yield from [folder / name for folder in upward if (folder / name).is_file()][:1]


def file_layer(file: Path, root: Path, user_file: Path) -> Layer:
    """Return what one settings file says. A file under ``root``, other than the user's own, came with the checkout."""
    table = _parse(file)
    if file.name == "pyproject.toml":
        tool = table.get("tool")
        table = tool.get("reportbot", {}) if isinstance(tool, dict) else {}
    values = flatten(table)
    _refuse_secrets(values, file)
    own = file == user_file or not file.resolve().is_relative_to(root.resolve())
    return Layer(values, dict.fromkeys(values, str(file)), root, file.parent, inside=None if own else root)


def _parse(file: Path) -> dict[str, object]:
    try:
        with file.open("rb") as stream:
            return tomllib.loads(stream.read(LARGEST_FILE).decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror})") from error
    except RecursionError as error:
        raise SettingsError(f"{file}: nested too deeply", "Correct the file, or move it away") from error
    except ValueError as error:
        raise SettingsError(f"{file}: not valid TOML ({error})", "Correct the file, or move it away") from error


def _refuse_secrets(values: Mapping[Key, object], file: Path) -> None:
    for key, value in values.items():
        texts = value if isinstance(value, list) else [value]
        spoken = any(isinstance(text, str) and _SECRET_VALUE.match(text) for text in texts)
        if spoken or any(_SECRET_KEY.search(name) for name in key):
            raise SettingsError(
                f"{file}: {'.'.join(key)} holds a secret, and files are copied and committed",
                f"Remove it, revoke it if the file was shared, and set {_VARIABLES_FOR_THEM} in the environment",
            )


def flatten(table: Mapping[str, object], above: Key = ()) -> dict[Key, object]:
    """Return the leaves of nested tables under their paths. An empty table is a leaf."""
    leaves: dict[Key, object] = {}
    for name, value in table.items():
        leaves |= flatten(value, (*above, name)) if isinstance(value, dict) and value else {(*above, name): value}
    return leaves


def unflatten(leaves: Mapping[Key, object]) -> dict[str, object]:
    """Return nested tables again. Where two leaves contradict each other in shape, the later one counts."""
    table: dict[str, object] = {}
    for key, value in leaves.items():
        here = table
        for name in key[:-1]:
            inner = here.get(name)
            if not isinstance(inner, dict):
                inner = here[name] = {}
            here = inner
        here[key[-1]] = value
    return table
