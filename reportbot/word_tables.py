"""Tables of phrases, as the rules engine reads them: those that ship, and what a user's own may look like.

A file of a language holds tables (``sections``), these keys (``open``), these lists of phrases. What a phrase means is
told in ``extract/words.py``; which tables and keys there are, only the files that ship say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from reportbot.errors import SettingsError

Tables = Mapping[str, Mapping[str, Sequence[str]]]

LARGEST_FILE = 250_000
"""Bytes that a file of words may have; the largest that ships has a tenth of that."""

LONGEST_PHRASE = 200
MOST_GAPS = 2
"""`` … `` in one phrase: each one more multiplies the time that a search may take."""

A_LIST = f"a list of phrases, each a text of 1 to {LONGEST_PHRASE} characters with {MOST_GAPS} gaps at most"
_GAP = " … "


@cache
def shipped() -> tuple[Tables, ...]:
    """Return the tables of every language that ships with the package, the English ones first."""
    folder = files("reportbot") / "extract" / "words"
    names = sorted((entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")), key=_english_first)
    return tuple(tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names)


@cache
def known() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of each table, in the order of the files that ship."""
    keys: dict[str, dict[str, None]] = {}
    for tables in shipped():
        for table, own in tables.items():
            keys.setdefault(table, {}).update(dict.fromkeys(own))
    return {table: tuple(own) for table, own in keys.items()}


def read(file: Path) -> Tables:
    """Return the tables of one file. Raises SettingsError, naming file and key, for one that cannot be used."""
    tables: dict[str, Mapping[str, Sequence[str]]] = {}
    for table, keys in _parse(file).items():
        refuse_unknown((table,), str(file))
        if not isinstance(keys, dict):
            raise SettingsError(f"{file}: {table} must be a table of lists of phrases", _tables_in_words())
        tables[table] = {key: _listed(value, (table, key), file) for key, value in keys.items()}
    return tables


def phrases(value: object) -> tuple[str, ...]:
    """Return a list of phrases without the blanks around them. Raises ValueError with what was expected."""
    if not isinstance(value, list | tuple):
        raise ValueError(A_LIST)
    found = tuple(phrase.strip() for phrase in value if isinstance(phrase, str) and _is_phrase(phrase))
    if len(found) != len(value):
        raise ValueError(A_LIST)
    return found


def refuse_unknown(name: Sequence[str], where: str, above: str = "") -> None:
    """Raise SettingsError when ``name``, a table and perhaps its key, is none that the rules engine reads.

    ``above`` stands before the name in the message, such as ``words.``.
    """
    table, *rest = name
    tables = known()
    if table not in tables:
        raise SettingsError(
            f"{where}: {above}{table} is no table of words",
            f"{_closest(table, [*tables, *(['files'] if above else [])])}{_tables_in_words()}",
        )
    if rest and rest[0] not in tables[table]:
        keys = ", ".join(tables[table])
        raise SettingsError(
            f"{where}: {above}{table}.{rest[0]} is no key of words",
            f"{_closest(rest[0], tables[table])}The keys of {table} are {keys}",
        )


def _listed(value: object, name: Sequence[str], file: Path) -> tuple[str, ...]:
    refuse_unknown(name, str(file))
    try:
        return phrases(value)
    except ValueError as error:
        raise SettingsError(f"{file}: {'.'.join(name)} must be {error}", "Correct the file") from error


def _is_phrase(text: str) -> bool:
    parts = text.strip().removesuffix("*").split(_GAP)
    return len(text) <= LONGEST_PHRASE and len(parts) <= MOST_GAPS + 1 and all(part.strip() for part in parts)


def _parse(file: Path) -> dict[str, object]:
    try:
        if not file.is_file():
            raise SettingsError(
                f"{file}: {'not a file' if file.exists() else 'no such file of words'}", "Correct words.files"
            )
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise SettingsError(
                f"{file}: larger than the {LARGEST_FILE:,} bytes that a file of words may have", "Split it"
            )
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror})", "Correct words.files") from error
    except RecursionError as error:
        raise SettingsError(f"{file}: nested too deeply", "Correct the file") from error
    except ValueError as error:
        raise SettingsError(f"{file}: not valid TOML ({error})", "Correct the file") from error


def _closest(name: str, names: Iterable[str]) -> str:
    close = get_close_matches(name, list(names), n=1)
    return f"Did you mean {close[0]}? " if close else ""


def _tables_in_words() -> str:
    return f"The tables are {', '.join(known())}"


def _english_first(name: str) -> tuple[bool, str]:
    return name != "en.toml", name
