"""Mappings: which column of a foreign table is what, and how its text is to be read."""

import tomllib
from collections.abc import Mapping as Table
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.model.figure import NOTHING
from kpitrack.model.period import PeriodError, parse_period
from kpitrack.sources.discovery import read_bytes
from kpitrack.sources.exchange.roles import Role, role_of

_LIMIT = 2**20
SETTINGS = (
    "sheet", "kind", "target", "period", "status", "encoding", "delimiter", "decimal",
    "parentheses",
)  # fmt: skip
"""What a mapping may settle beside its columns; each is an option of the command as well."""

_CHOICES = {
    "kind": ("actual", "target", "baseline"),
    "status": ("final", "provisional", "estimated", "forecast"),
    "decimal": (".", ","),
    "parentheses": ("negative",),
}


class Mapping(NamedTuple):
    """What the columns are, by their headings; None where that is to be guessed.

    `indicators` gives the tracker's id of each code or name that the table uses; `settings`
    are texts by the names of SETTINGS.
    """

    columns: Table[str, Role] | None = None
    indicators: Table[str, str] = NOTHING
    settings: Table[str, str] = NOTHING

    def with_settings(self, said: Table[str, str | None]) -> "Mapping":
        """The same with what the command line said over it."""
        checked = {key: value for key, value in said.items() if value is not None}
        _check(checked)
        return self._replace(settings={**self.settings, **checked})


def mapping_of(text: str | None, kept: Table[str, Any], place: str) -> Mapping:
    """The mapping that `--map` means: columns, a TOML file, or the name of a kept one.

    `kept` is the table `imports` of the tracker, `place` its file. Raises InputError for
    what is none of them.
    """
    if text is None:
        return Mapping()
    if text in kept:
        return from_table(kept[text])
    if "=" in text:
        return Mapping(_columns(text))
    if text.endswith(".toml"):
        return from_table(_read(text))
    expected = 'columns such as "Heading=indicator,Year=period", a .toml file or a kept mapping'
    close = get_close_matches(text, list(kept), n=1, cutoff=0.6)
    fix = f"did you mean {close[0]}?" if close else f"{place} keeps {', '.join(kept) or 'none'}"
    raise InputError([Mistake(expected, f'"{text}"', fix, key="map")])


def from_table(table: Table[str, Any]) -> Mapping:
    """A mapping from its TOML table, as `[imports.NAME]` holds it."""
    columns = table.get("columns")
    known = {"columns", "indicators", *SETTINGS}
    unknown = [Mistake("a key of a mapping", f"unknown key {key}", key="map")
               for key in table if key not in known]  # fmt: skip
    if unknown or not isinstance(columns, dict | None):
        raise InputError(unknown or [Mistake("a table of columns", "none", key="map")])
    settings = {key: str(table[key]) for key in SETTINGS if key in table}
    _check(settings)
    named = table.get("indicators", {})
    return Mapping(
        None
        if columns is None
        else {key: role_of(str(one), key) for key, one in columns.items()},
        {str(key): str(one) for key, one in named.items()},
        settings,
    )


def to_table(mapping: Mapping) -> dict[str, Any]:
    """A mapping as the TOML table that `from_table` reads."""
    columns = {heading: str(role) for heading, role in (mapping.columns or {}).items()}
    tables = {"columns": columns, "indicators": dict(mapping.indicators)}
    return {**mapping.settings, **{name: one for name, one in tables.items() if one}}


def as_option(columns: Table[str, Role]) -> str:
    """Columns as `--map` takes them, quoted for a shell."""
    import shlex

    return shlex.quote(",".join(f"{_plain(name)}={role}" for name, role in columns.items()))


def _plain(heading: str) -> str:
    """A heading with commas or equals signs is quoted within the option."""
    if any(sign in heading for sign in ',="'):
        doubled = heading.replace('"', '""')
        return f'"{doubled}"'
    return heading


def _columns(text: str) -> dict[str, Role]:
    columns: dict[str, Role] = {}
    for heading, role in _pairs(text):
        if heading in columns:
            raise InputError([Mistake("each column once", f'"{heading}" twice', key="map")])
        columns[heading] = role_of(role, heading)
    return columns


def _pairs(text: str) -> list[tuple[str, str]]:
    import csv

    pairs = []
    for part in next(csv.reader([_with_quotes_outside(text)], skipinitialspace=True)):
        heading, sign, role = part.rpartition("=")
        if not sign or not heading.strip():
            raise InputError([Mistake("Heading=role", f'"{part}"', key="map")])
        pairs.append((heading.strip(), role.strip()))
    return pairs


def _with_quotes_outside(text: str) -> str:
    """A heading may be quoted alone, "a, b"=value, where csv wants the whole cell quoted."""
    import re

    return re.sub(r'(^|,)\s*"((?:[^"]|"")*)"\s*=([^,"]*)', r'\1"\2=\3"', text)


def _read(file: str) -> dict[str, Any]:
    content = read_bytes(file, _LIMIT)
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        name = Path(file).name
        raise InputError([Mistake("TOML", str(error), file=name, key="map")]) from None


def _check(settings: Table[str, str]) -> None:
    mistakes = [
        Mistake(" or ".join(choices), f'"{settings[key]}"', key=key)
        for key, choices in _CHOICES.items()
        if key in settings and settings[key] not in choices
    ]
    if "period" in settings:
        try:
            parse_period(settings["period"])
        except PeriodError as error:
            mistakes.append(Mistake(str(error), f'"{settings["period"]}"', key="period"))
    if mistakes:
        raise InputError(mistakes)
