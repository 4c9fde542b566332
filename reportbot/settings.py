"""Settings: flags > environment > reportbot.toml > [tool.reportbot] of pyproject.toml > the user's file > defaults.

``load`` takes all of them from its caller and returns one frozen ``Settings`` with the origin of every value. This is
the only module that reads ``os.environ``. Secrets are never settings.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from reportbot import git, word_tables
from reportbot import setting_layers as layers
from reportbot.errors import SettingsError
from reportbot.setting_layers import Key, Layer

STATE_FOLDER = ".reportbot"
ADDRESSES = ("base_url", "github_url", "ping_url", "webhook")
"""Where requests, and with them secrets, go to: never taken from a file that comes with a checkout."""

_WORD_FILES: Key = ("words", "files")
_DURATION = re.compile(r"(\d{1,9})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EXPECTED = {
    "int": "a whole number", "float": "a number", "bool": "true or false", "string": "text", "tuple": "a list of texts",
    "dict": "a table", "model": "a table",
}  # fmt: skip


def parse_duration(value: object) -> int:
    """Return the seconds that ``"90s"``, ``"15m"``, ``"1h"`` or ``"2d"`` means; a whole number is seconds already."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    found = _DURATION.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if not found:
        raise ValueError("a duration such as 90s, 15m, 1h or 2d")
    return int(found[1]) * _SECONDS[found[2]]


def _words(value: object) -> object:
    """A list as it stands in a file, or the comma list of an environment variable, as a tuple."""
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return tuple(value) if isinstance(value, list) else value


def _table(value: object) -> object:
    """A table as it stands in a file, or the JSON object of an environment variable."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return value


def _repository(value: str) -> str:
    if not git.REPOSITORY.fullmatch(value):
        raise ValueError("OWNER/NAME, such as acme/api")
    return value


def _model(value: str) -> str:
    if not re.fullmatch(r"[\w.-]+/[^\s/]\S*", value):
        raise ValueError("PROVIDER/NAME, such as openai/gpt-5-mini")
    return value


def _address(value: str) -> str:
    """Refuse what two parsers could read as two hosts, and passwords inside of an address."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s\\\x00-\x1f\x7f]", value):
        raise ValueError("an http or https address without a user name in it")
    return value


