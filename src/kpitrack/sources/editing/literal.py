"""Plain values as TOML text, on one line."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kpitrack.errors import InputError, Mistake

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def plain(value: Any) -> Any:
    """The value as TOML reads it back: whole numbers are integers, tables are dicts."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and _is_whole(value) else value
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def _is_whole(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= 0


def literal(value: Any) -> str:
    """A number, flag, text, day, list or table as TOML; figures keep each digit."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{ {inner(value)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return str(int(value))


def inner(table: Mapping[str, Any]) -> str:
    """What stands between the braces of an inline table."""
    return ", ".join(f"{key(name)} = {literal(one)}" for name, one in table.items())


def quoted(text: str) -> str:
    """A text as a TOML string on one line; raises InputError for what UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        found = text.encode("utf-8", "backslashreplace").decode()
        raise InputError([Mistake("text in UTF-8", f'"{found}"')]) from None
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(text: str) -> str:
    """A text as a TOML key, in quotes where it must be."""
    return text if _BARE.fullmatch(text) else quoted(text)
