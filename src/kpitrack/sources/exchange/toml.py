"""A tracker as one TOML file that a person likes to read: a figure a line, exact digits."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kpitrack.sources.exchange.cells import number_cell
from kpitrack.sources.exchange.paths import key_text, quoted
from kpitrack.sources.exchange.records import KEYED

Raw = Mapping[str, Any]


def toml_text(document: Raw) -> Iterator[str]:
    """The lines of the file, each with its end."""
    start = True
    for table, value in document.items():
        for heading, raw in _entries(table, value):
            yield heading if start else f"\n{heading}"
            yield from _keys(raw)
            start = False


def _entries(table: str, value: Any) -> Iterator[tuple[str, Raw]]:
    name = key_text(table)
    if isinstance(value, list):
        for raw in value:
            yield f"[[{name}]]\n", raw
    elif table in KEYED:
        for key, raw in value.items():
            yield f"[{name}.{key_text(key)}]\n", raw
    else:
        yield f"[{name}]\n", value


def _keys(raw: Raw) -> Iterator[str]:
    for key, value in raw.items():
        if isinstance(value, dict):
            yield from _dotted(key, value)
        else:
            yield f"{key_text(key)} = {_value(value)}\n"


def _dotted(key: str, table: Raw) -> Iterator[str]:
    """A table inside an entry, a line for each of its keys; target sets one level deeper."""
    for inner, value in table.items():
        path = f"{key_text(key)}.{key_text(inner)}"
        if key == "target" and not inner[:1].isdigit():
            for period, figure in value.items():
                yield f"{path}.{key_text(period)} = {_value(figure)}\n"
        else:
            yield f"{path} = {_value(value)}\n"


def _value(value: Any) -> str:
    match value:
        case str():
            return quoted(value)
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return number_cell(value)
        case dt.date():
            return value.isoformat()
        case dict():
            inner = (f"{key_text(key)} = {_value(one)}" for key, one in value.items())
            return "{ " + ", ".join(inner) + " }" if value else "{}"
    return _list(value)


def _list(values: list[Any]) -> str:
    """A list; a history has a line for each revision, as inline tables may not have."""
    if any(isinstance(one, dict) for one in values):
        return "[\n" + "".join(f"  {_value(one)},\n" for one in values) + "]"
    return "[" + ", ".join(_value(one) for one in values) + "]"