Duration = Annotated[int, BeforeValidator(parse_duration)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Phrases = Annotated[tuple[str, ...], BeforeValidator(word_tables.phrases)]
Repository = Annotated[str, AfterValidator(_repository)]
Address = Annotated[str, AfterValidator(_address)]
_TABLE = ConfigDict(frozen=True, extra="forbid")


class Budget(BaseModel):
    """A run stops cleanly, with what it has, when one of these is spent. ``cost`` is in the currency of the prices."""

    model_config = _TABLE
    calls: Annotated[int, Field(ge=0)] = 50
    tokens: Annotated[int, Field(ge=0)] = 200_000
    cost: Annotated[float, Field(ge=0)] = 1.00


class Price(BaseModel):
    """What a million tokens cost."""

    model_config = _TABLE
    input: Annotated[float, Field(ge=0)] = 0.0
    output: Annotated[float, Field(ge=0)] = 0.0


class Publish(BaseModel):
    """How approved drafts become issues. ``settle`` is in seconds; GitHub takes 500 issues an hour at most."""

    model_config = _TABLE
    labels: Words = ()
    create_labels: bool = False
    per_hour: Annotated[int, Field(ge=1, le=500)] = 60
    settle: Duration = 15 * 60


class OwnWords(BaseModel):
    """What the rules engine knows beside the words that ship: whole ``files``, absolute once loaded, and ``tables``."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, dict[str, Phrases]] = Field(init=False)
    files: Words = ()

    @property
    def tables(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The phrases by table and key, such as ``tables["sections"]["open"]``."""
        return self.__pydantic_extra__


class Settings(BaseModel):
    """Every setting, validated. Durations are seconds, sizes bytes; ``state`` is as written, see ``Resolved.state``."""

    model_config = _TABLE
    repo: Repository | None = None
    sources: Words = ()
    model: Annotated[str, AfterValidator(_model)] | None = None
    output: Literal["strict", "schema", "tools", "json", "md_json"] = "strict"
    timeout: Annotated[float, Field(gt=0)] = 90
    state: Annotated[str, Field(min_length=1)] = STATE_FOLDER
    limit: Annotated[int, Field(ge=0)] = 10
    max_age: Duration = 3600
    max_bytes: Annotated[int, Field(ge=1)] = 5_000_000
    keep_sources: bool = True
    base_url: Address | None = None
    github_url: Address = "https://api.github.com"
    ping_url: Address | None = None
    webhook: Address | None = None
    budget: Budget = Budget()
    prices: Annotated[dict[str, Price], BeforeValidator(_table)] = {}
    publish: Publish = Publish()
    words: OwnWords = OwnWords()


@dataclass(frozen=True)
class Resolved:
    """The settings of one command: ``origins`` has a line for every dotted key, ``root`` and ``state`` are absolute."""

    settings: Settings
    origins: Mapping[str, str]
    root: Path
    state: Path
    files: tuple[Path, ...]
    warnings: tuple[str, ...]


def process_environment() -> Mapping[str, str]:
    """Return the environment of this process, for handing to ``load`` and to git."""
    return os.environ


def default_user_file() -> Path:
    """Return where the user's own settings stand on this system, whether or not the file exists."""
    return user_config_path("reportbot", appauthor=False) / layers.PROJECT_FILE


def load(
    flags: Mapping[str, object], environ: Mapping[str, str], cwd: Path, user_file: Path, config: Path | None = None
) -> Resolved:
    """Return the settings for a command that runs in ``cwd``, an absolute path.

    ``flags`` maps top-level keys to values, None for not given; ``config`` is read instead of the project's own files.
    Raises SettingsError, naming the place and the key, for anything that cannot be used.
    """
    root = git.work_tree(cwd, environ) or cwd
    known = _keys()
    files = tuple(layers.files(cwd, root, user_file, config))
    stack = [
        *(layers.file_layer(file, root, user_file) for file in files),
        layers.environment_layer(environ, known, cwd),
        layers.flag_layer(flags, cwd),
    ]
    settings, origins = _merge(stack)
    if settings.repo is None and (repo := git.origin_repository(root, environ, _hosts(settings, environ))):
        settings, origins["repo",] = settings.model_copy(update={"repo": repo}), "the git remote origin"
    dotted = {".".join(key): origin for key, origin in origins.items()}
    return Resolved(settings, dotted, root, _state(stack, root), files, _unknown_variables(environ, known))


def _keys() -> list[Key]:
    return list(layers.flatten(Settings().model_dump()))


def _merge(stack: Sequence[Layer]) -> tuple[Settings, dict[Key, str]]:
    """Lay the stack over the defaults, the weakest first, checking each layer by itself so that errors name it."""
    origins: dict[Key, str] = dict.fromkeys(_keys(), "default")
    values: dict[Key, object] = {}
    for layer in stack:
        checked = _check(layer)
        values |= layer.values
        if _WORD_FILES in layer.values:
            values[_WORD_FILES] = tuple(str(layer.beside / file) for file in checked.words.files)
        origins |= layer.names
    return Settings.model_validate(layers.unflatten(values)), origins


def _check(layer: Layer) -> Settings:
    _check_words(layer)
    try:
        checked = Settings.model_validate(layers.unflatten(layer.values), strict=layer.strict)
    except ValidationError as error:
        raise _explain(error, layer) from error
    if layer.inside is not None:
        _check_checkout(layer, checked, layer.inside)
    return checked


def _check_words(layer: Layer) -> None:
    """Refuse tables and keys of words that nothing reads; what is in them is checked like all settings."""
    for key in layer.values:
        if key[:1] == _WORD_FILES[:1] and len(key) > 1 and key[:2] != _WORD_FILES:
            word_tables.refuse_unknown(key[1:3], layer.names[key], above="words.")


def _check_checkout(layer: Layer, checked: Settings, inside: Path) -> None:
    """Refuse what a file that comes with a checkout could send secrets, or write drafts, elsewhere with."""
    for name in ADDRESSES:
        if (name,) in layer.values and not is_loopback(str(getattr(checked, name))):
            raise SettingsError(
                f"{layer.names[name,]}: {name} in a project file may name this machine only",
                f"Move it to your own file ({default_user_file()}) or set {layers.ENVIRONMENT_PREFIX}{name.upper()}",
            )
    if ("state",) in layer.values and not (layer.folder / checked.state).resolve().is_relative_to(inside.resolve()):
        raise SettingsError(
            f"{layer.names['state',]}: state must be a folder inside of {inside}", "Use --state for one elsewhere"
        )
    for file in checked.words.files:
        if not (layer.beside / file).resolve().is_relative_to(inside.resolve()):
            raise SettingsError(
                f"{layer.names[_WORD_FILES]}: words.files must name files inside of {inside}",
                f"Copy the file there, or name it in your own settings ({default_user_file()})",
            )


def is_loopback(address: str) -> bool:
    """Return whether an address names this machine: ``localhost``, 127.0.0.0/8 or ::1, not a look-alike."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _explain(error: ValidationError, layer: Layer) -> SettingsError:
    """Turn the first complaint into the user's words: the place, the key, what was expected."""
    first = error.errors(include_url=False)[0]
    path = tuple(str(part) for part in first["loc"])
    key = max((known for known in layer.values if known == path[: len(known)]), key=len, default=path)
    where = layer.names.get(key) or next(name for known, name in layer.names.items() if known[: len(path)] == path)
    dotted = ".".join(path[: max(len(key), 1)])
    if first["type"] == "extra_forbidden":
        siblings = [".".join(known) for known in [*_keys(), ("budget",), ("publish",)]]
        return SettingsError(f"{where}: {dotted} is not a setting", _suggestion(dotted, siblings))
    kind = "tuple" if key in layer.values and len(path) > len(key) else first["type"]
    return SettingsError(f"{where}: {dotted} must be {_expected(kind, first['msg'], first.get('ctx', {}))}")


def _expected(kind: str, message: str, context: Mapping[str, object]) -> str:
    templates = {
        "ge": "at least {:g}",
        "gt": "more than {:g}",
        "le": "at most {:g}",
        "min_length": "text of at least {} character",
        "expected": "one of {}",
        "error": "{}",
    }
    for name, template in templates.items():
        if name in context:
            return template.format(context[name])
    return _EXPECTED.get(kind.partition("_")[0], message)


def _suggestion(name: str, names: Sequence[str]) -> str:
    close = get_close_matches(name, names, n=1)
    return f"Did you mean {close[0]}?" if close else "`reportbot config show` lists all settings"


def _unknown_variables(environ: Mapping[str, str], known: Sequence[Key]) -> tuple[str, ...]:
    """A variable that only looks like ours is reported, not refused: users' own scripts may use the prefix."""
    names = layers.environment_names(known)
    unknown = sorted(name for name in environ if name.startswith(layers.ENVIRONMENT_PREFIX) and name not in names)
    return tuple(f"{name} is not a setting. {_suggestion(name, list(names))}" for name in unknown)


def _hosts(settings: Settings, environ: Mapping[str, str]) -> frozenset[str]:
    addresses = (settings.github_url, environ.get("GITHUB_SERVER_URL", ""))
    return git.GITHUB_HOSTS | {(urlsplit(address).hostname or "").removeprefix("api.") for address in addresses}


def _state(stack: Sequence[Layer], root: Path) -> Path:
    """The state folder by the strongest layer that names one; a flag's is relative to where the user stands."""
    named = [layer.folder / str(layer.values["state",]) for layer in stack if ("state",) in layer.values]
    return named[-1] if named else root / STATE_FOLDER
